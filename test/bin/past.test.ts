// What a change's commits added and removed again, and what a whole repository ever held: told with where it is, once, and never twice.

import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderWith, placesIn, runCommand } from '../support/command.ts';

const patience = 180_000;

/** Made here and now: nothing that looks drawn is committed. */
const drawn = (seed: number): string =>
  Array.from({ length: 40 }, (_, at) => 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'[((at + 3) * (at + 7) * 31 + seed * 17 * (at + 1) + at * at * seed) % 62]).join('');
const signing = (key: string): string => `import jwt from 'jsonwebtoken';\nconst KEY = '${key}';\nexport const issue = (sub) => jwt.sign({ sub }, KEY, { algorithm: 'HS256', expiresIn: '1h' });\n`;

function git(folder: string, ...args: string[]): string {
  const { GIT_DIR: _dir, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', '-c', 'protocol.file.allow=always', ...args], { cwd: folder, encoding: 'utf8', env });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout.trim();
}

function commit(folder: string, files: Readonly<Record<string, string | null>>): string {
  for (const [path, text] of Object.entries(files)) {
    if (text === null) rmSync(join(folder, path));
    else writeFileSync(join(folder, path), text);
  }
  git(folder, 'add', '-A');
  git(folder, 'commit', '-q', '-m', 'x');
  return git(folder, 'rev-parse', 'HEAD');
}

function repository(): string {
  const folder = folderWith({});
  git(folder, 'init', '-q', '-b', 'main');
  commit(folder, { 'old.ts': signing(drawn(1)), 'package.json': '{ "dependencies": { "jsonwebtoken": "^9.0.2" } }' });
  git(folder, 'checkout', '-q', '-b', 'change');
  return folder;
}

const run = async (folder: string, ...args: string[]): Promise<{ code: number | null; found: string[]; out: string; err: string }> => {
  const { code, out, err } = await runCommand(folder, ...args);
  return { code, found: placesIn(out), out, err };
};

describe('--commits', () => {
  test('tells what was added and removed again, and where it is', async () => {
    const folder = repository();
    const added = commit(folder, { 'new.ts': signing(drawn(2)) });
    commit(folder, { 'new.ts': signing(drawn(2)).replace(`'${drawn(2)}'`, 'process.env.KEY') });
    expect(await run(folder, '--base', 'main', '--format', 'compact')).toMatchObject({ code: 0, found: [] });
    const here = await run(folder, '--base', 'main', '--commits', '--format', 'compact');
    expect(here).toMatchObject({ code: 1, found: ['new.ts:2 no-hardcoded-secret'] });
    expect(here.out).toContain(`In history since ${added.slice(0, 12)}`);
    expect(here.out).toContain('not pushed to a remote that is known here: amend');
    expect(here.out).not.toContain(drawn(2));
    const remote = folderWith({});
    git(remote, 'clone', '-q', '--bare', folder, 'origin');
    git(folder, 'remote', 'add', 'origin', join(remote, 'origin'));
    git(folder, 'fetch', '-q', 'origin');
    expect((await run(folder, '--base', 'main', '--commits', '--format', 'compact')).out).toContain('on origin/change: it is out, so replace the value');
  }, patience);

  test('is silent about what either side has, in whatever version of a file', async () => {
    const folder = repository();
    commit(folder, { 'old.ts': `// touched\n${signing(drawn(1))}` });
    commit(folder, { 'old.ts': signing('x').replace("'x'", 'process.env.KEY'), 'kept.ts': `// first\n${signing(drawn(3))}` });
    commit(folder, { 'kept.ts': signing(drawn(3)) });
    expect(await run(folder, '--base', 'main', '--commits', '--format', 'compact')).toMatchObject({ code: 1, found: ['kept.ts:2 no-hardcoded-secret'] });
  }, patience);

  test('heeds a suppression of then and an ignore of the base, and needs a base', async () => {
    const folder = repository();
    commit(folder, { '.jwtlintignore': 'b.ts\n', 'b.ts': signing(drawn(4)) });
    commit(folder, { '.jwtlintignore': null, 'b.ts': null });
    expect((await run(folder, '--base', 'main', '--commits', '--format', 'compact')).found).toEqual(['b.ts:2 no-hardcoded-secret']);
    expect(await run(folder, '--commits')).toMatchObject({ code: 2, err: expect.stringContaining('--commits needs a base') });
  }, patience);
});

describe('history', () => {
  test('finds what every branch ever had, in pieces that can be resumed', async () => {
    const folder = repository();
    const first = commit(folder, { 'a.ts': signing(drawn(5)) });
    commit(folder, { 'a.ts': null, 'b.ts': signing(drawn(6)) });
    commit(folder, { 'b.ts': null });
    git(folder, 'checkout', '-q', 'main');
    const whole = await run(folder, 'history');
    expect(whole).toMatchObject({ code: 1, found: ['a.ts:2 no-hardcoded-secret', 'b.ts:2 no-hardcoded-secret'] });
    expect([drawn(5), drawn(6)].filter((key) => whole.out.includes(key))).toEqual([]);
    const part = await run(folder, 'history', '--limit', '2');
    expect(part).toMatchObject({ code: 1, found: ['a.ts:2 no-hardcoded-secret'] });
    expect(part.err).toContain(`2 commits left: jwtlint history --after ${first.slice(0, 12)}`);
    expect(await run(folder, 'history', '--after', first.slice(0, 12))).toMatchObject({ code: 1, found: ['b.ts:2 no-hardcoded-secret'] });
    expect(await run(folder, 'history', '--after', 'abcdef1')).toMatchObject({ code: 2 });
    expect(JSON.parse((await run(folder, 'history', '--json')).out)).toHaveLength(2);
  }, patience);
});
