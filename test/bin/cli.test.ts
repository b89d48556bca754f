// The command as a user runs it: a process, its exit code and its two streams. And the scanner below it, where a
// process could not show the case.

import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { afterAll, describe, expect, it } from 'vitest';
import { rules } from '../../rules/all.ts';
import { collected, scan } from '../../rules/scan.ts';
import { collected as collectedHere, scanWith } from '../../src/hosts/scan.ts';
import { fakeRule } from '../support/fake-facts.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const cli = join(root, 'dist/cli.js');
const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

const insecure = `import jwt from 'jsonwebtoken';
export const who = (token: string, key: string) => jwt.verify(token, key, { algorithms: ['none'], audience: 'a', issuer: 'b' });
`;
const endless = `import jwt from 'jsonwebtoken';
export const issue = (key: string) => jwt.sign({ a: 1 }, key, { algorithm: 'HS256' });
`;
const clean = 'export const one = 1;\n';
const manifest = JSON.stringify({ dependencies: { jsonwebtoken: '^9.0.2' } });

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'jwtlint-cli-'));
  folders.push(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

interface Ran { readonly code: number | null; readonly out: string; readonly err: string }

function run(cwd: string, args: readonly string[], { input = '', env = {}, closeEarly = false } = {}): Promise<Ran> {
  // Runs of these tests inside GitHub Actions or a coloured terminal must not differ.
  const { GITHUB_ACTIONS: _actions, FORCE_COLOR: _force, NO_COLOR: _no, ...inherited } = process.env;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, ...args], { cwd, env: { ...inherited, ...env } });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      if (closeEarly) child.stdout.destroy();
    });
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

const compact = async (cwd: string, args: readonly string[], more?: Parameters<typeof run>[2]) => {
  const { code, out, err } = await run(cwd, ['--format', 'compact', ...args], more);
  return { code, err, found: out.split('\n').filter(Boolean).map((line) => line.split(' ').slice(0, 3).join(' ').replace(/:\d+:\d+:/, '')) };
};

const mixed = { 'package.json': manifest, 'src/a.ts': insecure, 'src/b.ts': endless, 'src/c.ts': clean };
const error = 'src/a.ts error no-alg-none';
const warning = 'src/b.ts warning require-expiration';

