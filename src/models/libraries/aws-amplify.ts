// https://docs.amplify.aws 6.22.1: `decodeJWT` reads, and verifies nothing. Made for browsers and phones, which read their own tokens.

import type { LibraryModel } from '../model.ts';

export default {
  package: 'aws-amplify',
  aliases: ['aws-amplify/auth', '@aws-amplify/auth'],
  forPages: true,
  operations: [{ call: 'decodeJWT(token)', kind: 'decode', onInvalid: 'throws' }],
} satisfies LibraryModel;
