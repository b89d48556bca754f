// https://supabase.com/docs/guides/auth/server-side 2.109.0, with @supabase/ssr 0.12.7: `getSession` gives what the cookie says, a
// hand-made user included; `getUser` asks the server, `getClaims` verifies, and both say no inside of an object.

import type { LibraryModel, OperationModel, UnverifiedSession } from '../model.ts';

const session = {
  within: ['data', 'session', 'user'],
  beside: ['error', 'access_token', 'refresh_token', 'provider_token', 'provider_refresh_token', 'token_type', 'expires_in', 'expires_at'],
  verifiedBy: ['auth.getUser', 'auth.getClaims'],
  servers: [
    'createServerClient', 'createServerComponentClient', 'createRouteHandlerClient', 'createServerActionClient', 'createMiddlewareClient',
    'createPagesServerClient', 'createServerSupabaseClient', 'createServerComponentSupabaseClient', 'createMiddlewareSupabaseClient',
    'createRouteHandlerSupabaseClient', 'createSupabaseServerClient',
  ],
} as const satisfies UnverifiedSession;
const everywhere = 'supabase';
const verify = { kind: 'verify', onInvalid: 'always answers', keyElsewhere: true, everywhere } as const;

const operations = [
  { call: '*.auth.getSession()', kind: 'decode', unverifiedSession: session, everywhere },
  { call: '*.auth.getUser(token?)', ...verify },
  {
    call: '*.auth.getClaims(token?, options?)', ...verify,
    options: { allowExpired: 'ignoreExpiration', keys: null, jwks: null },
  },
] as const satisfies readonly OperationModel[];

export default {
  package: '@supabase/supabase-js',
  aliases: [
    '@supabase/ssr', '@supabase/auth-helpers-nextjs', '@supabase/auth-helpers-sveltekit', '@supabase/auth-helpers-remix',
    '@supabase/auth-js',
  ],
  operations,
} satisfies LibraryModel;
