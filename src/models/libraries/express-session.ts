// https://github.com/expressjs/session 1.19.0.

import type { LibraryModel } from '../model.ts';

export default {
  package: 'express-session',
  secretUses: [
    {
      call: 'default(options)',
      purpose: 'the session cookie',
      options: { secret: 'key', name: 'cookieName' },
      emptyKey: 'accepts in a list',
    },
  ],
} satisfies LibraryModel;
