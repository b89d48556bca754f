// https://github.com/kjur/jsrsasign, checked against 11.1.5 and 10.9.0.
// Left out on purpose: the browser's global `KJUR`, and hex digits that are read as bytes.

import type { LibraryModel, OptionTable } from '../model.ts';

// Only a list is compared, and only with a claim that is there.
const list = { presence: 'if present', ignores: 'text' } as const;

const keyForms = { utf8: 'key', hex: 'key', b64: 'key', b64u: 'key', rstr: 'key' } satisfies OptionTable;

export default {
  package: 'jsrsasign',
  operations: [
    { call: 'KJUR.jws.JWS.sign(algorithm, header, payload, key, _?)', kind: 'sign', objects: { key: keyForms } },
    {
      call: 'KJUR.jws.JWS.verifyJWT(token, key, options)', kind: 'verify', onInvalid: 'returns false', objects: { key: keyForms },
      options: {
        alg: 'algorithms',
        aud: { role: 'audience', ...list },
        iss: { role: 'issuer', ...list },
        sub: { role: 'subject', ...list },
        jti: { role: 'jti', presence: 'if present' },
        gracePeriod: { role: 'clockTolerance', unit: 'seconds' },
        verifyAt: null,
      },
      ignoresUnknownOptions: true,
    },
    // The signature only; a text instead of a list of algorithms is not looked at.
    {
      call: 'KJUR.jws.JWS.verify(token, key, algorithms?)',
      kind: 'verify',
      onInvalid: 'returns false',
      objects: { key: keyForms },
      ignores: { algorithms: 'text' },
    },
    { call: 'KJUR.jws.JWS.parse(token)', kind: 'decode' },
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
