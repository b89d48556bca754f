// How to sign and verify with each library, the way a user of it would: what test/models-*.test.ts run model rows with.
// A verification that refuses its token throws or rejects; what comes back otherwise doesn't matter.

import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { isBelow } from '../../src/values/versions.ts';
import { installedOf } from '../installed.ts';
import type { Installed } from '../installed.ts';
import { privatePem } from './model-tokens.ts';
import type { Claims, Key } from './model-tokens.ts';

export type More = Readonly<Record<string, unknown>>;

export interface Probe {
  verify(token: string, key: Key, algorithms?: readonly string[], more?: More): unknown;
  /** One algorithm at a time, or a library that takes no list: columns about lists don't apply. */
  readonly single?: true;
  /** A bare JWS: an expired token passes. */
  readonly signatureOnly?: true;
  /** Takes public keys alone. */
  readonly publicOnly?: true;
  /** Names of options: the table of the row that they are looked up in, when it is not the first of `kind: 'verify'`. */
  readonly call?: string;
  readonly inside?: string;
}

export type Sign = (claims: Claims, key: Key, algorithm?: string, more?: More) => unknown;

const given = (algorithms?: readonly string[]): { algorithms?: readonly string[] } => (algorithms ? { algorithms } : {});
const isPem = (key: Key): key is string => typeof key === 'string' && key.startsWith('-----');
const bytesOf = (key: Key): Uint8Array => (typeof key === 'string' ? new TextEncoder().encode(key) : Uint8Array.from(key ?? []));
const octOf = (key: Key): object => ({ kty: 'oct', k: Buffer.from(key ?? '').toString('base64url') });

export const promised = (run: (done: (error?: unknown) => void) => void): Promise<void> =>
  new Promise((yes, no) => { run((error) => { if (error) no(error); else yes(); }); });

function mustBe(good: boolean): void {
  if (!good) throw new Error('refused');
}

// ---- middlewares and plugins ----

const connect = (make: (options: object) => any): Probe['verify'] => (token, key, algorithms, more) => promised((done) => {
  const request = { headers: { authorization: `Bearer ${token}` }, method: 'GET' };
  const answer: unknown = make({ secret: key || keyFunction(key), ...given(algorithms), ...more })(request, {}, done);
  if (answer instanceof Promise) answer.catch(done);
});

/** A falsy key comes through a function only. Older versions tell by the number of its parameters what they give it. */
const keyFunction = (key: Key) => (_request: unknown, _payload: unknown, done?: (error: null, key: Key) => void): Key => {
  done?.(null, key);
  return key;
};

export const koaContext = (token: string | undefined): object => ({
  state: {}, header: token === undefined ? {} : { authorization: `Bearer ${token}` },
  throw: (status: number) => { throw new Error(String(status)); },
});

/** Registers the plugin's scheme with a server that is only that much of hapi, and asks it about one request: by its header, or its query. */
export async function hapiAnswer({ load }: Installed, token: string, options: More, parameter?: string): Promise<void> {
  let scheme: ((server: unknown, options: unknown) => any) | undefined;
  let start: ((server: unknown) => Promise<unknown>) | undefined;
  const jwt: Record<string, unknown> = {};
  const cache = ({ generateFunc }: { generateFunc: (key: string) => unknown }): object => ({ get: generateFunc });
  const server = {
    cache: Object.assign(cache, { provision: () => undefined }),
    auth: { scheme: (_: string, made: typeof scheme) => { scheme = made; } }, plugins: { jwt }, decorate: () => undefined,
    expose: (name: string, value: unknown) => { jwt[name] = value; }, ext: (_: unknown, run: typeof start) => { start = run; },
  };
  load().plugin.register(server, {});
  const made = scheme?.(server, options);
  if (Array.isArray(jwt['_providers'])) await start?.(server);
  const refuse = (error: unknown): never => { throw error; };
  const carried = parameter === undefined ? { headers: { authorization: `Bearer ${token}` }, query: {} } : { headers: {}, query: { [parameter]: token } };
  const request = { ...carried, auth: { mode: 'required' }, plugins: {}, method: 'get' };
  const answer: unknown = await made.authenticate(request, { authenticated: () => undefined, unauthenticated: refuse });
  if (answer instanceof Error) throw answer;
}

/** The plugin under its old name is for Fastify 3. */
export async function fastifyWith(plugin: Installed, options: More): Promise<any> {
  const app = installedOf('fastify').at(plugin.name === 'fastify-jwt' ? 0 : -1)?.load()({ logger: false });
  // Called rather than registered: what a plugin throws while it is registered, Fastify lets out of the process.
  await promised((done) => { plugin.load()(app, options, done); });
  await app.ready();
  return app;
}

