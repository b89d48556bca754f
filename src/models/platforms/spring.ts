import type { PlatformModel } from './platform.ts';

export default {
  product: 'Spring Security',
  source: 'https://docs.spring.io/spring-security/reference/servlet/oauth2/resource-server/jwt.html',
  words: ['resourceserver'],
  verifiers: [
    {
      at: ['spring.security.oauth2.resourceserver.jwt'],
      name: "Spring's resource server",
      isOverlaid: true,
      // A JwtDecoder bean in Java may compare it.
      audience: ['audiences'],
      issuer: ['issuer-uri'],
      keys: ['jwk-set-uri', 'issuer-uri'],
      issuers: ['issuer-uri'],
    },
  ],
} satisfies PlatformModel;
