// https://github.com/expressjs/cookie-parser 1.4.7.

import type { LibraryModel } from '../model.ts';

export default {
  package: 'cookie-parser',
  macs: [
    { call: 'default(key?, _?)', protects: 'signed cookies', emptyKey: 'accepts in a list' },
    { call: 'signedCookie(_, key)', protects: 'a signed cookie', emptyKey: 'accepts in a list' },
    { call: 'signedCookies(_, key)', protects: 'signed cookies', emptyKey: 'accepts in a list' },
  ],
} satisfies LibraryModel;
