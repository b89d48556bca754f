// A run that looks clean must be one that looked. Whatever makes it look at less than its user thinks says so, with the cure.

import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../rules/all.ts';
import { ConfigError } from '../src/hosts/config/config-file.ts';
import type { ScanOptions } from '../src/hosts/run-options.ts';
import { collected, scanWith } from '../src/hosts/scan.ts';
import { folderWith, runCommand } from './support/command.ts';

const insecure = "import jwt from 'jsonwebtoken';\nexport const read = (t, key) => jwt.verify(t, key, { algorithms: ['none'] });\n";
const found = (out: string): string[] => out.split('\n').filter(Boolean).map((line) => line.split(' ').slice(0, 3).join(' '));
const compact = async (folder: string, ...args: string[]) => {
  const ran = await runCommand(folder, '--format', 'compact', ...args);
  return { code: ran.code, found: found(ran.out), err: ran.err };
};

describe('the configuration', () => {
  const notes = async (config: string, more: Readonly<Record<string, string>> = {}, ...args: string[]) =>
    (await compact(folderWith({ 'src/a.ts': insecure, 'jwtlint.config.jsonc': config, ...more }), ...args)).err;

  it.each<[string, string, string, Readonly<Record<string, string>>?]>([
    ['overrides that match nothing', '{ "overrides": [{ "files": ["scr/**"], "rules": { "no-alg-none": "off" } }] }', '1:29: this pattern matches no file that is looked at'],
    ['paths that match nothing', '{ "paths": { "client": ["src/", "widgets/"] } }', '1:33: this pattern matches no file that is looked at'],
    ['services that match nothing', '{ "services": { "shop": ["apps/api"] } }', '1:26: this pattern matches no file that is looked at'],
    ['allow that accepts nothing', '{ "allow": [{ "files": ["src/a.ts"], "rule": "no-weak-secret", "reason": "x" }] }', '1:13: this accepts no finding'],
    ['a fingerprint that is gone', '{ "allow": [{ "fingerprint": "4f0c1b6a2d9e8375c0ffee0123456789", "reason": "x" }] }', '1:13: this accepts no finding'],
    ['allow that is over', '{ "allow": [{ "files": ["src/a.ts"], "rule": "no-alg-none", "reason": "x", "until": "2020-01-01" }] }', '1:13: this acceptance is over since 2020-01-01'],
    ['backslashes', '{ "ignore": ["src\\\\gen"] }', '1:14: this pattern has a backslash'],
    ['keys that stand twice', '{ "rules": { "no-alg-none": "off", "no-alg-none": "error" } }', '1:14: the key "no-alg-none" stands here a first time; only the last one counts'],
    ['two files', '{}', 'jwtlint.config.json: its configuration is not read, because jwtlint.config.jsonc is there', { 'jwtlint.config.json': '{ "preset": "all" }' }],
    ['a key of the manifest beside a file', '{}', 'package.json: its configuration is not read, because jwtlint.config.jsonc is there', { 'package.json': '{ "jwtlint": { "preset": "all" } }' }],
    ['a program', '{}', 'jwtlint.config.js: not read: the configuration is data', { 'jwtlint.config.js': 'export default {};' }],
  ])('says %s', async (_name, config, message, more) => {
    expect(await notes(config, more)).toContain(message);
  });

  it('is silent about what matches, and in runs that did not look at everything', async () => {
    const config = '{ "overrides": [{ "files": ["src/**"], "rules": { "require-issuer": "off" } }], "paths": { "server": ["src/a.ts"] }, "services": { "a": ["src"] }, '
      + '"allow": [{ "files": ["src/"], "rule": "no-alg-none", "reason": "x", "until": "2999-01-01" }] }';
    expect(await notes(config)).not.toMatch(/matches|accepts|over/);
    const idle = '{ "overrides": [{ "files": ["lib/**"], "rules": {} }] }';
    expect(await notes(idle, {}, 'src')).not.toContain('matches');
    expect(await notes(idle)).toContain('matches');
  });

  it('behind a link that leads nowhere is an error', async () => {
    const folder = folderWith({ 'src/a.ts': insecure });
    symlinkSync(join(folder, 'gone.jsonc'), join(folder, 'jwtlint.config.jsonc'));
    expect(await compact(folder)).toMatchObject({ code: 2, err: expect.stringContaining('jwtlint.config.jsonc: cannot be read: A symbolic link that leads nowhere') });
  });
});

