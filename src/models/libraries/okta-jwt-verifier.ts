// https://github.com/okta/okta-jwt-verifier-js, checked against 4.0.2. The audience is a mandatory argument; RS256 only.

import type { LibraryModel } from '../model.ts';

const verify = { does: 'verify', fails: 'rejects', thirdParty: {} } as const;

export default {
  package: '@okta/jwt-verifier',
  operations: [
    { call: 'default#verifyAccessToken(token, _)', ...verify },
    { call: 'default#verifyIdToken(token, _, _?)', ...verify },
  ],
} satisfies LibraryModel;
