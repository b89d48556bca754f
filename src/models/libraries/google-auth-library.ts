// https://github.com/googleapis/google-auth-library-nodejs, checked against 10.9.1.
// Issuer, exp and iat are always looked at; a missing audience takes tokens that Google issued to any other client.

import type { LibraryModel } from '../model.ts';

export default {
  package: 'google-auth-library',
  operations: [
    {
      call: 'OAuth2Client#verifyIdToken(options, callback?)', kind: 'verify', onInvalid: 'rejects', thirdParty: { host: 'accounts.google.com' },
      options: { idToken: 'token', audience: 'audience', maxExpiry: null }, ignoresUnknownOptions: true,
    },
    // Its issuers and audience are compared only when given.
    { call: 'OAuth2Client#verifySignedJwtWithCertsAsync(token, publicKey, audience?, issuer?, _?)', kind: 'verify', onInvalid: 'rejects' },
  ],
  secretUses: [
    { call: 'new OAuth2Client(_, key, _?)', purpose: 'the secret of this OAuth client', credential: true },
    { call: 'new OAuth2Client(options)', purpose: 'the secret of this OAuth client', credential: true, options: { clientSecret: 'key', client_secret: 'key' } },
  ],
} satisfies LibraryModel;
