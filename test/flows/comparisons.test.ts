// Code → comparisons of a MAC made in it: how the MAC is recognised, where the other side comes from, what stays silent.

import { describe, expect, it } from 'vitest';
import type { MacComparison } from '../../src/flows/comparisons.ts';
import { factsOf } from '../../src/facts/facts-of.ts';
import { sourceFileOf } from '../../src/source/source-file-of.ts';

const comparisonsIn = (text: string): readonly MacComparison[] => factsOf(sourceFileOf('src/x.js', text)).macComparisons;
const sourcesIn = (text: string): readonly string[] => comparisonsIn(text).map(({ source }) => source);

describe('a MAC is known', () => {
  const start = "import { createHmac } from 'node:crypto'; export function f(key, body, given) { ";
  it.each([
    ['as it is made', "return createHmac('sha256', key).update(body).digest('hex') === given; }"],
    ['by its name', "const mac = createHmac('sha256', key).update(body).digest('hex'); return mac === given; }"],
    ['from a builder', "const hmac = createHmac('sha256', key); hmac.update(body); hmac.update('x'); return hmac.digest('hex') === given; }"],
    ['assigned later', "let mac; if (key) mac = createHmac('sha256', key).update(body).digest('hex'); return mac === given; }"],
    ['behind a prefix', "return `sha256=${createHmac('sha256', key).update(body).digest('hex')}` === given; }"],
    ['in another spelling', "return createHmac('sha256', key).update(body).digest('base64').replace(/=+$/, '').toLowerCase() === given; }"],
    ['cut short', "return createHmac('sha256', key).update(body).digest('hex').slice(0, 16) === given; }"],
    ['as bytes', "return Buffer.from(createHmac('sha256', key).update(body).digest('hex'), 'hex').equals(given); }"],
    ['through a function', "return mac(body) === given; } const mac = (text) => createHmac('sha256', k).update(text).digest('hex');"],
    ['through two', "return hex(body) === given; } const hex = (text) => mac(text).toString('hex'); const mac = (text) => createHmac('sha256', k).update(text).digest();"],
    ['through a method', "return new Signer().mac(body) === given; } class Signer { mac(text) { return createHmac('sha256', k).update(text).digest('hex'); } }"],
    ['behind an encoder of its own', "return toHex(createHmac('sha256', key).update(body).digest()) === given; }"],
  ])('%s', (_, text) => { expect(comparisonsIn(start + text)).toHaveLength(1); });

  it.each([
    ['a plain hash', "import { createHash } from 'node:crypto'; export const f = (body, given) => createHash('sha256').update(body).digest('hex') === given;"],
    ['a function of that name', "import { createHmac } from './own'; export const f = (body, given) => createHmac('sha256', k).update(body).digest('hex') === given;"],
    ['a key derived from a password', "import { createHmac, scryptSync } from 'node:crypto'; export const f = (p, given) => scryptSync(p, s, 32).toString('hex') === given;"],
    ['what a MAC only decides', `${start} const ok = createHmac('sha256', key).update(body).digest().length > 0; return ok === given; }`],
  ])('and not %s', (_, text) => { expect(comparisonsIn(text)).toEqual([]); });
});

describe('the other side', () => {
  const mac = "import crypto from 'crypto'; const mac = (text) => crypto.createHmac('sha256', process.env.KEY).update(text).digest('hex'); ";
  it.each([
    [['request'], `${mac} export const f = (req) => mac(req.rawBody) === req.headers['x-signature'];`],
    [['request'], `${mac} export const f = (req) => { const given = req.headers['x-signature'].split('=')[1]; if (given !== mac(req.body)) throw 1; };`],
    [['request'], `${mac} export const f = (req) => { const { hmac, ...rest } = req.query; return hmac === mac(rest); };`],
    [['caller'], `${mac} export const f = (body, given) => mac(body) === given;`],
    [['caller'], `${mac} export const f = (token) => { const [body, tag] = token.split('.'); return mac(body) === tag; };`],
    [['named'], `${mac} export const f = async (body) => { const signature = await load(); return mac(body) === signature; };`],
    [[], `${mac} export const f = async (body) => { const row = await load(); return mac(body) === row.value; };`],
    [[], `${mac} export const f = (user, given) => mac(given) === user.passwordHash;`],
    [['caller'], `${mac} export const f = ({ hash, ...data }) => mac(Object.keys(data).sort().join()) === hash;`],
    [['caller'], `${mac} export const f = (input) => { const { hash, ...rest } = input; return mac(rest) === hash; };`],
    [['caller'], `${mac} export const f = (input) => mac(input.text) === input.hash;`],
    [['caller'], `${mac} export const f = (data, hash) => mac(data) === hash;`],
    [[], `${mac} export const f = (password, hash) => mac(password) === hash;`],
    [[], `${mac} export const f = (text, row) => mac(text) === row.hash;`],
    [[], `${mac} export const f = (body, other) => mac(body) === mac(other);`],
    [[], `${mac} export const f = (body) => mac(body) !== undefined && mac(body) !== '' && typeof mac(body) === 'string';`],
    [[], `${mac} export const f = (body, given) => mac(body).length === given.length && crypto.timingSafeEqual(Buffer.from(mac(body)), Buffer.from(given));`],
  ])('%j: %s', (expected, text) => { expect(sourcesIn(text)).toEqual(expected); });
});

describe('the safe comparison is reached', () => {
  const rest = "export const f = (mac, given) => createHmac('sha256', key).update(mac).digest('hex') === given;";
  it.each([
    ['crypto.timingSafeEqual', `import crypto from 'node:crypto'; ${rest.replace('createHmac', 'crypto.createHmac')}`],
    ['crypto.timingSafeEqual', `const crypto = require('crypto'); ${rest.replace('createHmac', 'crypto.createHmac')}`],
    ['timingSafeEqual', `import { createHmac } from 'node:crypto'; ${rest}`],
    ['safe', `import { createHmac, timingSafeEqual as safe } from 'crypto'; ${rest}`],
    ['timingSafeEqual', `const { createHmac } = require('crypto'); ${rest}`],
    [undefined, `import hmac from 'crypto-js/hmac-sha256'; export const f = (body, given) => hmac(body, key).toString() === given;`],
  ])('%s: %s', (expected, text) => { expect(comparisonsIn(text)[0]?.safely?.call).toBe(expected); });
});
