import type { PlatformModel } from './platform.ts';

export default {
  product: 'Apollo Router',
  source: 'https://www.apollographql.com/docs/graphos/routing/security/jwt',
  words: ['jwks', 'require_authentication'],
  verifiers: [
    {
      at: ['authentication.router.jwt.jwks.[]', 'authentication.jwt.jwks.[]'],
      name: 'Apollo Router',
      audience: ['audiences'],
      issuer: ['issuers', 'issuer'],
      keys: ['url'],
      verifiesWith: ['url'],
      settings: [
        { way: 'allow_missing_exp', is: /^true$/, effect: 'endless', severity: 'warning', certainty: 'proven' },
        { way: 'algorithms', absent: true, effect: 'any algorithm', severity: 'info', certainty: 'possible' },
      ],
    },
    {
      at: ['authentication.router.jwt', 'authentication.jwt'],
      name: 'Apollo Router',
      settings: [
        { way: 'on_error', is: /^continue$/i, effect: 'invalid', certainty: 'proven' },
        // Usual where directives in the schema decide.
        { way: '/.authorization.require_authentication', absent: true, effect: 'missing', severity: 'info', certainty: 'possible' },
      ],
    },
  ],
} satisfies PlatformModel;
