// What code does with the claims of a token: claims that only say which token it is, calls that look at them without
// believing them, calls that hand them through, and names that promise that somebody looked at the signature.
// Words only; what becomes of the claims of a token that nobody verified is read by src/flows/decoded.

/** They say which token this is, when it ends and which key it needs: read to find a key, or to fetch a new token in time. */
export const tokenClaims: ReadonlySet<string> = new Set([
  'exp', 'iat', 'nbf', 'kid', 'alg', 'iss', 'aud', 'typ', 'cty', 'crit', 'jku', 'x5u', 'x5t', 'x5c', 'jwk', 'enc', 'zip', 'nonce',
  'at_hash', 'c_hash', 's_hash', 'azp', 'ver', 'version', 'type', 'token_type', 'tokenType', 'token_use', 'auth_time',
  'expires', 'expiresAt', 'expiresIn', 'expiry', 'expiration', 'issuedAt', 'issuer', 'audience', 'algorithm', 'length',
  // Of the notifications of app stores: the store is asked for the purchase under this number.
  'transactionId', 'originalTransactionId', 'notificationUUID',
]);
/** Parts of a decoder's answer that hold no claims. */
export const headerMembers: ReadonlySet<string> = new Set(['header', 'headers', 'headerObj', 'protectedHeader', 'signature', 'sigHex']);
/** Where the claims stand in what a decoder gives back: @hapi/jwt `decoded.payload`, jwt-lite, jsrsasign. */
export const claimContainers: ReadonlySet<string> = new Set(['payload', 'payloadObj', 'claims', 'decoded', 'body']);
/** Claims that name somebody: to ask whether one is there decides nothing; what is done with it does. */
export const namingClaims: ReadonlySet<string> = new Set([
  'sub', 'id', '_id', 'uid', 'userId', 'user_id', 'userid', 'user', 'username', 'email', 'name', 'preferred_username', 'oid', 'upn',
  'accountId', 'account_id', 'orgId', 'org_id', 'tenantId', 'tenant_id', 'tid', 'data', 'phone', 'phone_number', 'client_id', 'clientId',
  'jti', 'sid', 'session_id', 'sessionId', 'subject', 'wallet', 'address', 'picture', 'given_name', 'family_name',
]);

/** Methods that ask a list, a text or a set of claims for something: the answer decides. */
export const askingMethods: ReadonlySet<string> = new Set([
  'includes', 'some', 'every', 'has', 'indexOf', 'startsWith', 'endsWith', 'match', 'find', 'findIndex', 'test', 'localeCompare', 'equals',
]);
/** Methods whose answer is the claim in another shape. */
export const shapingMethods: ReadonlySet<string> = new Set([
  'toLowerCase', 'toUpperCase', 'trim', 'toString', 'split', 'slice', 'substring', 'substr', 'replace', 'replaceAll', 'map', 'filter',
  'flatMap', 'join', 'concat', 'at', 'pop', 'shift', 'get', 'valueOf', 'then', 'catch', 'finally', 'sort', 'reverse', 'keys', 'values', 'entries',
]);
/** Methods that call their function with what they are asked of. */
export const callingMethods: ReadonlySet<string> = new Set(['then', 'map', 'flatMap', 'filter', 'forEach', 'find', 'some', 'every']);

/** Calls whose answer is what they were given, in another shape. */
export const shapingCalls =
  /^(?:String|Number|Boolean|BigInt|parseInt|parseFloat|structuredClone|encodeURIComponent|decodeURIComponent|Object\.(?:assign|freeze|keys|values|entries|fromEntries)|Array\.(?:from|isArray)|JSON\.(?:parse|stringify)|Promise\.(?:resolve|all)|Buffer\.from|of)$|(?:^|\.)(?:pick|omit|clone|cloneDeep|merge|camelcaseKeys|plainToClass|plainToInstance|instanceToPlain|safeParse|safeParseAsync|parse|parseAsync|cast|normalize\w*|deserialize\w*|to(?:Camel|Snake|Lower|Upper|Plain|Object|Array|Json|JSON)\w*|from(?:Json|JSON|Payload|Claims|Token))$/;
