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
    { call: 'create(key)', kind: 'sign', defaults: { lifetime: '1h' }, chain: setters, units: epochs },
    { call: 'create(payload, key, algorithm?)', kind: 'sign', defaults: { lifetime: '1h' }, chain: setters, units: epochs },
    { call: 'new Jwt(payload, _?)', kind: 'sign', unsecured: 'without algorithm', chain: setters, units: epochs },
    // With the token alone the algorithm is `none`, and any signature passes.
    { call: 'verify(token, callback?)', kind: 'verify', unsecured: true, onInvalid: 'throws' },
    { call: 'verify(token, key, algorithm?, callback?)', kind: 'verify', onInvalid: 'throws' },
    {
      call: 'createVerifier()', kind: 'verify', onInvalid: 'throws',
      chain: [
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
