import type { PlatformModel } from './platform.ts';

export default {
  product: 'Traefik',
  source: 'https://doc.traefik.io/traefik-hub/api-gateway/reference/routing/http/middlewares/ref-jwt',
  words: ['traefik.io/v1alpha1', 'traefik.containo.us', 'middlewares'],
  verifiers: [
    {
      at: ['**.plugin.jwt', '**.authSources.*.jwt'],
      name: "Traefik's jwt middleware",
      audience: [{ way: 'claims', is: /\baud\b/ }],
      issuer: [{ way: 'claims', is: /\biss\b/ }, 'trustedIssuers'],
      keys: ['jwksUrl'],
      verifiesWith: ['jwksUrl', 'jwksFile', 'publicKey', 'signingSecret'],
      secrets: [
        { way: 'signingSecret', when: [{ way: 'signingSecretBase64Encoded', absent: true }] },
        { way: 'signingSecret', encoding: 'base64', when: [{ way: 'signingSecretBase64Encoded', is: /^true$/ }] },
      ],
      settings: [
        { way: 'clientConfig.tls.insecureSkipVerify', is: /^true$/, effect: 'unchecked host', certainty: 'proven' },
        { way: 'tokenQueryKey', is: /./, effect: 'in url' },
      ],
    },
  ],
} satisfies PlatformModel;
