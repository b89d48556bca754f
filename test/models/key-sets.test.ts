// Verifiers that findings advise → run as written, with the newest version of their library, against keys served here: do
// they take a good token of the key pair, and nothing else?

import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { compileFunction } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { libraries } from '../../src/models/libraries/all.ts';
import type { KeySetVerifier, LibraryModel } from '../../src/models/model.ts';
import { newestOf } from '../installed.ts';
import type { Installed } from '../installed.ts';
import { hapiAnswer, koaContext, promised } from '../support/model-probes.ts';
import { hmac, none, publicPem, signed, soon } from '../support/model-tokens.ts';

type Scope = Readonly<Record<string, unknown>>;
/** Runs the advice among these names, and asks what comes out of it about a token; a refusal throws or rejects. */
type Ask = (run: (own?: Scope) => any, token: string, pkg: Installed) => unknown;

const [issuer, audience] = ['https://issuer.example', 'shop'];
const keys = [{ ...createPublicKey(publicPem).export({ format: 'jwk' }), kid: 'k', alg: 'RS256', use: 'sig' }];
const server = createServer((_, answer) => { answer.setHeader('content-type', 'application/json').end(JSON.stringify({ keys })); });
beforeAll(() => new Promise<void>((done) => { server.listen(0, '127.0.0.1', done); }));
afterAll(() => { server.close(); });

const bearing = (token: string): Record<string, unknown> =>
  ({ headers: { authorization: `Bearer ${token}` }, method: 'GET', url: '/', query: {}, is: () => false });

const middleware: Ask = (run, token) => promised((done) => {
  run()({ ...bearing(token), get: () => 'shop.example', app: { get: () => undefined } }, {}, done);
});
const answered: Ask = (run) => run();
const hapi: Ask = (run, token, pkg) => {
  const strategy = (_name: string, _scheme: string, options: Scope): Scope => options;
  return hapiAnswer(pkg, token, run({ server: { auth: { strategy } }, validate: () => ({ isValid: true }) }));
};

const asking: Readonly<Record<string, Ask>> = {
  jose: answered,
  'fast-jwt': answered,
  'express-jwt': middleware,
  'express-oauth2-jwt-bearer': middleware,
  '@hapi/jwt': hapi,
  'hapi-auth-jwt2': hapi,
  jsonwebtoken: (run) => promised((callback) => { run({ callback }); }),
  'koa-jwt': (run, token) => run()(koaContext(token), () => undefined),
  'passport-jwt': (run, token) => promised((done) => {
    const verify = (claims: unknown, accept: (error: null, user: unknown) => void): void => { accept(null, claims); };
    const strategy = run({ jwtFromRequest: () => token, verify });
    strategy.success = () => { done(); };
    strategy.fail = strategy.error = (why: unknown) => { done(why ?? new Error('refused')); };
    strategy.authenticate({});
  }),
  '@nestjs/jwt': (run, token, { load }) => {
    const { providers } = run({ jwt: newestOf('jsonwebtoken').load() });
    return new (load().JwtService)(providers[0].useValue).verifyAsync(token);
  },
  '@fastify/jwt': async (run, token) => {
    const app = newestOf('fastify').load()({ logger: false });
    run({ app });
    app.get('/', (request: any) => request.jwtVerify());
    try { mustBe(await app.inject({ url: '/', headers: bearing(token)['headers'] })); } finally { await app.close(); }
  },
  hono: async (run, token, { load }) => {
    const app = new (load().Hono)().use('*', run()).get('/', (c: any) => c.text('in'));
    const { status } = await app.request('/', { headers: bearing(token)['headers'] });
    mustBe({ statusCode: status });
  },
  // It fetches by TLS alone, so it is handed the keys.
  'aws-jwt-verify': (run, _token, { load }) => run({
    JwtVerifier: { create: (options: Scope) => {
      const verifier = load().JwtVerifier.create(options);
      verifier.cacheJwks({ keys });
      return verifier;
    } },
  }),
};

function mustBe({ statusCode }: { readonly statusCode: number }): void {
  if (statusCode !== 200) throw new Error(`refused: ${String(statusCode)}`);
}

// ---- the code, among the names that it uses ----

function evaluated(code: string, scope: Scope): unknown {
  return (compileFunction(`return (${code});`, Object.keys(scope)) as (...values: unknown[]) => unknown)(...Object.values(scope));
}

function ran({ code, with: taken }: KeySetVerifier, pkg: Installed, own: Scope): unknown {
  const whole = pkg.load();
  const scope: Scope = { ...whole, jwt: whole, fastifyJwt: whole, ...(taken && takenFrom(taken, own)), ...own };
  return evaluated(code.replace(/ and \w+$/, ''), Object.fromEntries(Object.entries(scope).filter(([name]) => /^(?!default$)[\w$]+$/.test(name))));
}

function takenFrom({ what, of }: NonNullable<KeySetVerifier['with']>, own: Scope): Scope {
  const whole = newestOf(/^(?:@[^/]+\/)?[^/]+/.exec(of)![0]).load(of);
  const [name, made] = what.split(' = ');
  const names = { ...own, jwksClient: whole.default ?? whole, createRemoteJWKSet: whole.createRemoteJWKSet };
  return { [name!]: made === undefined ? whole[name!] : evaluated(made, names) };
}

describe.each(libraries.filter((library: LibraryModel) => library.keySetVerifier))('the verifier advised for $package', (library: LibraryModel) => {
  const pkg = newestOf(library.package);
  const accepts = async (token: string): Promise<boolean> => {
    const jwksUri = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/keys`;
    try {
      await asking[library.package]!((own) => ran(library.keySetVerifier!, pkg, { token, jwksUri, issuer, audience, ...own }), token, pkg);
      return true;
    } catch {
      return false;
    }
  };
  const claims = { sub: 'x', iss: issuer, aud: audience, exp: soon() };
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048, privateKeyEncoding: { type: 'pkcs8', format: 'pem' }, publicKeyEncoding: { type: 'spki', format: 'pem' } });

  it('takes a token of the published key', async () => {
    expect(await accepts(signed(undefined, claims))).toBe(true);
  });

  it.each([
    ['of another audience', () => signed(undefined, { ...claims, aud: 'other' })],
    ['of another issuer', () => signed(undefined, { ...claims, iss: 'https://other.example' })],
    ['that has expired', () => signed(undefined, { ...claims, exp: soon() - 3600 })],
    ['of another key', () => signed(privateKey, claims)],
    ['signed with the public key as a secret', () => hmac(publicPem, claims)],
    ['without a signature', () => none(claims)],
  ])('refuses one %s', async (_, token) => {
    expect(await accepts(token())).toBe(false);
  });
});
