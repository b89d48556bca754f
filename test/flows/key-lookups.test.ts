// Code → KeyLookups: which field of an unverified token builds what, through which ways, and whether anything checks it.

import { describe, expect, it } from 'vitest';
import { factsOf } from '../../src/facts/facts-of.ts';
import type { KeyLookup } from '../../src/flows/key-lookups.ts';
import { sourceFileOf } from '../../src/source/source-file-of.ts';

const imports = `
import fs from 'node:fs';
import jwt from 'jsonwebtoken';
import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, importJWK, jwtVerify } from 'jose';
`;
const lookups = (code: string): readonly KeyLookup[] => factsOf(sourceFileOf('src/x.ts', imports + code)).keyLookups;
const only = (code: string): KeyLookup => {
  const found = lookups(code);
  expect(found).toHaveLength(1);
  return found[0]!;
};

describe('a field and what it builds', () => {
  it.each([
    ['kid', 'path', 'fs.readFileSync(`keys/${decodeProtectedHeader(t).kid}`);'],
    ['kid', 'path', "const { kid } = JSON.parse(atob(t.split('.')[0])); fs.createReadStream('keys/' + kid);"],
    ['kid', 'query', "db.query(`select k from keys where id = '${decodeProtectedHeader(t).kid}'`);"],
    ['jku', 'url', 'fetch(decodeProtectedHeader(t).jku);'],
    ['iss', 'url', 'createRemoteJWKSet(new URL(`${decodeJwt(t).iss}/jwks`));'],
    ['jwk', 'key', 'await importJWK(decodeProtectedHeader(t).jwk);'],
    ['x5c', 'key', 'jwt.verify(t, decodeProtectedHeader(t).x5c[0]);'],
    ['kid', 'command', "import { exec } from 'node:child_process'; exec(`openssl x509 -in ${decodeProtectedHeader(t).kid}`);"],
  ])('%s, %s', (field, builds, code) => {
    const { field: found, builds: built } = only(code);
    expect([found, built]).toEqual([field, builds]);
  });

  it.each([
    ['an index', 'jwt.verify(t, KEYS[decodeProtectedHeader(t).kid]);'],
    ['a bound parameter', "db.query('select k from keys where id = ?', [decodeProtectedHeader(t).kid]);"],
    ['a text that is no query', 'redis.get(`key:${decodeProtectedHeader(t).kid}`);'],
    ['a header that was verified', 'const { protectedHeader } = await jwtVerify(t, k); fs.readFileSync(protectedHeader.kid);'],
    ['another claim', 'fs.readFileSync(decodeJwt(t).sub);'],
    ['a parameter of a function that nobody gives a header', 'export const f = ({ kid }) => fs.readFileSync(kid);'],
  ])('nothing: %s', (_, code) => { expect(lookups(code)).toEqual([]); });
});

describe('the way', () => {
  it.each([
    ['a name', 'const kid = decodeProtectedHeader(t).kid; fs.readFileSync(kid);'],
    ['a helper', 'const open = (name) => fs.readFileSync(`keys/${name}`); open(decodeProtectedHeader(t).kid);'],
    ['two helpers', 'const read = (n) => fs.readFileSync(n); const open = (n) => read(`keys/${n}`); open(decodeProtectedHeader(t).kid);'],
    ['a helper that decodes', 'const kidOf = (x) => decodeProtectedHeader(x).kid; fs.readFileSync(kidOf(t));'],
    ['a key function', 'jwt.verify(t, (header, done) => fs.readFile(header.kid, done), f);'],
    ['a typed header', "import type { JwtHeader } from 'jsonwebtoken'; export function key(header: JwtHeader) { return fs.readFileSync(header.kid); }"],
    ['the items of a list', "import { X509Certificate } from 'node:crypto'; decodeProtectedHeader(t).x5c.map((one) => new X509Certificate(one));"],
  ])('%s', (_, code) => { expect(only(code).checked).toBe(false); });
});

describe('checked first', () => {
  const before = 'function f(t) { const { kid } = decodeProtectedHeader(t); ';
  it.each([
    ["equality with a text", "if (kid !== 'a') throw e;", true],
    ['a list', 'if (!KNOWN.includes(kid)) throw e;', true],
    ['a table', 'if (!(kid in KNOWN)) throw e;', true],
    ['a pattern', 'if (!/^\\w+$/.test(kid)) throw e;', true],
    ['a pattern asked the other way', 'if (!kid.match(/^\\w+$/)) throw e;', true],
    ['a function by its name', 'assertValidKid(kid);', true],
    ['that it is there', 'if (kid === undefined) throw e;', false],
    ['a cache', 'if (cache.has(kid)) return cache.get(kid);', false],
    ['a map that is filled with it', 'if (keys.has(kid)) return keys.get(kid); keys.set(kid, 1);', false],
  ])('%s', (_, check, checked) => { expect(only(`${before}${check} return fs.readFileSync(kid); }`).checked).toBe(checked); });

  it('and not after', () => { expect(only(`${before} const key = fs.readFileSync(kid); if (!KNOWN.includes(kid)) throw e; return key; }`).checked).toBe(false); });
});

describe('the host', () => {
  it.each([
    ['the token names it', 'fetch(`${decodeJwt(t).iss}/jwks`);', false],
    ['behind a scheme', 'fetch(`https://${decodeJwt(t).iss}/jwks`);', false],
    ['before the rest of a name', 'fetch(`https://${decodeProtectedHeader(t).kid}.example.test/jwks`);', false],
    ['a path', 'fetch(`https://keys.example.test/${decodeProtectedHeader(t).kid}`);', true],
    ['a path behind a setting', 'fetch(`${process.env.KEYS}/${decodeProtectedHeader(t).kid}`);', true],
  ])('%s', (_, code, fixed) => { expect(only(code).fixedHost).toBe(fixed); });
});
