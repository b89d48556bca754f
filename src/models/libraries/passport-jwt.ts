// https://github.com/mikenicholson/passport-jwt, checked against 4.0.1 and 4.0.0.

import type { LibraryModel } from '../model.ts';
import { checksOfVersion8, checksOfVersion9, furtherVerifyOptions } from './jsonwebtoken-options.ts';

export default {
  package: 'passport-jwt',
  operations: [
    {
      call: 'new Strategy(options, callback)', kind: 'verify', onInvalid: 'handled',
      options: {
        secretOrKey: 'key',
        secretOrKeyProvider: 'key',
        algorithms: 'algorithms',
        audience: 'audience',
        issuer: 'issuer',
        ignoreExpiration: 'ignoreExpiration',
        // The four above do nothing in here: the strategy overwrites them with its own, even with undefined.
        jsonWebTokenOptions: { nested: furtherVerifyOptions },
        jwtFromRequest: null,
        passReqToCallback: null,
      },
      ignoresUnknownOptions: true,
    },
  ],
  behaviours: [
    // jsonwebtoken 8: a provider that yields no key accepts `none`.
    { below: '4.0.1', ...checksOfVersion8 },
    checksOfVersion9,
  ],
  keySetVerifier: {
    code: "new Strategy({ jwtFromRequest, secretOrKeyProvider: passportJwtSecret({ jwksUri }), algorithms: ['RS256'], issuer, audience }, verify)",
    with: { what: 'passportJwtSecret', of: 'jwks-rsa' },
  },
} satisfies LibraryModel;