const fastify = (plugin: Installed): Probe => ({
  inside: 'verify', call: '*.register(',
  async verify(token, key, algorithms, more) {
    const secret = isPem(key) ? { private: privatePem, public: key } : key;
    const app = await fastifyWith(plugin, { secret, verify: { ...given(algorithms), ...more } });
    try { return app.jwt.verify(token); } finally { await app.close(); }
  },
});

export function feathersService({ load }: Installed, configuration: More): any {
  const app = load('@feathersjs/feathers').feathers();
  app.set('authentication', { entity: null, authStrategies: [], ...configuration });
  return new (load().AuthenticationService)(app);
}

/** The object with `sign` and `verify` that the plugin puts into every context. */
export const elysiaJwt = ({ load }: Installed, options: More): any => {
  const { Elysia } = load('elysia');
  return new Elysia().use(load().jwt(options)).decorator.jwt;
};

export const nestService = ({ load }: Installed, key: Key): any =>
  new (load().JwtService)(key === undefined || key === null ? {} : { secret: key });

// ---- verifying ----

function joseKey({ load, version }: Installed, key: Key): unknown {
  if (!isBelow(version, '3')) return isPem(key) ? createPublicKey(key) : typeof key === 'string' ? bytesOf(key) : key;
  return load().JWK.asKey(key);
}

const verifying: Readonly<Record<string, (pkg: Installed) => Probe>> = {
  jsonwebtoken: ({ load }) => ({ verify: (token, key, algorithms, more) => load().verify(token, key, { ...given(algorithms), ...more }) }),
  jose: (pkg) => ({
    call: isBelow(pkg.version, '3') ? 'JWT.verify(' : 'jwtVerify(',
    verify(token, key, algorithms, more) {
      const options = { ...given(algorithms), ...more };
      if (isBelow(pkg.version, '3')) return pkg.load().JWT.verify(token, joseKey(pkg, key), options);
      const { jwtVerify } = pkg.load(isBelow(pkg.version, '4') ? 'jose/jwt/verify' : 'jose');
      return jwtVerify(token, joseKey(pkg, key), options);
    },
  }),
  'fast-jwt': ({ load }) => ({
    verify: (token, key, algorithms, more) => load().createVerifier({ key, ...given(algorithms), ...more })(token),
  }),
  'jwt-simple': ({ load }) => ({ single: true, verify: (token, key, algorithms) => load().decode(token, key, false, algorithms?.[0]) }),
  njwt: ({ load }) => ({ single: true, verify: (token, key, algorithms) => load().verify(token, key, ...(algorithms?.slice(0, 1) ?? [])) }),
  jws: ({ load }) => ({
    single: true, signatureOnly: true,
    verify: (token, key, algorithms) => { mustBe(load().verify(token, algorithms?.[0], key)); },
  }),
  jsrsasign: ({ load }) => ({
    call: 'KJUR.jws.JWS.verifyJWT(',
    verify(token, key, algorithms, more) {
      const material = typeof key !== 'string' || isPem(key) ? key : { utf8: key };
      mustBe(load().KJUR.jws.JWS.verifyJWT(token, material, { ...(algorithms && { alg: algorithms }), ...more }));
    },
  }),
  'node-jose': ({ load }) => ({
    signatureOnly: true,
    async verify(token, key, algorithms, more) {
      const { JWK, JWS } = load();
      const made = await (isPem(key) ? JWK.asKey(key, 'pem') : JWK.asKey(octOf(key)));
      return JWS.createVerify(made, { algorithms: algorithms ?? '*', allowEmbeddedKey: false, ...more }).verify(token);
    },
  }),
  'jwt-lite': ({ load }) => ({
    verify(token, key, algorithms, more) {
      if (isPem(key)) return load().verify(token, createPublicKey(key).export({ format: 'jwk' }), { ...given(algorithms), ...more });
      return load().verify(token, key === undefined || key === null ? key : octOf(key), { ...given(algorithms), ...more });
    },
  }),
  oslo: ({ load }) => ({
    single: true,
    verify: (token, key, algorithms) =>
      load('oslo/jwt').validateJWT(algorithms?.[0], isPem(key) ? derOf(createPublicKey(key), 'spki') : bytesUnlessMissing(key), token),
  }),
  '@tsndr/cloudflare-worker-jwt': ({ load }) => ({
    single: true,
    async verify(token, key, algorithms, more) {
      mustBe(Boolean(await load().verify(token, key, more ? { algorithm: algorithms?.[0], ...more } : algorithms?.[0])));
    },
  }),
  'express-jwt': ({ load, version }) => ({ verify: connect(isBelow(version, '7') ? load() : load().expressjwt) }),
  'restify-jwt-community': ({ load }) => ({ verify: connect(load()) }),
  'koa-jwt': ({ load }) => ({
    verify: (token, key, algorithms, more) =>
      load()({ secret: key === '' ? [key] : key, ...given(algorithms), ...more })(koaContext(token), () => undefined),
  }),
  'passport-jwt': ({ load }) => ({
    verify: (token, key, algorithms, more) => promised((done) => {
      const secretOrKeyProvider = (_request: unknown, _token: unknown, give: (error: null, key: Key) => void): void => { give(null, key); };
      const options = { jwtFromRequest: () => token, secretOrKeyProvider, ...given(algorithms), ...more };
      const accepting = (claims: unknown, accept: (error: null, user: unknown) => void): void => { accept(null, claims); };
      const strategy = new (load().Strategy)(options, accepting);
      strategy.success = () => { done(); };
      strategy.fail = strategy.error = (why: unknown) => { done(why ?? new Error('refused')); };
      strategy.authenticate({});
    }),
  }),
  '@nestjs/jwt': (pkg) => ({
    call: 'JwtService#verify(',
    verify: (token, key, algorithms, more) => nestService(pkg, key).verifyAsync(token, { ...given(algorithms), ...more }),
  }),
  '@fastify/jwt': fastify,
  'fastify-jwt': fastify,
  hono: ({ load }) => ({
    single: true, call: 'verify(',
    verify: (token, key, algorithms, more) =>
      load('hono/jwt').verify(token, key, more ? { alg: algorithms?.[0], ...more } : algorithms?.[0]),
  }),
  '@elysiajs/jwt': (pkg) => ({
    call: '*.jwt.verify(',
    async verify(token, key, algorithms, more) {
      const jwt = elysiaJwt(pkg, { secret: isPem(key) ? createPublicKey(key) : key });
      mustBe(await jwt.verify(token, { ...given(algorithms), ...more }) !== false);
    },
  }),
  '@hapi/jwt': ({ load }) => ({
    call: 'token.verify(',
    verify(token, key, algorithms, more) {
      const { token: jwt } = load();
      jwt.verify(jwt.decode(token), algorithms ? { key, algorithms } : key, more);
    },
  }),
  'hapi-auth-jwt2': (pkg) => ({
    inside: 'verifyOptions',
    verify: (token, key, algorithms, more) => hapiAnswer(pkg, token, {
      key: key || (() => ({ key })), validate: () => ({ isValid: true }), verifyOptions: { ...given(algorithms), ...more },
    }),
  }),
  'socketio-jwt': ({ load }) => ({
    verify: (token, key, algorithms, more) => promised((done) => {
      const secret = typeof key === 'string' ? key : keyFunction(key);
      const middleware = load().authorize({ secret, handshake: true, ...given(algorithms), ...more });
      middleware({ handshake: { query: { token } }, request: {} }, done);
    }),
  }),
  '@thream/socketio-jwt': ({ load }) => ({
    verify: (token, key, algorithms, more) => promised((done) => {
      const middleware = load().authorize({ secret: () => key, ...given(algorithms), ...more });
      middleware({ handshake: { auth: { token: `Bearer ${token}` } } }, done);
    }),
  }),
  '@feathersjs/authentication': (pkg) => ({
    call: '*.verifyAccessToken(',
    verify: (token, key, algorithms, more) => feathersService(pkg, { secret: 'unused', jwtOptions: {} })
      .verifyAccessToken(token, { ...given(algorithms), ...more }, key),
  }),
};

