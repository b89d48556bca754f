// Our presets beside the real plugins that others have, in both orders, on each supported ESLint: nothing crashes, no finding and
// no fix of theirs is lost or added, no file is opened for us that nobody has a parser for, and ours are those of the scanner.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import type { ESLint as Host, Linter } from 'eslint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rules } from '../../rules/all.ts';
import { configs } from '../../rules/index.ts';
import { collected, scanWith } from '../../src/hosts/scan.ts';
import { root } from '../support/fixture-file.ts';

const require = createRequire(join(root, 'test/neighbours/package.json'));
// eslint-plugin-html looks for the ESLint that is loaded.
require('eslint');
const load = (name: string): any => {
  const module = require(name) as { default?: unknown };
  return module.default ?? module;
};

// Each with a finding of ours and, but for .env, something that a neighbour would put in another way.
const code = `import jwt from "jsonwebtoken"
export const issue = user => jwt.sign({sub: user.id}, 'dev-only-example', {algorithm: 'none', expiresIn: '15m'});;
const isKnown = ["a"].indexOf(issue.name) !== -1
`;
const files: Readonly<Record<string, string>> = {
  'package.json': '{ "name": "neighbours", "type": "module" }\n',
  'tsconfig.json': '{ "compilerOptions": { "module": "nodenext", "strict": true, "noEmit": true }, "include": ["src"] }\n',
  'src/issue.js': code,
  'src/issue.ts': code.replace('user =>', '(user: {id: string}) =>'),
  'src/Issue.vue': `<script setup>\n${code}</script>\n<template><p   id="a">{{ issue }}</p></template>\n`,
  'src/Issue.svelte': `<script>\n${code}</script>\n<p   id="a">{@html issue}</p>\n`,
  'public/issue.html': `<!doctype html>\n<p   id="a">issue</p>\n<script type="module">\n${code}</script>\n`,
  '.env': 'PORT = 3000\nJWT_SECRET=dev-only-example\n# eslint-disable-next-line jwtlint/no-weak-secret -- of the demo\nSESSION_SECRET=dev-only-session\n',
  'config/app.yaml': 'JWT_SECRET:   "made-up-for-yaml"\n"a":   1\n',
  'config/app.toml': 'title="x"\n[jwt]\nsecret   = "made-up-for-toml"\n',
  'config/app.json': '{\n  "JWT_SECRET":   "made-up-for-json",\n  "a":   1,\n  "a":   1\n}\n',
};

const ours = [...configs.recommended, ...configs['recommended-text']];
const flat = (...names: string[]): Linter.Config[] => names.map((name) => {
  const [plugin, config] = [name.slice(0, name.indexOf(':')), name.slice(name.indexOf(':') + 1)];
  return load(plugin).configs[config] as Linter.Config;
}).flat();
const typed = (): Linter.Config[] => [
  ...flat('typescript-eslint:recommendedTypeChecked'),
  { languageOptions: { parserOptions: { projectService: { allowDefaultProject: ['src/*.js'] }, tsconfigRootDir: folder } } },
];

/** All without `files` of our choosing: as their pages say. */
const common = (js: string, unicorn: string): Record<string, () => Linter.Config[]> => ({
  nobody: () => [],
  js: () => flat(js),
  'typescript-eslint': () => flat('typescript-eslint:recommended'),
  prettier: () => [load('eslint-plugin-prettier/recommended') as Linter.Config, load('eslint-config-prettier') as Linter.Config],
  unicorn: () => flat(unicorn),
  n: () => flat('eslint-plugin-n:flat/recommended'),
  vue: () => flat('eslint-plugin-vue:flat/recommended'),
  svelte: () => flat('eslint-plugin-svelte:flat/recommended'),
  stylistic: () => flat('@stylistic/eslint-plugin:recommended'),
});
const languages = {
  json: () => [{ files: ['**/*.json'], plugins: { json: load('@eslint/json') as Host.Plugin }, language: 'json/json', ...load('@eslint/json').configs.recommended as Linter.Config }],
  jsonc: () => flat('eslint-plugin-jsonc:recommended-with-json', 'eslint-plugin-jsonc:prettier').concat({ files: ['**/*.json'], rules: { 'jsonc/key-spacing': 'error' } }),
  yml: () => flat('eslint-plugin-yml:standard'),
  toml: () => flat('eslint-plugin-toml:standard'),
};
// Before they had languages, they set a parser.
const parsers = {
  jsonc: () => flat('eslint-plugin-jsonc-2:flat/recommended-with-json').concat({ files: ['**/*.json'], rules: { 'jsonc/key-spacing': 'error' } }),
  yml: () => flat('eslint-plugin-yml-1:flat/standard'),
  toml: () => flat('eslint-plugin-toml-0:flat/standard'),
};
/** But for those that contradict each other: two languages for JSON, two styles of code. */
const atOnce = ({ json: _json, stylistic: _stylistic, ...sets }: Record<string, () => Linter.Config[]>): (() => Linter.Config[]) =>
  () => Object.values(sets).flatMap((set) => set());

