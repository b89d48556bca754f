// https://github.com/auth0/express-jwt, checked against 8.5.1, 6.1.2 and 5.3.3.

import type { LibraryModel, OptionTable } from '../model.ts';
import { checksOfVersion8, verifyOptions } from './jsonwebtoken-options.ts';

const middlewareOptions = {
  ...verifyOptions,
  secret: 'key',
  credentialsRequired: 'credentialsRequired',
  // An `onExpired` that does not throw lets the expired token through.
  onExpired: { role: 'onExpired', from: '8' },
  getToken: null,
  isRevoked: null,
  requestProperty: null,
} satisfies OptionTable;

export default {
  package: 'express-jwt',
  unimported: ['expressjwt'],
  operations: [
    {
      call: 'expressjwt(options)', kind: 'verify', onInvalid: 'handled', from: '7',
      options: middlewareOptions, ignoresUnknownOptions: true,
    },
    {
      call: 'default(options)', kind: 'verify', onInvalid: 'handled', below: '7',
      options: { ...middlewareOptions, userProperty: null, resultProperty: null }, ignoresUnknownOptions: true,
    },
  ],
  behaviours: [
    // jsonwebtoken 8, and the list is optional; a key function that yields nothing then accepts `none`.
    { below: '6', ...checksOfVersion8 },
    // 7.7.7 still depends on jsonwebtoken ^8.5.1.
    {
      below: '7.7.8', algorithmsOmitted: 'throws', mixedFamilies: 'confuses',
      noneListed: 'accepts without key', noneUnlisted: 'refuses', emptyText: 'refuses', emptyBytes: 'accepts',
      emptyClaim: 'unchecked',
    },
    {
      algorithmsOmitted: 'throws', mixedFamilies: 'refuses',
      noneListed: 'accepts without key', noneUnlisted: 'refuses', emptyText: 'refuses', emptyBytes: 'accepts',
      emptyClaim: 'unchecked',
    },
  ],
  keySetVerifier: {
    code: "expressjwt({ secret: expressJwtSecret({ jwksUri }), algorithms: ['RS256'], issuer, audience })",
    with: { what: 'expressJwtSecret', of: 'jwks-rsa' },
  },
} satisfies LibraryModel;
