// Switches and defaults of the models → run: what lets requests through, what takes the place of a check, what a token gets
// without being asked, and what throws when it is left out. The role in the model is the claim.

import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isBelow } from '../../src/values/versions.ts';
import { libraries } from '../../src/models/libraries/all.ts';
import type { OperationModel, OptionDetail, OptionModel, OptionTable, Role } from '../../src/models/model.ts';
import { parseCall } from '../../src/models/signature.ts';
import { installedOf, isInRange, newestOf } from '../installed.ts';
import type { Installed } from '../installed.ts';
import { feathersService, hapiAnswer, koaContext, promised, signerOf } from '../support/model-probes.ts';
import { claimsOf, forged, headerOf, hmac, none, privatePem, publicPem, secret, signed, soon } from '../support/model-tokens.ts';

type Options = Readonly<Record<string, unknown>>;

const passes = async (run: () => unknown): Promise<boolean> => {
  try {
    await run();
    return true;
  } catch {
    return false;
  }
};

interface Named extends Partial<OptionDetail> { readonly option: string; readonly role: Role }
interface Switch extends Named { readonly title: string; readonly pkg: Installed; readonly row: OperationModel }

/** Options of these roles, at the top of a table, in every installed version. */
const switches = (...roles: readonly Role[]): readonly Switch[] => libraries.flatMap((library) => (library.operations ?? []).flatMap((row) =>
  optionsOf(row.options ?? {}).filter(({ role }) => roles.includes(role)).flatMap((one) => installedOf(library.package)
    .filter((pkg) => isInRange(pkg, row) && isInRange(pkg, { from: one.from }))
    .map((pkg) => ({ ...one, pkg, row, title: `${pkg.name} ${pkg.version} ${one.option}` })))));

function optionsOf(table: OptionTable): readonly Named[] {
  return Object.entries(table).flatMap(([option, model]: readonly [string, OptionModel]) =>
    (typeof model === 'string' ? [{ option, role: model }] : model && 'role' in model ? [{ option, ...model }] : []));
}

// ---- requests without a good token -------------------------------------------------------------------------------

/** Sends one request, with or without a token, and rejects where the middleware does. */
type Ask = (pkg: Installed, token: string | undefined, options: Options) => unknown;

const connect = (middleware: any, token: string | undefined): Promise<void> => promised((done) => {
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const headers: Readonly<Record<string, string>> = { host: 'api.example.com', ...authorization };
  const get = (name: string): string | undefined => headers[name.toLowerCase()];
  const request = { headers, get, method: 'GET', protocol: 'https', originalUrl: '/', is: () => false, query: {}, body: {} };
  const answer: unknown = middleware(request, {}, done);
  if (answer instanceof Promise) answer.catch(done);
});

const asking: Readonly<Record<string, Ask>> = {
  'express-jwt': ({ load, version }, token, options) =>
    connect((isBelow(version, '7') ? load() : load().expressjwt)({ secret, algorithms: ['HS256'], ...options }), token),
  'restify-jwt-community': ({ load }, token, options) => connect(load()({ secret, algorithms: ['HS256'], ...options }), token),
  'express-oauth2-jwt-bearer': ({ load }, token, options) =>
    connect(load().auth({ issuer: 'https://issuer.example.com', audience: 'right', secret, tokenSigningAlg: 'HS256', ...options }), token),
  'koa-jwt': ({ load }, token, options) => load()({ secret, algorithms: ['HS256'], ...options })(koaContext(token), () => undefined),
  hono: async ({ load }, token, options) => {
    const { Hono } = load();
    const keys = [{ ...createPublicKey(publicPem).export({ format: 'jwk' }), kid: 'k' }];
    const app = new Hono().use('*', load('hono/jwk').jwk({ keys, alg: ['RS256'], ...options })).get('/', (c: any) => c.text('in'));
    const response = await app.request('/', token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } });
    if (response.status !== 200) throw new Error('refused');
  },
};

const goodFor = ({ name }: Installed): string =>
  (name === 'hono' ? signed() : hmac(secret, { iss: 'https://issuer.example.com', aud: 'right', exp: soon() }));

