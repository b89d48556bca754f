// Code → JWTs that are signed or checked with what signs bytes, and everything that only looks like one.

import { describe, expect, it } from 'vitest';
import { factsOf } from '../../src/facts/facts-of.ts';
import type { JwtCall } from '../../src/calls/jwt-call.ts';
import { projectOf } from '../../src/project/project-of.ts';
import { sourceFileOf } from '../../src/source/source-file-of.ts';

const byHand = (text: string): readonly JwtCall[] => factsOf(sourceFileOf('src/x.js', text)).jwtCalls.filter(({ handRolled }) => handRolled);
const doneIn = (text: string): readonly string[] => byHand(text).map(({ kind, name }) => `${kind} ${name}`);

const crypto = "import crypto from 'crypto'; ";
const encoder = "const enc = (o) => Buffer.from(JSON.stringify(o)).toString('base64url'); ";
const hmac = (input: string): string => `crypto.createHmac('sha256', k).update(${input}).digest('base64url')`;

describe('a signer', () => {
  const header = "{ alg: 'HS256', typ: 'JWT' }";
  it.each([
    ['a template', `${crypto}${encoder} export const f = (c) => ${hmac(`\`\${enc(${header})}.\${enc(c)}\``)};`],
    ['a sum', `${crypto}${encoder} export const f = (c) => ${hmac(`enc(${header}) + '.' + enc(c)`)};`],
    ['a list', `${crypto}${encoder} export const f = (c) => ${hmac(`[enc(${header}), enc(c)].join('.')`)};`],
    ['names', `${crypto}${encoder} export const f = (c) => { const h = enc(${header}); const p = enc(c); const input = h + '.' + p; return ${hmac('input')}; };`],
    ['map', `${crypto}${encoder} export const f = (c) => { const h = { typ: 'JWT' }; return ${hmac('enc(h) + "." + enc(c)')}; };`],
    ['bytes of it', `${crypto}${encoder} export const f = (c) => ${hmac(`Buffer.from(enc(${header}) + '.' + enc(c))`)};`],
    ['several updates', `${crypto}${encoder} export const f = (c) => crypto.createHmac('sha256', k).update(enc(${header})).update('.').update(enc(c)).digest();`],
    ['a header as JSON', `${crypto} const h = Buffer.from('{"alg":"HS256"}').toString('base64'); export const f = (p) => ${hmac('h + "." + p')};`],
    ['a header from a default', `${crypto}${encoder} export const f = (c, header = ${header}) => ${hmac('enc(header) + "." + enc(c)')};`],
    ['names alone', `${crypto} export const f = (header, payload) => ${hmac('`${header}.${payload}`')};`],
    ['a header that the caller gives', `${crypto}${encoder} export const f = (header, c) => ${hmac('enc(header) + "." + enc(c)')};`],
  ])('of %s', (_, text) => { expect(doneIn(text)).toEqual(['sign crypto.createHmac']); });

  it.each([
    ['createSign', `import { createSign } from 'node:crypto'; ${encoder} export const f = (c) => createSign('RSA-SHA256').update(enc({ alg: 'RS256' }) + '.' + enc(c)).sign(pem);`, 'sign createSign'],
    ['sign', `import { sign } from 'node:crypto'; ${encoder} export const f = (c) => sign('sha256', Buffer.from(enc({ alg: 'ES256' }) + '.' + enc(c)), pem);`, 'sign sign'],
    ['WebCrypto', `${encoder} export const f = async (k, c) => crypto.subtle.sign('HMAC', k, new TextEncoder().encode(enc({ alg: 'HS256' }) + '.' + enc(c)));`, 'sign crypto.subtle.sign'],
    ['crypto-js', `import hmac from 'crypto-js/hmac-sha256'; ${encoder} export const f = (c) => hmac(enc({ alg: 'HS256' }) + '.' + enc(c), k);`, 'sign hmac'],
  ])('with %s', (_, text, expected) => { expect(doneIn(text)).toEqual([expected]); });

  it('has the parts that a library would be given', () => {
    const [call] = byHand(`${crypto}${encoder} export const f = (id) => ${hmac(`enc(${header}) + '.' + enc({ sub: id, exp: 1, aud: 'a' })`)};`);
    expect(Object.keys(call?.parts ?? {}).sort()).toEqual(['algorithm', 'audience', 'expiry', 'header', 'key', 'payload']);
    expect(call?.key?.algorithms).toEqual(['HS256']);
  });
});

describe('a verifier', () => {
  const parse = "const dec = (p) => JSON.parse(Buffer.from(p, 'base64url').toString()); ";
  it.each([
    ['names', `${crypto} export const f = (t) => { const [header, payload, sig] = t.split('.'); return ${hmac('header + "." + payload')} === sig && JSON.parse(atob(payload)); };`],
    ['elements', `${crypto} export const f = (t) => { const p = t.split('.'); return ${hmac('`${p[0]}.${p[1]}`')} === p[2] && JSON.parse(atob(p[1])); };`],
    ['a slice', `${crypto} export const f = (t) => { const p = t.split('.'); return ${hmac('p.slice(0, 2).join(".")')} === p[2] && JSON.parse(atob(p[0])); };`],
    ['names alone', `${crypto} export const f = (t) => { const [header, payload, sig] = t.split('.'); return ${hmac('header + "." + payload')} === sig; };`],
    ['up to the last dot', `${crypto}${parse} export const f = (t) => { const h = dec(t.split('.')[0]); return ${hmac('t.slice(0, t.lastIndexOf("."))')} && h; };`],
    ['short names, read by a helper', `${crypto}${parse} export const f = (t) => { const [h, p, s] = String(t || '').split('.'); dec(h); return ${hmac('h + "." + p')} === s && dec(p); };`],
  ])('by %s', (_, text) => { expect(doneIn(text)).toEqual(['verify crypto.createHmac']); });

  it('is the caller of a method that signs texts', () => {
    expect(doneIn(`${crypto} class S { mac(text) { return ${hmac('text')}; } check(t) { const [header, body, sig] = t.split('.'); return this.mac(header + '.' + body) === sig; } hook(b) { return this.mac(b); } }`))
      .toEqual(['verify crypto.createHmac']);
  });

  it.each([
    ['compared', "const c = JSON.parse(atob(payload)); if (c.exp < now()) throw 1; return c;", ['exp'], true],
    ['not compared', 'return JSON.parse(atob(payload));', [], true],
    ['no business of anybody', "return JSON.parse(atob(payload)).iss === 'x';", ['iss'], false],
  ])('its claims are %s', (_, rest, checked, decides) => {
    const [call] = byHand(`${crypto} export const f = (t) => { const [header, payload, sig] = t.split('.'); if (${hmac('header + "." + payload')} !== sig) throw 1; ${rest} };`);
    expect([[...(call?.checked ?? [])].sort(), call?.handRolled?.decides]).toEqual([checked, decides]);
  });
});

describe('no JWT is', () => {
  it.each([
    ['a webhook', `${crypto} export const f = (timestamp, body) => ${hmac('`${timestamp}.${body}`')};`],
    ['a webhook whose body is JSON', `${crypto} export const f = (timestamp, body) => ${hmac('`${timestamp}.${JSON.stringify(body)}`')};`],
    ['one with a version', `${crypto} export const f = (timestamp, body) => ${hmac('`v0:${timestamp}:${body}`')};`],
    ['one of three parts', `${crypto} export const f = (id, timestamp, body) => ${hmac('`${id}.${timestamp}.${body}`')};`],
    ['a header of the request before the body', `${crypto} export const f = (req) => ${hmac("`${req.headers['x-timestamp']}.${req.rawBody}`")};`],
    ['a header and a body in plain base64', `${crypto} export const f = (header, body) => crypto.createHmac('sha256', k).update(header + '.' + body).digest('base64');`],
    ['a ticket of hours', `${crypto} export const f = (t) => { const [h, body, sig] = t.split('.'); return ${hmac('h + "." + body')} === sig; };`],
    ['a cookie', `${crypto} export const f = (value) => value + '.' + ${hmac('value')};`],
    ['a cookie of JSON', `${crypto}${encoder} export const f = (o) => { const value = enc(o); return value + '.' + ${hmac('value')}; };`],
    ['a cookie up to its last dot', `${crypto} export const f = (c) => ${hmac('c.slice(0, c.lastIndexOf("."))')};`],
    ['a ticket', `${crypto} export const f = (t) => { const [id, expires, sig] = t.split('.'); return ${hmac('id + "." + expires')} === sig; };`],
    ['a ticket with JSON in it', `${crypto} export const f = (t) => { const [kind, body, sig] = t.split('.'); return ${hmac('kind + "." + body')} === sig && JSON.parse(atob(body)); };`],
    ['a format with a version', `${crypto} export const f = (t) => { const p = t.split('.'); if (p[0] !== 'v2') return; return ${hmac('p[0] + "." + p[1]')} === p[2] && JSON.parse(atob(p[1])); };`],
    ['two objects of its own', `${crypto}${encoder} export const f = (o) => ${hmac('enc({ v: 1, at: 2 }) + "." + enc(o)')};`],
    ['a request signed for a vendor', `${crypto} export const f = (host, path) => ${hmac('[host, path].join("\\n")')};`],
    ['a domain', `${crypto} export const f = (name, zone) => ${hmac('`${name}.${zone}`')};`],
    ['a plain hash', "import { createHash } from 'crypto'; const enc = (o) => Buffer.from(JSON.stringify(o)).toString('base64url'); export const f = (c) => createHash('sha256').update(enc({ alg: 'HS256' }) + '.' + enc(c)).digest();"],
  ])('%s', (_, text) => { expect(doneIn(text)).toEqual([]); });

  it.each([['my-jwt-tools', 0], ['jose', 0], ['shop', 1]])('what the package %s does: %i', (name, expected) => {
    const text = `${crypto}${encoder} export const f = (c) => ${hmac("enc({ alg: 'HS256' }) + '.' + enc(c)")};`;
    const texts = new Map([['package.json', JSON.stringify({ name })], ['src/x.js', text]]);
    const project = projectOf({ readFile: (path) => texts.get(path) });
    expect(factsOf(sourceFileOf('src/x.js', text), project).jwtCalls).toHaveLength(expected);
  });
});

describe('names that double what they hold', () => {
  const doubling = (make: (before: string) => string): string =>
    Array.from({ length: 60 }, (_, at) => `const a${at + 1} = ${make(`a${at}`)};`).join(' ');
  it.each([
    ['sums', `${crypto} export const f = (a0) => { ${doubling((a) => `${a} + ${a}`)} return ${hmac('a60')}; };`],
    ['lists', `${crypto} export const f = (a0) => { ${doubling((a) => `[${a}, ${a}].join('')`)} return ${hmac('a60 + "." + a60')}; };`],
    ['calls', `${crypto} const g = (x, y) => x; export const f = (a0) => { ${doubling((a) => `g(${a}, ${a})`)} return ${hmac('a60')} === a60; };`],
    ['parts', `${crypto} export const f = (t) => { const a0 = t.split('.')[0]; ${doubling((a) => `[${a}, ${a}]`)} return ${hmac('`${t.split(".")[0]}.${t.split(".")[1]}`')} && JSON.parse(a60); };`],
  ])('come to an end: %s', (_, text) => {
    const start = performance.now();
    expect(doneIn(text)).toEqual([]);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
