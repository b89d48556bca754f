// The walk over trees made for each test: plain folders, repositories, and hostile ones. Nothing of the machine's own git
// configuration counts here.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { decode } from '../../src/source/decode.ts';
import { git } from '../../src/source/git.ts';
import { ignoredBy } from '../../src/source/ignores.ts';
import { readSource, sourceReader } from '../../src/source/reading.ts';
import { defaultMaxFileSize } from '../../src/source/size-limits.ts';
import { walk } from '../../src/source/walk.ts';
import { type Walk, type WalkOptions } from '../../src/source/walking/run.ts';

let scratch: string;
let root: string;

beforeEach(() => {
  scratch = realpathSync(mkdtempSync(join(tmpdir(), 'jwtlint-walk-')));
  root = join(scratch, 'project');
  mkdirSync(root);
  vi.stubEnv('GIT_CONFIG_GLOBAL', '/dev/null');
  vi.stubEnv('GIT_CONFIG_NOSYSTEM', '1');
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(scratch, { recursive: true, force: true });
});

function write(files: Readonly<Record<string, string>>, below: string = root): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(below, path)), { recursive: true });
    writeFileSync(join(below, path), text);
  }
}

function run(folder: string, ...args: string[]): void {
  const done = spawnSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], { cwd: folder, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`git ${args.join(' ')}: ${done.stderr}`);
}

const options = (more: Partial<WalkOptions>): WalkOptions =>
  ({ root, paths: [], ignore: [], useIgnoreFiles: true, maxFileSize: defaultMaxFileSize, ...more });
const walked = (more: Partial<WalkOptions> = {}): Promise<Walk> => walk(options(more));
const pathsOf = ({ files }: Walk): string[] => files.map(({ path }) => path);
const markedIn = ({ files }: Walk): string[] => files.filter(({ ignoredByGit }) => ignoredByGit).map(({ path }) => path);

