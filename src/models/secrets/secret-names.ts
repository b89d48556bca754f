// Words of names that say: this is a key, and words that say: this is only about one. Read by src/secrets/words/names.ts.
// Sources: names in the configuration of public projects, and the traps among them.

/**
 * Names written without a mark between their words. Longer ones stand first where one begins another.
 * A compound is split only when it is a whole word of the name: `jwtsecret`, `my_jwtsecret`.
 */
export const compounds: Readonly<Record<string, string>> = {
  jwtsecretkey: 'jwt secret key', jwtprivatekey: 'jwt private key', jwtsecret: 'jwt secret', jwtkey: 'jwt key', jwttoken: 'jwt token',
  secretkeybase: 'secret key base', secretkey: 'secret key', privatekey: 'private key', publickey: 'public key',
  signingkey: 'signing key', signingsecret: 'signing secret', encryptionkey: 'encryption key', hmackey: 'hmac key', hmacsecret: 'hmac secret',
  accesstokensecret: 'access token secret', refreshtokensecret: 'refresh token secret', tokensecret: 'token secret',
  accesssecret: 'access secret', refreshsecret: 'refresh secret', accesstoken: 'access token', refreshtoken: 'refresh token',
  authsecret: 'auth secret', authtoken: 'auth token', authkey: 'auth key', sessionsecret: 'session secret', cookiesecret: 'cookie secret',
  clientsecret: 'client secret', apisecret: 'api secret', apikey: 'api key', appsecret: 'app secret', appkeys: 'app keys',
  accesskey: 'access key', adminsecret: 'admin secret', webhooksecret: 'webhook secret', servicerolekey: 'service role key',
  codesecret: 'code secret', keymaterial: 'key material', passphrase: 'passphrase', userpassword: 'user password',
  dbpassword: 'db password', expiresin: 'expires in', nextauth: 'nextauth', betterauth: 'better auth',
};

/** Tails that leave the meaning as it is: JWT_SECRET_DEV, SECRET_KEY_2, jwtSecretBase64. */
export const neutralTails: ReadonlySet<string> = new Set([
  'dev', 'development', 'prod', 'production', 'staging', 'stage', 'local', 'test', 'testing', 'live', 'sandbox', 'qa', 'uat',
  'old', 'new', 'current', 'previous', 'prev', 'next', 'primary', 'secondary', 'active', 'backup', 'default', 'fallback', 'v',
  'base', 'b', 'hex', 'utf', 'plain', 'plaintext', 'raw', 'encoded', 'pem', 'value', 'val', 'string', 'str', 'literal', 'const',
]);

/** A name that ends in one of these speaks about a secret, or about something else altogether. */
export const stops: ReadonlySet<string> = new Set([
  'name', 'names', 'id', 'ids', 'uuid', 'path', 'paths', 'file', 'files', 'filename', 'filepath', 'dir', 'directory', 'folder',
  'url', 'urls', 'uri', 'uris', 'endpoint', 'endpoints', 'host', 'hostname', 'domain', 'port', 'server', 'address', 'origin',
  'header', 'headers', 'prefix', 'suffix', 'issuer', 'iss', 'audience', 'aud', 'subject', 'scope', 'scopes', 'realm', 'tenant',
  'exp', 'expire', 'expires', 'expired', 'expiry', 'expiration', 'expirations', 'in', 'at', 'ttl', 'lifetime', 'age', 'timeout', 'duration',
  'time', 'period', 'interval', 'ms', 'seconds', 'secs', 'minutes', 'mins', 'hours', 'days', 'date', 'validity', 'leeway',
  'algorithm', 'algorithms', 'algo', 'alg', 'cipher', 'curve', 'type', 'types', 'kind', 'length', 'len', 'size', 'bits', 'bytes', 'rounds',
  'strength', 'policy', 'enabled', 'disabled', 'enable', 'disable', 'required', 'optional', 'allowed', 'visible', 'field', 'fields',
  'claim', 'claims', 'location', 'namespace', 'ref', 'reference', 'arn', 'version', 'kid', 'fingerprint', 'thumbprint', 'hash',
  'hashed', 'hashes', 'digest', 'checksum', 'encrypted', 'format', 'pattern', 'regex', 'regexp', 'schema', 'alphabet', 'charset',
  'label', 'placeholder', 'message', 'msg', 'error', 'errors', 'title', 'description', 'text', 'hint', 'help', 'tooltip', 'link',
  'route', 'page', 'screen', 'template', 'email', 'form', 'input', 'column', 'attribute', 'property', 'prop', 'props', 'var',
  'variable', 'env', 'environment', 'cookie', 'storage', 'usage', 'use', 'ops', 'count', 'limit', 'max', 'min', 'mode', 'method',
  'methods', 'strategy', 'provider', 'service', 'manager', 'store', 'module', 'config', 'configuration', 'options', 'option',
  'settings', 'status', 'state', 'reset', 'confirm', 'confirmation', 'change', 'update', 'forgot', 'symbol', 'decimals', 'santa',
  'generator', 'factory', 'resolver', 'getter', 'loader', 'handler', 'guard', 'callback', 'request', 'response', 'dto', 'event',
  'action', 'selector', 'icon', 'button', 'class', 'style', 'color', 'regexes', 'list', 'map', 'index', 'rotation', 'rule', 'rules',
  'owner', 'user', 'username', 'group', 'role', 'roles', 'permission', 'source', 'engine', 'backend', 'driver', 'encoding', 'hidden',
]);

/** Anywhere in a name: made to be seen. */
export const publicWords: ReadonlySet<string> = new Set(['public', 'publishable', 'pub', 'anon', 'anonymous', 'publickey']);

