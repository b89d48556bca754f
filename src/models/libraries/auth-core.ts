// https://authjs.dev/reference/core 0.41.3. AUTH_SECRET is read by the framework packages around it.

import type { LibraryModel, OptionTable } from '../model.ts';

const secret = { secret: 'key' } satisfies OptionTable;

export default {
  package: '@auth/core',
  also: ['@auth/core/jwt'],
  macs: [
    { call: 'Auth(_, options)', protects: 'the session token', options: { ...secret, jwt: { nested: secret } } },
    { call: 'getToken(options)', protects: 'the session token', options: secret },
    { call: 'encode(options)', protects: 'the session token', options: secret },
    { call: 'decode(options)', protects: 'the session token', options: secret },
  ],
} satisfies LibraryModel;
