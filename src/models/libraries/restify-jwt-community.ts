// https://github.com/frbuceta/restify-jwt-community 2.0.0; 1.1.8 depends on jsonwebtoken 8.

import type { LibraryModel } from '../model.ts';
import { checksOfVersion8, checksOfVersion9, verifyOptions } from './jsonwebtoken-options.ts';

export default {
  package: 'restify-jwt-community',
  operations: [
    {
      call: 'default(options)', kind: 'verify', onInvalid: 'handled',
      options: {
        ...verifyOptions,
        secret: 'key',
        // Not only a missing token goes on then: a broken or expired one does as well.
        credentialsRequired: { role: 'allowInvalid', inverted: true },
        getToken: null,
        isRevoked: null,
        requestProperty: null,
        userProperty: null,
      },
      ignoresUnknownOptions: true,
    },
  ],
  behaviours: [
    { below: '2', ...checksOfVersion8 },
    checksOfVersion9,
  ],
} satisfies LibraryModel;
