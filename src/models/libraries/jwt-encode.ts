// https://github.com/Ademking/jwt-encode 1.0.1. HMAC-SHA256 always, whatever a header given says; no lifetime of its own.

import type { LibraryModel } from '../model.ts';

export default {
  package: 'jwt-encode',
  operations: [{ call: 'default(payload, key, _?)', kind: 'sign' }],
  behaviours: [
    {
      algorithmsOmitted: 'one', mixedFamilies: 'refuses',
      noneListed: 'refuses', noneUnlisted: 'refuses', emptyText: 'refuses', emptyBytes: 'refuses',
      emptySigned: ['text'],
    },
  ],
} satisfies LibraryModel;