// The same expectations whoever lists the files.
describe.each([['in a repository', true], ['in a plain folder', false]])('%s', (_, isRepository) => {
  const start = (files: Readonly<Record<string, string>>): void => {
    write(files);
    if (isRepository) run(root, 'init', '-q');
  };

  test('lists text files in order, without node_modules, pictures and what .gitignore names', async () => {
    start({
      'b.ts': '', 'a/z.ts': '', 'a/B.json': '{}', 'a.ts': '', 'logo.png': '', 'node_modules/x/index.js': '', 'dist/a.js': '', 'a/skip.log': '', 'a/keep.log': '',
      '.gitignore': 'dist/\n*.log\nnode_modules\n', 'a/.gitignore': '!keep.log\n', '.github/workflows/ci.yml': '',
    });
    const found = await walked();
    expect(pathsOf(found)).toEqual(['.github/workflows/ci.yml', '.gitignore', 'a.ts', 'a/.gitignore', 'a/B.json', 'a/keep.log', 'a/z.ts', 'b.ts']);
    expect(found).toMatchObject({ diagnostics: [], missing: [], skipped: 1 });
  });

  test('environment files that git ignores are listed and marked', async () => {
    start({
      '.env': 'A=1', '.env.example': 'A=', 'api/.env.local': 'A=2', 'api/.dev.vars': 'A=3', 'api/prod.env': 'A=4', 'private/deep/.env': 'A=5', 'private/notes.txt': '',
      'dist/.env': 'A=6', 'node_modules/x/.env': 'A=7', 'untracked/.env': 'A=8', 'untracked/a.ts': '',
      '.gitignore': '.env*\n!.env.example\n.dev.vars\n*.env\nprivate/\ndist/\nnode_modules/\n',
    });
    const found = await walked();
    expect(markedIn(found)).toEqual(['.env', 'api/.dev.vars', 'api/.env.local', 'api/prod.env', 'private/deep/.env', 'untracked/.env']);
    expect(pathsOf(found)).toEqual(['.env', '.env.example', '.gitignore', 'api/.dev.vars', 'api/.env.local', 'api/prod.env', 'private/deep/.env', 'untracked/.env', 'untracked/a.ts']);
  });

  test('a folder or file that is named is read even if ignored, and ignored folders keep their node_modules to themselves', async () => {
    start({ 'dist/a.js': '', 'dist/b.js': '', 'dist/node_modules/x.js': '', 'src/a.ts': '', '.gitignore': 'dist\n' });
    expect(pathsOf(await walked({ paths: ['dist'] }))).toEqual(['dist/a.js', 'dist/b.js']);
    expect(markedIn(await walked({ paths: ['dist'] }))).toEqual(['dist/a.js', 'dist/b.js']);
    expect(pathsOf(await walked({ paths: ['src', 'dist/b.js'] }))).toEqual(['dist/b.js', 'src/a.ts']);
    expect(markedIn(await walked({ paths: ['src', 'dist/b.js'] }))).toEqual(['dist/b.js']);
    expect(pathsOf(await walked({ paths: ['dist/node_modules'] }))).toEqual(['dist/node_modules/x.js']);
  });

  test('.jwtlintignore and the configuration leave out files, named ones too; --no-ignore takes them in', async () => {
    start({ 'a.ts': '', 'old/a.ts': '', 'app/[id]/a.ts': '', 'gen/a.ts': '', 'b.gen.ts': '', '.jwtlintignore': 'old/\n', '.gitignore': 'gen\n' });
    const ignore = ['app/[id]/**', '**/*.{gen,auto}.ts'];
    const found = await walked({ ignore });
    expect(pathsOf(found)).toEqual(['.gitignore', '.jwtlintignore', 'a.ts']);
    expect(found.skipped).toBe(3);
    expect(pathsOf(await walked({ ignore: (path) => path === 'a.ts', ownIgnores: '' }))).toEqual(['.gitignore', '.jwtlintignore', 'app/[id]/a.ts', 'b.gen.ts', 'old/a.ts']);
    const named = await walked({ ignore, paths: ['old/a.ts', 'gen/a.ts', '.'] });
    expect([pathsOf(named), named.leftOut]).toEqual([['.gitignore', '.jwtlintignore', 'a.ts', 'gen/a.ts'], ['old/a.ts']]);
    expect(pathsOf(await walked({ ignore, useIgnoreFiles: false }))).toEqual(
      ['.gitignore', '.jwtlintignore', 'a.ts', 'app/[id]/a.ts', 'b.gen.ts', 'gen/a.ts', 'old/a.ts']);
  });

  test('what exists is no glob; what does not may be one', async () => {
    start({ 'app/[id]/(group)/page.ts': '', 'app/[id]/b.ts': '', 'app/i/a.ts': '', 'src/a.ts': '', 'src/deep/b.ts': '', 'src/c.js': '', 'src/{x}.ts': '' });
    expect(pathsOf(await walked({ paths: ['app/[id]/(group)/page.ts'] }))).toEqual(['app/[id]/(group)/page.ts']);
    expect(pathsOf(await walked({ paths: ['app/[id]'] }))).toEqual(['app/[id]/(group)/page.ts', 'app/[id]/b.ts']);
    expect(pathsOf(await walked({ paths: ['app/[id]/*.ts'] }))).toEqual(['app/[id]/b.ts']);
    expect(pathsOf(await walked({ paths: ['app/[i]/*.ts'] }))).toEqual(['app/i/a.ts']);
    expect(pathsOf(await walked({ paths: ['src/**/*.ts', '!**/b.ts'] }))).toEqual(['src/a.ts', 'src/{x}.ts']);
    expect(pathsOf(await walked({ paths: ['**/*.{js,mjs}'] }))).toEqual(['src/c.js']);
    expect(pathsOf(await walked({ paths: [join(root, 'src/*.js')] }))).toEqual(['src/c.js']);
    expect(await walked({ paths: ['src/c.js', 'nowhere.ts', 'none/*.ts', 'src/c.js/x'] })).toMatchObject({ missing: ['nowhere.ts', 'none/*.ts', 'src/c.js/x'] });
  });

  test('links are not followed out of the root, and not twice into it', async () => {
    start({ 'src/a.ts': '' });
    write({ 'secret.ts': '', 'folder/b.ts': '' }, join(scratch, 'outside'));
    symlinkSync(join(scratch, 'outside/secret.ts'), join(root, 'out.ts'));
    symlinkSync(join(scratch, 'outside/folder'), join(root, 'out'));
    symlinkSync(join(root, 'src/a.ts'), join(root, 'in.ts'));
    symlinkSync(root, join(root, 'src/loop'));
    symlinkSync('nowhere', join(root, 'broken.ts'));
    expect(pathsOf(await walked())).toEqual(['src/a.ts']);
    const named = await walked({ paths: ['out.ts', 'out', 'out/b.ts', 'broken.ts', 'in.ts', 'out/*.ts'] });
    expect(named.files).toEqual([expect.objectContaining({ path: 'in.ts', absolute: join(root, 'src/a.ts') })]);
    expect(named.diagnostics.map(({ file, kind }) => [file, kind])).toEqual([['broken.ts', 'unreadable'], ['out', 'unreadable'], ['out.ts', 'unreadable'], ['out/b.ts', 'unreadable']]);
    expect(JSON.stringify(named.diagnostics)).not.toContain(scratch);
  });

  test('a large file is a note, not a file', async () => {
    start({ 'a.ts': '', 'big.ts': 'x'.repeat(101) });
    const found = await walked({ maxFileSize: 100 });
    expect(pathsOf(found)).toEqual(['a.ts']);
    expect(found.diagnostics).toEqual([{ file: 'big.ts', kind: 'too-large', message: expect.stringMatching(/101 bytes.*100/) }]);
  });

  test('a lockfile has a bound of its own', async () => {
    start({ 'big.ts': 'x'.repeat(101), 'a/pnpm-lock.yaml': 'x'.repeat(101) });
    expect(pathsOf(await walked({ maxFileSize: 100 }))).toEqual(['a/pnpm-lock.yaml']);
    expect(readSource(join(root, 'a/pnpm-lock.yaml'), 100, 'a/pnpm-lock.yaml')).toHaveLength(101);
  });

  test('what lies outside the root is read when the user points at it', async () => {
    start({ 'a.ts': '' });
    write({ 'b.ts': '' }, join(scratch, 'other'));
    expect(pathsOf(await walked({ paths: ['../other', 'a.ts'] }))).toEqual(['../other/b.ts', 'a.ts']);
  });

  test('a repository within has its own list', async () => {
    start({ 'a.ts': '', 'inner/b.ts': '', 'inner/c.log': '', 'inner/.gitignore': '*.log\n' });
    run(join(root, 'inner'), 'init', '-q');
    expect(pathsOf(await walked())).toEqual(['a.ts', 'inner/.gitignore', 'inner/b.ts']);
    expect(pathsOf(await walked({ useIgnoreFiles: false }))).toEqual(['a.ts', 'inner/.gitignore', 'inner/b.ts', 'inner/c.log']);
  });

  test('names with spaces, line breaks and other letters', async () => {
    start({ 'a b.ts': '', 'ä.ts': '', '-x.ts': '', 'line\nbreak.ts': '', ':(top)y.ts': '' });
    expect(pathsOf(await walked())).toEqual(['-x.ts', ':(top)y.ts', 'a b.ts', 'line\nbreak.ts', 'ä.ts']);
    expect(pathsOf(await walked({ paths: ['-x.ts', ':(top)y.ts'] }))).toEqual(['-x.ts', ':(top)y.ts']);
  });

  test('a subfolder may be the root, ignored or not', async () => {
    start({ 'pkg/a.ts': '', 'pkg/out/b.ts': '', '.gitignore': 'pkg/out\n' });
    expect(pathsOf(await walked({ root: join(root, 'pkg') }))).toEqual(isRepository ? ['a.ts'] : ['a.ts', 'out/b.ts']);
    expect(pathsOf(await walked({ root: join(root, 'pkg/out') }))).toEqual(['b.ts']);
  });

  // Permission bits mean nothing to root, so root becomes nobody for the length of the walk.
  test.skipIf(process.platform === 'win32')('a folder without permission is a note, the rest goes on', async () => {
    start({ 'a.ts': '', 'closed/b.ts': '' });
    chmodSync(scratch, 0o755);
    chmodSync(join(root, 'closed'), 0);
    const isRoot = process.getuid?.() === 0;
    if (isRoot) process.seteuid?.(65534);
    try {
      const found = await walked();
      expect(pathsOf(found)).toEqual(['a.ts']);
      expect(found.diagnostics).toEqual([{ file: 'closed', kind: 'unreadable', message: expect.any(String) }]);
    } finally {
      if (isRoot) process.seteuid?.(0);
      chmodSync(join(root, 'closed'), 0o755);
    }
  });
});

