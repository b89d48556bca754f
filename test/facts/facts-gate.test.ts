// What lets a code file through, and what looks alike. Each row is one line of a file that has nothing else.
import { describe, expect, it } from 'vitest';
import { mayHoldCalls, mayHoldFacts, mayMatter } from '../../src/facts/gate.ts';
import { libraries } from '../../src/models/libraries/all.ts';

const passes = (text: string): boolean => mayHoldFacts(Buffer.from(text), 'ts');

describe('a line of code that may hold a fact', () => {
  it.each([
    "import jwt from 'jsonwebtoken';", "import{sign}from'jsonwebtoken'", "const { sign } = require('jsonwebtoken')", "const jose = await import('jose')", "export * from 'jose'",
    'createHmac(algorithm, key)', 'createVerify(algorithm)', 'crypto.subtle.sign(a, b, c)', 'crypto.verify(a, b, c, d)', 'generateKeyPairSync(type)',
    "const JWT_SECRET = 'x'", "jwtSecret: string = 'x'", "{ 'jwt-x': 1, secret: 'x' }", "process.env.JWT_SECRET || 'x'", "process.env.JWT_SECRET ||\n  'x'",
    "process.env['JWT_SECRET'] ?? 'x'", "process.env.JWT_SECRET! as string ?? 'x'", "(process.env.JWT_SECRET as string) || 'x'", "config.get('JWT_SECRET', 'x')", "env('JWT_SECRET') || 'x'",
    "JWT_SECRET: z.string().min(1).default('x')", "JWT_SECRET: str({ default: 'x' })", "APP_KEYS = ['a', 'b']", "privateKey = `x`",
    "jwt: {\n    key: 'x',", "cookie: { name: 'n', password: 'x' }", "app.set('jwtSecret', 'x')", 'tool(args, { authInfo })', 'extra.requestInfo.headers', "APP_KEYS = [first, 'x']", "jwtSecret: ['7', 'x']",
    "import { issue } from './lib/jwt';", "import { issue } from '@/auth/token.service';",
    "import type { JwtService } from '@nestjs/jwt';", "import { type Secret, sign } from 'jsonwebtoken';", "import type from 'jsonwebtoken';", 'new webpack.EnvironmentPlugin(names)',
    "const token = 'eyJhbGciOiJIUzI1NiJ9' +\n  '.x'", "const secret = 'x'", "clientSecret: 'x'",
    'process.env.NEXT_PUBLIC_JWT_SECRET', "jwksUri: 'http://issuer.example.test/keys'", '{ "kty": "RSA" }',
    "if (req.headers['x-signature'] !== sign(req.body))", 'return macOf(body) === signature;', "new Bun.CryptoHasher('sha256', key)",
  ])('%s', (text) => expect(passes(text)).toBe(true));

  it.each([
    "import { Router } from 'express';", "const name = 'jose';", "type: 'h3'", "import { useSession } from 'next-auth/react';", "import { tokenize } from './supertokens';",
    "const session = await load('x');", "session: { id: 'x' }", "private readonly name: string = 'x'", "secretName = 'x'", "if (secret === 'x') {", "(secret: string) => 'x'",
    "jwtSecret: config.value, other: 'x'", "const jwtSecret = load(); const other = 'x'", "label(secret, 'x')", 'const secret = process.env.JWT_SECRET;',
    'process.env.NEXT_PUBLIC_API_URL', "jwksUri: 'https://issuer.example.test/keys'", "sticky = 'x'", 'createSignal(0)', 'sign(a, b)', 'createVerifyEmail()', "['kty', 'crv']",
    '"user-secret": [448, 512, [128373], "f21b", "M224 16"]', 'load(input: RequestInfo)', 'signature.length === 64', "signature = '==='", "import type { Session } from 'next-auth';", "import { type Session, type User as Person } from 'next-auth';", "export type { Claims } from 'jose';",
    'secretAccessKey: env.S3_SECRET_ACCESS_KEY,\n  endpoint: env.S3_ENDPOINT,\n', "'ViewOptionsMenuItems', 'x'", "key: 'TheyJustWantOneLongName.x'",
  ])('not %s', (text) => expect(passes(text)).toBe(false));
});