describe('the exit code', () => {
  it('is 0 after a clean run, which says what it has seen', async () => {
    const ran = await run(folderOf({ 'a.ts': clean, '.env': 'PORT=1\n' }), []);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toBe('No findings.\nLooked at 2 files (1 env, 1 typescript): 1 read in full, 1 without a word that a finding needs. Skipped 0.\n');
  });

  it('follows --fail-on and --max-warnings', async () => {
    const folder = folderOf(mixed);
    const code = async (...args: string[]) => (await run(folder, args)).code;
    expect(await Promise.all([
      code(), code('--fail-on', 'never'), code('src/b.ts'), code('src/b.ts', '--fail-on', 'warning'), code('src/b.ts', '--fail-on=info'),
      code('src/b.ts', '--max-warnings', '0'), code('src/b.ts', '--max-warnings=1'), code('src/c.ts', '--max-warnings=0', '--fail-on=info'),
    ])).toEqual([1, 0, 0, 1, 1, 1, 0, 0]);
  });

  it('is 2 for a path that is not there, and the others are looked at', async () => {
    const ran = await compact(folderOf(mixed), ['nope.ts', 'src', 'no/such/*.ts']);
    expect(ran).toMatchObject({ code: 2, found: [error, warning] });
    expect(ran.err).toBe('jwtlint: no such file or folder: nope.ts\njwtlint: no such file or folder: no/such/*.ts\n');
  });

  it('is 2 for a file that can’t be parsed, unless that is allowed', async () => {
    const folder = folderOf({ 'a.ts': `${insecure}\nconst = ;\n`, 'b.ts': insecure });
    const [plain, allowed, strict] = await Promise.all([[], ['--allow-incomplete'], ['--allow-incomplete', '--fail-on-diagnostics']]
      .map((more) => compact(folder, ['--fail-on=never', ...more])));
    expect([plain!.code, allowed!.code, strict!.code]).toEqual([2, 0, 2]);
    expect(plain!.err).toMatch(/^jwtlint: a\.ts: \d+:\d+: /);
    expect(plain!.found).toContain('b.ts error no-alg-none');
  });

  it.each([
    [['--presset', 'all'], 'unknown option --presset; did you mean "--preset"?'],
    [['--format', 'sarf'], 'unknown format "sarf"; there are pretty, compact, json, sarif, '],
    [['--preset', 'stric'], '--preset must be one of recommended, strict, all, not "stric"; did you mean "strict"?'],
    [['--fail-on'], '--fail-on needs a value'],
    [['--quiet=1'], '--quiet takes no value'],
    [['--rule', 'no-agl-none: off'], 'unknown rule "no-agl-none"; did you mean "no-alg-none"?'],
    [['--rule', 'no-alg-none'], "--rule wants 'id: level', with one of off, info, warning, error"],
    [['--rule', 'no-alg-none: loud'], '--rule \'no-alg-none\' must be one of off, info, warning, error, not "loud"'],
    [['--max-warnings', 'many'], '--max-warnings must be a whole number, not "many"'],
    [['--max-file-size', 'big'], '--max-file-size must be a size such as 500000, 500k or 2m, not "big"'],
    [['--format', 'json='], '--format json= names no file'],
    [['--config', 'x.json'], 'x.json: there is no such file'],
    [['--config', 'x', '--no-config'], '--config and --no-config exclude each other'],
    [['--files-from', 'nope'], '--files-from: nope cannot be read (ENOENT)'],
    [['-'], '- needs --stdin-filename: the name says what the text is'],
    [['--stdin-filename', 'a.ts', 'b.ts'], '--stdin-filename takes - and no other path'],
    [['explain', 'no-alg'], 'unknown rule "no-alg"'],
    [['explain'], 'explain wants the id of a rule'],
  ])('is 2 for what it does not understand: %j', async (args, message) => {
    const ran = await run(folderOf({ 'a.ts': insecure }), args);
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err.split('\n')[0]).toContain(`jwtlint: ${message}`);
  });

  it('survives a reader that has seen enough', async () => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`src/${index}.ts`, insecure]));
    const ran = await run(folderOf(many), [], { closeEarly: true });
    expect([ran.code, ran.err]).toEqual([1, '']);
  });
});

describe('what is looked at', () => {
  it('may be files, folders and globs, and a literal path wins', async () => {
    const folder = folderOf({ 'app/[id]/(group)/page.ts': insecure, 'app/i/page.ts': insecure, 'lib/x.ts': insecure, 'lib/x.js': clean });
    const files = async (...args: string[]) => (await compact(folder, args)).found.map((line) => line.split(' ')[0]);
    expect(await files('app/[id]/(group)/page.ts')).toEqual(['app/[id]/(group)/page.ts']);
    expect(await files('app')).toEqual(['app/[id]/(group)/page.ts', 'app/i/page.ts']);
    expect(await files('lib/*.ts', 'app/i')).toEqual(['app/i/page.ts', 'lib/x.ts']);
  });

  it('may be listed in a file or on standard input', async () => {
    const folder = folderOf({ ...mixed, list: 'src/a.ts\nsrc/c.ts\n' });
    const lists = await Promise.all([
      compact(folder, ['--files-from', 'list']), compact(folder, ['--files-from', '-'], { input: 'src/a.ts\r\nsrc/c.ts' }),
      compact(folder, ['--files-from', '-'], { input: 'src/a.ts\0src/c.ts\0' }), compact(folder, ['--files-from', '-'], { input: '' }),
    ]);
    expect(lists.map(({ found }) => found)).toEqual([[error], [error], [error], []]);
    expect(lists[3]).toMatchObject({ code: 0 });
  });

  it('may be a text on standard input', async () => {
    const folder = folderOf({ 'package.json': manifest });
    const at = (path: string) => compact(folder, ['-', '--stdin-filename', path], { input: insecure });
    expect(await at('src/a.ts')).toMatchObject({ code: 1, found: [error] });
    expect(await at(join(folder, 'src/a.ts'))).toMatchObject({ code: 1, found: [error] });
    expect(await at('src/a.png')).toMatchObject({ code: 0 });
  });

  it('has a limit of size', async () => {
    const folder = folderOf({ 'a.ts': insecure });
    const ran = await compact(folder, ['--max-file-size', '100']);
    expect(ran).toMatchObject({ code: 2, found: [] });
    expect(ran.err).toContain('jwtlint: a.ts: ');
    expect((await compact(folder, ['--max-file-size', '1k'])).found).toHaveLength(1);
    expect((await compact(folder, ['-', '--stdin-filename', 'a.ts', '--max-file-size', '100'], { input: insecure })).err).toContain('more than --max-file-size');
  });

  it('finds what a large lockfile installs, once, whichever file is pointed at', async () => {
    const entries = Array.from({ length: 40_000 }, (_, index) => [`node_modules/package-${String(index)}`, { version: '1.0.0', resolved: 'https://registry.example.test/' }]);
    const packages = Object.fromEntries([...entries, ['node_modules/node-jose', { version: '0.10.0' }]]);
    const folder = folderOf({
      'package.json': JSON.stringify({ dependencies: { 'node-jose': '^0.10.0' } }),
      'package-lock.json': JSON.stringify({ lockfileVersion: 3, packages: { '': {}, ...packages } }, undefined, 2),
    });
    expect((await compact(folder, ['--no-ignore', '.'])).found).toEqual(['package.json error no-vulnerable-jwt-library']);
    expect((await compact(folder, ['package-lock.json'])).found).toEqual(['package-lock.json error no-vulnerable-jwt-library']);
  });

  it('includes tests as production code on demand', async () => {
    const folder = folderOf({ 'package.json': manifest, 'test/a.test.ts': insecure });
    expect((await compact(folder, [])).found).toEqual([]);
    expect((await compact(folder, ['--include-tests'])).found).toEqual(['test/a.test.ts error no-alg-none']);
  });
});

