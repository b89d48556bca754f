// https://www.npmjs.com/package/amazon-cognito-identity-js 6.3.21: objects around a token that read it, whatever its signature.

import type { LibraryModel } from '../model.ts';

export default {
  package: 'amazon-cognito-identity-js',
  forPages: true,
  operations: [
    { call: 'new CognitoIdToken(options)', kind: 'decode', options: { IdToken: 'token' } },
    { call: 'new CognitoAccessToken(options)', kind: 'decode', options: { AccessToken: 'token' } },
  ],
} satisfies LibraryModel;
