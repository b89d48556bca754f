// https://firebase.google.com/docs/auth/admin 13.10.0. Algorithm, audience and issuer are those of the project, always.

import type { LibraryModel, OptionTable } from '../model.ts';

const serviceAccount = { privateKey: 'privateKey', private_key: 'privateKey' } satisfies OptionTable;

const verify = { kind: 'verify', onInvalid: 'rejects', thirdParty: { host: 'securetoken.google.com' } } as const;

export default {
  package: 'firebase-admin',
  aliases: ['firebase-admin/auth', 'firebase-admin/app'],
  operations: [
    { call: '*.verifyIdToken(token, _?)', ...verify },
    { call: '*.verifySessionCookie(token, _?)', ...verify },
    { call: '*.createCustomToken(subject, payload?)', kind: 'sign', keyElsewhere: true, defaults: { lifetime: '1h' } },
    // A cookie made of an ID token, for two weeks at most.
    {
      call: '*.createSessionCookie(token, options)', kind: 'sign', keyElsewhere: true,
      options: { expiresIn: { role: 'lifetime', unit: 'milliseconds' } },
    },
  ],
  secretUses: [
    { call: 'cert(options)', purpose: 'custom tokens', options: serviceAccount },
    { call: 'credential.cert(options)', purpose: 'custom tokens', options: serviceAccount },
  ],
} satisfies LibraryModel;
