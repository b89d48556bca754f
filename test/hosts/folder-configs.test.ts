// Configurations and ignore files in folders: the nearest counts whole, `extends` takes over others, ignore patterns add up.

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/all.ts';
import { globBelow, over, seenFromRoot, type Config } from '../../src/hosts/config/config.ts';
import { ConfigError, longestChain } from '../../src/hosts/config/config-file.ts';
import type { ScanOptions } from '../../src/hosts/run-options.ts';
import { collected, scanWith } from '../../src/hosts/scan.ts';
import { ignoredBy } from '../../src/source/ignores.ts';
import { folderWith, runCommand } from '../support/command.ts';

const insecure = "import jwt from 'jsonwebtoken';\nexport const read = (t, k) => jwt.verify(t, k, { algorithms: ['none'] });\n";

async function told(files: Readonly<Record<string, string>>, options: ScanOptions = {}): Promise<{ found: string[]; notes: string[]; skipped: readonly string[] }> {
  const { findings, diagnostics, skipped } = await collected(scanWith(rules, { root: folderWith(files), ...options }));
  return {
    found: findings.filter(({ ruleId, suppressed }) => ruleId === 'no-alg-none' && suppressed === null).map(({ file, severity }) => `${file} ${severity}`),
    notes: diagnostics.map(({ file, message }) => `${file}: ${message}`), skipped,
  };
}

const level = (severity: string, more: object = {}): string => JSON.stringify({ rules: { 'no-alg-none': severity }, ...more });

describe('the nearest configuration', () => {
  it.each<[string, Record<string, string>, string[]]>([
    ['counts for the files below it', { 'jwtlint.config.json': level('info'), 'a/jwtlint.config.jsonc': level('warning') }, ['a/b/y.js warning', 'a/x.js warning', 'x.js info']],
    ['counts whole', { 'jwtlint.config.json': level('info'), 'a/jwtlint.config.jsonc': '{}' }, ['a/b/y.js error', 'a/x.js error', 'x.js info']],
    ['may be the key of a manifest', { 'a/package.json': `{ "jwtlint": ${level('off')} }` }, ['x.js error']],
    ['of two goes before the one above', { 'a/jwtlint.config.json': level('off'), 'a/b/jwtlint.config.json': level('warning') }, ['a/b/y.js warning', 'x.js error']],
    ['means its patterns from its folder on', { 'a/jwtlint.config.json': JSON.stringify({ overrides: [{ files: ['b/'], rules: { 'no-alg-none': 'off' } }] }) }, ['a/x.js error', 'x.js error']],
    ['ignores below it', { 'a/jwtlint.config.json': '{ "ignore": ["y.js"] }' }, ['a/x.js error', 'x.js error']],
    ['does not undo what is ignored above', { 'jwtlint.config.json': '{ "ignore": ["a/b/"] }', 'a/jwtlint.config.json': '{ "ignore": ["!b/"] }' }, ['a/x.js error', 'x.js error']],
    ['accepts what lies below it', { 'jwtlint.config.json': level('info'), 'a/jwtlint.config.json': JSON.stringify({ allow: [{ rule: 'no-alg-none', files: ['*.js'], reason: 'why' }] }) }, ['x.js info']],
    ['is an ignore file, too', { 'a/.jwtlintignore': 'b/\n' }, ['a/x.js error', 'x.js error']],
  ])('%s', async (_, files, expected) => {
    expect((await told({ 'x.js': insecure, 'a/x.js': insecure, 'a/b/y.js': insecure, ...files }, {})).found).toEqual(expected);
  });

  const files = { 'x.js': insecure, 'a/x.js': insecure, 'a/jwtlint.config.json': level('warning', { failOn: 'warning', ignore: ['y.js'] }), 'a/y.js': insecure };

  it.each<[string, ScanOptions, string[]]>([
    ['a file that is named', { paths: ['a/x.js'] }, ['a/x.js warning']],
    ['a folder that is named', { paths: ['a'] }, ['a/x.js warning']],
    ['a text on standard input', { stdin: { filename: 'a/z.js', content: insecure } }, ['a/z.js warning']],
    ['one that is named instead', { paths: ['a/x.js'], config: false }, ['a/x.js error']],
    ['no ignore file', { paths: ['a'], noIgnore: true }, ['a/x.js warning', 'a/y.js warning']],
  ])('counts for %s', async (_, options, expected) => {
    expect((await told(files, options)).found).toEqual(expected);
  });

  it('says what the run fails on where the run starts', async () => {
    expect((await told(files)).notes).toEqual(['a/jwtlint.config.json: "failOn" counts for runs that start in this folder, not for this one']);
    expect((await told(files, { from: 'a', paths: ['a'] })).notes).toEqual([]);
    const folder = folderWith({ ...files, '.git/HEAD': '' });
    const [above, inside] = [await runCommand(folder, 'a', '--format', 'json'), await runCommand(join(folder, 'a'), '--format', 'json')];
    expect([above.code, inside.code]).toEqual([0, 1]);
    const findings = ({ out }: { out: string }): unknown => (JSON.parse(out) as { findings: unknown }).findings;
    expect(findings(inside)).toEqual(findings(above));
  });

  it('stops at the floor of a policy', async () => {
    const policy = join(folderWith({ 'policy.json': '{ "rules": { "no-alg-none": "error" }, "ignores": false }' }), 'policy.json');
    const { found, notes } = await told({ 'a/x.js': insecure, 'a/jwtlint.config.json': level('off', { ignore: ['x.js'] }) }, { policy });
    expect(found).toEqual(['a/x.js error']);
    expect(notes.join('\n')).toContain('a/jwtlint.config.json: Below the policy, which holds: no-alg-none is off, and the policy wants error');
  });

  it('tells its own mistakes', async () => {
    await expect(told({ 'x.js': insecure, 'a/x.js': insecure, 'a/jwtlint.config.json': '{ "presett": "all" }' })).rejects.toThrow('a/jwtlint.config.json:1:3');
    const { notes } = await told({ 'a/x.js': insecure, 'a/jwtlint.config.json': JSON.stringify({ overrides: [{ files: ['gone/'], rules: {} }] }) });
    expect(notes).toEqual(['a/jwtlint.config.json: 1:25: this pattern matches no file that is looked at: correct it or take it out']);
  });
});

