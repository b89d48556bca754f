// https://github.com/vvo/iron-session 8.0.4: with a cookie store (two arguments) or with request and response (three).

import type { LibraryModel, OptionTable } from '../model.ts';

const options = { password: { means: 'key', named: true } } satisfies OptionTable;

export default {
  package: 'iron-session',
  also: ['iron-session/edge', 'iron-session/next', 'iron-session/express'],
  macs: [
    { call: 'getIronSession(_, options)', protects: 'the session cookie', options },
    { call: 'getIronSession(_, _, options)', protects: 'the session cookie', options },
    { call: 'sealData(_, options)', protects: 'sealed data', options },
    { call: 'unsealData(_, options)', protects: 'sealed data', options },
  ],
} satisfies LibraryModel;
