// https://github.com/AzureAD/passport-azure-ad 4.3.5, deprecated. The audience is the clientID unless given.

import type { LibraryModel, OptionTable } from '../model.ts';

const options = {
  identityMetadata: 'jwksUrl',
  // Off, a token of any tenant passes.
  validateIssuer: 'checkIssuer',
  clockSkew: { role: 'clockTolerance', unit: 'seconds' },
  issuer: null,
  audience: null,
  clientID: null,
  clientSecret: null,
  isB2C: null,
  policyName: null,
  scope: null,
  allowMultiAudiencesInToken: null,
  passReqToCallback: null,
  loggingLevel: null,
  loggingNoPII: null,
} satisfies OptionTable;

const strategy = { kind: 'verify', onInvalid: 'handled', thirdParty: {}, options } as const;

export default {
  package: 'passport-azure-ad',
  operations: [
    { call: 'new BearerStrategy(options, callback)', ...strategy },
    { call: 'new OIDCStrategy(options, callback)', ...strategy },
  ],
} satisfies LibraryModel;
