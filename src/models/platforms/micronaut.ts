import type { PlatformModel } from './platform.ts';

export default {
  product: 'Micronaut',
  source: 'https://micronaut-projects.github.io/micronaut-security/latest/guide/configurationreference.html',
  words: ['micronaut'],
  verifiers: [
    {
      at: ['micronaut.security.token.jwt.signatures.secret.*'],
      name: "Micronaut's JWT",
      secrets: [
        { way: 'secret', algorithm: 'jws-algorithm', when: [{ way: 'base64', absent: true }] },
        { way: 'secret', algorithm: 'jws-algorithm', encoding: 'base64', when: [{ way: 'base64', is: /^true$/ }] },
      ],
    },
    { at: ['micronaut.security.token.jwt.signatures.jwks.*'], name: "Micronaut's JWT", keys: ['url'] },
    {
      at: ['micronaut.security.token.jwt.generator', 'micronaut.security.token.generator'],
      name: "Micronaut's JWT",
      settings: [{ way: 'access-token.expiration', above: 86_400, unit: 's', effect: 'lifetime', certainty: 'proven' }],
    },
  ],
} satisfies PlatformModel;
