// https://arcticjs.dev 3.7.0: `decodeIdToken` takes any text with three parts. The client secret is an argument of the provider.

import type { LibraryModel } from '../model.ts';

export default {
  package: 'arctic',
  // Never sees the state (3.7.0): the code around compares it.
  safeguards: [{ call: '*.validateAuthorizationCode(_, codeVerifier?)', withoutState: 'accepts' }],
  operations: [{ call: 'decodeIdToken(token)', kind: 'decode', onInvalid: 'throws' }],
} satisfies LibraryModel;
