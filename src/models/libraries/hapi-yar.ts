// https://hapi.dev/module/yar/api 11.0.3. Registers without a password; one under 32 characters is refused at use.

import type { LibraryModel } from '../model.ts';

export default {
  package: '@hapi/yar',
  secretUses: [
    {
      call: '*.register(options, _?)', purpose: 'the session cookie',
      options: { plugin: null, options: { nested: { cookieOptions: { nested: { password: 'key' } } } } },
    },
  ],
} satisfies LibraryModel;
