// Words that may be shown beside a finding although they stand in a literal, a comment or a value: the language of
// programs and of their settings. Whatever is not here is taken for somebody's secret, so a word is added for what a
// reader loses without it, never because it is a word: passphrases are made of words, too.

const split = (text: string): readonly string[] => text.split(/\s+/).filter(Boolean);

/** Of English: what holds a sentence together. */
const english = split(`
  a about above after again all already also always an and another any are as at be been before behind below between both but by can
  cannot did do does done each either else even ever every example few first for from given had has have here how if in instead into is
  it its just last later less like made make many may more most much must need needs never new no none nor not nothing now of off old on
  once one only or other otherwise our out over own per same see should since so some still such than that the their them then there
  these they this those through to todo fixme too two under until up use used uses using very was we were what when where whether which
  while who why will with within without would yes yet you your three four five six seven eight nine ten second seconds third next
  previous current looks wins whatever whose who takes takes stands stand kept says said reads read used themselves itself don doesn isn
  aren won ll ve re day days hour hours minute minutes week weeks month months year years today
`);

/** Of programs: statements, types, built-ins, and the verbs and nouns that names are made of. */
const programs = split(`
  abstract accessor action add agent alert algorithm algorithms allow allowed answer any api app append apply arg args argument
  arguments array arrow assert assign async attribute auth authenticate authentication authorization authorize authorized await back
  backend bad base basic bearer begin bigint bin bind bit bits block body bool boolean boot break browser buffer build builder bundle
  button byte bytes cache call callback callbacks case catch cause change char chars check checks child claim claims class clean clear
  client clients clock close closed code codes collection column command commands comment common compare component concat cond condition
  config configs configuration configure connect connection console const constant constants constructor container content context
  controller cookie cookies copy core count create created crypto ctx current custom data database date datetime db debug declare decode
  decoded decorator decrypt default defaults define delay delete deny dependencies deprecated description deserialize detail details dev
  development device dir directory disable disabled dist div document done download draft driver dto edge edit element email emit empty
  enable enabled encode encoded encoding encrypt end endpoint engine entity entries entry enum env environment equal error errors escape
  eval event events exact exec execute exists exit exp expire expired expires expiration expiry export exports extend extends extension
  external fail failed failure fallback false feature fetch field fields file filename files filter final finally find finish fix flag
  flags float flow folder font footer for forbidden force form format forward found freeze from frontend function functions generate
  generated generator get global go grant graph group groups guard handle handler handlers hash has head header headers health helper
  helpers hex home hook hooks host hostname hosts href html http https id identity ids if ignore image images img implements import
  imports include includes index info init inject inline input insert install instance interface internal interval invalid invoke ip is
  issue issued issuer item items iterate jose json join jwk jwks jwt jti jwa jwe jws keep keyof kid kind label lang language last length
  let level lib library lib license life lifetime limit limits line link list listen load loader local locale location lock log logged
  logger login logout loop main manager map mapping mark match max member members memory menu merge message messages meta metadata
  method methods middleware migrate min missing mock mode model models modified module modules monitor move multiple name named names
  namespace nav nest network never next no node nonce none normal not notes null number numbers oauth oauth2 object objects off offset
  ok on online open openid operation operations optional options or order org origin other output override owner package page pages
  param parameter parameters params parent parse parsed parser part parts path paths pattern payload permission permissions pipe
  pipeline pkg place plain plugin plugins pool pop port post postgres prefix prepare present preset print private process processor prod
  production profile program project promise promises prop properties property props protected protocol provider providers proxy public
  publish pull push put query queue raw read readable readonly reason receive record redirect redirects ref reference refresh refused
  regexp register registry reject release reload remote remove render repeat replace reply repo repository request requests require
  required requires reset resolve resolved resource resources response rest restart result results resume return returns review revoke
  revoked right role roles rollback root rotate rotated round route router routes routing row rows rule rules run runner running runtime
  safe sample save scan schema scope scopes script scripts search section secure security select self send serialize server service
  services session sessions set setting settings setup shared short show sign signed signer signing signin signout signup signature
  signatures simple single site size skip slice socket sort source span spec split src stack stage staging standard start started state
  static statement status step stop storage store stores stream strict string stringify strings strip style sub subject submit subscribe
  success suffix super supported suppress switch symbol sync system tab table tag tags target task template tenant test testing tests
  text then this throw ticket time timeout timer times title to tokens tool top total trace track transaction transform trim true try
  ttl type typed typeof types ui unauthorized undefined union unique unknown unit update updated upload uri url urls usage user users
  utf util utils uuid valid validate validated validation validator value values var variable variables vault verified verifier verify
  version versions via view views visible void wait warn warning was watch weak web webhook webhooks widget window with wrap write
  writable yield zod zone res req err fn cb msg str num obj val idx cfg conf prev acc elem el evt pos len hand rolled confusion
  anonymous dangerous extractable hardcoded insecure lived optional sensitive leak timing unsafe compare unchecked unsigned vulnerable
  weak unit ignored disabled lookup logging jwtlint eslint prettier fixture aud alg iss iat nbf exp typ cty kty use enc hmac rsa ecdsa
  eddsa pem der csrf xsrf cors tls ssl sso saml mfa rbac acl
`);

