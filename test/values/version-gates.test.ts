// The same source beside two versions of a library: what the rules say of each.

import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/all.ts';
import { defaultSettings } from '../../src/findings/options.ts';
import { sourceFileOf } from '../../src/source/source-file-of.ts';
import { scanned } from '../support/fixture-run.ts';

/** Severity and rule, or nothing where all is well. */
type Verdicts = readonly [older: string, newer: string];

interface Gate {
  readonly versions: Verdicts;
  /** The import that this version wants; most libraries kept theirs. */
  readonly imports: Verdicts | string;
  readonly statements: Readonly<Record<string, Verdicts>>;
}

const claims = "audience: 'shop', issuer: 'https://id.shop.example'";

const gates: Readonly<Record<string, Gate>> = {
  jsonwebtoken: {
    versions: ['8.5.1', '9.0.3'],
    imports: "import jwt from 'jsonwebtoken';",
    statements: {
      // A missing key accepts `none`, and the key's text chooses the family.
      [`jwt.verify(token, process.env.JWT_SECRET, { ${claims}, maxAge: '1h' });`]: ['warning require-algorithms', 'info require-algorithms'],
      [`jwt.verify(token, readFileSync('public.pem'), { ${claims}, maxAge: '1h' });`]: ['error require-algorithms', 'info require-algorithms'],
      // A mixed list, and the text of a public key beside HMAC algorithms.
      [`jwt.verify(token, publicKey, { algorithms: ['RS256', 'HS256'], ${claims}, maxAge: '1h' });`]: ['error no-algorithm-confusion', 'info no-algorithm-confusion'],
      [`jwt.verify(token, process.env.JWT_PUBLIC_KEY, { algorithms: ['HS256'], ${claims}, maxAge: '1h' });`]: ['error no-algorithm-confusion', ''],
      // `none` in the list.
      [`jwt.verify(token, process.env.JWT_SECRET, { algorithms: ['HS256', 'none'], ${claims}, maxAge: '1h' });`]: ['error no-alg-none', 'error no-alg-none'],
      // The empty text is refused, no bytes at all are taken.
      [`jwt.verify(token, process.env.JWT_SECRET || '', { algorithms: ['HS256'], ${claims}, maxAge: '1h' });`]: ['info no-empty-key', 'info no-empty-key'],
      [`jwt.verify(token, Buffer.from(process.env.JWT_SECRET || '', 'base64'), { algorithms: ['HS256'], ${claims}, maxAge: '1h' });`]: ['error no-empty-key', 'error no-empty-key'],
    },
  },
  'express-jwt': {
    versions: ['5.3.3', '8.5.1'],
    imports: ["import jwt from 'express-jwt';", "import { expressjwt as jwt } from 'express-jwt';"],
    statements: {
      // The newer throws at start.
      [`jwt({ secret: process.env.JWT_SECRET, ${claims}, maxAge: '1h' });`]: ['warning require-algorithms', ''],
      [`jwt({ secret: publicKey, algorithms: ['RS256', 'HS256'], ${claims}, maxAge: '1h' });`]: ['error no-algorithm-confusion', 'info no-algorithm-confusion'],
      [`jwt({ secret: keyFor, algorithms: ['HS256', 'none'], ${claims}, maxAge: '1h' });`]: ['error no-alg-none', 'error no-alg-none'],
    },
  },
  'passport-jwt': {
    versions: ['4.0.0', '4.0.1'],
    imports: "import { Strategy } from 'passport-jwt';",
    statements: {
      [`new Strategy({ jwtFromRequest, secretOrKey: process.env.JWT_SECRET, ${claims}, jsonWebTokenOptions: { maxAge: '1h' } }, accept);`]: ['warning require-algorithms', 'info require-algorithms'],
      [`new Strategy({ jwtFromRequest, secretOrKey: publicKey, algorithms: ['RS256', 'HS256'], ${claims}, jsonWebTokenOptions: { maxAge: '1h' } }, accept);`]: ['error no-algorithm-confusion', 'info no-algorithm-confusion'],
    },
  },
  jose: {
    versions: ['4.15.9', '6.2.17'],
    imports: "import { jwtVerify } from 'jose';",
    statements: {
      // Zero bytes as a key.
      [`export const a = jwtVerify(token, new TextEncoder().encode(process.env.JWT_SECRET), { algorithms: ['HS256'], ${claims}, requiredClaims: ['exp'] });`]: ['error no-empty-key', 'info no-empty-key'],
      [`export const a = jwtVerify(token, publicKey, { algorithms: ['RS256', 'HS256'], ${claims}, requiredClaims: ['exp'] });`]: ['info no-algorithm-confusion', 'info no-algorithm-confusion'],
      [`export const a = jwtVerify(token, publicKey, { algorithms: ['none'], ${claims}, requiredClaims: ['exp'] });`]: ['warning no-alg-none', 'warning no-alg-none'],
    },
  },
  'fast-jwt': {
    versions: ['5.0.6', '6.3.6'],
    imports: "import { createVerifier } from 'fast-jwt';",
    statements: {
      // Zero bytes as a key.
      [`createVerifier({ key: Buffer.from(process.env.JWT_SECRET || ''), algorithms: ['HS256'], allowedAud: 'shop', allowedIss: 'me', requiredClaims: ['aud', 'iss', 'exp'] });`]: ['error no-empty-key', 'info no-empty-key'],
      // The older takes a PEM with a blank before it, and a JWK as text, for a secret.
      [`createVerifier({ key: process.env.JWT_PUBLIC_KEY, allowedAud: 'shop', allowedIss: 'me', requiredClaims: ['aud', 'iss', 'exp'] });`]: ['warning require-algorithms', 'info require-algorithms'],
      [`createVerifier({ key: process.env.JWT_PUBLIC_KEY, algorithms: ['HS256'], allowedAud: 'shop', allowedIss: 'me', requiredClaims: ['aud', 'iss', 'exp'] });`]: ['', 'error no-algorithm-confusion'],
    },
  },
  hono: {
    versions: ['4.10.7', '4.13.19'],
    imports: "import { jwk, jwt, verify } from 'hono/jwt';",
    statements: {
      // Without an algorithm the older takes HS256, the newer throws: neither lets the token choose.
      [`jwt({ secret: process.env.JWT_SECRET, verification: { aud: 'shop', iss: 'me' } });`]: ['', ''],
      // The older takes whatever the keys of the set can do.
      [`jwk({ keys, verification: { aud: 'shop', iss: 'me' } });`]: ['info require-algorithms', ''],
    },
  },
  // Other versions at which something changed.
  'koa-jwt': {
    versions: ['4.0.3', '4.0.4'],
    imports: "import jwt from 'koa-jwt';",
    statements: {
      [`jwt({ secret: process.env.JWT_SECRET, ${claims}, maxAge: '1h' });`]: ['warning require-algorithms', 'info require-algorithms'],
    },
  },
  '@nestjs/jwt': {
    versions: ['9.0.0', '10.0.0'],
    imports: "import { JwtModule } from '@nestjs/jwt';",
    statements: {
      [`JwtModule.register({ secret: process.env.JWT_SECRET, verifyOptions: { ${claims}, maxAge: '1h' } });`]: ['warning require-algorithms', ''],
    },
  },
  'hapi-auth-jwt2': {
    versions: ['10.2.0', '10.4.0'],
    imports: "import plugin from 'hapi-auth-jwt2';",
    statements: {
      [`server.auth.strategy('a', 'jwt', { key: process.env.JWT_SECRET, urlKey: false, validate, verifyOptions: { ${claims}, maxAge: '1h' } });`]:
        ['warning require-algorithms', 'info require-algorithms'],
    },
  },
  'restify-jwt-community': {
    versions: ['1.1.8', '2.0.0'],
    imports: "import jwt from 'restify-jwt-community';",
    statements: {
      [`jwt({ secret: process.env.JWT_SECRET, ${claims}, maxAge: '1h' });`]: ['warning require-algorithms', 'info require-algorithms'],
    },
  },
  'jwt-simple': {
    versions: ['0.5.1', '0.5.6'],
    imports: "import { decode } from 'jwt-simple';",
    statements: {
      // The older lets the header choose, whatever the key.
      'export const a = decode(token, publicKey);': ['error require-algorithms', 'warning require-algorithms'],
    },
  },
  '@tsndr/cloudflare-worker-jwt': {
    versions: ['2.5.4', '3.2.3'],
    imports: "import jwt from '@tsndr/cloudflare-worker-jwt';",
    statements: {
      // `none` alone.
      "export const a = await jwt.verify(token, key, { algorithm: 'none', throwError: true });": ['warning no-alg-none', 'error no-alg-none'],
    },
  },
};

for (const [name, { versions, imports, statements }] of Object.entries(gates))
  describe(name, () => {
    for (const [statement, verdicts] of Object.entries(statements))
      it.each(versions.map((version, at) => [version, verdicts[at]!, typeof imports === 'string' ? imports : imports[at]!]))(
        `%s says of ${statement}: %s`, (version, verdict, line) => {
          expect(verdictsOn(name, version, `${line}\n${statement}\n`)).toBe(verdict);
        },
      );
  });

function verdictsOn(name: string, version: string, text: string): string {
  const files = [
    sourceFileOf('package.json', JSON.stringify({ dependencies: { [name]: version } })),
    sourceFileOf('src/auth.ts', text),
  ];
  const results = scanned(files, { settings: { ...defaultSettings, preset: 'strict' }, limit: 'info', isFolder: true }, rules);
  return results.flatMap(({ findings }) => findings.map(({ severity, ruleId }) => `${severity} ${ruleId}`)).join(', ');
}
