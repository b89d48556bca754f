// https://github.com/koajs/jwt, checked against 4.0.4 and 4.0.1. All options go on to jsonwebtoken's verify.

import type { LibraryModel } from '../model.ts';
import { checksOfVersion8, checksOfVersion9, verifyOptions } from './jsonwebtoken-options.ts';

export default {
  package: 'koa-jwt',
  operations: [
    {
      call: 'default(options?)', kind: 'verify', onInvalid: 'handled',
      // `ctx.state.secret` stands in for the option.
      keyElsewhere: true,
      options: {
        ...verifyOptions,
        secret: 'key',
        // Invalid tokens go on as well as missing ones.
        passthrough: 'allowInvalid',
        key: null,
        tokenKey: null,
        cookie: null,
        debug: null,
        getToken: null,
        isRevoked: null,
      },
      ignoresUnknownOptions: true,
    },
  ],
  behaviours: [
    // An empty text comes through in a list only: `secret: ['']`. 4.0.3 still depends on jsonwebtoken 8.
    { below: '4.0.4', ...checksOfVersion8 },
    checksOfVersion9,
  ],
  keySetVerifier: {
    code: "jwt({ secret: koaJwtSecret({ jwksUri }), algorithms: ['RS256'], issuer, audience })",
    with: { what: 'koaJwtSecret', of: 'jwks-rsa' },
  },
} satisfies LibraryModel;
