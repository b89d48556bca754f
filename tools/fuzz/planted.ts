// A stream of choices → a file with made-up secrets where secrets stand, and the list of them. None may come out again in
// any report. In texts that will be mutated every value looks random, so that a printer must know it whatever is left
// around it; in whole ones there are words, digits and short values too, which only their place gives away.

import type { Random } from './random.ts';
import type { Format, TextFile } from './seeds.ts';

export interface Planted extends TextFile { readonly secrets: readonly Secret[] }
/** `frame`: the value and a character around it. Where a change took that away, the value may be a name, which is shown. */
export interface Secret { readonly value: string; readonly frame: string }

export function plantedIn(format: Format, isWhole: boolean, random: Random): Planted | undefined {
  const rows = templates[format];
  if (rows === undefined) return undefined;
  const { path, head = '', parts, foot = '', separator = '\n' } = random.pick(rows);
  const values: string[] = [];
  const body = Array.from({ length: 1 + random.below(4) }, () => random.pick(parts)).join(separator);
  const text = (head + body + foot).replace(/§/g, () => {
    const secret = valueOf(isWhole, random);
    values.push(secret);
    return secret;
  });
  const frameOf = (value: string): string => text.slice(text.indexOf(value) - 1, text.indexOf(value) + value.length + 1);
  return { path, text, secrets: values.map((value) => ({ value, frame: frameOf(value) })) };
}

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ofLetters = (alphabet: string, length: number, random: Random): string => Array.from({ length }, () => alphabet[random.below(alphabet.length)]!).join('');

/** Letters and digits in turns, so that no stretch of it could be a word. */
const randomLooking = (random: Random): string =>
  Array.from({ length: 12 + random.below(14) }, () => ofLetters(letters, 1, random) + ofLetters('0123456789', 1, random)).join('');

/** No shorter than what could stand in a message by chance. */
function valueOf(isWhole: boolean, random: Random): string {
  if (!isWhole) return randomLooking(random);
  return random.pick([
    randomLooking, randomLooking,
    (random) => ofLetters(letters, 14 + random.below(30), random),
    (random) => ofLetters('0123456789', 12 + random.below(20), random),
    (random) => Array.from({ length: 4 }, () => ofLetters('bcdfgklmnprstvz', 1, random) + ofLetters('aeiou', 1, random) + ofLetters(letters.slice(0, 26), 4, random)).join('-'),
    (random) => `Zq${ofLetters('0123456789abcdef', 8, random)}`,
  ] satisfies ((random: Random) => string)[])(random);
}

interface Template {
  readonly path: string;
  readonly head?: string;
  readonly parts: readonly string[];
  readonly foot?: string;
  readonly separator?: string;
}

const codeHead = `import jwt from 'jsonwebtoken';
import session from 'express-session';
import { createHmac } from 'node:crypto';
import { SignJWT, jwtVerify } from 'jose';
`;
const codeParts = [
  "jwt.sign({ a: 1 }, '§');",
  "jwt.sign({ a: 1 }, '§', { algorithm: 'none', expiresIn: '100y' });",
  "jwt.verify(token, \"§\", { algorithms: ['HS256', 'none'], ignoreExpiration: true });",
  "const key = process.env.JWT_SECRET || '§';\njwt.sign({}, key);",
  "const table = { access: '§', refresh: { key: \"§\" } };\njwt.verify(t, table.access); jwt.sign({}, table.refresh.key, { algorithm: 'none' });",
  'const JWT_SECRET = `§`;\njwt.sign({}, JWT_SECRET);',
  "app.use(session({ secret: ['§', '§'], cookie: { secure: false } }));",
  "const mac = createHmac('sha256', Buffer.from('§', 'base64')).update(body).digest('hex');\nif (mac === req.headers['x-signature']) ok();",
  "await new SignJWT({}).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode('§'));",
  "export const f = (key = '§') => jwt.sign({}, key);",
  "class Tokens { private readonly secret = '§'; sign() { return jwt.sign({}, this.secret); } }",
  "jwt.sign({}, cond ? '§' : '§');",
  "const { key = '§' } = options;\njwt.sign({}, key);",
  "export const jwtSecret = '§';\nexport const apiToken = '§';\njwt.decode(t);",
  "jwt.sign({ password: '§' }, '§');",
];

const templates: Partial<Readonly<Record<Format, readonly Template[]>>> = {
  ts: [{ path: 'src/planted.ts', head: codeHead, parts: codeParts }],
  js: [{ path: 'src/planted.js', head: codeHead, parts: codeParts.filter((part) => !part.includes('private')) }],
  tsx: [{ path: 'src/planted.tsx', head: codeHead, parts: [...codeParts, "export const View = () => <p title={jwt.sign({}, '§')}>x</p>;"] }],
  markup: [{ path: 'src/planted.vue', head: `<template><p>x</p></template>\n<script setup lang="ts">\n${codeHead}`, parts: codeParts, foot: '\n</script>\n' }],
  env: [{ path: '.env.production', parts: ['JWT_SECRET=§', 'SESSION_SECRET="§"', "export JWT_KEY='§'", 'NEXT_PUBLIC_JWT_SECRET=§', 'PORT=3000', 'COOKIE_SECRET=§ # was §'] }],
  json: [{ path: 'config/production.json', head: '{ ', foot: ' }\n', separator: ',\n', parts: [
    '"jwtSecret": "§"', '"jwt": { "secret": "§", "expiresIn": "100y" }', '"session": { "secret": "§" }', '"port": 3000', '"keys": [{ "kty": "oct", "k": "§" }]'] }],
  yaml: [
    { path: 'config/production.yaml', parts: ['jwt:\n  secret: §', 'session:\n  secret: "§"', "jwtSecret: '§'", 'port: 3000', 'jwt_secret: &key §\nother:\n  jwt_secret: *key'] },
    { path: 'docker-compose.yml', head: 'services:\n  api:\n    environment:\n', parts: ['      - JWT_SECRET=§', '      - "SESSION_SECRET=§"', '      - PORT=3000'] },
  ],
  toml: [{ path: 'wrangler.toml', head: 'name = "x"\n[vars]\n', parts: ['JWT_SECRET = "§"', "SESSION_SECRET = '§'", 'PORT = 3000', 'JWT_KEY = """§"""'] }],
};
