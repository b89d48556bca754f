// What the configuration says of paths, and the findings that it accepts: the same in the command and in ESLint.

import { join } from 'node:path';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/all.ts';
import type { Finding } from '../../src/findings/finding.ts';
import { ConfigError, configOf } from '../../src/hosts/config/config-file.ts';
import { eslintRule } from '../../src/hosts/eslint.ts';
import { collected, scanWith } from '../../src/hosts/scan.ts';
import { folderWith } from '../support/command.ts';
import { root } from '../support/fixture-file.ts';

const signing = "import jwt from 'jsonwebtoken';\nexport const issue = (sub) => jwt.sign({ sub }, 'keyboard cat', { expiresIn: '1h' });\n";
const ours = ['no-client-secret', 'no-hardcoded-secret'];

async function found(config: object, files: Readonly<Record<string, string>>, more: object = {}): Promise<readonly Finding[]> {
  const folder = folderWith({ ...files, 'jwtlint.config.jsonc': JSON.stringify(config) });
  const { findings } = await collected(scanWith(rules, { root: folder, preset: 'all', ...more }));
  return findings.filter(({ ruleId }) => ours.includes(ruleId));
}

const said = (findings: readonly Finding[]): string[] =>
  findings.map(({ file, ruleId, severity, suppressed }) => `${file} ${severity} ${ruleId}${suppressed ? ` (${suppressed.by}: ${suppressed.reason})` : ''}`);

function linted(jwtlint: object, path: string): string[] {
  const plugin = { rules: Object.fromEntries(rules.map((rule) => [rule.id, eslintRule(rule)])) };
  return new Linter({ cwd: root })
    .verify(signing, [{ plugins: { jwtlint: plugin }, settings: { jwtlint: { preset: 'all', ...jwtlint } }, rules: Object.fromEntries(ours.map((id) => [`jwtlint/${id}`, 'error' as const])) }], { filename: join(root, path) })
    .map(({ ruleId }) => ruleId?.replace('jwtlint/', '') ?? '').sort();
}

describe('paths', () => {
  it.each<[string, object, string, string[]]>([
    ['nothing', {}, 'src/a.js', ['error no-hardcoded-secret']],
    ['client', { client: ['src'] }, 'src/a.js', ['error no-client-secret']],
    ['server, against the signs of the file', { server: ['components/**'] }, 'components/a.js', ['error no-hardcoded-secret']],
    ['both: client', { client: ['src/a.js'], server: ['src'] }, 'src/a.js', ['error no-client-secret']],
    ['test', { test: ['src/checks/'] }, 'src/checks/a.js', ['info no-hardcoded-secret']],
    ['test, with a way out', { test: ['src/checks/**', '!src/checks/a.js'] }, 'src/checks/a.js', ['error no-hardcoded-secret']],
    ['a test by name', {}, 'test/a.js', ['info no-hardcoded-secret']],
    ['production, against the name', { production: ['test/a.js'] }, 'test/a.js', ['error no-hardcoded-secret']],
    ['both: production', { production: ['src'], test: ['src'] }, 'src/a.js', ['error no-hardcoded-secret']],
  ])('%s', async (_, paths, path, expected) => {
    expect(said(await found({ paths }, { [path]: signing })).sort()).toEqual(expected.map((line) => `${path} ${line}`));
  });

  it('end or begin a chain of imports', async () => {
    const files = { 'src/key.js': signing, 'src/page.js': "import { issue } from './key.js';\nissue('x');\n" };
    expect(said(await found({ paths: { client: ['src/page.js'] } }, files))).toContain('src/key.js error no-client-secret');
    expect(said(await found({}, files))).not.toContain('src/key.js error no-client-secret');
  });

  it('win over a folder of tests that was pointed at', async () => {
    const files = { 'test/app/a.js': signing };
    expect(said(await found({ paths: { test: ['test/app'] } }, files, { paths: ['test/app'] }))).toEqual(['test/app/a.js info no-hardcoded-secret']);
  });

  it('hold in ESLint', () => {
    expect(linted({}, 'src/a.js')).toEqual(['no-hardcoded-secret']);
    expect(linted({ paths: { client: ['src'] } }, 'src/a.js')).toEqual(['no-client-secret']);
    expect(() => linted({ paths: { clients: [] } }, 'src/a.js')).toThrow('unknown key "clients"; did you mean "client"?');
  });
});

describe('accepted findings', () => {
  const files = { 'src/a.js': signing };
  const reason = 'a demo';

  it('by rule and files', async () => {
    const findings = await found({ allow: [{ files: ['src/**'], rule: 'no-hardcoded-secret', reason }] }, { ...files, 'lib/a.js': signing });
    expect(said(findings)).toEqual(['lib/a.js error no-hardcoded-secret', 'src/a.js error no-hardcoded-secret (configuration: a demo)']);
  });

  it('by fingerprint, and only that one', async () => {
    const twice = { 'src/a.js': signing, 'src/b.js': signing };
    const [first] = await found({}, twice);
    const allow = [{ fingerprint: first!.fingerprint, reason }];
    expect(said(await found({ allow }, twice))).toEqual(['src/a.js error no-hardcoded-secret (configuration: a demo)', 'src/b.js error no-hardcoded-secret']);
    expect([linted({ allow }, 'src/a.js'), linted({ allow }, 'src/b.js')]).toEqual([[], ['no-hardcoded-secret']]);
  });

  it('until a day', async () => {
    const allow = [{ files: ['src'], rule: 'no-hardcoded-secret', reason, until: '2027-01-31' }];
    const suppressed = async (today: string) => (await found({ allow }, files, { today })).filter((finding) => finding.suppressed).length;
    expect([await suppressed('2027-01-31'), await suppressed('2027-02-01')]).toEqual([1, 0]);
  });

  it('do not fail a run', async () => {
    const folder = folderWith({ ...files, 'jwtlint.config.jsonc': JSON.stringify({ allow: [{ files: ['src'], rule: 'no-hardcoded-secret', reason }] }) });
    const { summary } = await collected(scanWith(rules, { root: folder }));
    expect([summary.findings.error, summary.suppressed]).toEqual([0, 1]);
  });

  it.each<[string, string]>([
    ['[{}]', 'entry 1 of "allow" lacks "fingerprint"'],
    ['[{"files":["a"],"reason":"x"}]', 'entry 1 of "allow" lacks "rule"'],
    ['[{"files":["a"],"rule":"no-weak-secret"}]', 'entry 1 of "allow" lacks "reason"'],
    ['[{"files":["a"],"rule":"no-weak-secrets","reason":"x"}]', 'unknown rule "no-weak-secrets"; did you mean "no-weak-secret"?'],
    ['[{"fingerprint":"abc","reason":"x"}]', '"fingerprint" must have 32 characters'],
    ['[{"files":["a"],"rule":"no-weak-secret","reason":"","until":"2027-01-31"}]', '"reason" must not be empty'],
    ['[{"files":["a"],"rule":"no-weak-secret","reason":"x","until":"31.1.2027"}]', '"until" must be a day, as 2027-01-31'],
  ])('are checked: %s', (allow, message) => {
    expect(() => configOf(rules, (path) => (path === 'jwtlint.config.jsonc' ? `{"allow": ${allow}}` : undefined))).toThrow(message);
    expect(() => configOf(rules, (path) => (path === 'jwtlint.config.jsonc' ? `{"allow": ${allow}}` : undefined))).toThrow(ConfigError);
  });
});
