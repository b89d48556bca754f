import type { PlatformModel } from './platform.ts';

const DAYS_90 = 7_776_000;

export default {
  product: 'Spring Security and JHipster',
  source: 'https://docs.spring.io/spring-security/reference/servlet/oauth2/resource-server/jwt.html',
  words: ['resourceserver', 'jhipster'],
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
    // https://www.jhipster.tech/common-application-properties/
    {
      at: ['jhipster.security.authentication.jwt'],
      name: 'JHipster',
      secrets: [{ way: 'base64-secret', encoding: 'base64' }, { way: 'secret' }],
      settings: [
        { way: 'token-validity-in-seconds', above: 86_400, unit: 's', effect: 'lifetime', certainty: 'likely' },
        { way: 'token-validity-in-seconds-for-remember-me', above: DAYS_90, unit: 's', effect: 'lifetime', certainty: 'likely' },
      ],
    },
    // Of `.yo-rc.json`: the generator writes it into the settings of every profile.
    { at: ['generator-jhipster'], name: 'JHipster', secrets: [{ way: 'jwtSecretKey', encoding: 'base64' }, { way: 'rememberMeKey' }] },
  ],
} satisfies PlatformModel;
