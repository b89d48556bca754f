// https://clerk.com/docs/reference/backend/verify-token, checked against 3.25.0. The keys are those of one's own instance.

import type { LibraryModel, OptionTable } from '../model.ts';

const claimOptions = {
  // A token without the claim passes.
  audience: { means: 'audience', presence: 'if present' },
  issuer: 'issuer',
  authorizedParties: null,
  headerType: 'tokenType',
  clockSkewInMs: { means: 'clockTolerance', unit: 'milliseconds' },
} satisfies OptionTable;

export default {
  package: '@clerk/backend',
  also: ['@clerk/backend/jwt'],
  operations: [
    {
      call: 'verifyToken(token, options)', does: 'verify', fails: 'rejects',
      options: { ...claimOptions, jwtKey: 'publicKey', secretKey: null, apiUrl: null, apiVersion: null, skipJwksCache: null },
    },
    { call: 'verifyJwt(token, options)', does: 'verify', fails: 'rejects', options: { ...claimOptions, key: 'publicKey' } },
    { call: 'decodeJwt(token)', does: 'decode', fails: 'throws' },
  ],
} satisfies LibraryModel;
