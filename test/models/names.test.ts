// Models → do the packages have these names? Every signature is asked of every installed version in its range, and every
// closed table of options is compared with the typings of the newest.

import { resolve } from 'node:path';
import ts from 'typescript';
import { afterAll, describe, expect, it } from 'vitest';
import { libraries } from '../../src/models/libraries/all.ts';
import type { LibraryModel, OptionModel, OptionTable } from '../../src/models/model.ts';
import { parseCall } from '../../src/models/signature.ts';
import { installedOf, isInRange, newestOf } from '../installed.ts';
import type { Installed } from '../installed.ts';
import { elysiaJwt, fastifyWith, feathersService } from '../support/model-probes.ts';

/** SDKs of services, which bring hundreds of packages along: what a row says was run at the version that the model names. */
const RUN_BY_HAND = 'run by hand at the version of its model';
/** The same, of which a part was only read in its documents. */
const PARTLY_RUN = 'partly run by hand, partly read in its documents';

/** Modelled, and not asked here. */
const unasked: Readonly<Record<string, string>> = {
  bun: 'a runtime of its own, with a global that Node lacks; run by hand on Bun 1.3.14',
  '@auth0/nextjs-auth0': 'imports next, which is 150 MB',
  '@auth0/nextjs-auth0/server': 'imports next',
  '@auth0/nextjs-auth0/edge': 'imports next',
  'next-auth/middleware': 'imports next',
  '@supabase/supabase-js': RUN_BY_HAND,
  '@clerk/express': RUN_BY_HAND,
  '@workos-inc/node': RUN_BY_HAND,
  '@kinde/jwt-validator': PARTLY_RUN,
  '@kinde/jwt-decoder': RUN_BY_HAND,
  'apple-signin-auth': PARTLY_RUN,
  'openid-client': PARTLY_RUN,
  'oauth4webapi': RUN_BY_HAND,
  'arctic': RUN_BY_HAND,
  '@azure/msal-node': RUN_BY_HAND,
  'aws-amplify': RUN_BY_HAND,
  'amazon-cognito-identity-js': RUN_BY_HAND,
  'livekit-server-sdk': RUN_BY_HAND,
  'stream-chat': RUN_BY_HAND,
  'twilio': RUN_BY_HAND,
  'pusher': RUN_BY_HAND,
  'agora-token': PARTLY_RUN,
  'djwt': 'a module of Deno, read at 3.0.2 and 2.1',
  'simple-oauth2': RUN_BY_HAND,
  '@fastify/oauth2': PARTLY_RUN,
  'fastify-oauth2': PARTLY_RUN,
  'googleapis': PARTLY_RUN,
  '@remix-run/node': 'the same names in a package of their own, before React Router 7',
  '@remix-run/cloudflare': 'likewise',
  '@remix-run/deno': 'likewise',
  '@remix-run/server-runtime': 'likewise',
};

/** Many modules of one shape: a few were run by hand, the others have the same base. */
const isOfManyAlike = (name: string): boolean => /^(?:@superfaceai\/)?passport-(?!jwt$|azure-ad$)|^(?:next-auth|@auth\/core)\/providers/.test(name);

const modelOf = (name: string): LibraryModel => {
  const found = libraries.find((library) => library.package === name);
  if (!found) throw new Error(`no model of ${name}`);
  return found;
};

// ---- exports -----------------------------------------------------------------------------------------------------

type Module = Record<string, unknown>;

interface Row {
  readonly call: string;
  readonly makes?: string;
  readonly chain?: readonly string[];
  readonly at?: string;
  readonly from?: string;
  readonly below?: string;
}

const rowsOf = (library: LibraryModel): readonly Row[] =>
  [
    ...(library.operations ?? []), ...(library.keys ?? []), ...(library.secretUses ?? []), ...(library.signatures ?? []), ...(library.guards ?? []), ...(library.safeguards ?? []),
    ...(library.passes ?? []).map((call) => ({ call })),
  ];
const specifiersOf = (library: LibraryModel): readonly string[] =>
  [library.package, ...(library.aliases ?? [])].filter((specifier) => !(specifier in unasked) && !isOfManyAlike(specifier));

function loaded({ load }: Installed, specifier: string): Module {
  try {
    return load(specifier) as Module;
  } catch {
    // Other versions have it, or it is the root of a package that has none.
    return {};
  }
}

/** The value at a path of a module, under its names or under its default export, as bundlers and Node differ. */
function exportedAt(module: Module, path: readonly string[]): unknown {
  const roots = [module, module['default'], (module['default'] as Module | undefined)?.['default']];
  if (path.length === 0) return roots.concat(module['module.exports']).find((root) => typeof root === 'function');
  for (const root of roots) {
    const value = path.reduce<unknown>((at, name) => (at as Module | null | undefined)?.[name], root);
    if (value !== undefined) return value;
  }
  return undefined;
}

const methodOf = (holder: unknown, name: string): unknown => (holder as { prototype?: Module } | undefined)?.prototype?.[name];

const asked = libraries.filter((library) => !(library.package in unasked) && !isOfManyAlike(library.package));

it('asks whatever is installed, and says why where it does not', () => {
  expect(libraries.map((library) => library.package).filter((name) => !(name in unasked) && !isOfManyAlike(name) && installedOf(name).length === 0)).toEqual([]);
  const specifiers = libraries.flatMap((library) => [library.package, ...(library.aliases ?? [])]);
  expect(Object.keys(unasked).filter((specifier) => !specifiers.includes(specifier))).toEqual([]);
});

