// https://github.com/fastify/fastify-secure-session 8.4.0.

import type { LibraryModel } from '../model.ts';

export default {
  package: '@fastify/secure-session',
  macs: [
    {
      call: '*.register(self, options)', protects: 'the session cookie',
      options: { secret: 'key', key: 'key' },
    },
  ],
} satisfies LibraryModel;
