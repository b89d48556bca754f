// What decided about a line, asked as `jwtlint explain FILE:LINE`: each reason for a silence has its words, and no answer holds a secret.

import { describe, expect, test } from 'vitest';
import { folderWith, runCommand } from '../support/command.ts';

const patience = 120_000;
/** Made here and now: nothing that looks drawn is committed. */
const key = Array.from({ length: 40 }, (_, at) => 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'[((at + 3) * (at + 7) * 31 + at * at) % 62]).join('');
const none = "import jwt from 'jsonwebtoken';\nexport const read = (t, k) => jwt.verify(t, k, { algorithms: ['none'], audience: 'a', issuer: 'i' });\n";
const signing = `import jwt from 'jsonwebtoken';\nconst KEY = '${key}';\nexport const issue = (sub) => jwt.sign({ sub }, KEY, { algorithm: 'HS256', expiresIn: '1h' });\n`;

async function explained(files: Readonly<Record<string, string>>, ...args: string[]): Promise<string> {
  const { code, out, err } = await runCommand(folderWith(files), 'explain', ...args);
  expect([code, err]).toEqual([0, '']);
  expect(out).not.toContain(key);
  return out;
}

describe('explain FILE:LINE', () => {
  test('says what was seen and what was reported', async () => {
    const out = await explained({ 'a.ts': none }, 'a.ts:2');
    expect(out).toMatch(/jwt\.verify, which verifies a token \(jsonwebtoken\)/);
    expect(out).toContain("algorithms (algorithms): ['none']");
    expect(out).toMatch(/key: the parameter at a\.ts:2: its callers decide/);
    expect(out).toMatch(/no-alg-none: error, likely: .*\([0-9a-f]{10}\)/);
  }, patience);

  test('follows a key to where it is written, masked', async () => {
    const out = await explained({ 'a.ts': signing }, 'a.ts:3');
    expect(out).toContain('key: a text, written at a.ts:2');
    expect(out).toContain('a step of no-hardcoded-secret at a.ts:2');
    expect(await explained({ 'a.ts': signing }, 'a.ts:2')).toContain('no-hardcoded-secret: error, proven');
  }, patience);

  test.each<readonly [string, Readonly<Record<string, string>>, string, string]>([
    ['a suppression', { 'a.ts': none.replace('export', '// jwtlint-disable-next-line no-alg-none -- we know\nexport') }, 'a.ts:3', 'no-alg-none: error, but suppressed by jwtlint-disable-next-line'],
    ['a rule that is off', { 'a.ts': none, 'jwtlint.config.json': '{ "rules": { "no-alg-none": "off" } }' }, 'a.ts:2', 'no-alg-none is off here'],
    ['an ignore file', { 'a.ts': none, '.jwtlintignore': 'a.ts\n' }, 'a.ts:2', '.jwtlintignore covers it'],
    ['an ignore pattern', { 'a.ts': none, 'jwtlint.config.json': '{ "ignore": ["*.ts"] }' }, 'a.ts:2', '"ignore" of the configuration covers it'],
    ['a role', { 'test/a.test.ts': none }, 'test/a.test.ts:2', 'Its role lowers what is found: test'],
    ['a gate', { 'a.ts': 'export const a = 1;\n' }, 'a.ts:1', 'no word in it that a finding needs'],
    ['a name', { 'a.png': 'x\n' }, 'a.png:1', 'by its name it is no text'],
  ])('names %s', async (_name, files, where, words) => {
    expect(await explained(files, where)).toMatch(new RegExp(words.split('|').map((one) => one.replace(/[.*+?^${}()[\]\\]/g, '\\$&')).join('|')));
  }, patience);

  test('asks for a line that is there', async () => {
    const folder = folderWith({ 'a.ts': none });
    expect(await runCommand(folder, 'explain', 'a.ts:99')).toMatchObject({ code: 2, err: expect.stringContaining('has 3 lines') });
    expect(await runCommand(folder, 'explain', 'gone.ts:1')).toMatchObject({ code: 2, err: expect.stringContaining('no such file') });
  }, patience);
});
