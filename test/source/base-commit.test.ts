// What CI services say → the commit that a change is compared with, or the command that brings it. Never the whole tree, never nothing.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ciFacts } from '../../src/models/places/ci-facts.ts';
import { baseCommitOf } from '../../src/source/base-commit.ts';

let scratch: string;
let work: string;
let clone: string;
const ids: Record<string, string> = {};
const zeros = '0'.repeat(40);

function git(folder: string, ...args: string[]): string {
  const own = ['user.name=t', 'user.email=t@example.org', 'protocol.file.allow=always', 'commit.gpgsign=false'].flatMap((one) => ['-c', one]);
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));
  const done = spawnSync('git', [...own, ...args], { cwd: folder, encoding: 'utf8', env });
  if (done.status !== 0) throw new Error(`git ${args.join(' ')}: ${done.stderr}`);
  return done.stdout.trim();
}

function commit(name: string): void {
  git(work, 'commit', '-q', '--allow-empty', '-m', name);
  ids[name] = git(work, 'rev-parse', 'HEAD');
}

/** main: one – two – three; change, from two: a – b; merge: three with b. */
beforeAll(() => {
  scratch = realpathSync(mkdtempSync(join(tmpdir(), 'jwtlint-base-')));
  [work, clone] = [join(scratch, 'work'), join(scratch, 'clone')];
  git(scratch, 'init', '-q', '-b', 'main', work);
  commit('one');
  commit('two');
  git(work, 'checkout', '-q', '-b', 'change');
  commit('a');
  commit('b');
  git(work, 'checkout', '-q', 'main');
  commit('three');
  git(work, 'checkout', '-q', '-b', 'merge');
  git(work, 'merge', '-q', '--no-ff', '-m', 'merge', 'change');
  ids['merge'] = git(work, 'rev-parse', 'HEAD');
  git(work, 'checkout', '-q', 'main');
  git(scratch, 'clone', '-q', pathToFileURL(work).href, clone);
}, 60_000);
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function at(branch: string, asked: string, env: Record<string, string> = {}): string {
  git(clone, 'checkout', '-q', '--detach', `origin/${branch}`);
  return said(clone, asked, env);
}

/** The commit by its name here, or the problem and its cure. */
function said(folder: string, asked: string, env: Record<string, string> = {}): string {
  const base = baseCommitOf(folder, asked, env);
  if ('problem' in base) return `${base.problem} → ${base.cure ?? ''}`;
  return Object.entries(ids).find(([, id]) => id === base.commit)?.[0] ?? String(base.commit);
}

function event(content: unknown): Record<string, string> {
  const path = join(scratch, 'event.json');
  writeFileSync(path, JSON.stringify(content));
  return { GITHUB_EVENT_PATH: path, CI: 'true' };
}

describe('a name', () => {
  test('is the merge base with it, under the name of the remote, too', () => {
    expect(['main', 'origin/main', ids['three']!, 'HEAD~1'].map((name) => at('change', name))).toEqual(['two', 'two', 'two', 'a']);
    expect(at('merge', 'main')).toBe('three');
  });

  test('that is none of git\'s is refused', () => {
    for (const name of ['--output=x', 'a..b', 'a b', '', '$(x)', "a'b", 'x\ny', ':/x']) expect(at('change', name)).toMatch(/is no name of a revision/);
    expect(at('change', 'nowhere')).toBe('the base nowhere is not in this clone → git fetch --no-tags origin +refs/heads/nowhere:refs/remotes/origin/nowhere');
  });
});

describe('auto', () => {
  test('GitHub', () => {
    expect(at('change', 'auto', event({ pull_request: { base: { sha: ids['three'] } } }))).toBe('two');
    // The base that the event tells is older than the one that the merge was made with.
    expect(at('merge', 'auto', { ...event({ pull_request: { base: { sha: ids['two'] } } }), GITHUB_REF: 'refs/pull/7/merge' })).toBe('three');
    expect(at('merge', 'auto', event({ merge_group: { base_sha: ids['three'] } }))).toBe('three');
    expect(at('change', 'auto', event({ before: ids['two'], forced: false }))).toBe('two');
    // History was rewritten: what was pushed over is no ancestor.
    expect(at('change', 'auto', event({ before: ids['three'], forced: true }))).toBe('two');
    expect(at('change', 'auto', event({ before: zeros, repository: { default_branch: 'main' } }))).toBe('two');
  });

  test('of a first push everything is new, of a run by hand nothing could be', () => {
    expect(at('main', 'auto', event({ before: zeros, repository: { default_branch: 'main' } }))).toBe('undefined');
    expect(at('main', 'auto', event({ repository: { default_branch: 'main' } }))).toMatch(/nothing could be new → name it/);
    expect(at('main', 'auto', { CI: 'true' })).toMatch(/nothing could be new → name it/);
    expect(at('main', 'auto')).toBe('three');
  });

  test.each(ciFacts)('$service: $variable', ({ variable, gives }) => {
    const value = gives === 'branch' ? 'main' : gives === 'base' ? ids['two']! : ids['three']!;
    expect(at('change', 'auto', { [variable]: value, CI: 'true' })).toBe('two');
    if (gives === 'branch') expect(at('change', 'auto', { [variable]: 'refs/heads/main' })).toBe('two');
    // What says nothing leaves it to the remote's branch.
    for (const nothing of ['', zeros]) expect(at('change', 'auto', { [variable]: nothing })).toBe('two');
  });

  test('nobody says anything', () => {
    expect(at('change', 'auto')).toBe('two');
    git(clone, 'remote', 'set-head', 'origin', '--delete');
    expect(at('change', 'auto')).toMatch(/is not known here → git remote set-head origin --auto$/);
    git(clone, 'remote', 'set-head', 'origin', 'main');
    expect(said(work, 'auto')).toMatch(/there is no remote → name it/);
  });
});

test('a shallow clone says what it lacks', () => {
  const shallow = join(scratch, 'shallow');
  git(scratch, 'clone', '-q', '--depth=1', '--branch', 'merge', pathToFileURL(work).href, shallow);
  expect(said(shallow, 'auto', { ...event({ pull_request: { base: { sha: ids['three'] } } }), GITHUB_REF: 'refs/pull/7/merge' }))
    .toMatch(new RegExp(`^the base ${ids['three']!.slice(0, 12)}, from GitHub \\(pull_request\\) is not in this clone → git fetch --no-tags --depth=1 origin ${ids['three']!}$`));
  expect(said(shallow, 'main')).toMatch(/→ git fetch --no-tags --unshallow origin \+refs\/heads\/main:refs\/remotes\/origin\/main$/);
});

test('a repository without a commit', () => {
  const empty = join(scratch, 'empty');
  git(scratch, 'init', '-q', empty);
  expect(said(empty, 'main')).toBe('there is no commit yet → ');
});
