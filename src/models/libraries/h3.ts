// https://h3.dev 1.15.11. A password under 32 characters is refused at use.

import type { LibraryModel, OptionTable } from '../model.ts';

const options = { password: 'key' } satisfies OptionTable;

export default {
  package: 'h3',
  secretUses: [
    { call: 'useSession(_, options)', purpose: 'the session cookie', options },
    { call: 'getSession(_, options)', purpose: 'the session cookie', options },
    { call: 'updateSession(_, options, _?)', purpose: 'the session cookie', options },
    { call: 'sealSession(_, options)', purpose: 'the session cookie', options },
    { call: 'unsealSession(_, options, _)', purpose: 'the session cookie', options },
  ],
} satisfies LibraryModel;
