// https://github.com/panva/openid-client 6.9.0. Until 6 a set of tokens read the claims of whatever it was made of (5.7.1).

import type { LibraryModel } from '../model.ts';

const clientKey = { purpose: 'the login of this client' } as const;

export default {
  package: 'openid-client',
  operations: [{ call: 'new TokenSet(options)', kind: 'decode', options: { id_token: 'token' }, below: '6' }],
  secretUses: [
    // One character signs (6.9.0); the other two refuse an empty text.
    { call: 'ClientSecretJwt(key, _?)', ...clientKey, from: '6' },
    { call: 'ClientSecretPost(key)', ...clientKey, from: '6' },
    { call: 'ClientSecretBasic(key)', ...clientKey, from: '6' },
  ],
} satisfies LibraryModel;
