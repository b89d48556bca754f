// --fix and --fix-dry-run as a user runs them, and the diff they show.

import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { fix } from '../../rules/scan.ts';
import { originalAt, writeChanged, type Original } from '../../src/hosts/fix-files.ts';
import { plannedFixes } from '../../src/hosts/fixing.ts';
import { collected, scanWith } from '../../src/hosts/scan.ts';
import { unifiedDiff } from '../../src/report/writing/unified-diff.ts';
import type { Place } from '../../src/source/file.ts';
import { fakeRule } from '../support/fake-facts.ts';
import { folderWith, runCommand } from '../support/command.ts';

const manifest = JSON.stringify({ dependencies: { jsonwebtoken: '9.0.2' } });
/** One change that is safe, and two that are not. */
const service = `import { createHmac } from 'node:crypto';
import jwt from 'jsonwebtoken';

const secret = 'dev-only-planted-key';
export const check = (req: any, key: string) => {
  const mac = createHmac('sha256', key).update(req.rawBody).digest('hex');
  if (mac !== req.headers['x-signature']) throw new Error('refused');
};
export const make = (sub: string) => jwt.sign({ sub }, secret, { algorithm: 'HS256' });
`;
const files = { 'package.json': manifest, 'src/service.ts': service };
const textIn = (folder: string, path = 'src/service.ts'): string => readFileSync(join(folder, path), 'utf8');

describe('--fix', () => {
  it('makes what is safe, reports what remains and fails for it', async () => {
    const folder = folderWith(files);
    const { code, out, err } = await runCommand(folder, '--fix', '--format', 'compact');
    expect(textIn(folder)).toContain('timingSafeEqual(Buffer.from(mac), ');
    expect(textIn(folder)).toContain("import { createHmac, timingSafeEqual } from 'node:crypto'");
    expect(textIn(folder)).toContain('dev-only-planted-key');
    expect(out).not.toContain('no-timing-unsafe-compare');
    expect(out).toContain('no-hardcoded-secret');
    expect(err).toContain('src/service.ts:7: Compare with timingSafeEqual');
    expect(code).toBe(1);
  });

  it('makes one change a finding with --fix-type, in as many passes as it takes, and is done then', async () => {
    const folder = folderWith(files);
    const { code, err } = await runCommand(folder, '--fix', '--fix-type', 'safe,suggestion');
    expect({ code, err }).toMatchObject({ code: 0, err: expect.stringContaining('3 changes in 1 file') });
    expect(textIn(folder)).toContain("process.env.SECRET || (() => { throw new Error('SECRET is not set'); })()");
    expect(textIn(folder)).toContain("{ algorithm: 'HS256', expiresIn: '15m' }");
    const text = textIn(folder);
    expect((await runCommand(folder, '--fix', '--fix-type', 'safe,suggestion')).err).toContain('0 changes in 0 files');
    expect(textIn(folder)).toBe(text);
  });

  it('leaves what somebody has judged', async () => {
    const folder = folderWith({ ...files, 'src/service.ts': service.replace('  if (mac', '  // jwtlint-disable-next-line no-timing-unsafe-compare -- known\n  if (mac') });
    await runCommand(folder, '--fix');
    expect(textIn(folder)).not.toContain('timingSafeEqual');
  });

  it('keeps mark, line ends and permissions', async () => {
    const folder = folderWith({ ...files, 'src/service.ts': `\uFEFF${service.replace("{ algorithm: 'HS256' }", "{\n  algorithm: 'HS256',\n}")}`.replaceAll('\n', '\r\n') });
    chmodSync(join(folder, 'src/service.ts'), 0o750);
    await runCommand(folder, '--fix', '--fix-type', 'suggestion,safe');
    const text = textIn(folder);
    expect(text.startsWith('\uFEFFimport')).toBe(true);
    expect(text).toContain("\r\n  expiresIn: '15m',\r\n");
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(statSync(join(folder, 'src/service.ts')).mode & 0o777).toBe(0o750);
    expect(readdirSync(join(folder, 'src'))).toEqual(['service.ts']);
  });

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('says which file it could not write, and exits 2', async () => {
    const folder = folderWith(files);
    chmodSync(join(folder, 'src/service.ts'), 0o444);
    const { code, err } = await runCommand(folder, '--fix');
    expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining('src/service.ts is left as it was: EACCES') });
    expect(textIn(folder)).toBe(service);
  });

  it.skipIf(process.platform === 'win32')('goes through no link', async () => {
    const elsewhere = folderWith({ 'real.ts': service });
    const folder = folderWith({ 'package.json': manifest, 'src/real.ts': service });
    symlinkSync(join(folder, 'src/real.ts'), join(folder, 'linked.ts'));
    symlinkSync(join(elsewhere, 'real.ts'), join(folder, 'away.ts'));
    expect((await runCommand(folder, '--fix', 'linked.ts', 'away.ts')).err).toContain('a symbolic link leads there');
    expect([textIn(folder, 'src/real.ts'), textIn(elsewhere, 'real.ts')]).toEqual([service, service]);
  });

  it('touches nothing outside of the root', async () => {
    const folder = folderWith({ ...files, 'inner/package.json': '{}' });
    const { err } = await runCommand(join(folder, 'inner'), '--fix', '../src/service.ts');
    expect(err).toContain('it lies outside of the root');
    expect(textIn(folder)).toBe(service);
  });
});

