// https://github.com/hokaccha/node-jwt-simple, checked against 0.5.6; cut-off read in 0.5.2 and 0.5.3.

import type { LibraryModel } from '../model.ts';

export default {
  package: 'jwt-simple',
  operations: [
    {
      call: 'encode(payload, key, algorithm?, options?)', kind: 'sign',
      options: { header: 'header' }, ignoresUnknownOptions: true,
    },
    // The verifier is called `decode`. With `skipVerification` neither signature nor exp is checked; without a key it throws.
    { call: 'decode(token, key?, skipVerification?, algorithm?)', kind: 'verify', onInvalid: 'throws' },
  ],
  behaviours: [
    // CVE-2016-10555: the header chooses, whatever the key.
    {
      below: '0.5.3', algorithmsOmitted: 'token', mixedFamilies: 'refuses', publicTextIsSecret: true,
      noneListed: 'refuses', noneUnlisted: 'refuses', emptyText: 'accepts', emptyBytes: 'accepts',
      textExpiry: 'never expires', emptySigned: ['bytes'], shortRsaSigned: 'signs',
    },
    // Two PEM labels force RS256; an X.509 certificate still serves as HMAC key.
    {
      algorithmsOmitted: 'key text', mixedFamilies: 'refuses', publicTextIsSecret: true,
      noneListed: 'refuses', noneUnlisted: 'refuses', emptyText: 'accepts', emptyBytes: 'accepts',
      textExpiry: 'never expires', emptySigned: ['bytes'], shortRsaSigned: 'signs',
    },
  ],
} satisfies LibraryModel;
