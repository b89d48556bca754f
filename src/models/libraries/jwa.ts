// https://github.com/auth0/node-jwa, checked against 2.0.1.

import type { LibraryModel } from '../model.ts';

export default {
  package: 'jwa',
  macs: [{ call: 'default(algorithm)', protects: 'a JWS', emptyKey: 'accepts', then: ['verify(_, _, key)', 'sign(_, key)'] }],
} satisfies LibraryModel;