/** Calls that look at what they are given, show it to whoever sent it, or count it: nothing is decided there. */
export const harmlessCalls =
  /^(?:console|log|logger|debug|expect|assert|t|i18n)\b|(?:^|\.)_?(?:log|logger|logs|winston|pino|metrics?|analytics|telemetry|tracer|span|sentry|posthog|mixpanel|segment|statsd|newrelic|datadog|limiter|rateLimiter)\.|(?:^|\.)(?:Sentry|Date|Math|Number|Error)\.|(?:^|\.)(?:debug|trace|warn|setTag|setTags|setAttributes?|addBreadcrumb|setUser|captureException|captureMessage|track|increment|expect|isExpired\w*|isTokenExpired|setTimeout|rate_?limit\w*|redirect|render|log(?!in(?!fo)|out|on)\w+)$/i;
/** What an error, an answer or a date is made of shows something, and decides nothing. */
/** A question about the form of a text: whether it is a token at all. */
export const formQuestions = /^(?:is|looksLike|seems)_?(?:A|An)?_?(?:jwt|jws|json_?web_?token)(?:_?(?:string|like|format|token))?$/i;

export const harmlessMakers = /(?:Error|Exception|Response|Date|Intl\.\w+|RegExp|URL|FormData|Blob)$/;

/** Tables in which things are counted or remembered by who somebody says they are. */
export const countingTables = /(?:limits?|hits|counts?|counters?|buckets?|attempts|seen|metrics?|stats|usage|requests|timers?|timestamps?)$/i;

/** What a function promises, by its first word: that it looked, or that it knows. */
export const promisingVerbs: ReadonlySet<string> = new Set([
  'verify', 'verified', 'validate', 'authenticate', 'authorize', 'authorise', 'introspect', 'protect', 'ensure', 'require', 'assert', 'check',
  'guard', 'resolve', 'extract', 'get', 'load', 'find', 'fetch', 'read', 'accept', 'redeem', 'confirm', 'is', 'has', 'can',
]);
/** Whom or what, by a later word: its value is taken for verified, or for who the caller is. */
export const promisedWords: ReadonlySet<string> = new Set([
  'auth', 'authenticated', 'authorized', 'user', 'users', 'viewer', 'caller', 'principal', 'identity', 'account', 'tenant', 'member', 'subject', 'session',
  'role', 'roles', 'permission', 'permissions', 'scope', 'scopes', 'access', 'admin', 'invite', 'invitation', 'token', 'jwt', 'credential',
  'credentials', 'bearer', 'login', 'owner', 'actor', 'person', 'claims', 'org', 'organization', 'license', 'ticket', 'magic', 'reset',
]);
/** Names that say no more than that a token is read. */
export const readingNames = /decod|pars(?:e|ing)|unsafe|unverified|insecure|untrusted|peek|inspect|expir|header|payload|kid|bearer|raw|(?:get|extract|read|load|fetch|find|resolve)\w{0,20}(?:token|jwt|claims?)$/i;
/** Names by which a function says that it verifies what it is given. */
export const verifyingNames = /(?<!un|not_?)verif|valid(?!ator)|authenticat|authoriz|introspect|check\w*(?:auth|token|jwt|session)/i;

/**
 * Methods, options and callbacks whose answer a framework takes for who the caller is: passport and Nest guards, GraphQL
 * and tRPC contexts, sockets, Lambda authorizers, and the servers of agents (@modelcontextprotocol/sdk `verifyAccessToken`,
 * mcp-handler `verifyToken`, fastmcp `authenticate`, @hono/mcp `verifyToken`).
 */
export const trustedCallbacks =
  /^(?:canActivate|authenticate|authorize|authoriz(?:e|ation|er)\w*|isAuth\w*|isAllowed|isAuthorized|requireAuth\w*|checkAuth\w*|verifyAuth\w*|verifyAccessToken|verifyToken|verifyClient|validateToken|onTokenValidated|onAuthenticate|onAuth|auth|authChecker|authMiddleware|authGuard|protect|ensureAuth\w*|validate|verify|handleConnection|onConnect|getCurrentUser|currentUser|getUser\w*|getAuth\w*|getSession\w*|getViewer|resolveUser|context|create\w*Context|getContext|contextFactory|getUserFromRequest|session|identity|profile|customJwtVerifier|tokenVerifier|checkPermissions?)$/i;
