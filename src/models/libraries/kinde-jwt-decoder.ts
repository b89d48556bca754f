// https://github.com/kinde-oss/jwt-decoder 0.2.5: reads, and verifies nothing.

import type { LibraryModel } from '../model.ts';

export default {
  package: '@kinde/jwt-decoder',
  forPages: true,
  operations: [{ call: 'jwtDecoder(token)', kind: 'decode' }],
} satisfies LibraryModel;
