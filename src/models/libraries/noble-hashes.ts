// https://github.com/paulmillr/noble-hashes, checked against 1.8.0 and 2.4.0, which takes bytes only.

import type { LibraryModel } from '../model.ts';

export default {
  package: '@noble/hashes',
  aliases: ['@noble/hashes/hmac', '@noble/hashes/hmac.js', '@noble/hashes/utils', '@noble/hashes/utils.js'],
  keys: [
    { call: 'utf8ToBytes(key)', makes: 'secret key' },
    { call: 'hexToBytes(key)', makes: 'secret key' },
  ],
  secretUses: [
    { call: 'hmac(_, key, _)', purpose: 'an HMAC', emptyKey: 'accepts' },
    { call: 'hmac.create(_, key)', purpose: 'an HMAC', emptyKey: 'accepts' },
  ],
  signatures: [
    { call: 'hmac(_, key, data)', kind: 'sign', mac: true },
    { call: 'hmac.create(_, key)', kind: 'sign', mac: true, chain: ['update(data)', 'digest()'] },
  ],
} satisfies LibraryModel;
