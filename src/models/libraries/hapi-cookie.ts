// https://hapi.dev/module/cookie/api 12.0.1. A password under 32 characters is refused once a cookie is sealed.

import type { LibraryModel } from '../model.ts';

export default {
  package: '@hapi/cookie',
  secretUses: [
    {
      call: "*.auth.strategy(_, 'cookie', options)", purpose: 'the session cookie',
      options: { cookie: { nested: { password: 'key' } } },
    },
  ],
} satisfies LibraryModel;
