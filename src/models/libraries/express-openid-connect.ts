// https://github.com/auth0/express-openid-connect 3.4.0. Without the option it reads SECRET; under 8 characters are refused.

import type { LibraryModel } from '../model.ts';

export default {
  package: 'express-openid-connect',
  secretUses: [{ call: 'auth(options?)', purpose: 'the session cookie', options: { secret: 'key' } }],
} satisfies LibraryModel;
