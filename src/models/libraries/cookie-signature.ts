// https://github.com/tj/node-cookie-signature 1.2.2.

import type { LibraryModel } from '../model.ts';

export default {
  package: 'cookie-signature',
  secretUses: [
    { call: 'sign(_, key)', purpose: 'a signed cookie', emptyKey: 'accepts' },
    { call: 'unsign(_, key)', purpose: 'a signed cookie', emptyKey: 'accepts' },
  ],
} satisfies LibraryModel;
