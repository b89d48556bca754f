// What lets a code file through, and what looks alike. Each row is one line of a file that has nothing else.
import { describe, expect, it } from 'vitest';
import { mayHoldFacts } from '../src/facts/gate.ts';

const passes = (text: string): boolean => mayHoldFacts(Buffer.from(text), 'ts');

describe('a line of code that may hold a fact', () => {
  it.each([
    "import jwt from 'jsonwebtoken';", "import{sign}from'jsonwebtoken'", "const { sign } = require('jsonwebtoken')", "const jose = await import('jose')", "export * from 'jose'",
    'createHmac(algorithm, key)', 'createVerify(algorithm)', 'crypto.subtle.sign(a, b, c)', 'crypto.verify(a, b, c, d)', 'generateKeyPairSync(type)',
    "const JWT_SECRET = 'x'", "jwtSecret: string = 'x'", "{ 'jwt-x': 1, secret: 'x' }", "process.env.JWT_SECRET || 'x'", "process.env.JWT_SECRET ||\n  'x'",
    "process.env['JWT_SECRET'] ?? 'x'", "process.env.JWT_SECRET! as string ?? 'x'", "(process.env.JWT_SECRET as string) || 'x'", "config.get('JWT_SECRET', 'x')", "env('JWT_SECRET') || 'x'",
    "JWT_SECRET: z.string().min(1).default('x')", "JWT_SECRET: str({ default: 'x' })", "APP_KEYS = ['a', 'b']", "privateKey = `x`",
    "jwt: {\n    key: 'x',", "cookie: { name: 'n', password: 'x' }", "app.set('jwtSecret', 'x')",
    "import { issue } from './lib/jwt';", "import { issue } from '@/auth/token.service';",
    'env: { JWT_SECRET: process.env.JWT_SECRET }', 'define: { A: JSON.stringify(env.API_SECRET) }', 'new webpack.EnvironmentPlugin(names)',
    'process.env.NEXT_PUBLIC_JWT_SECRET', "jwksUri: 'http://issuer.example.test/keys'", '{ "kty": "RSA" }',
    "if (req.headers['x-signature'] !== sign(req.body))", 'return macOf(body) === signature;', "new Bun.CryptoHasher('sha256', key)",
  ])('%s', (text) => expect(passes(text)).toBe(true));

  it.each([
    "import { Router } from 'express';", "const name = 'jose';", "type: 'h3'", "import { useSession } from 'next-auth/react';", "import { tokenize } from './supertokens';",
    "const session = await load('x');", "session: { id: 'x' }", "private readonly name: string = 'x'", "secretName = 'x'", "if (secret === 'x') {", "(secret: string) => 'x'",
    "jwtSecret: config.value, other: 'x'", "const jwtSecret = load(); const other = 'x'", "label(secret, 'x')", 'const secret = process.env.JWT_SECRET;',
    'process.env.NEXT_PUBLIC_API_URL', "jwksUri: 'https://issuer.example.test/keys'", "sticky = 'x'", 'createSignal(0)', 'sign(a, b)', 'createVerifyEmail()', "['kty', 'crv']",
    'signature.length === 64', "signature = '==='",
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
