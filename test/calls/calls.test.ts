// Calls in code → JwtCall facts: matching by every spelling of an import, parts, builder chains, outcome, versions.

import { describe, expect, it } from 'vitest';
import { factsOf } from '../../src/facts/facts-of.ts';
import type { JwtCall } from '../../src/calls/jwt-call.ts';
import { projectOf } from '../../src/project/project-of.ts';
import { sourceFileOf } from '../../src/source/source-file-of.ts';

const callsIn = (text: string, path = 'src/x.ts'): readonly JwtCall[] => factsOf(sourceFileOf(path, text)).jwtCalls;
const only = (text: string): JwtCall => {
  const calls = callsIn(text);
  expect(calls).toHaveLength(1);
  return calls[0]!;
};

describe('a call is known by what it was imported as', () => {
  it.each([
    ['default import', "import jwt from 'jsonwebtoken'; jwt.verify(t, k);"],
    ['namespace', "import * as jwt from 'jsonwebtoken'; jwt.verify(t, k);"],
    ['default of a namespace', "import * as jwt from 'jsonwebtoken'; jwt.default.verify(t, k);"],
    ['named', "import { verify } from 'jsonwebtoken'; verify(t, k);"],
    ['renamed', "import { verify as check } from 'jsonwebtoken'; check(t, k);"],
    ['import = require', "import jwt = require('jsonwebtoken'); jwt.verify(t, k);"],
    ['require', "const jwt = require('jsonwebtoken'); jwt.verify(t, k);"],
    ['destructured require', "const { verify } = require('jsonwebtoken'); verify(t, k);"],
    ['renamed by destructuring', "const { verify: check } = require('jsonwebtoken'); check(t, k);"],
    ['member of require', "const verify = require('jsonwebtoken').verify; verify(t, k);"],
    ['in place', "require('jsonwebtoken').verify(t, k);"],
    ['dynamic import', "const { verify } = await import('jsonwebtoken'); verify(t, k);"],
    ['later assignment', "let jwt; jwt = require('jsonwebtoken'); jwt.verify(t, k);"],
    ['alias', "import jwt from 'jsonwebtoken'; const j = jwt; j.verify(t, k);"],
    ['destructured import', "import jwt from 'jsonwebtoken'; const { verify } = jwt; verify(t, k);"],
    ['promisified', "import jwt from 'jsonwebtoken'; import { promisify } from 'util'; const v = promisify(jwt.verify); await v(t, k);"],
    ['class field', "import jwt from 'jsonwebtoken'; class A { jwt = jwt; f() { return this.jwt.verify(t, k); } }"],
    ['optional call', "import jwt from 'jsonwebtoken'; jwt?.verify(t, k);"],
    ['computed name', "import jwt from 'jsonwebtoken'; jwt['verify'](t, k);"],
    ['generics', "import jwt from 'jsonwebtoken'; jwt.verify<object>(t, k);"],
    ['over two lines', "import jwt from 'jsonwebtoken'; jwt\n  .verify(t, k);"],
  ])('%s', (_, text) => {
    const call = only(text);
    expect([call.kind, call.library.package]).toEqual(['verify', 'jsonwebtoken']);
  });

  it.each([
    ['a local of that name', "const jwt = { verify() {} }; jwt.verify(t, k);"],
    ['another module', "import { verify } from './totp'; verify(t, k);"],
    ['a shadowing parameter', "import jwt from 'jsonwebtoken'; export const f = (jwt) => jwt.verify(t, k);"],
    ['a type import alone', "import type { JwtService } from './own'; export const f = (s: JwtService) => s.verify(t);"],
    ['a builder called jwt', "import jwt from 'jsonwebtoken'; export function f() { const jwt = make(); return jwt.sign(k); }"],
  ])('and not by name: %s', (_, text) => { expect(callsIn(text)).toEqual([]); });
});

