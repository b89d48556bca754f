// https://github.com/fastify/fastify-jwt under its old name: 4.x is fast-jwt 1 inside. Up to 2.x it was jsonwebtoken 8.

import type { LibraryModel } from '../model.ts';
import fastifyJwt from './fastify-jwt.ts';

export default {
  package: 'fastify-jwt',
  operations: fastifyJwt.operations,
  behaviours: [
    {
      algorithmsOmitted: 'key text', mixedFamilies: 'refuses',
      noneListed: 'refuses', noneUnlisted: 'refuses', emptyText: 'refuses', emptyBytes: 'accepts',
      emptyClaim: 'unchecked', emptySigned: ['bytes'], shortRsaSigned: 'signs',
    },
  ],
} satisfies LibraryModel;
