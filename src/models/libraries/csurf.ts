// https://github.com/expressjs/csurf 1.11.0, deprecated. It has no key: a signed cookie of its own takes that of cookie-parser.

import type { LibraryModel } from '../model.ts';

export default {
  package: 'csurf',
  secretUses: [{ call: 'default(options?)', purpose: 'CSRF tokens', options: { cookie: { nested: { signed: 'signed' } } } }],
} satisfies LibraryModel;