describe('parts', () => {
  const names = (call: JwtCall): string[] => Object.keys(call.parts).sort();

  it.each([
    ['positional and options', "import jwt from 'jsonwebtoken'; jwt.verify(t, k, { audience: 'a', issuer: 'i' });", ['audience', 'issuer', 'key', 'options', 'token']],
    ['a callback where options would be', "import jwt from 'jsonwebtoken'; jwt.verify(t, k, (e) => done(e));", ['callback', 'key', 'token']],
    ['claims of the payload', "import jwt from 'jsonwebtoken'; jwt.sign({ aud: 'a', exp: 1 }, k);", ['audience', 'expiry', 'key', 'payload']],
    ['the algorithm of the header', "import jwt from 'jsonwebtoken'; jwt.sign({}, k, { header: { alg: 'RS256' } });", ['algorithm', 'header', 'key', 'payload']],
    ['text or options: text', "import { verify } from 'hono/jwt'; await verify(t, k, 'HS256');", ['algorithm', 'key', 'token']],
    ['text or options: object', "import { verify } from 'hono/jwt'; await verify(t, k, { alg: 'HS256', aud: 'a' });", ['algorithm', 'audience', 'key', 'token']],
    ['nested options', "import { Strategy } from 'passport-jwt'; new Strategy({ secretOrKey: k, jsonWebTokenOptions: { maxAge: '1h' } }, f);", ['callback', 'key', 'maxAge']],
    ['a builder', "import { SignJWT } from 'jose'; await new SignJWT({}).setProtectedHeader({ alg: 'ES256' }).setIssuer('i').setExpirationTime('1h').sign(k);", ['algorithm', 'expiry', 'header', 'issuer', 'key', 'payload']],
    ['a builder in a variable', "import { SignJWT } from 'jose'; const b = new SignJWT({}); b.setProtectedHeader({ alg: 'ES256' }); b.setExpirationTime('1h'); await b.sign(k);", ['algorithm', 'expiry', 'header', 'key', 'payload']],
    ['a returned function', "import { createVerifier } from 'fast-jwt'; const v = createVerifier({ key: k }); v(t);", ['key', 'token']],
  ])('%s', (_, text, expected) => { expect(names(only(text)).filter((name) => name !== 'options')).toEqual(expected.filter((name) => name !== 'options')); });
});

describe('of several signatures', () => {
  it.each([
    ['the token alone', "import n from 'njwt'; n.verify(t);", true],
    ['a callback after it', "import n from 'njwt'; n.verify(t, () => {});", true],
    ['a key', "import n from 'njwt'; n.verify(t, k);", false],
    ['anything spread', "import n from 'njwt'; n.verify(...all);", false],
    ['jose 2 with a key for none', "const { JWT, JWK } = require('jose'); JWT.verify(t, JWK.None);", true],
    ['a text that the row asks for', "import '@hapi/jwt'; server.auth.strategy('s', 'jwt', { keys: k });", false],
  ])('%s', (_, text, unsecured) => { expect(only(text).operation.unsecured).toBe(unsecured); });

  it('another text is another call', () => { expect(callsIn("import '@hapi/jwt'; server.auth.strategy('s', 'basic', { keys: k });")).toEqual([]); });
});

describe('whole', () => {
  const start = "import jwt from 'jsonwebtoken'; declare const o: any; ";
  it.each([
    [true, 'jwt.verify(t, k);'],
    [true, "jwt.verify(t, k, { issuer: 'i' });"],
    [true, "const base = { issuer: 'i' }; jwt.verify(t, k, { ...base });"],
    [true, "const v = { issuer: 'i' }; v.audience = 'a'; jwt.verify(t, k, v);"],
    [false, 'export const f = (o: object) => jwt.verify(t, k, o);'],
    [false, 'export const f = (o: object) => jwt.verify(t, k, { ...o });'],
    [false, "import { o } from './o'; jwt.verify(t, k, o);"],
    [false, 'export const f = (...all: any[]) => jwt.verify(...all);'],
    [false, "export const f = (name: string) => jwt.verify(t, k, { [name]: 1 });"],
  ])('%s: %s', (expected, text) => { expect(only(start + text).isComplete).toBe(expected); });

  it('a builder that escapes may get more', () => {
    expect(only("import { SignJWT } from 'jose'; export const f = () => decorate(new SignJWT({}));").isComplete).toBe(false);
  });
  it('a verifier that is exported has all its options', () => {
    expect(only("import { createVerifier } from 'fast-jwt'; export const v = createVerifier({ key: k });").isComplete).toBe(true);
  });
});