describe('ignored means ignored', () => {
  const folder = folderWith({ 'legacy/a.ts': insecure, 'old/b.ts': insecure, 'src/c.ts': insecure, '.jwtlintignore': 'old/\n', 'jwtlint.config.jsonc': '{ "ignore": ["legacy/"] }', 'list.txt': 'legacy/a.ts\nold/b.ts\nsrc/c.ts\nsrc/gone.ts\n' });
  const word = 'ignored by .jwtlintignore or the configuration although named: legacy/a.ts, old/b.ts. --no-ignore looks at ignored files, too.';

  it('for paths named one by one, and in a list', async () => {
    for (const args of [['legacy/a.ts', 'old/b.ts', 'src/c.ts'], ['--files-from', 'list.txt']]) {
      const ran = await compact(folder, ...args);
      expect(ran).toMatchObject({ code: 1, found: ['src/c.ts:2:67: error no-alg-none'] });
      expect(ran.err).toContain(word);
    }
    expect((await compact(folder, 'legacy/a.ts', '--no-ignore')).found).toHaveLength(1);
    expect((await compact(folder, 'legacy/a.ts')).code).toBe(0);
  });

  it('for standard input', async () => {
    const scan = (more: ScanOptions) => collected(scanWith(rules, { root: folder, stdin: { filename: 'legacy/a.ts', content: insecure }, ...more }));
    expect(await scan({})).toMatchObject({ findings: [], notes: [expect.stringContaining('legacy/a.ts')] });
    expect((await scan({ noIgnore: true })).findings).toHaveLength(1);
  });

  it('and what is gone of a list is no error', async () => {
    expect((await compact(folder, '--files-from', 'list.txt')).err).toContain('1 of the listed paths is not there any more');
    expect(await compact(folder, 'src/gone.ts')).toMatchObject({ code: 2 });
  });
});

describe('options of the scanner as a library', () => {
  const folder = folderWith({ 'a.ts': insecure });
  it.each<[object, string]>([
    [{ presett: 'all' }, 'unknown option "presett"; did you mean "preset"?'],
    [{ preset: 'al' }, '"preset" must be one of recommended, strict, all'],
    [{ minCertainty: 'sure' }, '"minCertainty" must be one of proven, likely, possible'],
    [{ failOn: 'warn' }, '"failOn" must be one of never, error, warning, info'],
    [{ paths: 'src' }, '"paths" must be a list of texts'],
    [{ includeTests: 'yes' }, '"includeTests" must be true or false'],
    [{ rules: { 'no-alg-none': 'warn' } }, 'the level of no-alg-none must be one of off, info, warning, error'],
    [{ rules: { 'no-alg-nome': 'error' } }, 'unknown rule "no-alg-nome"; did you mean "no-alg-none"?'],
  ])('%j is refused in words', async (options, message) => {
    const run = collected(scanWith(rules, { root: folder, ...options }));
    await expect(run).rejects.toThrow(ConfigError);
    await expect(run).rejects.toThrow(message);
  });
});

