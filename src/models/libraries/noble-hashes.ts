// https://github.com/paulmillr/noble-hashes, checked against 1.8.0 and 2.4.0, which takes bytes only.

import type { LibraryModel } from '../model.ts';

export default {
  package: '@noble/hashes',
  also: ['@noble/hashes/hmac', '@noble/hashes/hmac.js', '@noble/hashes/utils', '@noble/hashes/utils.js'],
  keys: [
    { call: 'utf8ToBytes(key)', makes: 'secret key' },
    { call: 'hexToBytes(key)', makes: 'secret key' },
  ],
  macs: [
    { call: 'hmac(_, key, _)', protects: 'an HMAC', emptyKey: 'accepts' },
    { call: 'hmac.create(_, key)', protects: 'an HMAC', emptyKey: 'accepts' },
  ],
  signatures: [
    { call: 'hmac(_, key, data)', does: 'sign', mac: true },
    { call: 'hmac.create(_, key)', does: 'sign', mac: true, then: ['update(data)', 'digest()'] },
  ],
} satisfies LibraryModel;
