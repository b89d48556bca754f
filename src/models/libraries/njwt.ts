// https://github.com/jwtk/njwt, checked against 2.0.1.
// `setExpiration()` without an argument takes the hour away again.

import type { LibraryModel } from '../model.ts';

const setters = [
  'setIssuer(issuer)', 'setSubject(subject)', 'setIssuedAt(issuedAt)', 'setExpiration(expiry?)', 'setNotBefore(notBefore?)', 'setJti(jti)',
  'setSigningAlgorithm(algorithm)', 'setSigningKey(key)', 'compact()',
] as const;

const epochs = { expiry: 'epoch milliseconds', notBefore: 'epoch milliseconds' } as const;

export default {
  package: 'njwt',
  operations: [
    { call: 'create(key)', does: 'sign', defaults: { lifetime: '1h' }, then: setters, units: epochs },
    { call: 'create(payload, key, algorithm?)', does: 'sign', defaults: { lifetime: '1h' }, then: setters, units: epochs },
    { call: 'new Jwt(payload, _?)', does: 'sign', unsecured: 'without algorithm', then: setters, units: epochs },
    // With the token alone the algorithm is `none`, and any signature passes.
    { call: 'verify(token, callback?)', does: 'verify', unsecured: true, fails: 'throws' },
    { call: 'verify(token, key, algorithm?, callback?)', does: 'verify', fails: 'throws' },
    {
      call: 'createVerifier()', does: 'verify', fails: 'throws',
      then: [
        'setSigningAlgorithm(algorithm)', 'setSigningKey(key)', 'withKeyResolver(key)', 'setKeyResolver(key)', 'verify(token, callback?)',
      ],
    },
  ],
  behaviours: [
    // Without an algorithm: HS256, also over the text of a public key.
    {
      algorithmsOmitted: 'one', mixedFamilies: 'refuses', publicTextIsSecret: true,
      noneListed: 'accepts', noneUnlisted: 'refuses', emptyText: 'accepts', emptyBytes: 'accepts',
      textExpiry: 'never expires', noneSigned: 'emits', emptySigned: ['bytes'], shortRsaSigned: 'signs',
    },
  ],
} satisfies LibraryModel;
