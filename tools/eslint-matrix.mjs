// The package as npm would ship it → installed into clean folders beside each supported ESLint and TypeScript, without
// flags; then one file of code and one .env are linted, and the answer must be that of `npx jwtlint`.
// Needs the network for the registry, so it is no part of `npm test`:
//
//   node tools/eslint-matrix.mjs [word…]      only the cells whose name holds every word, e.g. `10` or `7 alone`
//
// typescript@7 has no compiler API, so no typescript-eslint parser runs on it: projects on 7 keep a 6 beside it under
// the name that parsers import, or lint no TypeScript with ESLint at all.

import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const npx = process.platform === 'win32' ? 'npx.cmd' : 'npx';

const eslints = [['ESLint 9.15.0', 'eslint@9.15.0'], ['ESLint 10', 'eslint@10']];
const typescripts = [
  { name: 'TypeScript 5.9', packages: ['typescript@~5.9', 'typescript-eslint@^8'], parser: true },
  { name: 'TypeScript 6', packages: ['typescript@^6', 'typescript-eslint@^8'], parser: true },
  { name: 'TypeScript 7 alone', packages: ['typescript@^7'], parser: false },
  { name: 'TypeScript 7 beside 6', packages: ['typescript@npm:@typescript/typescript6@^6', '@typescript/native@npm:typescript@^7', 'typescript-eslint@^8'], parser: true },
];

const typed = `import jwt from 'jsonwebtoken';

interface Session { readonly sub: string }

const key: string = process.env.SESSION_KEY ?? 'dev-only-example';

export const issue = (session: Session): string => jwt.sign({ sub: session.sub }, key, { algorithm: 'HS256' });
export const read = (token: string): unknown => jwt.verify(token, key, { algorithms: ['none'] });
`;
const plain = typed.replace(/^interface.*\n\n/m, '').replaceAll(/: (?:Session|string|unknown)(?=[ ,)])/g, '');
const env = 'PORT=3000\n# jwtlint reads this file in both hosts\nJWT_SECRET=dev-only-example\n';
const config = (parser) => `import jwtlint from 'jwtlint';
${parser ? "import tseslint from 'typescript-eslint';\n" : ''}
export default [
${parser ? "  { files: ['**/*.ts'], languageOptions: { parser: tseslint.parser } },\n" : ''}  ...jwtlint.configs.recommended,
  ...jwtlint.configs['recommended-text'],
];
`;

const wanted = process.argv.slice(2);
const base = mkdtempSync(join(tmpdir(), 'jwtlint-matrix-'));
const tarball = packed(base);
const rows = [];
for (const [eslintName, eslint] of eslints)
  for (const typescript of typescripts) {
    const name = `${eslintName}, ${typescript.name}`;
    if (wanted.every((word) => name.includes(word))) rows.push({ name, ...cell(eslint, typescript) });
  }
for (const { name, versions, outcome } of rows) console.log(`${name.padEnd(38)} ${versions.padEnd(44)} ${outcome}`);
rmSync(base, { recursive: true, force: true });
process.exitCode = rows.length > 0 && rows.every(({ outcome }) => outcome.startsWith('ok')) ? 0 : 1;

function packed(folder) {
  must(run(root, process.execPath, ['tools/build.mjs']), 'the build');
  must(run(root, npm, ['pack', '--ignore-scripts', '--json', '--pack-destination', folder]), 'npm pack');
  return join(folder, readdirSync(folder).find((file) => file.endsWith('.tgz')));
}

function cell(eslint, { packages, parser }) {
  const folder = mkdtempSync(join(base, 'cell-'));
  const source = parser ? 'session.ts' : 'session.mjs';
  const files = { 'package.json': '{ "name": "cell", "private": true, "type": "module" }\n', [`src/${source}`]: parser ? typed : plain, '.env': env, 'eslint.config.js': config(parser) };
  mkdirSync(join(folder, 'src'));
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  cpSync(tarball, join(folder, 'jwtlint.tgz'));
  const install = run(folder, npm, ['install', '--save-dev', '--no-audit', '--no-fund', eslint, ...packages, './jwtlint.tgz']);
  if (install.status !== 0) return { versions: '', outcome: `does not install: ${firstError(install)}` };
  const versions = ['eslint', 'typescript', 'typescript-eslint'].map((name) => versionOf(folder, name)).filter(Boolean).join(', ');
  const scanner = run(folder, npx, ['jwtlint', '--format', 'json', `src/${source}`, '.env']);
  const linter = run(folder, npx, ['eslint', '--format', 'json', `src/${source}`, '.env']);
  if (![0, 1].includes(scanner.status)) return { versions, outcome: `jwtlint fails: ${firstError(scanner)}` };
  if (![0, 1].includes(linter.status)) return { versions, outcome: `ESLint fails: ${firstError(linter)}` };
  const [ours, theirs] = [ofScanner(scanner.stdout), ofLinter(linter.stdout, folder)];
  if (ours.length === 0) return { versions, outcome: 'jwtlint finds nothing' };
  if (ours.join('\n') === theirs.join('\n')) return { versions, outcome: `ok, ${ours.length} findings in both hosts` };
  return { versions, outcome: `differs\n  jwtlint:\n    ${ours.join('\n    ')}\n  ESLint:\n    ${theirs.join('\n    ')}` };
}

function ofScanner(text) {
  const { findings } = JSON.parse(text);
  return findings.map(({ file, range: { start, end }, ruleId, message }) => `${file}:${start.line}:${start.column}-${end.line}:${end.column} ${ruleId} ${message}`).sort();
}

function ofLinter(text, folder) {
  const pathOf = (file) => file.slice(folder.length + 1).replaceAll('\\', '/');
  return JSON.parse(text).flatMap(({ filePath, messages }) => messages.map(({ line, column, endLine, endColumn, ruleId, message }) =>
    `${pathOf(filePath)}:${line}:${column}-${endLine}:${endColumn} ${(ruleId ?? 'fatal').replace('jwtlint/', '')} ${message}`)).sort();
}

function versionOf(folder, name) {
  try {
    return `${name} ${JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8')).version}`;
  } catch {
    return undefined;
  }
}

function run(cwd, command, args) {
  return spawnSync(command, args, { cwd, encoding: 'utf8', shell: process.platform === 'win32', maxBuffer: 64 * 1024 * 1024 });
}

function must(ran, what) {
  if (ran.status === 0) return ran;
  throw new Error(`${what} failed: ${firstError(ran)}`);
}

function firstError({ stderr, stdout }) {
  return `${stderr}${stdout}`.split('\n').filter(Boolean).slice(0, 6).join(' | ');
}
