// https://github.com/kinde-oss/jwt-validator 0.4.5: asks for a signature by the domain's keys, nothing else, and says no inside an object.

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
