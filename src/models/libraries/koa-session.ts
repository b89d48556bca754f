// https://github.com/koajs/session 7.0.2: signs with the keys of the app, unless it is told not to.

import type { LibraryModel } from '../model.ts';

export default {
  package: 'koa-session',
  secretUses: [{ call: 'default(options, _?)', purpose: 'the session cookie', options: { signed: 'signed', key: 'cookieName' } }],
} satisfies LibraryModel;
