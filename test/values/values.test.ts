// Expression → Value, one row a spelling: what an expression is known to be, and what is rightly unknown.

import { describe, expect, it } from 'vitest';
import { bindingsOf } from '../../src/values/bindings.ts';
import { MAX_ITEMS } from '../../src/values/reading/built-ins.ts';
import { expressionsOf } from '../../src/values/expressions.ts';
import { MAX_ALTERNATIVES } from '../../src/values/reading/value-maker.ts';
import { MAX_DEPTH, type Expressions } from '../../src/values/reading/reader.ts';
import { libraryIndexOf } from '../../src/values/library-index.ts';
import { originsOf } from '../../src/values/origins.ts';
import type { Value } from '../../src/values/value.ts';
import { libraries } from '../../src/models/libraries/all.ts';
import type { SourceFile } from '../../src/source/file.ts';
import { type Node, parseCode } from '../../src/syntax/code.ts';

const index = libraryIndexOf(libraries);

interface Asked { readonly value: Value; readonly expressions: Expressions; readonly file: SourceFile }

/** The argument of `see(…)`, wherever it stands. */
function asked(text: string): Asked {
  const file: SourceFile = { path: 'src/a.ts', text, language: 'ts', role: 'production' };
  const tree = parseCode('ts', text);
  expect(tree.problems, text).toEqual([]);
  const bindings = bindingsOf(tree);
  const expressions = expressionsOf({ file, bindings, index, project: undefined });
  const call = bindings.all('CallExpression').find(({ callee }) => callee.type === 'Identifier' && callee.name === 'see')!;
  return { value: expressions.valueOf(call.arguments[0] as Node), expressions, file };
}

/** A value in one line: 'text', env:NAME, [a, b], {a: …}, a || b, utf8(…), ? for unknown. */
function shown(value: Value): string {
  switch (value.kind) {
    case 'text': return `'${value.text}'`;
    case 'plain': return String(value.value);
    case 'list': return `[${[...value.items.map(shown), ...(value.whole ? [] : ['…'])].join(', ')}]`;
    case 'object': return `{${[...[...value.properties].map(([name, property]) => `${name}: ${shown(property.value)}`), ...(value.whole ? [] : ['…'])].join(', ')}}`;
    case 'env': return `env:${value.name}`;
    case 'choice': return `(${value.alternatives.map(shown).join(` ${value.how} `)})`;
    case 'template': return `\`${value.parts.map((part) => (part.kind === 'text' ? part.text : `\${${shown(part)}}`)).join('')}\``;
    case 'wrapped': return `${value.by}(${shown(value.of)})`;
    case 'imported': return `import:${[value.module, ...value.path].join('.')}`;
    case 'instance': return `instance:${[value.module, ...value.path].join('.')}`;
    case 'parameter': return `parameter:${value.name}`;
    case 'result': return `result:${[value.module, ...value.path, ...value.members].join('.')}`;
    case 'function': return 'function';
    case 'class': return 'class';
    case 'unknown': return '?';
  }
}

const valueIn = (text: string): string => shown(asked(text).value);

function table(name: string, rows: readonly (readonly [string, string])[]): void {
  describe(name, () => {
    it.each(rows)('%s', (text, expected) => expect(valueIn(text)).toBe(expected));
  });
}

table('literals and operators', [
  ["see('a')", "'a'"], ['see(`a`)', "'a'"], ['see(5)', '5'], ['see(-5)', '-5'], ['see(true)', 'true'], ['see(null)', 'null'], ['see(undefined)', 'undefined'],
  ['see(void 0)', 'undefined'], ['see(!1)', 'false'], ['see(/a/g)', '/a/g'], ['see(10n)', '10'], ['see(60 * 60 * 24)', '86400'], ['see(2 ** 3 - 1)', '7'], ['see(10 / 4)', '2.5'],
  ["see(('a'))", "'a'"], ["see('a' as string)", "'a'"], ["see('a' satisfies string)", "'a'"], ["see('a'!)", "'a'"], ["see(<string>'a')", "'a'"], ["see((0, 'a'))", "'a'"],
  ["see(await 'a')", "'a'"], ["see(x = 'a')", "'a'"], ['see(x)', 'instance:global:.x'], ['see(~5)', '?'], ['see(typeof x)', '?'],
]);

