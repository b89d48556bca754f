// https://github.com/vvo/iron-session 8.0.4: with a cookie store (two arguments) or with request and response (three).
// Until 8 handlers were wrapped, by a function for each framework.

import type { LibraryModel, OptionTable } from '../model.ts';

const options = {
  password: { role: 'key', named: true },
  cookieName: 'cookieName',
  ttl: { role: 'lifetime', unit: 'seconds', zero: 'never ends' },
} satisfies OptionTable;
const session = { purpose: 'the session cookie', options } as const;
const until8 = { ...session, below: '8' } as const;

export default {
  package: 'iron-session',
  aliases: ['iron-session/edge', 'iron-session/next', 'iron-session/express'],
  secretUses: [
    { call: 'getIronSession(_, options)', ...session },
    { call: 'getIronSession(_, _, options)', ...session },
    { call: 'withIronSessionApiRoute(_, options)', at: 'iron-session/next', ...until8 },
    { call: 'withIronSessionSsr(_, options)', at: 'iron-session/next', ...until8 },
    { call: 'ironSession(options)', at: 'iron-session/express', ...until8 },
    { call: 'sealData(_, options)', purpose: 'sealed data', options },
    { call: 'unsealData(_, options)', purpose: 'sealed data', options },
  ],
} satisfies LibraryModel;