const withNames = asked.filter((library) => library.aliases ?? rowsOf(library).some(({ call }) => parseCall(call).receiver !== 'any'));

describe.each(withNames)('names of $package', (library) => {
  const versions = installedOf(library.package);
  const here = rowsOf(library).filter(({ call }) => parseCall(call).receiver !== 'any');

  if (here.length > 0) it.each(here)('$call exists', (row) => {
    const { isNew, owner, path, assigned } = parseCall(row.call);
    const inRange = versions.filter((one) => isInRange(one, row));
    expect(inRange.length, `versions of ${library.package} in range`).toBeGreaterThan(0);
    for (const version of inRange) {
      const modules = (row.at === undefined ? specifiersOf(library) : [row.at]).map((specifier) => loaded(version, specifier));
      const found = modules.map((module) => exportedAt(module, owner ?? path)).find(Boolean);
      // What stands for the lack of a key is an object.
      expect(row.makes === 'no key' ? typeof found : found, version.version).toBeTypeOf(row.makes === 'no key' ? 'string' : 'function');
      if (owner && !assigned) expect(methodOf(found, path[0] ?? ''), version.version).toBeTypeOf('function');
      if (isNew) for (const then of row.chain ?? []) expect(methodOf(found, parseCall(then).path[0] ?? ''), then).toBeTypeOf('function');
    }
  });

  if (library.aliases) it.each(specifiersOf(library).slice(1))('something modelled is under %s', (specifier) => {
    const offered = versions.some((version) => here.some(({ call, at = specifier }) =>
      at === specifier && exportedAt(loaded(version, specifier), parseCall(call).owner ?? parseCall(call).path) !== undefined)
      // Members of whatever object are not exported.
      || here.length < rowsOf(library).length && Object.keys(loaded(version, specifier)).length > 0);
    expect(offered).toBe(true);
  });
});

// ---- members of whatever object ----------------------------------------------------------------------------------

/** Methods of a framework that take a plugin's options, rather than of the plugin. */
const OF_THE_HOST = new Set(['register', 'auth.strategy', 'auth.default', 'set']);

/** An object of each library on which its `*.` rows are looked up. */
const holders: Readonly<Record<string, (pkg: Installed) => Promise<unknown>>> = {
  '@fastify/jwt': fastifyHolder,
  'fastify-jwt': fastifyHolder,
  '@elysiajs/jwt': (pkg) => Promise.resolve({ jwt: elysiaJwt(pkg, { secret: 'dev-only-example' }) }),
  '@feathersjs/authentication': (pkg) => Promise.resolve(feathersService(pkg, { secret: 'dev-only-example' })),
  'firebase-admin': ({ load }) => {
    const app: unknown = load('firebase-admin/app').initializeApp({ projectId: 'p' });
    return Promise.resolve(load('firebase-admin/auth').getAuth(app));
  },
};

const apps: { close(): Promise<unknown> }[] = [];
afterAll(() => Promise.all(apps.map((app) => app.close())));

async function fastifyHolder(pkg: Installed): Promise<unknown> {
  const app = await fastifyWith(pkg, { secret: 'dev-only-example' });
  apps.push(app);
  const decorated = ['jwtVerify', 'jwtDecode', 'jwtSign'].filter((name) => app.hasRequestDecorator(name) || app.hasReplyDecorator(name));
  return { jwt: app.jwt, ...Object.fromEntries(decorated.map((name) => [name, () => undefined])) };
}

const members = asked.flatMap((library) => rowsOf(library).map((row) => ({ name: library.package, row, ...parseCall(row.call) })))
  .filter(({ receiver }) => receiver === 'any')
  .map(({ name, path, row }) => ({ name, path: path.join('.'), row }))
  .filter(({ path }) => !OF_THE_HOST.has(path));

it.each(members)('$name decorates with $path', async ({ name, path, row }) => {
  for (const pkg of installedOf(name).filter((one) => isInRange(one, row))) {
    const holder = await holders[name]?.(pkg);
    expect(path.split('.').reduce<unknown>((at, part) => (at as Module | undefined)?.[part], holder), pkg.version).toBeTypeOf('function');
  }
});

// ---- option names ------------------------------------------------------------------------------------------------

/** A closed table, the type that declares it, and the names that the source reads beyond its typings. */
interface TableOfType {
  readonly call: string;
  readonly inside?: readonly string[];
  readonly type: string;
  readonly beyond?: readonly string[];
}

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
  const operation = (library.operations ?? []).find((row) => row.call.startsWith(call) && isInRange(newestOf(library.package), row));
  return inside.reduce((table, name) => innerTable(table[name]), operation?.options ?? {});
}

function innerTable(option: OptionModel | undefined): OptionTable {
  if (option === undefined || option === null || typeof option === 'string') return {};
  if ('nested' in option) return option.nested;
  return 'returns' in option ? option.returns : {};
}

/** Names of the properties of each type, asked of the compiler in one program. */
function propertyNames(types: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const file = resolve('test/installed/declared-options.ts');
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
    const source = newestOf('passport-jwt').read('lib/strategy.js');
    const read = new Set([...source.matchAll(/\boptions\.(\w+)/g)].map(([, name]) => name));
    expect(Object.keys(modelOf('passport-jwt').operations?.[0]?.options ?? {}).sort()).toEqual([...read].sort());
  });
});
