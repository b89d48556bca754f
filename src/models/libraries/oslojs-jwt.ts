// https://jwt.oslojs.dev, checked against 0.3.0: reads and writes the parts, and leaves signatures to its caller.

import type { LibraryModel } from '../model.ts';

export default {
  package: '@oslojs/jwt',
  operations: [
    { call: 'decodeJWT(token)', kind: 'decode', onInvalid: 'throws' },
    { call: 'parseJWT(token)', kind: 'decode', onInvalid: 'throws' },
  ],
} satisfies LibraryModel;
