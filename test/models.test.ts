// Models → do the installed packages agree? Names, option names and claimed behaviour, each asked of the package itself.
// Packages that are not installed have their rows read by the grammar only; `unasked` below names them.

import { createHmac, createPublicKey, createSign, generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import type { Behaviour, LibraryModel, OptionModel, OptionTable } from '../src/models/model.ts';
import { libraries } from '../src/models/libraries/all.ts';
import { callFault, parseCall } from '../src/models/signature.ts';
import type { CallSignature } from '../src/models/signature.ts';

const require = createRequire(import.meta.url);

/** Modelled, read by the grammar, and never run here. */
const unasked = [
  'crypto-js', 'express-session', 'cookie-session', 'cookie-parser', 'keygrip', 'cookie-signature', '@fastify/cookie',
  '@fastify/session', '@fastify/secure-session', 'iron-session', '@hapi/iron', 'h3', 'react-router', 'next-auth',
  'better-auth', 'csrf-csrf', 'oslo', 'react-jwt', 'socketio-jwt', 'restify-jwt-community', '@elysiajs/jwt', 'fastify-jwt',
  'firebase-admin', 'passport-azure-ad', 'koa', 'jwt-lite', '@feathersjs/authentication', '@hapi/cookie', '@hapi/yar', 'koa-session', 'csurf',
  'express-openid-connect', '@auth0/nextjs-auth0',
];

const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as
  { dependencies: Record<string, string>; devDependencies: Record<string, string> };
const isAsked = (name: string): boolean =>
  name.startsWith('node:') || name === 'global:' || name in manifest.devDependencies || name in manifest.dependencies;
const asked = libraries.filter((library) => isAsked(library.package));

const modelOf = (name: string): LibraryModel => {
  const found = libraries.find((library) => library.package === name);
  if (!found) throw new Error(`no model of ${name}`);
  return found;
};

function installedVersion(name: string): string {
  if (name.startsWith('node:') || name === 'global:') return process.versions.node;
  const text = readFileSync(new URL(`../node_modules/${name}/package.json`, import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

function isBelow(version: string, bound: string): boolean {
  const [left, right] = [version, bound].map((text) => text.split('.').map(Number));
  for (let at = 0; at < 3; at += 1) {
    const difference = (left?.[at] ?? 0) - (right?.[at] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

const callsOf = (library: LibraryModel): readonly string[] => [
  ...[...(library.operations ?? []), ...(library.macs ?? []), ...(library.signatures ?? [])].flatMap(({ call, then }) => [call, ...(then ?? [])]),
  ...(library.keys ?? []).map(({ call }) => call),
  ...(library.passes ?? []),
];

function* tablesOf(table: OptionTable): Generator<OptionTable> {
  yield table;
  for (const option of Object.values(table)) {
    if (option === null || typeof option === 'string') continue;
    if ('nested' in option) yield* tablesOf(option.nested);
    else if ('returns' in option) yield* tablesOf(option.returns);
    else if (option.object) yield* tablesOf(option.object);
  }
}

describe('grammar of calls', () => {
  const sentences: readonly (readonly [string, CallSignature])[] = [
    ['sign(payload, key, options?)', {
      isNew: false, path: ['sign'],
      parameters: [
        { roles: ['payload'], optional: false }, { roles: ['key'], optional: false }, { roles: ['options'], optional: true },
      ],
    }],
    ['default(options)', { isNew: false, path: [], parameters: [{ roles: ['options'], optional: false }] }],
    ['new SignJWT(payload)', { isNew: true, path: ['SignJWT'], parameters: [{ roles: ['payload'], optional: false }] }],
    ['JwtService#sign(payload)', {
      isNew: false, receiver: 'instance', owner: ['JwtService'], path: ['sign'],
      parameters: [{ roles: ['payload'], optional: false }],
    }],
    ['*.register(self, options)', {
      isNew: false, receiver: 'any', path: ['register'],
      parameters: [{ roles: [], optional: false, self: true }, { roles: ['options'], optional: false }],
    }],
    ['*.jwt.decode(token)', { isNew: false, receiver: 'any', path: ['jwt', 'decode'], parameters: [{ roles: ['token'], optional: false }] }],
    ['verify(_, algorithm|options?)', {
      isNew: false, path: ['verify'],
      parameters: [{ roles: [], optional: false }, { roles: ['algorithm', 'options'], optional: true }],
    }],
    ["strategy(_, 'jwt')", {
      isNew: false, path: ['strategy'],
      parameters: [{ roles: [], optional: false }, { roles: [], optional: false, text: 'jwt' }],
    }],
    ['default#keys = key', {
      isNew: false, assigned: true, receiver: 'instance', owner: [], path: ['keys'],
      parameters: [{ roles: ['key'], optional: false }],
    }],
    ['(token)', { isNew: false, path: [], parameters: [{ roles: ['token'], optional: false }] }],
    ['encode()', { isNew: false, path: ['encode'], parameters: [] }],
  ];
  it.each(sentences)('%s', (call, signature) => expect(parseCall(call)).toEqual(signature));

  it.each(['sign', 'sign(payload', 'sign(secret)', 'a..b(key)', 'sign(key,, token)', 'a b(key)', 'sign(algorithm|x)', 'keys = secret', 'default = key'])(
    'refuses %s', (call) => {
      expect(callFault(call)).toBeTypeOf('string');
      expect(() => parseCall(call)).toThrow(/model call/);
    });
});

describe.each(libraries)('$package', (library) => {
  it.each(callsOf(library))('%s is a call', (call) => expect(callFault(call)).toBeUndefined());

  it('has a place for options wherever it has a table', () => {
    const rows: readonly { readonly call: string; readonly options?: OptionTable }[] = [...(library.operations ?? []), ...(library.keys ?? []), ...(library.macs ?? []), ...(library.signatures ?? [])];
    for (const { call, options } of rows)
      if (options) expect(parseCall(call).parameters.flatMap(({ roles }) => roles), call).toContain('options');
  });

  it('has ascending behaviours, the last without an end', () => {
    const rows = library.behaviours ?? [];
    rows.forEach((row, at) => {
      if (at === rows.length - 1) expect(row.below).toBeUndefined();
      else expect(row.below).toBeTypeOf('string');
      const before = rows[at - 1]?.below;
      if (before && row.below) expect(isBelow(before, row.below)).toBe(true);
    });
  });

  it('closes only tables that exist, and leaves none empty', () => {
    for (const { call, closed, options } of library.operations ?? []) {
      if (closed) expect(options, call).toBeDefined();
      if (options) expect([...tablesOf(options)].map((table) => Object.keys(table).length), call).not.toContain(0);
    }
  });
});

it('names what is not installed here', () => {
  expect(libraries.map((library) => library.package).filter((name) => !isAsked(name)).sort()).toEqual([...unasked].sort());
});

// ---- names -------------------------------------------------------------------------------------------------------

type Module = Record<string, unknown>;
const modulesOf = (library: LibraryModel): Promise<readonly Module[]> =>
  Promise.all(specifiersOf(library).map(async (specifier) => (specifier === 'global:' ? globalThis : await import(specifier)) as Module));
/** Without those that only another version has. */
const specifiersOf = (library: LibraryModel): readonly string[] => {
  const version = installedVersion(library.package);
  const rows = [...(library.operations ?? []), ...(library.keys ?? []), ...(library.macs ?? [])];
  const gone = new Set(rows.filter((row) => row.at !== undefined && !isInRange(row, version)).map(({ at }) => at));
  return [library.package, ...(library.also ?? []).filter((specifier) => !gone.has(specifier) || joseStill.has(specifier))];
};
const joseStill = new Set(['jose/jwt/sign', 'jose/jwt/verify', 'jose/jwt/unsecured', 'jose/jwt/decrypt', 'jose/jws/compact/verify', 'jose/jwks/remote', 'jose/jwk/embedded']);

/** The value at a path of a module, under its names or under its default export, as bundlers and Node differ. */
function exportedAt(module: Module, path: readonly string[]): unknown {
  const roots = [module, module['default'], (module['default'] as Module | undefined)?.['default']];
  if (path.length === 0) return roots.slice(1).concat(module['module.exports']).find((root) => typeof root === 'function');
  for (const root of roots) {
    const value = path.reduce<unknown>((at, name) => (at as Module | null | undefined)?.[name], root);
    if (value !== undefined) return value;
  }
  return undefined;
}

const isInRange = (row: { from?: string; below?: string }, version: string): boolean =>
  !(row.from && isBelow(version, row.from)) && !(row.below && !isBelow(version, row.below));

const methodOf = (holder: unknown, name: string): unknown => (holder as { prototype?: Module } | undefined)?.prototype?.[name];

describe.each(asked)('names of $package', (library) => {
  const version = installedVersion(library.package);
  const rows = [
    ...(library.operations ?? []).filter((row) => isInRange(row, version)),
    ...(library.keys ?? []).filter((row) => isInRange(row, version)), ...(library.macs ?? []).filter((row) => isInRange(row, version)), ...(library.signatures ?? []), ...(library.passes ?? []).map((call) => ({ call, then: undefined })),
  ];
  const here = rows.filter(({ call }) => parseCall(call).receiver !== 'any');

  it.runIf(here.length > 0).each(here)('$call exists', async (row) => {
    const { isNew, owner, path } = parseCall(row.call);
    const found = (await modulesOf(library)).map((module) => exportedAt(module, owner ?? path)).find(Boolean);
    expect(found).toBeTypeOf('function');
    if (owner) expect(methodOf(found, path[0] ?? '')).toBeTypeOf('function');
    if (isNew && 'then' in row)
      for (const then of row.then ?? []) expect(methodOf(found, parseCall(then).path[0] ?? ''), then).toBeTypeOf('function');
  });

  it.runIf(library.also)('offers something modelled under each further specifier', async () => {
    for (const specifier of specifiersOf(library).slice(1)) {
      const module = (await import(specifier)) as Module;
      const offered = here.some(({ call }) => exportedAt(module, parseCall(call).owner ?? parseCall(call).path) !== undefined);
      expect(offered, specifier).toBe(true);
    }
  });
});

describe('decorators of @fastify/jwt', () => {
  const paths = (modelOf('@fastify/jwt').operations ?? []).map(({ call }) => parseCall(call).path);

  it.each(paths)('%s %s', async (...path) => {
    const app = await fastifyWith({ secret: 'dev-only-example' });
    const [name = ''] = path.filter(Boolean);
    const onApp = path.filter(Boolean).reduce<unknown>((at, part) => (at as Module | undefined)?.[part], app);
    const decorated = typeof onApp === 'function' || app.hasRequestDecorator(name) || app.hasReplyDecorator(name);
    expect(decorated).toBe(true);
    await app.close();
  });
});

async function fastifyWith(options: Record<string, unknown>) {
  const app = require('fastify')({ logger: false });
  app.register(require('@fastify/jwt'), options);
  await app.ready();
  return app;
}

// ---- option names ------------------------------------------------------------------------------------------------

/** A closed table, the type that declares it, and the names that the source reads beyond its typings. */
interface TableOfType { readonly call: string; readonly inside?: readonly string[]; readonly type: string; readonly beyond?: readonly string[] }

const declared: Readonly<Record<string, readonly TableOfType[]>> = {
  jsonwebtoken: [
    { call: 'sign(', type: "import('jsonwebtoken').SignOptions" },
    { call: 'verify(', type: "import('jsonwebtoken').VerifyOptions" },
    { call: 'decode(', type: "import('jsonwebtoken').DecodeOptions" },
  ],
  jose: [
    { call: 'jwtVerify(', type: "import('jose').JWTVerifyOptions" },
    { call: 'UnsecuredJWT.decode(', type: "import('jose').JWTClaimVerificationOptions", beyond: ['crit'] },
  ],
  'express-jwt': [{ call: 'expressjwt(', type: "import('express-jwt').Params" }],
  'koa-jwt': [{
    call: 'default(', type: "import('koa-jwt').Options & import('jsonwebtoken').VerifyOptions",
  }],
  '@nestjs/jwt': [
    { call: 'JwtModule.register(', type: "import('@nestjs/jwt').JwtModuleOptions" },
    { call: 'JwtModule.register(', inside: ['signOptions'], type: "import('jsonwebtoken').SignOptions" },
    { call: 'JwtModule.register(', inside: ['verifyOptions'], type: "import('jsonwebtoken').VerifyOptions" },
    { call: 'JwtModule.registerAsync(', type: "import('@nestjs/jwt').JwtModuleAsyncOptions" },
    { call: 'JwtModule.registerAsync(', inside: ['useFactory'], type: "import('@nestjs/jwt').JwtModuleOptions" },
    { call: 'JwtService#sign(', type: "import('@nestjs/jwt').JwtSignOptions" },
    { call: 'JwtService#verify(', type: "import('@nestjs/jwt').JwtVerifyOptions" },
  ],
  'fast-jwt': [
    { call: 'createSigner(', type: "import('fast-jwt').SignerOptions", beyond: ['key', 'typ'] },
    { call: 'createVerifier(', type: "import('fast-jwt').VerifierOptions", beyond: ['key'] },
    { call: 'createDecoder(', type: "import('fast-jwt').DecoderOptions" },
  ],
  '@fastify/jwt': [
    {
      call: '*.register(', type: "import('@fastify/jwt').FastifyJWTOptions",
      beyond: ['prefix', 'logLevel', 'logSerializers'],
    },
    { call: '*.register(', inside: ['sign'], type: "import('@fastify/jwt').SignOptions", beyond: ['typ'] },
    {
      call: '*.register(', inside: ['verify'],
      type: "import('@fastify/jwt').VerifyOptions & NonNullable<import('@fastify/jwt').FastifyJWTOptions['verify']>",
    },
    { call: '*.jwtSign(', type: "import('@fastify/jwt').SignOptions & import('@fastify/jwt').FastifyJwtSignOptions", beyond: ['typ'] },
    {
      call: '*.jwtVerify(', type: "import('@fastify/jwt').VerifyOptions & import('@fastify/jwt').FastifyJwtVerifyOptions",
      beyond: ['extractToken'],
    },
    { call: '*.jwtDecode(', type: "import('@fastify/jwt').FastifyJwtDecodeOptions" },
  ],
  hono: [
    { call: 'verify(', type: "import('hono/utils/jwt/jwt').VerifyOptionsWithAlg" },
    { call: 'verifyWithJwks(', type: "Parameters<typeof import('hono/jwt').verifyWithJwks>[1]" },
    { call: 'jwt(', type: "Parameters<typeof import('hono/jwt').jwt>[0]" },
    { call: 'jwt(', inside: ['verification'], type: "import('hono/utils/jwt/jwt').VerifyOptions" },
    { call: 'jwk(', type: "Parameters<typeof import('hono/jwk').jwk>[0]" },
  ],
  '@tsndr/cloudflare-worker-jwt': [
    { call: 'sign(', type: "import('@tsndr/cloudflare-worker-jwt').JwtSignOptions<object>" },
    { call: 'verify(', type: "import('@tsndr/cloudflare-worker-jwt').JwtVerifyOptions" },
  ],
  '@thream/socketio-jwt': [{ call: 'authorize(', type: "import('@thream/socketio-jwt').AuthorizeOptions" }],
  'express-oauth2-jwt-bearer': [{ call: 'auth(', type: "Parameters<typeof import('express-oauth2-jwt-bearer').auth>[0]" }],
  'google-auth-library': [{
    call: 'OAuth2Client#verifyIdToken(', type: "Parameters<import('google-auth-library').OAuth2Client['verifyIdToken']>[0]",
  }],
};

function tableAt(library: LibraryModel, { call, inside = [] }: TableOfType): OptionTable {
  const version = installedVersion(library.package);
  const operation = (library.operations ?? []).find((row) => row.call.startsWith(call) && isInRange(row, version));
  return inside.reduce((table, name) => innerTable(table[name]), operation?.options ?? {});
}

function innerTable(option: OptionModel | undefined): OptionTable {
  if (option === undefined || option === null || typeof option === 'string') return {};
  if ('nested' in option) return option.nested;
  return 'returns' in option ? option.returns : {};
}

/** Names of the properties of each type, asked of the compiler in one program. */
function propertyNames(types: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const file = resolve('test/declared-options.ts');
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, target: ts.ScriptTarget.ES2023,
    strict: true, skipLibCheck: true, noEmit: true, types: ['node'],
  };
  const host = ts.createCompilerHost(options);
  const text = `${types.map((type, at) => `export type T${at} = ${type};`).join('\n')}\n`;
  const { getSourceFile, fileExists } = host;
  host.getSourceFile = (name, ...rest) =>
    (resolve(name) === file ? ts.createSourceFile(name, text, ts.ScriptTarget.ES2023) : getSourceFile.call(host, name, ...rest));
  host.fileExists = (name) => resolve(name) === file || fileExists.call(host, name);
  const program = ts.createProgram([file], options, host);
  const checker = program.getTypeChecker();
  const aliases = program.getSourceFile(file)?.statements.filter(ts.isTypeAliasDeclaration) ?? [];
  return new Map(aliases.map((alias, at) => {
    const type = checker.getNonNullableType(checker.getTypeAtLocation(alias.name));
    return [types[at] ?? '', checker.getPropertiesOfType(type).map(({ name }) => name)];
  }));
}

describe('option names are those of the installed typings', () => {
  const rows = Object.entries(declared).flatMap(([name, tables]) => tables.map((table) => ({ name, ...table })));
  let names: ReadonlyMap<string, readonly string[]> | undefined;

  it.each(rows)('$name $call $inside', { timeout: 60_000 }, (row) => {
    names ??= propertyNames(rows.map(({ type }) => type));
    const expected = new Set([...(names.get(row.type) ?? []), ...(row.beyond ?? [])]);
    expect(names.get(row.type)?.length).toBeGreaterThan(0);
    expect(Object.keys(tableAt(modelOf(row.name), row)).sort()).toEqual([...expected].sort());
  });

  // passport-jwt ships no typings: its strategy reads `options.<name>`.
  it('passport-jwt', () => {
    const source = readFileSync(require.resolve('passport-jwt/lib/strategy.js'), 'utf8');
    const read = new Set([...source.matchAll(/\boptions\.(\w+)/g)].map(([, name]) => name));
    expect(Object.keys(modelOf('passport-jwt').operations?.[0]?.options ?? {}).sort()).toEqual([...read].sort());
  });
});

// ---- behaviour ---------------------------------------------------------------------------------------------------

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const publicPem = rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const secret = 'dev-only-example-'.repeat(4);
const soon = (): number => Math.floor(Date.now() / 1000) + 600;
const base64url = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

type Key = string | Buffer | null | undefined;
type Claims = Record<string, unknown>;

const unsigned = (algorithm: string, claims: Claims = { sub: 'x', exp: soon() }): string =>
  `${base64url({ alg: algorithm, typ: 'JWT' })}.${base64url(claims)}`;
const none = (): string => `${unsigned('none')}.`;
const hmac = (key: string | Buffer, claims?: Claims, bits: 256 | 512 = 256): string => {
  const input = unsigned(`HS${bits}`, claims);
  return `${input}.${createHmac(`sha${bits}`, key).update(input).digest('base64url')}`;
};
const signed = (): string => {
  const input = unsigned('RS256');
  return `${input}.${createSign('RSA-SHA256').update(input).sign(rsa.privateKey, 'base64url')}`;
};

/** Runs one verification the way a user of the library would. Throws or rejects when the token is refused. */
interface Probe {
  verify(token: string, key: Key, algorithms?: string[], more?: Record<string, unknown>): unknown;
  /** One algorithm at a time, or a library that takes no list: columns about lists don't apply. */
  readonly single?: boolean;
  /** A bare JWS: an expired token passes. */
  readonly signatureOnly?: boolean;
}

const promised = (run: (done: (error?: unknown) => void) => void): Promise<void> =>
  new Promise((yes, no) => run((error) => (error ? no(error) : yes())));
const given = (algorithms?: string[]): { algorithms?: string[] } => (algorithms ? { algorithms } : {});

const probes: Readonly<Record<string, Probe>> = {
  jsonwebtoken: {
    verify: (token, key, algorithms, more) => require('jsonwebtoken').verify(token, key, { ...given(algorithms), ...more }),
  },
  jose: {
    async verify(token, key, algorithms, more) {
      const { jwtVerify } = await import('jose');
      return jwtVerify(token, joseKey(key), { ...given(algorithms), ...more });
    },
  },
  'express-jwt': {
    verify: (token, key, algorithms, more) => promised((done) => {
      const { expressjwt } = require('express-jwt');
      const middleware = expressjwt({ secret: key || (() => key), ...given(algorithms), ...more });
      void middleware({ headers: { authorization: `Bearer ${token}` } }, {}, done);
    }),
  },
  'koa-jwt': {
    verify: (token, key, algorithms, more) => require('koa-jwt')({ secret: key, ...given(algorithms), ...more })(
      { state: {}, header: { authorization: `Bearer ${token}` }, throw: (status: number) => { throw new Error(String(status)); } },
      () => undefined),
  },
  'passport-jwt': {
    verify: (token, key, algorithms, more) => promised((done) => {
      const { Strategy } = require('passport-jwt');
      const secretOrKeyProvider = (_request: unknown, _token: unknown, give: (error: null, key: Key) => void) => give(null, key);
      const options = { jwtFromRequest: () => token, secretOrKeyProvider, ...given(algorithms), ...more };
      const strategy = new Strategy(options, (claims: unknown, accept: (error: null, user: unknown) => void) => accept(null, claims));
      strategy.success = () => done();
      strategy.fail = strategy.error = (why: unknown) => done(why ?? new Error('refused'));
      strategy.authenticate({});
    }),
  },
  '@nestjs/jwt': {
    async verify(token, key, algorithms, more) {
      const { JwtService } = await import('@nestjs/jwt');
      const service = new JwtService(key === undefined || key === null ? {} : { secret: key });
      return service.verifyAsync(token, { ...given(algorithms), ...more } as object);
    },
  },
  'fast-jwt': {
    verify: (token, key, algorithms, more) => require('fast-jwt').createVerifier({ key, ...given(algorithms), ...more })(token),
  },
  '@fastify/jwt': {
    async verify(token, key, algorithms, more) {
      const pem = typeof key === 'string' && key.startsWith('-----');
      const app = await fastifyWith({ secret: pem ? { public: key } : key, verify: { ...given(algorithms), ...more } });
      try { return app.jwt.verify(token); } finally { await app.close(); }
    },
  },
  hono: {
    single: true,
    async verify(token, key, algorithms, more) {
      const { verify } = await import('hono/jwt');
      return verify(token, key as string, (algorithms ? { alg: algorithms[0], ...more } : undefined) as never);
    },
  },
  'jwt-simple': {
    single: true,
    verify: (token, key, algorithms) => require('jwt-simple').decode(token, key, false, algorithms?.[0]),
  },
  njwt: {
    single: true,
    verify: (token, key, algorithms) => require('njwt').verify(token, key, ...(algorithms?.slice(0, 1) ?? [])),
  },
  jws: {
    single: true,
    signatureOnly: true,
    verify: (token, key, algorithms) => mustBeTrue(require('jws').verify(token, algorithms?.[0], key)),
  },
  jsrsasign: {
    verify(token, key, algorithms, more) {
      const { KJUR } = require('jsrsasign');
      const material = typeof key !== 'string' || key.startsWith('-----') ? key : { utf8: key };
      mustBeTrue(KJUR.jws.JWS.verifyJWT(token, material, { ...(algorithms && { alg: algorithms }), ...more }));
    },
  },
  'node-jose': {
    signatureOnly: true,
    async verify(token, key, algorithms) {
      const { JWK, JWS } = require('node-jose');
      const pem = typeof key === 'string' && key.startsWith('-----');
      const made = await JWK.asKey(pem ? key : { kty: 'oct', k: Buffer.from(key ?? '').toString('base64url') }, ...(pem ? ['pem'] : []));
      return JWS.createVerify(made, { algorithms: algorithms ?? '*', allowEmbeddedKey: false }).verify(token);
    },
  },
  '@tsndr/cloudflare-worker-jwt': {
    single: true,
    async verify(token, key, algorithms) {
      const { verify } = await import('@tsndr/cloudflare-worker-jwt');
      mustBeTrue(await verify(token, key as string, algorithms?.[0] as never) !== undefined);
    },
  },
  '@hapi/jwt': {
    verify(token, key, algorithms, more) {
      const { token: jwt } = require('@hapi/jwt');
      jwt.verify(jwt.decode(token), algorithms ? { key, algorithms } : key, more);
    },
  },
  'hapi-auth-jwt2': { verify: (token, key, algorithms, more) => hapiAnswer('hapi-auth-jwt2', token, {
    key: key || (() => ({ key })), validate: () => ({ isValid: true }), verifyOptions: { ...given(algorithms), ...more },
  }) },
  '@thream/socketio-jwt': {
    async verify(token, key, algorithms) {
      const { authorize } = await import('@thream/socketio-jwt');
      const middleware = authorize({ secret: () => key as string, ...given(algorithms) } as never);
      return promised((done) => { middleware({ handshake: { auth: { token: `Bearer ${token}` } } } as never, done as never); });
    },
  },
};

/** Registers the plugin's scheme with a server that is only that much of hapi, and asks it about one request. */
async function hapiAnswer(plugin: string, token: string, options: Record<string, unknown>): Promise<void> {
  let scheme: ((server: unknown, options: unknown) => { authenticate(request: unknown, h: unknown): Promise<unknown> }) | undefined;
  const server = { auth: { scheme: (_: string, made: typeof scheme) => { scheme = made; } }, decorate: () => undefined, ext: () => undefined };
  require(plugin).plugin.register(server, {});
  const refuse = (error: unknown): never => { throw error; };
  const request = { headers: { authorization: token }, query: {}, auth: { mode: 'required' }, plugins: {}, method: 'get' };
  await scheme?.(server, options).authenticate(request, { authenticated: () => undefined, unauthenticated: refuse });
}

function mustBeTrue(answer: unknown): void {
  if (answer !== true) throw new Error('refused');
}

function joseKey(key: Key): never {
  if (typeof key !== 'string') return key as never;
  return (key.includes('PUBLIC KEY') ? createPublicKey(key) : new TextEncoder().encode(key)) as never;
}

const accepts = async (probe: Probe, ...with_: Parameters<Probe['verify']>): Promise<boolean> => {
  try {
    await probe.verify(...with_);
    return true;
  } catch {
    return false;
  }
};

const anyOf = async (answers: readonly Promise<boolean>[]): Promise<boolean> => (await Promise.all(answers)).includes(true);
const noKeys: readonly Key[] = [undefined, null, ''];

const behaving = asked.filter(({ behaviours }) => behaviours)
  .map((library) => ({ name: library.package, behaviour: behaviourHere(library), probe: probes[library.package] as Probe }));

function behaviourHere(library: LibraryModel): Behaviour {
  const version = installedVersion(library.package);
  const row = library.behaviours?.find(({ below }) => !below || isBelow(version, below));
  if (!row) throw new Error(`no behaviour for ${library.package} ${version}`);
  return row;
}

describe.each(behaving)('behaviour of $name as installed', ({ behaviour, probe }) => {
  it('accepts a good token, and one without exp', async () => {
    expect(await accepts(probe, hmac(secret), secret, ['HS256'])).toBe(true);
    expect(await accepts(probe, hmac(secret, { sub: 'x' }), secret, ['HS256'])).toBe(true);
    expect(await accepts(probe, hmac(`${secret}!`), secret, ['HS256'])).toBe(false);
    expect(await accepts(probe, hmac(secret, { exp: soon() - 3600 }), secret, ['HS256'])).toBe(probe.signatureOnly === true);
  });

  it(`none in the list: ${behaviour.noneListed}`, async () => {
    const lists = [['none'], ['none', 'HS256'], ['HS256', 'none']];
    const withKey = await anyOf(lists.map((list) => accepts(probe, none(), secret, list)));
    const without = await anyOf(lists.flatMap((list) => noKeys.map((key) => accepts(probe, none(), key, list))));
    expect(withKey).toBe(behaviour.noneListed === 'accepts');
    expect(without).toBe(behaviour.noneListed !== 'refuses');
  });

  it(`no key and no list: ${behaviour.noneUnlisted}`, async () => {
    const accepted = await anyOf([...noKeys, secret].map((key) => accepts(probe, none(), key)));
    expect(accepted).toBe(behaviour.noneUnlisted !== 'refuses');
  });

  it(`empty key: text ${behaviour.emptyText}, bytes ${behaviour.emptyBytes}`, async () => {
    expect(await accepts(probe, hmac(''), '', ['HS256'])).toBe(behaviour.emptyText === 'accepts');
    expect(await accepts(probe, hmac(''), Buffer.alloc(0), ['HS256'])).toBe(behaviour.emptyBytes === 'accepts');
  });

  it.skipIf(probe.single)(`HMAC and RSA in one list: ${behaviour.mixedFamilies}`, async () => {
    const lists = [['HS256', 'RS256'], ['RS256', 'HS256']];
    const forged = await anyOf(lists.map((list) => accepts(probe, hmac(publicPem), publicPem, list)));
    expect(forged).toBe(behaviour.mixedFamilies === 'confuses');
  });

  it(`no list: ${behaviour.algorithmsOmitted}`, async () => {
    // Not a certificate at all, which is the point: its label is enough for a guess, and any text is an HMAC key.
    const otherPem = publicPem.replaceAll('PUBLIC KEY', 'CERTIFICATE');
    const seen = {
      hs256: await accepts(probe, hmac(secret), secret),
      hs512: await accepts(probe, hmac(secret, undefined, 512), secret),
      genuine: await accepts(probe, signed(), publicPem),
      forged: await accepts(probe, hmac(publicPem), publicPem),
      forgedOther: await accepts(probe, hmac(otherPem), otherPem),
    };
    const refused = { hs256: false, hs512: false, genuine: false, forged: false, forgedOther: false };
    expect(seen).toMatchObject({
      key: { hs256: true, hs512: true, genuine: true, forged: false },
      'key text': { hs256: true, genuine: true, forged: false, forgedOther: true },
      token: { hs256: true, hs512: true, genuine: true, forged: true },
      one: { hs256: true, hs512: false, genuine: false },
      throws: refused,
    }[behaviour.algorithmsOmitted]);
  });
});

it('every installed library with behaviours is run', () => {
  expect(behaving.map(({ name }) => name).sort()).toEqual(Object.keys(probes).sort());
});

// ---- claims about single options ---------------------------------------------------------------------------------

/** The table that the probe's fourth argument is read with. */
const perCall: Readonly<Record<string, { readonly call: string; readonly inside?: string }>> = {
  jsonwebtoken: { call: 'verify(' }, jose: { call: 'jwtVerify(' }, 'express-jwt': { call: 'expressjwt(' },
  'koa-jwt': { call: 'default(' }, 'passport-jwt': { call: 'new Strategy(' }, '@nestjs/jwt': { call: 'JwtService#verifyAsync(' },
  jsrsasign: { call: 'KJUR.jws.JWS.verifyJWT(' }, '@hapi/jwt': { call: 'token.verify(' },
  'hapi-auth-jwt2': { call: '*.auth.strategy(', inside: 'verifyOptions' },
  'fast-jwt': { call: 'createVerifier(' }, '@fastify/jwt': { call: '*.register(', inside: 'verify' }, hono: { call: 'verify(' },
};

const checks = Object.entries(perCall).flatMap(([name, { call, inside }]) => {
  const table = tableAt(modelOf(name), { call, inside: inside ? [inside] : [], type: '' });
  return Object.entries(table).flatMap(([option, model]) => {
    const detail = typeof model === 'string' ? { means: model } : model;
    return detail && 'means' in detail ? [{ name, option, probe: probes[name] as Probe, ...detail }] : [];
  });
});

const claimOf = { audience: 'aud', issuer: 'iss', subject: 'sub', jti: 'jti' } as const;
const claimChecks = checks.flatMap((check) => {
  const claim = claimOf[check.means as keyof typeof claimOf];
  return claim ? [{ ...check, claim }] : [];
});

describe('what an option checks', () => {
  it.each(claimChecks)('$name $option compares $claim, presence: $presence', async ({ probe, option, claim, presence, ignores }) => {
    const right = ignores === 'text' ? ['right'] : 'right';
    const accepted = (claims: Claims) => accepts(probe, hmac(secret, claims), secret, ['HS256'], { [option]: right });
    expect(await accepted({ [claim]: 'right' })).toBe(true);
    expect(await accepted({ [claim]: 'wrong' })).toBe(false);
    expect(await accepted({ exp: soon() })).toBe(presence === 'if present');
  });

  it.each(checks.filter(({ means }) => means === 'issuer' || means === 'audience'))(
    '$name $option ignores: $ignores', async ({ probe, option, means, ignores }) => {
      const claim = means === 'issuer' ? 'iss' : 'aud';
      const wrong = hmac(secret, { [claim]: 'wrong' });
      expect(await accepts(probe, wrong, secret, ['HS256'], { [option]: ['right'] })).toBe(ignores === 'list');
    });

  it.each(checks.filter(({ means }) => means === 'maxAge'))(
    '$name $option: a number of $unit, if present: $presence', async ({ probe, option, unit, presence, ignores }) => {
      const old = hmac(secret, { iat: soon() - 600 - 100 });
      const factor = unit === 'milliseconds' ? 1000 : 1;
      const accepted = (token: string, value: unknown) => accepts(probe, token, secret, ['HS256'], { [option]: value });
      expect(await accepted(old, 200 * factor)).toBe(true);
      expect(await accepted(old, 50 * factor)).toBe(false);
      expect(await accepted(hmac(secret, { exp: soon() }), 200 * factor)).toBe(presence === 'if present');
      // A span as text: '50s' is over.
      expect(await accepted(old, '50s')).toBe(ignores === 'text');
    });

  it.each(checks.filter(({ means }) => means === 'ignoreExpiration' || means === 'checkExpiration'))(
    '$name $option switches expiry off', async ({ probe, option, means }) => {
      const expired = hmac(secret, { exp: soon() - 3600 });
      expect(await accepts(probe, expired, secret, ['HS256'], { [option]: means === 'ignoreExpiration' })).toBe(true);
    });

  it.each(checks.filter(({ means, ignores }) => means === 'algorithms' && ignores === 'text'))(
    '$name $option as text is ignored', async ({ probe, option }) => {
      expect(await accepts(probe, hmac(secret), secret, undefined, { [option]: 'HS512' })).toBe(true);
    });

  it('names in a closed table of passport-jwt stay without effect where the model leaves them out', async () => {
    const wrong = hmac(secret, { aud: 'wrong', exp: soon() });
    const inner = { jsonWebTokenOptions: { audience: 'right', algorithms: ['RS256'] } };
    expect(await accepts(probes['passport-jwt'] as Probe, wrong, secret, undefined, inner)).toBe(true);
  });
});

describe('lifetimes at sign', () => {
  const lifetimeOf = (token: string): number => {
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { iat: number; exp: number };
    return claims.exp - claims.iat;
  };

  it('jsonwebtoken: a number is seconds, a text of digits milliseconds', () => {
    const jwt = require('jsonwebtoken');
    expect(lifetimeOf(jwt.sign({}, secret, { expiresIn: 3600 }))).toBe(3600);
    expect(lifetimeOf(jwt.sign({}, secret, { expiresIn: '3600' }))).toBeLessThan(5);
    expect(() => jwt.sign({}, secret, { lifetime: 3600 })).toThrow();
  });

  it('fast-jwt: milliseconds', () => {
    const { createSigner } = require('fast-jwt');
    expect(lifetimeOf(createSigner({ key: secret, expiresIn: 3600 })({}))).toBeLessThan(6);
    expect(lifetimeOf(createSigner({ key: secret, expiresIn: '3600' })({}))).toBeLessThan(6);
  });

  it('@fastify/jwt: seconds, a text of digits milliseconds', async () => {
    const app = await fastifyWith({ secret });
    expect(lifetimeOf(app.jwt.sign({ sub: 'x' }, { expiresIn: 3600 }))).toBe(3600);
    expect(lifetimeOf(app.jwt.sign({ sub: 'x' }, { expiresIn: '3600' }))).toBeLessThan(6);
    await app.close();
  });

  it('jose: epoch seconds, a text of digits throws', async () => {
    const { SignJWT } = await import('jose');
    const built = new SignJWT({}).setProtectedHeader({ alg: 'HS256' }).setIssuedAt(0).setExpirationTime(3600);
    expect(lifetimeOf(await built.sign(new TextEncoder().encode(secret)))).toBe(3600);
    expect(() => new SignJWT({}).setExpirationTime('3600')).toThrow();
  });
});
