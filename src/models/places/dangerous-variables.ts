// Environment variables that switch a check off. Values are compared as texts; without `values` any value does it.

export interface DangerousVariable {
  readonly name: string;
  /** Texts that do it. */
  readonly values?: readonly string[];
  /** What follows, as the rest of a sentence. */
  readonly effect: string;
}

export const dangerousVariables: readonly DangerousVariable[] = [
  // https://nodejs.org/api/cli.html#node_tls_reject_unauthorizedvalue
  {
    name: 'NODE_TLS_REJECT_UNAUTHORIZED', values: ['0'],
    effect: 'turns the check of certificates off for every TLS connection of the process, those that fetch keys included',
  },
  // firebase-admin 13.10.0: with it, unsigned ID tokens verify and custom tokens are signed with nothing.
  { name: 'FIREBASE_AUTH_EMULATOR_HOST', effect: 'makes firebase-admin accept tokens without a signature' },
  // https://supabase.com/docs/guides/self-hosting: for all functions of the installation.
  { name: 'FUNCTIONS_VERIFY_JWT', values: ['false'], effect: 'lets requests without a token reach every edge function' },
];

/** Texts of NODE_ENV that relax frameworks: verbose errors, public default keys (better-auth), cookies without `secure`. */
export const relaxedEnvironments: readonly string[] = ['development', 'dev', 'test'];
