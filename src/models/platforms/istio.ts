import type { PlatformModel } from './platform.ts';

export default {
  product: 'Istio',
  source: 'https://istio.io/latest/docs/reference/config/security/request_authentication/',
  words: ['RequestAuthentication', 'security.istio.io'],
  verifiers: [
    {
      at: ['spec.jwtRules.[]'],
      name: "Istio's RequestAuthentication",
      when: [{ way: '^.^.^.kind', is: /^RequestAuthentication$/ }],
      // Its reference says that the name of the service is accepted then; the proxy gets an empty list and accepts every audience.
      audience: ['audiences'],
      keys: ['jwksUri', 'jwks_uri'],
      issuers: ['issuer'],
      settings: [{ way: 'fromParams.[]', there: true, effect: 'in url' }],
    },
  ],
} satisfies PlatformModel;