describe('what git knows', () => {
  test('tracked, untracked, ignored; and tracked although a rule matches', async () => {
    write({ 'a.ts': '', 'new.ts': '', '.env': 'A=1', 'api/.env': 'A=2', '.gitignore': '.env\n' });
    run(root, 'init', '-q');
    run(root, 'add', 'a.ts', '.gitignore');
    run(root, 'add', '-f', 'api/.env');
    const found = await walked();
    expect(['a.ts', 'new.ts', '.env', 'api/.env', 'nowhere.ts'].map((path) => found.tracked(path))).toEqual([true, false, false, true, undefined]);
    expect(markedIn(found)).toEqual(['.env']);
    const named = await walked({ paths: ['.env', 'api/.env', 'new.ts'] });
    expect(markedIn(named)).toEqual(['.env']);
    expect([named.tracked('.env'), named.tracked('api/.env'), named.tracked('new.ts')]).toEqual([false, true, false]);
    expect(markedIn(await walked({ useIgnoreFiles: false }))).toEqual(['.env']);
  });

  test('outside a repository nobody says', async () => {
    write({ 'a.ts': '' });
    expect((await walked()).tracked('a.ts')).toBeUndefined();
  });

  test('tracked and deleted is no error', async () => {
    write({ 'a.ts': '', 'gone.ts': '' });
    run(root, 'init', '-q');
    run(root, 'add', '.');
    unlinkSync(join(root, 'gone.ts'));
    expect(await walked()).toMatchObject({ files: [{ path: 'a.ts' }], diagnostics: [], skipped: 0 });
  });

  test('a submodule has its own list, one that is not checked out has none', async () => {
    write({ 'lib.ts': '' }, join(scratch, 'library'));
    run(join(scratch, 'library'), 'init', '-q');
    run(join(scratch, 'library'), 'add', '.');
    run(join(scratch, 'library'), 'commit', '-qm', 'x');
    write({ 'a.ts': '' });
    run(root, 'init', '-q');
    run(root, '-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', join(scratch, 'library'), 'modules/lib');
    expect(pathsOf(await walked())).toEqual(['.gitmodules', 'a.ts', 'modules/lib/lib.ts']);
    rmSync(join(root, 'modules/lib'), { recursive: true });
    mkdirSync(join(root, 'modules/lib'));
    expect(await walked()).toMatchObject({ files: [{ path: '.gitmodules' }, { path: 'a.ts' }], diagnostics: [] });
  });

  test('committed node_modules stay out; a file behind a folder that became a link stays out', async () => {
    write({ 'a.ts': '', 'node_modules/x.js': '', 'sub/b.ts': '' });
    write({ 'b.ts': '' }, join(scratch, 'outside'));
    run(root, 'init', '-q');
    run(root, 'add', '-f', '.');
    rmSync(join(root, 'sub'), { recursive: true });
    symlinkSync(join(scratch, 'outside'), join(root, 'sub'));
    expect(await walked()).toMatchObject({ files: [{ path: 'a.ts' }], diagnostics: [] });
  });

  test('a broken repository is read like any folder', async () => {
    write({ 'a.ts': '', 'dist/b.js': '', '.gitignore': 'dist\n', '.git': 'gitdir: nowhere\n' });
    expect(await walked()).toMatchObject({ files: [{ path: '.gitignore' }, { path: 'a.ts' }], diagnostics: [] });
  });

  test('variables of a running hook do not lead astray', async () => {
    write({ 'a.ts': '' });
    run(root, 'init', '-q');
    run(root, 'add', '.');
    vi.stubEnv('GIT_DIR', join(scratch, 'nowhere'));
    vi.stubEnv('GIT_INDEX_FILE', join(scratch, 'nowhere-index'));
    expect((await walked()).tracked('a.ts')).toBe(true);
  });
});

