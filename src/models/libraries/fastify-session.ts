// https://github.com/fastify/session 11.1.3. A text under 32 characters is refused; items of a list are not looked at.

import type { LibraryModel } from '../model.ts';

export default {
  package: '@fastify/session',
  secretUses: [{ call: '*.register(self, options)', purpose: 'the session cookie', options: { secret: 'key' } }],
} satisfies LibraryModel;
