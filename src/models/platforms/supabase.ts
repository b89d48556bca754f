import type { PlatformModel } from './platform.ts';

export default {
  product: 'Supabase',
  source: 'https://supabase.com/docs/guides/local-development/cli/config',
  words: ['verify_jwt', 'jwt_expiry'],
  verifiers: [
    {
      at: ['functions.*'],
      name: 'Supabase',
      // Webhooks bring a signature of another kind.
      notNamed: /hook|callback|cron|public|health|stripe|slack|telegram|discord|github|og-?image|auth|login|sign-?(?:in|up)/i,
      settings: [{ way: 'verify_jwt', is: /^false$/, effect: 'off', severity: 'info', certainty: 'possible' }],
    },
    { at: ['auth'], name: 'Supabase', settings: [{ way: 'jwt_expiry', above: 86_400, unit: 's', effect: 'lifetime', certainty: 'proven' }] },
  ],
} satisfies PlatformModel;