/** Of settings: services, platforms and the keys of well-known files. */
const settings = split(`
  access account accounts actions active address admin alpine amd64 apps archive arm64 asia aws azure bash beta branch bucket build bun
  ci cli cloud cluster cmd compose compress concurrency containers copy cpu cron daemon dashboard datasource default deploy deployment
  depends docker dockerfile domain dotenv ebs ecr echo eks email entrypoint env expose express fastify firebase from gateway gcp gha git
  github gitlab google graphql grpc healthcheck helm https image images ingress issuer java jest job jobs kafka kind koa kubernetes
  labels lambda latest linux localhost log logging logs loglevel mail mailer main mem metrics mongo mongodb mongoose mount mysql
  namespace nest nestjs network networks next nginx node nodejs npm npx nuxt on opaque oidc os passport pip pnpm pod postgres postgresql
  prisma prometheus python rabbitmq rails react redis region replicas resources restart retries rpc runs s3 sdk sentry sequelize serve
  sh slack slim smtp spec sql sqlite ssh staging stage step steps stripe supabase supertest svelte swagger telemetry terraform timeout
  tmp trace ts tsc tsx ubuntu unless stopped uses volume volumes vercel vite vitest vue web worker workers workflow workflows workspace
  yaml yarn yml mjs cjs js jsx md toml workdir copy run srv usr etc opt ca cert certs extra var kb mb gb dependencies devdependencies
  peerdependencies engines keywords license mit minio nextauth authjs
`);

/** What names say of a secret: shown in names and sentences; as a whole literal these are the commonest secrets. */
export const secretiveWords: ReadonlySet<string> = new Set(split(`
  admin root secret secrets key keys password passwords passwd pass pwd passphrase pin otp salt seed credential credentials test demo
  user default change changeme example sample master super my me guest dev prod local token tokens jwt qa
`));

export const ordinaryWords: ReadonlySet<string> = new Set([...english, ...programs, ...settings, ...split(`
  secret secrets key keys password passwords passwd pwd pass passphrase pin otp salt seed credential credentials token tokens demo
`)]);

/** Names that end in one of these hold a secret, whatever their value looks like. */
export const secretTails: ReadonlySet<string> = new Set(split(`
  secret secrets key keys apikey password passwords passwd pwd pass passphrase pin otp salt seed credential credentials token tokens
  authtoken jwtsecret secretkey privatekey
`));

