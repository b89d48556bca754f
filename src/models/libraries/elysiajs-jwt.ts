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
  name: null,
  schema: null,
} as const;

const method = { keyElsewhere: true } as const;

export default {
  package: '@elysiajs/jwt',
  operations: [
    { call: 'default(options)', does: 'configure', of: 'sign', options: pluginOptions },
    { call: 'jwt(options)', does: 'configure', of: 'sign', options: pluginOptions },
    { call: '*.jwt.sign(payload)', does: 'sign', configuredElsewhere: true, ...method },
    { call: '*.jwt.verify(token, options?)', does: 'verify', fails: 'resolves false', options: { ...verifyOptions, requiredClaims: 'required' }, closed: true, ...method },
  ],
  behaviours: [
    {
      algorithmsOmitted: 'key', mixedFamilies: 'refuses',
      noneListed: 'refuses', noneUnlisted: 'refuses', emptyText: 'refuses', emptyBytes: 'refuses',
      shortRsa: 'refuses',
    },
  ],
} satisfies LibraryModel;
