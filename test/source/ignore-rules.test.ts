// The rules of .gitignore as written here, against git's own answer, and what a long or slow list costs.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chained, ignoredBy, longestPattern, mostSteps, mostWild, verdictOf } from '../../src/source/ignores.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'jwtlint-ignore-'));
  spawnSync('git', ['init', '-q'], { cwd: folder });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Which of the paths git ignores. */
function gitIgnores(lines: readonly string[], paths: readonly string[]): Set<string> {
  writeFileSync(join(folder, '.gitignore'), lines.join('\n'));
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  const { stdout } = spawnSync('git', ['check-ignore', '--no-index', '--stdin', '-z'], { cwd: folder, env, input: `${paths.join('\0')}\0`, encoding: 'utf8' });
  return new Set(stdout.split('\0').filter(Boolean));
}

function ours(lines: readonly string[], paths: readonly string[]): Set<string> {
  const chain = chained(undefined, '', lines.join('\n'));
  return new Set(paths.filter((path) => verdictOf(chain, path) === 'ignored'));
}

/** Numbers that are the same in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const pick = <T>(next: (below: number) => number, from: readonly T[]): T => from[next(from.length)]!;
const some = (next: (below: number) => number, from: readonly string[], most: number): string => Array.from({ length: 1 + next(most) }, () => pick(next, from)).join('');

test('answers as git does', () => {
  const next = numbers(7);
  const wrong: string[] = [];
  for (let round = 0; round < 60; round++) {
    const lines = Array.from({ length: 1 + next(6) }, () =>
      pick(next, ['', '', '', '/', '!', '!/', '\\!', '#', '\\#']) + some(next, ['a', 'b', 'ab', '*', '**', '/', '/', '?', '[ab]', '[!a]', '[a-c]', '**/', '/**', '/**/', '.a', '*.a', '\\a', ' '], 6)
      + pick(next, ['', '', '/', ' ', '\\ ']));
    const paths = [...new Set(Array.from({ length: 80 }, () =>
      Array.from({ length: 1 + next(4) }, () => some(next, ['a', 'b', 'c', '.a', '!', '#', ' b'], 3)).join('/')))].filter((path) => !/(?:^|\/)(?:\.{1,2}|\.git)(?:\/|$)/.test(path));
    const [theirs, mine] = [gitIgnores(lines, paths), ours(lines, paths)];
    for (const path of paths) if (theirs.has(path) !== mine.has(path)) wrong.push(`${JSON.stringify(lines)} ${path}: git ${theirs.has(path)}`);
  }
  expect(wrong).toEqual([]);
}, 60_000);

describe('costs little', () => {
  const paths = Array.from({ length: 20_000 }, (_, at) => `packages/p${at % 100}/src/deep/file-${at}.ts`);

  test.each<[string, (at: number) => string, number]>([
    ['names', (at) => `file-${at * 1000}.ts`, 20],
    ['paths', (at) => `/packages/p0/src/deep/file-${at * 1000}.ts`, 20],
    ['endings', (at) => `*.x${at}`, 0],
    ['kept names', (at) => `!file-${at}.ts`, 0],
  ])('20,000 %s for 20,000 paths', (_, make, ignored) => {
    const covers = ignoredBy(Array.from({ length: 20_000 }, (_line, at) => make(at)).join('\n'), []);
    const from = performance.now();
    expect(paths.filter(covers)).toHaveLength(ignored);
    expect(performance.now() - from).toBeLessThan(5000);
    expect(covers.uncounted()).toBeUndefined();
  });

  test.each([
    ['many patterns', Array.from({ length: 20_000 }, (_, at) => `**/a*${at}*b`)],
    ['many stars', Array.from({ length: 1000 }, () => `${'*e'.repeat(300)}*`)],
    ['many levels', Array.from({ length: 1000 }, () => `${'**/*e*/'.repeat(60)}*x`)],
  ])('%s end at a number of steps, ignore nothing then, and are told', (_, lines) => {
    const covers = ignoredBy([...lines, 'file-7.ts'].join('\n'), []);
    // In processor time: other tests run beside this one.
    const from = process.cpuUsage();
    expect(paths.filter(covers)).toEqual(['packages/p7/src/deep/file-7.ts']);
    expect(process.cpuUsage(from).user / 1e6).toBeLessThan(20);
    expect(covers.uncounted()).toContain('too many steps');
  }, 180_000);

  test('and the bounds are what they are said to be', () => {
    expect([longestPattern, mostSteps, mostWild]).toEqual([1000, 50_000_000, 500]);
    const covers = ignoredBy(`${'a'.repeat(longestPattern)}\n${'a'.repeat(longestPattern + 1)}`, []);
    const many = ignoredBy(Array.from({ length: mostWild + 3 }, (_, at) => `x${at}*`).join('\n'), []);
    expect([many(`x${mostWild - 1}`), many(`y${mostWild}`), many.uncounted()]).toEqual([true, false, expect.stringContaining('first 500 count (3 more)') as string]);
    expect([covers('a'.repeat(longestPattern)), covers('a'.repeat(longestPattern + 1))]).toEqual([true, false]);
    expect(covers.uncounted()).toContain('longer than 1000 characters');
  });
});