describe.each(switches('credentialsRequired', 'optional', 'allowInvalid'))('$title ($role)', ({ pkg, option, role, inverted }) => {
  const open = role === 'credentialsRequired' || inverted ? false : true;
  const ask = (token: string | undefined, options: Options): Promise<boolean> => passes(() => asking[pkg.name]!(pkg, token, options));

  it('lets through what its role says', async () => {
    expect(await ask(undefined, { [option]: open })).toBe(true);
    expect(await ask(forged(hmac(secret)), { [option]: open })).toBe(role === 'allowInvalid');
  });

  it('lets nobody else through by default', async () => {
    expect(await ask(goodFor(pkg), {})).toBe(true);
    expect(await ask(undefined, {})).toBe(false);
    expect(await ask(forged(hmac(secret)), {})).toBe(false);
  });
});

it.each(switches('onExpired'))('$title: expired tokens pass when it does not throw', async ({ pkg, option }) => {
  const expired = hmac(secret, { exp: soon() - 3600 });
  expect(await passes(() => asking[pkg.name]!(pkg, expired, {}))).toBe(false);
  expect(await passes(() => asking[pkg.name]!(pkg, expired, { [option]: () => undefined }))).toBe(true);
});

// ---- checks that are replaced or switched off ----------------------------------------------------------------------

it.each(switches('ownVerification'))('$title: a function in place of the check, signature included', async ({ pkg, option, unless }) => {
  const asked = (options: Options): Promise<boolean> => passes(() => hapiAnswer(pkg, forged(hmac(secret)), { key: secret, ...options }));
  expect(await asked({ [option]: () => ({ isValid: true }) })).toBe(true);
  expect(await asked({ [option]: () => ({ isValid: true }), [unless ?? '']: () => ({ isValid: true }) })).toBe(false);
});

it.each(switches('tokenFromUrl'))('$title: a token in the query counts like one in the header', async ({ pkg, row, option }) => {
  const usual = row.defaults?.tokenFromUrl ?? '';
  const asked = (options: Options, parameter: string): Promise<boolean> =>
    passes(() => hapiAnswer(pkg, hmac(secret), { key: secret, validate: () => ({ isValid: true }), ...options }, parameter));
  expect(await asked({}, usual)).toBe(true);
  expect(await asked({ [option]: 'other' }, 'other')).toBe(true);
  expect(await asked({ [option]: false }, usual)).toBe(false);
});

it.each(switches('embeddedKey'))('$title: any key in the header of the token will do', async ({ pkg, option }) => {
  const { JWK, JWS } = pkg.load();
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = stranger.publicKey.export({ format: 'jwk' });
  const token = signed(stranger.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), undefined, { jwk });
  const key = await JWK.asKey(publicPem, 'pem');
  const verify = (open: boolean): Promise<boolean> =>
    passes(() => JWS.createVerify(key, { algorithms: ['RS256'], [option]: open }).verify(token));
  expect(await verify(true)).toBe(true);
  expect(await verify(false)).toBe(false);
});

it.each(switches('throwing'))('$title: rejects instead', async ({ pkg, option }) => {
  const verify = (options: Options): Promise<boolean> =>
    passes(() => pkg.load().verify(forged(hmac(secret)), secret, { algorithm: 'HS256', ...options }));
  expect(await verify({})).toBe(true);
  expect(await verify({ [option]: true })).toBe(false);
});

const skipping = libraries.flatMap((library) => (library.operations ?? []).flatMap((row) => {
  const at = parseCall(row.call).parameters.findIndex(({ roles }) => roles.includes('skipVerification'));
  return at < 0 ? [] : installedOf(library.package).map((pkg) => ({ title: `${pkg.name} ${pkg.version} ${row.call}`, pkg, row, at }));
}));

it.each(skipping)('$title: no signature is looked at', ({ pkg, row, at }) => {
  const name = parseCall(row.call).path.at(-1) ?? '';
  const claims = (skip: boolean): unknown => pkg.load()[name](...[forged(hmac(secret)), secret].slice(0, at), skip, 'HS256');
  expect(claims(true)).toMatchObject({ sub: 'x' });
  expect(() => claims(false)).toThrow();
});

it('@hapi/jwt strategy: `verify: false` looks at no signature', async () => {
  const pkg = newestOf('@hapi/jwt');
  const options = { keys: secret, verify: { aud: false, iss: false, sub: false } };
  expect(await passes(() => hapiAnswer(pkg, forged(hmac(secret)), { ...options, validate: false }))).toBe(false);
  expect(await passes(() => hapiAnswer(pkg, forged(hmac(secret)), { ...options, verify: false, validate: false }))).toBe(true);
  expect(nestedOf('@hapi/jwt', 'verify')).toMatchObject({ whenScalar: 'verifySignature' });
});

