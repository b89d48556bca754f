// The plugin in oxlint, as its `jsPlugins` name it: the fixtures of code, with the findings that ESLint would show.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { rules } from '../rules/all.ts';
import { casesOf, root } from './fixture-file.ts';
import { linted } from './fixture-run.ts';

const folder = mkdtempSync(join(tmpdir(), 'jwtlint-oxlint-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// One file a case, of the kinds that oxlint reads.
const cases = casesOf()
  .filter(({ isFolder, eslint, files: [first], settings }) => !isFolder && eslint && !settings.includeTests && ['js', 'jsx', 'ts', 'tsx'].includes(first!.file.language))
  .map(({ files: [first], settings }) => ({ file: first!.file, settings }))
  .filter(({ file }, index, all) => all.findIndex((other) => other.file.path === file.path) === index);

interface Report { readonly diagnostics: readonly { readonly code: string; readonly message: string; readonly filename: string; readonly labels: readonly { readonly span: { readonly offset: number } }[] }[] }

it('finds in code what ESLint finds', () => {
  for (const { file: { path, text } } of cases) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  writeFileSync(join(folder, '.oxlintrc.json'), JSON.stringify({
    categories: { correctness: 'off' }, jsPlugins: [join(root, 'dist/index.js')],
    rules: Object.fromEntries(rules.map(({ id }) => [`jwtlint/${id}`, ['error', { atLeast: 'warning' }]])),
  }));
  const { stdout, stderr } = spawnSync(process.execPath, [join(root, 'test/neighbours/node_modules/oxlint/bin/oxlint'), '-f', 'json', '.'], { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 26 });
  if (!stdout.startsWith('{')) throw new Error(stderr + stdout);
  const { diagnostics } = JSON.parse(stdout) as Report;
  const said = diagnostics.map(({ code, message, filename }) => `${filename.replaceAll('\\', '/')} ${code} ${message}`).sort();
  const expected = cases.flatMap(({ file, settings }) => linted(file, settings, 'warning', rules)
    .map(({ ruleId, message }) => `${file.path} jwtlint(${ruleId}) ${message}`)).sort();
  expect(expected.length).toBeGreaterThan(400);
  expect(said).toEqual(expected);
});
