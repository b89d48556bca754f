import type { PlatformModel } from './platform.ts';

const removed = { mentions: /\bCI_JOB_JWT(?:_V[12])?\b/, effect: 'unaddressed', severity: 'warning', certainty: 'proven' } as const;

export default {
  product: 'GitLab CI',
  source: 'https://docs.gitlab.com/ci/secrets/id_token_authentication/',
  words: ['id_tokens', 'CI_JOB_JWT'],
  verifiers: [
    {
      at: ['id_tokens.*', '*.id_tokens.*'],
      name: "GitLab's id_tokens",
      settings: [{ way: 'aud', absent: true, effect: 'unaddressed', severity: 'warning', certainty: 'proven' }],
    },
    // Removed in GitLab 17.0: its audience was one for all, and could not be narrowed.
    {
      at: ['', '*'],
      name: 'CI_JOB_JWT',
      settings: ['script', 'before_script', 'after_script', 'variables'].flatMap((section) =>
        [section, `${section}.[]`, `${section}.*`].map((way) => ({ way, ...removed }))),
    },
  ],
} satisfies PlatformModel;