it.each(installedOf('passport-jwt'))('passport-jwt $version: names that jsonWebTokenOptions leaves out do nothing there', async ({ load }) => {
  const table = nestedOf('passport-jwt', 'jsonWebTokenOptions').nested;
  const jwtFromRequest = (): string => hmac(secret, { aud: 'wrong', iss: 'wrong', sub: 'wrong' });
  const authenticate = (jsonWebTokenOptions: Options): Promise<boolean> => passes(() => promised((done) => {
    const strategy = new (load().Strategy)({ jwtFromRequest, secretOrKey: secret, jsonWebTokenOptions },
      (claims: unknown, accept: (error: null, user: unknown) => void) => { accept(null, claims); });
    strategy.success = () => { done(); };
    strategy.fail = strategy.error = (why: unknown) => { done(why ?? new Error('refused')); };
    strategy.authenticate({});
  }));
  for (const [name, value] of Object.entries({ audience: 'right', issuer: 'right', algorithms: ['RS256'], subject: 'right' }))
    expect(await authenticate({ [name]: value }), name).toBe(!Object.hasOwn(table, name));
});

function nestedOf(name: string, option: string): Extract<OptionModel, { nested: OptionTable }> {
  const models = libraries.find((library) => library.package === name)?.operations?.map(({ options }) => options?.[option]);
  const found = models?.find((model) => model !== null && typeof model === 'object' && 'nested' in model);
  return found as Extract<OptionModel, { nested: OptionTable }>;
}

// ---- third parties -------------------------------------------------------------------------------------------------

describe('a verifier of somebody else\'s tokens', () => {
  it('aws-jwt-verify: what is left out throws, and null compares nothing', async () => {
    const { JwtVerifier } = newestOf('aws-jwt-verify').load();
    const issuer = 'https://issuer.example.com';
    const verify = (options: Options): Promise<boolean> => passes(() => {
      const verifier = JwtVerifier.create({ issuer, jwksUri: `${issuer}/jwks`, ...options });
      verifier.cacheJwks({ keys: [{ ...createPublicKey(publicPem).export({ format: 'jwk' }), kid: 'k', use: 'sig', alg: 'RS256' }] });
      return verifier.verifySync(signed(privatePem, { iss: issuer, aud: 'wrong', exp: soon() }));
    });
    expect(await verify({})).toBe(false);
    expect(await verify({ audience: undefined })).toBe(false);
    expect(await verify({ audience: 'right' })).toBe(false);
    expect(await verify({ audience: null })).toBe(true);
    expect(optionOf('aws-jwt-verify', 'JwtVerifier.create(', 'audience')).toEqual({ role: 'audience', omitted: 'throws' });
  });

  it('express-oauth2-jwt-bearer: an audience is demanded, and a validator can be switched off', async () => {
    const pkg = newestOf('express-oauth2-jwt-bearer');
    const token = hmac(secret, { iss: 'https://issuer.example.com', aud: 'wrong', exp: soon() });
    const verify = (options: Options): Promise<boolean> => passes(() => asking[pkg.name]!(pkg, token, options));
    expect(await verify({ audience: undefined })).toBe(false);
    expect(await verify({})).toBe(false);
    expect(await verify({ validators: { aud: false } })).toBe(true);
    expect(nestedOf(pkg.name, 'validators').nested).toMatchObject({ aud: 'checkAudience', iss: 'checkIssuer' });
    expect(optionOf(pkg.name, 'auth(', 'audience')).toEqual({ role: 'audience', omitted: 'throws' });
  });

  it('google-auth-library: without an audience tokens of every client pass', async () => {
    const { OAuth2Client } = newestOf('google-auth-library').load();
    const client = new OAuth2Client();
    client.getFederatedSignonCertsAsync = () => Promise.resolve({ certs: { k: publicPem }, format: 'PEM' });
    const idToken = signed(privatePem, { iss: 'https://accounts.google.com', aud: 'another client', iat: soon() - 600, exp: soon() });
    const verify = (options: Options): Promise<boolean> => passes(() => client.verifyIdToken({ idToken, ...options }));
    expect(await verify({})).toBe(true);
    expect(await verify({ audience: undefined })).toBe(true);
    expect(await verify({ audience: 'us' })).toBe(false);
    expect(optionOf('google-auth-library', 'OAuth2Client#verifyIdToken(', 'audience')).toBe('audience');
  });

  it('@clerk/backend: the audience is compared when the token has one, and the party when it is given', async () => {
    const { verifyToken } = newestOf('@clerk/backend').load();
    const usual = { sub: 'x', iat: soon() - 600, nbf: soon() - 600, exp: soon() };
    const verify = (claims: Options, options: Options): Promise<boolean> =>
      passes(() => verifyToken(signed(privatePem, { ...usual, ...claims }), { jwtKey: publicPem, ...options }));
    expect(await verify({}, { audience: 'right' })).toBe(true);
    expect(await verify({ aud: 'right' }, { audience: 'right' })).toBe(true);
    expect(await verify({ aud: 'wrong' }, { audience: 'right' })).toBe(false);
    expect(await verify({ azp: 'https://other.example.com' }, {})).toBe(true);
    expect(await verify({ azp: 'https://other.example.com' }, { authorizedParties: ['https://us.example.com'] })).toBe(false);
    expect(optionOf('@clerk/backend', 'verifyToken(', 'audience')).toEqual({ role: 'audience', presence: 'if present' });
    expect(optionOf('@clerk/backend', 'verifyToken(', 'authorizedParties')).toBe('authorizedParty');
  });

  it('@okta/jwt-verifier: an audience is demanded', async () => {
    const Verifier = newestOf('@okta/jwt-verifier').load();
    expect(() => new Verifier({ issuer: 'http://issuer.example.com/oauth2' })).toThrow();
    const verifier = new Verifier({ issuer: 'http://issuer.example.com/oauth2', testing: { disableHttpsCheck: true } });
    verifier.verifyAsPromise = () => Promise.resolve({ claims: { iss: 'http://issuer.example.com/oauth2', aud: 'wrong' } });
    expect(await passes(() => verifier.verifyAccessToken('token'))).toBe(false);
    expect(await passes(() => verifier.verifyAccessToken('token', 'wrong'))).toBe(true);
    expect(parseCall('default#verifyAccessToken(token, audience)').parameters[1]).toMatchObject({ optional: false });
  });
});

