// What a project may throw at the command: broken, unreadable, huge and deeply nested files. It says what it could not
// do, does the rest, gives the right exit code, and takes its time in proportion.

import { chmodSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { factsOf } from '../src/facts/facts-of.ts';
import { sourceFileOf } from '../src/source/source-file-of.ts';
import { folderWith, placesIn, runCommand } from './support/command.ts';

const insecure = "import jwt from 'jsonwebtoken';\nexport const who = (token, key) => jwt.verify(token, key, { algorithms: ['none'] });\n";
const compact = (folder: string, ...args: string[]) => runCommand(folder, '--format', 'compact', ...args);

describe('what can’t be read or parsed', () => {
  it('is a diagnostic, and the rest of the file and the others are judged', async () => {
    const folder = folderWith({ 'a.js': `${insecure}export const = 5;\nexport function later() {}\n`, 'b.js': insecure, 'c.json': '{ "jwtSecret": "x", ', 'd.yaml': 'jwtSecret: x\njwt: [\n' });
    const ran = await compact(folder);
    expect(placesIn(ran.out)).toEqual(expect.arrayContaining(['a.js:2 no-alg-none', 'b.js:2 no-alg-none']));
    expect(ran.code).toBe(2);
    expect(ran.err).toMatch(/^jwtlint: a\.js: 3:\d+: /m);
    expect(ran.err).toMatch(/^jwtlint: c\.json: 1:\d+: /m);
    expect(ran.err).toMatch(/^jwtlint: d\.yaml: \d+:\d+: /m);
    expect((await compact(folder, '--allow-incomplete')).code).toBe(1);
    expect((await compact(folder, '--fail-on', 'never', '--allow-incomplete')).code).toBe(0);
    expect((await compact(folder, '--fail-on', 'never', '--allow-incomplete', '--fail-on-diagnostics')).code).toBe(2);
  });

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('may be a folder or a file without permission', async () => {
    const folder = folderWith({ 'a.js': insecure, 'closed/b.js': insecure, 'c.js': insecure });
    chmodSync(join(folder, 'closed'), 0o000);
    chmodSync(join(folder, 'c.js'), 0o000);
    const ran = await compact(folder);
    chmodSync(join(folder, 'closed'), 0o755);
    expect(placesIn(ran.out)).toEqual(['a.js:2 no-alg-none']);
    expect(ran.code).toBe(2);
    expect(ran.err).toMatch(/^jwtlint: c\.js: No permission to read it\.\njwtlint: closed: No permission to read it\.\njwtlint: not analysed to the end: c\.js \(unreadable\), closed \(unreadable\)\. /);
  });

  it('may be too large: 50 MB without a word that matters are cleared', async () => {
    const folder = folderWith({ 'a.js': insecure, 'big.js': 'const a = 1;\n' });
    truncateSync(join(folder, 'big.js'), 50e6);
    const ran = await compact(folder);
    expect([ran.code, placesIn(ran.out)]).toEqual([1, ['a.js:2 no-alg-none']]);
    expect(ran.err).toBe('jwtlint: big.js: The file has 50000000 bytes; the limit is 2097152 (--max-file-size).\n');
    expect(ran.ms).toBeLessThan(5000);
  });

  it('may be no text', async () => {
    const folder = folderWith({ 'a.js': Buffer.from([0x6a, 0x77, 0x74, 0, 1, 2, 0xff, 0xfe, 0, ...Buffer.from('import "jsonwebtoken"')]), 'b.js': insecure });
    const ran = await compact(folder);
    expect([ran.code, placesIn(ran.out)]).toEqual([2, ['b.js:2 no-alg-none']]);
    expect(ran.err).toMatch(/^jwtlint: a\.js: /);
  });
});

describe('what there is to look at', () => {
  it('may be nothing', async () => {
    const ran = await runCommand(folderWith({}));
    expect(ran).toMatchObject({ code: 2, err: 'jwtlint: nothing was looked at: there is no text here that is not ignored; --stats lists what was skipped\n', out: 'No findings in what was looked at, which was not all: see the error output.\nLooked at 0 files: 0 read in full, 0 without a word that a finding needs. Skipped 0.\n' });
    expect((await runCommand(folderWith({ 'empty.js': '', '.env': '', 'e.json': '', 'e.yaml': '', 'e.toml': '' }))).code).toBe(0);
  });

  it('may not be there', async () => {
    const ran = await compact(folderWith({ 'a.js': insecure }), 'missing/', 'a.js');
    expect(ran).toMatchObject({ code: 2, err: 'jwtlint: no such file or folder: missing/\n' });
    expect(placesIn(ran.out)).toEqual(['a.js:2 no-alg-none']);
  });
});

describe('a configuration that can’t be used', () => {
  it.each([
    ['{ "rules": { "no-alg-none": "eror" } }', /^jwtlint: jwtlint\.config\.json:1:\d+: .*did you mean "error"\?\n$/],
    ['{ "rules": ', /^jwtlint: jwtlint\.config\.json:1:\d+: /],
    ['{ "rules": { "no-agl-none": "off" } }', /unknown rule "no-agl-none"; did you mean "no-alg-none"\?/],
    ['[]', /must be an object/],
    ['', /^jwtlint: jwtlint\.config\.json:1:1: /],
  ])('is named with its place: %s', async (text, message) => {
    const ran = await runCommand(folderWith({ 'a.js': insecure, 'jwtlint.config.json': text }));
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toMatch(message);
  });
});

describe('deep and long code', () => {
  const call = (argument: string): string => `${insecure}jwt.sign({ a: 1 }, ${argument}, { algorithm: 'HS256', expiresIn: '5m' });\n`;
  const repeated = (count: number, part: string): string => part.repeat(count);
  const sources: Readonly<Record<string, string>> = {
    parentheses: call(`${repeated(10_000, '(')}key${repeated(10_000, ')')}`),
    lists: call(`${repeated(10_000, '[')}key${repeated(10_000, ']')}`),
    objects: call(`${repeated(5000, '{ a: ')}key${repeated(5000, ' }')}`),
    'calls in calls': call(`${repeated(5000, 'f(')}key${repeated(5000, ')')}`),
    'a chain of calls': call(`a${repeated(5000, '.b().c()')}`),
    'a chain of members': call(`a${repeated(20_000, '.b')}`),
    'a concatenation': call(Array.from({ length: 5000 }, () => "'part'").join(' + ')),
    'a concatenation of names': call(Array.from({ length: 5000 }, (_, at) => `k${at}`).join(' + ')),
    'a chain of fallbacks': call(Array.from({ length: 5000 }, (_, at) => `process.env.K${at}`).join(' || ')),
    'a chain of conditions': call(`${repeated(3000, 'x ? y : ')}z`),
    'arrow functions': call(`${repeated(3000, '() => ')}key`),
    templates: call(`${repeated(1500, '`${')}key${repeated(1500, '}`')}`),
    blocks: `${insecure}${repeated(5000, '{ ')}jwt.sign({}, key);${repeated(5000, ' }')}\n`,
    'names of names': `${insecure}const k0 = process.env.KEY;\n${Array.from({ length: 5000 }, (_, at) => `const k${at + 1} = k${at};\n`).join('')}jwt.sign({}, k5000);\n`,
    'doubled names': `${insecure}const d0 = 'part';\n${Array.from({ length: 60 }, (_, at) => `const d${at + 1} = d${at} + d${at};\n`).join('')}jwt.sign({}, d60);\n`,
    'doubled lists': `${insecure}const l0 = ['part'];\n${Array.from({ length: 60 }, (_, at) => `const l${at + 1} = [...l${at}, ...l${at}];\n`).join('')}jwt.sign({}, key, { algorithms: l60 });\n`,
    'doubled choices': `${insecure}const c0 = process.env.A;\n${Array.from({ length: 60 }, (_, at) => `const c${at + 1} = x ? c${at} : c${at};\n`).join('')}jwt.sign({}, c60);\n`,
    'doubled objects': `${insecure}const o0 = { a: 1 };\n${Array.from({ length: 60 }, (_, at) => `const o${at + 1} = { a: o${at}, b: o${at} };\n`).join('')}jwt.sign(o60, key);\n`,
    'doubled functions': `${insecure}const f0 = (k) => k;\n${Array.from({ length: 40 }, (_, at) => `const f${at + 1} = (k) => f${at}(k) || f${at}(k);\n`).join('')}jwt.sign({}, f40('x'));\n`,
    'functions that pass on': `${insecure}function g0(k) { return k; }\n${Array.from({ length: 40 }, (_, at) => `function g${at + 1}(k) { return { a: g${at}(k), b: g${at}({ k, l: k }) }; }\n`).join('')}jwt.sign({}, g40(process.env.K));\n`,
  };

  // The parser would end the process, which no one could catch (see src/syntax/code.ts).
  it.each(['parentheses', 'lists', 'objects', 'calls in calls', 'blocks'])('%s are a diagnostic', async (name) => {
    expect((await compact(folderWith({ 'deep.js': sources[name]! }))).err).toMatch(/^jwtlint: deep\.js: \d+:\d+: Nested too deeply to be parsed\.\n/);
  });

  // A process starts, loads the parser and reads the file: seconds stand for a crowded machine, not for the work.
  it.each(Object.keys(sources))('%s', async (name) => {
    const ran = await compact(folderWith({ 'deep.js': sources[name]!, 'other.js': insecure }));
    expect(ran.code).toBe(ran.err === '' ? 1 : 2);
    expect(ran.err).not.toMatch(/internal|failed: /);
    expect(placesIn(ran.out)).toContain('other.js:2 no-alg-none');
    expect(ran.ms).toBeLessThan(10_000);
  }, 30_000);

  // What a call answers became twice as large at every function, was cut, and doubled again: 10 million steps and 1 GB.
  it('5,000 doubled functions are read within the work of a file', () => {
    const doubled = Array.from({ length: 5000 }, (_, at) => `const f${at + 1} = (k) => f${at}(k) || f${at}(k);\n`).join('');
    const { problems, jwtCalls } = factsOf(sourceFileOf('src/a.ts', `${insecure}const f0 = (k) => k;\n${doubled}jwt.sign({}, f5000('x'));\n`));
    expect([problems, jwtCalls.length]).toEqual([[], 2]);
  });

  // Each link asked its callee twice, and each answer asked the next link: 2 to the power of 300.
  it('a chain of 300 calls takes no time of its own', async () => {
    const chain = (length: number): string => `${insecure}export const cli = program${repeated(length, ".option('--jwt-secret <secret>', 'the secret')")};\n`;
    const ran = await compact(folderWith({ 'cli.js': chain(300) }));
    expect([ran.code, placesIn(ran.out)]).toEqual([1, ['cli.js:2 no-alg-none']]);
    expect(ran.ms).toBeLessThan(4000);
    const plain = await compact(folderWith({ 'cli.js': chain(1) }));
    expect(ran.ms - plain.ms).toBeLessThan(2000);
  });

  it('nested configuration', async () => {
    const deep = 20_000;
    const folder = folderWith({
      'a.json': `{"jwtSecret": "x", "a": ${repeated(deep, '{"jwt":')}1${repeated(deep, '}')}}`,
      'b.json': `{"jwtSecret": "x", "b": ${repeated(deep, '[')}"jwtSecret"${repeated(deep, ']')}}`,
      'c.yaml': `jwtSecret: x\nc: ${repeated(deep, '[')}jwt${repeated(deep, ']')}\n`,
      'd.yaml': 'jwtSecret: x\n' + Array.from({ length: 2000 }, (_, at) => `${' '.repeat(at)}jwt:`).join('\n'),
      'e.toml': `jwtSecret = "x"\njwt = ${repeated(deep, '[')}1${repeated(deep, ']')}\n`,
      'f.toml': `jwtSecret = "x"\n${Array.from({ length: 2000 }, () => 'jwt').join('.')}.secret = "x"\n`,
      'bomb.yaml': `jwtSecret: x\na: &a [x, x]\n${Array.from({ length: 40 }, (_, at) => `jwt${at}: &${String.fromCharCode(98 + (at % 24))}${at} [*a, *a]\n`).join('')}`,
      'z.js': insecure,
    });
    const ran = await compact(folder);
    expect(placesIn(ran.out)).toContain('z.js:2 no-alg-none');
    expect([ran.code, /internal/.test(ran.err)]).toEqual([2, false]);
    expect(ran.ms).toBeLessThan(15_000);
  }, 40_000);
});
