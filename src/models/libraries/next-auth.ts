// https://next-auth.js.org 4.24.15 and https://authjs.dev (next-auth 5).
// The library reads NEXTAUTH_SECRET and AUTH_SECRET by itself, so a missing `secret` says nothing.

import type { LibraryModel, OptionTable } from '../model.ts';
import { tokenOperations } from './auth-core.ts';

const secret = { secret: 'key' } satisfies OptionTable;
const options = { ...secret, jwt: { nested: secret } } satisfies OptionTable;

export default {
  package: 'next-auth',
  aliases: ['next-auth/next', 'next-auth/jwt', 'next-auth/middleware'],
  secretUses: [
    { call: 'default(options)', purpose: 'the session token', options },
    { call: 'default(_, _, options)', purpose: 'the session token', options },
  ],
  operations: tokenOperations,
} satisfies LibraryModel;
