// A number → code of that size, in which one dimension grows and the others stand still: calls, routes, classes, names,
// modules, findings. The texts are invented; what they share is that each passes the gate and costs work.

export type Files = Readonly<Record<string, string>>;

const times = (count: number, one: (at: number) => string, between = '\n'): string =>
  Array.from({ length: count }, (_, at) => one(at)).join(between);
const side = (count: number): number => Math.ceil(4 * Math.sqrt(count));
const JWT = "import jwt from 'jsonwebtoken';\n";
const alone = (text: string): Files => ({ 'src/a.ts': text });
const withJwt = (text: string): Files => alone(JWT + text);
/** Code whose end holds a call, so that what was grown is also followed. */
const key = (before: string, value: string): Files =>
  withJwt(`${before}\nexport const issue = (user) => jwt.sign({ id: user.id }, ${value}, { expiresIn: '5m' });\n`);

/** Calls, and how they stand to each other. */
const calls: Readonly<Record<string, (count: number) => Files>> = {
  'verify calls in one function': (n) => withJwt(`export function f(t, k) {\n${times(n, (i) => `  const c${i} = jwt.verify(t, k);`)}\n}`),
  'verify calls in functions': (n) => withJwt(times(n, (i) => `export function f${i}(t, k) { return jwt.verify(t, k); }`)),
  'verify calls over many tokens': (n) => withJwt(times(n, (i) => `const c${i} = jwt.verify(t${i}, process.env.K${i});`)),
  'verify statements': (n) => withJwt(times(n, () => 'jwt.verify(t, k);')),
  'sign calls': (n) => withJwt(times(n, (i) => `export const s${i} = (user) => jwt.sign({ id: user.id }, process.env.KEY);`)),
  'sign calls with one text': (n) => withJwt(times(n, (i) => `export const s${i} = (user) => jwt.sign({ id: user.id }, 'changeit');`)),
  'sign calls with a text each': (n) => withJwt(times(n, (i) => `export const s${i} = (user) => jwt.sign({ id: user.id }, 'changeit-${i}');`)),
  'sign calls with a long text each': (n) => withJwt(times(n, (i) => `export const s${i} = (user) => jwt.sign({ id: user.id }, 'k${i}Jd93kfLs02mcnzOw9qPlsm28dkQ');`)),
  'decode calls': (n) => withJwt(times(n, (i) => `export const d${i} = (t) => jwt.decode(t).sub;`)),
  'decode calls of one token': (n) => withJwt(`export function f(req) {\n  const t = req.headers.authorization;\n${times(n, (i) => `  const d${i} = jwt.decode(t); if (d${i}.sub === user) go();`)}\n}`),
  'decode and verify': (n) => withJwt(`export function f(t, k) {\n${times(n, (i) => `  const d${i} = jwt.decode(t, { complete: true }); jwt.verify(t, keys[d${i}.header.kid], { algorithms: ['RS256'] });`)}\n}`),
  'decode and verify in functions': (n) => withJwt(times(n, (i) => `export function f${i}(t, k) { const d = jwt.decode(t); const c = jwt.verify(t, k); return d.sub + c.sub; }`)),
  'nested decode calls': (n) => withJwt(times(n, (i) => `export const d${i} = (t) => jwt.verify(jwt.decode(t), k);`)),
  'uses of one decoded token': (n) => withJwt(`export function f(req) {\n  const d = jwt.decode(req.headers.authorization);\n${times(n, () => '  users.find({ id: d.sub });')}\n}`),
  'claims that are read': (n) => withJwt(`export function f(req) {\n  const d = jwt.verify(req.token, k);\n${times(n, (i) => `  if (d.c${i} === 1) go(d.c${i});`)}\n}`),
  'verify in try': (n) => withJwt(`export function f(t, k, res, next) {\n${times(n, (i) => `  try { req.user = jwt.verify(t, k); } catch (e${i}) { res.status(401).end(); } next();`)}\n}`),
  'verify with a callback': (n) => withJwt(times(n, () => 'jwt.verify(t, k, (err, claims) => { if (err) res.status(401).end(); next(); });')),
  'verify with a callback in one function': (n) => withJwt(`export function f(t, k, res, next) {\n${times(n, () => 'jwt.verify(t, k, (err, claims) => { req.user = claims; next(); });')}\n}`),
  'try in try': (n) => withJwt(`export function f(t, k) {\n${times(n, () => 'try { jwt.verify(t, k); } catch {}')}\n}`),
  'verifiers made once': (n) => alone(`import { createVerifier } from 'fast-jwt';\nconst verify = createVerifier({ key: 'k' });\n${times(n, (i) => `export const f${i} = (t) => verify(t);`)}`),
  'builders': (n) => alone(`import { SignJWT } from 'jose';\n${times(n, (i) => `export const f${i} = (p) => new SignJWT(p).setIssuer('i').setSubject(p.id).setProtectedHeader({ alg: 'HS256' }).sign(key);`)}`),
  'a builder of many steps': (n) => alone(`import { SignJWT } from 'jose';\nexport const f = (p) => new SignJWT(p)${times(n, () => ".setIssuer('i')", '')}.setProtectedHeader({ alg: 'HS256' }).sign(key);`),
  'a builder with a name and many steps': (n) => alone(`import { SignJWT } from 'jose';\nexport const f = (p) => { const b = new SignJWT(p);\n${times(n, () => "b.setIssuer('i');")}\nreturn b.sign(key); }`),
  'jose verify calls': (n) => alone(`import { jwtVerify, createRemoteJWKSet } from 'jose';\nconst JWKS = createRemoteJWKSet(new URL('https://i.example/jwks'));\n${times(n, (i) => `export const f${i} = async (t) => { const { payload } = await jwtVerify(t, JWKS); return payload.sub; };`)}`),
  'calls that are nothing': (n) => withJwt(times(n, (i) => `call${i}(a, b, 'c');`)),
  'calls of one name': (n) => withJwt(times(n, () => "log(a, b, 'c');")),
  'hand-rolled verifiers': (n) => alone(`import crypto from 'crypto';\n${times(n, (i) => `export function v${i}(token) { const [h, p, s] = token.split('.'); const mac = crypto.createHmac('sha256', secret).update(h + '.' + p).digest('base64url'); if (mac !== s) throw new Error(); return JSON.parse(Buffer.from(p, 'base64url').toString()); }`)}`),
  'hand-rolled decodes': (n) => withJwt(times(n, (i) => `export const d${i} = (token) => JSON.parse(atob(token.split('.')[1])).sub;`)),
  'hand-rolled decodes of one token': (n) => withJwt(`export function f(req) { const token = req.headers.authorization;\n${times(n, (i) => `const d${i} = JSON.parse(atob(token.split('.')[1])); users.find(d${i}.sub);`)}\n}`),
  'macs': (n) => alone(`import crypto from 'crypto';\n${times(n, (i) => `export const m${i} = (b, given) => crypto.createHmac('sha256', process.env.WEBHOOK_SECRET).update(b).digest('hex') === given;`)}`),
  'macs in one function': (n) => alone(`import crypto from 'crypto';\nexport function f(b, given) {\n${times(n, (i) => `const m${i} = crypto.createHmac('sha256', 'secret-text').update(b).digest('hex'); if (m${i} === given) go();`)}\n}`),
  'signature checks': (n) => alone(`import crypto from 'crypto';\n${times(n, (i) => `export const m${i} = (b, s) => { crypto.verify('sha256', b, key, s); };`)}`),
  'key look-ups': (n) => withJwt(times(n, (i) => `export const f${i} = (t) => { const { header } = jwt.decode(t, { complete: true }); const row = db.query("select k from keys where id = '" + header.kid + "'"); return jwt.verify(t, row.k); };`)),
  'key functions': (n) => withJwt(times(n, (i) => `export const f${i} = (t) => jwt.verify(t, (header, done) => { client.getSigningKey(header.kid, (e, k) => done(e, k.publicKey)); }, { algorithms: ['RS256'] });`)),
  'wrappers that call wrappers': (n) => withJwt(`export const w0 = (u, k) => jwt.sign(u, k);\n${times(n, (i) => `export const w${i + 1} = (u, k) => w${i}(u, k);`)}\nw${n}({ id: 1 }, 'changeit');`),
  'calls of one wrapper': (n) => withJwt(`export const issue = (u, k) => jwt.sign(u, k);\n${times(n, (i) => `issue({ id: ${i} }, 'changeit-${i}');`)}`),
  'wrappers and their calls': (n) => withJwt(times(n, (i) => `const issue${i} = (u, k) => jwt.sign(u, k);\nissue${i}({ id: ${i} }, 'changeit-${i}');`)),
  'services of one class': (n) => alone(`import { JwtService } from '@nestjs/jwt';\nexport class A {\n  constructor(private readonly jwt: JwtService) {}\n${times(n, (i) => `  m${i}(u) { return this.jwt.sign({ id: u.id }, { secret: 'changeit-${i}' }); }`)}\n}`),
  'classes with services': (n) => alone(`import { JwtService } from '@nestjs/jwt';\n${times(n, (i) => `export class A${i} { constructor(private readonly jwt: JwtService) {} m(u) { return this.jwt.verify(u, { secret: process.env.K }); } }`)}`),
  'promisified': (n) => withJwt(`import { promisify } from 'util';\n${times(n, (i) => `const v${i} = promisify(jwt.verify); export const f${i} = async (t) => await v${i}(t, k);`)}`),
  'nested calls': (n) => withJwt(times(Math.max(1, n >> 6), (i) => `export const n${i} = ${'f('.repeat(60)}jwt.verify(t, k)${')'.repeat(60)};`)),
  'arguments': (n) => withJwt(`f(${times(n, (i) => `a${i}`, ', ')});\njwt.verify(${times(n, (i) => `a${i}`, ', ')});`),
  'callbacks': (n) => withJwt(times(n, () => 'on((e) => { jwt.verify(t, k); });')),
  'environment switches': (n) => withJwt(times(n, (i) => `if (process.env.NODE_ENV !== 'production') { jwt.verify(t, 'dev-${i}'); }`)),
  'environment switches around': (n) => withJwt(times(n, (i) => `export function f${i}(t) { if (process.env.SKIP_AUTH === 'true') return true; return jwt.verify(t, k); }`)),
  'returns before': (n) => withJwt(`export function f(t) {\n${times(n, (i) => `  if (process.env.SKIP${i} === 'true') return true; jwt.verify(t, k);`)}\n}`),
};