function optionOf(name: string, call: string, option: string): OptionModel | undefined {
  return libraries.find((library) => library.package === name)?.operations?.find((row) => row.call.startsWith(call))?.options?.[option];
}

// ---- lifetimes -----------------------------------------------------------------------------------------------------

const lifetimeOf = (token: unknown): number => {
  const { iat, exp } = claimsOf(String(token)) as { iat?: number; exp?: number };
  return exp === undefined || iat === undefined ? Infinity : exp - iat;
};

describe('a lifetime', () => {
  /** The probes sign in one way of several that take the same options. */
  const isSigned = ({ row, pkg }: Switch): boolean =>
    row.kind === 'sign' && signerOf(pkg) !== undefined && !row.call.includes('Async') && !row.call.startsWith('*.jwtSign');
  const lifetimes = switches('lifetime').filter((one) => one.unit !== undefined && isSigned(one));

  it.each(lifetimes)('$title: a number of $unit, digits $digits', async ({ pkg, option, unit, digits }) => {
    const made = async (value: unknown): Promise<number> =>
      lifetimeOf(await signerOf(pkg)!({ sub: 'x' }, secret, 'HS256', { [option]: value }));
    const seconds = unit === 'milliseconds' ? 3600 / 1000 : 3600;
    expect(Math.abs(await made(3600) - seconds)).toBeLessThan(2);
    if (digits === 'milliseconds') expect(await made('3600')).toBeLessThan(6);
  });

  const isBuilder = (row: OperationModel): boolean =>
    row.kind === 'sign' && row.units?.expiry !== undefined && row.at === undefined && row.unsecured === undefined;
  const builders = libraries.flatMap((library) => (library.operations ?? []).filter(isBuilder)
    .flatMap((row) => installedOf(library.package).filter((pkg) => isInRange(pkg, row))
      .map((pkg) => ({ title: `${pkg.name} ${pkg.version} ${row.call}`, pkg, unit: row.units?.expiry }))));

  it.each(builders)('$title: a point in $unit', async ({ pkg, unit }) => {
    const points: Readonly<Record<string, (at: number) => Promise<string> | string>> = {
      jose: (at) => {
        const { SignJWT } = pkg.load(isBelow(pkg.version, '4') ? 'jose/jwt/sign' : 'jose');
        return new SignJWT({}).setProtectedHeader({ alg: 'HS256' }).setExpirationTime(at).sign(new TextEncoder().encode(secret));
      },
      njwt: (at) => pkg.load().create({}, secret).setExpiration(at).compact(),
    };
    const at = soon();
    expect(claimsOf(await points[pkg.name]!(unit === 'epoch milliseconds' ? at * 1000 : at))['exp']).toBe(at);
  });
});

