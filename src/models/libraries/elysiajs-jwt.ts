// https://elysiajs.com/plugins/jwt 1.4.2, which is jose 6 inside.
// Left out on purpose: methods under another `name` than jwt.

import type { LibraryModel } from '../model.ts';
import { verifyOptions } from './jose-options.ts';

const sign = { of: 'sign' } as const;
const pluginOptions = {
  secret: 'key',
  // The rest sets up signing; the verifier takes options of its own.
  alg: { means: 'algorithm', ...sign },
  exp: { means: 'expiry', unit: 'epoch seconds', ...sign },
  aud: { means: 'audience', ...sign },
  iss: { means: 'issuer', ...sign },
  sub: { means: 'subject', ...sign },
  typ: { means: 'tokenType', ...sign },
  name: null, schema: null, jti: null, nbf: null, iat: null,
  b64: null, crit: null, cty: null, jku: null, jwk: null, kid: null, x5c: null, x5t: null, x5u: null,
} as const;

const method = { keyElsewhere: true } as const;

export default {
  package: '@elysiajs/jwt',
  bytesAreSecrets: 'texts',
  operations: [
    { call: 'default(options)', does: 'configure', of: 'sign', options: pluginOptions, closed: true },
    { call: 'jwt(options)', does: 'configure', of: 'sign', options: pluginOptions, closed: true },
    { call: '*.jwt.sign(payload)', does: 'sign', configuredElsewhere: true, ...method },
    {
      call: '*.jwt.verify(token, options?)',
      does: 'verify',
      fails: 'resolves false',
      options: { ...verifyOptions, requiredClaims: 'required' },
      closed: true,
      ...method,
    },
  ],
  behaviours: [
    {
      algorithmsOmitted: 'key', mixedFamilies: 'refuses',
      noneListed: 'refuses', noneUnlisted: 'refuses', emptyText: 'refuses', emptyBytes: 'refuses',
      shortRsa: 'refuses',
    },
  ],
} satisfies LibraryModel;