table('templates and concatenation', [
  ["const a = 'x'; see(`${a}-y`)", "'x-y'"], ["see('a' + 'b' + 'c')", "'abc'"], ["see('a' + 1)", "'a1'"], ["see(`${1}${true}`)", "'1true'"],
  ["see('a' + process.env.K)", '`a${env:K}`'], ['see(`${process.env.K}`)', '`${env:K}`'], ['see(String(process.env.K))', '`${env:K}`'], ["see(''.concat(process.env.K, 'x'))", '`${env:K}x`'],
  ["see(['a', 'b'].join('-'))", "'a-b'"], ["see('a,b'.split(','))", "['a', 'b']"], ['see(`a${`b${`c`}`}`)', "'abc'"], ["let s = 'a'; s += 'b'; see(s)", "('a' assigned ?)"],
]);

table('choices', [
  ["see(process.env.K || 'x')", "(env:K || 'x')"], ["see(process.env.K ?? 'x')", "(env:K ?? 'x')"], ["see(c ? 'a' : 'b')", "('a' ?: 'b')"], ["see(a && 'b')", "(instance:global:.a && 'b')"],
  ["const { k = 'x' } = process.env; see(k)", "(env:k default 'x')"], ["function f(k = 'x') { see(k) }", "(parameter:k default 'x')"], ["const f = ({ k = 'x' } = {}) => see(k)", "((parameter:k) default 'x')"],
  ["function f({ key = 'x' }) { see(key) }", "(parameter:key default 'x')"], ["function f([a = 'x']) { see(a) }", "(parameter:0 default 'x')"], ["see(process.env.K || process.env.L || 'x')", "((env:K || env:L) || 'x')"],
]);

table('names', [
  ["const a = 'x'; const b = a; see(b)", "'x'"], ["let a = 'x'; see(a)", "'x'"], ["let a; a = 'x'; see(a)", "('x')"], ["let a = 'x'; a = 'y'; see(a)", "('x' assigned 'y')"], ["var a = 'x'; var a = 'y'; see(a)", "('x' assigned 'y')"],
  ["const a = 'x'; { const a = 'y'; see(a) }", "'y'"], ["const a = 'x'; function f(a) { see(a) }", 'parameter:a'], ["see(a); const a = 'x'", "'x'"], ["let a = null; if (c) a = 'x'; see(a)", "('x')"],
  ["let k = process.env.K; k ||= 'x'; see(k)", "(env:K assigned 'x')"], ['let i = 0; i++; see(i)', '(0 assigned ?)'], ['try {} catch (e) { see(e) }', '?'], ["for (const k of ['a', 'b']) see(k)", "('a' assigned 'b')"],
  ["for (const { k } of [{ k: 'a' }, { k: 'b' }]) see(k)", "('a' assigned 'b')"], ['for (const k of all) see(k)', '?'], ["for (const k in { a: 1 }) see(k)", '?'],
  ["export const a = 'x'; see(a)", "'x'"], ["import a = require('jose'); see(a)", 'import:jose'], ["const a = 'x' as const; see(a)", "'x'"],
]);

table('objects', [
  ["see({ a: 'x', 'b': 1, ['c']: true })", "{a: 'x', b: 1, c: true}"], ["see({ [k]: 1 })", '{…}'], ["const a = 'x'; see({ a })", "{a: 'x'}"], ["const o = { a: { b: 'x' } }; see(o.a.b)", "'x'"],
  ["const o = { a: { b: 'x' } }; see(o['a']?.b)", "'x'"], ["const n = 'a', o = { a: 'x' }; see(o[n])", "'x'"], ["const o = { a: 'x', b: 'y' }; see(o[k])", "('x' assigned 'y')"], ["const o = { a: 'x' }; see(o.b)", 'undefined'],
  ["const o = { a: 'x' }; see({ ...o, b: 1 })", "{a: 'x', b: 1}"], ["const o = { a: 'x' }; see({ a: 'y', ...o })", "{a: 'x'}"], ['see({ a: 1, ...rest })', '{a: (? default 1), …}'], ['see({ ...undefined, ...null, a: 1 })', '{a: 1}'],
  ['see({ ...(c ? { a: 1 } : {}) })', '{a: 1, …}'], ['see({ ...(c && { a: 1 }), b: 2 })', '{a: 1, b: 2, …}'], ["see(Object.assign({ a: 1 }, { b: 'x' }))", "{a: 1, b: 'x'}"], ['see(Object.assign({}, rest))', '{…}'],
  ["see(Object.freeze({ a: 'x' }).a)", "'x'"], ["const o = { get a() { return 'x' } }; see(o.a)", "'x'"], ["const o = {}; o.a = 'x'; see(o)", "{a: 'x'}"], ["const o = { a: 'x' }; o.a = 'y'; see(o.a)", "('x' assigned 'y')"],
  ["const o = { a: 1 }; o[k] = 2; see(o)", '{a: 1, …}'], ['const o = { a: 1 }; delete o.a; see(o)', '{a: 1, …}'], ["const { a: { b } } = { a: { b: 'x' } }; see(b)", "'x'"], ["const { a, ...rest } = { a: 1, b: 'x' }; see(rest)", "{b: 'x'}"],
  ["const { ['a']: z } = { a: 'x' }; see(z)", "'x'"], ["const { a = 'y' } = { a: 'x' }; see(a)", "('x' default 'y')"], ["const o = { a: 'x' } as const; see(o.a)", "'x'"], ["const o = { f() { return 'x' } }; see(o.f())", "'x'"],
]);

