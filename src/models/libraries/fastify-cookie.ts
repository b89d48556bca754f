// https://github.com/fastify/fastify-cookie 11.1.5.

import type { LibraryModel } from '../model.ts';

export default {
  package: '@fastify/cookie',
  macs: [
    { call: '*.register(self, options)', protects: 'signed cookies', options: { secret: 'key' }, emptyKey: 'accepts in a list' },
    { call: 'sign(_, key, _?)', protects: 'a signed cookie', emptyKey: 'accepts' },
    { call: 'unsign(_, key, _?)', protects: 'a signed cookie', emptyKey: 'accepts' },
  ],
} satisfies LibraryModel;
