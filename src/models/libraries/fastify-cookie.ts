// https://github.com/fastify/fastify-cookie 11.1.5.

import type { LibraryModel } from '../model.ts';

export default {
  package: '@fastify/cookie',
  macs: [
    { call: '*.register(self, options)', protects: 'signed cookies', options: { secret: 'key' } },
    { call: 'sign(_, key, _?)', protects: 'a signed cookie' },
    { call: 'unsign(_, key, _?)', protects: 'a signed cookie' },
  ],
} satisfies LibraryModel;
