// https://github.com/auth0/node-jsonwebtoken, checked against 9.0.3 and 8.5.1.

import type { LibraryModel } from '../model.ts';
import { checksOfVersion8, checksOfVersion9, keyObject, signOptions, verifyOptions } from './jsonwebtoken-options.ts';

export default {
  package: 'jsonwebtoken',
  // jwt-simple has `decode` as well; it is told by its second argument, a key.
  unimported: ['jwt.sign', 'jwt.verify', 'jwt.decode', 'jsonwebtoken.sign', 'jsonwebtoken.verify', 'jsonwebtoken.decode'],
  operations: [
    // Open: an unknown option makes `sign` throw, so nothing is ignored in silence.
    { call: 'sign(payload, key, options?, callback?)', kind: 'sign', options: signOptions, objects: { key: keyObject } },
    {
      call: 'verify(token, key, options?, callback?)', kind: 'verify', onInvalid: 'throws',
      options: verifyOptions, ignoresUnknownOptions: true, objects: { key: keyObject },
    },
    {
      call: 'decode(token, options?)', kind: 'decode', onInvalid: 'returns null',
      options: { complete: null, json: null }, ignoresUnknownOptions: true,
    },
  ],
  behaviours: [
    // CVE-2022-23539 to 23541: a falsy key without a list accepts `none`, and the key's text chooses the family.
    { below: '9', ...checksOfVersion8, noneSigned: 'emits', emptySigned: ['bytes'], shortRsaSigned: 'signs' },
    { ...checksOfVersion9, noneSigned: 'emits', emptySigned: ['bytes'] },
  ],
  keySetVerifier: {
    code: "jwt.verify(token, ({ kid }, done) => keys.getSigningKey(kid, (error, key) => done(error, key?.getPublicKey())), "
      + "{ algorithms: ['RS256'], issuer, audience }, callback)",
    with: { what: 'keys = jwksClient({ jwksUri })', of: 'jwks-rsa' },
  },
} satisfies LibraryModel;
