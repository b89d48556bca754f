import type { PlatformModel } from './platform.ts';

export default {
  product: 'Envoy',
  source: 'https://www.envoyproxy.io/docs/envoy/latest/api-v3/extensions/filters/http/jwt_authn/v3/config.proto',
  words: ['jwt_authn', 'gateway.envoyproxy.io'],
  verifiers: [
    {
      at: ['**.typed_config.providers.*', '**.config.providers.*'],
      name: "Envoy's jwt_authn filter",
      when: [{ way: '^.^.@type', is: /jwt_authn/ }],
      audience: ['audiences', '^.^.**.provider_and_audiences.audiences'],
      issuer: ['issuer'],
      keys: ['remote_jwks.http_uri.uri'],
      verifiesWith: ['remote_jwks', 'local_jwks'],
      settings: [
        { way: 'clock_skew_seconds', above: 300, unit: 's', effect: 'tolerance', certainty: 'proven' },
        { way: 'from_params.[]', there: true, effect: 'in url' },
        { way: 'require_expiration', is: /^false$/, effect: 'endless', severity: 'info', certainty: 'proven' },
        { way: 'require_expiration', absent: true, effect: 'endless', severity: 'info', certainty: 'proven' },
      ],
    },
    {
      at: ['**.typed_config', '**.config'],
      name: "Envoy's jwt_authn filter",
      when: [{ way: '@type', is: /jwt_authn\.v\w+\.JwtAuthentication$/ }],
      settings: [
        { way: 'rules.**.allow_missing_or_failed', there: true, effect: 'invalid', certainty: 'proven' },
        { way: 'requirement_map.**.allow_missing_or_failed', there: true, effect: 'invalid', certainty: 'proven' },
        { way: 'rules.**.allow_missing', there: true, effect: 'missing', severity: 'info', certainty: 'possible' },
        { way: 'rules.**.extract_only_without_validation', there: true, effect: 'unread', certainty: 'proven' },
        {
          way: 'rules', absent: true, effect: 'off', certainty: 'proven',
          when: [{ way: 'requirement_map', absent: true }, { way: 'filter_state_rules', absent: true }, { way: 'providers' }],
        },
      ],
    },
    {
      at: ['spec.jwt.providers.[]'],
      name: "Envoy Gateway's SecurityPolicy",
      when: [{ way: '^.^.^.^.kind', is: /^SecurityPolicy$/ }],
      audience: ['audiences'],
      issuer: ['issuer'],
      keys: ['remoteJWKS.uri'],
      verifiesWith: ['remoteJWKS', 'localJWKS'],
    },
    {
      at: ['spec.jwt'],
      name: "Envoy Gateway's SecurityPolicy",
      when: [{ way: '^.^.kind', is: /^SecurityPolicy$/ }],
      settings: [
        { way: 'optional', is: /^true$/, effect: 'missing', severity: 'warning', certainty: 'proven' },
        { way: 'failOpen', is: /^true$/, effect: 'invalid', severity: 'error', certainty: 'proven' },
      ],
    },
  ],
} satisfies PlatformModel;
