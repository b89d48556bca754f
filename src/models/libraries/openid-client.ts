// https://github.com/panva/openid-client 6.9.0. Until 6 a set of tokens read the claims of whatever it was made of (5.7.1).

import type { LibraryModel } from '../model.ts';

const clientKey = { purpose: 'the login of this client' } as const;

export default {
  package: 'openid-client',
  operations: [{ call: 'new TokenSet(options)', kind: 'decode', options: { id_token: 'token' }, below: '6' }],
  safeguards: [
    // Neither given nor expected, a state is not asked for: a lost session and an answer without one pass (6.9.0, 5.7.1).
    {
      call: 'authorizationCodeGrant(_, _, options?, _?, _?)', from: '6', withoutState: 'accepts', skippedBy: 'skipStateCheck',
      options: { expectedState: 'state', pkceCodeVerifier: 'codeVerifier', expectedNonce: null, idTokenExpected: null, maxAge: null },
    },
    {
      call: '*.callback(_, _, options?, _?)', below: '6', withoutState: 'accepts',
      options: { state: 'state', code_verifier: 'codeVerifier', nonce: null, response_type: null, max_age: null },
    },
    {
      call: 'discovery(_, _, _?, _?, options?)', from: '6', skippedBy: 'allowInsecureRequests',
      options: { execute: 'plainTransport' },
    },
  ],
  secretUses: [
    // One character signs (6.9.0); the other two refuse an empty text.
    { call: 'ClientSecretJwt(key, _?)', ...clientKey, from: '6' },
    { call: 'ClientSecretPost(key)', ...clientKey, from: '6' },
    { call: 'ClientSecretBasic(key)', ...clientKey, from: '6' },
  ],
} satisfies LibraryModel;