describe.skipIf(process.platform === 'win32')('a hostile repository', () => {
  const marker = (): string => join(scratch, 'marker');
  const script = (path: string): void => {
    write({ [path]: `#!/bin/sh\n: > '${marker()}'\nexit 1\n` });
    chmodSync(join(root, path), 0o755);
  };

  test('its configuration runs nothing and moves nothing', async () => {
    write({ 'a.ts': '', '.gitattributes': '* filter=x\n' });
    write({ 'elsewhere.ts': '' }, join(scratch, 'elsewhere'));
    script('evil.sh');
    run(root, 'init', '-q');
    run(root, 'add', '.');
    const evil = join(root, 'evil.sh');
    for (const name of ['core.fsmonitor', 'filter.x.clean', 'filter.x.process', 'core.pager', 'core.sshCommand', 'core.alternateRefsCommand', 'diff.external'])
      run(root, 'config', name, evil);
    run(root, 'config', 'core.worktree', join(scratch, 'elsewhere'));
    run(root, 'config', 'core.hooksPath', root);
    script('post-index-change');
    // The lure works: plain git runs it.
    spawnSync('git', ['-c', `core.worktree=${root}`, 'ls-files', '--others'], { cwd: root });
    expect(existsSync(marker())).toBe(true);
    unlinkSync(marker());
    const found = await walked();
    expect(existsSync(marker())).toBe(false);
    expect(pathsOf(found)).toEqual(['.gitattributes', 'a.ts', 'evil.sh', 'post-index-change']);
    expect(found.tracked('a.ts')).toBe(true);
    await walked({ paths: ['a.ts'], useIgnoreFiles: false });
    expect(existsSync(marker())).toBe(false);
  });

  test('a git of its own is not the one that runs', async () => {
    write({ 'a.ts': '' });
    run(root, 'init', '-q');
    script('node_modules/.bin/git');
    script('bin/git');
    vi.stubEnv('PATH', [join(root, 'node_modules/.bin'), join(root, 'bin'), 'bin', process.env['PATH']].join(delimiter));
    expect(pathsOf(await walked())).toContain('a.ts');
    expect(existsSync(marker())).toBe(false);
  });

  test('a bare repository planted in a folder is a folder', async () => {
    write({ 'a.ts': '' });
    run(root, 'init', '-q');
    script('evil.sh');
    run(root, 'init', '-q', '--bare', 'planted');
    run(join(root, 'planted'), 'config', 'core.bare', 'false');
    run(join(root, 'planted'), 'config', 'core.worktree', root);
    run(join(root, 'planted'), 'config', 'core.fsmonitor', join(root, 'evil.sh'));
    expect(pathsOf(await walked({ paths: ['planted', 'a.ts'] }))).toContain('planted/HEAD');
    expect(existsSync(marker())).toBe(false);
  });
});

