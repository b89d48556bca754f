import type { PlatformModel } from './platform.ts';

export default {
  product: 'Tyk',
  source: 'https://github.com/TykTechnologies/tyk/blob/master/gateway/mw_jwt.go',
  words: ['enable_jwt', 'x-tyk-api-gateway', 'jwt_ssl_insecure_skip_verify'],
  verifiers: [
    {
      at: ['', '**.api_definition', '**.spec'],
      name: 'Tyk',
      when: [{ way: 'enable_jwt', is: /^true$/ }],
      // A public key or an address of keys may stand there, too. Without a method it is HMAC.
      secrets: [
        { way: 'jwt_source', encoding: 'base64', when: [{ way: 'jwt_signing_method', is: /^hmac$/i }] },
        { way: 'jwt_source', encoding: 'base64', when: [{ way: 'jwt_signing_method', absent: true }] },
      ],
      settings: [
        { way: 'jwt_signing_method', absent: true, effect: 'hmac by default', certainty: 'proven' },
        // "-----BEGIN" in base64.
        { way: 'jwt_source', is: /^LS0tLS1CRUdJTiBQVUJMSUMg/, effect: 'hmac for public key', certainty: 'proven', when: [{ way: 'jwt_signing_method', is: /^hmac$/i }] },
        { way: 'use_keyless', is: /^true$/, effect: 'off', severity: 'error', certainty: 'likely' },
        { way: 'jwt_expires_at_validation_skew', above: 300, unit: 's', effect: 'tolerance', certainty: 'proven' },
      ],
    },
    {
      at: ['x-tyk-api-gateway.server.authentication.securitySchemes.*'],
      name: 'Tyk',
      when: [{ way: 'signingMethod' }],
      audience: ['allowedAudiences', { way: 'enabled', is: /^false$/ }],
      issuer: ['allowedIssuers', { way: 'enabled', is: /^false$/ }],
      keys: ['jwksURIs.[].url'],
      verifiesWith: ['jwksURIs'],
      settings: [{ way: 'expiresAtValidationSkew', above: 300, unit: 's', effect: 'tolerance', certainty: 'proven' }],
    },
    {
      at: [''],
      name: 'Tyk',
      settings: [{ way: 'jwt_ssl_insecure_skip_verify', is: /^true$/, effect: 'unchecked host', certainty: 'proven' }],
    },
  ],
} satisfies PlatformModel;
