// https://github.com/nearform/fast-jwt, checked against 6.3.6; version cut-offs run on 1.0.0, 5.0.6 and 6.0.0 to 6.3.0.

import type { LibraryModel } from '../model.ts';
import { decodeOptions, signOptions, verifyOptions } from './fast-jwt-options.ts';

const milliseconds = { unit: 'milliseconds', digits: 'milliseconds' } as const;

const familyByText = { algorithmsOmitted: 'key text', mixedFamilies: 'refuses' } as const;
const noneWithoutKey = { noneListed: 'accepts without key', noneUnlisted: 'refuses' } as const;

export default {
  package: 'fast-jwt',
  operations: [
    {
      call: 'createSigner(options)', does: 'sign', then: ['(payload, callback?)'],
      options: {
        ...signOptions,
        expiresIn: { means: 'lifetime', ...milliseconds },
        notBefore: { means: 'notBefore', ...milliseconds },
      },
      closed: true,
    },
    {
      call: 'createVerifier(options)', does: 'verify', fails: 'throws', rejectsWithKeyFunction: true, then: ['(token, callback?)'],
      options: {
        ...verifyOptions,
        maxAge: { means: 'maxAge', unit: 'milliseconds', presence: 'if present', ignores: 'text' },
      },
      closed: true,
    },
    {
      call: 'createDecoder(options?)', does: 'decode', fails: 'throws', then: ['(token)'],
      options: decodeOptions, closed: true,
    },
  ],
  behaviours: [
    { below: '6.2.4', ...familyByText, ...noneWithoutKey, emptyText: 'refuses', emptyBytes: 'accepts' },
    // Until 6.3.0 a JWK as text was an HMAC secret.
    { below: '6.3.0', ...familyByText, ...noneWithoutKey, emptyText: 'refuses', emptyBytes: 'refuses' },
    {
      algorithmsOmitted: 'key', mixedFamilies: 'refuses', publicTextIsSecret: true,
      ...noneWithoutKey, emptyText: 'refuses', emptyBytes: 'refuses',
    },
  ],
} satisfies LibraryModel;