test('git that cannot be started gives no answer', async () => {
  vi.stubEnv('PATH', '');
  write({ 'a.ts': '', 'b.log': '', '.gitignore': '*.log\n', '.git/HEAD': '' });
  expect(await git(root, ['--version'])).toBeUndefined();
  expect(await git(join(root, 'nowhere'), ['--version'])).toBeUndefined();
  expect(pathsOf(await walked())).toEqual(['.gitignore', 'a.ts']);
});

describe('reading', () => {
  test('bytes, once or into one buffer', () => {
    write({ 'a.ts': 'const a = 1;', 'b.ts': 'b', 'empty.ts': '' });
    expect(String(readSource(join(root, 'a.ts')) as Buffer)).toBe('const a = 1;');
    const read = sourceReader();
    expect(String(read(join(root, 'a.ts')) as Buffer)).toBe('const a = 1;');
    expect(String(read(join(root, 'b.ts')) as Buffer)).toBe('b');
    expect(decode(read(join(root, 'empty.ts')) as Buffer)).toMatchObject({ ok: true, text: '' });
  });

  test('a file of 50 MB is not read', () => {
    write({ 'big.ts': '' });
    truncateSync(join(root, 'big.ts'), 50e6);
    const before = process.memoryUsage().arrayBuffers;
    const answer = readSource(join(root, 'big.ts'), undefined, 'big.ts');
    expect(answer).toEqual({ file: 'big.ts', kind: 'too-large', message: expect.stringMatching(/50000000 bytes.*2097152/) });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10e6);
  });

  test('gone, a folder, a link, a pipe', () => {
    write({ 'a.ts': 'a' });
    symlinkSync(join(root, 'a.ts'), join(root, 'link.ts'));
    if (process.platform !== 'win32') spawnSync('mkfifo', [join(root, 'pipe.ts')]);
    for (const name of ['gone.ts', '.', 'link.ts', 'pipe.ts']) {
      const answer = readSource(join(root, name), undefined, name);
      expect(answer).toMatchObject({ file: name, kind: 'unreadable' });
      expect(JSON.stringify(answer)).not.toContain(scratch);
    }
  });
});

test.each([
  [['src/**'], 'src/a.ts', true],
  [['./src/*.ts'], 'src/a.ts', true],
  [['*.min.js'], 'a/b.min.js', true],
  [['src/*.ts'], 'a/src/b.ts', false],
  [['**/*.ts', '!keep.ts'], 'keep.ts', false],
  [['app/[id]/**'], 'app/i/a.ts', false],
  [['{a,b}/{c,d}.ts'], 'b/c.ts', true],
  [['Src'], 'src/a.ts', false],
  [['**'], '../other/a.ts', false],
  [['#a'], 'b', false],
])('patterns %j, path %s: %s', (globs, path, expected) => expect(ignoredBy('', globs)(path)).toBe(expected));

test('many braces end', () => expect(ignoredBy('', ['{a,b}'.repeat(40)])('a')).toBe(false));
