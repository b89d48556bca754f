// https://github.com/fastify/fastify-secure-session 8.4.0.

import type { LibraryModel } from '../model.ts';

export default {
  package: '@fastify/secure-session',
  secretUses: [
    {
      call: '*.register(self, options)', purpose: 'the session cookie',
      options: { secret: 'key', key: 'key' },
    },
  ],
} satisfies LibraryModel;
