// Keys of cookies, sessions and MACs → run: does an empty one serve like any other, and what comes without one, or with
// signing switched off? Every row that says something of it is run; the neighbours that refuse are run beside it.

import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { libraries } from '../../src/models/libraries/all.ts';
import type { SecretUseModel } from '../../src/models/model.ts';
import { installedOf, newestOf } from '../installed.ts';
import type { Installed } from '../installed.ts';
import { promised } from '../support/model-probes.ts';

type Key = string | readonly string[];
/** Signs, seals or checks with the key; throws or rejects when it refuses, and gives nothing where it did not sign. */
type Use = (pkg: Installed, key: Key) => unknown;

const textOf = (key: Key): string => (typeof key === 'string' ? key : key[0] ?? '');
/** As cookie-signature writes it. */
const signedBy = (key: Key): string => `v.${createHmac('sha256', textOf(key)).update('v').digest('base64').replace(/=+$/, '')}`;

/** A request and response for middlewares that keep a session: it comes back when headers are written. */
function connect(middleware: any, cookie?: string): Promise<{ readonly session: any; readonly headers: Record<string, unknown> }> {
  const headers: Record<string, unknown> = {};
  const request: any = { url: '/', originalUrl: '/', method: 'GET', headers: { ...(cookie !== undefined && { cookie }) }, connection: {}, socket: {} };
  const response: any = {
    getHeader: (name: string) => headers[name.toLowerCase()], setHeader: (name: string, value: unknown) => { headers[name.toLowerCase()] = value; },
    writeHead: () => undefined, end: () => undefined, on: () => undefined, once: () => undefined, emit: () => undefined,
  };
  return promised((done) => { middleware(request, response, done); }).then(() => {
    if (request.session) request.session.user ??= 'x';
    response.writeHead(200);
    return { session: request.session, headers };
  });
}

const hmac: Use = ({ load }, key) => load().createHmac('sha256', key).update('x').digest('hex');
const cryptoJs = (name: string): Use => ({ load }, key) => load()[name]('x', key);
const sealing = (name: string): Use => ({ load }, password) => load()[name]({ a: 1 }, { password });