const hosts: Readonly<Record<string, Record<string, () => Linter.Config[]>>> = {
  eslint: {
    ...common('@eslint/js:recommended', 'eslint-plugin-unicorn:recommended'), ...languages, 'typescript-eslint with types': typed,
    html: () => [{ files: ['**/*.html'], plugins: { html: load('eslint-plugin-html') as Host.Plugin }, rules: { semi: 'error' } }],
    'all at once': atOnce({ ...common('@eslint/js:recommended', 'eslint-plugin-unicorn:recommended'), ...languages }),
  },
  'eslint-9': {
    ...languages, prettier: common('', '')['prettier']!,
    'all at once': atOnce({ ...common('eslint-js-9:recommended', 'eslint-plugin-unicorn:recommended'), ...languages }),
  },
  'eslint-9.15': {
    ...common('eslint-js-9:recommended', 'eslint-plugin-unicorn-56:flat/recommended'), ...parsers,
    'all at once': atOnce({ ...common('eslint-js-9:recommended', 'eslint-plugin-unicorn-56:flat/recommended'), ...parsers }),
  },
};

const folder = mkdtempSync(join(tmpdir(), 'jwtlint-neighbours-'));
let scannerSays: readonly { readonly file: string; readonly line: string }[] = [];

beforeAll(async () => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const { findings } = await collected(scanWith(rules, { root: folder, config: false }));
  scannerSays = findings.filter(({ suppressed }) => suppressed === null)
    .map(({ file, range: { start, end }, ruleId, message }) => ({ file, line: `${file}:${start.line}:${start.column}–${end.line}:${end.column} jwtlint/${ruleId} ${message}` }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Outcome { readonly messages: readonly string[]; readonly outputs: readonly string[]; readonly opened: readonly string[] }

async function lint(host: string, config: Linter.Config[], fix: boolean): Promise<Outcome> {
  const { ESLint } = require(host) as { ESLint: typeof Host };
  const results = await new ESLint({ cwd: folder, overrideConfigFile: true, overrideConfig: config, fix }).lintFiles(['.']);
  const pathOf = (path: string): string => relative(folder, path).split(sep).join('/');
  return {
    messages: results.flatMap(({ filePath, messages }) => messages.map(({ line, column, endLine, endColumn, ruleId, message }) =>
      `${pathOf(filePath)}:${line}:${column}–${endLine}:${endColumn} ${ruleId} ${message}`)),
    outputs: results.flatMap(({ filePath, output }) => (output === undefined ? [] : [`${pathOf(filePath)}\n${output}`])).sort(),
    opened: results.map(({ filePath }) => pathOf(filePath)),
  };
}

const isOurs = (message: string): boolean => /^\S+ jwtlint\//.test(message);

describe('the scanner', () => {
  it('finds something in each file of the neighbourhood', () => {
    expect([...new Set(scannerSays.map(({ file }) => file))].sort()).toEqual(Object.keys(files).filter((path) => !/^(?:package|tsconfig)/.test(path)).sort());
  });
});

for (const [host, sets] of Object.entries(hosts))
  describe(host, () => {
    for (const [name, set] of Object.entries(sets))
      it(`beside ${name}`, async () => {
        const [alone, fixed] = [await lint(host, set(), false), await lint(host, set(), true)];
        // A clean neighbour would prove nothing.
        if (!['nobody', 'n'].includes(name)) expect(alone.messages.length).toBeGreaterThan(0);
        for (const config of [[...ours, ...set()], [...set(), ...ours]]) {
          const both = await lint(host, config, false);
          expect(both.messages.filter((message) => !isOurs(message)).sort()).toEqual([...alone.messages].sort());
          const expected = scannerSays.filter(({ file }) => alone.opened.includes(file) || !/^(?:src|public)\//.test(file));
          expect(both.messages.filter(isOurs).sort()).toEqual(expected.map(({ line }) => line).sort());
          expect((await lint(host, config, true)).outputs).toEqual(fixed.outputs);
        }
      });
  });
