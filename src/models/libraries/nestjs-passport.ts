// https://github.com/nestjs/passport, checked against 12.0.0.

import type { LibraryModel } from '../model.ts';

export default {
  package: '@nestjs/passport',
  // `class X extends PassportStrategy(Strategy)`: its `super(options)` is `new Strategy(options)`.
  guards: [
    // As it comes, `handleRequest` throws for want of a user. With no name it asks the default strategy of its module.
    { call: 'AuthGuard(accessMode?)', permissiveModes: { anonymous: 'allowInvalid' }, methods: { runs: 'canActivate', decides: 'handleRequest' } },
  ],
  passes: ['PassportStrategy(self, _?, _?)'],
} satisfies LibraryModel;
