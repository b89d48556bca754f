import type { PlatformModel } from './platform.ts';

export default {
  product: 'MicroProfile JWT (Quarkus, Open Liberty, WildFly)',
  source: 'https://quarkus.io/guides/security-jwt#configuration-reference',
  words: ['mp.jwt', 'smallrye', 'quarkus', 'publickey'],
  verifiers: [
    {
      at: ['mp.jwt.verify'],
      name: 'MicroProfile JWT',
      // Variables and profiles add to it.
      isOverlaid: true,
      audience: ['audiences'],
      issuer: ['issuer'],
      keys: ['publickey.location'],
      issuers: ['issuer'],
      verifiesWith: ['publickey', 'publickey.location'],
      settings: [{ way: 'clock.skew', above: 300, unit: 's', effect: 'tolerance', certainty: 'proven' }],
    },
    {
      at: ['smallrye.jwt'],
      name: 'SmallRye JWT',
      secrets: [{ way: 'sign.key' }, { way: 'verify.secretkey' }],
      settings: [{ way: 'new-token.lifespan', above: 86_400, unit: 's', effect: 'lifetime', certainty: 'proven' }],
    },
    {
      at: ['quarkus.oidc'],
      name: "Quarkus' OIDC extension",
      when: [{ way: 'auth-server-url' }],
      isOverlaid: true,
      // Identity tokens of web applications are always compared.
      audience: ['token.audience', { way: 'application-type', is: /^(?:web-?app|hybrid)$/i }],
      // Taken from the metadata of the server when it is left out.
      issuer: [{ way: 'token.issuer', absent: true }, { way: 'token.issuer', is: /^(?!any$)./ }],
      keys: ['auth-server-url'],
      issuers: ['auth-server-url'],
    },
  ],
} satisfies PlatformModel;
