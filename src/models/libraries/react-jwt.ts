// https://github.com/becherif/react-jwt 2.1.1. No signature is looked at.

import type { LibraryModel } from '../model.ts';

export default {
  package: 'react-jwt',
  forPages: true,
  operations: [
    { call: 'decodeToken(token)', kind: 'decode', onInvalid: 'returns null' },
    { call: 'useJwt(token, _?)', kind: 'decode' },
  ],
} satisfies LibraryModel;
