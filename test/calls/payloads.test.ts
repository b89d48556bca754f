// What a payload says: names that hold something nobody should read, claims, and records that go in whole.

import { describe, expect, it } from 'vitest';
import { factsOf } from '../../src/facts/facts-of.ts';
import type { Payload } from '../../src/calls/arguments/payloads.ts';
import { sensitiveIn } from '../../src/secrets/words/sensitive-names.ts';
import { sourceFileOf } from '../../src/source/source-file-of.ts';

describe('names', () => {
  it.each([
    ['password', 'a password'], ['passwordHash', 'a password'], ['user_pwd', 'a password'], ['hashed_password', 'a password'], ['clientSecret', 'a secret'], ['apiKey', 'a secret'], ['apikey', 'a secret'],
    ['creditCardNumber', 'a card or account number'], ['cvv', 'a card or account number'], ['ssn', 'an identity number'], ['nationalId', 'an identity number'],
    ['passwordChangedAt', undefined], ['hasPassword', undefined], ['password_version', undefined], ['resetPassword', undefined], ['secretId', undefined], ['cardLast4', undefined],
    ['at_hash', undefined], ['jti', undefined], ['hash', undefined], ['compass', undefined], ['secretary', undefined], ['', undefined],
  ])('%s holds %s', (name, holds) => { expect(sensitiveIn(name)).toBe(holds); });
});

function payloadIn(code: string): Payload {
  const text = `import jwt from 'jsonwebtoken';\n${code}`;
  return factsOf(sourceFileOf('src/a.ts', text)).jwtCalls.find(({ kind }) => kind === 'sign')!.payload;
}
const recordsIn = (code: string): readonly string[] => payloadIn(code).records.map(({ name, by, password }) => `${name} by ${by}${password ? ' with a password' : ''}`);

describe('claims', () => {
  it('are those of objects, spreads and inner objects', () => {
    expect(payloadIn('const base = { a: 1, in: { b: 2 } }; const p = { ...base, c: 3 }; p.d = 4; jwt.sign(p, key);').claims.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('are unknown where the payload is', () => {
    expect(payloadIn('export const f = (p) => jwt.sign(p, key);')).toEqual({ claims: [], records: [] });
  });
});

describe('records', () => {
  it.each([
    ['const user = await User.findOne({ id }); jwt.sign(user, key);', ['user by query']],
    ['const user = await User.findOne({ id }); ok(user.password); jwt.sign({ ...user }, key);', ['user by query with a password']],
    ['let user; user = await prisma.user.findUnique({ where }); jwt.sign({ user }, key);', ['user by query']],
    ['jwt.sign({ ...(await User.findById(id).lean()) }, key);', ['the record by query']],
    ['const f = (user) => jwt.sign(Object.assign({}, user), key);', ['user by parameter']],
    ['const f = (member: { id: string }) => jwt.sign(member, key);', []],
    ['const f = (userId) => jwt.sign({ userId }, key);', []],
    ['const order = await Order.findOne({ id }); jwt.sign({ order }, key);', []],
    ['const { password, ...user } = await User.findOne({ id }); jwt.sign(user, key);', []],
    ['const user = await User.findOne({ id }, { password: 0 }); jwt.sign(user, key);', []],
    ['const user = await User.findAll({ attributes: ["id"] }); jwt.sign({ user }, key);', []],
    ['const user = await User.findOne({ id }); jwt.sign(pick(user, ["id"]), key);', []],
    ['const user = user; jwt.sign(user, key);', []],
  ])('%s', (code, expected) => { expect(recordsIn(code)).toEqual(expected); });
});
