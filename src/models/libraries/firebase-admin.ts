// https://firebase.google.com/docs/auth/admin 13.10.0. Algorithm, audience and issuer are those of the project, always.

import type { LibraryModel } from '../model.ts';

const verify = { does: 'verify', fails: 'rejects', thirdParty: { host: 'securetoken.google.com' } } as const;

export default {
  package: 'firebase-admin',
  also: ['firebase-admin/auth'],
  operations: [
    { call: '*.verifyIdToken(token, _?)', ...verify },
    { call: '*.verifySessionCookie(token, _?)', ...verify },
  ],
} satisfies LibraryModel;