const EXPRESS = "import express from 'express';\nimport jwt from 'jsonwebtoken';\nimport { expressjwt } from 'express-jwt';\nimport passport from 'passport';\nconst app = express();\n";
const express = (text: string): Files => alone(EXPRESS + text);
const GUARD = "expressjwt({ secret: process.env.S, algorithms: ['HS256'], credentialsRequired: false })";

const routes: Readonly<Record<string, (count: number) => Files>> = {
  'routes': (n) => express(times(n, (i) => `app.get('/r${i}', (req, res) => { res.json(jwt.verify(req.headers.authorization, process.env.KEY)); });`)),
  'routes behind one guard': (n) => express(`const guard = ${GUARD};\n${times(n, (i) => `app.get('/r${i}', guard, (req, res) => { res.json(req.auth.sub); });`)}`),
  'routes with a guard each': (n) => express(times(n, (i) => `app.get('/r${i}', ${GUARD}, (req, res) => { res.json(req.auth.sub); });`)),
  'mounts': (n) => express(times(n, (i) => `app.use('/m${i}', ${GUARD}, routers.r${i});`)),
  'mounts of one guard': (n) => express(`const guard = ${GUARD};\n${times(n, (i) => `app.use('/m${i}', guard, routers.r${i});`)}`),
  'middlewares': (n) => express(`app.get('/', ${times(n, (i) => `m${i}`, ', ')}, (req, res) => { res.json(jwt.decode(req.headers.authorization).sub); });`),
  'handlers': (n) => express(`${times(n, (i) => `const h${i} = (req, res) => { res.json(jwt.decode(req.headers.authorization).sub); };`)}\n${times(n, (i) => `app.get('/r${i}', h${i});`)}`),
  'routes of passport': (n) => express(times(n, (i) => `app.get('/r${i}', passport.authenticate(['jwt', 'anonymous'], { session: false }), (req, res) => { res.json(req.user.id); });`)),
  'routers': (n) => express(times(n, (i) => `const r${i} = express.Router(); r${i}.use(${GUARD}); r${i}.get('/', (req, res) => { res.json(req.auth.sub); });`)),
  'logs of tokens': (n) => express(times(n, (i) => `app.get('/r${i}', (req, res) => { console.log(req.headers.authorization); const t = jwt.sign({ id: 1 }, process.env.K); console.log(t); });`)),
  'answers with a token': (n) => express(`export function f(req, res, next) { const t = jwt.sign({ id: 1 }, process.env.K, { expiresIn: '1h' });\n${times(n, () => "next(new Error('bad ' + t));")}\n}`),
  'tokens in addresses': (n) => express(times(n, (i) => `export const u${i} = (u) => { const token = jwt.sign({ id: u.id }, process.env.K); return 'https://a.example/x?token=' + token; };`)),
  'stored tokens': (n) => express(times(n, (i) => `export const u${i} = (u) => { const token = jwt.sign({ id: u.id }, process.env.K); localStorage.setItem('token${i}', token); };`)),
  'uses of one carrier': (n) => express(`export function f(u, res) { const token = jwt.sign({ id: u.id }, process.env.K);\n${times(n, (i) => `localStorage.setItem('token${i}', token); console.log(token);`)}\n}`),
  'sessions': (n) => alone(`import session from 'express-session';\nimport cookieSession from 'cookie-session';\n${times(n, (i) => `app.use(session({ secret: 'keyboard cat ${i}' })); app.use(cookieSession({ keys: ['a${i}', 'b${i}'] }));`)}`),
};