/** Signatures that do otherwise than the others of their library. */
const verifyingByCall: Readonly<Record<string, (pkg: Installed) => Probe>> = {
  "@hapi/jwt *.auth.strategy(_, 'jwt', options)": (pkg) => ({
    verify(token, key, algorithms, more) {
      const unsecured = [{ algorithms: ['none'] }, ...(key ? [{ key }] : [])];
      const keys = algorithms?.every((one) => one === 'none') ? unsecured : algorithms ? { key, algorithms } : key;
      return hapiAnswer(pkg, token, { keys, verify: { aud: false, iss: false, sub: false, ...more }, validate: () => ({ isValid: true }) });
    },
  }),
  'hono verifyWithJwks(token, options, _?)': ({ load }) => honoKeySet(load('hono/jwt')),
  'hono Jwt.verifyWithJwks(token, options, _?)': ({ load }) => honoKeySet(load('hono/utils/jwt').Jwt),
  'hono jwk(options, _?)': ({ load }) => keySetProbe(async (token, keys, algorithms) => {
    const { Hono } = load();
    const guard = load('hono/jwk').jwk({ keys, ...(algorithms && { alg: algorithms }) });
    const app = new Hono().use('*', guard).get('/', (c: any) => c.text('in'));
    mustBe((await app.request('/', { headers: { authorization: `Bearer ${token}` } })).status === 200);
  }),
};

