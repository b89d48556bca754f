// How a run ends when the world is not as it should be: a message and exit 2, never a stack trace, never half a report that
// looks whole. Each case is a process of its own.

import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faultText } from '../bin/stopping.ts';
import { collected, scan } from '../rules/scan.ts';
import { folderWith, runCommand, type Ran } from './support/command.ts';
import { root } from './support/fixture-file.ts';

const insecure = "import jwt from 'jsonwebtoken';\nexport const who = (token, key) => jwt.verify(token, key, { algorithms: ['none'] });\n";
const clean = 'export const one = 1;\n';

/** A line of a shell, with the command as "$@". */
function inShell(cwd: string, line: string): Promise<Ran> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn('/bin/sh', ['-c', line, 'sh', process.execPath, join(root, 'dist/cli.js')], { cwd });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err, ms: performance.now() - started }));
    child.stdin.end();
  });
}

describe.skipIf(process.platform === 'win32')('the standard streams', () => {
  it.skipIf(!existsSync('/dev/full')).each(['--format json', '--format pretty', '--version', 'rules --json', '--help'])('on a full disk: %s', async (args) => {
    const ran = await inShell(folderWith({ 'a.js': clean }), `"$@" ${args} >/dev/full`);
    expect([ran.code, ran.err.split('\n').filter((line) => !line.startsWith('Looked at'))]).toEqual([2, ['jwtlint: standard output did not take all that was to be written (ENOSPC)', '']]);
  });

  it.skipIf(!existsSync('/dev/full'))('on a full disk for messages', async () => {
    expect(await inShell(folderWith({ 'a.js': clean }), '"$@" a.js nope 2>/dev/full')).toMatchObject({ code: 2, err: '' });
  });

  it('that a limit cuts off in the middle of a file', async () => {
    const files = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`${at}.js`, insecure]));
    // In blocks of 512 bytes; the signal that comes with it is ignored, so that writing fails instead.
    const ran = await inShell(folderWith(files), 'trap "" XFSZ; ulimit -f 16; "$@" --format json --fail-on never >report.json');
    expect([ran.code, ran.err]).toEqual([2, 'jwtlint: standard output did not take all that was to be written (EFBIG)\n']);
  });

  it('closed', async () => {
    const folder = folderWith({ 'a.js': insecure, 'b.js': clean });
    expect(await inShell(folder, '"$@" --stdin-filename a.js - <&-')).toMatchObject({ code: 2, err: 'jwtlint: standard input is closed\n' });
    expect(await inShell(folder, '"$@" a.js >&-')).toMatchObject({ code: 1, err: '' });
    expect(await inShell(folder, '"$@" nope 2>&-')).toMatchObject({ code: 2 });
  });

  it('that are a folder, or endless', async () => {
    const folder = folderWith({ 'a.js': insecure });
    expect(await inShell(folder, '"$@" --stdin-filename a.js - <.')).toMatchObject({ code: 2, out: '', err: 'jwtlint: standard input is a folder\n' });
    expect(await inShell(folder, '"$@" --stdin-filename a.js - </dev/zero')).toMatchObject({ code: 2, err: 'jwtlint: standard input holds more than 67108864 bytes\n' });
    expect((await inShell(folder, '"$@" --files-from /dev/zero')).err).toContain('jwtlint: --files-from: /dev/zero cannot be read: The file has more than 134217728 bytes, which is the limit.\n');
    expect(await inShell(folder, '"$@" --config /dev/zero')).toMatchObject({ code: 2, err: 'jwtlint: /dev/zero: cannot be read: The file has more than 1048576 bytes, which is the limit.\n' });
  });

  it('whose reader goes away: never half a report with exit 0', async () => {
    const files = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`${at}.js`, insecure]));
    const ran = await inShell(folderWith(files), '{ "$@" --format json --fail-on never; echo "code $?" >&2; } | head -c 10');
    expect(ran.err.split('\n').filter(Boolean)).toEqual(['jwtlint: standard output did not take all that was to be written (EPIPE)', 'code 2']);
  });

  it('that do not block get the whole report', async () => {
    const files = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`${at}.js`, insecure]));
    const ran = await inShell(folderWith(files), '"$@" --format json | { sleep 2; cat; }');
    expect((JSON.parse(ran.out) as { findings: unknown[] }).findings).toHaveLength(300);
  });
});

