// https://github.com/nestjs/passport, checked against 12.0.0.

import type { LibraryModel } from '../model.ts';

export default {
  package: '@nestjs/passport',
  // `class X extends PassportStrategy(Strategy)`: its `super(options)` is `new Strategy(options)`.
  passes: ['PassportStrategy(self, _?, _?)'],
} satisfies LibraryModel;
