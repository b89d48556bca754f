// https://koajs.com 3: the keys of signed cookies, and with koa-session of the session.

import type { LibraryModel } from '../model.ts';

export default {
  package: 'koa',
  secretUses: [{ call: 'default#keys = key', purpose: 'signed cookies', emptyKey: 'accepts' }],
} satisfies LibraryModel;