describe('what is reported', () => {
  it('depends on preset, rules and certainty', async () => {
    const folder = folderOf({ ...mixed, 'test/a.test.ts': insecure });
    const found = async (...args: string[]) => (await compact(folder, args)).found;
    expect(await found()).toEqual([error, warning]);
    expect(await found('--rule', 'no-alg-none: off')).toEqual([warning]);
    expect(await found('--rule', 'no-alg-none:info', '--rule', 'jwtlint/require-expiration: error')).toEqual(['src/a.ts info no-alg-none', 'src/b.ts error require-expiration', 'test/a.test.ts info no-alg-none']);
    expect(await found('--min-certainty', 'proven')).toEqual([]);
    // Of tests, signatures are for those who ask for everything.
    expect(await found('--preset', 'strict')).not.toContain('test/a.test.ts info no-alg-none');
    expect(await found('--preset', 'all')).toContain('test/a.test.ts info no-alg-none');
    expect(await found('--quiet')).toEqual([error]);
  });

  it('depends on the configuration, unless told otherwise', async () => {
    const config = `{
      // ours
      "rules": { "no-alg-none": "warning" },
      "overrides": [{ "files": ["src/b.ts"], "rules": { "require-expiration": "off" } }],
      "ignore": ["src/old"],
      "failOn": "warning",
    }`;
    const folder = folderOf({ ...mixed, 'src/old/x.ts': insecure, 'jwtlint.config.jsonc': config, 'other.json': '{ "rules": { "require-expiration": "off" } }' });
    const old = 'src/old/x.ts error no-alg-none';
    expect(await compact(folder, [])).toMatchObject({ code: 1, found: ['src/a.ts warning no-alg-none'] });
    expect(await compact(folder, ['--fail-on', 'error'])).toMatchObject({ code: 0 });
    expect(await compact(folder, ['--no-config'])).toMatchObject({ found: [error, warning, old] });
    expect(await compact(folder, ['--config', 'other.json'])).toMatchObject({ found: [error, old] });
    expect(await compact(folder, ['--no-ignore'])).toMatchObject({ found: ['src/a.ts warning no-alg-none', 'src/old/x.ts warning no-alg-none'] });
  });

  it('is not guessed from a broken configuration', async () => {
    const folder = folderOf({ ...mixed, 'jwtlint.config.jsonc': '{\n  "preste": "strict"\n}\n' });
    expect(await run(folder, [])).toEqual({ code: 2, out: '', err: 'jwtlint: jwtlint.config.jsonc:2:3: unknown key "preste"; did you mean "preset"?\n' });
    const above = folderOf({ 'jwtlint.config.json': '{', 'sub/a.ts': clean });
    expect((await run(join(above, 'sub'), [])).code).toBe(0);
  });

  it('leaves out what comments suppress, and says which of them are idle', async () => {
    const ignored = insecure.replace('export', '// jwtlint-disable-next-line no-alg-none -- a relic\nexport');
    const folder = folderOf({ 'a.ts': ignored, 'b.ts': `// jwtlint-disable-next-line no-alg-none -- idle\n${endless}` });
    const ran = await compact(folder, ['--rule', 'require-expiration: off']);
    expect(ran).toMatchObject({ code: 0, found: [] });
    expect(ran.err).toContain('jwtlint: b.ts: 1:1: unused jwtlint-disable-next-line for no-alg-none\n');
    expect((await compact(folder, ['--no-inline-ignores', 'a.ts']))).toMatchObject({ code: 1, found: ['a.ts error no-alg-none'] });
    expect((await run(folder, ['a.ts'])).out).toContain('1 finding suppressed.');
  });
});

