// https://github.com/auth0/node-oauth2-jwt-bearer, checked against 1.10.0. What is left out is read from the environment, or throws.

import type { LibraryModel } from '../model.ts';

export default {
  package: 'express-oauth2-jwt-bearer',
  operations: [
    {
      call: 'auth(options?)', kind: 'verify', onInvalid: 'handled', keyElsewhere: true,
      options: {
        issuerBaseURL: 'jwksUrl',
        jwksUri: 'jwksUrl',
        secret: 'key',
        publicKey: 'publicKey',
        tokenSigningAlg: 'algorithm',
        audience: { role: 'audience', omitted: 'throws' },
        issuer: { role: 'issuer', omitted: 'throws' },
        validators: { nested: { aud: 'checkAudience', iss: 'checkIssuer' }, rejectsUnknownOptions: true },
        // Even a broken token goes on, as nobody's.
        authRequired: { role: 'allowInvalid', inverted: true },
        clockTolerance: { role: 'clockTolerance', unit: 'seconds' },
        // exp is demanded in any case.
        maxTokenAge: null,
        strict: null,
        agent: null,
        cooldownDuration: null,
        timeoutDuration: null,
        cacheMaxAge: null,
        cache: null,
        dpop: null,
        mtls: null,
        mcd: null,
        getCertificate: null,
      },
      ignoresUnknownOptions: true,
    },
  ],
  keySetVerifier: {
    code: "auth({ jwksUri, issuer, audience, tokenSigningAlg: 'RS256' })",
  },
} satisfies LibraryModel;
