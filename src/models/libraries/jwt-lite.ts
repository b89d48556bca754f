// https://github.com/kevlened/jose/tree/master/packages/jwt-lite 2.1.0. Keys are JWKs; an empty `oct` key serves.
// A text for audience, issuer or subject becomes a regular expression: its dots stand for any character.

import type { LibraryModel, OptionTable } from '../model.ts';

const jwk = { k: 'key' } satisfies OptionTable;

export default {
  package: 'jwt-lite',
  operations: [
    { call: 'sign(payload, key, header?)', kind: 'sign', objects: { key: jwk } },
    {
      call: 'verify(token, key, options?)', kind: 'verify', onInvalid: 'rejects', objects: { key: jwk },
      options: {
        algorithms: 'algorithms',
        audience: 'audience',
        issuer: 'issuer',
        subject: 'subject',
        clockSkew: { role: 'clockTolerance', unit: 'seconds' },
        // Stands in for the token's own exp.
        expiration: null,
        time: null,
      },
      ignoresUnknownOptions: true,
    },
    { call: 'decode(token)', kind: 'decode', onInvalid: 'throws' },
  ],
  behaviours: [
    {
      algorithmsOmitted: 'key', mixedFamilies: 'refuses',
      noneListed: 'refuses', noneUnlisted: 'refuses', emptyText: 'accepts', emptyBytes: 'accepts',
      textExpiry: 'never expires',
    },
  ],
} satisfies LibraryModel;
