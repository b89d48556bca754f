// https://github.com/auth0/jwt-decode, checked against 4.0.0; until 4 the module itself was the function.

import type { LibraryModel, OptionTable } from '../model.ts';

const options = { header: null } satisfies OptionTable;

export default {
  package: 'jwt-decode',
  forPages: true,
  unimported: ['jwtDecode'],
  operations: [
    { call: 'jwtDecode(token, options?)', kind: 'decode', onInvalid: 'throws', options, from: '4' },
    { call: 'default(token, options?)', kind: 'decode', onInvalid: 'throws', options, below: '4' },
  ],
} satisfies LibraryModel;