describe('where a command looks', () => {
  const folder = folderWith({
    'jwtlint.config.jsonc': '{ "preset": "strict", "ignore": ["apps/old/"], "overrides": [{ "files": ["apps/api/**"], "rules": { "no-alg-none": "warning" } }] }',
    'apps/api/src/a.ts': insecure, 'apps/old/b.ts': insecure, 'apps/web/package.json': '{ "jwtlint": { "rules": { "no-alg-none": "off" } } }', 'apps/web/src/c.ts': insecure,
  });
  mkdirSync(join(folder, '.git'));
  const at = (path: string, ...args: string[]) => compact(join(folder, path), ...args);

  it('is upward to the repository’s root, and paths are the same from everywhere', async () => {
    const line = 'apps/api/src/a.ts:2:67: warning no-alg-none';
    expect((await at('.', 'apps/api')).found).toContain(line);
    for (const [path, ...args] of [['apps/api'], ['apps/api/src'], ['apps/api', 'src/a.ts'], ['apps/api', '../api/src/*.ts']] as const)
      expect((await at(path, ...args)).found).toContain(line);
    expect((await at('apps/old', 'b.ts')).err).toContain('named: apps/old/b.ts');
  });

  it('is the nearest one, which says so', async () => {
    expect((await at('apps/web/src')).found).toEqual([]);
    expect((await at('apps/web/src', '--stats')).err).toContain(`Configuration: apps/web/package.json; paths are relative to ${folder}.`);
    expect((await at('.')).found.join('\n')).not.toContain('apps/web');
  });

  it('can be asked', async () => {
    const ran = await runCommand(join(folder, 'apps/api'), 'print-config', 'src/a.ts', '--fail-on', 'info');
    expect(JSON.parse(ran.out)).toMatchObject({
      root: folder, configuration: 'jwtlint.config.jsonc', file: { path: 'apps/api/src/a.ts', role: 'production', ignored: false },
      preset: { value: 'strict', from: 'jwtlint.config.jsonc' }, failOn: { value: 'info', from: 'the command line' }, includeTests: { value: false, from: 'as usual' },
      rules: { 'no-alg-none': { level: 'warning', from: 'overrides[0] of jwtlint.config.jsonc' }, 'require-issuer': { level: 'by finding', from: 'the preset strict' } },
    });
    expect(JSON.parse((await runCommand(folder, 'print-config', 'apps/old/b.ts', '--no-config')).out)).toMatchObject({ configuration: null, file: { ignored: false } });
  });
});

describe('words of the command', () => {
  const folder = folderWith({ 'a.ts': insecure, 'b.ts': `${insecure}const = ;` });

  it('are those of other tools, too', async () => {
    const ids = async (...args: string[]): Promise<string[]> => (await compact(folder, 'a.ts', ...args)).found;
    for (const level of ['warn', '1']) expect(await ids('--rule', `jwtlint/no-alg-none: ${level}`)).toEqual(['a.ts:2:67: warning no-alg-none']);
    expect(await ids('--rule', 'no-alg-none: 0')).toEqual([]);
    expect((await runCommand(folder, 'a.ts', '--json')).out).toMatch(/^\{/);
    expect((await runCommand(folder, 'a.ts', '-f', 'compact', '-q', '--no-color')).out).toMatch(/^a\.ts:2:67: error/);
    expect((await runCommand(folder, '-v')).out).toMatch(/^\d+\.\d+\.\d+/);
    expect((await runCommand(folder, 'help')).out).toContain('--files-from');
  });

  it('say what to type instead', async () => {
    expect(await runCommand(folder, 'lint')).toMatchObject({ code: 2, err: expect.stringContaining('jwtlint [paths…] scans') });
    expect(await runCommand(folder, 'explain', 'no-alg')).toMatchObject({ code: 2, err: expect.stringContaining('did you mean "no-alg-none"?') });
    expect(await runCommand(folder, '--format', 'pretty', '--format', 'json')).toMatchObject({ code: 2, out: '', err: expect.stringContaining('--format json=FILE') });
    mkdirSync(join(folder, 'lint'), { recursive: true });
    expect((await runCommand(folder, 'lint')).err).toContain('nothing was looked at');
  });

  it('never say "No findings." of a run that did not look at all', async () => {
    const ran = await runCommand(folder, 'b.ts', '--rule', 'no-alg-none: off');
    expect(ran).toMatchObject({ code: 2, out: expect.stringContaining('No findings in what was looked at, which was not all') });
    expect((await runCommand(folder, 'a.ts', 'gone.ts', '--rule', 'no-alg-none: off')).out).not.toContain('No findings.');
  });

  it('list what was skipped', async () => {
    const skipping = folderWith({ 'a.ts': 'x', 'logo.png': 'x', 'gen/b.ts': insecure, '.jwtlintignore': 'gen/' });
    const ran = await runCommand(skipping, '--stats');
    expect(ran.out).toContain('Skipped 2 (ignored, no text, or not readable).');
    expect(ran.err).toContain('Skipped:\n  gen/b.ts\n  logo.png\n');
  });
});