describe('outcome', () => {
  const jose = "import { jwtVerify } from 'jose'; export async function f(t, k) { ";
  const jwt = "import jwt from 'jsonwebtoken'; export function f(t, k, next) { ";
  it.each([
    ['floating', `${jose} jwtVerify(t, k); }`],
    ['used', `${jose} await jwtVerify(t, k); }`],
    ['returned', `${jose} return jwtVerify(t, k); }`],
    ['promise tested', `${jose} if (!jwtVerify(t, k)) throw 1; }`],
    ['promise tested', `${jose} const p = jwtVerify(t, k); if (p) go(); }`],
    ['swallowed', `${jose} await jwtVerify(t, k).catch(() => {}); }`],
    ['swallowed', `${jose} try { await jwtVerify(t, k); } catch (e) { console.log(e); } }`],
    ['used', `${jose} try { await jwtVerify(t, k); } catch (e) { throw e; } }`],
    ['used', `${jose} return Promise.all([jwtVerify(t, k)]); }`],
    ['swallowed', `${jwt} try { jwt.verify(t, k); } catch {} next(); }`],
    ['used', `${jwt} try { req.user = jwt.verify(t, k); } catch {} next(); }`],
    ['used', `${jwt} let ok = true; try { jwt.verify(t, k); } catch { ok = false; } return ok; }`],
    ['decoded instead', `${jwt} try { return jwt.verify(t, k); } catch { return (jwt as any, jwt.decode(t)); } }`],
    ['error ignored', `${jwt} jwt.verify(t, k, (err, claims) => { req.user = claims; next(); }); }`],
    ['error ignored', `${jwt} jwt.verify(t, k, (err, claims) => { console.error(err); req.user = claims; next(); }); }`],
    ['used', `${jwt} jwt.verify(t, k, (err, claims) => { if (err) return next(err); next(); }); }`],
    ['used', `${jwt} jwt.verify(t, k, (_, claims) => { if (claims) next(); }); }`],
    ['used', `${jwt} jwt.verify(t, k, next); }`],
    ['floating', "import { promisify } from 'util'; import jwt from 'jsonwebtoken'; const v = promisify(jwt.verify); export function f(t, k) { v(t, k); }"],
    ['floating', "import { createVerifier } from 'fast-jwt'; const v = createVerifier({ key: async () => k }); export function f(t) { v(t); }"],
    ['used', "import { createVerifier } from 'fast-jwt'; const v = createVerifier({ key: k }); export function f(t) { v(t); }"],
  ])('%s: %s', (expected, text) => { expect(callsIn(text, 'src/x.js').find(({ kind }) => kind === 'verify')?.outcome).toBe(expected); });

  it.each([
    ['used', 'res.json({ token });'],
    ['used', 'return token;'],
    ['kept', 'new Record({ token });'],
    ['kept', 'await store.save(token);'],
  ])('a signed token is %s: %s', (expected, use) => {
    expect(callsIn(`import { UnsecuredJWT } from 'jose'; export async function f(res) { const token = new UnsecuredJWT({}).encode(); ${use} }`)[0]?.outcome).toBe(expected);
  });
});

describe('version', () => {
  const behaviourFor = (dependencies: object, text: string): JwtCall['behaviour'] => {
    const texts = new Map([['package.json', JSON.stringify({ dependencies })], ['src/x.ts', text]]);
    const project = projectOf({ readFile: (path) => texts.get(path) });
    return factsOf(sourceFileOf('src/x.ts', text), project).jwtCalls[0]?.behaviour;
  };
  const verify = "import jwt from 'jsonwebtoken'; jwt.verify(t, k);";
  it.each([
    [{ jsonwebtoken: '8.5.1' }, verify, 'key text'],
    [{ jsonwebtoken: '^8.0.0' }, verify, 'key text'],
    [{ jsonwebtoken: '^9.0.2' }, verify, 'key'],
    [{}, verify, 'key'],
    [{ 'passport-jwt': '4.0.0' }, "import { Strategy } from 'passport-jwt'; new Strategy({}, f);", 'key text'],
    [{ 'passport-jwt': '4.0.1' }, "import { Strategy } from 'passport-jwt'; new Strategy({}, f);", 'key'],
    [{ 'express-jwt': '5.3.3' }, "import jwt from 'express-jwt'; jwt({ secret: k });", 'key text'],
    [{ 'express-jwt': '8.5.1' }, "import { expressjwt } from 'express-jwt'; expressjwt({ secret: k });", 'throws'],
    [{}, "const jwt = require('express-jwt'); jwt({ secret: k });", 'throws'],
    [{ 'express-jwt': '8.5.1' }, "const jwt = require('express-jwt'); jwt({ secret: k });", undefined],
    [{}, "const { JWT } = require('jose'); JWT.verify(t, k);", 'key'],
    [{ 'jwt-simple': '0.5.1' }, "import jwt from 'jwt-simple'; jwt.decode(t, k);", 'token'],
  ])('%o: %s', (dependencies, text, expected) => { expect(behaviourFor(dependencies, text)?.algorithmsOmitted).toBe(expected); });
});

describe('the token chooses its algorithm', () => {
  const start = "import jwt from 'jsonwebtoken'; export function f(t, k) { const { header } = jwt.decode(t, { complete: true }); ";
  const chosen = (text: string): string | undefined => callsIn(text, 'src/x.js').find(({ kind }) => kind === 'verify')?.algorithmFromToken;
  it.each([
    ['always', `${start} return jwt.verify(t, k, { algorithms: [header.alg] }); }`],
    ['always', `${start} if (header.alg === 'none') throw 1; return jwt.verify(t, k, { algorithms: [header.alg] }); }`],
    [undefined, `${start} if (header.alg !== 'RS256') throw 1; return jwt.verify(t, k, { algorithms: [header.alg] }); }`],
    [undefined, `${start} if (!OK.has(header.alg)) throw 1; return jwt.verify(t, k, { algorithms: [header.alg] }); }`],
    ['when unset', `${start} return jwt.verify(t, k, { algorithms: [k.alg ?? header.alg] }); }`],
    [undefined, `${start} return jwt.verify(t, KEYS[header.kid], { algorithms: ['RS256'] }); }`],
  ])('%s: %s', (expected, text) => { expect(chosen(text)).toBe(expected); });
});