/** Anywhere in a name or in its parent: values that are refused. */
export const deniedWords: ReadonlySet<string> = new Set([
  'weak', 'forbidden', 'denied', 'deny', 'denylist', 'blocked', 'blocklist', 'blacklist', 'blacklisted', 'banned', 'disallowed', 'prohibited', 'rejected',
  'leaked', 'compromised', 'revoked', 'published', 'insecure', 'known', 'bad',
]);

/** The parent of such a key holds words about things: translations, form schemas, header and column names. */
export const wordlyParents: ReadonlySet<string> = new Set([
  'i18n', 'locale', 'locales', 'translation', 'translations', 'labels', 'label', 'messages', 'placeholders', 'placeholder', 'errors',
  'error', 'properties', 'required', 'headers', 'header', 'columns', 'column', 'fields', 'field', 'claims', 'rules', 'inputs', 'input',
  'outputs', 'descriptions', 'titles', 'icons', 'routes', 'paths', 'examples', 'example', 'validation', 'definitions', 'schemas', 'types',
  'selectors', 'devdependencies', 'dependencies', 'scopes', 'permissions', 'names', 'ref',
]);

/** Before `secret`: what it signs. */
export const signingQualifiers: ReadonlySet<string> = new Set([
  'jwt', 'jwts', 'jws', 'jwe', 'jose', 'token', 'tokens', 'access', 'refresh', 'auth', 'authentication', 'nextauth', 'better', 'session',
  'sessions', 'sess', 'cookie', 'cookies', 'signing', 'sign', 'signature', 'signer', 'hmac', 'payload', 'csrf', 'xsrf', 'code', 'reset',
  'verify', 'verification', 'invite', 'magic', 'passport', 'bearer', 'gotrue', 'pgrst', 'hash',
]);

/** Before `secret`: somebody else's, used to log in somewhere. Win unless jwt or token stands there as well. */
export const otherQualifiers: ReadonlySet<string> = new Set(['client', 'webhook', 'api', 'consumer', 'oauth', 'google', 'github', 'facebook']);

/** Beside a key or an id of the same word a secret logs in at a vendor: `authKey` and `authSecret`, `appId` and `appSecret`. */
export const pairedWords: ReadonlySet<string> = new Set(['auth', 'app', 'api', 'access', 'consumer', 'client']);

/** Words that may stand around `secret key` without making it a vendor's: STRIPE_SECRET_KEY is no signing secret of ours. */
export const ownWords: ReadonlySet<string> = new Set([
  'my', 'the', 'our', 'app', 'application', 'api', 'server', 'backend', 'service', 'site', 'web', 'default', 'user', 'admin', 'master', 'main',
  'global', 'base', 'your', 'super', 'secret', 'key', 'private', 'django', 'flask', 'rails', 'laravel', 'express', 'koa', 'next', 'nuxt', 'nest',
  'config', 'env', 'constants', 'settings', 'security', 'crypto', 'encryption', 'email', 'mail', 'password', 'id',
]);

/** What a well-known variable signs, for messages. */
export const knownVariables: Readonly<Record<string, string>> = {
  AUTH_SECRET: 'the sessions of Auth.js', NEXTAUTH_SECRET: 'the sessions of NextAuth', BETTER_AUTH_SECRET: 'the sessions of Better Auth',
  PAYLOAD_SECRET: 'the tokens of Payload', ADMIN_JWT_SECRET: 'the admin tokens of Strapi', API_TOKEN_SALT: 'the API tokens of Strapi',
  TRANSFER_TOKEN_SALT: 'the transfer tokens of Strapi', APP_KEYS: 'the session cookies of Strapi', COOKIE_SECRET: 'session cookies',
  SECRET_KEY_BASE: 'sessions and everything derived from it', GOTRUE_JWT_SECRET: 'the tokens of the Supabase auth server',
  PGRST_JWT_SECRET: 'the tokens that PostgREST accepts', HASURA_GRAPHQL_JWT_SECRET: 'the tokens that Hasura accepts',
  HASURA_GRAPHQL_ADMIN_SECRET: 'admin access to Hasura', SERVICE_ROLE_KEY: 'access past row level security',
  SUPABASE_SERVICE_ROLE_KEY: 'access past row level security', CLERK_SECRET_KEY: 'the backend API of Clerk',
  AUTH0_SECRET: 'the session cookies of the Auth0 SDK', AUTH0_CLIENT_SECRET: 'the Auth0 application',
  KEYCLOAK_CLIENT_SECRET: 'the Keycloak client', FIREBASE_PRIVATE_KEY: 'a Google service account',
  GOOGLE_APPLICATION_CREDENTIALS_JSON: 'a Google service account', ACCESS_TOKEN_SECRET: 'access tokens', REFRESH_TOKEN_SECRET: 'refresh tokens',
};

/** Ends of names of what other keys are derived from: there the secret is the data of an HMAC, and its key a label. */
export const derivedFrom: readonly string[] = [
  'secret', 'secret key', 'secret access key', 'master key', 'root key', 'private key', 'base key', 'key material', 'ikm', 'prk', 'seed', 'entropy',
  'bot token', 'api key', 'app secret', 'shared key', 'signing key', 'encryption key', 'account key',
];

/** What the state of a form or a component begins with: shown to a person, who types something else. */
export const stateMakers: ReadonlySet<string> = new Set([
  'useState', 'useReducer', 'useForm', 'useImmer', 'useSignal', 'ref', 'shallowRef', 'reactive', 'signal', 'createSignal', 'createStore', 'useFormik', 'useReactive',
]);
export const stateNames: ReadonlySet<string> = new Set(['defaultValues', 'initialValues', 'initialState', 'formData', 'initialForm']);
