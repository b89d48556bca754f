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
  'headers', 'cookies', 'getHeader', 'getHeaders', 'getRequestHeader', 'getRequestHeaders', 'getCookie', 'getSignedCookie', 'parseCookies',
  'useCookie', 'useCookies', 'getQuery', 'readBody', 'readRawBody', 'readFormData', 'getRouterParam', 'getRouterParams', 'getRequestURL',
  'useRequestHeaders',
]);
/** Members that hold a request: `context.req`, `ctx.request`, `extra.request`. */
export const requestMembers: ReadonlySet<string> = new Set(['req', 'request', 'handshake', 'upgradeReq', 'requestInfo', 'httpRequest']);
/** Names that end so: `incomingRequest`, `fastifyReq`; and what is an answer, whatever headers it has. */
export const messageNames = { requests: /^_?[a-z]\w*(?:Request|Req)$|^_+(?:req|request)$/, responses: /^_?(?:res|resp|response|reply|result|config|options|axios)/i } as const;
/** Types of parameters that stand for a request. */
export const requestTypes =
  /^(?:\w*(?:Request|IncomingMessage|RequestEvent|HookHandlerDoneFunction)|APIGateway\w*Event\w*|ALBEvent|LambdaFunctionURLEvent|CloudFrontRequestEvent|AppSync\w*Event|H3Event|Handshake|GetServerSidePropsContext|NextPageContext|LoaderFunctionArgs|ActionFunctionArgs|ExecutionContext|Koa\w*Context|ParameterizedContext)$/;
/** What of a request its sender fills. */
export const sentParts: ReadonlySet<string> = new Set([
  'headers', 'header', 'authorization', 'cookies', 'cookie', 'signedCookies', 'unsignedCookies', 'query', 'body', 'params', 'param', 'rawBody',
  'queryStringParameters', 'multiValueHeaders', 'multiValueQueryStringParameters', 'pathParameters', 'authorizationToken', 'identitySource',
  'arguments', 'connectionParams', 'rawHeaders', 'url', 'nextUrl', 'searchParams', 'token', 'authToken', 'handshake', 'payload',
]);
/** Names that stand for a request in some places, and in others for anything that is connected: what only requests have. */
export const clientParts: { readonly names: ReadonlySet<string>; readonly parts: ReadonlySet<string> } = {
  names: new Set(['socket', 'client', 'conn', 'connection', 'ws', 'r']),
  parts: new Set(['handshake', 'connectionParams', 'upgradeReq', 'headers', 'cookies']),
};
/** Taken out of a parameter by a pattern, these are a request's: `({ headers, cookies }) => …`, `({ input, ctx }) => …` of tRPC. */
export const takenParts: ReadonlySet<string> = new Set([
  'headers', 'cookies', 'cookie', 'handshake', 'queryStringParameters', 'connectionParams', 'input', 'searchParams', 'formData', 'bearer',
]);
/** The same in functions that are handed to a route. */
export const partsByName: ReadonlySet<string> = new Set(['body', 'query', 'params']);
/** Methods that give a part of a request, or a value out of one. */
export const partReaders: ReadonlySet<string> = new Set([
  'get', 'getAll', 'header', 'headers', 'cookie', 'query', 'queries', 'param', 'json', 'text', 'formData', 'parseBody', 'body', 'valid',
  'getHeader', 'cookies', 'entries', 'at', 'toString', 'value',
]);
/** Of contexts, which hold other things, too. */
export const contextReaders: ReadonlySet<string> = new Set(['get', 'header', 'cookie', 'getCookie']);
/** Functions and methods that take a token out of the request that they are given. */
export const handedReaders =
  /^(?!.*(?:verif|valid|authenticat|session|user))(?:get|read|extract|find|fetch|parse|take|from)?\w*(?:token|bearer|cookies?|headers?|jwt|authorization|credentials?|body|query)\w*$/i;
