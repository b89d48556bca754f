// https://hapi.dev/module/iron/api 7.0.1. A password under 32 characters is refused.

import type { LibraryModel } from '../model.ts';

export default {
  package: '@hapi/iron',
  secretUses: [
    { call: 'seal(_, key, _)', purpose: 'sealed data' },
    { call: 'unseal(_, key, _)', purpose: 'sealed data' },
  ],
} satisfies LibraryModel;