table('lists', [
  ["see(['a', 'b'])", "['a', 'b']"], ["const a = ['x']; see([...a, 'y'])", "['x', 'y']"], ['see([...rest, 1])', '[1, …]'], ["see(['a', 'b'][1])", "'b'"], ["const [, b] = ['a', 'x']; see(b)", "'x'"],
  ["see(['a'].concat('b', ['c']))", "['a', 'b', 'c']"], ["see(Object.freeze(['a']))", "['a']"], ["see(new Set(['a']))", "['a']"], ["see([['a'], 'b'].flat())", "[['a'], 'b']"], ["see(Array.from(['a']))", "['a']"],
]);

table('classes', [
  ["class A { k = 'x'; f() { see(this.k) } }", "'x'"], ["class A { static K = 'x' } see(A.K)", "'x'"], ["class A { #k = 'x'; f() { see(this.#k) } }", "'x'"], ["class A { readonly o = { a: 'x' }; f() { see(this.o.a) } }", "'x'"],
  ["class A { constructor() { this.k = 'x' } f() { see(this.k) } }", "'x'"], ["class A { k; constructor() { this.k = 'x' } f() { see(this.k) } }", "'x'"], ["class A { k = 'x'; constructor() { this.k = 'y' } f() { see(this.k) } }", "('x' assigned 'y')"],
  ["class A { constructor(private k: string) {} f() { see(this.k) } }", 'parameter:k'], ["class A { constructor(private k = 'x') {} f() { see(this.k) } }", "(parameter:k default 'x')"],
  ["class A { get k() { return 'x' } f() { see(this.k) } }", "'x'"], ["class A { key() { return 'x' } f() { see(this.key()) } }", "'x'"], ["class A { k = 'x'; f = () => see(this.k) }", "'x'"],
  ["class B { k = 'x' } class A extends B { f() { see(this.k) } }", "'x'"], ["class A { static K = 'x'; f() { see(A.K) } }", "'x'"], ["class A { k = 'x' } see(new A().k)", "'x'"], ["class A { k = 'x' } const a = new A(); see(a.k)", "'x'"],
  ["class A { k = 'x' } function f(a: A) { see(a.k) }", "'x'"], ["class A { f() { function g() { see(this.k) } } k = 'x' }", '?'],
]);

table('enums and functions', [
  ["enum K { A = 'x' } see(K.A)", "'x'"], ["const enum K { A = 'x' } see(K['A'])", "'x'"], ['enum K { A } see(K.A)', '?'], ["const f = () => 'x'; see(f())", "'x'"], ["function f() { return 'x' } see(f())", "'x'"],
  ["function f() { if (c) return 'a'; return 'b' } see(f())", "('a' ?: 'b')"], ["const f = (n) => process.env[n]; see(f('K'))", 'env:K'], ['const f = (k) => k; see(f(process.env.K))', 'env:K'], ["const f = (k) => k || 'x'; see(f(process.env.K))", "(env:K || 'x')"],
  ["async function f() { return 'x' } see(await f())", "'x'"], ["function* f() { return 'x' } see(f())", '?'], ['function f() {} see(f())', '?'], ["function f() { return () => 'x' } see(f()())", "'x'"], ["see((() => 'x')())", "'x'"],
  ["const f = (k) => ({ key: k }); see(f('x').key)", "'x'"], ["const f = (k) => `a${k}`; see(f('x'))", "'ax'"], ["function f() { function g() { return 'no' } return 'x' } see(f())", "'x'"],
]);

