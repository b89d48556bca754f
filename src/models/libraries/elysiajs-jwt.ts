// https://elysiajs.com/plugins/jwt 1.4.2, which is jose 6 inside.
// Left out on purpose: methods under another `name` than jwt.

import type { LibraryModel } from '../model.ts';
import { verifyOptions } from './jose-options.ts';

const sign = { side: 'sign' } as const;
const pluginOptions = {
  secret: 'key',
  // The rest sets up signing; the verifier takes options of its own.
  alg: { role: 'algorithm', ...sign },
  exp: { role: 'expiry', unit: 'epoch seconds', ...sign },
  aud: { role: 'audience', ...sign },
  iss: { role: 'issuer', ...sign },
  sub: { role: 'subject', ...sign },
  typ: { role: 'tokenType', ...sign },
  name: null, schema: null, jti: null, nbf: null, iat: null,
  b64: null, crit: null, cty: null, jku: null, jwk: null, kid: null, x5c: null, x5t: null, x5u: null,
} as const;

const method = { keyElsewhere: true } as const;

export default {
  package: '@elysiajs/jwt',
  bytesAreSecrets: 'texts',
  operations: [
    { call: 'default(options)', kind: 'configure', side: 'sign', options: pluginOptions, ignoresUnknownOptions: true },
    { call: 'jwt(options)', kind: 'configure', side: 'sign', options: pluginOptions, ignoresUnknownOptions: true },
    { call: '*.jwt.sign(payload)', kind: 'sign', configuredElsewhere: true, ...method },
    {
      call: '*.jwt.verify(token, options?)',
      kind: 'verify',
      onInvalid: 'resolves false',
      options: { ...verifyOptions, requiredClaims: 'required' },
      ignoresUnknownOptions: true,
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
