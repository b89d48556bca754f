// https://github.com/tsndr/cloudflare-worker-jwt, checked against 3.2.3; 2.5.4 answers with false and refuses `none`;
// with `throwError` it threw for claims alone.

import type { LibraryModel, OptionTable } from '../model.ts';

const signOptions = { algorithm: 'algorithm', header: 'header' } satisfies OptionTable;

const verify = {
  call: 'verify(token, key, algorithm|options?)',
  does: 'verify',
  options: {
    algorithm: 'algorithm',
    clockTolerance: { means: 'clockTolerance', unit: 'seconds' },
    throwError: { means: 'throwing', from: '3' },
  },
  closed: true,
} as const;

export default {
  package: '@tsndr/cloudflare-worker-jwt',
  operations: [
    { call: 'sign(payload, key, algorithm|options?)', does: 'sign', options: signOptions, closed: true },
    { ...verify, fails: 'resolves undefined', from: '3' },
    { ...verify, fails: 'resolves false', below: '3' },
    { call: 'decode(token)', does: 'decode', fails: 'throws' },
  ],
  behaviours: [
    {
      below: '3', algorithmsOmitted: 'one', mixedFamilies: 'refuses',
      noneListed: 'refuses', noneUnlisted: 'refuses', emptyText: 'refuses', emptyBytes: 'refuses',
      textExpiry: 'never expires', shortRsaSigned: 'signs',
    },
    // With `none` an unsigned token passes, whatever the key.
    {
      algorithmsOmitted: 'one', mixedFamilies: 'refuses',
      noneListed: 'accepts', noneUnlisted: 'refuses', emptyText: 'refuses', emptyBytes: 'refuses',
      textExpiry: 'never expires', noneSigned: 'emits', shortRsaSigned: 'signs',
    },
  ],
} satisfies LibraryModel;
