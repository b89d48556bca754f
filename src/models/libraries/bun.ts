// https://bun.com/docs/api/hashing, checked against Bun 1.3.14.

import type { LibraryModel, SecretUseModel, SignatureModel } from '../model.ts';

const hmac = { purpose: 'an HMAC', emptyKey: 'accepts', undefinedKey: 'plain hash' } satisfies Partial<SecretUseModel>;
const signing = { kind: 'sign', mac: true, chain: ['update(data, _?)', 'digest(_?)'] } satisfies Partial<SignatureModel>;
export default {
  package: 'bun',
  // Bun is there without an import, too.
  aliases: ['global:'],
  secretUses: [
    { call: 'new CryptoHasher(algorithm, key)', ...hmac },
    { call: 'new Bun.CryptoHasher(algorithm, key)', ...hmac },
  ],
  signatures: [
    { call: 'new CryptoHasher(algorithm, key)', ...signing },
    { call: 'new Bun.CryptoHasher(algorithm, key)', ...signing },
  ],
} satisfies LibraryModel;