describe('a JSON file that may hold a fact', () => {
  const opens = (text: string): boolean => mayHoldFacts(Buffer.from(text), 'json');

  it.each([
    '{ "jwtSecret": "x" }', '{ "jwt": { "secret": "x" } }', '{ "jwt": { "key": "x" } }', '{ "jwt-secret": "x" }', "{ jwtSecret: 'x' }", '{ "APP_KEYS": ["x"] }',
    '{ "name": "JWT_SECRET", "value": "x" }', '[{ "key": "SESSION_SECRET", "note": "", "value": "x" }]', '["JWT_SECRET=x"]', '{ "scripts": { "start": "JWT_SECRET=x node ." } }',
    '{ "cookie": { "password": "x" } }', '{ "kty": "oct" }',
  ])('%s', (text) => expect(opens(text)).toBe(true));

  it.each([
    '{ "columns": { "password": { "name": "password", "type": "text" } } }', '{ "session": { "name": "session", "columns": {} } }', '{ "access_token": "Access token" }',
    '{ "tokens": 3 }', '{ "description": "signs a jwt with a secret" }', '{ "key": "x" }',
  ])('not %s', (text) => expect(opens(text)).toBe(false));
});

describe('settings that may hold a fact', () => {
  const opens = (text: string): boolean => mayHoldFacts(Buffer.from(text), 'yaml');

  it.each([
    'JWT_SECRET: x', 'jwt:\n  secret: x', 'jwt:\n  algorithm: HS256\n  key: x', 'smtp:\n  pass: x', '- JWT_SECRET=x', 'run: export JWT_SECRET=x',
    '- name: JWT_SECRET\n  value: x', '- value: x\n  name: JWT_SECRET', '{ "key": "SESSION_SECRET" }', 'jwt-secret: x', 'jwt.secret = "x"', 'auth: { secret: x }',
    'TOKEN_LIFETIME: 365d', 'swagger: "2.0"\nx-google-issuer: x', 'kind: Secret\ndata:\n  a: eA==', 'valueFrom:\n  secretKeyRef:\n    name: x', 'secretGenerator:\n- literals: []', 'password: x',
    'jwt-secret:\n  - x', 'jwt-secret:\n- x', 'jwt-secret:\n  value: x', 'jwt-secret: &a\n  first: x', 'jwt-secret:\n  <<: *base', 'jwt-secret:\n  |\n  x',
    'user-secret:\n  token: x', 'user-secret:\n  label: {{ .Values.x }}', 'user-secret:\n  label: { key: x }', "user-secret:\n  'label'", '- user-secret:\n    label: x',
  ])('%s', (text) => expect(opens(text)).toBe(true));

  it.each([
    'sessionId: x', 'description: signs a token with a secret key', 'tokens: 3', 'permissions:\n  id-token: write', '# a private package', 'type: string # session',
    'user-secret:\n  changes:\n    - 5.0.0\n  label: User Secret\nuser-tag:\n  label: x', 'icons:\n  user-secret:\n    label: User Secret\n',
    'key: x', 'pass: 3', 'cookie:\n  path: /', '- SESSION\n- COOKIE', 'openapi: 3.1.0\ncomponents:\n  password: x',
  ])('not %s', (text) => expect(opens(text)).toBe(false));
});

describe('what a path says of a file', () => {
  it.each([
    ['web/next.config.js', 'env: { JWT_SECRET: process.env.JWT_SECRET }', true], ['src/settings.ts', 'env: { JWT_SECRET: process.env.JWT_SECRET }', false],
  ])('%s with %s', (path, text, passes) => expect(mayMatter(path, Buffer.from(text), 'ts')).toBe(passes));

  it.each([['locales/de.json', false], ['config/de-settings.json', true]])('%s with a password', (path, passes) =>
    expect(mayMatter(path, Buffer.from('{ "password": "Passwort" }'), 'json')).toBe(passes));
});

describe('a module that may teach what its parameters are', () => {
  const teaches = (text: string): boolean => mayHoldCalls(Buffer.from(text), libraries);

  it.each(["import jwt from 'jsonwebtoken';", "import { issue } from './lib/jwt';", 'createHmac(algorithm, key)', "{ kty: 'oct', k }"])('%s', (text) =>
    expect(teaches(text)).toBe(true));
  it.each(["const JWT_SECRET = 'x'", 'process.env.NEXT_PUBLIC_JWT_SECRET', '-----BEGIN PRIVATE KEY-----'])('not %s', (text) =>
    expect(teaches(text)).toBe(false));
});
