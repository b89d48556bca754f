// Signatures of the models → called as the row says, each argument in its place: a good token comes through, and one that
// is no good ends the way `onInvalid` claims. A parameter in the wrong place fails here, and so does a wrong ending.

import { describe, expect, it } from 'vitest';
import { libraries } from '../../src/models/libraries/all.ts';
import type { InvalidTokenBehaviour, OperationModel, OptionModel, OptionTable, Role } from '../../src/models/model.ts';
import { parseCall } from '../../src/models/signature.ts';
import type { CallSignature, Parameter } from '../../src/models/signature.ts';
import { installedOf, isInRange, newestOf } from '../installed.ts';
import type { Installed } from '../installed.ts';
import { elysiaJwt, fastifyWith, feathersService, nestService } from '../support/model-probes.ts';
import { forged, hmac, none, publicPem, secret, signed } from '../support/model-tokens.ts';

/** What is put where the row names a role. */
type Material = Partial<Record<Role, unknown>> & { readonly token: unknown; readonly bad?: unknown };

const text = (): Material => ({ token: hmac(secret), key: secret, algorithm: 'HS256' });
const bytes = (): Material => ({ ...text(), key: new TextEncoder().encode(secret) });
const oct = { kty: 'oct', k: Buffer.from(secret).toString('base64url') };

/** Libraries whose keys are no texts, or whose tokens are none of ours. */
const materials: Readonly<Record<string, (pkg: Installed, row: OperationModel) => Material | Promise<Material>>> = {
  jose: ({ version, load }) => (version.startsWith('2.') ? { ...text(), key: load().JWK.asKey(oct) } : bytes()),
  oslo: bytes,
  'jwt-lite': () => ({ ...text(), key: oct }),
  'node-jose': async ({ load }) => ({ ...text(), key: await load().JWK.asKey(oct) }),
  '@clerk/backend': () => ({ token: signed(), publicKey: publicPem }),
  'next-auth': encrypted,
  '@auth/core': encrypted,
  jsontokens: ({ load }) => {
    const { TokenSigner, SECP256K1Client } = load();
    const privateKey = '1'.repeat(64);
    const token: string = new TokenSigner('ES256K', privateKey).sign({ sub: 'x' });
    return { token, algorithm: 'ES256K', publicKey: SECP256K1Client.derivePublicKey(privateKey) };
  },
  '@hapi/jwt': ({ load }, { kind }) => {
    const { decode } = load().token;
    return kind === 'decode' ? text() : { ...text(), token: decode(hmac(secret)), bad: decode(forged(hmac(secret))) };
  },
};

async function encrypted({ name, load }: Installed): Promise<Material> {
  const shared = { secret, salt: 'dev-only-example' };
  const token: string = await load(`${name}/jwt`).encode({ ...shared, token: { sub: 'x' } });
  return { token, bad: `${token.slice(0, -8)}AAAAAAAA`, key: secret };
}

/** Objects on which members and methods are called. */
const receivers: Readonly<Record<string, (pkg: Installed) => any>> = {
  '@nestjs/jwt': (pkg) => nestService(pkg, secret),
  '@elysiajs/jwt': (pkg) => ({ jwt: elysiaJwt(pkg, { secret }) }),
  '@fastify/jwt': (pkg) => fastifyWith(pkg, { secret }),
  'fastify-jwt': (pkg) => fastifyWith(pkg, { secret }),
  '@feathersjs/authentication': (pkg) => feathersService(pkg, { secret, jwtOptions: {} }),
};

