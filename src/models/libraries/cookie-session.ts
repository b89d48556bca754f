// https://github.com/expressjs/cookie-session 2.1.1. The content of the cookie is readable; the key only signs it.

import type { LibraryModel } from '../model.ts';

export default {
  package: 'cookie-session',
  secretUses: [
    {
      call: 'default(options)', purpose: 'the session cookie', emptyKey: 'accepts in a list',
      options: { secret: 'key', keys: 'key', signed: 'signed', name: 'cookieName' },
    },
  ],
} satisfies LibraryModel;