/** Values that options and fields take, and names of headers and claims: shown wherever they stand. */
export const ordinaryValues: ReadonlySet<string> = new Set(split(`
  HS256 HS384 HS512 RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES256K ES384 ES512 EdDSA Ed25519 Ed448 X25519 ML-DSA-44 ML-DSA-65
  ML-DSA-87 SHA1 SHA-1 SHA224 SHA256 SHA-256 SHA384 SHA-384 SHA512 SHA-512 SHA3-256 MD5 HMAC RSA EC OKP oct RSA-OAEP RSA-OAEP-256
  RSA-PSS RSASSA-PKCS1-v1_5 ECDSA ECDH ECDH-ES A128KW A256KW A128GCM A256GCM A128CBC-HS256 A256CBC-HS512 AES AES-GCM AES-CBC AES-KW
  aes-256-gcm aes-256-cbc aes-128-cbc dir P-256 P-384 P-521 secp256k1 prime256v1 hex base64 base64url utf8 utf-8 ascii latin1 binary pem
  der jwk raw spki pkcs1 pkcs8 sec1 Bearer Basic Digest JWT at+jwt id+jwt none None Lax Strict lax strict GET POST PUT PATCH DELETE HEAD
  OPTIONS Authorization authorization Cookie Set-Cookie set-cookie Content-Type content-type Content-Length User-Agent user-agent Host
  Origin Referer X-API-Key x-api-key X-Auth-Token x-auth-token x-access-token X-Access-Token X-CSRF-Token x-csrf-token X-Forwarded-For
  x-forwarded-for X-Request-Id x-request-id WWW-Authenticate ETag Accept Access-Control-Allow-Origin application/json text/plain
  text/html x-hub-signature-256 x-signature stripe-signature x-hub-signature access_token refresh_token id_token client_id client_secret
  client_credentials authorization_code grant_type token_type code_verifier urn:ietf:params:oauth:grant-type:jwt-bearer service_account
  service_role anon public_key private_key api_key private_key_id token refresh access jwt session sign verify encrypt decrypt
  deriveBits deriveKey wrapKey unwrapKey PBKDF2 HKDF scrypt true false null undefined yes no on off ERR_JWT_EXPIRED TokenExpiredError
  JsonWebTokenError NotBeforeError
`));

/** Lifetimes that people write in full, in seconds and milliseconds; smaller numbers are shown anyway. */
export const roundTimes: ReadonlySet<number> = new Set([
  10_800, 14_400, 18_000, 21_600, 28_800, 36_000, 43_200, 86_400, 172_800, 259_200, 432_000, 604_800, 1_209_600, 2_419_200, 2_592_000,
  5_184_000, 7_776_000, 15_552_000, 15_768_000, 31_104_000, 31_536_000, 31_557_600, 63_072_000, 94_608_000, 157_680_000, 315_360_000,
  10_000, 15_000, 20_000, 30_000, 60_000, 120_000, 300_000, 600_000, 900_000, 1_800_000, 3_600_000, 7_200_000, 43_200_000, 86_400_000,
  604_800_000, 2_592_000_000, 31_536_000_000,
]);

/** Why somebody accepts a finding: shown in the reason of a suppression, and nowhere else. */
export const reasonWords: ReadonlySet<string> = new Set(split(`
  accept accepted agreed anyone approve approved audit audited auditor benchmark compliance course customer customers deliberate
  deliberately design designed documentation documented downstream dummy elsewhere everybody exception exempt exercise expected fake
  false granted harmless inside integration intended intentional intentionally legacy lesson linter maintainer migrated migration mocked
  needed negative nobody noise obsolete offline outside partner permanent permitted placeholder planned platform positive positives
  published regression removal removed replaced replacement report reported reviewed risk risks rotation scanner soon someone team teams
  temporarily temporary tested tracked tracking training tutorial unused upgrade upgraded upstream vendor waived waiver working works
  workshop known because anyway here there everyone somebody night nightly daily weekly monthly yearly hourly morning evening
`));
