// What a token is for by names, which keys are the same, and what a verifier asks of a token.

import { describe, expect, it } from 'vitest';
import { factsOf } from '../../src/facts/facts-of.ts';
import type { JwtCall } from '../../src/calls/jwt-call.ts';
import { identitiesOfCall } from '../../src/calls/keys/key-identity.ts';
import { kindOfNames } from '../../src/calls/tokens/token-kinds.ts';
import { sourceFileOf } from '../../src/source/source-file-of.ts';

const callsIn = (code: string): readonly JwtCall[] => factsOf(sourceFileOf('src/a.ts', `import jwt from 'jsonwebtoken';\n${code}`)).jwtCalls;

describe('names', () => {
  it.each([
    [['refreshToken'], 'refresh'], [['refreshAccessToken'], 'access'], [['createInvite', 'AuthService'], 'invitation'], [['reset-password'], 'reset'], [['forgotPassword'], 'reset'],
    [['JWT_REFRESH_EXPIRES_IN'], 'refresh'], [['verifyEmail'], 'verification'], [['activateAccount'], 'verification'], [['magicLink'], 'magic link'], [['login'], 'access'], [['createApiKey'], 'program'],
    [['generate', 'TokenService'], undefined], [['AuthService'], undefined], [['sign'], undefined], [['preset'], undefined], [[], undefined], [['token', 'resetToken'], 'reset'],
  ])('%j say %s', (names, kind) => { expect(kindOfNames(names)?.kind).toBe(kind); });
});

describe('keys', () => {
  it.each([
    ['jwt.sign(p, process.env.A); jwt.verify(t, process.env["A"]);', true],
    ['jwt.sign(p, process.env.A); jwt.verify(t, process.env.B);', false],
    ['jwt.sign(p, process.env.A || "x"); jwt.verify(t, process.env.B || "x");', false],
    ['jwt.sign(p, "literal"); const k = "literal"; jwt.verify(t, k);', true],
    ['jwt.sign(p, process.env.JWT_PRIVATE_KEY, { algorithm: "RS256" }); jwt.verify(t, process.env.JWT_PUBLIC_KEY, { algorithms: ["RS256"] });', true],
    ['jwt.sign(p, process.env.A + "reset"); jwt.verify(t, process.env.A);', false],
    ['jwt.sign(p, process.env.A + user.hash); jwt.verify(t, process.env.A + user.hash);', false],
    ['import { key } from "./keys"; jwt.sign(p, key); jwt.verify(t, key);', true],
    ['const f = (key) => [jwt.sign(p, key), jwt.verify(t, key)];', true],
    ['const f = (key) => jwt.sign(p, key); const g = (key) => jwt.verify(t, key);', false],
    ['jwt.sign(p, secretOf(user)); jwt.verify(t, secretOf(user));', false],
  ])('%s: the same is %s', (code, same) => {
    const [sign, verify] = callsIn(code).map(identitiesOfCall);
    expect(sign!.some((name) => verify!.includes(name))).toBe(same);
  });

  it('give no text away', () => {
    expect(JSON.stringify(callsIn('jwt.sign(p, "literal");').map(identitiesOfCall))).not.toContain('literal');
  });
});

it('one registration holds the key of both sides, also where it sets up signing only', () => {
  const code = 'import { jwt } from "@elysiajs/jwt"; app.use(jwt({ secret: process.env.A })); '
    + 'export const a = ({ jwt }) => jwt.sign({ sub }); export const b = ({ jwt, t }) => jwt.verify(t);';
  const [sign, verify] = callsIn(code).filter(({ operation }) => operation.kind !== 'configure').map(identitiesOfCall);
  expect([sign, verify]).toEqual([['env A'], ['env A']]);
});

describe('a verifier whose claims a decoder reads', () => {
  it.each([
    ['import jws from "jws"; const f = (t) => { if (!jws.verify(t, "HS256", k)) throw e; use(JSON.parse(jws.decode(t).payload).id); };', ['id']],
    ['import Jwt from "@hapi/jwt"; const f = (t) => { const a = Jwt.token.decode(t); Jwt.token.verify(a, k); use(a.decoded.payload.id); };', ['id']],
    ['import jws from "jws"; const f = (t, u) => { if (!jws.verify(t, "HS256", k)) throw e; use(JSON.parse(jws.decode(u).payload).id); };', []],
  ])('%s', (code, read) => {
    const verify = callsIn(code).find(({ kind }) => kind === 'verify');
    expect([...verify!.read]).toEqual(read);
  });
});

describe('a verifier', () => {
  it.each([
    ['const c = jwt.verify(t, k); if (c.type !== "x") throw e; use(c.id);', ['type', 'id'], ['type', 'id'], 'nowhere'],
    ['const { sub, email } = jwt.verify(t, k); save(sub);', ['sub'], ['sub', 'email'], 'nowhere'],
    ['req.user = jwt.verify(t, k);', [], [], 'to the request'],
    ['export const f = () => jwt.verify(t, k);', [], [], 'away'],
    ['const c = jwt.verify(t, k); console.log(c);', [], [], 'nowhere'],
    ['jwt.verify(t, k, (err, c) => { if (err) throw err; req.id = c.id; });', [], ['id'], 'nowhere'],
    ['const c = jwt.verify(t, k); validateClaims(c);', ['*'], [], 'away'],
  ])('%s', (code, checked, read, handedOn) => {
    const [call] = callsIn(code);
    expect([[...call!.checked].sort(), [...call!.read].sort(), call!.handedOn]).toEqual([[...checked].sort(), [...read].sort(), handedOn]);
  });

  it.each([
    ['const c = jwt.verify(token, k); const row = await db.tokens.findOne({ token });', true],
    ['const c = jwt.verify(token, k); if (user.refreshToken !== token) throw e;', true],
    ['jwt.verify(req.body.token, k); await redis.get(req.body.token);', true],
    ['jwt.verify(token, k); if (await blacklist.has(token)) throw e;', false],
    ['jwt.verify(token, k); if (token === undefined) throw e;', false],
    ['jwt.verify(token, k); console.log(token);', false],
  ])('%s: its token is looked up: %s', (code, lookedUp) => { expect(callsIn(`async (token, req) => { ${code} }`)[0]!.lookedUp).toBe(lookedUp); });
});
