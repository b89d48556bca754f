// https://github.com/auth0/node-jwa, checked against 2.0.1.

import type { LibraryModel } from '../model.ts';

export default {
  package: 'jwa',
  secretUses: [{ call: 'default(algorithm)', purpose: 'a JWS', emptyKey: 'accepts', chain: ['verify(_, _, key)', 'sign(_, key)'] }],
} satisfies LibraryModel;
