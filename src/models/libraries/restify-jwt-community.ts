// https://github.com/frbuceta/restify-jwt-community 2.0.0; 1.1.8 depends on jsonwebtoken 8.

import type { LibraryModel } from '../model.ts';
import { verifyOptions } from './jsonwebtoken-options.ts';

export default {
  package: 'restify-jwt-community',
  operations: [
    {
      call: 'default(options)', does: 'verify', fails: 'handled',
      options: {
        ...verifyOptions,
        secret: 'key',
        // Not only a missing token goes on then: a broken or expired one does as well.
        credentialsRequired: { means: 'passesInvalid', inverted: true },
        getToken: null,
        isRevoked: null,
        requestProperty: null,
        userProperty: null,
      },
      closed: true,
    },
  ],
  behaviours: [
    {
      below: '2', algorithmsOmitted: 'key text', mixedFamilies: 'confuses',
      noneListed: 'accepts without key', noneUnlisted: 'accepts without key', emptyText: 'refuses', emptyBytes: 'accepts',
      emptyClaim: 'unchecked',
    },
    {
      algorithmsOmitted: 'key', mixedFamilies: 'refuses',
      noneListed: 'accepts without key', noneUnlisted: 'refuses', emptyText: 'refuses', emptyBytes: 'accepts',
      emptyClaim: 'unchecked',
    },
  ],
} satisfies LibraryModel;
