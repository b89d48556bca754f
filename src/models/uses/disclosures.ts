// Where values leave a program for eyes that should not see them: logs, answers, addresses, and storage that scripts read.
// Words only; what leaves is read by src/flows/disclosures.ts.

/** Objects whose methods write a log, by the last name of the receiver: `console`, `this.logger`, `req.log`. */
export const logReceivers = /^(?:console|log|logs|[\w$]*[lL]ogger|winston|pino|bunyan|log4js|consola|signale)$/;
export const logMethods: ReadonlySet<string> = new Set([
  'log', 'info', 'warn', 'warning', 'error', 'debug', 'trace', 'verbose', 'fatal', 'silly', 'notice', 'http', 'dir', 'table', 'success',
]);

/** Objects that stand for the answer of a server, and the methods that put something into it. */
export const responseNames = /^_?(?:res|resp|response|rep|reply|c|ctx|context|h|Response|NextResponse)$/;
export const responseMethods: ReadonlySet<string> = new Set(['send', 'json', 'jsonp', 'end', 'write', 'text', 'html', 'body', 'response']);

/** Calls that hand a value through as it is. */
export const passingCalls: ReadonlySet<string> = new Set([
  'JSON.stringify', 'String', 'inspect', 'util.inspect', 'encodeURIComponent', 'Object.assign',
]);
export const passingMethods: ReadonlySet<string> = new Set(['toString', 'trim', 'valueOf', 'concat']);

/** What makes the text behind `Authorization: Bearer …` of the header. */
export const headerParts: ReadonlySet<string> = new Set(['split', 'replace', 'slice', 'substring', 'substr', 'trim', 'at', 'pop', 'shift']);

/** Words before `token` that say it opens something; alone, the word says too little for a log. */
export const bearerWords: ReadonlySet<string> = new Set(['access', 'refresh', 'id', 'auth', 'jwt', 'bearer', 'session']);
/** Words that make a token something else: made to be read by scripts, sent in links, or no credential at all. */
export const otherTokens: ReadonlySet<string> = new Set([
  'csrf', 'xsrf', 'captcha', 'recaptcha', 'push', 'fcm', 'device', 'apns', 'cancel', 'design', 'page', 'next', 'continuation', 'sync',
  'public', 'publishable', 'reset', 'verify', 'verification', 'confirm', 'confirmation', 'invite', 'invitation', 'unsubscribe',
  'activation', 'activate', 'magic', 'email', 'mail', 'signup', 'register', 'download', 'share', 'preview', 'mapbox', 'map', 'analytics',
  'otp', 'stream', 'upload', 'feed', 'calendar', 'webhook',
]);
/** Of these, the words that say so wherever they stand around: of a class, a module, a route further out. */
export const oneTimeWords: ReadonlySet<string> = new Set([
  'reset', 'verification', 'confirm', 'confirmation', 'invite', 'invitation', 'unsubscribe', 'activation', 'activate', 'magic', 'otp',
]);
/** Last words that say something of a token, and are none. */
export const aboutTokens: ReadonlySet<string> = new Set([
  'type', 'expiry', 'expires', 'expiration', 'exp', 'at', 'in', 'id', 'ids', 'name', 'key', 'count', 'length', 'url', 'uri', 'endpoint',
  'path', 'ttl', 'valid', 'payload', 'data', 'error', 'status', 'info', 'header', 'cookie', 'prefix', 'hash', 'limit', 'usage', 'tokens',
  'options', 'config', 'service', 'provider', 'claims', 'address', 'symbol',
]);

