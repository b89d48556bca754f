// A thousand values in every position → no output holds one of them, nor six of their characters in a row. The whole tool
// runs in this process: all formats, what ESLint is told, explanations, diagnostics, faults of rules. Beside that: masks
// take time by the line, and a fingerprint confirms no guess.

import { join } from 'node:path';
import json from '@eslint/json';
import * as typescriptParser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/all.ts';
import plugin from '../../rules/index.ts';
import { factsOf } from '../../src/facts/facts-of.ts';
import { hiddenInComment } from '../../src/findings/settings/comment-words.ts';
import { hiddenInLine, hiddenInValue, withoutDrawn } from '../../src/findings/ordinary.ts';
import type { Finding } from '../../src/findings/finding.ts';
import { findingsOfFile } from '../../src/findings/findings-of.ts';
import { defaultSettings } from '../../src/findings/options.ts';
import { sizeClass } from '../../src/findings/identity/size-class.ts';
import { configOf } from '../../src/hosts/config/config-file.ts';
import { collected, scanWith } from '../../src/hosts/scan.ts';
import { type Scanned } from '../../src/hosts/scanning/result.ts';
import { reports } from '../support/all-reports.ts';
import { sourceFileOf } from '../../src/source/source-file-of.ts';
import { positions, type Form } from '../support/canary-positions.ts';
import { drawerOf, leaksIn, makers, windowsOf } from '../support/canary-values.ts';
import { folderWith, runCommand } from '../support/command.ts';
import { fakeFacts, fakeRule } from '../support/fake-facts.ts';

const forms = Object.keys(makers) as Form[];
const draw = drawerOf(20_261_130);
const values = new Map<string, string>();
const files: Record<string, string> = { 'package.json': '{ "dependencies": { "jsonwebtoken": "9.0.2", "express-session": "1.18.0", "react": "19.0.0" } }\n' };
/** Where each value was put: file and line. */
const stands: { readonly what: string; readonly path: string; readonly line: number }[] = [];

for (const { what, path, block, before = '', after = '', without = [] } of positions) {
  let text = before;
  forms.filter((form) => !without.includes(form)).forEach((form, at) => {
    const value = makers[form](draw);
    values.set(value, `${form} as ${what}`);
    const added = block(value, at);
    const inside = Math.max(0, added.indexOf(value.slice(0, 4)));
    stands.push({ what, path, line: (text + added.slice(0, inside)).split('\n').length });
    text += `${added}\n`;
  });
  files[path] = text + after;
}

