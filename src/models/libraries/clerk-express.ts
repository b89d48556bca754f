// https://clerk.com/docs 2.1.70, @clerk/fastify 3.1.79: the middleware only describes the request, and `getAuth` answers with an object,
// whose `userId` is null for a bad token.

import type { LibraryModel } from '../model.ts';

export default {
  package: '@clerk/express',
  aliases: ['@clerk/fastify'],
  operations: [{ call: 'getAuth(_, _?)', kind: 'verify', onInvalid: 'always answers', keyElsewhere: true }],
} satisfies LibraryModel;
