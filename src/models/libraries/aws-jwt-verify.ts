// https://github.com/awslabs/aws-jwt-verify, checked against 5.2.1. What is left out throws; only null means "don't compare".

import type { LibraryModel, OptionTable } from '../model.ts';

const demanded = { omitted: 'throws' } as const;
const shared = {
  graceSeconds: { role: 'clockTolerance', unit: 'seconds' },
  customJwtCheck: null,
  includeRawJwtInErrors: null,
  scope: null,
} satisfies OptionTable;

const verifier = {
  kind: 'verify',
  onInvalid: 'rejects',
  thirdParty: {},
  chain: ['verifySync(token, options?)', 'verify(token, options?)'],
} as const;

export default {
  package: 'aws-jwt-verify',
  aliases: ['aws-jwt-verify/jwt-verifier', 'aws-jwt-verify/cognito-verifier', 'aws-jwt-verify/alb-verifier', 'aws-jwt-verify/jwt'],
  operations: [
    {
      call: 'CognitoJwtVerifier.create(options, _?)', ...verifier,
      options: {
        ...shared,
        clientId: { role: 'audience', ...demanded },
        userPoolId: 'keyOwner',
        tokenUse: { role: 'tokenType', ...demanded },
        groups: null,
      },
    },
    {
      call: 'JwtVerifier.create(options, _?)', ...verifier,
      options: { ...shared, audience: { role: 'audience', ...demanded }, issuer: { role: 'issuer', ...demanded }, jwksUri: 'jwksUrl' },
    },
    {
      call: 'JwtRsaVerifier.create(options, _?)', ...verifier,
      options: { ...shared, audience: { role: 'audience', ...demanded }, issuer: { role: 'issuer', ...demanded }, jwksUri: 'jwksUrl' },
    },
    {
      call: 'AlbJwtVerifier.create(options, _?)', ...verifier,
      options: {
        ...shared,
        clientId: { role: 'audience', ...demanded },
        issuer: { role: 'issuer', ...demanded },
        albArn: null,
        jwksUri: 'jwksUrl',
      },
    },
    { call: 'decomposeUnverifiedJwt(token)', kind: 'decode', onInvalid: 'throws' },
  ],
  keySetVerifier: {
    code: "JwtVerifier.create({ jwksUri, issuer, audience }).verify(token)",
  },
} satisfies LibraryModel;