describe('extends', () => {
  it.each<[string, Record<string, string>, string[]]>([
    ['takes over', { 'jwtlint.config.json': level('info'), 'a/jwtlint.config.json': '{ "extends": "../jwtlint.config.json" }' }, ['a/x.js info', 'x.js info']],
    ['is laid under', { 'jwtlint.config.json': level('info'), 'a/jwtlint.config.json': level('warning', { extends: '../jwtlint.config.json' }) }, ['a/x.js warning', 'x.js info']],
    ['goes on', { 'one.json': level('warning'), 'b/two.json': '{ "extends": ["../one.json"] }', 'jwtlint.config.json': '{ "extends": ["./b/two.json"] }' }, ['a/x.js warning', 'x.js warning']],
    ['takes a later one before an earlier', { 'one.json': level('warning'), 'two.json': level('off'), 'jwtlint.config.json': '{ "extends": ["two.json", "one.json"] }' }, ['a/x.js warning', 'x.js warning']],
    ['holds against an override below', {
      'one.json': JSON.stringify({ overrides: [{ files: ['**/*.js'], rules: { 'no-alg-none': 'off' } }] }), 'jwtlint.config.json': level('warning', { extends: './one.json' }),
    }, ['a/x.js warning', 'x.js warning']],
  ])('%s', async (_, files, expected) => {
    expect((await told({ 'x.js': insecure, 'a/x.js': insecure, ...files })).found).toEqual(expected);
  });

  it.each<[string, Record<string, string>, string]>([
    ['a circle', { 'jwtlint.config.json': '{ "extends": "./b.json" }', 'b.json': '{ "extends": "./jwtlint.config.json" }' }, 'b.json:1:14: "extends" goes in a circle'],
    ['itself', { 'jwtlint.config.json': '{ "extends": "./jwtlint.config.json" }' }, '"extends" goes in a circle'],
    ['a way out', { 'jwtlint.config.json': '{ "extends": "../other.json" }' }, '"extends" leads out of the root'],
    ['an absolute path', { 'jwtlint.config.json': '{ "extends": "/etc/other.json" }' }, '"extends" leads out of the root'],
    ['none', { 'jwtlint.config.json': '{ "extends": "./gone.json" }' }, '"extends": there is no file'],
    ['a manifest without the key', { 'jwtlint.config.json': '{ "extends": "./package.json" }', 'package.json': '{}' }, 'has no configuration'],
    ['a number', { 'jwtlint.config.json': '{ "extends": 1 }' }, '"extends" must be'],
    ['too many', Object.fromEntries(Array.from({ length: longestChain + 2 }, (_, at) =>
      [at === 0 ? 'jwtlint.config.json' : `c${String(at)}.json`, `{ "extends": "./c${String(at + 1)}.json" }`])), `"extends" goes through more than ${String(longestChain)} files`],
  ])('refuses %s', async (_, files, message) => {
    const run = told({ 'x.js': insecure, ...files });
    await expect(run).rejects.toThrow(ConfigError);
    await expect(run).rejects.toThrow(message);
  });

  it('joins lists', () => {
    const one: Config = { rules: {}, overrides: [], ignore: ['a'], allow: [], secretNames: ['x'], services: { s: ['s/'] }, paths: { client: ['c'] } };
    expect(over(one, { rules: {}, overrides: [], ignore: ['b'], secretNames: ['y'], services: { t: ['t/'] }, paths: { client: ['d'], test: ['e'] } })).toMatchObject({
      ignore: ['a', 'b'], secretNames: ['x', 'y'], services: { s: ['s/'], t: ['t/'] }, paths: { client: ['c', 'd'], test: ['e'] },
    });
  });
});

describe('patterns of a folder', () => {
  it.each([
    ['*.js', 'p/a/x.js', true], ['*.js', 'p/x.js', true], ['*.js', 'x.js', false], ['/x.js', 'p/x.js', true], ['/x.js', 'p/a/x.js', false],
    ['a/*.js', 'p/a/x.js', true], ['a/', 'p/b/a/x.js', true], ['./x.js', 'p/x.js', true], ['*.{js,ts}', 'p/x.ts', true],
  ] as const)('%s for %s', (glob, path, expected) => {
    expect(ignoredBy('', [globBelow('p', glob)])(path)).toBe(expected);
  });

  it('in folders with signs', () => {
    expect(ignoredBy('', [globBelow('app/[id]/(g)', '*.ts')])('app/[id]/(g)/x.ts')).toBe(true);
    expect(seenFromRoot({ rules: {}, overrides: [], ignore: ['!x'] }, 'p').ignore).toEqual(['!/p/**/x']);
  });
});
