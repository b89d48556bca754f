// https://github.com/dwyl/hapi-auth-jwt2, checked against 11.0.0; 10.2.0 and 10.4.0 by their dependencies.

import type { LibraryModel } from '../model.ts';
import { hapiGuards } from './hapi-guards.ts';
import { checksOfVersion8, checksOfVersion9, verifyOptions } from './jsonwebtoken-options.ts';

export default {
  package: 'hapi-auth-jwt2',
  operations: [
    {
      call: "*.auth.strategy(_, 'jwt', options)", kind: 'verify', onInvalid: 'handled', defaults: { tokenFromUrl: 'token' },
      options: {
        key: 'key',
        verifyOptions: { nested: verifyOptions },
        validate: null,
        // A function here stands in for the whole check, signature included.
        verify: { role: 'ownVerification', unless: 'validate' },
        // Unless false, `?token=` counts like the header.
        urlKey: 'tokenFromUrl',
        cookieKey: null,
        headerKey: null,
        payloadKey: null,
        payloadFunc: null,
        tokenType: null,
        complete: null,
        headless: null,
        errorFunc: null,
        responseFunc: null,
        attemptToExtractTokenInPayload: null,
        customExtractionFunc: null,
      },
      ignoresUnknownOptions: true,
    },
  ],
  guards: hapiGuards,
  behaviours: [
    { below: '10.4.0', ...checksOfVersion8 },
    checksOfVersion9,
  ],
  keySetVerifier: {
    code: "server.auth.strategy('jwt', 'jwt', { complete: true, key: hapiJwt2KeyAsync({ jwksUri }), verifyOptions: { algorithms: ['RS256'], issuer, audience }, validate })",
    with: { what: 'hapiJwt2KeyAsync', of: 'jwks-rsa' },
  },
} satisfies LibraryModel;