/** Verifiers and decoders that are not called here. */
const uncalled: readonly (readonly [string, string])[] = [
  ['@okta/jwt-verifier', 'fetches keys'], ['google-auth-library', 'fetches keys'], ['firebase-admin', 'fetches keys'],
  ['aws-jwt-verify CognitoJwtVerifier', 'fetches keys'], ['aws-jwt-verify JwtVerifier', 'fetches keys'],
  ['aws-jwt-verify JwtRsaVerifier', 'fetches keys'], ['aws-jwt-verify AlbJwtVerifier', 'fetches keys'],
  ['hono verifyWithJwks', 'takes key sets: see the probes'], ['hono Jwt.verifyWithJwks', 'likewise'],
  ['@auth/core getToken', 'asks a request: below'], ['next-auth getToken', 'likewise'],
  ['@fastify/jwt *.jwtVerify', 'asks a request'], ['@fastify/jwt *.jwtDecode', 'asks a request'],
  ['fastify-jwt *.jwtVerify', 'asks a request'],
];
const isUncalled = (title: string): boolean => uncalled.some(([start]) => [' ', '(', '.'].some((next) => title.startsWith(start + next)));

interface Called { readonly title: string; readonly pkg: Installed; readonly row: OperationModel }

const ends = ({ kind, onInvalid }: OperationModel): boolean =>
  (kind === 'verify' || kind === 'decode') && onInvalid !== undefined && onInvalid !== 'handled';

const called: readonly Called[] = libraries.flatMap((library) => (library.operations ?? [])
  .filter((row) => ends(row) && !isUncalled(`${library.package} ${row.call}`))
  .flatMap((row) => installedOf(library.package).filter((pkg) => isInRange(pkg, row))
    .map((pkg) => ({ title: `${pkg.name} ${pkg.version} ${row.call}`, pkg, row }))));

it('names only what is modelled', () => {
  const titles = libraries.flatMap((library) => (library.operations ?? []).map(({ call }) => `${library.package} ${call}`));
  expect(uncalled.filter(([start]) => !titles.some((title) => title.startsWith(start)))).toEqual([]);
});

describe.each(called)('$title', ({ pkg, row }) => {
  it(`${row.onInvalid ?? ''} when the token is no good`, async () => {
    const material = { ...text(), ...await (materials[pkg.name] ?? text)(pkg, row) };
    // Where no signature is looked at, any will do.
    const good = row.unsecured ? none() : material.token;
    const bad = row.unsecured || row.kind === 'decode' ? 'garbage' : material.bad ?? forged(String(material.token));
    const whenGood = await ending(pkg, row, { ...material, token: good });
    expect(whenGood).toMatch(/throws|rejects/.test(row.onInvalid ?? '') ? /^(?!throws|rejects)/ : /^accepts$/);
    expect(await ending(pkg, row, { ...material, token: bad })).toBe(row.onInvalid);
  });
});

// ---- calling -----------------------------------------------------------------------------------------------------

async function ending(pkg: Installed, row: OperationModel, material: Material): Promise<InvalidTokenBehaviour | 'accepts'> {
  const target = await targetOf(pkg, row);
  let answer: unknown;
  try {
    answer = chained(row, invoked(target, parseCall(row.call), row, material), material);
  } catch {
    return 'throws';
  }
  if (!(answer instanceof Promise)) return named('returns', answer);
  return answer.then((value: unknown) => named('resolves', value), () => 'rejects' as const);
}

function named(how: 'returns' | 'resolves', value: unknown): InvalidTokenBehaviour | 'accepts' {
  return value === false || value === null || value === undefined ? `${how} ${String(value) as 'false' | 'null' | 'undefined'}` : 'accepts';
}

interface Target { readonly owner: any; readonly fn: (...parameters: unknown[]) => unknown }

async function targetOf(pkg: Installed, { call, at }: OperationModel): Promise<Target> {
  const { receiver, path } = parseCall(call);
  const library = libraries.find((one) => one.package === pkg.name);
  const specifiers = at === undefined ? [pkg.name, ...(library?.aliases ?? [])] : [at];
  const roots: readonly unknown[] =
    receiver === undefined ? specifiers.flatMap((one) => rootsOf(pkg, one)) : [await receivers[pkg.name]?.(pkg)];
  for (const root of roots) {
    const owner = path.slice(0, -1).reduce<any>((value, name) => value?.[name], root);
    const fn = path.length === 0 ? root : owner?.[path.at(-1) ?? ''];
    if (typeof fn === 'function') return { owner, fn: fn as Target['fn'] };
  }
  throw new Error(`${pkg.name} has no ${call}`);
}