/** Calls that hand the value of their function on as who the caller is. */
export const identityMakers: ReadonlySet<string> = new Set([
  'createParamDecorator', 'withMcpAuth', 'withAuth', 'derive', 'resolve', 'requireBearerAuth', 'bearerAuth', 'basicAuth', 'graphqlHTTP',
]);
/** Functions of pages: what they return is shown to whoever asked. */
export const pageLoaders: ReadonlySet<string> = new Set([
  'load', 'loader', 'clientLoader', 'action', 'getServerSideProps', 'getInitialProps', 'getStaticProps', 'GET', 'HEAD',
]);

/** Calls that a token may be given to without anything looking at its signature. */
export const blindCalls =
  /^(?:String|Buffer\.from|atob|btoa|JSON\.(?:parse|stringify)|decodeURIComponent|encodeURIComponent|escape|unescape|Array\.isArray|Promise\.resolve|Object\.\w+|typeof|require|parseInt|t|expect)$|(?:^|\.)(?:log|info|warn|error|debug|trace|send|json|end|status|write|cookie|setCookie|setHeader|clearCookie|redirect|render|push|concat|includes|startsWith|endsWith|indexOf|match|test|exec|split|slice|substring|substr|replace|replaceAll|trim|toString|localeCompare|setItem|update|digest|createHash|hash\w*|sha\d*|md5|fingerprint|byteLength|captureException|track|next|done|cb|callback|delete|remove\w*|revoke\w*|has(?:Token)?)$|(?:black|deny|block)_?list|revok|decod|pars(?:e|ing)|^(?:set|store|save|cache|persist|remember|mask|redact|truncate|log|is(?:Expired|Jwt|JWT|TokenExpired))[A-Z]?|(?:Error|Exception)$/;
/** What makes bytes of a text. */
export const bytesMakers = /^(?:Buffer\.from|base64url\.(?:decode|toBuffer)|(?:\w+\.)?encode|utf8ToBytes)$/;
/** Middlewares that look after something else. */
export const blindMiddlewares =
  /json|urlencoded|body_?pars|cors|helmet|logger|morgan|compress|static|cookie|upload|multer|busboy|limit|throttle|slow_?down|timeout|i18n|locale|schema|zod|joi|celebrate|valida(?:te|tion|tor)(?!\w*(?:token|jwt|auth|session))|paginat|cache|etag|async_?handler|error|not_?found|csrf|swagger|metrics|trace|decode|version|favicon|sanitize|transform|parse/i;
/** Decorators and options of routes that put a guard in front of a handler. */
export const guardDecorators = /^(?:UseGuards|Auth\w*|Authoriz\w*|Protected|Secured?|RequireAuth\w*|Roles?|Permissions?|JwtAuth\w*|Security|UseBefore|UseInterceptors?)$/;
/** Decorators by which a route says that no guard of the application asks there. */
export const publicDecorators = /^(?:Is)?(?:Public|Anonymous|Open|Unprotected|Unauthenticated|Insecure)\w*$|^(?:Skip|No|Without|Allow|Bypass|Ignore|Disable)(?:Jwt|Auth|Anonymous|Guard|Unauth|Public)\w*$/;
/** Classes whose methods a framework calls for requests, behind the guards of the application. */
export const routeClasses: ReadonlySet<string> = new Set(['Controller', 'Resolver', 'WebSocketGateway', 'Crud']);
/** How a Nest application puts guards in front of all routes. */
export const globalGuards = {
  words: /APP_GUARD|useGlobalGuards/,
  token: 'APP_GUARD',
  call: 'useGlobalGuards',
  holders: new Set(['useClass', 'useExisting', 'useFactory', 'useValue']) as ReadonlySet<string>,
} as const;
/** In the name of a guard: it counts requests, or asks what somebody may do who was authenticated before. */
export const askingGuards = /throttl|rate|limit|role|permission|polic|abilit|feature|tenant|plan|subscription|csrf|captcha|ip|origin|health|maintenance/i;
export const guardOptions = /^(?:preHandler|preValidation|onRequest|preParsing|beforeHandle|pre|auth|guards?|middlewares?|use|before|authorizer|security|onBeforeHandle)$/;
/** Calls that put a handler on a route, or a hook before all of them. */
export const mountingMethods = /^(?:use|all|get|post|put|patch|delete|del|head|options|route|on|addHook|register|procedure|query|mutation|subscription|openapi|middleware|guard|handle|apply|onRequest|beforeHandle)$/;
