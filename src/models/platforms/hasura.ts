import type { PlatformModel } from './platform.ts';

export default {
  product: 'Hasura',
  source: 'https://hasura.io/docs/2.0/auth/authentication/jwt/',
  words: ['HASURA_GRAPHQL', 'hasura.jwtSecrets', 'jwkFromUrl'],
  verifiers: [
    {
      at: ['**.HASURA_GRAPHQL_JWT_SECRET', '**.HASURA_GRAPHQL_JWT_SECRETS.[]', 'hasura.jwtSecrets.[]'],
      name: 'Hasura',
      audience: ['audience'],
      issuer: ['issuer'],
      keys: ['jwk_url'],
      issuers: ['issuer'],
      // With a key of its own the tokens are its own, too.
      verifiesWith: ['jwk_url'],
      // Its documentation calls this a major vulnerability with keys that several clients share.
      unchecked: { audience: { severity: 'error', certainty: 'proven' } },
      secrets: [{ way: 'key', algorithm: 'type', when: [{ way: 'type', is: /^HS\d+$/i }] }],
      settings: [
        { way: 'type', is: /^HS\d+$/i, effect: 'hmac for all', severity: 'info', certainty: 'possible' },
        { way: 'allowed_skew', above: 300, unit: 's', effect: 'tolerance', certainty: 'proven' },
      ],
    },
    { at: ['', '**'], name: 'Hasura', when: [{ way: 'HASURA_GRAPHQL_ADMIN_SECRET' }], secrets: [{ way: 'HASURA_GRAPHQL_ADMIN_SECRET', opens: true }] },
    {
      at: ['definition.mode.jwt'],
      name: 'Hasura',
      when: [{ way: '^.^.^.kind', is: /^AuthConfig$/ }],
      audience: ['audience'],
      issuer: ['issuer'],
      keys: ['key.jwkFromUrl'],
      issuers: ['issuer'],
      verifiesWith: ['key.jwkFromUrl'],
      unchecked: { audience: { severity: 'error', certainty: 'proven' } },
      secrets: [{ way: 'key.fixed.key.value', algorithm: 'key.fixed.algorithm', when: [{ way: 'key.fixed.algorithm', is: /^HS\d+$/i }] }],
      settings: [{ way: 'allowedSkew', above: 300, unit: 's', effect: 'tolerance', certainty: 'proven' }],
    },
  ],
} satisfies PlatformModel;