table('bytes and texts', [
  ["see(Buffer.from('x'))", "utf8('x')"], ["see(Buffer.from('eA==', 'base64'))", "base64('eA==')"], ["see(Buffer.from('78', 'hex'))", "hex('78')"], ["see(Buffer.from('eA', 'base64url'))", "base64url('eA')"],
  ["see(new TextEncoder().encode('x'))", "text encoder('x')"], ["const e = new TextEncoder(); see(e.encode('x'))", "text encoder('x')"], ["see(atob('eA=='))", "base64('eA==')"], ["see(JSON.parse('{}'))", "json('{}')"],
  ["see(' x '.trim())", "' x '"], ['see(process.env.K.trim())', 'env:K'], ["see(process.env.K.replace(/\\\\n/g, '\\n'))", 'newlines(env:K)'], ["see('a\\\\nb'.replace(/\\\\n/g, '-'))", "'a-b'"], ["see('a-b'.replaceAll('-', '+'))", "'a+b'"],
  ["see(Buffer.from('x').toString())", "'x'"], ["see(Buffer.from('eA==', 'base64').toString('utf8'))", "base64('eA==')"], ["see('x'.toString())", "'x'"], ["see('X'.toLowerCase())", "'x'"], ["see('x'.toUpperCase())", "'X'"],
  ["import { createSecretKey } from 'node:crypto'; see(createSecretKey('x', 'utf8'))", "secret key('x')"], ["import { createPublicKey } from 'crypto'; see(createPublicKey(process.env.K))", 'public key(env:K)'],
  ["import { importSPKI } from 'jose'; see(await importSPKI(process.env.K, 'RS256'))", 'public key(env:K)'], ["import { readFileSync } from 'node:fs'; see(readFileSync('k.pem', 'utf8'))", "file('k.pem')"],
  ["import fs from 'fs'; see(fs.readFileSync('k.pem'))", "file('k.pem')"], ["import { readFile } from 'fs/promises'; see(await readFile('k.pem'))", "file('k.pem')"], ['see(Math.random().toString(36))', 'guessable(?)'],
]);

table('the environment', [
  ['see(process.env.K)', 'env:K'], ["see(process.env['K'])", 'env:K'], ["const n = 'K'; see(process.env[n])", 'env:K'], ['see(process.env[`K`])', 'env:K'], ['const { K } = process.env; see(K)', 'env:K'], ['const { K: k } = process.env; see(k)', 'env:K'],
  ['const { env } = process; see(env.K)', 'env:K'], ['const e = process.env; see(e.K)', 'env:K'], ["import { env } from 'node:process'; see(env.K)", 'env:K'], ["import process from 'process'; see(process.env.K)", 'env:K'], ['see(globalThis.process.env.K)', 'env:K'],
  ['see(process?.env?.K)', 'env:K'], ['see(process.env.K!)', 'env:K'], ['see(process.env.K as string)', 'env:K'], ['see(import.meta.env.VITE_K)', 'env:VITE_K'], ["see(Deno.env.get('K'))", 'env:K'], ['see(Bun.env.K)', 'env:K'],
  ["import { K } from '$env/static/private'; see(K)", 'env:K'], ["import { env } from '$env/dynamic/private'; see(env.K)", 'env:K'], ['export default { fetch(request, env) { see(env.JWT_SECRET) } }', 'env:JWT_SECRET'],
  ['app.get((c) => see(c.env.JWT_SECRET))', 'env:JWT_SECRET'], ['const { A, ...rest } = process.env; see(rest.K)', 'env:K'], ["process.env.K = 'x'; see(process.env.K)", "'x'"], ['see(process.env)', 'instance:global:.process.env'],
]);

