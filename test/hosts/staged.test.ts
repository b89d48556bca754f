// What is staged, as the hook of a real commit meets it: the index of that very commit, not the work tree.

import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { placesIn } from '../support/command.ts';
import { root as house } from '../support/fixture-file.ts';

const patience = 60_000;

let scratch: string;
let root: string;
beforeEach(() => {
  scratch = realpathSync(mkdtempSync(join(tmpdir(), 'jwtlint-staged-')));
  root = join(scratch, 'project');
  mkdirSync(root);
  git('init', '-q', '-b', 'main');
  write({ 'package.json': JSON.stringify({ dependencies: { jsonwebtoken: '^9.0.2' } }) });
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

const own = ['user.name=t', 'user.email=t@example.org', 'protocol.file.allow=always', 'commit.gpgsign=false'].flatMap((one) => ['-c', one]);
const env = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:GIT_|GITHUB_|CI$|FORCE_COLOR|NO_COLOR)/.test(name)));

interface Ran { readonly code: number | null; readonly out: string; readonly err: string }

function ran(command: string, args: readonly string[], cwd = root): Ran {
  const done = spawnSync(command, args, { cwd, encoding: 'utf8', env: env() });
  return { code: done.status, out: done.stdout, err: done.stderr };
}

function git(...args: string[]): string {
  return gitIn(root, ...args);
}

function gitIn(folder: string, ...args: string[]): string {
  const { code, out, err } = ran('git', [...own, ...args], folder);
  if (code !== 0) throw new Error(`git ${args.join(' ')}: ${err}`);
  return out.trim();
}

function write(files: Readonly<Record<string, string>>, below = root): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(below, path)), { recursive: true });
    writeFileSync(join(below, path), text);
  }
}

function commitAll(): void {
  git('add', '-A');
  git('commit', '-q', '-m', 'one');
}

const bad = (name: string): string =>
  `import jwt from 'jsonwebtoken';\nexport const ${name} = (t: string, key: string) => jwt.verify(t, key, { algorithms: ['none'], audience: 'a', issuer: 'i' });\n`;
const good = 'export const one = 1;\n';

const staged = (...args: string[]): { code: number | null; found: string[]; err: string } => {
  const { code, out, err } = ran(process.execPath, [join(house, 'dist/cli.js'), '--staged', '--format', 'compact', ...args]);
  return { code, found: placesIn(out), err };
};

/** Runs at each commit and writes down what it came to. */
function hooked(): void {
  const hooks = git('rev-parse', '--git-path', 'hooks');
  const file = join(root, hooks, 'pre-commit');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\n'${process.execPath}' '${join(house, 'dist/cli.js')}' --staged --format compact > '${join(scratch, 'seen')}'\n`);
  chmodSync(file, 0o755);
}

function commits(...args: string[]): { committed: boolean; found: string[] } {
  rmSync(join(scratch, 'seen'), { force: true });
  const { code } = ran('git', [...own, 'commit', '-q', '-m', 'two', ...args]);
  return { committed: code === 0, found: existsSync(join(scratch, 'seen')) ? placesIn(readFileSync(join(scratch, 'seen'), 'utf8')) : ['no hook'] };
}

describe('the index, not the work tree', () => {
  test('a first commit has nothing before it', () => {
    write({ 'a.ts': bad('a') });
    git('add', 'a.ts');
    expect(staged()).toMatchObject({ code: 1, found: ['a.ts:2 no-alg-none'] });
  }, patience);

  test('nothing staged is nothing to do, and says so', () => {
    write({ 'a.ts': good });
    commitAll();
    write({ 'a.ts': bad('a') });
    expect(staged()).toMatchObject({ code: 0, found: [], err: expect.stringContaining('nothing to look at') as string });
    write({ 'picture.png': 'x' });
    git('add', 'picture.png');
    expect(staged()).toMatchObject({ code: 0, found: [] });
  }, patience);

  test('half of a file is staged', () => {
    write({ 'a.ts': good });
    commitAll();
    write({ 'a.ts': bad('a') });
    git('add', 'a.ts');
    write({ 'a.ts': good });
    expect(staged()).toMatchObject({ code: 1, found: ['a.ts:2 no-alg-none'] });
    git('add', 'a.ts');
    write({ 'a.ts': bad('a') });
    expect(staged()).toMatchObject({ code: 0, found: [] });
  }, patience);

  test('what HEAD had is counted, wherever it moves', () => {
    write({ 'a.ts': bad('a') });
    commitAll();
    git('mv', 'a.ts', 'b.ts');
    write({ 'b.ts': `// moved\n${bad('a')}`, 'c.ts': bad('c') });
    git('add', '-A');
    const { code, found, err } = staged();
    expect({ code, found }).toEqual({ code: 1, found: ['c.ts:2 no-alg-none'] });
    expect(err).toContain('1 finding there before; --all-findings shows them');
  }, patience);

  test('other files are those of the index, too', () => {
    write({ 'options.ts': "export const ALLOWED = ['RS256'];\n", 'a.ts': good });
    commitAll();
    write({ 'options.ts': "export const ALLOWED = ['none'];\n" });
    git('add', 'options.ts');
    write({ 'a.ts': bad('a').replace('import jwt', "import { ALLOWED } from './options';\nimport jwt").replace("['none']", 'ALLOWED') });
    git('add', 'a.ts');
    write({ 'options.ts': "export const ALLOWED = ['RS256'];\n" });
    expect(staged()).toMatchObject({ code: 1, found: ['options.ts:1 no-alg-none'] });
  }, patience);

  test('named and not staged: from the disk, as when all files are asked for', () => {
    write({ 'a.ts': bad('a'), 'b.ts': good });
    commitAll();
    write({ 'b.ts': bad('b') });
    git('add', 'b.ts');
    rmSync(join(root, 'b.ts'));
    expect(staged('a.ts', 'b.ts')).toMatchObject({ code: 1, found: ['a.ts:2 no-alg-none', 'b.ts:2 no-alg-none'] });
    expect(staged('b.ts')).toMatchObject({ code: 1, found: ['b.ts:2 no-alg-none'] });
    expect(staged('nowhere.ts')).toMatchObject({ code: 2 });
  }, patience);

  test('the configuration is the one that is committed with it', () => {
    write({ 'a.ts': bad('a'), 'jwtlint.config.json': '{ "rules": { "no-alg-none": "off" } }' });
    git('add', 'a.ts', 'package.json');
    expect(staged()).toMatchObject({ code: 1, err: expect.stringContaining('jwtlint.config.json is not staged and not committed') as string });
    git('add', 'jwtlint.config.json');
    expect(staged()).toMatchObject({ code: 0, found: [] });
  }, patience);
});

