// https://github.com/tj/node-cookie-signature 1.2.2.

import type { LibraryModel } from '../model.ts';

export default {
  package: 'cookie-signature',
  macs: [
    { call: 'sign(_, key)', protects: 'a signed cookie', emptyKey: 'accepts' },
    { call: 'unsign(_, key)', protects: 'a signed cookie', emptyKey: 'accepts' },
  ],
} satisfies LibraryModel;
