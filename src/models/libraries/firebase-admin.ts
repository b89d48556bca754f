// https://firebase.google.com/docs/auth/admin 13.10.0. Algorithm, audience and issuer are those of the project, always.

import type { LibraryModel, OptionTable } from '../model.ts';

const serviceAccount = { privateKey: 'privateKey', private_key: 'privateKey' } satisfies OptionTable;

const verify = { does: 'verify', fails: 'rejects', thirdParty: { host: 'securetoken.google.com' } } as const;

export default {
  package: 'firebase-admin',
  also: ['firebase-admin/auth', 'firebase-admin/app'],
  operations: [
    { call: '*.verifyIdToken(token, _?)', ...verify },
    { call: '*.verifySessionCookie(token, _?)', ...verify },
    { call: '*.createCustomToken(subject, payload?)', does: 'sign', keyElsewhere: true, defaults: { lifetime: '1h' } },
    // A cookie made of an ID token, for two weeks at most.
    {
      call: '*.createSessionCookie(token, options)', does: 'sign', keyElsewhere: true,
      options: { expiresIn: { means: 'lifetime', unit: 'milliseconds' } },
    },
  ],
  macs: [
    { call: 'cert(options)', protects: 'custom tokens', options: serviceAccount },
    { call: 'credential.cert(options)', protects: 'custom tokens', options: serviceAccount },
  ],
} satisfies LibraryModel;
