// A list of what is known: it knows moved code, takes a swapped key for news, survives merges and other line ends, and gives no
// value away.

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { scryptSync } from 'node:crypto';
import { join, relative } from 'node:path';
import * as parser from '@typescript-eslint/parser';
import { Ajv } from 'ajv';
import { ESLint } from 'eslint';
import { describe, expect, test } from 'vitest';
import plugin from '../../rules/index.ts';
import { collected, scan } from '../../rules/scan.ts';
import { baselineText, parseBaseline, type Baseline } from '../../src/findings/identity/baseline.ts';
import { matched, type Compared } from '../../src/findings/identity/known.ts';
import { folderWith, placesIn, runCommand } from '../support/command.ts';
import { root } from '../support/fixture-file.ts';

const patience = 60_000;
const file = 'jwtlint-baseline.txt';

/** Made here and now: nothing that looks drawn is committed. */
const drawn = (seed: number): string =>
  Array.from({ length: 40 }, (_, at) => 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'[((at + 3) * (at + 7) * 31 + seed * 17 * (at + 1) + at * at * seed) % 62]).join('');
const signing = (key: string, name = 'issue'): string => `import jwt from 'jsonwebtoken';
const KEY = '${key}';
export const ${name} = (sub: string) => jwt.sign({ sub }, KEY, { algorithm: 'HS256', expiresIn: '1h' });
`;
const reading = `import jwt from 'jsonwebtoken';
export const read = (token: string, key: string) => jwt.verify(token, key, { algorithms: ['none'], audience: 'a', issuer: 'i' });
`;
const clean = 'export const one = 1;\n';
const manifest = JSON.stringify({ dependencies: { jsonwebtoken: '^9.0.2' } });

async function known(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = folderWith({ 'package.json': manifest, ...files });
  expect(await runCommand(folder, 'baseline', 'create')).toMatchObject({ code: 0 });
  return folder;
}

const news = async (folder: string, ...args: string[]): Promise<{ code: number | null; found: string[]; err: string }> => {
  const { code, out, err } = await runCommand(folder, '--baseline', file, '--format', 'compact', ...args);
  return { code, found: placesIn(out), err };
};
const textOf = (folder: string): string => readFileSync(join(folder, file), 'utf8');
const entriesIn = (folder: string): string[] => textOf(folder).split('\n').filter((line) => line !== '' && !line.startsWith('#'));

describe('what is known', () => {
  test('passes, moved and indented anew, too; what is added fails', async () => {
    const folder = await known({ 'src/a.ts': signing(drawn(1)), 'src/b.ts': reading });
    expect(await news(folder)).toMatchObject({ code: 0, found: [] });
    writeFileSync(join(folder, 'src/a.ts'), `\n\n// moved\n${signing(drawn(1)).replace('const KEY =', 'const  KEY  =')}`);
    rmSync(join(folder, 'src/b.ts'));
    writeFileSync(join(folder, 'src/c.ts'), reading);
    expect(await news(folder)).toMatchObject({ code: 0, found: [] });
    writeFileSync(join(folder, 'src/d.ts'), reading);
    expect(await news(folder)).toMatchObject({ code: 1, found: ['src/d.ts:2 no-alg-none'] });
  }, patience);

  test('a key in the place of another is news', async () => {
    const folder = await known({ 'src/a.ts': signing(drawn(1)) });
    writeFileSync(join(folder, 'src/a.ts'), signing(drawn(2)));
    expect(await news(folder)).toMatchObject({ code: 1, found: ['src/a.ts:2 no-hardcoded-secret'] });
  }, patience);

  test('one place of a key goes, the other is known still; a third one is news', async () => {
    const folder = await known({ 'src/a.ts': signing(drawn(1)), 'src/b.ts': signing(drawn(1), 'other') });
    rmSync(join(folder, 'src/a.ts'));
    expect(await news(folder)).toMatchObject({ code: 0, found: [] });
    writeFileSync(join(folder, 'src/a.ts'), signing(drawn(1)));
    writeFileSync(join(folder, 'src/c.ts'), signing(drawn(1), 'third'));
    expect(await news(folder)).toMatchObject({ code: 1, found: [expect.stringMatching(/^src\/[abc]\.ts:2 no-hardcoded-secret$/) as string] });
  }, patience);

  test('is the same with other line ends, and for a scan of one file', async () => {
    const folder = await known({ 'src/a.ts': signing(drawn(1)), 'src/b.ts': reading });
    for (const name of ['src/a.ts', 'src/b.ts', file]) writeFileSync(join(folder, name), readFileSync(join(folder, name), 'utf8').replaceAll('\n', '\r\n'));
    expect(await news(folder)).toMatchObject({ code: 0, found: [] });
    expect(await news(folder, 'src/a.ts')).toMatchObject({ code: 0, found: [], err: expect.not.stringContaining('no longer found') as string });
  }, patience);

  test('serves the programmatic scan, which marks it', async () => {
    const folder = await known({ 'src/b.ts': reading });
    const { findings } = await collected(scan({ root: folder, baseline: file }));
    expect(findings.map(({ ruleId, suppressed }) => [ruleId, suppressed?.by])).toEqual([['no-alg-none', 'baseline']]);
  }, patience);
});

test('the JSON report says what was known and how it ended, by its schema', async () => {
  const folder = await known({ 'src/a.ts': signing(drawn(1)), 'src/b.ts': reading });
  rmSync(join(folder, 'src/b.ts'));
  const isReport = new Ajv({ allowUnionTypes: true }).compile(JSON.parse(readFileSync(join(root, 'report-schema.json'), 'utf8')) as object);
  const summaryOf = async (...args: string[]): Promise<unknown> => {
    const report = JSON.parse((await runCommand(folder, '--format', 'json', ...args)).out) as { findings: unknown[]; summary: Record<string, unknown> };
    expect([isReport(report), isReport.errors]).toEqual([true, null]);
    const { known: before, outcome, cause } = report.summary;
    return [report.findings.length, before, outcome, cause];
  };
  const counts = { base: 0, baseline: 1, stale: 1 };
  expect(await summaryOf('--baseline', file)).toEqual([0, counts, 'passed', 'no findings']);
  expect(await summaryOf('--baseline', file, '--all-findings')).toEqual([1, counts, 'passed', 'no findings']);
  expect(await summaryOf('--baseline', file, '--fail-on-stale')).toEqual([0, counts, 'failed', 'stale baseline']);
  expect(await summaryOf()).toEqual([1, undefined, 'failed', 'findings']);
  expect(await summaryOf('nowhere')).toEqual([0, undefined, 'unfinished', 'missing path']);
  expect(await runCommand(folder, '--fail-on-stale')).toMatchObject({ code: 2 });
}, patience);

test('a gate on what is sure', async () => {
  const folder = folderWith({ 'package.json': manifest, 'src/a.ts': signing(drawn(1)), 'src/b.ts': reading });
  const codes = async (...levels: string[]): Promise<(number | null)[]> =>
    Promise.all(levels.map(async (level) => (await runCommand(folder, '--fail-on', level)).code));
  expect(await codes('error', 'error:likely', 'error:proven', 'warning:proven', 'never')).toEqual([1, 1, 1, 1, 0]);
  rmSync(join(folder, 'src/a.ts'));
  expect(await codes('error', 'error:likely', 'error:proven', 'info:proven', 'error:sure')).toEqual([1, 1, 0, 0, 2]);
}, patience);

test('ESLint knows the same', async () => {
  const folder = await known({ 'src/a.ts': signing(drawn(1)), 'src/b.ts': reading, 'src/c.ts': clean });
  const eslint = (baseline?: string): ESLint => new ESLint({
    cwd: folder, overrideConfigFile: true,
    overrideConfig: [{
      files: ['**/*.ts'], languageOptions: { parser }, plugins: { jwtlint: plugin },
      rules: { 'jwtlint/no-alg-none': 'error', 'jwtlint/no-hardcoded-secret': 'error' }, settings: { jwtlint: { ...(baseline && { baseline }) } },
    }],
  });
  const said = async (baseline?: string): Promise<string[]> =>
    (await eslint(baseline).lintFiles(['src'])).flatMap(({ filePath, messages }) => messages.map(({ ruleId }) => `${relative(folder, filePath)} ${String(ruleId)}`));
  expect(await said()).toEqual(['src/a.ts jwtlint/no-hardcoded-secret', 'src/b.ts jwtlint/no-alg-none']);
  expect(await said(file)).toEqual([]);
  writeFileSync(join(folder, 'src/a.ts'), signing(drawn(2)));
  writeFileSync(join(folder, 'src/b.ts'), `// moved\n${reading}`);
  writeFileSync(join(folder, 'src/c.ts'), reading);
  expect(await said(file)).toEqual(['src/a.ts jwtlint/no-hardcoded-secret', 'src/c.ts jwtlint/no-alg-none']);
}, patience);

describe('the file', () => {
  test('is sorted, without lines, dates and versions; create never overwrites', async () => {
    const folder = await known({ 'src/b.ts': reading, 'src/a.ts': signing(drawn(1)) });
    expect(entriesIn(folder)).toEqual([
      expect.stringMatching(/^no-alg-none\tsrc\/b\.ts\tread\.algorithms\t[0-9a-f]{16}\t-$/),
      expect.stringMatching(/^no-hardcoded-secret\tsrc\/a\.ts\tKEY\t[0-9a-f]{16}\t[0-9a-f]{24}$/),
    ]);
    expect(await runCommand(folder, 'baseline', 'create')).toMatchObject({ code: 2, err: expect.stringContaining('is there already') as string });
  }, patience);

  test('gives no value away: none that is guessable can be tested with it', async () => {
    // The same entry whatever the word is, and whoever tries all words at the published cost finds nothing to compare with.
    const words = ['changeme-please', 'super-secret-word', 'my-jwt-secret-key'];
    const lines = await Promise.all(words.map(async (word) => {
      const folder = await known({ 'src/a.ts': signing(word) });
      const key = /key ([0-9a-f]{32})$/m.exec(textOf(folder))![1]!;
      const [line] = entriesIn(folder);
      const digest = scryptSync(word, key, 12, { N: 4096, r: 8, p: 1 }).toString('hex');
      expect(textOf(folder)).not.toContain(word);
      expect(textOf(folder)).not.toContain(digest);
      return line!.split('\t').at(-1);
    }));
    expect(lines).toEqual(['-', '-', '-']);
    // What nobody can guess has a digest, under a key of the file's own: it says nothing of another file.
    const folders = [await known({ 'src/a.ts': signing(drawn(1)) }), await known({ 'src/a.ts': signing(drawn(1)) })];
    const [one, other] = folders.map((folder) => entriesIn(folder)[0]!.split('\t').at(-1));
    expect([one === other, folders.some((folder) => textOf(folder).includes(drawn(1).slice(0, 8)))]).toEqual([false, false]);
  }, patience);

  test('prune takes out what is fixed, update takes in what is new; stale entries fail on demand only', async () => {
    const folder = await known({ 'src/a.ts': signing(drawn(1)), 'src/b.ts': reading });
    writeFileSync(join(folder, 'src/b.ts'), reading.replace("'none'", "'RS256'"));
    const stale = await news(folder);
    expect(stale).toMatchObject({ code: 0, err: expect.stringContaining('no longer found: no-alg-none in src/b.ts. This takes it out: jwtlint baseline prune') as string });
    expect(await news(folder, '--fail-on-stale')).toMatchObject({ code: 1, found: [] });
    expect(await news(folder, '--fail-on-stale', 'src/a.ts')).toMatchObject({ code: 0, found: [] });
    writeFileSync(join(folder, 'src/c.ts'), signing(drawn(3), 'third'));
    const before = textOf(folder);
    expect(await runCommand(folder, 'baseline', 'prune')).toMatchObject({ code: 0, out: expect.stringContaining('1 finding, 0 added, 1 removed') as string });
    expect(before).toContain(textOf(folder).split('\n').slice(3)[0]);
    expect(await news(folder, '--fail-on-stale')).toMatchObject({ code: 1, found: ['src/c.ts:2 no-hardcoded-secret'] });
    expect(await runCommand(folder, 'baseline', 'update')).toMatchObject({ code: 0, out: expect.stringContaining('2 findings, 1 added, 0 removed') as string });
    expect(await news(folder, '--fail-on-stale')).toMatchObject({ code: 0, found: [] });
  }, patience);

  test('stays as it is when the scan could not do its job', async () => {
    const folder = await known({ 'src/b.ts': reading });
    const before = textOf(folder);
    writeFileSync(join(folder, 'src/b.ts'), 'import jwt from "jsonwebtoken"; jwt.verify(((\n');
    expect(await runCommand(folder, 'baseline', 'prune')).toMatchObject({ code: 2, err: expect.stringContaining('stays as it is') as string });
    expect(textOf(folder)).toBe(before);
  }, patience);

  test('broken ones are told by their line', async () => {
    const folder = await known({ 'src/b.ts': reading });
    const whole = textOf(folder);
    const broken: readonly (readonly [string, string])[] = [
      [whole.replace('no-alg-none', '<<<<<<< HEAD\nno-alg-none'), `${file}:4:1: a conflict that git left`],
      [`${whole}no-alg-none src/b.ts\n`, `${file}:5:1: no entry`],
      [whole.replace(/^# jwtlint.*\n/, ''), `${file}:1:1: no baseline of jwtlint`],
    ];
    for (const [text, words] of broken) {
      writeFileSync(join(folder, file), text);
      expect(await news(folder)).toMatchObject({ code: 2, err: expect.stringContaining(words) as string });
    }
    expect(await runCommand(folder, '--baseline', 'nowhere.txt')).toMatchObject({ code: 2, err: expect.stringContaining('there is no such baseline') as string });
  }, patience);

  test('what stands in a line comes out of it again', () => {
    const entry = { rule: 'no-x', path: 'a\tb%\n.ts', scope: '', code: '', value: '', isDrawn: false };
    const text = baselineText({ key: '0'.repeat(32), entries: [entry] });
    expect((parseBaseline(text) as Baseline).entries).toEqual([entry]);
  });
});

describe('which of today is which of before', () => {
  const one = (more: Partial<Compared>): Compared => ({ rule: 'no-x', path: 'a.ts', scope: 'f', code: 'f(', value: '', isDrawn: false, ...more });

  test('one for one', () => {
    expect(matched([one({}), one({})], [one({})]).size).toBe(1);
    expect(matched([one({})], [one({ rule: 'no-y' })]).size).toBe(0);
  });

  test('the surest goes first', () => {
    const [moved, same] = [one({ path: 'b.ts' }), one({})];
    const before = one({});
    expect(matched([moved, same], [before])).toEqual(new Map([[same, before]]));
  });

  test('a drawn value is itself anywhere, a word is not', () => {
    const elsewhere = { path: 'b.ts', scope: 'g', code: 'g(' };
    expect(matched([one({ value: 'd', isDrawn: true, ...elsewhere })], [one({ value: 'd', isDrawn: true })]).size).toBe(1);
    expect(matched([one({ value: 'd', ...elsewhere })], [one({ value: 'd' })]).size).toBe(0);
    expect(matched([one({ value: 'e', isDrawn: true })], [one({ value: 'd', isDrawn: true })]).size).toBe(0);
  });
});
