// https://github.com/koajs/session 7.0.2: signs with the keys of the app, unless it is told not to.

import type { LibraryModel } from '../model.ts';

export default {
  package: 'koa-session',
  macs: [{ call: 'default(options, _?)', protects: 'the session cookie', options: { signed: 'signed', key: 'cookieName' } }],
} satisfies LibraryModel;
