// https://github.com/kjur/jsrsasign, checked against 11.1.5 and 10.9.0.
// Left out on purpose: the browser's global `KJUR`, and hex digits that are read as bytes.

import type { LibraryModel, OptionTable } from '../model.ts';

// Only a list is compared, and only with a claim that is there.
const list = { presence: 'if present', ignores: 'text' } as const;

const keyForms = { utf8: 'key', hex: 'key', b64: 'key', b64u: 'key', rstr: 'key' } satisfies OptionTable;

export default {
  package: 'jsrsasign',
  operations: [
    { call: 'KJUR.jws.JWS.sign(algorithm, header, payload, key, _?)', does: 'sign', objects: { key: keyForms } },
    {
      call: 'KJUR.jws.JWS.verifyJWT(token, key, options)', does: 'verify', fails: 'returns false', objects: { key: keyForms },
      options: {
        alg: 'algorithms',
        aud: { means: 'audience', ...list },
        iss: { means: 'issuer', ...list },
        sub: { means: 'subject', ...list },
        jti: { means: 'jti', presence: 'if present' },
        gracePeriod: { means: 'clockTolerance', unit: 'seconds' },
        verifyAt: null,
      },
      closed: true,
    },
    // The signature only; a text instead of a list of algorithms is not looked at.
    {
      call: 'KJUR.jws.JWS.verify(token, key, algorithms?)',
      does: 'verify',
      fails: 'returns false',
      objects: { key: keyForms },
      ignores: { algorithms: 'text' },
    },
    { call: 'KJUR.jws.JWS.parse(token)', does: 'decode' },
  ],
  keys: [{ call: 'KEYUTIL.getKey(key, _?, _?)', makes: 'jwk' }],
  behaviours: [
    {
      algorithmsOmitted: 'throws', mixedFamilies: 'refuses',
      noneListed: 'refuses', noneUnlisted: 'refuses', emptyText: 'accepts', emptyBytes: 'refuses',
      textExpiry: 'never expires', noneSigned: 'emits', emptySigned: ['text'], shortRsaSigned: 'signs',
    },
  ],
} satisfies LibraryModel;