describe('reports', () => {
  it('may be many, to files and to standard output', async () => {
    const folder = folderOf(mixed);
    const ran = await run(folder, ['--format', 'compact', '--format', 'json=out/deep/report.json', '--format', 'pretty=report.txt', '--color', 'never']);
    expect([ran.code, ran.out.split('\n').length]).toEqual([1, 3]);
    expect(readFileSync(join(folder, 'report.txt'), 'utf8')).toContain('2 findings in 2 files: 1 error, 1 warning.');
    const validate = new Ajv({ strict: false }).compile(JSON.parse(readFileSync(join(root, 'report-schema.json'), 'utf8')) as object);
    expect(validate(JSON.parse(readFileSync(join(folder, 'out/deep/report.json'), 'utf8'))) ? [] : validate.errors).toEqual([]);
  });

  it('that can’t be written are a fault', async () => {
    const folder = folderOf({ 'a.ts': clean });
    expect(await run(folder, ['--format', 'json=a.ts/x.json'])).toMatchObject({ code: 2, err: expect.stringMatching(/^jwtlint: cannot write a\.ts\/x\.json \(E/) as string });
  });

  it('are the same for the same input, whatever the order of the paths', async () => {
    const folder = folderOf({ ...mixed, '.env': 'JWT_SECRET=dev-only-example\n', 'Z.ts': insecure, 'ä.ts': insecure });
    const json = async (...args: string[]) => (await run(folder, ['--format', 'json', ...args])).out.replace(/"durationMs": \d+/, '');
    const [first, ...others] = await Promise.all([json('.env', 'Z.ts', 'src', 'ä.ts', 'package.json'), json('package.json', 'ä.ts', 'src', 'Z.ts', '.env', 'src/a.ts'), json('.')]);
    expect(others).toEqual([first, first]);
    const { findings } = JSON.parse(first.replace(/,\s*\}\s*\}\s*$/, '}}')) as { findings: { file: string }[] };
    const files = findings.map(({ file }) => file);
    expect(files).toEqual([...files].sort());
  });

  it('hold no secret, whatever the format', async () => {
    const folder = folderOf({ 'a.ts': "import jwt from 'jsonwebtoken';\nconst key = 'dev-only-example';\nexport const t = jwt.sign({}, key); // dev-only-example\n", '.env': 'JWT_SECRET=dev-only-example\n' });
    for (const format of ['pretty', 'compact', 'json']) {
      const ran = await run(folder, ['--preset', 'all', '--format', format]);
      expect(ran.code).toBe(1);
      expect(ran.out + ran.err).not.toContain('dev-only-example');
    }
  });

  it('are coloured when asked', async () => {
    const folder = folderOf({ 'a.ts': insecure });
    const isColored = async (args: readonly string[], env: Record<string, string> = {}) => (await run(folder, args, { env })).out.includes('\u001b[');
    expect(await Promise.all([
      isColored([]), isColored(['--color', 'always']), isColored([], { FORCE_COLOR: '1' }), isColored(['--color', 'never'], { FORCE_COLOR: '1' }),
    ])).toEqual([false, true, true, false]);
  });

  it('leave the rest to standard error', async () => {
    const folder = folderOf({ 'a.ts': clean });
    expect((await run(folder, ['--format', 'json'])).err).toMatch(/^Looked at 1 file /);
    expect((await run(folder, ['--format', 'json', '--quiet'])).err).toBe('');
    const { err } = await run(folderOf({ 'a.ts': insecure }), ['--stats']);
    expect(err).toMatch(/ ms\.\n/);
    // Stages add up: none is counted within another.
    const block = /Time by stage:\n((?: +[\d.]+ ms {2}[a-z ]+\n)+)/.exec(err)?.[1] ?? '';
    const times = new Map([...block.matchAll(/([\d.]+) ms {2}([a-z ]+)\n/g)].map(([, ms, stage]) => [stage, Number(ms)]));
    expect([...times.keys()]).toEqual(expect.arrayContaining(['list', 'read', 'gate', 'rooms', 'rules', 'together', 'the rest', 'report']));
    const whole = Number(/ ([\d.]+) ms\.\n/.exec(err)?.[1]);
    const sum = [...times].reduce((all, [stage, ms]) => (stage === 'report' ? all : all + ms), 0);
    expect(Math.abs(sum - whole)).toBeLessThan(2);
  });
});