/** Decorators of parameters that give what a client sent. */
export const partDecorators: ReadonlySet<string> = new Set([
  'Headers', 'Header', 'HeaderParam', 'HeaderParams', 'HeadersParam', 'Query', 'QueryParam', 'QueryParams', 'Param', 'PathParam', 'Body', 'BodyParam', 'Cookies',
  'Cookie', 'CookieParam', 'Args', 'Arg', 'MessageBody', 'ConnectedSocket', 'Token', 'BearerToken', 'RawBody', 'UploadedFile',
]);
/** What a parameter is called that holds a token, or the header in which it comes. */
export const tokenNames =
  /^_?(?:\w*(?:token|jwt|bearer)|authorization|auth_?header|authorization_?header|credentials?|assertion|id_?token|t|tok|raw|encoded|str|jwt_?string)$/i;

/** Members that hold the caller's identity once a request is authenticated. */
export const identityMembers: ReadonlySet<string> = new Set([
  'user', 'userId', 'userid', 'user_id', 'currentUser', 'account', 'accountId', 'auth', 'session', 'principal', 'identity', 'viewer',
  'uid', 'jwt', 'tokenPayload', 'jwtPayload', 'principalId',
]);
/** Claims that say who somebody is or what they may do; the rest (exp, kid, iss) only say which token it is. */
export const identityClaims: ReadonlySet<string> = new Set([
  'sub', 'id', '_id', 'uid', 'userId', 'user_id', 'userid', 'user', 'username', 'email', 'email_verified', 'role', 'roles', 'scope',
  'scopes', 'permissions', 'groups', 'isAdmin', 'admin', 'is_admin', 'name', 'preferred_username', 'oid', 'upn', 'accountId', 'orgId',
  'org_id', 'tenantId', 'tenant_id', 'data', 'phone', 'phone_number',
]);
/** Claims that name a token or a session: what is kept under that name says who somebody is. */
export const sessionClaims: ReadonlySet<string> = new Set(['jti', 'sid', 'session_id', 'sessionId']);
/** A response of an authorization server's token endpoint, over TLS: OpenID Connect Core section 3.1.3.7 allows it unverified. */
export const tokenResponseWords = /token_?response|token_?set|\b(?:id|access)_?token\b|getToken\(|exchange/i;
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

/** In the name of a middleware, beside the words for guests: it puts the user there if there is one, and asks nothing of anybody. */
export const attachingWords: ReadonlySet<string> = new Set([
  'fetch', 'get', 'set', 'extract', 'parse', 'read', 'decode', 'detect', 'if',
]);

/** Functions that let a request through by returning nothing: what registers, makes and holds them. */
export const hookWords = {
  registers: new Set(['addHook', 'decorate', 'decorateRequest']),
  makers: new Set(['defineEventHandler', 'eventHandler', 'defineMiddleware']),
  stages: new Set(['onRequest', 'preParsing', 'preValidation', 'preHandler', 'beforeHandle', 'onBeforeHandle']),
  /** What a guard is called that is put on a server under a name. */
  decorated: /auth|verif|protect|guard|require|jwt/i,
  /** Their parameters, in order. */
  types: ['FastifyRequest', 'FastifyReply'],
  /** Files that hold one, under which names. */
  files: /(?:^|\/)(?:middleware|proxy)\.[cm]?[jt]s$/,
  exports: new Set(['middleware', 'proxy']),
} as const;

/** Calls whose value refuses a request; nothing happens unless it is thrown or returned. */
export const refusalMakers: ReadonlySet<string> = new Set([
  'createError', 'redirect', 'error', 'unauthorized', 'forbidden', 'sendError', 'abort',
]);

/** In the chain of a route: they say what it takes and gives, and ask nobody who they are. */
export const describingMethods: ReadonlySet<string> = new Set(['input', 'output', 'meta', 'schema', 'summary', 'describe', 'tags']);
