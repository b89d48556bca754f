// SECURITY.md: its table of limits is that of the code, the tests that it names exist, and nothing can open a connection.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { limitTable, limits } from '../tools/limits.ts';
import { root } from './support/fixture-file.ts';

const page = readFileSync(join(root, 'SECURITY.md'), 'utf8');

describe('SECURITY.md', () => {
  it('has the limits of the code', () => {
    expect(page).toContain(`<!-- limits:start -->\n${limitTable()}\n<!-- limits:end -->`);
    expect(new Set(limits.map(({ of }) => of)).size).toBe(limits.length);
  });

  it('names a test for each promise, and each of them is there', () => {
    const promises = page.split('\n').filter((line) => line.startsWith('| **'));
    expect(promises.length).toBeGreaterThan(8);
    for (const promise of promises) {
      const tests = [...promise.matchAll(/`(test\/[\w/-]+\.test\.ts)`/g)].map((match) => match[1]!);
      expect([promise, tests.length > 0, tests.filter((path) => !existsSync(join(root, path)))]).toEqual([promise, true, []]);
    }
  });
});

it('no source imports what could open a connection', () => {
  const sources = ['src', 'rules', 'bin'].flatMap((folder) =>
    readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => join(entry.parentPath, entry.name)));
  const reaching = /^(?:import|export)\b[^']*'(?:node:)?(?:net|tls|http|https|http2|dgram|dns|undici|inspector)(?:\/\w+)?'|[^.]\b(?:fetch|WebSocket)\(/m;
  expect(sources.length).toBeGreaterThan(100);
  expect(sources.filter((path) => reaching.test(readFileSync(path, 'utf8').replaceAll(/\/\*[^]*?\*\/|\/\/.*|'[^'\n]*'(?!;)|`[^`]*`|\/[^/\n]+\/\w*/g, '')))).toEqual([]);
});