function rootsOf({ load }: Installed, specifier: string): readonly unknown[] {
  try {
    const module = load(specifier);
    return [module, module?.default, module?.default?.default];
  } catch {
    return [];
  }
}

function invoked({ owner, fn }: Target, signature: CallSignature, row: OperationModel, material: Material): any {
  const given = signature.parameters.map((parameter) => argumentFor(parameter, signature, row, material));
  while (given.length > 0 && given.at(-1) === undefined) given.pop();
  return signature.isNew ? Reflect.construct(fn, given) : fn.apply(owner, given);
}

function argumentFor({ roles, text: must }: Parameter, signature: CallSignature, row: OperationModel, material: Material): unknown {
  if (must !== undefined) return must;
  return roles[0] === 'options' ? optionsFor(signature, row, material) : valueFor(roles[0], material);
}

/** What no argument gives stands among the options. */
function optionsFor(signature: CallSignature, { options = {}, chain = [] }: OperationModel, material: Material): object | undefined {
  const elsewhere = [signature, ...chain.map(parseCall)].flatMap(({ parameters }) => parameters.flatMap((one) => one.roles));
  const named = Object.entries(options).flatMap(([name, model]) => {
    const role = roleOf(model);
    const value = role !== undefined && elsewhere.includes(role) ? undefined : valueFor(role, material);
    return value === undefined ? [] : [[name, value] as const];
  });
  return named.length > 0 || chain.length > 0 ? { ...Object.fromEntries(named), ...saltFor(options) } : undefined;
}

const valueFor = (role: Role | undefined, material: Material): unknown =>
  (role === undefined ? undefined : role === 'algorithms' ? [material.algorithm] : material[role]);

function roleOf(model: OptionModel): Role | undefined {
  return typeof model === 'string' ? model : model !== null && 'role' in model ? model.role : undefined;
}
/** Auth.js derives its keys with one. */
const saltFor = (options: OptionTable): object => ('salt' in options ? { salt: 'dev-only-example' } : {});

/** The rest of a builder: setters in their order, then the first that takes the token. */
function chained(row: OperationModel, made: any, material: Material): unknown {
  if (!row.chain) return made;
  const rows = row.chain.map(parseCall);
  // A resolver takes a function instead of a key.
  const setters = rows.filter(({ parameters: [first], path: [name = ''] }) =>
    (first?.roles[0] === 'key' || first?.roles[0] === 'algorithm') && name !== '' && !name.endsWith('Resolver'));
  const set = (owner: any, setter: CallSignature): any => invoked({ owner, fn: owner[setter.path[0] ?? ''] }, setter, row, material);
  const built = setters.reduce(set, made);
  const end = rows.find(({ parameters }) => parameters[0]?.roles[0] === 'token');
  if (!end) throw new Error(`${row.call} has no end`);
  return invoked({ owner: built, fn: end.path.length === 0 ? built : built[end.path[0] ?? ''] }, end, row, material);
}

// ---- what a switch does ------------------------------------------------------------------------------------------

describe('getToken of Auth.js', () => {
  const cases = ['next-auth', '@auth/core'].map((name) => ({ name }));

  it.each(cases)('$name answers by null, and hands the cookie on unread when it is asked to', async ({ name }) => {
    const { getToken } = newestOf(name).load(`${name}/jwt`);
    const cookieName = 'session';
    const request = { headers: new Headers({ cookie: `${cookieName}=not-a-token` }), cookies: { [cookieName]: 'not-a-token' } };
    const options = { req: request, secret, salt: 'dev-only-example', cookieName };
    expect(await getToken(options)).toBeNull();
    expect(await getToken({ ...options, raw: true })).toBe('not-a-token');
  });
});
