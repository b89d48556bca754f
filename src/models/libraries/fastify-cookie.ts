// https://github.com/fastify/fastify-cookie 11.1.5.

import type { LibraryModel } from '../model.ts';

export default {
  package: '@fastify/cookie',
  secretUses: [
    { call: '*.register(self, options)', purpose: 'signed cookies', options: { secret: 'key' }, emptyKey: 'accepts in a list' },
    { call: 'sign(_, key, _?)', purpose: 'a signed cookie', emptyKey: 'accepts' },
    { call: 'unsign(_, key, _?)', purpose: 'a signed cookie', emptyKey: 'accepts' },
  ],
} satisfies LibraryModel;
