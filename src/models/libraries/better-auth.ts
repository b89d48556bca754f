// https://www.better-auth.com 1.7.25.

import type { LibraryModel } from '../model.ts';

export default {
  package: 'better-auth',
  macs: [{ call: 'betterAuth(options)', protects: 'sessions and signed cookies', options: { secret: 'key', secrets: 'key' } }],
} satisfies LibraryModel;
