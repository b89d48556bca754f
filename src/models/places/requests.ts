// Words by which server code reaches what a client sent, and where it keeps who the caller is.

/** Objects that stand for the request. */
export const requestNames: ReadonlySet<string> = new Set([
  'req', 'request', 'ctx', 'context', 'c', 'event', 'evt', 'socket', 'client', 'conn', 'connection', 'handshake', 'httpContext', 'r',
]);
/** Members, and functions without a receiver, that give what the client chose. */
export const requestParts: ReadonlySet<string> = new Set([
  'headers', 'header', 'authorization', 'cookies', 'cookie', 'signedCookies', 'query', 'body', 'params', 'auth', 'handshake',
  'queryStringParameters', 'connectionParams', 'rawHeaders', 'get', 'token',
]);
export const requestFunctions: ReadonlySet<string> = new Set([
  'headers', 'cookies', 'getHeader', 'getRequestHeader', 'getCookie', 'parseCookies', 'useCookie', 'useCookies',
]);
/** Members that hold the caller's identity once a request is authenticated. */
export const identityMembers: ReadonlySet<string> = new Set([
  'user', 'userId', 'userid', 'user_id', 'currentUser', 'account', 'accountId', 'auth', 'session', 'principal', 'identity', 'viewer',
  'uid', 'jwt', 'tokenPayload', 'jwtPayload',
]);
/** Claims that say who somebody is or what they may do; the rest (exp, kid, iss) only say which token it is. */
export const identityClaims: ReadonlySet<string> = new Set([
  'sub', 'id', '_id', 'uid', 'userId', 'user_id', 'userid', 'user', 'username', 'email', 'email_verified', 'role', 'roles', 'scope',
  'scopes', 'permissions', 'groups', 'isAdmin', 'admin', 'is_admin', 'name', 'preferred_username', 'oid', 'upn', 'accountId', 'orgId',
  'org_id', 'tenantId', 'tenant_id', 'data', 'phone', 'phone_number',
]);
/** Claims that name a token or a session: what is kept under that name says who somebody is. */
export const sessionClaims: ReadonlySet<string> = new Set(['jti', 'sid', 'session_id', 'sessionId']);
/** Functions and methods whose answer decides about the caller. */
export const guardNames =
  /^(?:canActivate|authenticate|authorize|authoriz(?:e|ation)\w*|isAuth\w*|requireAuth\w*|checkAuth\w*|verifyAuth\w*|auth|authMiddleware|protect|ensureAuth\w*|validate|handleConnection|onConnect|getCurrentUser|currentUser|getUser\w*|getAuth\w*|getSession\w*|getViewer|resolveUser|context|createContext)$/i;
/** A response of an authorization server's token endpoint, over TLS: OpenID Connect Core section 3.1.3.7 allows it unverified. */
export const tokenResponseWords =
  /token_?response|token_?set|tokens?\b.*\bid_?token|access_token|\bresponse\b|\bdata\b|axios|fetch\(|getToken\(|exchange/i;
/** Names of strategies that verify a token; others are logins, keys and sessions. */
export const tokenStrategies: ReadonlySet<string> = new Set(['jwt', 'jwts', 'bearer', 'token', 'oauth', 'oauth2', 'oidc']);
/** What a guard is called that is there to tell who somebody is, and to let everybody through. */
export const guestWords: ReadonlySet<string> = new Set([
  'optional', 'optionally', 'maybe', 'public', 'guest', 'guests', 'anonymous', 'anon', 'visitor', 'visitors', 'soft', 'lenient',
  'loose', 'silent', 'passive', 'permissive', 'try', 'attempt', 'pass', 'passthrough', 'attach', 'load', 'populate', 'identify', 'current',
]);
/** A line of a comment by which somebody says the same. */
export const guestComment =
  /^[ \t]{0,80}(?:\/\/|\*|\/\*).{0,200}(?<![\w-])(?:optional(?:ly)?|guests?|anonymous(?:ly)?|public|unauthenticated|(?:do(?:es)?n['’]t|not|never|without) (?:throw|fail|reject)\w*|no (?:error|exception))(?![\w-])/im;

/** In the name of a middleware: nobody gets past it without a good token. */
export const demandingWords: ReadonlySet<string> = new Set([
  'require', 'requires', 'required', 'ensure', 'ensures', 'enforce', 'must', 'only', 'protect', 'protects', 'protected', 'guard', 'secure', 'secured',
  'authenticate', 'authenticates', 'authenticated', 'authorize', 'authorizes', 'authorized', 'authorise', 'authorised', 'verify',
]);

/** In the name of a middleware: it puts the user there if there is one, and asks nothing of anybody. */
export const attachingWords: ReadonlySet<string> = new Set([
  'attach', 'current', 'load', 'populate', 'fetch', 'get', 'set', 'extract', 'parse', 'read', 'decode', 'identify', 'detect', 'if', 'try', 'soft',
]);
