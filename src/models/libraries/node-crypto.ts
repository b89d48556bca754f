// https://nodejs.org/api/crypto.html, checked against Node 20.

import type { LibraryModel } from '../model.ts';
import { checking, importedHmacKey, signing } from './web-crypto.ts';

export default {
  package: 'node:crypto',
  aliases: ['crypto'],
  // Beside the `crypto` of the Web, which has other methods.
  unimported: ['crypto.createHmac', 'crypto.createSecretKey', 'crypto.createSign', 'crypto.createVerify', 'createHmac'],
  keys: [
    { call: 'createSecretKey(key, _?)', makes: 'secret key' },
    { call: 'createPublicKey(key)', makes: 'public key' },
    { call: 'createPrivateKey(key)', makes: 'private key' },
    { call: 'randomBytes(_, callback?)', makes: 'random' },
    { call: 'randomUUID(_?)', makes: 'random' },
    { call: 'generateKeySync(_, _)', makes: 'random' },
    { call: 'generateKeyPairSync(_, _?)', makes: 'random' },
    // What anyone can compute from a text is no better kept than the text.
    { call: 'createHash(algorithm, _?)', makes: 'derived', chain: ['update(key, _?)', 'digest(_?)'] },
    { call: 'hash(algorithm, key, _?)', makes: 'derived' },
    { call: 'scryptSync(key, _, _, _?)', makes: 'derived' },
    { call: 'pbkdf2Sync(key, _, _, _, _)', makes: 'derived' },
    { call: 'hkdfSync(algorithm, key, _, _, _)', makes: 'derived' },
  ],
  secretUses: [
    { call: 'createHmac(algorithm, key, _?)', purpose: 'an HMAC', emptyKey: 'accepts' },
    { call: "subtle.importKey('raw', key, algorithm|options, _, _)", ...importedHmacKey },
    { call: "webcrypto.subtle.importKey('raw', key, algorithm|options, _, _)", ...importedHmacKey },
  ],
  signatures: [
    { call: 'createHmac(algorithm, key, _?)', kind: 'sign', mac: true, chain: ['update(data, _?)', 'digest(_?)'] },
    { call: 'createSign(algorithm, _?)', kind: 'sign', chain: ['update(data, _?)', 'sign(key, _?)'] },
    {
      call: 'createVerify(algorithm, _?)',
      kind: 'verify',
      onInvalid: 'returns false',
      chain: ['update(data, _?)', 'verify(key, signature, _?)'],
    },
    { call: 'sign(algorithm, data, key, callback?)', kind: 'sign' },
    { call: 'verify(algorithm, data, key, signature, callback?)', kind: 'verify', onInvalid: 'returns false' },
    { call: 'subtle.sign(algorithm|options, key, data)', ...signing },
    { call: 'subtle.verify(algorithm|options, key, signature, data)', ...checking },
    { call: 'webcrypto.subtle.sign(algorithm|options, key, data)', ...signing },
    { call: 'webcrypto.subtle.verify(algorithm|options, key, signature, data)', ...checking },
  ],
} satisfies LibraryModel;
