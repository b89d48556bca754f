// https://github.com/Psifi-Solutions/csrf-csrf 4.0.3.

import type { LibraryModel } from '../model.ts';

export default {
  package: 'csrf-csrf',
  secretUses: [{ call: 'doubleCsrf(options)', purpose: 'CSRF tokens', options: { getSecret: 'key' }, emptyKey: 'accepts' }],
} satisfies LibraryModel;
