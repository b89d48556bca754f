// https://github.com/auth0/nextjs-auth0 4.30.0; until 4 it was `initAuth0`. Without the option it reads AUTH0_SECRET.

import type { LibraryModel } from '../model.ts';

const options = { secret: 'key' } as const;

export default {
  package: '@auth0/nextjs-auth0',
  aliases: ['@auth0/nextjs-auth0/server', '@auth0/nextjs-auth0/edge'],
  secretUses: [
    { call: 'new Auth0Client(options?)', purpose: 'the session cookie', options, from: '4' },
    { call: 'initAuth0(options?)', purpose: 'the session cookie', options, below: '4' },
  ],
} satisfies LibraryModel;
