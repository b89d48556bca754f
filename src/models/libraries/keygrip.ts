// https://github.com/crypto-utils/keygrip 1.1.0. The keys are a list; the algorithm is SHA-1 unless given.

import type { LibraryModel } from '../model.ts';

export default {
  package: 'keygrip',
  secretUses: [
    { call: 'new default(key, algorithm?, _?)', purpose: 'signed cookies', emptyKey: 'accepts' },
    { call: 'default(key, algorithm?, _?)', purpose: 'signed cookies', emptyKey: 'accepts' },
  ],
} satisfies LibraryModel;
