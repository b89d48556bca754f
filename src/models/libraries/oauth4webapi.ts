// https://github.com/panva/oauth4webapi 3.8.8.

import type { LibraryModel } from '../model.ts';

const clientKey = { purpose: 'the login of this client' } as const;

export default {
  package: 'oauth4webapi',
  secretUses: [
    { call: 'ClientSecretJwt(key, _?)', ...clientKey },
    { call: 'ClientSecretPost(key)', ...clientKey },
    { call: 'ClientSecretBasic(key)', ...clientKey },
  ],
} satisfies LibraryModel;
