// The plugin in oxlint, as its `jsPlugins` name it: the fixtures of code, with the findings of the scanner.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { rules } from '../../rules/all.ts';
import { sourceFileOf } from '../../src/source/source-file-of.ts';
import { casesOf, libraryFolder, root } from '../support/fixture-file.ts';
import { scanned } from '../support/fixture-run.ts';

const folder = mkdtempSync(join(tmpdir(), 'jwtlint-oxlint-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// The pages' own examples, of the kinds that oxlint reads.
const cases = casesOf()
  .filter(({ name, isFolder, eslint, files: [first], settings }) => /\/(?:bad|good)\./.test(name) && !isFolder && eslint && !settings.includeTests && ['js', 'jsx', 'ts', 'tsx'].includes(first!.file.language))
  .map(({ name, ruleId, library, files: [first], settings }) => {
    const { path, text } = first!.file;
    // Both may say that they stand at one path.
    const [, kind] = /\/(bad|good)\./.exec(name)!;
    return { file: sourceFileOf(`${ruleId ?? libraryFolder(library!)}/${kind!}/${path}`, text), settings };
  });

interface Report { readonly diagnostics: readonly { readonly code: string; readonly message: string; readonly filename: string; readonly labels: readonly { readonly span: { readonly offset: number } }[] }[] }

it('finds in code what the scanner finds', () => {
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
  const expected = cases.flatMap(({ file, settings }) => scanned([file], { settings: { ...settings, preset: 'all' }, limit: 'warning', isFolder: false }, rules)
    .flatMap(({ findings }) => findings)
    .map(({ ruleId, message }) => `${file.path} jwtlint(${ruleId}) ${message}`)).sort();
  expect(expected.length).toBeGreaterThan(100);
  expect(said).toEqual(expected);
});
