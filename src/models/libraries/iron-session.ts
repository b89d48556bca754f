// https://github.com/vvo/iron-session 8.0.4: with a cookie store (two arguments) or with request and response (three).
// Until 8 handlers were wrapped, by a function for each framework.

import type { LibraryModel, OptionTable } from '../model.ts';

const options = {
  password: { means: 'key', named: true },
  cookieName: 'cookieName',
  ttl: { means: 'lifetime', unit: 'seconds', zero: 'never ends' },
} satisfies OptionTable;
const session = { protects: 'the session cookie', options } as const;
const until8 = { ...session, below: '8' } as const;

export default {
  package: 'iron-session',
  also: ['iron-session/edge', 'iron-session/next', 'iron-session/express'],
  macs: [
    { call: 'getIronSession(_, options)', ...session },
    { call: 'getIronSession(_, _, options)', ...session },
    { call: 'withIronSessionApiRoute(_, options)', at: 'iron-session/next', ...until8 },
    { call: 'withIronSessionSsr(_, options)', at: 'iron-session/next', ...until8 },
    { call: 'ironSession(options)', at: 'iron-session/express', ...until8 },
    { call: 'sealData(_, options)', protects: 'sealed data', options },
    { call: 'unsealData(_, options)', protects: 'sealed data', options },
  ],
} satisfies LibraryModel;