table('environments through helpers', [
  ["import { createEnv } from '@t3-oss/env-nextjs'; const env = createEnv({ server: { K: z.string() }, runtimeEnv: process.env }); see(env.K)", 'env:K'],
  ["import { createEnv } from '@t3-oss/env-core'; const env = createEnv({ server: { K: z.string().default('x') }, runtimeEnv: process.env }); see(env.K)", "(env:K default 'x')"],
  ["import { cleanEnv, str } from 'envalid'; const env = cleanEnv(process.env, { K: str() }); see(env.K)", 'env:K'],
  ["import { cleanEnv, str } from 'envalid'; const env = cleanEnv(process.env, { K: str({ default: 'x' }) }); see(env.K)", "(env:K default 'x')"],
  ["import { cleanEnv, str } from 'envalid'; const env = cleanEnv(process.env, { K: str({ devDefault: 'x' }) }); see(env.K)", 'env:K'],
  ["import env from 'env-var'; see(env.get('K').required().asString())", 'env:K'],
  ["import * as env from 'env-var'; see(env.get('K').default('x').asString())", "(env:K default 'x')"],
  ["import { parseEnv } from 'znv'; const { K } = parseEnv(process.env, { K: z.string() }); see(K)", 'env:K'],
  ["import { z } from 'zod'; const env = z.object({ K: z.string().min(32) }).parse(process.env); see(env.K)", 'env:K'],
  ["import { z } from 'zod'; const schema = z.object({ K: z.string().default('x') }); const env = schema.parse(process.env); see(env.K)", "(env:K default 'x')"],
  ["import { z } from 'zod'; const result = z.object({ K: z.string() }).safeParse(process.env); see(result.data.K)", 'env:K'],
  ["import * as v from 'valibot'; const env = v.parse(v.object({ K: v.string() }), process.env); see(env.K)", 'env:K'],
  ["import * as v from 'valibot'; const env = v.parse(v.object({ K: v.optional(v.string(), 'x') }), process.env); see(env.K)", "(env:K default 'x')"],
  ["import Joi from 'joi'; const { value } = Joi.object({ K: Joi.string().default('x') }).validate(process.env); see(value.K)", "(env:K default 'x')"],
  ["import Joi from 'joi'; const { value: env, error } = Joi.object().keys({ K: Joi.string().required() }).validate(process.env); see(env.K)", 'env:K'],
  ["import * as yup from 'yup'; const env = yup.object({ K: yup.string().required() }).validateSync(process.env); see(env.K)", 'env:K'],
  ["import convict from 'convict'; const config = convict({ jwt: { secret: { env: 'K', default: 'x', format: String } } }); see(config.get('jwt.secret'))", "(env:K default 'x')"],
  ["import config from 'config'; see(config.get('jwt.secret'))", 'env:jwt.secret'],
  ["import dotenv from 'dotenv'; const { parsed } = dotenv.config(); see(parsed.K)", 'env:K'],
  ["import { config } from 'dotenv'; see(config().parsed!.K)", 'env:K'],
  ["import { ConfigService } from '@nestjs/config'; class A { constructor(private config: ConfigService) {} f() { see(this.config.get('K')) } }", 'env:K'],
  ["import { ConfigService } from '@nestjs/config'; class A { constructor(private config: ConfigService) {} f() { see(this.config.get<string>('K', 'x')) } }", "(env:K default 'x')"],
  ["import { ConfigService } from '@nestjs/config'; function f(config: ConfigService) { see(config.getOrThrow('auth.secret')) }", 'env:auth.secret'],
  ["import { registerAs } from '@nestjs/config'; const auth = registerAs('auth', () => ({ secret: process.env.K || 'x' })); see(auth().secret)", "(env:K || 'x')"],
  ["import { env } from 'cloudflare:workers'; see(env.K)", 'env:K'],
  ["import { K } from 'astro:env/server'; see(K)", 'env:K'],
  ['const config = useRuntimeConfig(); see(config.jwtSecret)', 'env:jwtSecret'],
  ["import { env } from 'hono/adapter'; app.get((c) => { const { K } = env(c); see(K) })", 'env:K'],
  ["const { K } = Deno.env.toObject(); see(K)", 'env:K'],
]);

