// What others take over into their pipelines, hooks and editors: it names this version, its options are there, and the action's script
// runs as GitHub runs it.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseJsonc } from 'jsonc-parser';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { optionRows } from '../../bin/option-table.ts';
import { folderWith, runCommand } from '../support/command.ts';
import { root } from '../support/fixture-file.ts';

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const { version } = JSON.parse(read('package.json')) as { version: string };
const files = ['.pre-commit-hooks.yaml', 'action.yml', ...readdirSync(join(root, 'integrations')).map((name) => `integrations/${name}`)];

describe.each(files)('%s', (path) => {
  const text = read(path);

  test('names this version, where it names one', () => {
    const named = [...text.matchAll(/\b(?:jwtlint@|VERSION=|version: \{ default: '|type: string, default: )(\d+\.\d+\.\d+)/g)].map(([, one]) => one);
    expect(named.filter((one) => one !== version)).toEqual([]);
  });

  test('gives the command options that it has', () => {
    const given = [...text.matchAll(/(?:cli\.js|jwtlint)"?((?: (?:--[a-z-]+|[\w./=$[\]{}"@+-]+))+)/g)].flatMap(([, words = '']) => words.match(/--[a-z-]+/g) ?? []);
    const known = new Set(optionRows.map(([name]) => `--${name}`));
    expect(given.filter((option) => !known.has(option))).toEqual([]);
  });

  if (/\.ya?ml$/.test(path)) {
    test('is YAML', () => {
      expect(parseAllDocuments(text).flatMap((document) => document.errors)).toEqual([]);
    });
  }
});

test('the pattern of the problem matcher reads the compact report', async () => {
  const tasks = parseJsonc(read('integrations/vscode-tasks.json')) as { tasks: [{ problemMatcher: { pattern: Record<string, string | number> } }] };
  const { regexp, file, line, severity, code } = tasks.tasks[0].problemMatcher.pattern;
  const folder = folderWith({ 'src/a.js': unsafe });
  const [first = ''] = (await runCommand(folder, '--format', 'compact')).out.split('\n');
  const found = new RegExp(String(regexp)).exec(first);
  expect([file, line, severity, code].map((group) => found?.[Number(group)])).toEqual(['src/a.js', '2', 'error', 'no-hardcoded-secret']);
});

const unsafe = "import jwt from 'jsonwebtoken';\nexport const who = (token) => jwt.verify(token, 'harbour-lantern-4711');\n";
const patience = 60_000;

describe.skipIf(process.platform === 'win32')('the script of the action', () => {
  function git(folder: string, ...args: string[]): string {
    const own = ['-c', 'user.name=t', '-c', 'user.email=t@example.org', '-c', 'commit.gpgsign=false'];
    return spawnSync('git', [...own, ...args], { cwd: folder, encoding: 'utf8' }).stdout.trim();
  }

  /** The old finding is on `main`; the change brings in another. */
  function pulled(): { readonly folder: string; readonly base: string } {
    const folder = folderWith({ 'src/old.js': unsafe, 'src/a.js': 'export const a = 1;\n' });
    git(folder, 'init', '-q', '-b', 'main');
    git(folder, 'add', '.');
    git(folder, 'commit', '-q', '-m', 'old');
    const base = git(folder, 'rev-parse', 'HEAD');
    git(folder, 'checkout', '-q', '-b', 'change');
    writeFileSync(join(folder, 'src/new.js'), unsafe.replace('4711', '4712'));
    git(folder, 'add', '.');
    git(folder, 'commit', '-q', '-m', 'new');
    git(folder, 'checkout', '-q', '--detach', 'main');
    git(folder, 'merge', '-q', '--no-ff', '-m', 'merge', 'change');
    return { folder, base };
  }

  function ran(folder: string, env: Readonly<Record<string, string>>) {
    const runner = folderWith({ output: '', 'summary.md': '' });
    const { status, stdout, stderr } = spawnSync('bash', [join(root, 'integrations/github.sh')], {
      cwd: folder, encoding: 'utf8',
      env: {
        PATH: process.env.PATH, HOME: runner, GITHUB_ACTIONS: 'true', RUNNER_TEMP: runner, GITHUB_OUTPUT: join(runner, 'output'),
        GITHUB_STEP_SUMMARY: join(runner, 'summary.md'), JWTLINT_ACTION: root, JWTLINT_DEFAULT_BRANCH: 'main', ...env,
      },
    });
    const report = join(runner, 'jwtlint.sarif');
    return {
      status, stdout, stderr, output: readFileSync(join(runner, 'output'), 'utf8'), summary: readFileSync(join(runner, 'summary.md'), 'utf8'),
      found: existsSync(report) ? [...readFileSync(report, 'utf8').matchAll(/"uri": ?"(src\/[^"]+)"/g)].map(([, uri]) => uri) : undefined,
    };
  }

  test('of a pull request reports what it brings in, and uploads nothing', () => {
    const { folder, base } = pulled();
    const event = join(folderWith({ 'event.json': JSON.stringify({ pull_request: { base: { sha: base, ref: 'main' } } }) }), 'event.json');
    const { status, stdout, output, summary, found } = ran(folder, {
      GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: event, GITHUB_BASE_REF: 'main', GITHUB_REF_NAME: '7/merge',
    });
    expect({ status, found: new Set(found) }).toEqual({ status: 1, found: new Set(['src/new.js']) });
    expect(stdout).toMatch(/^::error file=src\/new\.js,line=2/m);
    expect([output.includes('whole=false'), summary.includes('src/new.js'), summary.includes('src/old.js')]).toEqual([true, true, false]);
  }, patience);

  test('of a push to the default branch reports the whole, to be uploaded', () => {
    const { folder } = pulled();
    const { status, output, found } = ran(folder, { GITHUB_EVENT_NAME: 'push', GITHUB_REF_NAME: 'main', JWTLINT_ARGUMENTS: '--fail-on never' });
    expect({ status, found: new Set(found) }).toEqual({ status: 0, found: new Set(['src/new.js', 'src/old.js']) });
    expect(output).toContain('whole=true');
  }, patience);

  test('of a push to another branch uploads nothing', () => {
    const { folder } = pulled();
    expect(ran(folder, { GITHUB_EVENT_NAME: 'push', GITHUB_REF_NAME: 'change' })).toMatchObject({ status: 1, output: expect.stringContaining('whole=false') as string });
  }, patience);
});