describe('other commands', () => {
  it('print and do no more', async () => {
    const folder = folderOf({ 'a.ts': insecure });
    const [version, help, list, json, explain] = await Promise.all([
      run(folder, ['--version']), run(folder, ['-h']), run(folder, ['rules']), run(folder, ['rules', '--json']), run(folder, ['explain', 'no-alg-none']),
    ]);
    expect(version).toEqual({ code: 0, err: '', out: `${(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version}\n` });
    expect([help.code, help.out.includes('--files-from')]).toEqual([0, true]);
    expect(list.out.split('\n').filter((line) => /^[a-z]/.test(line))).toHaveLength(rules.length);
    expect((JSON.parse(json.out) as { id: string }[]).map(({ id }) => id)).toEqual(rules.map(({ id }) => id));
    expect(explain.out).toContain('Why: ');
  });
});

describe('the scanner as a library', () => {
  it('yields findings and returns the rest', async () => {
    const folder = folderOf(mixed);
    const seen: string[] = [];
    for await (const { ruleId } of scan({ root: folder })) seen.push(ruleId);
    expect(seen).toEqual(['no-alg-none', 'require-expiration']);
    expect((await collected(scan({ root: folder, paths: ['src'] }))).summary).toMatchObject({ findings: { error: 1, warning: 1 }, files: { seen: 3, gated: 1, parsed: 2, skipped: 0 } });
    await expect(collected(scan({ root: folder, rules: { 'no-agl-none': 'off' } }))).rejects.toThrow('unknown rule "no-agl-none"; did you mean "no-alg-none"?');
  });

  it('goes on after a fault in one rule or file', async () => {
    const folder = folderOf({ 'a.env': 'A=BAD', 'b.env': 'A=BAD' });
    const faulty = fakeRule({ id: 'no-faulty', check: ({ file }) => {
      if (file.path === 'a.env') throw new TypeError(`stumbled over ${file.text}`);
    } });
    const scanned = await collectedHere(scanWith([faulty, fakeRule({ id: 'no-bad' })], { root: folder }));
    expect(scanned.findings.map(({ file, ruleId }) => `${file} ${ruleId}`)).toEqual(['a.env no-bad', 'b.env no-bad']);
    expect(scanned.diagnostics).toEqual([{ file: 'a.env', kind: 'internal', message: 'the rule no-faulty failed: TypeError', incomplete: true }]);
    expect(scanned.faults).toBe(1);
  });

  it('reads no manifest through a link that leads out of the root', async () => {
    const outside = folderOf({ 'package.json': '{ "jwtlint": { "preset": "all" } }' });
    const folder = folderOf({ 'a.ts': insecure });
    symlinkSync(join(outside, 'package.json'), join(folder, 'package.json'));
    const { findings } = await collected(scan({ root: folder }));
    expect(findings.map(({ ruleId }) => ruleId)).toEqual(['no-alg-none']);
    expect(existsSync(join(folder, 'package.json'))).toBe(true);
  });
});
