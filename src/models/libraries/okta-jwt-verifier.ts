// https://github.com/okta/okta-jwt-verifier-js, checked against 4.0.2. The audience is a mandatory argument; RS256 only.

import type { LibraryModel } from '../model.ts';

const verify = { kind: 'verify', onInvalid: 'rejects', thirdParty: {} } as const;

export default {
  package: '@okta/jwt-verifier',
  operations: [
    {
      call: 'new default(options)', kind: 'configure', side: 'verify', thirdParty: {},
      options: {
        issuer: 'jwksUrl', jwksUri: 'jwksUrl', clientId: null, assertClaims: null,
        testing: { nested: { disableHttpsCheck: 'insecureTransport', disableTemplateChecks: null } },
      },
    },
    { call: 'default#verifyAccessToken(token, audience)', ...verify },
    { call: 'default#verifyIdToken(token, audience, _?)', ...verify },
  ],
} satisfies LibraryModel;
