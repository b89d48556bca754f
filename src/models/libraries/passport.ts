// https://www.passportjs.org 0.7.0 and https://github.com/jaredhanson/passport-anonymous 1.0.1.

import type { LibraryModel } from '../model.ts';

export default {
  package: 'passport',
  guards: [
    // The first strategy that does not fail decides; the anonymous one never does.
    { call: 'authenticate(accessMode, _?, _?)', permissiveModes: { anonymous: 'allowInvalid' } },
  ],
} satisfies LibraryModel;
