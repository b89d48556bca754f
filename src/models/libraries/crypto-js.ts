// https://github.com/brix/crypto-js 4.2.0. Here the message comes first.

import type { LibraryModel } from '../model.ts';

export default {
  package: 'crypto-js',
  aliases: [
    'crypto-js/hmac-sha1', 'crypto-js/hmac-sha256', 'crypto-js/hmac-sha384', 'crypto-js/hmac-sha512',
  ],
  secretUses: [
    { call: 'HmacSHA1(_, key)', purpose: 'an HMAC', emptyKey: 'accepts' },
    { call: 'HmacSHA256(_, key)', purpose: 'an HMAC', emptyKey: 'accepts' },
    { call: 'HmacSHA384(_, key)', purpose: 'an HMAC', emptyKey: 'accepts' },
    { call: 'HmacSHA512(_, key)', purpose: 'an HMAC', emptyKey: 'accepts' },
    { call: 'default(_, key)', purpose: 'an HMAC', emptyKey: 'accepts' },
  ],
  signatures: [
    { call: 'HmacMD5(data, key)', kind: 'sign', mac: true },
    { call: 'HmacSHA1(data, key)', kind: 'sign', mac: true },
    { call: 'HmacSHA256(data, key)', kind: 'sign', mac: true },
    { call: 'HmacSHA384(data, key)', kind: 'sign', mac: true },
    { call: 'HmacSHA512(data, key)', kind: 'sign', mac: true },
    { call: 'default(data, key)', kind: 'sign', mac: true },
  ],
} satisfies LibraryModel;
