// https://github.com/theoludwig/socketio-jwt, checked against 3.1.4. Of the options of jsonwebtoken it hands on the list only.

import type { LibraryModel } from '../model.ts';

export default {
  package: '@thream/socketio-jwt',
  operations: [
    {
      call: 'authorize(options)', kind: 'verify', onInvalid: 'handled',
      options: { secret: 'key', algorithms: 'algorithms', onAuthentication: null }, ignoresUnknownOptions: true,
    },
  ],
  behaviours: [
    // Without a list: HS256.
    {
      algorithmsOmitted: 'one', mixedFamilies: 'refuses',
      noneListed: 'accepts without key', noneUnlisted: 'refuses', emptyText: 'refuses', emptyBytes: 'accepts',
    },
  ],
} satisfies LibraryModel;
