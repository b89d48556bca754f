// https://www.better-auth.com 1.7.25.

import type { LibraryModel } from '../model.ts';

export default {
  package: 'better-auth',
  // Reads BETTER_AUTH_SECRET or AUTH_SECRET; with neither, outside NODE_ENV=production, a constant of its source.
  secretUses: [
    {
      call: 'betterAuth(options)',
      purpose: 'sessions and signed cookies',
      options: { secret: 'key', secrets: 'key' },
      withoutKey: 'published outside production',
    },
  ],
} satisfies LibraryModel;
