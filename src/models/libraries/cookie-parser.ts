// https://github.com/expressjs/cookie-parser 1.4.7.

import type { LibraryModel } from '../model.ts';

export default {
  package: 'cookie-parser',
  secretUses: [
    { call: 'default(key?, _?)', purpose: 'signed cookies', emptyKey: 'accepts in a list' },
    { call: 'signedCookie(_, key)', purpose: 'a signed cookie', emptyKey: 'accepts in a list' },
    { call: 'signedCookies(_, key)', purpose: 'signed cookies', emptyKey: 'accepts in a list' },
  ],
} satisfies LibraryModel;
