// `init` and `doctor` as a new user meets them: a diff first, nothing written over or run, and a proof that tells what swallows a finding.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderWith, runCommand } from '../support/command.ts';

const patience = 120_000;
const project = { 'package.json': '{ "dependencies": { "jsonwebtoken": "^9.0.2" } }', 'src/a.ts': 'export const a = 1;\n', 'legacy/b.js': 'export const b = 1;\n', 'config/app.yaml': 'a: 1\n' };

function repositoryWith(files: Readonly<Record<string, string>>): string {
  const folder = folderWith(files);
  spawnSync('git', ['init', '-q'], { cwd: folder });
  return folder;
}

const filesIn = (folder: string): string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => statSync(join(folder, path)).isFile() && !/^\.git\/(?!hooks\/pre-commit$)/.test(path)).sort();

describe('init', () => {
  test('shows a diff and writes nothing unasked', async () => {
    const folder = repositoryWith({ ...project, '.github/CODEOWNERS': '* @us\n' });
    const before = filesIn(folder);
    const { code, out, err } = await runCommand(folder, 'init');
    expect([code, [...out.matchAll(/^\+\+\+ b\/(.*)$/gm)].map(([, path]) => path)]).toEqual([0, ['jwtlint.config.jsonc', '.git/hooks/pre-commit', '.github/workflows/jwtlint.yml']]);
    expect(err).toContain('nothing is written; jwtlint init --yes writes it');
    expect(filesIn(folder)).toEqual(before);
  }, patience);

  test('writes with --yes what the diff says, and a second time nothing', async () => {
    const folder = repositoryWith({ ...project, '.github/CODEOWNERS': '* @us\n' });
    expect((await runCommand(folder, 'init', '--yes')).code).toBe(0);
    expect(statSync(join(folder, '.git/hooks/pre-commit')).mode & 0o100).toBe(0o100);
    expect(readFileSync(join(folder, '.github/workflows/jwtlint.yml'), 'utf8')).toMatch(/jwtlint@\d[^]*--base auto/);
    expect(await runCommand(folder, 'init', '--yes')).toMatchObject({ code: 0, out: '', err: expect.stringContaining('there is nothing to write') });
    expect(await runCommand(folder, '--fail-on', 'never')).toMatchObject({ code: 0, err: '' });
  }, patience);

  test('leaves what is there as it is, and says what to add', async () => {
    const there = { 'lefthook.yml': 'pre-push: {}\n', '.gitlab-ci.yml': 'test: {}\n', 'eslint.config.js': 'throw new Error("run");\n', '.vscode/settings.json': '{}\n' };
    const folder = repositoryWith({ ...project, ...there });
    const { code, err } = await runCommand(folder, 'init', '--yes');
    expect(code).toBe(0);
    for (const [path, text] of Object.entries(there)) {
      expect(readFileSync(join(folder, path), 'utf8')).toBe(text);
      expect(err).toContain(path);
    }
    expect(existsSync(join(folder, '.git/hooks/pre-commit'))).toBe(false);
  }, patience);

  test('follows no link', async () => {
    const [folder, outside] = [repositoryWith(project), folderWith({ 'a.txt': 'x' })];
    mkdirSync(join(folder, '.github'));
    symlinkSync(outside, join(folder, '.github/workflows'));
    expect(await runCommand(folder, 'init', '--yes')).toMatchObject({ code: 2, err: expect.stringContaining('is a symbolic link, which is not followed') });
    expect(readdirSync(outside)).toEqual(['a.txt']);
  }, patience);

  test('takes its options alone', async () => {
    expect(await runCommand(folderWith(project), '--yes')).toMatchObject({ code: 2, err: expect.stringContaining('--yes belongs to jwtlint init') });
    expect(await runCommand(folderWith(project), 'help', 'init')).toMatchObject({ code: 0, out: expect.stringContaining('--yes') });
  }, patience);
});

describe('doctor --prove', () => {
  const swallowed = async (files: Readonly<Record<string, string>>, ...args: string[]): Promise<{ code: number | null; bad: string[] }> => {
    const folder = repositoryWith({ ...project, ...files });
    const before = filesIn(folder);
    const { code, out } = await runCommand(folder, 'doctor', '--prove', ...args);
    expect(filesIn(folder)).toEqual(before);
    return { code, bad: out.split('\n').filter((line) => line.startsWith('bad ')).map((line) => line.slice(6)) };
  };

  test('catches all where nothing is in the way', async () => {
    const { code, out } = await runCommand(repositoryWith(project), 'doctor', '--prove');
    expect(code).toBe(0);
    for (const name of ['code', 'configuration', 'staged', 'base']) expect(out).toContain(`ok    ${name}: caught`);
  }, patience);

  test.each([
    ['an ignore file', { '.jwtlintignore': 'legacy/\n' }, 'code: no-alg-none in legacy/jwtlint-doctor.js is swallowed by ignore: .jwtlintignore'],
    ['a pattern', { 'jwtlint.config.jsonc': '{ "ignore": ["src/**"] }' }, 'code: no-alg-none in src/jwtlint-doctor.ts is swallowed by ignore: "ignore" of the configuration'],
    ['a rule that is off', { 'jwtlint.config.jsonc': '{ "rules": { "no-secret-in-config": "off" } }' }, 'configuration: no-secret-in-config in config/jwtlint-doctor.yaml is swallowed by config: no-secret-in-config is off'],
    ['an override', { 'jwtlint.config.jsonc': '{ "overrides": [{ "files": ["src/**"], "rules": { "no-alg-none": "off" } }] }' }, 'code: no-alg-none in src/jwtlint-doctor.ts is swallowed by config: no-alg-none is off by an override for this path'],
    ['a level', { 'jwtlint.config.jsonc': '{ "failOn": "never" }' }, 'code: no-alg-none in src/jwtlint-doctor.ts is swallowed by level: it is found as error, and the run fails on never'],
    ['an exception', { 'jwtlint.config.jsonc': '{ "allow": [{ "files": ["**"], "rule": "no-alg-none", "reason": "x" }] }' }, 'code: no-alg-none in src/jwtlint-doctor.ts is swallowed by suppression: by configuration'],
    ['a role', { 'jwtlint.config.jsonc': '{ "paths": { "test": ["src/**"] } }' }, 'code: no-alg-none in src/jwtlint-doctor.ts is swallowed by config: "paths" calls it test'],
  ])('says what swallows: %s', async (_name, files, line) => {
    const { code, bad } = await swallowed(files);
    expect({ code, bad }).toMatchObject({ code: 1, bad: expect.arrayContaining([line]) });
  }, patience);

  test('warns of a job that takes jwtlint from the checkout of a pull request', async () => {
    const job = (run: string): Record<string, string> => ({ '.github/workflows/ci.yml': `on: pull_request\njobs:\n  - run: ${run}\n` });
    const doctor = async (files: Record<string, string>): Promise<string> => (await runCommand(repositoryWith({ ...project, ...files }), 'doctor')).out;
    expect(await doctor(job('npx jwtlint --base auto'))).toContain('bad   CI: .github/workflows/ci.yml:3: takes jwtlint from the checkout');
    expect(await doctor({ ...job('npm run gate'), 'package.json': '{ "scripts": { "gate": "jwtlint --base auto" } }' })).toContain('ci.yml:3: takes jwtlint from the checkout');
    const folder = repositoryWith({ ...project, '.github/CODEOWNERS': '' });
    await runCommand(folder, 'init', '--yes');
    writeFileSync(join(folder, 'src/c.ts'), '');
    expect((await runCommand(folder, 'doctor')).out).not.toContain('bad');
  }, patience);
});