const windows = windowsOf(values);
const leaks = (text: string): string[] => leaksIn(text, windows);
/** Digests are hexadecimal and hold any six digits sooner or later; what they give away is tested by itself. */
const withoutPrints = (text: string): string => text.replace(/\b(?:[0-9a-f]{32}|[0-9a-f]{8,16}:\d+|(?<=(?:jwtlint allow|proven;|likely;|possible;) )[0-9a-f]{8,16}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b/g, '');

const context = { tool: { name: 'jwtlint', version: '1' }, rules: new Map(rules.map((rule) => [rule.id, rule])), color: false };
const reportsOf = (scanned: Scanned): string[] => [...reports.values()].map((report) => withoutPrints(report(scanned, { ...context, sourceOf: scanned.sourceOf })));

describe('a thousand values', () => {
  const folder = folderWith(files);
  const scan = (more: object = {}, own: readonly Parameters<typeof scanWith>[0][number][] = rules): Promise<Scanned> =>
    collected(scanWith(own, { root: folder, preset: 'all', noIgnore: true, ...more }));

  it('are as many, in as many positions', () => {
    expect([values.size > 1000, positions.length > 60, new Set(positions.map(({ path }) => path)).size]).toEqual([true, true, positions.length]);
  });

  it('are in no report, although the lines that hold them are shown', async () => {
    const scanned = await scan();
    for (const report of reportsOf(scanned)) expect(leaks(report)).toEqual([]);
    expect(leaks(JSON.stringify(scanned.diagnostics))).toEqual([]);
    const excerpts = scanned.findings.flatMap((finding) => finding.excerpts);
    expect(leaks(excerpts.flatMap(({ lines }) => lines).join('\n'))).toEqual([]);
    const isShown = ({ path, line }: (typeof stands)[number]): boolean =>
      excerpts.some(({ file, firstLine, lines }) => file === path && firstLine <= line && line < firstLine + lines.length);
    const unseen = positions.filter(({ what }) => !stands.some((one) => one.what === what && isShown(one))).map(({ what }) => what);
    expect(unseen).toEqual([]);
    expect(stands.filter(isShown).length).toBeGreaterThan(1000);
  });

  it('are in no report under other settings', async () => {
    for (const report of reportsOf(await scan({ inlineIgnores: false, includeTests: true }))) expect(leaks(report)).toEqual([]);
  });

  it('are in no fault of a rule', async () => {
    const [value = ''] = values.keys();
    class Odd extends Error { override readonly name = value; }
    const throwing = fakeRule({ id: 'no-bad', check: ({ file }) => { throw file.path.endsWith('.ts') ? new Error(file.text) : new Odd(file.text); } });
    const scanned = await scan({}, [throwing]);
    expect(scanned.faults).toBeGreaterThan(60);
    for (const report of [...reportsOf(scanned), JSON.stringify(scanned.diagnostics)]) expect(leaks(report)).toEqual([]);
  });

  it('are in nothing that the command writes to its two streams', async () => {
    const ran = await runCommand(folder, '--preset', 'all', '--no-ignore', '--stats', '--format', 'pretty', '--format', 'compact=out.txt');
    expect([ran.code, leaks(withoutPrints(ran.out)), leaks(ran.err)]).toEqual([2, [], []]);
  });

  it('are in nothing that ESLint is told', () => {
    const linter = new Linter({ cwd: folder });
    const config: Linter.Config[] = [
      { files: ['**/*.{ts,tsx}'], languageOptions: { parser: typescriptParser, parserOptions: { ecmaFeatures: { jsx: true } } } },
      { files: ['**/*.json'], plugins: { json }, language: 'json/jsonc' },
      ...plugin.configs.all,
    ];
    let told = 0;
    for (const [path, text] of Object.entries(files)) {
      if (!/\.(?:tsx?|ya?ml|toml|json)$|\.env$/.test(path) || path.includes('broken')) continue;
      const messages = linter.verify(text, config, { filename: join(folder, path) }).filter(({ ruleId }) => ruleId?.startsWith('jwtlint/'));
      told += messages.length;
      expect(leaks(JSON.stringify(messages.map(({ message, suggestions }) => [message, suggestions?.map(({ desc }) => desc)]))), path).toEqual([]);
    }
    expect(told).toBeGreaterThan(500);
  });

  it('are in no complaint about a configuration', () => {
    const [first] = positions;
    for (const form of forms) {
      const value = [...values].find(([, what]) => what === `${form} as ${first!.what}`)![0];
      const quoted = JSON.stringify(value);
      for (const text of [
        `{ ${quoted}: 1 }`, `{ "preset": ${quoted} }`, `{ "rules": { ${quoted}: "off" } }`, `{ "rules": { "no-weak-secret": ${quoted} } }`,
        `{ "rules": { "no-long-lived-token": ["error", { ${quoted}: 1 }] } }`, `{ "failOn": ${quoted} }`, `{ "ignore": ${quoted} }`, `{ "overrides": [${quoted}] }`,
        `{ "allow": [{ "fingerprint": ${quoted}, "reason": "x" }] }`, `{ "allow": [{ "rule": ${quoted}, "files": ["a"], "reason": "x", "until": ${quoted} }] }`,
        `{ "models": [{ "package": ${quoted}, ${quoted}: 1, "operations": [{ "call": ${quoted}, "kind": ${quoted} }] }] }`,
        `{ "secretPatterns": [{ "name": ${quoted}, "shape": ${quoted} }] }`, `{ "paths": { ${quoted}: [] } }`, `{ "preset": ${value} }`, `{ "preset": "${value}`,
      ]) {
        let said = '';
        try {
          configOf(rules, (path) => (path === 'jwtlint.config.json' ? text : undefined));
        } catch (error) {
          said = (error as Error).message;
        }
        expect(leaks(said), text.slice(0, 40)).toEqual([]);
      }
    }
  });
});

describe('a comment', () => {
  it.each([
    'Sign the session for a customer who has just completed the checkout and wants to stay logged in on this machine.',
    'legacy key for the old mobile application', 'PORT=3000', 'Keep this in step with the invoice service', 'see https://shop.example.com/welcome',
  ])('of plain English is shown: %s', (text) => expect(hiddenInComment(text)).toEqual([]));

  it.each([
    ['the password is welcome machine', 'welcome'], ['password: customer', 'customer'], ['password customer', 'customer'],
    ['use customer invoice machine window here', 'invoice'], ['correct horse battery staple', 'horse'], ['the old key was welcome-machine', 'welcome'],
    ['customer qzxv machine', 'customer'],
  ])('but no phrase of it: %s', (text, word) => {
    const at = text.indexOf(word);
    expect(hiddenInComment(text).some(({ start, end }) => start <= at && end >= at + word.length)).toBe(true);
  });
});

describe('a key where a name is read', () => {
  const key = 'K9S1z8F8F9D6Q9v6C1z3h8o5g6';
  it.each([
    ['config/production.yaml', `jwt:\n  secret: a\0 ${key}  secret: Z1k8F8b9D6Q9v5g6W3x2\n`],
    ['config/production.yaml', `secret: &key ${key}jwt_secret: &other ${key}\n`],
    ['.env.production', `A=b\n${key}_JWT_SECRET=Z1k8F8b9D6Q9v5g6W3x2\n`],
    ['src/a.ts', `export const ${key}JwtSecret = 'Z1k8F8b9D6Q9v5g6W3x2';\n`],
  ])('is in no message, note, data or title of %s', (path, text) => {
    const facts = factsOf(sourceFileOf(path, text));
    const { findings } = findingsOfFile(rules, facts, { ...defaultSettings, preset: 'all' });
    expect(findings.length).toBeGreaterThan(0);
    const said = findings.map(({ message, data, evidence, fixes }) => [message, data, evidence.map(({ note }) => note), fixes.map(({ title }) => title)]);
    expect(JSON.stringify(said)).not.toContain(key);
  });

  it('leaves names alone that have numbers', () => {
    for (const name of ['NEXT_PUBLIC_AUTH0_CLIENT_SECRET_2', 'oauth2ClientSecretOfTenant42', 'jwtSecret20240101production', 'sha256WithRsaEncryptionSecret'])
      expect(withoutDrawn(name)).toBe(name);
  });
});

describe('what is plainly ordinary is shown', () => {
  it.each([
    'HS256', 'sha256', 'utf8', 'Bearer', 'Authorization', 'x-api-key', '/login', '/api/users/:id', './config/env.js', '3000', '15m', '7 days', 'https://localhost:3000/login',
    'https://accounts.google.com', 'JWT_SECRET', 'jwt.secret', 'access', 'Invalid token', '${JWT_SECRET}', '^9.0.2', '${REGION:-true}', '${PORT:-3000}', 'Access-Control-Allow-Origin', '3000:3000', '',
  ])('%s', (text) => expect(hiddenInValue(text, false)).toEqual([]));

  it.each(['secret', 'admin', 'my-secret-key', 'correct horse battery staple', '4821337', 'hunter2', 'token secret key', 'dev-only-example', 'https://u:p@localhost/', '${JWT_SECRET:-login}'])('but not %s', (text) => {
    expect(hiddenInValue(text, false)).not.toEqual([]);
  });

  it.each(['PORT=3000', 'NODE_ENV: production', '    "expiresIn": "15m",', 'ENV NODE_ENV=production', '- redis://localhost:6379', 'JWT_EXPIRES_IN=7d', "res.redirect('/login')"])('of a line: %s', (line) => {
    expect(hiddenInLine(line, true)).toEqual([]);
  });

  it.each(['PASSWORD=login', 'TOKEN: access', '"password": "user"', '--password login'])('but not what a name calls secret: %s', (line) => {
    expect(hiddenInLine(line, true)).not.toEqual([]);
  });
});

describe('time', () => {
  const msOf = (count: number): number => {
    const text = `export const keys = {\n${Array.from({ length: count }, (_, at) => `  secret${at}: 'kq${at}zv${(at * 7919) % 100_003}xw',`).join('\n')}\n};\n`;
    const facts = fakeFacts('src/keys.ts', text);
    const sensitive = [...text.matchAll(/kq\w+/g)].map(({ index, 0: { length } }) => ({ file: facts.file, start: index, end: index + length }));
    const from = performance.now();
    const { findings } = findingsOfFile([fakeRule({ id: 'no-key', category: 'keys' }, 'kq')], { ...facts, sensitive }, { ...defaultSettings, preset: 'all' });
    expect(findings.length).toBe(count);
    return performance.now() - from;
  };

  it('grows with the number of keys, not with its square', () => {
    msOf(200);
    const best = (count: number): number => Math.min(msOf(count), msOf(count), msOf(count));
    // Four times the keys; sixteen times the work if each were held against each.
    expect(best(4000) / best(1000)).toBeLessThan(8);
  });

  it('is that of the shown part of a long line', () => {
    const line = `import jwt from 'jsonwebtoken';${Array.from({ length: 4000 }, (_, at) => `const a${at}=[${'1,'.repeat(100)}];`).join('')}jwt.sign({},"hunter2000");`;
    const facts = factsOf(sourceFileOf('src/a.ts', line));
    const from = performance.now();
    const { findings } = findingsOfFile(rules, facts, { ...defaultSettings, preset: 'all' });
    expect([findings.length > 0, findings.every(({ excerpts }) => excerpts.every(({ lines }) => lines.every((one) => one.length <= 160)))]).toEqual([true, true]);
    expect(performance.now() - from).toBeLessThan(5000);
  });
});

describe('a fingerprint', () => {
  const printsOf = (path: string, text: string): string[] =>
    findingsOfFile(rules, factsOf(sourceFileOf(path, text)), { ...defaultSettings, preset: 'all' }).findings.map((finding: Finding) => finding.fingerprint);

  /** Of every shape that could be tried: the same rules speak, so what differs could only be the digest. */
  const guesses = ['secret', 'password', 'changeme', 'jwtsecret'];
  it.each<[string, string, (value: string) => string]>([
    ['code', 'src/a.ts', (v) => `import jwt from 'jsonwebtoken';\nexport const a = jwt.sign({}, '${v}', { expiresIn: '5m' }); // ${v}\n`],
    ['a neighbour', 'src/a.ts', (v) => `import jwt from 'jsonwebtoken';\nexport const a = jwt.sign({ x: '${v}' }, 'secret'); f(\`\${x}${v}\`, /${v}/, "${v}");\n`],
    ['a number', 'src/a.ts', (v) => `import jwt from 'jsonwebtoken';\nexport const a = jwt.sign({ x: ${v.length * 7919} }, 'secret');\n`],
    ['a bundle', 'src/a.ts', (v) => `import jwt from 'jsonwebtoken';${'a();'.repeat(200)}f('${v}');export const a = jwt.sign({}, '${v}');f('${v}');${'a();'.repeat(200)}`],
    ['broken source', 'src/a.ts', (v) => `import jwt from 'jsonwebtoken';\nexport const a = jwt.sign({}, '${v}');\nconst = ${v};\n`],
    ['an element', 'src/a.tsx', (v) => `import jwt from 'jsonwebtoken';\nexport const a = <p title={jwt.sign({}, 'secret')}>${v}</p>;\n`],
    ['.env', '.env', (v) => `JWT_SECRET=${v} # ${v}\n`],
    ['YAML', 'a.yaml', (v) => `jwtSecret: ${v} # ${v}\n`],
    ['JSON', 'config/a.json', (v) => `{ "jwtSecret": "${v}", "zone": "${v}" }\n`],
    ['TOML', 'a.toml', (v) => `JWT_SECRET = "${v}"\n`],
    ['a Dockerfile', 'Dockerfile', (v) => `ENV NODE_TLS_REJECT_UNAUTHORIZED=0 PASSWORD=${v}\n`],
  ])('confirms no guess: %s', (_what, path, textOf) => {
    const all = guesses.map((guess) => printsOf(path, textOf(guess)));
    expect(all[0]!.length).toBeGreaterThan(0);
    expect(new Set(all.map((prints) => prints.join(' '))).size).toBe(1);
  });

  const one = "import jwt from 'jsonwebtoken';\nexport function issue() {\n  return jwt.sign({}, 'secret', { expiresIn: '5m' });\n}\n";
  it.each<[string, string]>([
    ['moved lines', `\n\n// more\n${one}`], ['indentation', one.replace('  return', '\t\treturn')], ['CR LF', one.replaceAll('\n', '\r\n')], ['quotes', one.replaceAll("'", '"')],
    ['another secret of the kind', one.replace("'secret'", "'password'")],
  ])('stays under %s', (_what, text) => expect(printsOf('src/a.ts', text)).toEqual(printsOf('src/a.ts', one)));

  it('differs by rule, path, names, enclosing function and repetition', () => {
    const texts = [one, one.replace('issue', 'other'), one.replace('return jwt', 'return await jwt'), one.replace('{ expiresIn', '{ algorithm, expiresIn')];
    const all = [...texts.map((text) => printsOf('src/a.ts', text)[0]), printsOf('src/b.ts', one)[0], printsOf('src/a.ts', one + one.split('\n').slice(1).join('\n')).at(-1)];
    expect(new Set(all).size).toBe(all.length);
  });
});

it('sizes are told in classes', () => {
  expect([1, 7, 8, 31, 32, 64].map(sizeClass)).toEqual(['under 8 bytes', 'under 8 bytes', 'under 16 bytes', 'under 32 bytes', '32 bytes or more', '32 bytes or more']);
});
