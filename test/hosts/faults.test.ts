// A fault of ours while a file is analysed: one message in ESLint, one diagnostic in the scanner, whose other files go on;
// what the text alone shows is still found.

import { join } from 'node:path';
import { Linter, type ESLint } from 'eslint';
import { expect, it, vi } from 'vitest';
import { rules } from '../../rules/all.ts';
import { eslintRule } from '../../src/hosts/eslint.ts';
import { textLanguage } from '../../src/hosts/eslint-text-language.ts';
import { collected, scanWith } from '../../src/hosts/scan.ts';
import type { SourceFile } from '../../src/source/file.ts';
import { folderWith } from '../support/command.ts';
import { root } from '../support/fixture-file.ts';
import { signedToken } from '../support/signed-token.ts';

const stumbling = vi.hoisted(() => ({ over: '' }));

vi.mock('../../src/facts/facts-of.ts', async (importOriginal) => {
  const real = await importOriginal<typeof import('../../src/facts/facts-of.ts')>();
  const factsOf: typeof real.factsOf = (file: SourceFile, project) => {
    if (stumbling.over !== '' && file.path.endsWith(stumbling.over) && file.language !== 'text') throw new TypeError(`stumbled over ${file.text}`);
    return real.factsOf(file, project);
  };
  return { ...real, factsOf };
});

const insecure = "import jwt from 'jsonwebtoken';\nexport const who = (token, key) => jwt.verify(token, key, { algorithms: ['none'] });\n";

it('is one message in ESLint, and every rule goes on in the next file', () => {
  stumbling.over = 'faulty.js';
  const plugins = { jwtlint: { rules: Object.fromEntries(rules.map((rule) => [rule.id, eslintRule(rule)])) } as ESLint.Plugin };
  const config = { files: ['**/*.js'], plugins, rules: Object.fromEntries(rules.map(({ id }) => [`jwtlint/${id}`, 'error' as const])) };
  const linter = new Linter({ cwd: root });
  expect(linter.verify(insecure, [config], { filename: join(root, 'faulty.js') }).map(({ message }) => message))
    .toEqual(['Not analysed to the end: an internal fault of jwtlint (TypeError).']);
  expect(linter.verify(insecure, [config], { filename: join(root, 'fine.js') }).map(({ ruleId }) => ruleId)).toContain('jwtlint/no-alg-none');
});

it('is told in ESLint, too, where code is too deep to be followed, or a text can\'t be read', () => {
  stumbling.over = '';
  const plugins = { jwtlint: { rules: Object.fromEntries(rules.map((rule) => [rule.id, eslintRule(rule)])), languages: { text: textLanguage } } as ESLint.Plugin };
  const all = { plugins, rules: Object.fromEntries(rules.map(({ id }) => [`jwtlint/${id}`, 'error' as const])) };
  const linter = new Linter({ cwd: root });
  const told = (text: string, name: string, more: Linter.Config = {}): string[] =>
    linter.verify(text, [{ files: ['**/*.js', '**/*.toml'], ...all, ...more }], { filename: join(root, name) }).map(({ line, message }) => `${line} ${message}`)
      .filter((message) => message.includes('Not analysed'));
  const deep = `${insecure}export const list = ${'['.repeat(660)}${']'.repeat(660)};\n`;
  expect(told(deep, 'deep.js')).toEqual(['3 Not analysed to the end: Nested too deeply to be followed.']);
  expect(told('jwtSecret = "changeme"\nports = [1,\n', 'broken.toml', { language: 'jwtlint/text' })).toEqual([expect.stringMatching(/^3 Not analysed/)]);
});

it('is one diagnostic in the scanner, and tokens of the file are found all the same', async () => {
  stumbling.over = 'faulty.js';
  const token = signedToken();
  const folder = folderWith({ 'faulty.js': `${insecure}const token = '${token}';\n`, 'fine.js': insecure });
  const scanned = await collected(scanWith(rules, { root: folder }));
  expect(scanned.diagnostics).toEqual([{ file: 'faulty.js', kind: 'internal', message: 'the file could not be analysed: TypeError', incomplete: true }]);
  expect(scanned).toMatchObject({ faults: 1, incomplete: ['faulty.js'], summary: { files: { seen: 2, parsed: 1, skipped: 1, incomplete: 1 } } });
  expect(scanned.findings.map(({ file, ruleId }) => `${file} ${ruleId}`)).toEqual(['faulty.js no-token-literal', 'fine.js no-alg-none']);
});