describe('what cannot be had together', () => {
  test.each([
    [['--fix', '--fix-dry-run'], '--fix writes, and --fix-dry-run writes nothing'],
    [['--fix-type', 'safe'], 'neither is given'],
    [['--fix', '--fix-type', 'sure'], '--fix-type must be one or more of safe, suggestion, not "sure"'],
    [['--fix', '--stdin-filename', 'a.ts', '-'], 'no file to write'],
    [['--fix-dry-run', '--format', 'json'], '--format json=FILE'],
    [['--fix-dry-run='], 'names no file'],
    [['--fix=now'], '--fix takes no value'],
  ])('%j', async (args, words) => {
    const folder = folderWith(files);
    const { code, out, err } = await runCommand(folder, ...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(words);
    expect(textIn(folder)).toBe(service);
  });
});

describe('--fix-dry-run', () => {
  const applied = (folder: string, diff: string): string => {
    const { status, stderr } = spawnSync('git', ['apply', '-'], { cwd: folder, input: diff, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    return textIn(folder);
  };

  it('prints a diff that git applies, and writes nothing', async () => {
    const folder = folderWith(files);
    const { code, out } = await runCommand(folder, '--fix-dry-run');
    expect([code, textIn(folder)]).toEqual([1, service]);
    const fixedOne = folderWith(files);
    await runCommand(fixedOne, '--fix');
    expect(applied(folder, out)).toBe(textIn(fixedOne));
  });

  it('shows no secret, and says so', async () => {
    const folder = folderWith(files);
    const { out, err } = await runCommand(folder, '--fix-dry-run', '--fix-type', 'safe,suggestion');
    expect(out + err).not.toContain('planted');
    expect(out).toContain('-const secret = ••••••');
    expect(out).toContain('+const secret = process.env.SECRET || ');
    expect(err).toContain('1 line of the diff is masked');
  });

  it('writes a diff that git applies into a file that only its owner reads', async () => {
    const folder = folderWith(files);
    const { out, err } = await runCommand(folder, '--fix-dry-run=out/fix.diff', '--fix-type', 'safe,suggestion', '--format', 'compact');
    expect(out + err).not.toContain('planted');
    expect(out).toContain('no-hardcoded-secret');
    if (process.platform !== 'win32') expect(statSync(join(folder, 'out/fix.diff')).mode & 0o777).toBe(0o600);
    expect(applied(folder, textIn(folder, 'out/fix.diff'))).not.toContain('planted');
  });

  it('shows the change of a text on standard input', () => {
    const folder = folderWith({ 'package.json': manifest });
    const run = spawnSync(process.execPath, [join(import.meta.dirname, '../../dist/cli.js'), '--fix-dry-run', '--stdin-filename', 'src/new.ts', '-'], { cwd: folder, input: service, encoding: 'utf8' });
    expect(run.stdout).toContain('+++ b/src/new.ts');
    expect(existsSync(join(folder, 'src'))).toBe(false);
  });
});

describe('a change that breaks its promise is not made', () => {
  /** Of each BAD, to what the change makes of it. */
  const planFor = async (texts: Readonly<Record<string, string>>, becomes: (at: Place) => string) => {
    const options = { root: folderWith(texts), config: false } as const;
    const rules = [
      fakeRule({ id: 'no-bad', report: (at) => ({ suggest: [{ title: 'Change it', kind: 'safe', edits: [{ ...at, text: becomes(at) }] }] }) }),
      fakeRule({ id: 'no-worse' }, 'WORSE'),
    ];
    return plannedFixes(rules, options, new Set(['safe']), await collected(scanWith(rules, options)));
  };
  const bad = "import 'jsonwebtoken';\nconst one = 'BAD';\n";

  test.each([
    ['does not parse', "'", 'would not parse'],
    ['settles nothing', 'very BAD', 'its finding would still be there'],
    ['raises others', 'WORSE', 'it would raise no-worse in a.ts'],
  ])('%s', async (_name, text, why) => {
    const { files: changed, made, refused } = await planFor({ 'a.ts': bad }, () => text);
    expect({ changed, made }).toEqual({ changed: [], made: [] });
    expect(refused.map((one) => one.why)).toEqual([expect.stringContaining(why)]);
  });

  it('while those beside it are, in its file and in others', async () => {
    const texts = { 'a.ts': `${bad}const two = 'BAD';\nconst three = 'BAD';\n`, 'b.ts': bad };
    const { files: changed, made, refused } = await planFor(texts, ({ file, start }) => (file.text.startsWith('const two', start - 13) ? 'WORSE' : 'good'));
    expect(changed.map(({ file, text }) => [file, text])).toEqual([
      ['a.ts', texts['a.ts'].replace("one = 'BAD'", "one = 'good'").replace("three = 'BAD'", "three = 'good'")], ['b.ts', bad.replace('BAD', 'good')],
    ]);
    expect([made.length, refused.map(({ line }) => line)]).toEqual([3, [3]]);
  });

  it('and two within one text are made side by side', async () => {
    const { made, files: [changed] } = await planFor({ 'a.ts': bad.replace('BAD', 'BAD BAD') }, () => 'good');
    expect([made.length, changed?.text]).toEqual([2, bad.replace('BAD', 'good good')]);
  });
});

describe('writing', () => {
  const folder = folderWith({ 'a.ts': 'one', 'wide.ts': Buffer.from('\uFEFFone', 'utf16le'), 'cut.ts': Buffer.from([0x61, 0xff]) });
  it('refuses a file that changed since', () => {
    const original = originalAt(folder, 'a.ts') as Original;
    writeFileSync(join(folder, 'a.ts'), 'two');
    expect(writeChanged(folder, 'a.ts', original, 'three')).toBe('it was changed while it was looked at');
    expect(textIn(folder, 'a.ts')).toBe('two');
  });
  test.each([['wide.ts', 'it is not UTF-8'], ['cut.ts', 'it is not UTF-8'], ['../a.ts', 'it lies outside of the root'], ['none.ts', 'it is gone']])('%s: %s', (path, why) => {
    expect(originalAt(folder, path)).toBe(why);
  });
});

test('the programmatic way', async () => {
  const root = folderWith(files);
  const dry = await fix({ root, write: false, kinds: ['safe', 'suggestion'] });
  expect(dry.files.map(({ file, before }) => [file, before])).toEqual([['src/service.ts', service]]);
  expect(textIn(root)).toBe(service);
  expect((await fix({ root })).made.map(({ ruleId, kind }) => [ruleId, kind])).toEqual([['no-timing-unsafe-compare', 'safe']]);
  expect(textIn(root)).toContain('timingSafeEqual');
});

describe('the diff', () => {
  const lines = (count: number, change: (line: number) => string | undefined): string =>
    Array.from({ length: count }, (_, line) => change(line) ?? `line ${line}`).map((line) => `${line}\n`).join('');
  const plain = lines(40, () => undefined);
  test.each([
    ['one line', lines(40, (line) => (line === 20 ? 'other' : undefined))],
    ['both ends', lines(40, (line) => (line === 0 || line === 39 ? 'other' : undefined))],
    ['near and far', lines(40, (line) => ([3, 8, 30].includes(line) ? `other\nmore ${line}` : undefined))],
    ['gone and moved', plain.replace('line 5\n', '').replace('line 31\n', 'line 31\nline 5\n')],
    ['no line end', plain.slice(0, -1)],
    ['nothing left', ''],
    ['all else', lines(2100, (line) => `other ${line}`)],
  ])('%s is applied by git', (_name, after) => {
    for (const path of ['a.ts', 'with blank/ä"b.ts']) {
      const root = folderWith({ [path]: plain });
      mkdirSync(join(root, '.git-is-elsewhere'));
      const { text } = unifiedDiff(path, plain, after);
      const run = spawnSync('git', ['apply', '-'], { cwd: root, input: text, encoding: 'utf8' });
      expect(run.stderr).toBe('');
      expect(textIn(root, path)).toBe(after);
    }
  });
  it('of equal texts is empty', () => expect(unifiedDiff('a', plain, plain)).toEqual({ text: '', masked: 0 }));
});
