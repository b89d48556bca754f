// https://github.com/kinde-oss/jwt-validator 0.4.5: a signature of the domain's keys is all it asks for, and it says no inside of an object.

import type { LibraryModel } from '../model.ts';

export default {
  package: '@kinde/jwt-validator',
  operations: [
    {
      call: 'validateToken(options)', kind: 'verify', onInvalid: 'always answers', thirdParty: {},
      options: { token: 'token', domain: 'keyOwner' },
    },
  ],
} satisfies LibraryModel;