describe('without being asked', () => {
  const SECONDS: Readonly<Record<string, number>> = { '1h': 3600, '1d': 86_400, '30d': 30 * 86_400 };
  /** Claims of a token that was signed with a key and a payload alone. */
  const plain: Readonly<Record<string, (pkg: Installed) => unknown>> = {
    njwt: ({ load }) => claimsOf(load().create({ sub: 'x' }, secret).compact()),
    'next-auth': authJs,
    '@auth/core': authJs,
    '@feathersjs/authentication': async (pkg) => claimsOf(await feathersService(pkg, { secret }).createAccessToken({ sub: 'x' })),
    'firebase-admin': async ({ load }) => {
      const { initializeApp, cert } = load('firebase-admin/app');
      const credential: unknown = cert({ projectId: 'p', clientEmail: 'a@example.com', privateKey: privatePem });
      const app = initializeApp({ credential }, 'custom-tokens');
      return claimsOf(await load('firebase-admin/auth').getAuth(app).createCustomToken('user'));
    },
  };

  async function authJs({ name, load }: Installed): Promise<unknown> {
    const { encode, decode } = load(`${name}/jwt`);
    const shared = { secret, salt: 'dev-only-example' };
    return decode({ ...shared, token: await encode({ ...shared, token: { sub: 'x' } }) });
  }

  const claimed = libraries.flatMap((library) => {
    const lifetime = library.operations?.find((row) => row.kind === 'sign' && row.defaults?.lifetime !== undefined)?.defaults?.lifetime;
    return lifetime === undefined ? [] : [{ name: library.package, lifetime }];
  });

  it.each(claimed)('$name limits a token to $lifetime', async ({ name, lifetime }) => {
    const { iat, exp } = await plain[name]!(newestOf(name)) as { iat: number; exp: number };
    expect(Math.abs(exp - iat - (SECONDS[lifetime] ?? 0))).toBeLessThan(2);
  });

  const endless = libraries.filter((library) => !claimed.some(({ name }) => name === library.package))
    .flatMap((library) => installedOf(library.package))
    .filter((pkg) => signerOf(pkg) !== undefined).map((pkg) => ({ title: `${pkg.name} ${pkg.version}`, pkg }));

  it.each(endless)('$title sets no expiry', async ({ pkg }) => {
    expect(claimsOf(String(await signerOf(pkg)!({ sub: 'x' }, secret, 'HS256')))).not.toHaveProperty('exp');
  });

  it('@feathersjs/authentication checks audience, issuer and algorithm, until jwtOptions take their place', async () => {
    const pkg = newestOf('@feathersjs/authentication');
    const defaults = libraries.find((library) => library.package === pkg.name)?.operations?.[0]?.defaults;
    const own = await feathersService(pkg, { secret }).createAccessToken({ sub: 'x' });
    expect(claimsOf(own)).toMatchObject({ aud: defaults?.audience, iss: defaults?.issuer });
    expect(headerOf(own)).toMatchObject({ alg: defaults?.algorithms });
    const passesWith = (configuration: Options, token: string): Promise<boolean> =>
      passes(() => feathersService(pkg, { secret, ...configuration }).verifyAccessToken(token));
    expect(await passesWith({}, own)).toBe(true);
    expect(await passesWith({}, hmac(secret))).toBe(false);
    expect(await passesWith({ jwtOptions: { header: { typ: 'access' } } }, hmac(secret, { aud: 'wrong' }, 512))).toBe(true);
    expect(await passesWith({}, none())).toBe(false);
  });
});