const honoKeySet = ({ verifyWithJwks }: any): Probe =>
  keySetProbe((token, keys, algorithms) => verifyWithJwks(token, { keys, ...(algorithms && { allowedAlgorithms: algorithms }) }));

type AskKeySet = (token: string, keys: readonly object[], algorithms?: readonly string[]) => unknown;

const keySetProbe = (ask: AskKeySet): Probe => ({
  publicOnly: true,
  verify: (token, key, algorithms) =>
    ask(token, [{ ...(isPem(key) ? createPublicKey(key).export({ format: 'jwk' }) : octOf(key)), kid: 'k' }], algorithms),
});

/** How to verify with a library, or with one signature of it. */
export const probeOf = (pkg: Installed, call?: string): Probe | undefined =>
  (call === undefined ? verifying[pkg.name] : verifyingByCall[`${pkg.name} ${call}`])?.(pkg);

// ---- signing ----

const fastifySign = (pkg: Installed): Sign => async (claims, key, algorithm, more) => {
  const secret = isPem(key) ? { private: key, public: createPublicKey(key).export({ type: 'spki', format: 'pem' }) } : key;
  const app = await fastifyWith(pkg, { secret, sign: { ...(algorithm && { algorithm }), ...more } });
  try { return app.jwt.sign(claims); } finally { await app.close(); }
};

const signing: Readonly<Record<string, (pkg: Installed) => Sign>> = {
  jsonwebtoken: ({ load }) => (claims, key, algorithm, more) => load().sign(claims, key, { ...(algorithm && { algorithm }), ...more }),
  jose: (pkg) => (claims, key, algorithm) => {
    if (isBelow(pkg.version, '3')) return pkg.load().JWT.sign(claims, joseKey(pkg, key), algorithm ? { algorithm } : {});
    const { SignJWT } = pkg.load(isBelow(pkg.version, '4') ? 'jose/jwt/sign' : 'jose');
    return new SignJWT(claims).setProtectedHeader({ alg: algorithm }).sign(isPem(key) ? privateKeyOf(key) : bytesUnlessMissing(key));
  },
  'fast-jwt': ({ load }) => (claims, key, algorithm, more) =>
    load().createSigner({ key, ...(algorithm && { algorithm }), ...more })(claims),
  '@fastify/jwt': fastifySign,
  'fastify-jwt': fastifySign,
  'jwt-simple': ({ load }) => (claims, key, algorithm) => load().encode(claims, key, algorithm),
  njwt: ({ load }) => (claims, key, algorithm) => load().create(claims, key, algorithm).compact(),
  jws: ({ load }) => (payload, key, algorithm) => load().sign({ header: { alg: algorithm }, payload, secret: key }),
  jsrsasign: ({ load }) => (claims, key, algorithm) =>
    load().KJUR.jws.JWS.sign(algorithm, { alg: algorithm }, claims, typeof key === 'string' && !isPem(key) ? { utf8: key } : key),
  '@tsndr/cloudflare-worker-jwt': ({ load }) => (claims, key, algorithm) => load().sign({ ...claims }, key, algorithm),
  'jwt-encode': ({ load }) => (claims, key) => load()(claims, key),
  oslo: ({ load }) => (claims, key, algorithm) =>
    load('oslo/jwt').createJWT(algorithm, isPem(key) ? derOf(privateKeyOf(key), 'pkcs8') : bytesUnlessMissing(key), claims),
  '@nestjs/jwt': (pkg) => (claims, key, algorithm, more) =>
    nestService(pkg, key).sign(claims, { ...(algorithm && { algorithm }), ...more }),
  hono: ({ load }) => (claims, key, algorithm) => load('hono/jwt').sign(claims, key, algorithm),
  '@elysiajs/jwt': (pkg) => (claims, key, algorithm) =>
    elysiaJwt(pkg, { secret: isPem(key) ? privateKeyOf(key) : key, ...(algorithm && { alg: algorithm }) }).sign({ ...claims }),
  '@hapi/jwt': ({ load }) => (claims, key, algorithm, more) => load().token.generate(claims, algorithm ? { key, algorithm } : key, more),
  '@feathersjs/authentication': (pkg) => (claims, key, algorithm, more) =>
    feathersService(pkg, { secret: key, jwtOptions: {} }).createAccessToken(claims, { ...(algorithm && { algorithm }), ...more }),
};

const privateKeyOf = (key: string): KeyObject => createPrivateKey(key);
const derOf = (key: KeyObject, type: 'spki' | 'pkcs8'): Uint8Array => Uint8Array.from(key.export({ type: type as 'spki', format: 'der' }));
const bytesUnlessMissing = (key: Key): Uint8Array | null | undefined => (key === undefined || key === null ? key : bytesOf(key));

export const signerOf = (pkg: Installed): Sign | undefined => signing[pkg.name]?.(pkg);