table('modules', [
  ["import jwt from 'jsonwebtoken'; see(jwt.verify)", 'import:jsonwebtoken.verify'], ["import * as jwt from 'jsonwebtoken'; see(jwt.verify)", 'import:jsonwebtoken.verify'], ["import { verify as v } from 'jsonwebtoken'; see(v)", 'import:jsonwebtoken.verify'],
  ["const jwt = require('jsonwebtoken'); see(jwt.verify)", 'import:jsonwebtoken.verify'], ["const { verify } = require('jsonwebtoken'); see(verify)", 'import:jsonwebtoken.verify'], ["see(require('jsonwebtoken').verify)", 'import:jsonwebtoken.verify'],
  ["const jwt = await import('jsonwebtoken'); see(jwt.default.verify)", 'import:jsonwebtoken.verify'], ["const { default: jwt } = await import('jsonwebtoken'); see(jwt.verify)", 'import:jsonwebtoken.verify'], ["import { default as jwt } from 'jsonwebtoken'; see(jwt.verify)", 'import:jsonwebtoken.verify'],
  ["import { promisify } from 'node:util'; import jwt from 'jsonwebtoken'; see(promisify(jwt.verify))", 'import:jsonwebtoken.verify'], ["import util from 'util'; import jwt from 'jsonwebtoken'; see(util.promisify(jwt.verify))", 'import:jsonwebtoken.verify'],
  ["import jwt from 'jsonwebtoken'; see(jwt.verify.bind(jwt))", 'import:jsonwebtoken.verify'], ["import { verify } from 'jsonwebtoken'; see(verify.bind(null))", 'import:jsonwebtoken.verify'],
  ["import { decodeJwt } from 'jose'; see(decodeJwt(t).sub)", 'result:jose.decodeJwt.sub'], ["import { JwtService } from '@nestjs/jwt'; class A { constructor(private jwt: JwtService) {} f() { see(this.jwt.sign) } }", 'import:@nestjs/jwt.JwtService#sign'],
  ["import { JwtService } from '@nestjs/jwt'; class A { private readonly jwt: JwtService; f() { see(this.jwt.sign) } }", 'import:@nestjs/jwt.JwtService#sign'], ["import x from './here'; see(x.key)", 'import:./here.key'],
]);

table('circles', [
  ['const a = b; const b = a; see(a)', '?'], ['const f = () => f(); see(f())', '?'], ['const o = { get a() { return o.a } }; see(o.a)', '?'], ['const a = { ...a }; see(a)', '{…}'], ['const a = [...a]; see(a)', '[…]'],
  ['class A { k = this.k; f() { see(this.k) } }', '?'], ['function f() { return g() } function g() { return f() } see(f())', '?'], ["let a = 'x'; a = a; see(a)", "('x' assigned ?)"],
]);

describe('the way', () => {
  it('names what a value went through, and where it is written', () => {
    const { value, file } = asked("const keys = { access: 'x' };\nconst key = keys.access;\nsee(key);");
    expect(file.text.slice(value.at.start, value.at.end)).toBe("'x'");
    expect(value.via.map(({ note }) => note)).toEqual(['access', 'keys', 'key']);
  });

  it('tells a choice by the environment', () => {
    expect(asked("see(process.env.NODE_ENV === 'production' ? process.env.K : 'x')").value).toMatchObject({ kind: 'choice', byEnvironment: true });
    expect(asked("see(flag ? 'a' : 'b')").value).not.toHaveProperty('byEnvironment');
  });
});

describe('bounds', () => {
  const chain = (length: number): string => `const k0 = 'x';\n${Array.from({ length }, (_, at) => `const k${at + 1} = k${at};\n`).join('')}see(k${length});`;

  it('of depth', () => {
    expect(valueIn(chain(MAX_DEPTH - 5))).toBe("'x'");
    expect(valueIn(chain(MAX_DEPTH + 5))).toBe('?');
  });

  it('of alternatives', () => {
    const text = `let k = '0';\n${Array.from({ length: 100 }, (_, at) => `k = '${at}';\n`).join('')}see(k);`;
    expect((asked(text).value as Extract<Value, { kind: 'choice' }>).alternatives).toHaveLength(MAX_ALTERNATIVES);
  });

  it('of items, and a list cut short is not whole', () => {
    const list = asked(`see([${"'a',".repeat(MAX_ITEMS + 1)}])`).value;
    expect(list).toMatchObject({ kind: 'list', whole: false });
    expect((list as Extract<Value, { kind: 'list' }>).items).toHaveLength(MAX_ITEMS);
  });

  it('of a concatenation', () => {
    const started = performance.now();
    expect(['?', 'text', 'template', 'unknown']).toContain(asked(`see(${Array.from({ length: 1400 }, () => "'a'").join(' + ')})`).value.kind);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it('of what shares its parts', () => {
    const doubled = (first: string, next: (name: string) => string): string =>
      `const a0 = ${first};\n${Array.from({ length: 50 }, (_, at) => `const a${at + 1} = ${next(`a${at}`)};\n`).join('')}see(a50);`;
    const started = performance.now();
    for (const next of [(name: string) => `c ? ${name} : ${name}`, (name: string) => `[${name}, ${name}]`, (name: string) => `${name} || ${name}`, (name: string) => `{ a: ${name}, b: ${name} }`, (name: string) => `${name} + ${name}`])
      originsOf(asked(doubled('process.env.K', next)).value);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
