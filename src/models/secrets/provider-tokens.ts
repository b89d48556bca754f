// Tokens of well-known providers that can be told by their form: a fixed prefix and length, or a checksum. Providers whose
// keys are bare hexadecimal or base64 are left out on purpose: nothing tells those from hashes.
// The word for the gate, the bounds of the match and the samples of the tests all follow from `shape` (token-shape.ts).

/**
 * - `crc32 base62`: the last six characters are the CRC-32 of what stands between them and the prefix.
 * - `crc32 hex`: the last eight are that of all before their underscore, least byte first.
 * - `snowflake`: the part before the first dot is a number in base64.
 */
export type Checksum = 'crc32 base62' | 'crc32 hex' | 'snowflake';

export interface TokenForm {
  /** For messages: "A {kind} of {provider}". */
  readonly kind: string;
  readonly shape: string;
  readonly checksum?: Checksum;
  /** One of them must be written nearby, in any case: others have tokens of this shape too. */
  readonly near?: string | readonly string[];
  /** It has no form of its own: only right behind the word that is near, as the value of that name, it is one. */
  readonly isNamed?: true;
  /** The secret itself, when this form only names it: looked for nearby. */
  readonly secret?: { readonly kind: string; readonly shape: string };
  /** The parameter beside it, in the same address, that says when it ends. */
  readonly endsBy?: string;
  /** `test`: opens a sandbox. `public`: made to be seen by everyone. `identifier`: opens nothing without its secret. */
  readonly use?: 'test' | 'public' | 'identifier';
  /** Of what browsers may send: words before it in its line that make it a server's own, and words that do not. */
  readonly server?: { readonly words: readonly string[]; readonly butNot: readonly string[] };
  /** Beginnings of values that documentation or an emulator gives to everyone. */
  readonly samples?: readonly string[];
}

export interface TokenProvider {
  readonly name: string;
  /** A public page that shows the form. */
  readonly source: string;
  readonly tokens: readonly TokenForm[];
}

