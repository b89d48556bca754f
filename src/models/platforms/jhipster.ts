import type { PlatformModel } from './platform.ts';

const DAYS_90 = 7_776_000;

export default {
  product: 'JHipster',
  source: 'https://www.jhipster.tech/common-application-properties/',
  words: ['jhipster'],
  verifiers: [
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
