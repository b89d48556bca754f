// https://nodejs.org/api/crypto.html, checked against Node 20.

import type { LibraryModel } from '../model.ts';

export default {
  package: 'node:crypto',
  also: ['crypto'],
  keys: [
    { call: 'createSecretKey(key, _?)', makes: 'secret key' },
    { call: 'createPublicKey(key)', makes: 'public key' },
    { call: 'createPrivateKey(key)', makes: 'private key' },
    { call: 'randomBytes(_, callback?)', makes: 'random' },
    { call: 'randomUUID(_?)', makes: 'random' },
    { call: 'generateKeySync(_, _)', makes: 'random' },
    { call: 'generateKeyPairSync(_, _?)', makes: 'random' },
  ],
  macs: [{ call: 'createHmac(algorithm, key, _?)', protects: 'an HMAC' }],
} satisfies LibraryModel;
