// https://reactrouter.com 7.18.5 and Remix 2. Without `secrets` the cookie is plain base64 JSON that anyone can write.

import type { LibraryModel, OptionTable } from '../model.ts';

const cookie = { secrets: 'key', name: 'cookieName' } satisfies OptionTable;
const storage = { cookie: { nested: cookie } } satisfies OptionTable;

export default {
  package: 'react-router',
  aliases: ['@remix-run/node', '@remix-run/cloudflare', '@remix-run/deno', '@remix-run/server-runtime'],
  secretUses: [
    { call: 'createCookie(cookieName, options?)', purpose: 'a cookie', options: cookie },
    // The content is the session, so whoever can write the cookie is whoever they want.
    { call: 'createCookieSessionStorage(options?)', purpose: 'the session cookie', options: storage, withoutKey: 'unsigned' },
    { call: 'createSessionStorage(options)', purpose: 'the session cookie', options: storage },
    { call: 'createMemorySessionStorage(options?)', purpose: 'the session cookie', options: storage },
  ],
} satisfies LibraryModel;
