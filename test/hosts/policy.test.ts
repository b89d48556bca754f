// A floor from outside of the tree: the stricter side holds, what would loosen it is told, and a tree cannot bring its own.

import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderWith, placesIn, runCommand } from '../support/command.ts';

const patience = 120_000;
const reading = `import jwt from 'jsonwebtoken';
export const read = (token, key) => jwt.verify(token, key, { algorithms: ['none'], audience: 'a', issuer: 'i' });
`;
const issuing = `import jwt from 'jsonwebtoken';
export const issue = (key) => jwt.sign({ sub: '1' }, key, { algorithm: 'HS256', expiresIn: '120d' });
`;

interface Ran { readonly code: number | null; readonly found: string[]; readonly err: string }

async function under(policy: object, files: Readonly<Record<string, string>>, ...args: string[]): Promise<Ran> {
  const outside = folderWith({ 'policy.json': JSON.stringify(policy) });
  const { code, out, err } = await runCommand(folderWith(files), '--policy', join(outside, 'policy.json'), '--format', 'compact', ...args);
  return { code, found: placesIn(out), err };
}

const config = (settings: object): Record<string, string> => ({ 'jwtlint.config.json': JSON.stringify(settings) });

describe('a policy', () => {
  test.each<readonly [string, object, Readonly<Record<string, string>>, readonly string[], string]>([
    ['a rule that is off', { rules: { 'no-alg-none': 'error' } }, config({ rules: { 'no-alg-none': 'off' } }), [], 'no-alg-none is off, and the policy wants error'],
    ['a level of the command line', { rules: { 'no-alg-none': 'error' } }, {}, ['--rule', 'no-alg-none: info'], 'no-alg-none is info, and the policy wants error'],
    ['an override', { rules: { 'no-alg-none': 'error' } }, config({ overrides: [{ files: ['src/**'], rules: { 'no-alg-none': 'off' } }] }), [], 'no-alg-none is off in overrides[0], and the policy wants error'],
    ['what fails', { failOn: 'error' }, config({ failOn: 'never' }), [], '"failOn" is never, and the policy wants error'],
    ['what fails, by certainty', { failOn: 'warning' }, config({ failOn: 'error:proven' }), [], '"failOn" is error:proven, and the policy wants warning'],
    ['certainty', { minCertainty: 'possible' }, config({ minCertainty: 'proven' }), [], '"minCertainty" is proven, and the policy wants possible'],
    ['ignore patterns', { ignores: false }, config({ ignore: ['src/**'] }), [], 'ignore patterns of the tree count for nothing'],
    ['an ignore file', { ignores: false }, { '.jwtlintignore': 'src/\n' }, [], 'ignore patterns of the tree count for nothing'],
    ['roles', { paths: false }, config({ paths: { test: ['src/**'] } }), [], '"paths" counts for nothing'],
    ['exceptions of a rule', { noExceptions: ['no-alg-none'] }, { 'src/a.ts': reading.replace('export', '// jwtlint-disable-next-line no-alg-none -- we know\nexport') }, [], 'the policy takes no exception of no-alg-none'],
    ['a reason', { reasons: true }, { 'src/a.ts': reading.replace('export', '// jwtlint-disable-next-line no-alg-none\nexport') }, [], 'the policy demands a reason'],
    ['a last day', { longest: { exceptionDays: 30 } }, { 'src/a.ts': reading.replace('export', '// jwtlint-disable-next-line no-alg-none -- ok until=2027-03-31\nexport') }, ['--now', '2027-01-01'], 'lets an exception last 30 days at most'],
  ])('holds against %s', async (_name, policy, files, args, told) => {
    const ran = await under(policy, { 'src/a.ts': reading, ...files }, ...args);
    expect(ran).toMatchObject({ code: 1, found: [expect.stringMatching(/^src\/a\.ts:[23] no-alg-none$/)] });
    expect(ran.err).toContain(told);
  }, patience);

  test('holds against an accepted finding and a baseline', async () => {
    const folder = folderWith({ 'src/a.ts': reading });
    await runCommand(folder, 'baseline', 'create');
    const outside = folderWith({ 'policy.json': '{ "noExceptions": ["*"] }' });
    const policy = ['--policy', join(outside, 'policy.json')];
    expect((await runCommand(folder, '--baseline', 'jwtlint-baseline.txt')).code).toBe(0);
    expect((await runCommand(folder, '--baseline', 'jwtlint-baseline.txt', ...policy)).code).toBe(1);
    writeFileSync(join(folder, 'jwtlint.config.json'), '{ "allow": [{ "files": ["**"], "rule": "no-alg-none", "reason": "x" }] }');
    expect((await runCommand(folder)).code).toBe(0);
    expect((await runCommand(folder, ...policy)).code).toBe(1);
  }, patience);

  test('leaves what is stricter, and what it does not name', async () => {
    const policy = { rules: { 'no-alg-none': 'warning' }, failOn: 'error', preset: 'recommended', reasons: true, longest: { exceptionDays: 90 } };
    const ran = await under(policy, { 'src/a.ts': reading, ...config({ failOn: 'info', preset: 'strict' }) });
    expect(ran).toMatchObject({ code: 1, found: ['src/a.ts:2 no-alg-none'] });
    expect(ran.err).not.toContain('policy');
    const excused = reading.replace('export', '// jwtlint-disable-next-line no-alg-none -- ok until=2027-01-31\nexport');
    expect(await under(policy, { 'src/a.ts': excused }, '--now', '2027-01-01')).toMatchObject({ code: 0, found: [] });
  }, patience);

  test('limits lifetimes below what the configuration lets', async () => {
    const files = { 'a.ts': issuing, ...config({ rules: { 'no-long-lived-token': ['warning', { accessHours: 4000 }] } }) };
    expect((await under({}, files)).found).toEqual([]);
    const ran = await under({ longest: { accessHours: 12 } }, files);
    expect(ran.found).toEqual(['a.ts:2 no-long-lived-token']);
    expect(ran.err).toContain('"accessHours" of no-long-lived-token is 4000, and the policy allows 12');
  }, patience);

  test('brings its own help and address', async () => {
    const outside = folderWith({ 'policy.json': '{ "help": { "no-alg-none": "Page 12 of the handbook." }, "address": "security desk" }' });
    const { out } = await runCommand(folderWith({ 'a.ts': reading }), '--policy', join(outside, 'policy.json'));
    expect(out).toMatch(/help: .*Page 12 of the handbook\.[^]*Questions: security desk/);
  }, patience);

  test('is refused inside of the tree, behind whatever link', async () => {
    const folder = folderWith({ 'a.ts': reading, 'own/policy.json': '{}', 'src/b.ts': '' });
    const outside = folderWith({ 'policy.json': '{}' });
    mkdirSync(join(folder, '.git'));
    symlinkSync(join(outside, 'policy.json'), join(folder, 'linked.json'));
    symlinkSync(join(folder, 'own/policy.json'), join(outside, 'linked.json'));
    for (const path of [join(folder, 'own/policy.json'), 'own/policy.json', 'linked.json', join(outside, 'linked.json')])
      expect(await runCommand(folder, '--policy', path)).toMatchObject({ code: 2, out: '', err: expect.stringContaining('a policy inside the scanned tree is none') });
    expect(await runCommand(join(folder, 'src'), '--policy', '../own/policy.json')).toMatchObject({ code: 2 });
  }, patience);

  test('is checked, with the name that was meant', async () => {
    const bad = async (text: string): Promise<string> => {
      const outside = folderWith({ 'policy.json': text });
      const { code, err } = await runCommand(folderWith({ 'a.ts': reading }), '--policy', join(outside, 'policy.json'));
      expect(code).toBe(2);
      return err;
    };
    expect(await bad('{ "rulez": {} }')).toMatch(/policy\.json:1:3: unknown key "rulez"; did you mean "rules"\?/);
    expect(await bad('{ "rules": { "no-alg-non": "error" } }')).toContain('did you mean "no-alg-none"?');
    expect(await bad('{ "rules": { "no-alg-none": "off" } }')).toContain('must be one of info, warning, error');
    expect(await bad('{ "noExceptions": ["no-private-keys"] }')).toContain('did you mean "no-private-key"?');
    expect(await bad('{')).toMatch(/policy\.json:1:/);
    expect(await runCommand(folderWith({ 'a.ts': reading }), '--policy', join(folderWith({}), 'none.json'))).toMatchObject({ code: 2, err: expect.stringContaining('there is no such policy') });
  }, patience);
});
