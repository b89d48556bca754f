// https://clerk.com/docs/reference/backend/verify-token, checked against 3.25.0. The keys are those of one's own instance.

import type { LibraryModel, OptionTable } from '../model.ts';

const claimOptions = {
  // A token without the claim passes.
  audience: { role: 'audience', presence: 'if present' },
  issuer: 'issuer',
  // The origins that a session token may come from.
  authorizedParties: 'authorizedParty',
  headerType: 'tokenType',
  clockSkewInMs: { role: 'clockTolerance', unit: 'milliseconds' },
} satisfies OptionTable;

// Whose tokens these are, the key has settled.
const verify = { kind: 'verify', onInvalid: 'rejects', defaults: { issuer: 'the instance that the key belongs to' } } as const;

export default {
  package: '@clerk/backend',
  aliases: ['@clerk/backend/jwt'],
  operations: [
    {
      call: 'verifyToken(token, options)', ...verify,
      options: { ...claimOptions, jwtKey: 'publicKey', secretKey: null, apiUrl: null, apiVersion: null, skipJwksCache: null },
    },
    { call: 'verifyJwt(token, options)', ...verify, options: { ...claimOptions, key: 'publicKey' } },
    { call: 'decodeJwt(token)', kind: 'decode', onInvalid: 'throws' },
  ],
} satisfies LibraryModel;
