// https://authjs.dev/reference/core 0.41.3. AUTH_SECRET is read by the framework packages around it.

import type { LibraryModel, OperationModel, OptionTable } from '../model.ts';

const secret = { secret: 'key' } satisfies OptionTable;

export const tokenOperations = [
  {
    call: 'encode(options)', kind: 'sign', encrypted: true, defaults: { lifetime: '30d' },
    options: { ...secret, token: 'payload', maxAge: { role: 'lifetime', unit: 'seconds' }, salt: null },
  },
  { call: 'decode(options)', kind: 'verify', onInvalid: 'rejects', options: { ...secret, token: 'token', salt: null } },
  {
    // With `raw` it is the cookie as it came.
    call: 'getToken(options)', kind: 'verify', onInvalid: 'resolves null', keyElsewhere: true,
    options: { ...secret, req: null, raw: 'returnRaw', salt: null, secureCookie: null, cookieName: null, decode: null, logger: null },
  },
] as const satisfies readonly OperationModel[];

export default {
  package: '@auth/core',
  aliases: ['@auth/core/jwt'],
  secretUses: [
    { call: 'Auth(_, options)', purpose: 'the session token', options: { ...secret, jwt: { nested: secret } } },
  ],
  // Encrypted tokens: `decode` tells a forged one from a good one.
  operations: tokenOperations,
} satisfies LibraryModel;
