// Who issues tokens for others: the addresses of their keys and issuers, and what a verifier must compare. Rows are tried
// in order. `at` is matched against an address without its scheme, in lower case; a part that is read from elsewhere
// stands there as `{name of the variable}`, or `{}`.

export interface IdentityProvider {
  /** For messages. */
  readonly name: string;
  readonly at: RegExp;
  /**
   * Who gets tokens that these keys sign. `everyone`: any application that anybody registers there; `tenant`: the
   * applications of one tenant, one's own or a partner's; `application`: one application alone.
   */
  readonly serves: 'everyone' | 'tenant' | 'application';
  /** All that it signs with unless an application asks for something else. */
  readonly algorithm?: 'RS256' | 'ES256';
  /** These keys sign for several issuers: tenants, projects, organisations. */
  readonly severalIssuers?: true;
  /** Claims that say which client a token is for, where that is not `aud` alone. */
  readonly client?: readonly string[];
  /** Parts of the token's header that say so: the tokens have no `aud`, or anybody's have it. */
  readonly clientInHeader?: readonly string[];
  /** Whoever asks for a token writes the audience; these claims say who asked. */
  readonly asker?: readonly string[];
  /** Headers and cookies in which it puts its tokens, in lower case: what is read from there is its word. */
  readonly brings?: readonly string[];
  /** Claims that say whose word it is, besides `iss`. */
  readonly tenant?: readonly string[];
  readonly source: string;
}