export const tokenProviders: readonly TokenProvider[] = [
  // ---- forges and registries ----
  {
    name: 'GitHub', source: 'https://github.blog/2021-04-05-behind-githubs-new-authentication-token-formats/',
    tokens: [
      { kind: 'personal access token', shape: 'ghp_[A-Za-z0-9]{36}', checksum: 'crc32 base62' },
      { kind: 'OAuth access token', shape: 'gho_[A-Za-z0-9]{36}', checksum: 'crc32 base62' },
      { kind: 'user-to-server token', shape: 'ghu_[A-Za-z0-9]{36}', checksum: 'crc32 base62' },
      { kind: 'server-to-server token', shape: 'ghs_[A-Za-z0-9]{36}', checksum: 'crc32 base62' },
      // https://github.blog/changelog/2026-04-24-notice-about-upcoming-new-format-for-github-app-installation-tokens/
      { kind: 'installation token', shape: 'ghs_[0-9]{1,10}_eyJ[A-Za-z0-9_.-]{100,1400}' },
      { kind: 'refresh token', shape: 'ghr_[A-Za-z0-9]{76}' },
      { kind: 'fine-grained personal access token', shape: 'github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}' },
    ],
  },
  {
    name: 'GitLab', source: 'https://docs.gitlab.com/security/tokens/#token-prefixes',
    tokens: [
      { kind: 'personal access token', shape: 'glpat-[A-Za-z0-9_-]{20}' },
      { kind: 'routable personal access token', shape: 'glpat-[A-Za-z0-9_-]{27,300}\\.[0-9a-z]{2}\\.?[0-9a-z]{7,9}' },
      { kind: 'deploy token', shape: 'gldt-[A-Za-z0-9_-]{20}' },
      { kind: 'runner token', shape: 'glrt-[A-Za-z0-9_-]{20}' },
      { kind: 'runner token', shape: 'glrtr-[A-Za-z0-9_-]{20}' },
      { kind: 'trigger token', shape: 'glptt-[0-9a-f]{40}' },
      { kind: 'CI build token', shape: 'glcbt-[A-Za-z0-9]{1,5}_[A-Za-z0-9_-]{20}' },
      { kind: 'feed token', shape: 'glft-[A-Za-z0-9_-]{20}' },
      { kind: 'SCIM token', shape: 'glsoat-[A-Za-z0-9_-]{20}' },
      { kind: 'agent token', shape: 'glagent-[A-Za-z0-9_-]{50}' },
      { kind: 'OAuth application secret', shape: 'gloas-[A-Za-z0-9_-]{64}' },
    ],
  },
  {
    name: 'Atlassian', source: 'https://support.atlassian.com/organization-administration/docs/understand-api-token-types/',
    tokens: [
      { kind: 'API token', shape: 'ATATT3xFfGF0[A-Za-z0-9_-]{150,250}=[A-Z0-9]{8}' },
      { kind: 'Bitbucket repository access token', shape: 'ATCTT3xFfGN0[A-Za-z0-9_-]{150,250}=[A-Z0-9]{8}' },
      { kind: 'Bitbucket app password', shape: 'ATBB[A-Za-z0-9]{24}[A-F0-9]{8}' },
    ],
  },
  {
    name: 'npm', source: 'https://github.blog/changelog/2021-09-23-npm-has-a-new-access-token-format/',
    tokens: [{ kind: 'access token', shape: 'npm_[A-Za-z0-9]{36}', checksum: 'crc32 base62' }],
  },
  { name: 'PyPI', source: 'https://docs.pypi.org/api/secrets/', tokens: [{ kind: 'upload token', shape: 'pypi-AgEIcHlwaS5vcmc[A-Za-z0-9_-]{70,300}' }] },
  { name: 'RubyGems', source: 'https://guides.rubygems.org/api-key-scopes/', tokens: [{ kind: 'API key', shape: 'rubygems_[0-9a-f]{48}' }] },
  { name: 'crates.io', source: 'https://doc.rust-lang.org/cargo/reference/publishing.html', tokens: [{ kind: 'API token', shape: 'cio[A-Za-z0-9]{32}' }] },
  { name: 'NuGet', source: 'https://learn.microsoft.com/nuget/nuget-org/scoped-api-keys', tokens: [{ kind: 'API key', shape: 'oy2[a-p][0-9a-z]{15}[aq][0-9a-z]{11}[eu][bdfhjlnprtvxz357][a-p][0-9a-z]{11}[aeimquy4]' }] },
  { name: 'Docker', source: 'https://docs.docker.com/security/access-tokens/', tokens: [
    { kind: 'personal access token', shape: 'dckr_pat_[A-Za-z0-9_-]{27}' },
    { kind: 'organization access token', shape: 'dckr_oat_[A-Za-z0-9_-]{32}' },
  ] },
  { name: 'JFrog', source: 'https://jfrog.com/help/r/jfrog-platform-administration-documentation/access-tokens', tokens: [
    { kind: 'API key', shape: 'AKCp[A-Za-z0-9]{69}' },
    { kind: 'reference token', shape: 'cmVmdGtu[A-Za-z0-9]{56}' },
  ] },
  { name: 'Clojars', source: 'https://github.com/clojars/clojars-web/wiki/Deploy-Tokens', tokens: [{ kind: 'deploy token', shape: 'CLOJARS_[0-9a-z]{60}' }] },

  // ---- clouds and platforms ----
  {
    name: 'AWS', source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html',
    tokens: [
      { kind: 'access key id', shape: 'AKIA[A-Z2-7]{16}', use: 'identifier', secret: { kind: 'secret access key', shape: '[A-Za-z0-9/+]{40}' }, samples: ['AKIAIOSFODNN7EXAMPLE', 'AKIAI44QH8DHBEXAMPLE'] },
      { kind: 'temporary access key id', shape: 'ASIA[A-Z2-7]{16}', use: 'identifier', secret: { kind: 'secret access key', shape: '[A-Za-z0-9/+]{40}' }, samples: ['ASIAIOSFODNN7EXAMPLE', 'ASIAI44QH8DHBEXAMPLE'] },
      // AWS_SECRET_ACCESS_KEY, secretAccessKey: https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-envvars.html
      { kind: 'secret access key', shape: '[A-Za-z0-9/+]{40}', near: ['secret_access_key', 'secretAccessKey', 'aws_secret_key'], isNamed: true },
      { kind: 'Bedrock API key', shape: 'ABSK[A-Za-z0-9+/]{109,269}={0,2}' },
    ],
  },
  {
    name: 'Google', source: 'https://cloud.google.com/docs/authentication/token-types',
    tokens: [
      // Browsers send it: what it may do is restricted on the other side.
      // Gemini and Vertex AI bill whoever holds it: https://ai.google.dev/gemini-api/docs/api-key
      {
        kind: 'API key', shape: 'AIza[A-Za-z0-9_-]{35}', use: 'public',
        server: {
          words: ['gemini', 'vertex', 'vertexai', 'generative', 'generativeai', 'generativelanguage', 'genai', 'palm', 'server', 'backend'],
          butNot: ['firebase', 'maps', 'map', 'browser', 'public', 'client', 'web', 'android', 'ios'],
        },
      },
      { kind: 'OAuth client secret', shape: 'GOCSPX-[A-Za-z0-9_-]{28}' },
      { kind: 'OAuth access token', shape: 'ya29\\.[A-Za-z0-9_-]{60,400}' },
      { kind: 'OAuth refresh token', shape: '1//0[A-Za-z0-9_-]{60,110}' },
    ],
  },
  {
    name: 'Azure', source: 'https://learn.microsoft.com/purview/sit-defn-client-secret-api-key',
    tokens: [
      { kind: 'client secret', shape: '[A-Za-z0-9_~.-]{3}[0-9]Q~[A-Za-z0-9_~.-]{31,34}' },
      // The emulators of storage and of Cosmos DB have one key each, the same for everyone.
      { kind: 'account key', shape: 'AccountKey=[A-Za-z0-9+/]{86}==', samples: ['AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1', 'AccountKey=C2y6yDjf5/R+ob0N8A7C'] },
      { kind: 'shared access key', shape: 'SharedAccessKey=[A-Za-z0-9+/]{43}=' },
      // https://learn.microsoft.com/rest/api/storageservices/create-service-sas: an HMAC-SHA256 beside the version it is made by.
      { kind: 'shared access signature', shape: 'sig=[A-Za-z0-9%]{43,73}%3D', near: 'sv=20', endsBy: 'se' },
      { kind: 'shared access signature', shape: 'sig=[A-Za-z0-9+/]{43}=', near: 'sv=20', endsBy: 'se' },
      { kind: 'DevOps personal access token', shape: '[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}' },
    ],
  },
  {
    name: 'DigitalOcean', source: 'https://docs.digitalocean.com/reference/api/create-personal-access-token/',
    tokens: [
      { kind: 'personal access token', shape: 'dop_v1_[0-9a-f]{64}' },
      { kind: 'OAuth token', shape: 'doo_v1_[0-9a-f]{64}' },
      { kind: 'refresh token', shape: 'dor_v1_[0-9a-f]{64}' },
    ],
  },
  { name: 'Heroku', source: 'https://devcenter.heroku.com/articles/authentication', tokens: [{ kind: 'API token', shape: 'HRKU-AA[A-Za-z0-9_-]{58}' }] },
  {
    name: 'Cloudflare', source: 'https://developers.cloudflare.com/fundamentals/api/get-started/token-formats/',
    tokens: [
      { kind: 'global API key', shape: 'cfk_[A-Za-z0-9]{40}[0-9a-f]{8}' },
      { kind: 'user API token', shape: 'cfut_[A-Za-z0-9]{40}[0-9a-f]{8}' },
      { kind: 'account API token', shape: 'cfat_[A-Za-z0-9]{40}[0-9a-f]{8}' },
      { kind: 'origin CA key', shape: 'v1\\.0-[0-9a-f]{24}-[0-9a-f]{146}' },
    ],
  },
  { name: 'Alibaba Cloud', source: 'https://www.alibabacloud.com/help/ram/user-guide/create-an-accesskey-pair', tokens: [
    { kind: 'access key id', shape: 'LTAI[A-Za-z0-9]{20}', use: 'identifier', secret: { kind: 'access key secret', shape: '[A-Za-z0-9]{30}' } },
  ] },
  { name: 'Fly.io', source: 'https://fly.io/docs/security/tokens/', tokens: [
    { kind: 'access token', shape: 'fo1_[A-Za-z0-9_-]{43}' },
    { kind: 'macaroon', shape: 'fm2_[A-Za-z0-9+/]{100,1000}={0,3}' },
  ] },
  { name: 'Vercel', source: 'https://vercel.com/docs/cli/tokens', tokens: [
    // Fifty-six characters behind what says whose it is.
    { kind: 'personal access token', shape: 'vcp_[A-Za-z0-9]{56}' },
    { kind: 'integration token', shape: 'vci_[A-Za-z0-9]{56}' },
    { kind: 'app access token', shape: 'vca_[A-Za-z0-9]{56}' },
    { kind: 'app refresh token', shape: 'vcr_[A-Za-z0-9]{56}' },
    { kind: 'AI gateway key', shape: 'vck_[A-Za-z0-9]{56}' },
  ] },
  { name: 'Neon', source: 'https://neon.com/docs/manage/api-keys', tokens: [{ kind: 'API key', shape: 'napi_[a-z0-9]{60,66}' }] },
  { name: 'Netlify', source: 'https://docs.netlify.com/api/get-started/', tokens: [{ kind: 'personal access token', shape: 'nfp_[A-Za-z0-9]{36}' }] },
  { name: 'Render', source: 'https://render.com/docs/api', tokens: [{ kind: 'API key', shape: 'rnd_[A-Za-z0-9]{28,32}' }] },
  { name: 'Tailscale', source: 'https://tailscale.com/kb/1277/key-prefixes', tokens: [
    { kind: 'auth key', shape: 'tskey-auth-[A-Za-z0-9]{10,20}-[A-Za-z0-9]{20,40}' },
    { kind: 'API access token', shape: 'tskey-api-[A-Za-z0-9]{10,20}-[A-Za-z0-9]{20,40}' },
    { kind: 'OAuth client secret', shape: 'tskey-client-[A-Za-z0-9]{10,20}-[A-Za-z0-9]{20,40}' },
  ] },
  { name: 'Supabase', source: 'https://supabase.com/docs/guides/api/api-keys', tokens: [
    { kind: 'secret key', shape: 'sb_secret_[A-Za-z0-9_-]{22}_[A-Za-z0-9_-]{8}', samples: ['sb_secret_N7UND0UgjK'] },
    { kind: 'publishable key', shape: 'sb_publishable_[A-Za-z0-9_-]{22}_[A-Za-z0-9_-]{8}', use: 'public' },
    { kind: 'personal access token', shape: 'sbp_[0-9a-f]{40}' },
  ] },
  { name: 'PlanetScale', source: 'https://planetscale.com/docs/concepts/planetscale-api-oauth-applications', tokens: [
    { kind: 'database password', shape: 'pscale_pw_[A-Za-z0-9_=.-]{32,64}' },
    { kind: 'service token', shape: 'pscale_tkn_[A-Za-z0-9_=.-]{32,64}' },
    { kind: 'OAuth token', shape: 'pscale_oauth_[A-Za-z0-9_=.-]{32,64}' },
  ] },
  { name: 'Databricks', source: 'https://docs.databricks.com/en/dev-tools/auth/pat.html', tokens: [
    { kind: 'personal access token', shape: 'dapi[0-9a-f]{32}' },
    { kind: 'personal access token', shape: 'dapi[0-9a-f]{32}-[0-9]' },
  ] },
  // Shapes: gitleaks' and TruffleHog's rules of the same names.
  { name: 'CircleCI', source: 'https://circleci.com/docs/managing-api-tokens/', tokens: [
    { kind: 'personal API token', shape: 'CCIPAT_[A-Za-z0-9]{22}_[0-9a-f]{40}' },
    { kind: 'project API token', shape: 'CCIPRJ_[A-Za-z0-9]{22}_[0-9a-f]{40}' },
  ] },
  { name: 'Buildkite', source: 'https://buildkite.com/docs/platform/security/tokens', tokens: [{ kind: 'API access token', shape: 'bkua_[0-9a-f]{40}' }] },
  { name: 'HashiCorp Vault', source: 'https://developer.hashicorp.com/vault/docs/concepts/tokens', tokens: [
    { kind: 'service token', shape: 'hvs\\.[A-Za-z0-9_-]{90,120}' },
    { kind: 'service token', shape: 'hvs\\.[A-Za-z0-9]{24}' },
    { kind: 'batch token', shape: 'hvb\\.[A-Za-z0-9_-]{138,300}' },
  ] },
  { name: 'HCP Terraform', source: 'https://developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/api-tokens', tokens: [
    { kind: 'API token', shape: '[A-Za-z0-9]{14}\\.atlasv1\\.[A-Za-z0-9_-]{60,70}' },
  ] },
  { name: 'Doppler', source: 'https://docs.doppler.com/reference/auth-token-formats', tokens: [
    { kind: 'personal token', shape: 'dp\\.pt\\.[A-Za-z0-9]{40,44}' },
    { kind: 'service token', shape: 'dp\\.st\\.[a-z0-9_-]{2,35}\\.[A-Za-z0-9]{40,44}' },
    { kind: 'service account token', shape: 'dp\\.sa\\.[A-Za-z0-9]{40,44}' },
    { kind: 'CLI token', shape: 'dp\\.ct\\.[A-Za-z0-9]{40,44}' },
  ] },
  { name: '1Password', source: 'https://developer.1password.com/docs/service-accounts/', tokens: [{ kind: 'service account token', shape: 'ops_eyJ[A-Za-z0-9+/]{250,1500}={0,3}' }] },
  { name: 'Infracost', source: 'https://www.infracost.io/docs/', tokens: [{ kind: 'API key', shape: 'ico-[A-Za-z0-9]{32}' }] },
  { name: 'Pulumi', source: 'https://www.pulumi.com/docs/pulumi-cloud/access-management/access-tokens/', tokens: [{ kind: 'access token', shape: 'pul-[0-9a-f]{40}' }] },
  { name: 'Prefect', source: 'https://docs.prefect.io/v3/manage/cloud/manage-users/api-keys', tokens: [{ kind: 'API key', shape: 'pnu_[A-Za-z0-9]{36}' }] },

  // ---- payment and shops ----
  {
    // Clerk's keys look the same (https://clerk.com/docs).
    name: 'Stripe or Clerk', source: 'https://docs.stripe.com/keys',
    tokens: [
      { kind: 'secret key', shape: 'sk_live_[A-Za-z0-9]{24,247}' },
      { kind: 'restricted key', shape: 'rk_live_[A-Za-z0-9]{24,247}' },
      { kind: 'test key', shape: 'sk_test_[A-Za-z0-9]{24,247}', use: 'test', samples: ['sk_test_4eC39HqLyjWDarj', 'sk_test_BQokikJOvBiI2H'] },
      { kind: 'restricted test key', shape: 'rk_test_[A-Za-z0-9]{24,247}', use: 'test' },
      { kind: 'publishable key', shape: 'pk_live_[A-Za-z0-9]{24,247}', use: 'public' },
      { kind: 'publishable test key', shape: 'pk_test_[A-Za-z0-9]{24,247}', use: 'public' },
    ],
  },
  { name: 'Stripe or Svix', source: 'https://docs.stripe.com/webhooks/signature', tokens: [{ kind: 'webhook signing secret', shape: 'whsec_[A-Za-z0-9+/]{32}' }] },
  { name: 'Square', source: 'https://developer.squareup.com/docs/build-basics/access-tokens', tokens: [
    { kind: 'access token', shape: 'sq0atp-[A-Za-z0-9_-]{22}' },
    { kind: 'application secret', shape: 'sq0csp-[A-Za-z0-9_-]{43}' },
    { kind: 'access token', shape: 'EAAA[A-Za-z0-9_-]{60}', near: 'square' },
  ] },
  { name: 'Shopify', source: 'https://shopify.dev/changelog/length-of-the-shopify-access-token-is-increasing', tokens: [
    { kind: 'access token', shape: 'shpat_[0-9a-fA-F]{32}' },
    { kind: 'custom app token', shape: 'shpca_[0-9a-fA-F]{32}' },
    { kind: 'private app password', shape: 'shppa_[0-9a-fA-F]{32}' },
    { kind: 'shared secret', shape: 'shpss_[0-9a-fA-F]{32}' },
  ] },
  { name: 'Braintree', source: 'https://developer.paypal.com/braintree/docs/guides/authorization/tokenization-key', tokens: [
    { kind: 'access token', shape: 'access_token\\$production\\$[0-9a-z]{16}\\$[0-9a-f]{32}' },
  ] },
  { name: 'Flutterwave', source: 'https://developer.flutterwave.com/docs/authentication', tokens: [
    { kind: 'secret key', shape: 'FLWSECK-[0-9a-f]{32}-X' },
    { kind: 'test key', shape: 'FLWSECK_TEST-[0-9a-f]{32}-X', use: 'test' },
  ] },
  { name: 'Razorpay', source: 'https://razorpay.com/docs/api/authentication/', tokens: [
    { kind: 'key id', shape: 'rzp_live_[A-Za-z0-9]{14}', use: 'identifier', secret: { kind: 'key secret', shape: '[A-Za-z0-9]{24}' } },
    { kind: 'test key id', shape: 'rzp_test_[A-Za-z0-9]{14}', use: 'identifier' },
  ] },
  { name: 'Duffel', source: 'https://duffel.com/docs/api/overview/test-mode', tokens: [
    { kind: 'access token', shape: 'duffel_live_[A-Za-z0-9_=-]{43}' },
    { kind: 'test token', shape: 'duffel_test_[A-Za-z0-9_=-]{43}', use: 'test' },
  ] },
  { name: 'EasyPost', source: 'https://docs.easypost.com/docs/authentication', tokens: [
    { kind: 'API key', shape: 'EZAK[A-Za-z0-9]{54}' },
    { kind: 'test key', shape: 'EZTK[A-Za-z0-9]{54}', use: 'test' },
  ] },
  { name: 'Shippo', source: 'https://docs.goshippo.com/docs/guides_general/authentication/', tokens: [
    { kind: 'API token', shape: 'shippo_live_[0-9a-f]{40}' },
    { kind: 'test token', shape: 'shippo_test_[0-9a-f]{40}', use: 'test' },
  ] },

  // ---- mail, chat and phone ----
  { name: 'SendGrid', source: 'https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys', tokens: [{ kind: 'API key', shape: 'SG\\.[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43}' }] },
  { name: 'Mailgun', source: 'https://documentation.mailgun.com/docs/mailgun/api-reference/authentication/', tokens: [
    { kind: 'API key', shape: 'key-[0-9a-f]{32}' },
    { kind: 'API key', shape: '[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8}', near: 'mailgun' },
  ] },
  { name: 'Mailchimp', source: 'https://mailchimp.com/developer/marketing/docs/fundamentals/', tokens: [{ kind: 'API key', shape: '[0-9a-f]{32}-us[0-9]{1,2}' }] },
  { name: 'Brevo', source: 'https://developers.brevo.com/docs/getting-started', tokens: [
    { kind: 'API key', shape: 'xkeysib-[0-9a-f]{64}-[A-Za-z0-9]{16}' },
    { kind: 'SMTP key', shape: 'xsmtpsib-[0-9a-f]{64}-[A-Za-z0-9]{16}' },
  ] },
  { name: 'Resend', source: 'https://resend.com/docs/dashboard/api-keys/introduction', tokens: [{ kind: 'API key', shape: 're_[A-Za-z0-9]{8}_[A-Za-z0-9]{24}' }] },
  {
    name: 'Slack', source: 'https://api.slack.com/authentication/token-types',
    tokens: [
      { kind: 'bot token', shape: 'xoxb-[0-9]{10,13}-[0-9]{10,13}-[A-Za-z0-9]{24}' },
      { kind: 'user token', shape: 'xoxp-[0-9]{10,13}-[0-9]{10,13}-[0-9]{10,13}-[A-Za-z0-9]{28,34}' },
      // Older ones, as gitleaks knows them.
      { kind: 'older bot token', shape: 'xoxb-[0-9]{8,14}-[A-Za-z0-9]{18,26}' },
      { kind: 'older token', shape: 'xoxs-[0-9]{9,13}-[0-9]{9,13}-[0-9]{9,13}-[0-9a-f]{10,64}' },
      { kind: 'older token', shape: 'xoxo-[0-9]{9,13}-[0-9]{9,13}-[0-9]{9,13}-[0-9a-f]{10,64}' },
      { kind: 'workspace token', shape: 'xoxa-[0-9]-[A-Za-z0-9-]{24,80}' },
      { kind: 'workspace refresh token', shape: 'xoxr-[0-9]-[A-Za-z0-9-]{24,80}' },
      { kind: 'configuration token', shape: 'xoxe\\.xoxp-[0-9]-[A-Za-z0-9]{160,170}' },
      { kind: 'refresh token', shape: 'xoxe-[0-9]-[A-Za-z0-9]{140,170}' },
      { kind: 'app-level token', shape: 'xapp-[0-9]-A[A-Z0-9]{8,12}-[0-9]{10,14}-[0-9a-f]{64}' },
      { kind: 'webhook address', shape: 'hooks\\.slack\\.com/services/T[A-Z0-9]{8,12}/B[A-Z0-9]{8,12}/[A-Za-z0-9]{24}' },
    ],
  },
  {
    name: 'Discord', source: 'https://discord.com/developers/docs/reference#authentication',
    tokens: [
      { kind: 'bot token', shape: '[MNO][A-Za-z0-9]{23,27}\\.[A-Za-z0-9_-]{6}\\.[A-Za-z0-9_-]{27,38}', near: 'discord', checksum: 'snowflake' },
      { kind: 'webhook address', shape: 'discord\\.com/api/webhooks/[0-9]{17,20}/[A-Za-z0-9_-]{68}' },
      { kind: 'webhook address', shape: 'discordapp\\.com/api/webhooks/[0-9]{17,20}/[A-Za-z0-9_-]{68}' },
    ],
  },
  { name: 'Telegram', source: 'https://core.telegram.org/bots/api#authorizing-your-bot', tokens: [{ kind: 'bot token', shape: '[0-9]{8,10}:AA[A-Za-z0-9_-]{33}' }] },
  { name: 'Twilio', source: 'https://www.twilio.com/docs/usage/requests-to-twilio', tokens: [
    { kind: 'account SID', shape: 'AC[0-9a-f]{32}', near: 'twilio', use: 'identifier', secret: { kind: 'auth token', shape: '[0-9a-f]{32}' } },
    { kind: 'API key SID', shape: 'SK[0-9a-f]{32}', near: 'twilio', use: 'identifier', secret: { kind: 'API key secret', shape: '[A-Za-z0-9]{32}' } },
  ] },

  // ---- machine learning ----
  {
    name: 'OpenAI', source: 'https://platform.openai.com/docs/api-reference/authentication',
    tokens: [
      { kind: 'project API key', shape: 'sk-proj-[A-Za-z0-9_-]{58,74}T3BlbkFJ[A-Za-z0-9_-]{58,74}' },
      { kind: 'project API key', shape: 'sk-proj-[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}' },
      { kind: 'service account key', shape: 'sk-svcacct-[A-Za-z0-9_-]{20,74}T3BlbkFJ[A-Za-z0-9_-]{20,74}' },
      { kind: 'admin key', shape: 'sk-admin-[A-Za-z0-9_-]{58,74}T3BlbkFJ[A-Za-z0-9_-]{58,74}' },
      { kind: 'API key', shape: 'sk-[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}' },
    ],
  },
  { name: 'Anthropic', source: 'https://docs.anthropic.com/en/api/getting-started', tokens: [
    { kind: 'API key', shape: 'sk-ant-api03-[A-Za-z0-9_-]{93}AA' },
    { kind: 'admin key', shape: 'sk-ant-admin01-[A-Za-z0-9_-]{93}AA' },
    // What `claude setup-token` prints, and what renews it: https://code.claude.com/docs/en/authentication
    { kind: 'OAuth access token', shape: 'sk-ant-oat01-[A-Za-z0-9_-]{93}AA' },
    { kind: 'OAuth refresh token', shape: 'sk-ant-ort01-[A-Za-z0-9_-]{93}AA' },
  ] },
  { name: 'Hugging Face', source: 'https://huggingface.co/docs/hub/security-tokens', tokens: [{ kind: 'access token', shape: 'hf_[A-Za-z]{34}' }] },
  { name: 'Replicate', source: 'https://replicate.com/docs/topics/security/api-tokens', tokens: [{ kind: 'API token', shape: 'r8_[A-Za-z0-9]{37}' }] },
  { name: 'Groq', source: 'https://console.groq.com/docs/quickstart', tokens: [{ kind: 'API key', shape: 'gsk_[A-Za-z0-9]{52}' }] },
  { name: 'Perplexity', source: 'https://docs.perplexity.ai/guides/getting-started', tokens: [{ kind: 'API key', shape: 'pplx-[A-Za-z0-9]{48}' }] },
  { name: 'xAI', source: 'https://docs.x.ai/docs/overview', tokens: [{ kind: 'API key', shape: 'xai-[A-Za-z0-9]{80}' }] },
  { name: 'OpenRouter', source: 'https://openrouter.ai/docs/api-reference/authentication', tokens: [{ kind: 'API key', shape: 'sk-or-v1-[0-9a-f]{64}' }] },
  { name: 'Pinecone', source: 'https://docs.pinecone.io/guides/production/security-overview', tokens: [{ kind: 'API key', shape: 'pcsk_[A-Za-z0-9]{5,6}_[A-Za-z0-9]{63}' }] },
  { name: 'Langfuse', source: 'https://langfuse.com/docs/administration/api-keys', tokens: [
    { kind: 'secret key', shape: 'sk-lf-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}' },
    { kind: 'public key', shape: 'pk-lf-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}', use: 'public' },
  ] },
  { name: 'ElevenLabs', source: 'https://elevenlabs.io/docs/api-reference/authentication', tokens: [{ kind: 'API key', shape: 'sk_[0-9a-f]{48}', near: ['elevenlabs', 'eleven_labs', 'xi-api-key'] }] },
  { name: 'DeepSeek', source: 'https://api-docs.deepseek.com/', tokens: [{ kind: 'API key', shape: 'sk-[0-9a-f]{32}', near: 'deepseek' }] },
  { name: 'LangSmith', source: 'https://docs.langchain.com/langsmith/create-account-api-key', tokens: [
    { kind: 'personal access token', shape: 'lsv2_pt_[0-9a-f]{32}_[0-9a-f]{10}' },
    { kind: 'service key', shape: 'lsv2_sk_[0-9a-f]{32}_[0-9a-f]{10}' },
  ] },

  // ---- work, data and monitoring ----
  { name: 'Linear', source: 'https://linear.app/developers/graphql', tokens: [{ kind: 'API key', shape: 'lin_api_[A-Za-z0-9]{40}' }, { kind: 'OAuth token', shape: 'lin_oauth_[0-9a-f]{64}' }] },
  { name: 'Notion', source: 'https://developers.notion.com/page/changelog', tokens: [
    { kind: 'integration token', shape: 'ntn_[0-9]{11}[A-Za-z0-9]{35}' },
    { kind: 'integration token', shape: 'secret_[A-Za-z0-9]{43}', near: 'notion' },
  ] },
  { name: 'Airtable', source: 'https://airtable.com/developers/web/guides/personal-access-tokens', tokens: [
    // `pat` begins too many words to be looked for by itself.
    { kind: 'personal access token', shape: 'pat[A-Za-z0-9]{14}\\.[0-9a-f]{64}', near: 'airtable' },
  ] },
  { name: 'Figma', source: 'https://www.figma.com/developers/api#access-tokens', tokens: [{ kind: 'personal access token', shape: 'figd_[A-Za-z0-9_-]{40}' }] },
  { name: 'Postman', source: 'https://learning.postman.com/docs/developer/postman-api/authentication/', tokens: [{ kind: 'API key', shape: 'PMAK-[0-9a-f]{24}-[0-9a-f]{34}' }] },
  { name: 'Contentful', source: 'https://www.contentful.com/developers/docs/references/authentication/', tokens: [{ kind: 'management token', shape: 'CFPAT-[A-Za-z0-9_-]{43}' }] },
  { name: 'Dropbox', source: 'https://www.dropbox.com/developers/documentation/http/documentation', tokens: [
    { kind: 'short-lived access token', shape: 'sl\\.[A-Za-z0-9_-]{130,200}' },
    { kind: 'short-lived access token', shape: 'sl\\.u\\.[A-Za-z0-9_-]{130,1500}' },
    { kind: 'long-lived access token', shape: '[A-Za-z0-9_-]{11}AAAAAAAAAA[A-Za-z0-9_-]{43}', near: 'dropbox' },
  ] },
  { name: 'LaunchDarkly', source: 'https://launchdarkly.com/docs/home/account/environment/keys', tokens: [
    { kind: 'SDK key', shape: 'sdk-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}', near: ['launchdarkly', 'launch_darkly', 'ldclient'] },
    { kind: 'API access token', shape: 'api-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}', near: ['launchdarkly', 'launch_darkly'] },
  ] },
  { name: 'Facebook', source: 'https://developers.facebook.com/docs/facebook-login/guides/access-tokens', tokens: [
    { kind: 'access token', shape: 'EAA[A-Za-z0-9]{100,300}', near: ['facebook', 'whatsapp', 'instagram', 'fb_'] },
  ] },
  { name: 'Mapbox', source: 'https://docs.mapbox.com/help/glossary/access-token/', tokens: [
    { kind: 'secret token', shape: 'sk\\.eyJ[A-Za-z0-9_-]{40,200}\\.[A-Za-z0-9_-]{22}' },
    { kind: 'public token', shape: 'pk\\.eyJ[A-Za-z0-9_-]{40,200}\\.[A-Za-z0-9_-]{22}', use: 'public' },
  ] },
  { name: 'Grafana', source: 'https://grafana.com/docs/grafana/latest/administration/service-accounts/', tokens: [
    { kind: 'service account token', shape: 'glsa_[A-Za-z0-9]{32}_[0-9a-f]{8}', checksum: 'crc32 hex' },
    { kind: 'cloud access policy token', shape: 'glc_eyJ[A-Za-z0-9+/]{60,400}={0,2}' },
  ] },
  { name: 'Sentry', source: 'https://docs.sentry.io/account/auth-tokens/', tokens: [
    { kind: 'user token', shape: 'sntryu_[0-9a-f]{64}' },
    { kind: 'organization token', shape: 'sntrys_eyJ[A-Za-z0-9+/=]{80,400}_[A-Za-z0-9+/]{43}' },
  ] },
  { name: 'New Relic', source: 'https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/', tokens: [
    { kind: 'user key', shape: 'NRAK-[A-Z0-9]{27}' },
    { kind: 'license key', shape: '[0-9a-f]{36}FFFFNRAL' },
  ] },
  { name: 'Dynatrace', source: 'https://docs.dynatrace.com/docs/dynatrace-api/basics/dynatrace-api-authentication', tokens: [{ kind: 'API token', shape: 'dt0c01\\.[A-Z0-9]{24}\\.[A-Z0-9]{64}' }] },
  { name: 'PostHog', source: 'https://posthog.com/docs/api', tokens: [
    { kind: 'personal API key', shape: 'phx_[A-Za-z0-9]{43,48}' },
    { kind: 'project key', shape: 'phc_[A-Za-z0-9]{43,48}', use: 'public' },
  ] },
  { name: 'Sourcegraph', source: 'https://sourcegraph.com/docs/cli/how-tos/creating_an_access_token', tokens: [{ kind: 'access token', shape: 'sgp_[0-9a-f]{16}_[0-9a-f]{40}' }] },
  { name: 'ReadMe', source: 'https://docs.readme.com/main/reference/intro/authentication', tokens: [{ kind: 'API key', shape: 'rdme_[a-z0-9]{70}' }] },
  { name: 'Frame.io', source: 'https://developer.frame.io/docs/getting-started/authentication', tokens: [{ kind: 'developer token', shape: 'fio-u-[A-Za-z0-9_-]{64}' }] },
];
