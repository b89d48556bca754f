import type { PlatformModel, SettingModel } from './platform.ts';

/** A role that owns tables, or that PostgREST itself logs in with. */
const powerful = (way: string): SettingModel =>
  ({ way, is: /^(?:postgres|service_role|supabase_admin|authenticator)$/, effect: 'missing', severity: 'warning', certainty: 'likely' });

export default {
  product: 'PostgREST',
  source: 'https://docs.postgrest.org/en/stable/references/configuration.html',
  words: ['jwt-secret', 'PGRST_'],
  verifiers: [
    {
      at: [''],
      name: 'PostgREST',
      when: [{ way: 'db-uri' }, { way: 'jwt-secret' }],
      audience: ['jwt-aud'],
      secrets: [
        { way: 'jwt-secret', when: [{ way: 'jwt-secret-is-base64', absent: true }] },
        { way: 'jwt-secret', encoding: 'base64', when: [{ way: 'jwt-secret-is-base64', is: /^true$/ }] },
      ],
      settings: [powerful('db-anon-role')],
    },
    {
      at: ['', '**'],
      name: 'PostgREST',
      when: [{ way: 'PGRST_JWT_SECRET' }],
      // A list of variables is rarely the only one.
      isOverlaid: true,
      audience: ['PGRST_JWT_AUD'],
      secrets: [
        { way: 'PGRST_JWT_SECRET', when: [{ way: 'PGRST_JWT_SECRET_IS_BASE64', absent: true }] },
        { way: 'PGRST_JWT_SECRET', encoding: 'base64', when: [{ way: 'PGRST_JWT_SECRET_IS_BASE64', is: /^true$/ }] },
      ],
      settings: [powerful('PGRST_DB_ANON_ROLE')],
    },
  ],
} satisfies PlatformModel;
