// https://workos.com/docs 8.13.0: whoever has the cookie's password is whoever they want. A bad cookie is `{ authenticated: false }`.

import type { LibraryModel, OptionTable } from '../model.ts';

const options = { cookiePassword: 'key', sessionData: 'token' } satisfies OptionTable;
const cookie = { purpose: 'the session cookie', options } as const;

export default {
  package: '@workos-inc/node',
  operations: [
    {
      call: '*.userManagement.loadSealedSession(options)', kind: 'verify', onInvalid: 'always answers', keyElsewhere: true,
      options: { sessionData: 'token', cookiePassword: null }, chain: ['authenticate()'],
    },
    {
      call: '*.userManagement.authenticateWithSessionCookie(options)', kind: 'verify', onInvalid: 'always answers', keyElsewhere: true,
      options: { sessionData: 'token', cookiePassword: null },
    },
  ],
  secretUses: [
    { call: '*.userManagement.loadSealedSession(options)', ...cookie },
    { call: '*.userManagement.authenticateWithSessionCookie(options)', ...cookie },
  ],
} satisfies LibraryModel;
