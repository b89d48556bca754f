// No output of any kind holds a secret. Random values are put wherever a secret may stand, each at its own place, and
// every report, every message and every offered change is searched for them, and for any ten characters of them.
// ESLint's own JSON formatter embeds the source of the file, and ESLint fills the gaps between the edits of one fix with
// source; that is not ours to mask.

import { createHmac, generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import json from '@eslint/json';
import * as typescriptParser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import plugin from '../../rules/index.ts';
import { folderWith, runCommand } from '../support/command.ts';

const canaries = new Map<string, string>();

/** A new value, remembered under what it is for. */
function canary(what: string, form: 'base64url' | 'hex' | 'base64' | 'short' = 'base64url'): string {
  const value = form === 'short' ? `Zq${randomBytes(5).toString('hex')}` : randomBytes(36).toString(form);
  canaries.set(`${what} ${canaries.size}`, value);
  return value;
}

function remembered(what: string, value: string): string {
  canaries.set(`${what} ${canaries.size}`, value);
  return value;
}

/** Nothing about its form says secret: only that it stands in a literal of broken source. */
const lettersOnly = (): string => [...randomBytes(40)].map((byte) => String.fromCharCode(97 + (byte % 26))).join('');

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Its parts but for the header, which every token shares. */
function token(what: string, claims: object = {}, key: string | Uint8Array = randomBytes(32)): string {
  const head = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${remembered(what, encoded({ jti: randomBytes(16).toString('hex'), role: 'service_role', ...claims }))}`;
  return `${head}.${remembered(what, createHmac('sha256', key).update(head).digest('base64url'))}`;
}

/** Each line of the body is a canary; in one line with escapes they stand behind each other. */
function pem(what: string): string {
  const text = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString().trim();
  for (const line of text.split('\n').slice(1, -1)) remembered(what, line);
  return text;
}

function jwk(what: string): Record<string, unknown> {
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }) as Record<string, unknown>;
  remembered(what, String(key['d']));
  return key;
}

function files(): Record<string, string> {
  const sameLine = canary('same line as another finding');
  const twice = canary('in code and in a comment');
  const inComment = canary('in the trailing comment of its own line');
  const split = [canary('first half'), canary('second half')];
  const [seed, short, fallback, listed] = [canary('unnamed variable that signs'), canary('short one that signs', 'short'), canary('fallback that signs', 'hex'), canary('word of a list')];
  const shared = [canary('one value in three files'), canary('one short value in three files', 'short')];
  const minified = Array.from({ length: 200 }, (_, at) => `const a${at}=${at};`).join('');
  const one = pem('PEM in one line').replaceAll('\n', '\\n');
  return {
    'package.json': '{ "dependencies": { "jsonwebtoken": "8.5.1", "vite": "7.0.0" } }\n',
    'src/neighbours.ts': `import jwt from 'jsonwebtoken';\nexport const settings = {\n  cryptoKey: '${canary('neighbour without a rule', 'short')}',\n  jwt: { secret: '${canary('the key beside it')}' },\n  apiToken: "${canary('another neighbour', 'short')}",\n};\njwt.sign({}, settings.jwt.secret, { expiresIn: '5m' });\n`,
    'src/slots.ts': `import jwt from 'jsonwebtoken';
import session from 'express-session';
import { SignJWT } from 'jose';
const table = { access: '${canary('object path')}', refresh: { key: "${canary('nested path', 'hex')}" } };
export const a = jwt.sign({ a: 1 }, '${canary('key slot')}');
export const b = jwt.sign({ a: 1 }, table.access, { algorithm: 'none' });
export const c = jwt.verify(t, table.refresh.key, { algorithms: ['HS256', 'none'], audience: 'harbour' });
export const d = jwt.sign({}, process.env.JWT_SECRET || '${canary('fallback', 'base64')}');
export const e = jwt.sign({}, process.env.JWT_SECRET ?? \`${canary('fallback in a template')}\`);
export const f = (key = '${canary('default parameter', 'short')}') => jwt.sign({}, key);
export const g = session({ secret: ['${canary('list of session keys')}', '${canary('list of session keys', 'hex')}'] });
export const h = createHmac('sha256', Buffer.from('${canary('bytes', 'base64')}', 'base64'));
export const i = new SignJWT({}).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode('${canary('encoder')}'));
export const j = jwt.verify(t, '${sameLine}', { algorithms: ['none'], ignoreExpiration: true, aud: 'x' });
export const k = jwt.sign({}, '${split[0]!}' + '${split[1]!}');
export const l = jwt.sign({}, \`prefix-\${process.env.X}-${canary('template around a variable')}\`);
export const m = jwt.sign({}, cond ? '${canary('first branch')}' : '${canary('second branch')}');
export const JWT_SECRET = '${twice}'; // was ${twice} before
/* never use ${twice} */
export const jwtSecretKey = '${inComment}'; // ${inComment}
export const n = jwt.sign({ expiresIn: '1h', password: '${canary('payload beside a finding')}' }, '${canary('short key', 'short')}');
export class Tokens { private readonly secret = '${canary('class field')}'; sign() { return jwt.sign({}, this.secret); } }
enum Keys { Access = '${canary('enum')}' }
export const o = jwt.sign({}, Keys.Access);
const { key: p = '${canary('destructuring default')}' } = options;
export const q = jwt.sign({}, p);
`,
    'src/literals.ts': `export const token = '${token('JWT in code')}';
export const headers = { authorization: 'Bearer ${token('JWT behind Bearer')}' };
export const pem = \`${pem('PEM in a template')}\`;
export const escaped = '${one}';
export const jwk = ${JSON.stringify(jwk('JWK in code'))};
export const oct = { kty: 'oct', k: '${canary('oct key')}', alg: 'HS256' };
`,
    'src/app.min.ts': `${minified}import jwt from"jsonwebtoken";jwt.sign({},"${canary('minified key')}");jwt.verify(t,"${canary('minified key', 'hex')}",{algorithms:["none"]});const T="${token('minified JWT')}";${minified}\n`,
    'src/page.ts': `${minified}import jwt from"jsonwebtoken";const s="${canary('long line')}";jwt.sign({},s);jwt.sign({},s,{algorithm:"none"});const T="${token('JWT in a long line')}";${minified}\n`,
    'src/view.tsx': `import { useState } from 'react';\nimport jwt from 'jsonwebtoken';\nexport const View = () => { useState(0); return <p title={jwt.sign({}, '${canary('client key')}')}>x</p>; };\n`,
    'src/broken.ts': `import jwt from 'jsonwebtoken';\njwt.sign({}, '${canary('in a broken file')}');\nconst = '${canary('at the syntax error')}' '${remembered('behind the syntax error', lettersOnly())};\n`,
    '.env': `JWT_SECRET=${canary('.env')}\nSESSION_SECRET="${canary('.env in quotes', 'base64')}" # ${canary('.env comment')}\nexport APP_SECRET=${canary('.env export', 'short')}\nVITE_JWT_SECRET=${canary('published variable')}\nPRIVATE_KEY="${pem('PEM in .env').replaceAll('\n', '\\n')}"\nTOKEN=${token('JWT in .env')}\nBROKEN="${canary('.env unclosed')}\n`,
    'docker-compose.yml': `services:\n  api:\n    environment:\n      - JWT_SECRET=${canary('compose list')}\n      - AUTH_TOKEN=${token('JWT in YAML')}\n    command: node server --jwt-secret ${canary('command line')}\n  web:\n    environment:\n      JWT_SECRET: ${canary('compose map', 'hex')}\n      PRIVATE_KEY: |\n${pem('PEM in YAML').split('\n').map((line) => `        ${line}`).join('\n')}\n`,
    'broken.yaml': `jwt:\n  secret: "${canary('broken YAML')}\n  - ${canary('broken YAML')}: [\n`,
    'config/default.json': `{ "jwt": { "secret": "${canary('JSON')}" }, "session": { "secret": "${canary('JSON', 'short')}" }, "jwk": ${JSON.stringify(jwk('JWK in JSON'))}, "password": "${canary('JSON password')}", "service": { "type": "service_account", "private_key": "${pem('service account').replaceAll('\n', '\\n')}" } }\n`,
    'config/broken.json': `{ "jwtSecret": "${canary('broken JSON')}", "b": ${canary('bare in broken JSON')} }\n`,
    'wrangler.toml': `name = "x"\n[vars]\nJWT_SECRET = "${canary('TOML')}"\nSESSION_SECRET = '''${canary('TOML literal')}'''\nTOKEN = "${token('JWT in TOML')}"\n`,
    'broken.toml': `jwt_secret = "${canary('broken TOML')}\n= ${canary('broken TOML')}\n`,
    'src/proven.ts': `import jwt from 'jsonwebtoken';
export const tokens = ['${token('JWT signed by a variable', {}, seed)}', '${token('JWT signed by a short variable', {}, short)}',
  '${token('JWT signed by a fallback', {}, fallback)}', '${token('JWT signed by a listed word', {}, listed)}', '${token('JWT signed by a short word', { exp: 1 }, 'secret')}'];
export const key = process.env.KEY || '${fallback}';
export const again = jwt.sign({}, key, { expiresIn: '1h' });
`,
    'shared/src/key.ts': `import jwt from 'jsonwebtoken';\nexport const a = jwt.sign({}, process.env.SHARED_SECRET ?? '${shared[0]!}', { expiresIn: '1h' });\nexport const b = jwt.sign({}, process.env.JWT_SECRET || '${shared[1]!}', { expiresIn: '1h' });\n`,
    'shared/.env.production': `PORT=3000\nSHARED_SECRET=${shared[0]!}\nJWT_SECRET=${shared[1]!}\nNEIGHBOUR=${canary('beside a shared value', 'short')}\n`,
    'shared/compose.yml': `services:\n  api:\n    environment:\n      SHARED_SECRET: ${shared[0]!}\n      JWT_SECRET: ${shared[1]!}\n      SOMETHING_TOKEN: ${canary('beside a shared value in YAML')}\n`,
    // Beside each other, so that the one is on the lines shown for the other.
    'deploy/.env.production': `SEED=${seed}\nPIN=${short}\nTOKEN=${token('JWT beside its key', {}, short)}\nOTHER=${canary('another variable', 'short')}\n`,
    'words.list': `abc\r\n${listed}\r\n`,
    'notes.txt': `${pem('PEM in text')}\n${token('JWT in text')}\n`,
    'src/ignored.ts': `import jwt from 'jsonwebtoken';\n// jwtlint-disable-next-line no-hardcoded-secret -- ${canary('reason of a suppression')}\njwt.sign({}, '${canary('suppressed')}', { expiresIn: '1h' });\n// jwtlint-disable-next-line ${canary('rule name of a suppression')}\n`,
  };
}

/** Windows of ten characters that are found; base64 of DER begins alike for all keys of a kind, so its start is left out. */
function leaksIn(text: string): string[] {
  return [...canaries].filter(([what, value]) => {
    const from = what.startsWith('PEM') || what.startsWith('service') || what.startsWith('JWT') || what.includes('JWT') ? 40 : 0;
    for (let at = Math.min(from, Math.max(0, value.length - 10)); at + 10 <= value.length; at++) if (text.includes(value.slice(at, at + 10))) return true;
    return text.includes(value);
  }).map(([what]) => what);
}

describe('no secret is in', () => {
  const made = files();
  const folder = folderWith(made);
  // What a user writes as a reason is the user's; the report hands it on.
  canaries.delete([...canaries.keys()].find((what) => what.startsWith('reason of a suppression'))!);
  canaries.delete([...canaries.keys()].find((what) => what.startsWith('rule name of a suppression'))!);

  it('the reports, and most of the places are reported', async () => {
    const ran = await runCommand(folder, '--preset', 'all', '--no-ignore', '--stats', '--wordlist', 'words.list', '--format', 'pretty', '--format', 'compact=out/report.compact', '--format', 'json=out/report.json', '--format', 'pretty=out/report.txt', '--color', 'always');
    const report = readFileSync(join(folder, 'out/report.json'), 'utf8');
    const { findings } = JSON.parse(report) as { findings: { ruleId: string; certainty: string; fixes: unknown[]; evidence: { note: string }[] }[] };
    expect(findings.filter(({ certainty, ruleId }) => ruleId === 'no-token-literal' && certainty === 'proven').length).toBe(6);
    expect(findings.filter(({ evidence }) => evidence.some(({ note }) => note.startsWith('the same value'))).length).toBeGreaterThan(1);
    expect([ran.code, findings.length > 50, findings.some(({ fixes }) => fixes.length > 0), ran.err.includes('broken')]).toEqual([2, true, true, true]);
    for (const text of [ran.out, ran.err, report, readFileSync(join(folder, 'out/report.txt'), 'utf8')]) expect(leaksIn(text)).toEqual([]);
  });

  it.each(['pretty', 'compact', 'json'])('the %s report of standard output, one finding a rule', async (format) => {
    const ran = await runCommand(folder, '--format', format, '--no-inline-ignores', '--include-tests', '--wordlist', 'words.list');
    expect(leaksIn(ran.out + ran.err)).toEqual([]);
  });

  it('what is said of a word list that is none, and of one that is a file of secrets', async () => {
    for (const list of ['deploy', 'src/proven.ts']) {
      const ran = await runCommand(folder, '--format', 'compact', '--wordlist', list);
      expect(leaksIn(ran.out + ran.err)).toEqual([]);
    }
  });

  it('what ESLint is told', () => {
    const linter = new Linter({ cwd: folder });
    const config: Linter.Config[] = [
      { files: ['**/*.{ts,tsx}'], languageOptions: { parser: typescriptParser, parserOptions: { ecmaFeatures: { jsx: true } } } },
      { files: ['**/*.json'], plugins: { json }, language: 'json/jsonc' },
      ...plugin.configs.all,
    ];
    let told = 0;
    for (const [path, text] of Object.entries(made)) {
      if (!/\.(?:ts|tsx|ya?ml|toml)$|\.env$|default\.json$/.test(path) || path.includes('broken')) continue;
      const messages = linter.verify(text, config, { filename: join(folder, path) }).filter(({ ruleId }) => ruleId?.startsWith('jwtlint/'));
      told += messages.length;
      const said = JSON.stringify(messages.map(({ message, suggestions }) => [message, suggestions?.map(({ desc }) => desc)]));
      expect(leaksIn(said), path).toEqual([]);
    }
    expect(told).toBeGreaterThan(40);
  });
});
