import type { PlatformModel } from './platform.ts';

export default {
  product: 'Apache APISIX',
  source: 'https://apisix.apache.org/docs/apisix/plugins/jwt-auth/',
  words: ['jwt-auth', 'jwtAuth'],
  verifiers: [
    {
      at: ['**.consumers.[].plugins.jwt-auth', 'consumers.[].plugins.jwt-auth'],
      name: "APISIX's jwt-auth plugin",
      settings: [{ way: 'exp', above: 86_400, unit: 's', effect: 'lifetime', certainty: 'proven' }],
    },
    {
      at: ['**.plugins.jwt-auth'],
      name: "APISIX's jwt-auth plugin",
      // A consumer has its key here, and no rules for requests.
      when: [{ way: 'secret', absent: true }, { way: 'public_key', absent: true }, { way: 'key', absent: true }],
      settings: [
        { way: 'anonymous_consumer', is: /./, effect: 'invalid', severity: 'info', certainty: 'possible' },
        { way: 'query', is: /./, effect: 'in url', certainty: 'proven' },
      ],
    },
  ],
} satisfies PlatformModel;