const values: Readonly<Record<string, (count: number) => Files>> = {
  'object properties': (n) => key(`const o = {\n${times(n, (i) => `  p${i}: ${i},`)}\n};`, 'o.p1'),
  'object properties that are secret': (n) => withJwt(`export const config = {\n${times(n, (i) => `  jwtSecret${i}: 'Jd93kfLs02mcnzOw9qPlsm28dkQ${i}',`)}\n};`),
  'one object of options': (n) => withJwt(`jwt.verify(t, k, {\n${times(n, (i) => `  p${i}: ${i},`)}\n});`),
  'writes to members': (n) => key(`const o = {};\n${times(n, (i) => `o.p${i} = 'x${i}';`)}`, 'o.p1'),
  'writes to one member': (n) => key(`const o = {};\n${times(n, (i) => `o.p = 'x${i}';`)}`, 'o.p'),
  'reads of one object': (n) => key(`const o = { a: 'x' };\n${times(n, () => 'use(o.a);')}`, 'o.a'),
  'pushes': (n) => withJwt(`const list = [];\n${times(n, (i) => `list.push('HS${i}');`)}\njwt.verify(t, k, { algorithms: list });`),
  'constants with secret names': (n) => withJwt(times(n, (i) => `export const JWT_SECRET_${i} = 'changeit-${i}';`)),
  'constants of one value': (n) => withJwt(times(n, (i) => `export const JWT_SECRET_${i} = 'Jd93kfLs02mcnzOw9qPlsm28dkQ';`)),
  'constants with plain names': (n) => withJwt(times(n, (i) => `export const name${i} = 'text ${i}';`)),
  'concatenated texts': (n) => key('', times(Math.min(n, 1000), (i) => `'p${i}'`, ' + ')),
  'concatenated names': (n) => key('', times(Math.min(n, 1000), (i) => `k${i}`, ' + ')),
  'concatenations': (n) => key(times(n, (i) => `const c${i} = 'a' + x${i} + 'b';`), 'c1'),
  'template parts': (n) => key('', `\`${times(n, (i) => `a\${k${i}}`, '')}\``),
  'templates': (n) => key(times(n, (i) => `const c${i} = \`a\${x${i}}b\`;`), 'c1'),
  'a list': (n) => key(`const l = [${times(n, (i) => `'x${i}'`, ', ')}];`, 'l[1]'),
  'spread lists': (n) => key(`const l0 = ['a'];\n${times(n, (i) => `const l${i + 1} = [...l${i}, 'b'];`)}`, `l${n}[0]`),
  'spread objects': (n) => key(`const l0 = { a: 'b' };\n${times(n, (i) => `const l${i + 1} = { ...l${i}, p${i}: 1 };`)}`, `l${n}.a`),
  'spreads in one object': (n) => key(`const base = { a: 'b', c: 'd' };\nconst o = {\n${times(n, (i) => `...(x${i} ? { p${i}: 1 } : {}),`)}\n...base };`, 'o.a'),
  'spreads of unknown': (n) => key(`const o = { a: 'b',\n${times(n, (i) => `...x${i},`)}\n};`, 'o.a'),
  'environment reads': (n) => key(times(n, (i) => `const e${i} = process.env.K${i};`), 'e1'),
  'environment reads with fallbacks': (n) => key(times(n, (i) => `const e${i} = process.env.JWT_SECRET_${i} || 'changeit-${i}';`), 'e1'),
  'environment writes': (n) => key(times(n, (i) => `process.env.K${i} = 'x${i}';`), 'process.env.K1'),
  'environment writes of one name': (n) => key(times(n, (i) => `process.env.K = 'x${i}';`), 'process.env.K'),
  'environment guards': (n) => key(times(n, (i) => `if (!process.env.K${i}) throw new Error();`), 'process.env.K1'),
  'assignments to one name': (n) => key(`let a;\n${times(n, (i) => `a = 'x${i}';`)}`, 'a'),
  'assignments to one name of itself': (n) => key(`let a = 'x';\n${times(n, (i) => `a = a + '${i}';`)}`, 'a'),
  'additions to one name': (n) => key(`let a = 'x';\n${times(n, (i) => `a += '${i}';`)}`, 'a'),
  'reads of one name': (n) => key(`const a = process.env.K;\n${times(n, () => 'use(a);')}`, 'a'),
  'tokens by reads of one name': (n) => withJwt(`let t = req.headers.authorization;\n${times(n, () => 't = t.trim(); jwt.decode(t);')}`),
  'declarations of one var': (n) => key(times(n, (i) => `var a = 'x${i}';`), 'a'),
  'overloads': (n) => key(times(n, (i) => `function a(x${i}) { return 'x${i}'; }`), 'a()'),
  'assignments in a chain': (n) => key(`let a0 = 'x';\n${times(n, (i) => `let a${i + 1}; a${i + 1} = a${i};`)}`, `a${n}`),
  'names of names': (n) => key(`const k0 = process.env.K;\n${times(n, (i) => `const k${i + 1} = k${i};`)}`, `k${n}`),
  'member chains': (n) => key('', `a${times(Math.min(n, 1000), (i) => `.b${i}`, '')}`),
  'calls in a chain': (n) => key('', `a${times(Math.min(n, 700), (i) => `.b${i}(c)`, '')}`),
  'object in object': (n) => key(`const o = ${'{ a: '.repeat(Math.min(n, 900))}'x'${' }'.repeat(Math.min(n, 900))};`, 'o.a.a.a'),
  'nested functions': (n) => withJwt(`${'() => { '.repeat(Math.min(n, 400))}jwt.verify(t, k);${' }'.repeat(Math.min(n, 400))}`),
  'function in function': (n) => withJwt(times(Math.max(1, n >> 5), (k) => `${times(32, (i) => `function f${k}_${i}(t) { jwt.verify(t, k); `, '')}${'}'.repeat(32)}`)),
  'switch cases': (n) => withJwt(`export function f(x) { switch (x) {\n${times(n, (i) => `case 'c${i}': return jwt.verify(t, 'changeit-${i}');`)}\n} }`),
  'ifs': (n) => withJwt(`export function f(x) {\n${times(n, (i) => `if (x === ${i}) return jwt.verify(t, k${i});`)}\n}`),
  'conditionals': (n) => key('', times(Math.min(n, 500), (i) => `x${i} ? 'a${i}' : `, '') + "'z'"),
  'fallbacks': (n) => key('', times(Math.min(n, 500), (i) => `process.env.K${i}`, ' || ')),
  'defaults': (n) => withJwt(times(n, (i) => `export const f${i} = (u, secret = 'changeit-${i}') => jwt.sign(u, secret);`)),
  'defaults of one function': (n) => withJwt(`export const f = (u, ${times(n, (i) => `s${i} = 'x${i}'`, ', ')}) => jwt.sign(u, s1);`),
  'destructured defaults': (n) => withJwt(`export const f = (u, { ${times(n, (i) => `s${i} = 'x${i}'`, ', ')} }) => [${times(n, (i) => `s${i}`, ', ')}, jwt.sign(u, s1)];`),
  'destructured names': (n) => withJwt(`const { ${times(n, (i) => `s${i}`, ', ')} } = process.env;\nexport const f = (u) => [${times(n, (i) => `jwt.sign(u, s${i})`, ', ')}];`),
  'destructured list': (n) => withJwt(`const [${times(n, (i) => `s${i}`, ', ')}] = list;\nexport const f = (u) => [${times(n, (i) => `jwt.sign(u, s${i})`, ', ')}];`),
  'parameters': (n) => withJwt(`export const f = (${times(n, (i) => `s${i}`, ', ')}) => [${times(n, (i) => `jwt.sign(u, s${i})`, ', ')}];`),
  'class members': (n) => withJwt(`export class A {\n${times(n, (i) => `  secret${i} = 'changeit-${i}';`)}\n${times(n, (i) => `  m${i}(u) { return jwt.sign(u, this.secret${i}); }`)}\n}`),
  'class fields that a constructor sets': (n) => withJwt(`export class A {\n  constructor(o) {\n${times(n, (i) => `    this.secret${i} = o.s${i};`)}\n  }\n${times(n, (i) => `  m${i}(u) { return jwt.sign(u, this.secret${i}); }`)}\n}`),
  'classes': (n) => withJwt(times(n, (i) => `export class A${i} { secret = 'changeit-${i}'; m(u) { return jwt.sign(u, this.secret); } }`)),
  'classes that extend': (n) => withJwt(`class A0 { secret = 'x'; }\n${times(n, (i) => `class A${i + 1} extends A${i} { m(u) { return jwt.sign(u, this.secret); } }`)}`),
  'classes in classes': (n) => withJwt(times(n >> 2, (k) => `${times(4, (i) => `class A${k}_${i} { constructor() { this.secret = process.env.K; } m(u) { jwt.sign(u, this.secret); return `, '')}0${'; } }'.repeat(4)}`)),
  'enum members': (n) => key(`enum E {\n${times(n, (i) => `  A${i} = 'x${i}',`)}\n}`, 'E.A1'),
  'enum members that are read': (n) => withJwt(`enum E {\n${times(n, (i) => `  A${i} = 'x${i}',`)}\n}\n${times(n, (i) => `jwt.sign(u, E.A${i});`)}`),
  'members that are read': (n) => withJwt(`const o = {\n${times(n, (i) => `  a${i}: 'x${i}',`)}\n};\n${times(n, (i) => `jwt.sign(u, o.a${i});`)}`),
  'returns': (n) => key(`function f(x) {\n${times(n, (i) => `  if (x === ${i}) return 'x${i}';`)}\n}`, 'f(1)'),
  'calls of one function': (n) => key(`function f(x) { if (x) return 'x'; return process.env.K; }\n${times(n, (i) => `const c${i} = f(${i});`)}`, 'c1'),
  'calls of a function of many returns': (n) => withJwt(`function f(x) {\n${times(n, (i) => `  if (x === ${i}) return 'x${i}';`)}\n}\n${times(n, (i) => `jwt.sign(u, f(${i}));`)}`),
  'functions that call functions': (n) => key(`function f0(x) { return x; }\n${times(n, (i) => `function f${i + 1}(x) { return f${i}(x); }`)}`, `f${n}('x')`),
  'loops over lists': (n) => key(`const l = [${times(n, (i) => `'x${i}'`, ', ')}];\nfor (const x of l) {\n${times(n, () => 'jwt.sign(u, x);')}\n}`, 'l[0]'),
  'computed members': (n) => withJwt(`const o = { a: 'x', b: 'y' };\n${times(n, (i) => `jwt.sign(u, o[k${i}]);`)}`),
  'JSON texts': (n) => withJwt(times(n, (i) => `export const j${i} = JSON.parse('{"secret":"x${i}"}');`)),
  'buffers': (n) => withJwt(times(n, (i) => `jwt.sign(u, Buffer.from('Y2hhbmdlaXQ${i}', 'base64'));`)),
  'JSX elements': (n) => ({ 'src/a.tsx': `${JWT}export const A = () => <div>\n${times(n, (i) => `<a id="x${i}" onClick={() => jwt.decode(t)}>text {v${i}}</a>`)}\n</div>;\n` }),
  'JSX attributes': (n) => ({ 'src/a.tsx': `${JWT}export const A = () => <a ${times(n, (i) => `p${i}="v${i}"`, ' ')} onClick={() => jwt.decode(t)} />;\n` }),
  'comments': (n) => withJwt(`${times(n, (i) => `// eslint-disable-line x${i}`)}\njwt.verify(t, k);`),
  'comments beside findings': (n) => withJwt(times(n, (i) => `// key ${i}\njwt.sign(u, 'changeit-${i}'); // trailing`)),
  'blank lines': (n) => withJwt('\n'.repeat(n * 50)),
  'long lines': (n) => withJwt(`/* ${'x '.repeat(n * 50)} */ jwt.verify(t, 'changeit');`),
  'one long line of calls': (n) => withJwt(times(n, (i) => `jwt.sign(u, 'changeit-${i}');`, ' ')),
  'a long text': (n) => key('', `'${'x1'.repeat(n * 20)}'`),
  'statements': (n) => withJwt(times(n, (i) => `let v${i} = ${i};`)),
  'globals': (n) => key(times(n, (i) => `global.v${i} = 'x${i}';`), 'global.v1'),
  'command options': (n) => withJwt(`export const cli = program${times(Math.min(n, 300), (i) => `.option('--jwt-secret-${i} <s>', 'the secret', 'changeit-${i}')`, '')};`),
  'schemas': (n) => withJwt(`import { z } from 'zod';\nconst env = z.object({\n${times(n, (i) => `  JWT_SECRET_${i}: z.string().default('changeit-${i}'),`)}\n}).parse(process.env);\n${times(n, (i) => `jwt.sign(u, env.JWT_SECRET_${i});`)}`),
  'documented configuration': (n) => withJwt(`import convict from 'convict';\nconst config = convict({\n${times(n, (i) => `  s${i}: { format: String, default: 'changeit-${i}', env: 'S${i}' },`)}\n});\n${times(n, (i) => `jwt.sign(u, config.get('s${i}'));`)}`),
  'configuration reads': (n) => withJwt(`import { ConfigService } from '@nestjs/config';\nexport class A { constructor(private c: ConfigService) {}\n${times(n, (i) => `m${i}(u) { return jwt.sign(u, this.c.get('K${i}')); }`)}\n}`),
  'JWKs': (n) => withJwt(times(n, (i) => `export const j${i} = { kty: 'oct', k: 'c2VjcmV0LXNlY3JldC1zZWNyZXQ${i}', alg: 'HS256' };`)),
  'key sets': (n) => alone(`import jwksClient from 'jwks-rsa';\n${times(n, (i) => `export const j${i} = jwksClient({ jwksUri: 'http://i${i}.example/jwks' });`)}`),
  'generated keys': (n) => alone(`import crypto from 'crypto';\n${times(n, (i) => `export const j${i} = crypto.generateKeyPairSync('rsa', { modulusLength: 1024 });`)}`),
  'web keys': (n) => withJwt(times(n, (i) => `export const j${i} = () => crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, true, ['sign']);`)),
  'switches': (n) => withJwt(times(n, () => "process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';")),
  'claims': (n) => withJwt(`jwt.sign({\n${times(n, (i) => `  password${i}: u.password,`)}\n}, process.env.K);`),
  'claims of calls': (n) => withJwt(times(n, (i) => `jwt.sign({ id: u.id, password: u.password, n: ${i} }, process.env.K, { expiresIn: '90d' });`)),
  'lifetimes': (n) => withJwt(times(n, (i) => `jwt.sign({ id: 1, exp: Date.now() + ${i} * 60 * 60 * 1000 }, process.env.K);`)),
  'algorithms': (n) => withJwt(`jwt.verify(t, k, { algorithms: [${times(n, (i) => `'HS${i}'`, ', ')}] });`),
  'comparisons': (n) => withJwt(`const hash = crypto.createHmac('sha256', k).update(b).digest('hex');\n${times(n, (i) => `if (hash === h${i}) go();`)}`),
};

const modules: Readonly<Record<string, (count: number) => Files>> = {
  'imports': (n) => withJwt(`${times(n, (i) => `import a${i} from './m${i}';`)}\n${times(n, (i) => `jwt.sign(u, a${i});`)}`),
  'imports of one module': (n) => ({
    'src/a.ts': `${JWT}import { ${times(n, (i) => `k${i}`, ', ')} } from './keys';\n${times(n, (i) => `jwt.sign(u, k${i});`)}`,
    'src/keys.ts': times(n, (i) => `export const k${i} = 'changeit-${i}';`),
  }),
  'imports of one list of exports': (n) => ({
    'src/a.ts': `${JWT}import { ${times(n, (i) => `k${i}`, ', ')} } from './keys';\n${times(n, (i) => `jwt.sign(u, k${i});`)}`,
    'src/keys.ts': `${times(n, (i) => `const k${i} = 'changeit-${i}';`)}\nexport { ${times(n, (i) => `k${i}`, ', ')} };`,
  }),
  'CommonJS exports': (n) => ({
    'src/a.js': `const jwt = require('jsonwebtoken');\nconst keys = require('./keys');\n${times(n, (i) => `jwt.sign(u, keys.k${i});`)}`,
    'src/keys.js': times(n, (i) => `exports.k${i} = 'changeit-${i}';`),
  }),
  'members of an imported object': (n) => ({
    'src/a.ts': `${JWT}import keys from './keys';\n${times(n, (i) => `jwt.sign(u, keys.k${i});`)}`,
    'src/keys.ts': `export default {\n${times(n, (i) => `k${i}: 'changeit-${i}',`)}\n};`,
  }),
  'a chain of modules': (n) => ({
    'src/a.ts': `${JWT}import { k } from './m0';\njwt.sign(u, k);`,
    ...Object.fromEntries(Array.from({ length: n }, (_, i) => [`src/m${i}.ts`, `export { k } from './m${i + 1}';`])),
  }),
  'a barrel': (n) => ({
    'src/a.ts': `${JWT}import { k } from './index';\njwt.sign(u, k);`,
    'src/index.ts': times(n, (i) => `export * from './m${i}';`),
    ...Object.fromEntries(Array.from({ length: n }, (_, i) => [`src/m${i}.ts`, i === n - 1 ? "export const k = 'changeit';" : `export const x${i} = ${i};`])),
  }),
  'barrels of barrels': (n) => ({
    'src/a.ts': `${JWT}import { k } from './b0';\njwt.sign(u, k);`,
    ...Object.fromEntries(Array.from({ length: n }, (_, i) => [`src/b${i}.ts`, `export * from './x${i}';\nexport * from './b${i + 1}';`])),
    ...Object.fromEntries(Array.from({ length: n }, (_, i) => [`src/x${i}.ts`, `export const x${i} = 1;`])),
  }),
  'diamonds of barrels': (n) => ({
    'src/a.ts': `${JWT}import { k } from './d0';\njwt.sign(u, k);`,
    ...Object.fromEntries(Array.from({ length: n }, (_, i) => [`src/d${i}.ts`, `export * from './l${i}';\nexport * from './r${i}';`])),
    ...Object.fromEntries(Array.from({ length: n }, (_, i) => [`src/l${i}.ts`, `export * from './d${i + 1}';`])),
    ...Object.fromEntries(Array.from({ length: n }, (_, i) => [`src/r${i}.ts`, `export * from './d${i + 1}';`])),
  }),
  'a circle of barrels': (n) => ({
    'src/a.ts': `${JWT}import { k } from './c0';\njwt.sign(u, k);`,
    ...Object.fromEntries(Array.from({ length: n }, (_, i) => [`src/c${i}.ts`, `export * from './c${(i + 1) % n}';\nexport * from './c${(i * 7 + 3) % n}';`])),
  }),
  'barrels that all know each other': (n) => ({
    'src/a.ts': `${JWT}import { k } from './c0';\njwt.sign(u, k);`,
    // What is written grows with the number, not with its square.
    ...Object.fromEntries(Array.from({ length: side(n) }, (_, i) => [`src/c${i}.ts`, times(side(n), (j) => `export * from './c${j}';`)])),
  }),
  'wrappers in modules': (n) => ({
    'src/a.ts': `${JWT}import { issue } from './w0';\nissue({ id: 1 }, 'changeit');`,
    ...Object.fromEntries(Array.from({ length: n }, (_, i) => [`src/w${i}.ts`, `import { issue as next } from './w${i + 1}';\nimport jwt from 'jsonwebtoken';\nexport const issue = (u, k) => { jwt.verify(u, k); return next(u, k); };`])),
  }),
  'files that use one wrapper': (n) => ({
    'src/w.ts': `${JWT}export const issue = (u, k) => jwt.sign(u, k);`,
    ...Object.fromEntries(Array.from({ length: n }, (_, i) => [`src/a${i}.ts`, `import { issue } from './w';\nimport 'jsonwebtoken';\nissue({ id: 1 }, 'changeit-${i}');`])),
  }),
  'client files': (n) => ({
    'src/w.ts': `${JWT}export const issue = (u) => jwt.sign(u, 'changeit');`,
    ...Object.fromEntries(Array.from({ length: n }, (_, i) => [`src/c${i}.ts`, `'use client';\nimport { issue } from './${i === 0 ? 'w' : `c${i - 1}`}';\nexport const x = () => issue(1);`])),
  }),
  'files that import each other': (n) => Object.fromEntries(Array.from({ length: n }, (_, i) => [`src/c${i}.ts`, `${JWT}${times(20, (j) => `import { k as k${j} } from './c${(i + j * j + 1) % n}';`)}\nexport const k = (u) => jwt.sign(u, 'changeit-${i}');\n${times(20, (j) => `k${j}(1);`)}`])),
  'registrations': (n) => ({
    'src/a.ts': "import { JwtService } from '@nestjs/jwt';\nexport class A { constructor(private jwt: JwtService) {} m(t) { return this.jwt.verify(t); } }",
    ...Object.fromEntries(Array.from({ length: n }, (_, i) => [`src/m${i}.module.ts`, `import { JwtModule } from '@nestjs/jwt';\nimport { Module } from '@nestjs/common';\n@Module({ imports: [JwtModule.register({ secret: 'changeit-${i}', signOptions: { expiresIn: '1h' } })] })\nexport class M${i} {}`])),
  }),
  'services that ask registrations': (n) => ({
    ...Object.fromEntries(Array.from({ length: n }, (_, i) => [`src/s${i}.ts`, `import { JwtService } from '@nestjs/jwt';\nexport class A${i} { constructor(private jwt: JwtService) {} m(t) { return this.jwt.verify(t); } }`])),
    ...Object.fromEntries(Array.from({ length: n }, (_, i) => [`src/m${i}.module.ts`, `import { JwtModule } from '@nestjs/jwt';\nimport { Module } from '@nestjs/common';\n@Module({ imports: [JwtModule.register({ secret: 'changeit-${i}', signOptions: { expiresIn: '1h' } })] })\nexport class M${i} {}`])),
  }),
};

const shared = 'Jd93kfLs02mcnzOw9qPlsm28dkQ';
const findings: Readonly<Record<string, (count: number) => Files>> = {
  'one key in many files': (n) => Object.fromEntries(Array.from({ length: n }, (_, i) => [`src/f${i}.ts`, `${JWT}export const JWT_SECRET = '${shared}';\nexport const f = (u) => jwt.sign(u, JWT_SECRET, { expiresIn: '5m' });`])),
  'a key for each file': (n) => Object.fromEntries(Array.from({ length: n }, (_, i) => [`src/f${i}.ts`, `${JWT}export const JWT_SECRET = '${shared}${i}';\nexport const f = (u) => jwt.sign(u, JWT_SECRET, { expiresIn: '5m' });`])),
  'one word in many files': (n) => Object.fromEntries(Array.from({ length: n }, (_, i) => [`src/f${i}/a.ts`, `${JWT}export const JWT_SECRET = 'changeit';\nexport const f = (u) => jwt.sign(u, JWT_SECRET, { expiresIn: '5m' });`])),
  'one key in configuration and code': (n) => Object.fromEntries(Array.from({ length: n }, (_, i) => [[`src/f${i}/a.ts`, `${JWT}export const f = (u) => jwt.sign(u, process.env.JWT_SECRET || '${shared}');`], [`src/f${i}/.env`, `JWT_SECRET=${shared}\n`]]).flat().reduce<[string, string][]>((all, pair) => [...all, pair as [string, string]], [])),
  'one word in configuration and code': (n) => Object.fromEntries(Array.from({ length: n }, (_, i) => [[`src/f${i}/a.ts`, `${JWT}export const f = (u) => jwt.sign(u, process.env.JWT_SECRET || 'changeit-now');`], [`src/f${i}/.env`, `JWT_SECRET=changeit-now\n`]]).flat() as [string, string][]),
  'one key used by many files': (n) => ({
    'src/key.ts': `export const JWT_SECRET = '${shared}';\n`,
    ...Object.fromEntries(Array.from({ length: n }, (_, i) => [`src/f${i}.ts`, `${JWT}import { JWT_SECRET } from './key';\nexport const f = (u) => jwt.sign(u, JWT_SECRET);`])),
  }),
  'keys used by many files': (n) => ({
    'src/key.ts': times(n, (i) => `export const JWT_SECRET_${i} = '${shared}${i}';`),
    ...Object.fromEntries(Array.from({ length: n }, (_, i) => [`src/f${i}.ts`, `${JWT}import { JWT_SECRET_${i} } from './key';\nexport const f = (u) => jwt.sign(u, JWT_SECRET_${i});`])),
  }),
  'one variable of many services': (n) => ({
    ...Object.fromEntries(Array.from({ length: n }, (_, i) => [`s${i}/package.json`, `{ "name": "s${i}", "scripts": { "start": "x" }, "dependencies": { "jsonwebtoken": "^9.0.0" } }`])),
    ...Object.fromEntries(Array.from({ length: n }, (_, i) => [`s${i}/a.ts`, `${JWT}export const f = (u) => jwt.${i % 2 ? 'sign' : 'verify'}(u, process.env.JWT_SECRET);`])),
  }),
  'suppressed findings': (n) => withJwt(times(n, (i) => `// jwtlint-disable-next-line no-hardcoded-secret -- known\njwt.sign(u, 'changeit-${i}', { expiresIn: '5m' });`)),
  'findings of every kind': (n) => withJwt(times(n, (i) => `export function f${i}(req, res) { const t = req.query.token; console.log(t); jwt.verify(t, 'changeit-${i}', { algorithms: ['none', 'HS256', 'RS256'], ignoreExpiration: true }); const d = jwt.decode(t); users.find(d.sub); jwt.sign({ password: 1 }, '', { expiresIn: '900d' }); localStorage.setItem('token', t); }`)),
};

/** By what grows: a number → files. */
export const grownCode: Readonly<Record<string, (count: number) => Files>> = { ...calls, ...routes, ...values, ...modules, ...findings };