export const identityProviders: readonly IdentityProvider[] = [
  // ---- anybody may register an application ----
  {
    name: 'Firebase', algorithm: 'RS256',
    at: /securetoken@system\.gserviceaccount\.com|^securetoken\.google\.com(?:\/|$)|^firebaseappcheck\.googleapis\.com(?:\/|$)/,
    serves: 'everyone', severalIssuers: true,
    source: 'https://firebase.google.com/docs/auth/admin/verify-id-tokens',
  },
  {
    name: 'Google Cloud IAP', algorithm: 'ES256', at: /^www\.gstatic\.com\/iap\/|^cloud\.google\.com\/iap$/, serves: 'everyone',
    brings: ['x-goog-iap-jwt-assertion'],
    source: 'https://cloud.google.com/iap/docs/signed-headers-howto',
  },
  {
    name: 'Google', algorithm: 'RS256',
    at: /^accounts\.google\.com(?:[/?#]|$)|^(?:(?:www|oauth2)\.)?googleapis\.com\/(?:oauth2\/v\d\/certs|robot\/v1\/metadata)/,
    serves: 'everyone',
    source: 'https://developers.google.com/identity/gsi/web/guides/verify-google-id-token',
  },
  {
    name: 'Apple', algorithm: 'RS256', at: /^(?:appleid|account)\.apple\.com(?:[/?#]|$)/, serves: 'everyone',
    source: 'https://developer.apple.com/documentation/signinwithapple/verifying-a-user',
  },
  {
    name: 'Microsoft Entra, for all tenants', algorithm: 'RS256',
    at: /^(?:login(?:\.partner)?\.microsoftonline\.\w+|(?:login|sts)\.windows\.net)\/(?:common|organizations|consumers)(?:\/|$)/,
    serves: 'everyone', severalIssuers: true, tenant: ['tid'],
    source: 'https://learn.microsoft.com/entra/identity-platform/access-tokens#validate-the-issuer',
  },
  {
    name: 'Bot Framework', algorithm: 'RS256', at: /^login\.botframework\.com(?:\/|$)/,
    serves: 'everyone', source: 'https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication',
  },
  {
    name: 'GitHub Actions', algorithm: 'RS256', at: /^token\.actions\.githubusercontent\.com(?:\/|$)/, serves: 'everyone',
    asker: [
      'sub', 'repository', 'repository_id', 'repository_owner', 'repository_owner_id', 'job_workflow_ref', 'workflow_ref', 'enterprise',
      'enterprise_id',
    ],
    source: 'https://docs.github.com/actions/concepts/security/openid-connect',
  },
  {
    name: 'GitLab', at: /^gitlab\.com(?:\/(?:oauth\/discovery|-\/jwks|\.well-known)|\/?$)/, serves: 'everyone',
    asker: ['sub', 'project_id', 'project_path', 'namespace_id', 'namespace_path', 'ci_config_ref_uri'],
    source: 'https://docs.gitlab.com/ci/secrets/id_token_authentication/',
  },
  { name: 'CircleCI', at: /^oidc\.circleci\.com(?:\/|$)/, serves: 'tenant', source: 'https://circleci.com/docs/openid-connect-tokens/' },
  {
    name: 'Buildkite', at: /^agent\.buildkite\.com(?:\/|$)/, serves: 'everyone',
    asker: ['sub', 'organization_slug', 'organization_id', 'pipeline_slug', 'pipeline_id'],
    source: 'https://buildkite.com/docs/pipelines/security/oidc',
  },
  { name: 'Vercel', at: /^oidc\.vercel\.com(?:\/|$)/, serves: 'tenant', source: 'https://vercel.com/docs/oidc/reference' },
  {
    name: 'Facebook', at: /^(?:www|limited)\.facebook\.com(?:\/(?:\.well-known\/oauth\/openid\/jwks|\.well-known\/openid)|\/?$)/,
    serves: 'everyone',
    source: 'https://developers.facebook.com/docs/facebook-login/limited-login/token/validating',
  },
  {
    name: 'LinkedIn', at: /^www\.linkedin\.com\/oauth(?:\/|$)/, serves: 'everyone',
    source: 'https://learn.microsoft.com/linkedin/consumer/integrations/self-serve/sign-in-with-linkedin-v2',
  },
  {
    name: 'Slack', at: /^slack\.com(?:\/openid|\/?$)/, serves: 'everyone',
    source: 'https://docs.slack.dev/authentication/sign-in-with-slack/',
  },
  {
    name: 'Discord', at: /^discord\.com(?:\/api\/(?:v\d+\/)?oauth2\/keys|\/?$)/, serves: 'everyone',
    source: 'https://discord.com/developers/docs/topics/oauth2',
  },
  {
    name: 'LINE', at: /^(?:api|access)\.line\.me(?:\/|$)/, serves: 'everyone',
    source: 'https://developers.line.biz/en/docs/line-login/verify-id-token/',
  },
  {
    name: 'Kakao', at: /^kauth\.kakao\.com(?:\/|$)/, serves: 'everyone',
    source: 'https://developers.kakao.com/docs/latest/en/kakaologin/utilize',
  },
  {
    name: 'Twitch', at: /^id\.twitch\.tv\/oauth2(?:\/|$)/, serves: 'everyone',
    source: 'https://dev.twitch.tv/docs/authentication/getting-tokens-oidc/',
  },
  {
    name: 'Yahoo', at: /^api\.login\.yahoo\.com(?:\/|$)/, serves: 'everyone',
    source: 'https://developer.yahoo.com/oauth2/guide/openid_connect/',
  },
  {
    name: 'Salesforce', at: /^(?:login|test)\.salesforce\.com(?:\/|$)/, serves: 'everyone', severalIssuers: true,
    source: 'https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_using_openid.htm',
  },
  {
    name: 'PayPal', at: /^(?:www|api(?:-m)?)(?:\.sandbox)?\.paypal(?:objects)?\.com(?:\/|$)/, serves: 'everyone',
    source: 'https://developer.paypal.com/docs/log-in-with-paypal/integrate/',
  },
  // The header's `signer` names the load balancer; the keys are those of a whole region.
  {
    name: 'AWS load balancers', algorithm: 'ES256', at: /^public-keys\.auth\.elb\.[\w{}-]+\.amazonaws\.com(?:\/|$)|aws-elb-public-keys/,
    serves: 'everyone', clientInHeader: ['signer'], brings: ['x-amzn-oidc-data'],
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html',
  },

  // ---- one tenant's applications ----
  // A tenant's address serves the keys that Entra signs with for all tenants.
  {
    name: 'Microsoft Entra', algorithm: 'RS256',
    at: /^(?:login(?:\.partner)?\.microsoftonline\.\w+|(?:login|sts)\.windows\.net)(?:\/|$)/,
    serves: 'tenant', severalIssuers: true, tenant: ['tid'],
    source: 'https://learn.microsoft.com/entra/identity-platform/access-tokens#validate-tokens',
  },
  {
    name: 'Microsoft Entra External ID', algorithm: 'RS256', at: /^[\w{}-]+\.(?:b2clogin|ciamlogin)\.com(?:\/|$)/, serves: 'tenant',
    source: 'https://learn.microsoft.com/azure/active-directory-b2c/tokens-overview',
  },
  {
    name: 'Auth0', algorithm: 'RS256', at: /^(?:[\w{}-]+\.)+auth0\.com(?:\/|$)|^\{[^}]*auth0[^}]*\}/, serves: 'tenant',
    source: 'https://auth0.com/docs/secure/tokens/access-tokens/validate-access-tokens',
  },
  {
    name: 'Okta', algorithm: 'RS256', at: /^[\w{}-]+\.(?:okta|oktapreview|okta-emea|okta-gov)\.com(?:\/|$)|^\{[^}]*okta[^}]*\}/, serves: 'tenant',
    source: 'https://developer.okta.com/docs/guides/validate-access-tokens/',
  },
  // Access tokens have no `aud`; `client_id` says whose they are.
  {
    name: 'Amazon Cognito', algorithm: 'RS256', at: /^cognito-idp\.[\w{}-]+\.amazonaws\.com(?:\.cn)?(?:\/|$)|^\{[^}]*cognito[^}]*\}/,
    serves: 'tenant', client: ['client_id'],
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html',
  },
  {
    name: 'Keycloak', at: /\/realms\/[^/]+(?:\/protocol\/openid-connect(?:\/|$)|\/\.well-known\/|\/?$)|^\{[^}]*keycloak[^}]*\}/,
    serves: 'tenant', client: ['azp'],
    source: 'https://www.keycloak.org/securing-apps/oidc-layers',
  },
  {
    name: 'FusionAuth', at: /^[\w{}-]+\.fusionauth\.io(?:\/|$)|^\{[^}]*fusionauth[^}]*\}/, serves: 'tenant',
    source: 'https://fusionauth.io/docs/lifecycle/authenticate-users/oauth/tokens',
  },
  {
    name: 'Zitadel', at: /^[\w{}-]+\.(?:[\w-]+\.)?zitadel\.(?:cloud|app)(?:\/|$)|^\{[^}]*zitadel[^}]*\}/, serves: 'tenant',
    source: 'https://zitadel.com/docs/apis/openidoauth/claims',
  },
  {
    name: 'Kinde', at: /^[\w{}-]+\.kinde\.com(?:\/|$)|^\{[^}]*kinde[^}]*\}/, serves: 'tenant',
    source: 'https://docs.kinde.com/build/tokens/verifying-json-web-tokens/',
  },
  {
    name: 'Logto', at: /^[\w{}-]+\.logto\.app(?:\/|$)|^\{[^}]*logto[^}]*\}/, serves: 'tenant',
    source: 'https://docs.logto.io/authorization/validate-access-tokens',
  },
  {
    name: 'Ory', at: /^[\w{}-]+\.(?:projects\.)?ory(?:apis)?\.(?:com|sh)(?:\/|$)/, serves: 'tenant', client: ['client_id'],
    source: 'https://www.ory.com/docs/oauth2-oidc/jwt-access-token',
  },
  {
    name: 'Cloudflare Access', algorithm: 'RS256', at: /^[\w{}-]+\.cloudflareaccess\.com(?:\/|$)|\/cdn-cgi\/access\/certs$/,
    serves: 'tenant', brings: ['cf-access-jwt-assertion', 'cf_authorization'],
    source: 'https://developers.cloudflare.com/cloudflare-one/access-controls/applications/http-apps/authorization-cookie/validating-json/',
  },
  {
    name: 'WorkOS', at: /^api\.workos\.com(?:\/|$)|^[\w{}-]+\.authkit\.app(?:\/|$)/, serves: 'tenant', client: ['client_id', 'org_id'],
    source: 'https://workos.com/docs/authkit/sessions',
  },
  {
    name: 'Descope', at: /^api(?:\.[\w-]+)?\.descope\.com(?:\/|$)/, serves: 'tenant',
    source: 'https://docs.descope.com/authorization/session-management/session-validation',
  },
  {
    name: 'OneLogin', at: /^[\w{}-]+\.onelogin\.com(?:\/|$)/, serves: 'tenant',
    source: 'https://developers.onelogin.com/openid-connect/guides/validate',
  },
  {
    name: 'PingOne', at: /^auth\.pingone\.(?:com|eu|asia|ca)(?:\/|$)/, serves: 'tenant',
    source: 'https://docs.pingidentity.com/pingone/applications/p1_token_validation.html',
  },
  {
    name: 'Kubernetes service accounts',
    at: /^oidc\.eks\.[\w{}-]+\.amazonaws\.com(?:\/|$)|^container\.googleapis\.com(?:\/|$)|^kubernetes\.default\.svc/,
    serves: 'tenant',
    source: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/',
  },

  // ---- one application's own ----
  {
    name: 'Clerk', algorithm: 'RS256', at: /^(?:[\w{}-]+\.)+clerk\.accounts\.dev(?:\/|$)|^clerk\.|^api\.clerk\.(?:com|dev)(?:\/|$)|^\{[^}]*clerk[^}]*\}/,
    serves: 'application', client: ['azp'],
    source: 'https://clerk.com/docs/guides/sessions/manual-jwt-verification',
  },
  {
    name: 'Supabase', at: /^[\w{}-]+\.supabase\.(?:co|in)(?:\/|$)|\/auth\/v1\/\.well-known\/jwks|^\{[^}]*supabase[^}]*\}/,
    serves: 'application',
    source: 'https://supabase.com/docs/guides/auth/jwts',
  },
  {
    name: 'Stytch', at: /^(?:api|test)\.stytch\.com(?:\/|$)|^[\w{}-]+\.customers\.stytch\.(?:com|dev)(?:\/|$)/, serves: 'application',
    source: 'https://stytch.com/docs/guides/sessions/using-jwts',
  },
];

/** Variables that hold the address of the project itself: key sets behind them are its own. */
export const ownAddresses =
  /^\{(?:\w{1,40}_)?(?:app|base|site|self|own|server|backend|api|better_?auth|nextauth|web|frontend)_?(?:base_?)?(?:ur[il]|origin)\}/i;

/** Members of a metadata document that give the address of the keys (RFC 8414, OpenID Connect Discovery). */
export const metadataMembers = /\bjwks_?uri['"\]]?!?$/i;
