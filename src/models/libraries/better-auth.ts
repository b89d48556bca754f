// https://www.better-auth.com 1.7.25.

import type { LibraryModel } from '../model.ts';

export default {
  package: 'better-auth',
  aliases: ['better-auth/plugins'],
  // Reads BETTER_AUTH_SECRET or AUTH_SECRET; with neither, outside NODE_ENV=production, a constant of its source.
  // Accepted without a word (1.7.25).
  safeguards: [
    {
      call: 'betterAuth(options)',
      options: {
        trustedOrigins: 'origins',
        advanced: { nested: { disableCSRFCheck: 'skipCsrf', disableOriginCheck: 'skipOrigin' } },
      },
    },
    {
      call: 'jwt(options?)', at: 'better-auth/plugins',
      options: { jwks: { nested: { disablePrivateKeyEncryption: 'plainKeys' } } },
    },
  ],
  secretUses: [
    {
      call: 'betterAuth(options)',
      purpose: 'sessions and signed cookies',
      options: { secret: 'key', secrets: 'key' },
      withoutKey: 'published outside production',
    },
  ],
} satisfies LibraryModel;
