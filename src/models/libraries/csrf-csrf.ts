// https://github.com/Psifi-Solutions/csrf-csrf 4.0.3.

import type { LibraryModel } from '../model.ts';

export default {
  package: 'csrf-csrf',
  macs: [{ call: 'doubleCsrf(options)', protects: 'CSRF tokens', options: { getSecret: 'key' }, emptyKey: 'accepts' }],
} satisfies LibraryModel;
