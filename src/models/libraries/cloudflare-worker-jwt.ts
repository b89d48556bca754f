// https://github.com/tsndr/cloudflare-worker-jwt, checked against 3.2.3; 2.5.4 answers with false and refuses `none`;
// with `throwError` it threw for claims alone.

import type { LibraryModel, OptionTable } from '../model.ts';

const signOptions = { algorithm: 'algorithm', header: 'header' } satisfies OptionTable;

const verify = {
  call: 'verify(token, key, algorithm|options?)',
  kind: 'verify',
  options: {
    algorithm: 'algorithm',
    clockTolerance: { role: 'clockTolerance', unit: 'seconds' },
    throwError: { role: 'throwing', from: '3' },
  },
  ignoresUnknownOptions: true,
} as const;

export default {
  package: '@tsndr/cloudflare-worker-jwt',
  operations: [
    { call: 'sign(payload, key, algorithm|options?)', kind: 'sign', options: signOptions, ignoresUnknownOptions: true },
    { ...verify, onInvalid: 'resolves undefined', from: '3' },
    { ...verify, onInvalid: 'resolves false', below: '3' },
    { call: 'decode(token)', kind: 'decode', onInvalid: 'throws' },
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
