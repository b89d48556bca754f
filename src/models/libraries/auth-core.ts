// https://authjs.dev/reference/core 0.41.3. AUTH_SECRET is read by the framework packages around it.

import type { LibraryModel, OperationModel, OptionTable } from '../model.ts';

const secret = { secret: 'key' } satisfies OptionTable;

export const tokenOperations = [
  {
    call: 'encode(options)', does: 'sign', encrypted: true, defaults: { lifetime: '30d' },
    options: { ...secret, token: 'payload', maxAge: { means: 'lifetime', unit: 'seconds' }, salt: null },
  },
  { call: 'decode(options)', does: 'verify', fails: 'rejects', options: { ...secret, token: 'token', salt: null } },
  {
    // With `raw` it is the cookie as it came.
    call: 'getToken(options)', does: 'verify', fails: 'resolves null', keyElsewhere: true,
    options: { ...secret, req: null, raw: 'handsOn', salt: null, secureCookie: null, cookieName: null, decode: null, logger: null },
  },
] as const satisfies readonly OperationModel[];

export default {
  package: '@auth/core',
  also: ['@auth/core/jwt'],
  macs: [
    { call: 'Auth(_, options)', protects: 'the session token', options: { ...secret, jwt: { nested: secret } } },
  ],
  // Encrypted tokens: `decode` tells a forged one from a good one.
  operations: tokenOperations,
} satisfies LibraryModel;
