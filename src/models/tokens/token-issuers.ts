// Issuers whose tokens mean something else than a session, by `iss`.

/** Beginnings: a build proves by such a token what it is (OpenID Connect). They live for minutes. */
export const pipelineIssuers: readonly string[] = [
  'https://token.actions.githubusercontent.com', 'https://gitlab.com', 'https://oidc.circleci.com/', 'https://agent.buildkite.com',
  'https://oidc.vercel.com', 'https://app.terraform.io', 'https://vstoken.dev.azure.com/', 'https://api.bitbucket.org/',
  'https://oidc.codefresh.io', 'https://api.pulumi.com/oidc',
];

/**
 * Given to everyone with the stack that developers run at home; nothing real may trust them.
 * https://supabase.com/docs/guides/self-hosting/docker
 */
export const localStackIssuers: ReadonlySet<string> = new Set(['supabase-demo']);