const uses: Readonly<Record<string, Use>> = {
  'node:crypto createHmac(algorithm, key, _?)': hmac,
  ...Object.fromEntries(['HmacSHA1', 'HmacSHA256', 'HmacSHA384', 'HmacSHA512'].map((name) => [`crypto-js ${name}(_, key)`, cryptoJs(name)])),
  'crypto-js default(_, key)': ({ load }, key) => load('crypto-js/hmac-sha256')('x', key),
  '@noble/hashes hmac(_, key, _)': ({ load }, key) => load('@noble/hashes/hmac').hmac(load('@noble/hashes/sha2').sha256, key, 'x'),
  '@noble/hashes hmac.create(_, key)': ({ load }, key) => load('@noble/hashes/hmac').hmac.create(load('@noble/hashes/sha2').sha256, key).update('x').digest(),
  'jwa default(algorithm)': ({ load }, key) => load()('HS256').sign('x', key),
  'cookie-signature sign(_, key)': ({ load }, key) => load().sign('v', key),
  'cookie-signature unsign(_, key)': ({ load }, key) => load().unsign(signedBy(key), key),
  'keygrip new default(key, algorithm?, _?)': ({ load }, key) => new (load())([key].flat()).sign('x'),
  'keygrip default(key, algorithm?, _?)': ({ load }, key) => load()([key].flat()).sign('x'),
  'koa default#keys = key': ({ load }, key) => {
    const app = new (load())();
    app.keys = [key].flat();
    return app.createContext({ headers: {}, socket: {} }, {}).cookies.keys.sign('x');
  },
  'csrf-csrf doubleCsrf(options)': ({ load }, key) => {
    const { generateCsrfToken } = load().doubleCsrf({ getSecret: () => key, getSessionIdentifier: () => 's' });
    return generateCsrfToken({ cookies: {}, headers: {} }, { cookie: () => undefined });
  },
  '@fastify/cookie sign(_, key, _?)': ({ load }, key) => load().sign('v', key),
  '@fastify/cookie unsign(_, key, _?)': ({ load }, key) => load().unsign(signedBy(key), key).valid,
  '@fastify/cookie *.register(self, options)': async (pkg, secret) => {
    const app = newestOf('fastify').load()({ logger: false });
    app.register(pkg.load(), { secret });
    await app.ready();
    return app.signCookie('v');
  },
  'cookie-parser default(key?, _?)': async ({ load }, key) => {
    const request: any = { headers: { cookie: `c=${encodeURIComponent(`s:${signedBy(key)}`)}` } };
    await promised((done) => { load()(key)(request, {}, done); });
    return request.signedCookies.c;
  },
  'cookie-parser signedCookie(_, key)': ({ load }, key) => load().signedCookie(`s:${signedBy(key)}`, key),
  'cookie-parser signedCookies(_, key)': ({ load }, key) => load().signedCookies({ c: `s:${signedBy(key)}` }, key).c,
  'cookie-session default(options)': async ({ load }, key) => {
    const { headers } = await connect(load()(typeof key === 'string' ? { secret: key } : { keys: key }));
    return String(headers['set-cookie']).includes('.sig=');
  },
  'express-session default(options)': async ({ load }, secret) =>
    (await connect(load()({ secret, resave: false, saveUninitialized: true }))).session,
  // These refuse: what stands in a model without a word on empty keys means that.
  'iron-session sealData(_, options)': sealing('sealData'),
  'h3 sealSession(_, options)': ({ load }, password) =>
    load().sealSession({ context: { sessions: { h3: { id: 'x', createdAt: 1, data: {} } } } }, { password }),
  '@hapi/iron seal(_, key, _)': ({ load }, key) => load().seal({ a: 1 }, key, load().defaults),
  'react-router createCookie(cookieName, options?)': ({ load }, key) => load().createCookie('c', { secrets: [key].flat() }).serialize({ a: 1 }),
  'hono generateSignedCookie(_, _, key, _?)': ({ load }, key) => load('hono/cookie').generateSignedCookie('c', 'v', key),
  "global: crypto.subtle.importKey('raw', key, algorithm|options, _, _)": (_, key) =>
    crypto.subtle.importKey('raw', new TextEncoder().encode(textOf(key)), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']),
  'express-openid-connect auth(options?)': ({ load }, secret) =>
    load().auth({ secret, baseURL: 'https://us.example.com', clientID: 'x', issuerBaseURL: 'https://login.example.com' }),
};

/** What Node can load: the others are runtimes of their own. */
const rows: readonly { readonly title: string; readonly name: string; readonly mac: SecretUseModel }[] =
  libraries.filter(({ package: name }) => installedOf(name).length > 0).flatMap((library) => (library.secretUses ?? []).map((mac: SecretUseModel) => ({ title: `${library.package} ${mac.call}`, name: library.package, mac })));

const serves = async (use: Use, pkg: Installed, key: Key): Promise<boolean> => {
  try {
    const answer: unknown = await use(pkg, key);
    return answer !== false && answer !== undefined && answer !== null;
  } catch {
    return false;
  }
};

it('every row that says something of empty keys is run', () => {
  expect(rows.filter(({ mac, title }) => mac.emptyKey !== undefined && !(title in uses)).map(({ title }) => title)).toEqual([]);
  expect(Object.keys(uses).filter((title) => !rows.some((row) => row.title === title))).toEqual([]);
});

describe.each(rows.filter(({ title }) => title in uses))('$title', ({ title, name, mac }) => {
  const use = uses[title]!;
  const long = 'dev-only-example-'.repeat(4);

  it(`with an empty key: ${mac.emptyKey ?? 'refuses'}`, async () => {
    const pkg = newestOf(name);
    expect(await serves(use, pkg, long)).toBe(true);
    expect(await serves(use, pkg, '')).toBe(mac.emptyKey === 'accepts');
    if (mac.emptyKey === 'accepts in a list') expect(await serves(use, pkg, [''])).toBe(true);
  });
});

// ---- without a key, or without a signature -------------------------------------------------------------------------

describe('a session that nothing signs', () => {
  const unsigned = rows.filter(({ mac }) => mac.withoutKey === 'unsigned');

  it.each(unsigned)('$title: takes back what its user wrote', async ({ name }) => {
    const { createCookieSessionStorage } = newestOf(name).load();
    const written = `__session=${encodeURIComponent(Buffer.from(JSON.stringify({ user: 'admin' })).toString('base64'))}`;
    const userIn = async (cookie: object): Promise<unknown> => (await createCookieSessionStorage({ cookie }).getSession(written)).get('user');
    expect(await userIn({ name: '__session' })).toBe('admin');
    expect(await userIn({ name: '__session', secrets: [] })).toBe('admin');
    expect(await userIn({ name: '__session', secrets: ['dev-only-example'] })).toBeUndefined();
  });

  const published = rows.filter(({ mac }) => mac.withoutKey === 'published outside production');

  it.each(published)('$title: two installations share a key', async ({ name }) => {
    const { betterAuth } = newestOf(name).load();
    const keyOf = async (options: object): Promise<unknown> =>
      (await betterAuth({ baseURL: 'https://us.example.com', logger: { disabled: true }, ...options }).$context).secret;
    const secret = 'dev-only-example-dev-only-example';
    expect(await keyOf({ secret })).toBe(secret);
    expect(await keyOf({})).toMatch(/^better-auth-secret-/);
  });

  it('cookie-session and koa-session: `signed: false` leaves the signature away', async () => {
    const session = newestOf('cookie-session').load();
    const written = `session=${Buffer.from(JSON.stringify({ user: 'admin' })).toString('base64')}`;
    const userWith = async (options: object): Promise<unknown> => (await connect(session(options), written)).session.user;
    expect(await userWith({ signed: false })).toBe('admin');
    expect(await userWith({ keys: ['dev-only-example'] })).toBe('x');
    const switches = ['cookie-session', 'koa-session'].map((name) => rows.find((row) => row.name === name)?.mac.options?.['signed']);
    expect(switches).toEqual(['signed', 'signed']);
  });
});
