// https://github.com/a-tokyo/apple-signin-auth 2.1.0: jsonwebtoken 9 with Apple's keys, RS256 and issuer; what is given goes over that.

import type { LibraryModel, OptionTable } from '../model.ts';

const verify = { audience: 'audience', ignoreExpiration: 'ignoreExpiration', nonce: null, issuer: null, algorithms: null, clockTolerance: { role: 'clockTolerance', unit: 'seconds' } } satisfies OptionTable;
const operation = {
  kind: 'verify', onInvalid: 'rejects', options: verify, ignoresUnknownOptions: true, thirdParty: { host: 'appleid.apple.com' },
  defaults: { issuer: 'https://appleid.apple.com', algorithms: 'RS256' },
} as const;

export default {
  package: 'apple-signin-auth',
  operations: [
    { call: 'verifyIdToken(token, options?)', ...operation },
    { call: 'verifyWebhookToken(token, options?)', ...operation },
  ],
  // Left out, the state is the text `state` (2.1.0).
  safeguards: [{ call: 'getAuthorizationUrl(options)', options: { state: 'state', clientID: null, redirectUri: null }, withoutState: 'constant' }],
  secretUses: [{ call: 'getClientSecret(options)', purpose: 'the login of this client', options: { privateKey: 'privateKey' } }],
} satisfies LibraryModel;
