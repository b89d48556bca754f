// https://github.com/nearform/fast-jwt, checked against 6.3.6; cut-offs run on 5.0.6, 6.2.3, 6.2.4, 6.3.0 and 6.3.3.

import type { LibraryModel } from '../model.ts';
import { decodeOptions, signOptions, verifyOptions } from './fast-jwt-options.ts';

const milliseconds = { unit: 'milliseconds', digits: 'milliseconds' } as const;

const familyByText = { algorithmsOmitted: 'key text', mixedFamilies: 'refuses' } as const;
const familyByKey = { algorithmsOmitted: 'key', mixedFamilies: 'refuses', publicTextIsSecret: true } as const;
const noneWithoutKey = { noneListed: 'accepts without key', noneUnlisted: 'refuses', noneSigned: 'emits without key' } as const;
const more = { emptyClaim: 'unchecked', shortRsaSigned: 'signs' } as const;

export default {
  package: 'fast-jwt',
  operations: [
    {
      call: 'createSigner(options)', kind: 'sign', chain: ['(payload, callback?)'],
      options: {
        ...signOptions,
        expiresIn: { role: 'lifetime', ...milliseconds },
        notBefore: { role: 'notBefore', ...milliseconds },
      },
      ignoresUnknownOptions: true,
    },
    {
      call: 'createVerifier(options)', kind: 'verify', onInvalid: 'throws', rejectsWithKeyFunction: true, chain: ['(token, callback?)'],
      options: {
        ...verifyOptions,
        maxAge: { role: 'maxAge', unit: 'milliseconds', presence: 'if present', ignores: 'text' },
      },
      ignoresUnknownOptions: true,
    },
    {
      call: 'createDecoder(options?)', kind: 'decode', onInvalid: 'throws', chain: ['(token)'],
      options: decodeOptions, ignoresUnknownOptions: true,
    },
  ],
  behaviours: [
    { below: '6.2.4', ...familyByText, ...noneWithoutKey, ...more, emptyText: 'refuses', emptyBytes: 'accepts', emptySigned: ['bytes'] },
    // Until 6.3.0 a JWK as text was an HMAC secret.
    { below: '6.3.0', ...familyByText, ...noneWithoutKey, ...more, emptyText: 'refuses', emptyBytes: 'refuses', emptySigned: ['bytes'] },
    // Until 6.3.6 an empty key still signed.
    { below: '6.3.6', ...familyByKey, ...noneWithoutKey, ...more, emptyText: 'refuses', emptyBytes: 'refuses', emptySigned: ['bytes'] },
    { ...familyByKey, ...noneWithoutKey, ...more, emptyText: 'refuses', emptyBytes: 'refuses' },
  ],
  keySetVerifier: {
    code: "createVerifier({ key: async ({ header }) => (await keys.getSigningKey(header.kid)).getPublicKey(), algorithms: ['RS256'], "
      + "allowedIss: issuer, allowedAud: audience, requiredClaims: ['exp', 'iss', 'aud'] })(token)",
    with: { what: 'keys = jwksClient({ jwksUri })', of: 'jwks-rsa' },
  },
} satisfies LibraryModel;