describe('the places that are named', () => {
  it.skipIf(process.platform === 'win32')('may be gone', async () => {
    const folder = folderWith({ 'a.js': clean });
    mkdirSync(join(folder, 'gone'));
    expect(await inShell(join(folder, 'gone'), 'rmdir ../gone; "$@"')).toMatchObject({ code: 2, out: '', err: 'jwtlint: the current folder is not there (ENOENT)\n' });
    mkdirSync(join(folder, 'gone'));
    expect(await inShell(join(folder, 'gone'), 'rmdir ../gone; "$@" --version')).toMatchObject({ code: 0, err: '' });
  });

  it.skipIf(!existsSync('/proc/version'))('may be where nothing can be written: the other reports are', async () => {
    const folder = folderWith({ 'a.js': insecure });
    const ran = await runCommand(folder, '--format', 'json=/proc/none/deep/x.json', '--format', 'json=out/x.json', '--format', 'compact');
    expect([ran.code, ran.err, ran.out.split('\n').length]).toEqual([2, 'jwtlint: cannot write /proc/none/deep/x.json (ENOENT)\n', 2]);
    expect((JSON.parse(readFileSync(join(folder, 'out/x.json'), 'utf8')) as { findings: unknown[] }).findings).toHaveLength(1);
    expect(readdirSync(folder).sort()).toEqual(['a.js', 'out']);
  });

  it('may hold nothing: a scan fails for it, a list of files does not', async () => {
    const folder = folderWith({ 'empty/logo.png': 'x', 'a.js': insecure });
    expect(await runCommand(folder, 'empty')).toMatchObject({ code: 2, err: 'jwtlint: nothing was looked at: there is no text here that is not ignored; --stats lists what was skipped\n' });
    expect(await runCommand(folder, 'empty/logo.png')).toMatchObject({ code: 0, err: 'jwtlint: nothing to look at: the list names no text that is not ignored\n' });
    expect(await runCommand(folder, '--files-from', '-')).toMatchObject({ code: 0, err: 'jwtlint: nothing to look at: the list names no text that is not ignored\n' });
  });
});

describe('a signal', () => {
  // Enough work for a second or more, so that the signal comes in the middle.
  const many = (): string => folderWith(Object.fromEntries(Array.from({ length: 3000 }, (_, at) => [`src/${String(at).padStart(4, '0')}.js`, `${insecure}export const n${at} = ${at};\n`])));

  it.skipIf(process.platform === 'win32').each(['SIGINT', 'SIGTERM'] as const)('%s ends the run with what was found so far', async (signal) => {
    const folder = many();
    const child = spawn(process.execPath, ['--import', told, join(root, 'dist/cli.js'), '--format', 'json=report.json', '--format', 'compact'], { cwd: folder });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString();
      if (err === 'listening\n') child.kill(signal);
    });
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect([code, err.includes('jwtlint: interrupted: '), /internal|    at /.test(err)]).toEqual([2, true, false]);
    const report = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as { findings: unknown[]; summary: { interrupted?: true; files: { seen: number } } };
    expect([report.summary.interrupted, report.findings.length]).toEqual([true, out.split('\n').filter(Boolean).length]);
    expect(report.summary.files.seen).toBeLessThan(3000);
  });

  it('of a caller ends a scan in the same way', async () => {
    const stop = new AbortController();
    stop.abort();
    const { summary, findings, nothing } = await collected(scan({ root: folderWith({ 'a.js': insecure }), signal: stop.signal }));
    expect([summary.interrupted, summary.files.seen, findings.length, nothing]).toEqual([true, 0, 0, undefined]);
  });
});

/** Says when the command begins to listen to signals: before, the system ends it. */
const told = `data:text/javascript,${encodeURIComponent("process.on('newListener', (name) => { if (name === 'SIGTERM') process.stderr.write('listening\\n'); });")}`;

describe('the last words about a fault', () => {
  it('tell no value', () => {
    const words = faultText(Object.assign(new TypeError("x\n    at hunter2 (file:///secret)\n    at 'hunter2'"), {}));
    expect([words.split('\n')[0], words.includes('hunter2')]).toEqual(['internal fault: TypeError', false]);
    expect(words).toMatch(/\n {4}at /);
    expect(faultText('hunter2')).toBe('internal fault: unknown\n');
    expect(faultText(Object.assign(new Error('a'), { name: 'hunter2 is it' }))).not.toContain('hunter2');
  });
});
