// Rules live long: what was written for a rule under a former name holds, and a rule that came later is a hint until it is raised.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isNewerThan } from '../../src/findings/rule-names.ts';
import { gatedScan } from '../../src/hosts/gated-scan.ts';
import { collected } from '../../src/hosts/scan.ts';
import type { ScanOptions } from '../../src/hosts/run-options.ts';
import { folderWith, runCommand } from '../support/command.ts';
import { fakeRule } from '../support/fake-facts.ts';

const rule = fakeRule({ id: 'no-bad', formerly: ['no-evil', 'no-wicked'], since: '0.3' });

async function found(files: Readonly<Record<string, string>>, options: ScanOptions = {}, one = rule): Promise<string[]> {
  const folder = folderWith({ 'a.env': 'A=BAD', ...files });
  const { findings, diagnostics } = await collected(gatedScan([one], { root: folder, ...options }));
  expect(diagnostics).toEqual([]);
  return findings.map(({ severity, suppressed }) => (suppressed ? `${severity} by ${suppressed.by}` : severity));
}

test('former names count in configuration, options, comments and acceptances', async () => {
  const config = (settings: object): Record<string, string> => ({ 'jwtlint.config.json': JSON.stringify(settings) });
  expect(await found({})).toEqual(['error']);
  expect(await found(config({ rules: { 'no-evil': 'warning' } }))).toEqual(['warning']);
  expect(await found(config({ rules: { 'no-bad': 'error', 'no-wicked': 'warning' } }))).toEqual(['error']);
  expect(await found(config({ overrides: [{ files: ['*.env'], rules: { 'no-evil': 'off' } }] }))).toEqual([]);
  expect(await found({}, { rules: { 'no-evil': 'warning' } })).toEqual(['warning']);
  expect(await found(config({ allow: [{ files: ['a.env'], rule: 'no-evil', reason: 'x' }] }))).toEqual(['error by configuration']);
  expect(await found({ 'a.env': '# jwtlint-disable-next-line no-evil -- x\nA=BAD' })).toEqual(['error by jwtlint-disable-next-line']);
});

test('former names count in a policy and a baseline', async () => {
  const outside = mkdtempSync(join(tmpdir(), 'jwtlint-test-'));
  writeFileSync(join(outside, 'policy.json'), '{ "rules": { "no-evil": "error" } }');
  const folder = folderWith({ 'a.env': 'A=BAD', 'jwtlint.config.json': '{ "rules": { "no-bad": "off" } }', 'known.txt': '# jwtlint baseline 1, key 00000000000000000000000000000000\n' });
  const { findings } = await collected(gatedScan([rule], { root: folder, policy: join(outside, 'policy.json') }));
  expect(findings.map(({ severity }) => severity)).toEqual(['error']);
  rmSync(outside, { recursive: true });
  writeFileSync(join(folder, 'known.txt'), '# jwtlint baseline 1, key 00000000000000000000000000000000\nno-evil\tgone.env\t\t-\t-\n');
  const { known } = await collected(gatedScan([rule], { root: folder, baseline: 'known.txt', config: false }));
  expect(known?.stale.map((entry) => entry.rule)).toEqual(['no-bad']);
});

test('a rule newer than the edition is a hint until it is raised, unless it has proof', async () => {
  const edition = (settings: object): Record<string, string> => ({ 'jwtlint.config.json': JSON.stringify({ edition: '0.2', ...settings }) });
  expect(await found(edition({}))).toEqual(['info']);
  expect(await found(edition({ edition: '0.3' }))).toEqual(['error']);
  expect(await found(edition({ rules: { 'no-bad': 'warning' } }))).toEqual(['warning']);
  expect(await found(edition({}), {}, fakeRule({ id: 'no-bad', since: '0.3', report: () => ({ certainty: 'proven' }) }))).toEqual(['error']);
  expect(await found(edition({}), {}, fakeRule({ id: 'no-bad' }))).toEqual(['error']);
  await expect(found(edition({ edition: 'new' }))).rejects.toThrow('"edition" must be a version');
});

test('versions are compared by their numbers', () => {
  expect([['0.10', '0.9'], ['0.2', '0.2'], ['0.2.1', '0.2'], ['0.2', '0.3']].map(([a, b]) => isNewerThan(a!, b!))).toEqual([true, false, true, false]);
});

test('the command lists what came later, and completes from its tables', async () => {
  const folder = folderWith({});
  expect(await runCommand(folder, 'rules', '--changed-since', '99.0')).toMatchObject({ code: 0, out: '', err: expect.stringContaining('no rule is newer than 99.0') });
  expect((await runCommand(folder, 'rules', '--changed-since', '0.0')).out).toContain('no-alg-none');
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { code, out } = await runCommand(folder, 'completion', shell);
    expect([code, ['print-config', 'fail-on', 'no-alg-none', 'recommended strict all'].filter((word) => !out.includes(word))]).toEqual([0, []]);
  }
  expect(await runCommand(folder, 'completion', 'csh')).toMatchObject({ code: 2, err: expect.stringContaining('bash, zsh, fish') });
}, 60_000);