/** Parameters of an address that carry a bearer token (RFC 6750 section 2.3 names the first). */
export const urlParameters: ReadonlySet<string> = new Set([
  'access_token', 'accessToken', 'id_token', 'idToken', 'jwt', 'auth_token', 'authToken', 'bearer', 'bearer_token', 'refresh_token',
  'refreshToken', 'jwtToken', 'jwt_token',
]);
/** Carries one when what is given is known to be one. */
export const plainParameters: ReadonlySet<string> = new Set(['token', 'auth', 't']);
/** Options of HTTP clients and routers that become the query string of an address. */
export const queryOptionNames: ReadonlySet<string> = new Set(['params', 'searchParams', 'query', 'qs']);
/** What takes such options: HTTP clients by their methods, routers by theirs, and what puts an address together. */
export const queryTakers = new RegExp(`^(?:${[
  'axios', 'got', 'ky', '\\$?fetch', 'ofetch', 'useFetch', 'request', 'get', 'post', 'put', 'patch', 'delete', 'del', 'head',
  'push', 'replace', 'navigate', 'redirect', 'format', 'create', 'extend',
].join('|')})$`);
/** Modules whose `stringify` makes a query string of an object. */
export const queryStringModules: ReadonlySet<string> = new Set(['qs', 'querystring', 'node:querystring', 'query-string', 'picoquery']);
/** Exports that take the token of a request from its query string. */
export const urlExtractors: readonly { readonly module: string; readonly path: readonly string[] }[] = [
  { module: 'passport-jwt', path: ['ExtractJwt', 'fromUrlQueryParameter'] },
];
/** Words around a WebSocket handshake, where browsers can send no header. */
export const handshakeWords = /\b(?:wss?:|WebSocket|websocket|handshake|socket|EventSource|upgrade|io\()/;

/** Objects of a page whose content every script of the page reads. */
export const webStorages = ['localStorage', 'sessionStorage'] as const;

export interface CookieSetter {
  /** The receiver as written, without blanks, `await` and parentheses around it. */
  readonly receiver: RegExp;
  readonly method: string;
  /** httpOnly is set unless told otherwise. */
  readonly httpOnly?: true;
  /** `secure` follows the connection unless told otherwise. */
  readonly secure?: true;
  /** Runs in the page, so the page reads what it wrote. */
  readonly inPage?: true;
  /** All flags are set unless told otherwise. */
  readonly flagged?: true;
  /** One object may hold name, value and options. */
  readonly object?: true;
}

/** Exports that set a cookie, or make the text of one: what stands before name, value and options. */
export interface CookieFunction { readonly modules: readonly string[]; readonly calls: readonly string[]; readonly before: number }

/** Name, value and options, in this order, of whoever sets cookies. */
export const cookieSetters: readonly CookieSetter[] = [
  // https://expressjs.com/en/api.html#res.cookie
  { receiver: /^(?:this\.)?_?(?:res|resp|response)(?:\.status\(\d+\))?$/, method: 'cookie' },
  // https://github.com/fastify/fastify-cookie
  { receiver: /^(?:reply|rep|res|response)(?:\.code\(\d+\))?$/, method: 'setCookie' },
  // https://github.com/pillarjs/cookies, as Koa has it.
  { receiver: /^(?:ctx|context)\.cookies$/, method: 'set', httpOnly: true, secure: true },
  // https://nextjs.org/docs/app/api-reference/functions/cookies
  { receiver: /^(?:cookies\(\)|cookieStore|cookieJar|(?:res|resp|response)\.cookies|(?:new)?NextResponse\b.*\.cookies)$/, method: 'set', object: true },
  // https://svelte.dev/docs/kit/@sveltejs-kit#Cookies
  { receiver: /^(?:event\.)?cookies$/, method: 'set', flagged: true },
  // https://github.com/js-cookie/js-cookie
  { receiver: /^(?:Cookies|Cookie|jsCookie|JsCookie)$/, method: 'set', inPage: true },
];

export const cookieFunctions: readonly CookieFunction[] = [
  // https://hono.dev/docs/helpers/cookie, https://h3.dev/utils/cookie, https://github.com/maticzav/nookies
  { modules: ['hono/cookie', 'h3', 'nookies', '#imports'], calls: ['setCookie', 'set', 'default.set'], before: 1 },
  // https://github.com/jshttp/cookie
  { modules: ['cookie', 'cookie-es', '@hapi/cookie', 'tough-cookie'], calls: ['serialize', 'default.serialize'], before: 0 },
];

/** The header that sets a cookie by its text. */
export const cookieHeader = /^set-cookie$/i;