describe('as a hook', () => {
  test('commit -a, commit FILE, --amend', () => {
    write({ 'a.ts': good, 'b.ts': good });
    commitAll();
    hooked();
    write({ 'a.ts': bad('a') });
    expect(commits('-a')).toEqual({ committed: false, found: ['a.ts:2 no-alg-none'] });
    write({ 'b.ts': bad('b') });
    git('add', 'b.ts');
    expect(commits('a.ts')).toEqual({ committed: false, found: ['a.ts:2 no-alg-none'] });
    git('reset', '-q', '--hard');
    write({ 'a.ts': 'export const two = 2;\n' });
    expect(commits('-a')).toEqual({ committed: true, found: [] });
    write({ 'a.ts': bad('a') });
    git('add', 'a.ts');
    expect(commits('--amend')).toEqual({ committed: false, found: ['a.ts:2 no-alg-none'] });
  }, patience);

  test('in a linked work tree and in a submodule', () => {
    write({ 'a.ts': good });
    commitAll();
    hooked();
    const linked = join(scratch, 'linked');
    git('worktree', 'add', '-q', linked, '-b', 'other');
    write({ 'a.ts': bad('a') }, linked);
    expect(ran('git', [...own, 'commit', '-q', '-a', '-m', 'two'], linked).code).not.toBe(0);
    expect(placesIn(readFileSync(join(scratch, 'seen'), 'utf8'))).toEqual(['a.ts:2 no-alg-none']);
    const outer = join(scratch, 'outer');
    mkdirSync(outer);
    gitIn(outer, 'init', '-q', '-b', 'main');
    gitIn(outer, 'submodule', '--quiet', 'add', root, 'inner');
    write({ 'inner/a.ts': bad('a') }, outer);
    gitIn(join(outer, 'inner'), 'add', '-A');
    const { code, out } = ran(process.execPath, [join(house, 'dist/cli.js'), '--staged', '--format', 'compact'], join(outer, 'inner'));
    expect({ code, found: placesIn(out) }).toEqual({ code: 1, found: ['a.ts:2 no-alg-none'] });
  }, patience);

  test('an index that lies elsewhere is not the one', () => {
    write({ 'a.ts': good });
    commitAll();
    write({ 'b.ts': bad('b') });
    git('add', 'b.ts');
    writeFileSync(join(root, 'index'), readFileSync(join(root, '.git/index')));
    git('reset', '-q');
    const args = [join(house, 'dist/cli.js'), '--staged', '--format', 'compact'];
    const done = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', env: { ...env(), GIT_INDEX_FILE: join(root, 'index') } });
    expect([done.status, done.stdout]).toEqual([0, '']);
  }, patience);
});

describe('a hostile repository', () => {
  test('starts nothing, and keeps its index', () => {
    const evil = join(root, 'evil.sh');
    const marker = join(scratch, 'marker');
    write({ 'a.ts': bad('a'), '.gitattributes': '* filter=x diff=x\n' });
    git('add', '-A');
    git('commit', '-q', '-m', 'one');
    write({ 'evil.sh': `#!/bin/sh\n: > '${marker}'\ncat\n`, 'a.ts': bad('b') });
    chmodSync(evil, 0o755);
    git('add', 'a.ts');
    for (const [name, value] of [
      ['core.fsmonitor', evil], ['core.hooksPath', root], ['core.pager', evil], ['filter.x.clean', evil], ['filter.x.smudge', evil],
      ['filter.x.process', evil], ['diff.x.textconv', evil], ['diff.external', evil], ['core.alternateRefsCommand', evil], ['core.sshCommand', evil],
      ['remote.origin.url', `ext::sh -c ${evil}`], ['remote.origin.promisor', 'true'], ['protocol.ext.allow', 'always'], ['alias.cat-file', `!${evil}`],
    ] as const) git('config', name, value);
    const before = readFileSync(join(root, '.git/index'));
    expect(staged()).toMatchObject({ code: 1, found: ['a.ts:2 no-alg-none'] });
    for (const option of ['--since', '--base']) {
      expect(ran(process.execPath, [join(house, 'dist/cli.js'), option, 'HEAD', '--format', 'compact'])).toMatchObject({ code: 1 });
      expect(ran(process.execPath, [join(house, 'dist/cli.js'), option, '--upload-pack=./evil.sh'])).toMatchObject({ code: 2 });
      expect(ran(process.execPath, [join(house, 'dist/cli.js'), option, 'HEAD..main'])).toMatchObject({ code: 2 });
    }
    expect([existsSync(marker), readFileSync(join(root, '.git/index')).equals(before)]).toEqual([false, true]);
  }, patience);
});
