// Who issues the tokens by which a build proves what it is (OpenID Connect). They live for minutes.

/** Beginnings of `iss`. */
export const pipelineIssuers: readonly string[] = [
  'https://token.actions.githubusercontent.com', 'https://gitlab.com', 'https://oidc.circleci.com/', 'https://agent.buildkite.com', 'https://oidc.vercel.com',
  'https://app.terraform.io', 'https://vstoken.dev.azure.com/', 'https://api.bitbucket.org/', 'https://oidc.codefresh.io', 'https://api.pulumi.com/oidc',
];
