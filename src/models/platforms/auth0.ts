import type { PlatformModel } from './platform.ts';

export default {
  product: 'Auth0 by Terraform',
  source: 'https://registry.terraform.io/providers/auth0/auth0/latest/docs/resources/resource_server',
  words: ['auth0_resource_server', 'auth0_client'],
  verifiers: [
    {
      at: ['resource.auth0_resource_server.*'],
      name: 'Auth0',
      settings: [
        { way: 'signing_alg', is: /^HS\d+$/, effect: 'hmac for all', certainty: 'likely' },
        { way: 'token_lifetime', above: 86_400, unit: 's', effect: 'lifetime', certainty: 'likely' },
      ],
    },
    {
      at: ['resource.auth0_client.*'],
      name: 'Auth0',
      settings: [{ way: 'jwt_configuration.alg', is: /^HS\d+$/, effect: 'hmac for all', severity: 'info', certainty: 'likely' }],
    },
  ],
} satisfies PlatformModel;
