// `allow` and `exceptions`: one finding is accepted in the syntax of its file, another secret in its place is not, and all that is
// accepted can be listed with its age and owner.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rules } from '../../rules/all.ts';
import { collected, scan } from '../../rules/scan.ts';
import type { Candidate } from '../../src/findings/identity/identity.ts';
import { listener } from '../../src/hosts/known-findings.ts';
import { scanWith } from '../../src/hosts/scan.ts';
import { folderWith, placesIn, runCommand } from '../support/command.ts';

const patience = 120_000;

/** Made here and now: nothing that looks drawn is committed. */
const drawn = (seed: number): string =>
  Array.from({ length: 40 }, (_, at) => 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'[((at + 3) * (at + 7) * 31 + seed * 17 * (at + 1) + at * at * seed) % 62]).join('');

const signing = (key: string): string => `import jwt from 'jsonwebtoken';\nconst KEY = '${key}';\nexport const issue = (sub) => jwt.sign({ sub }, KEY, { algorithm: 'HS256', expiresIn: '1h' });\n`;
const none = "import jwt from 'jsonwebtoken';\nexport const read = (t, k) => jwt.verify(t, k, { algorithms: ['none'], audience: 'a', issuer: 'i' });\n";

const printsIn = async (root: string): Promise<string[]> => (await collected(scan({ root }))).findings.filter(({ suppressed }) => suppressed === null).map(({ fingerprint }) => fingerprint);
const onlyPrintIn = async (root: string): Promise<string> => {
  const [print, ...more] = await printsIn(root);
  expect([typeof print, more]).toEqual(['string', []]);
  return print!;
};

describe('allow', () => {
  test.each([
    ['a.ts', none, '// jwtlint-disable-next-line no-alg-none -- legacy client until=2027-01-31'],
    ['a.yaml', `JWT_SECRET: ${drawn(1)}\n`, '# jwtlint-disable-next-line no-secret-in-config -- legacy client until=2027-01-31'],
    ['conf.toml', `[auth]\n  jwt_secret = "${drawn(1)}"\n`, '  # jwtlint-disable-next-line no-secret-in-config -- legacy client until=2027-01-31'],
    ['a.vue', `<script>\n${none}</script>\n`, '// jwtlint-disable-next-line no-alg-none -- legacy client until=2027-01-31'],
  ])('writes the comment that %s takes', async (name, text, line) => {
    const folder = folderWith({ [name]: text });
    const print = await onlyPrintIn(folder);
    const { code, out } = await runCommand(folder, 'allow', print.slice(0, 10), '--reason', 'legacy client', '--until', '2027-01-31', '--now', '2027-01-01');
    expect([code, readFileSync(join(folder, name), 'utf8').split('\n')]).toEqual([0, expect.arrayContaining([line])]);
    expect(out).toContain(`+${line}`);
    expect(out).not.toContain(drawn(1));
    expect((await runCommand(folder, '--format', 'compact', '--now', '2027-01-31')).out).toBe('');
    expect((await runCommand(folder, '--format', 'compact', '--now', '2027-02-01')).code).toBe(1);
  }, patience);

  test('writes the configuration where a format has no comments, and keeps what stands there', async () => {
    const config = '{\r\n  // ours\r\n  "preset": "recommended"\r\n}\r\n';
    const folder = folderWith({ 'a.json': `{ "jwtSecret": "${drawn(1)}" }\n`, 'jwtlint.config.jsonc': config });
    const print = await onlyPrintIn(folder);
    expect(await runCommand(folder, 'allow', print)).toMatchObject({ code: 2, err: expect.stringContaining('needs --reason') });
    const { code, out } = await runCommand(folder, 'allow', print, '--reason', 'sandbox');
    expect([code, out.includes(drawn(1))]).toEqual([0, false]);
    expect(readFileSync(join(folder, 'jwtlint.config.jsonc'), 'utf8')).toMatch(/^\{\r\n {2}"allow": \[\r\n[^\n]*"reason": "sandbox"[^\n]*\r\n {2}\],\r\n {2}\/\/ ours/);
    expect(await printsIn(folder)).toEqual([]);
  }, patience);

  test('accepts one drawn secret wherever it stands, and no other of its length', async () => {
    const folder = folderWith({ 'a.ts': signing(drawn(1)), 'b.yaml': `JWT_SECRET: ${drawn(1)}\n` });
    expect((await runCommand(folder, 'allow', await onlyPrintIn(folder), '--reason', 'sandbox', '--config')).code).toBe(0);
    expect(await printsIn(folder)).toEqual([]);
    writeFileSync(join(folder, 'a.ts'), signing(drawn(2)));
    expect(await printsIn(folder)).toHaveLength(1);
    expect(placesIn((await runCommand(folder, '--format', 'compact')).out)).toEqual(['a.ts:2 no-hardcoded-secret']);
  }, patience);

  test('tells so little of a word that a person chose that no list of guesses finds it', async () => {
    const marks = new Map<string, number>();
    for (const at of Array.from({ length: 64 }).keys()) {
      const word = `${['summer', 'winter', 'coffee', 'monkey', 'dragon'][at % 5]!}${String(1980 + at)}`;
      const [mark = ''] = await marksIn(signing(word));
      expect(mark).toMatch(/^[0-9a-f]$/);
      marks.set(mark, (marks.get(mark) ?? 0) + 1);
    }
    // Whoever has the mark and the list is left with one word in sixteen.
    expect(64 / marks.size).toBeGreaterThanOrEqual(4);
    const [one, other] = [await marksIn(signing(drawn(1))), await marksIn(signing(drawn(2)))];
    expect([one, one[0] === other[0]]).toEqual([[expect.stringMatching(/^[0-9a-f]{12}$/)], false]);
  }, patience);

  test('goes into the baseline on demand', async () => {
    const folder = folderWith({ 'a.ts': none });
    expect(await runCommand(folder, 'allow', await onlyPrintIn(folder), '--baseline')).toMatchObject({ code: 0 });
    expect(readFileSync(join(folder, 'jwtlint-baseline.txt'), 'utf8')).toContain('no-alg-none\ta.ts');
    expect((await runCommand(folder, '--baseline', 'jwtlint-baseline.txt')).code).toBe(0);
  }, patience);

  test('demands a reason in strict, and refuses what is no finding of now', async () => {
    const folder = folderWith({ 'a.ts': none, 'jwtlint.config.json': '{ "preset": "strict" }' });
    const [print] = (await collected(scan({ root: folder }))).findings.filter(({ ruleId }) => ruleId === 'no-alg-none').map(({ fingerprint }) => fingerprint);
    const said = async (...args: string[]): Promise<string> => {
      const { code, err } = await runCommand(folder, 'allow', ...args);
      expect(code).toBe(2);
      return err;
    };
    expect(await said(print!)).toContain('demands a reason');
    expect(await said('0123456789', '--reason', 'x')).toContain('no finding has the fingerprint');
    expect(await said(print!.slice(0, 5), '--reason', 'x')).toContain('signs at the least');
    expect(await said(print!, '--reason', 'a */ b')).toContain('one line');
    expect(await said(print!, '--reason', 'x', '--until', 'soon')).toContain('must be a day');
    expect(existsSync(join(folder, 'jwtlint.config.jsonc'))).toBe(false);
    expect(readFileSync(join(folder, 'a.ts'), 'utf8')).toBe(none);
  }, patience);
});

async function marksIn(content: string): Promise<string[]> {
  const heard: Candidate[] = [];
  await collected(scanWith(rules, { root: '.', config: false, stdin: { filename: 'a.ts', content }, paths: [] }, { gate: listener((all) => heard.push(...all)) }));
  return heard.flatMap((one) => one.mark() ?? []);
}

describe('exceptions', () => {
  test('are listed with reason, last day, owner and age, and those that are over', async () => {
    const folder = folderWith({
      'CODEOWNERS': '* @everyone\n/src/ @api @keys # the service\n',
      'src/a.ts': none.replace('export', '// jwtlint-disable-next-line no-alg-none -- legacy client until=2027-01-31\nexport'),
      'src/b.ts': '// jwtlint-disable-next-line no-alg-none -- nothing here\nexport const b = 1;\n',
      'app.yaml': `JWT_SECRET: ${drawn(1)}\n`,
      'jwtlint.config.json': '{ "allow": [\n  { "files": ["app.yaml"], "rule": "no-secret-in-config", "reason": "legacy client", "until": "2027-06-30" } ] }',
    });
    const git = (...args: string[]): void => void spawnSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], { cwd: folder, env: { ...process.env, GIT_COMMITTER_DATE: '2026-12-02T12:00:00Z', GIT_AUTHOR_DATE: '2026-12-02T12:00:00Z' } });
    git('init', '-q');
    git('add', '-A');
    git('commit', '-q', '-m', 'x');
    const listed = async (...args: string[]): Promise<string[]> => (await runCommand(folder, 'exceptions', '--now', '2027-01-01', ...args)).out.trim().split('\n');
    expect(await listed()).toEqual([
      'src/a.ts:2: no-alg-none by jwtlint-disable-next-line; "legacy client"; 30 days old; until 2027-01-31; owned by @api @keys',
      'src/b.ts:1: no-alg-none by jwtlint-disable-next-line; "nothing here"; 30 days old; owned by @api @keys; stale: nothing in this file needs it',
      'jwtlint.config.json:2: no-secret-in-config by configuration; "legacy client"; 30 days old; until 2027-06-30; owned by @everyone',
    ]);
    expect((await listed('--stale')).map((line) => line.split(':')[0])).toEqual(['src/b.ts']);
    expect((await listed('--expiring', '30d')).map((line) => line.split(':')[0])).toEqual(['src/a.ts']);
    expect(JSON.parse((await runCommand(folder, 'exceptions', '--json')).out)).toHaveLength(3);
  }, patience);
});
