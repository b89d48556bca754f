// https://arcticjs.dev 3.7.0: `decodeIdToken` takes any text with three parts. The client secret is an argument of the provider.

import type { LibraryModel } from '../model.ts';

export default {
  package: 'arctic',
  operations: [{ call: 'decodeIdToken(token)', kind: 'decode', onInvalid: 'throws' }],
} satisfies LibraryModel;
