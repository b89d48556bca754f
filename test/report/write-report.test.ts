// Where a report may be written, and that it stands there whole or not at all.

import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeReport } from '../../bin/write-report.ts';
import { folderWith, runCommand } from '../support/command.ts';

let scratch: string;
let root: string;

beforeEach(() => {
  scratch = realpathSync(mkdtempSync(join(tmpdir(), 'jwtlint-report-')));
  root = join(scratch, 'project');
  mkdirSync(root);
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

const onPosix = describe.skipIf(process.platform === 'win32');
const textOf = (path: string): string => readFileSync(join(scratch, path), 'utf8');

test('new folders, and nothing left beside', () => {
  expect(writeReport(root, 'out/deep/report.json', '{}')).toBeUndefined();
  expect(textOf('project/out/deep/report.json')).toBe('{}');
  expect(readdirSync(join(root, 'out/deep'))).toEqual(['report.json']);
});

test('what is in the way is said, and nothing is left', () => {
  mkdirSync(join(root, 'folder'));
  writeFileSync(join(root, 'file'), 'a');
  expect(writeReport(root, 'folder', '{}')).toBe('EISDIR');
  expect(writeReport(root, 'file/report.json', '{}')).toMatch(/^E/);
  expect(readdirSync(root).sort()).toEqual(['file', 'folder']);
  expect(textOf('project/file')).toBe('a');
});

test('a name as long as a name may be', () => {
  expect(writeReport(root, 'é'.repeat(127), '{}')).toBeUndefined();
});

onPosix('links', () => {
  const outside = (): string => join(scratch, 'precious');
  const refused = /symbolic link, which is not followed/;

  beforeEach(() => {
    mkdirSync(join(scratch, 'elsewhere'));
    writeFileSync(outside(), 'precious');
  });

  test('to a file, to a folder and dead ones are not followed', () => {
    symlinkSync(outside(), join(root, 'report.json'));
    symlinkSync(join(scratch, 'elsewhere'), join(root, 'out'));
    symlinkSync('nowhere', join(root, 'dead.json'));
    mkdirSync(join(root, 'inner'));
    symlinkSync('inner', join(root, 'within'));
    for (const file of ['report.json', 'out/report.json', 'out/deep/report.json', 'dead.json', 'within/report.json'])
      expect(writeReport(root, file, '{}')).toMatch(refused);
    expect(textOf('precious')).toBe('precious');
    expect(readdirSync(join(scratch, 'elsewhere'))).toEqual([]);
    expect(existsSync(join(root, 'nowhere'))).toBe(false);
  });

  test('of the repository above the working folder are not followed, either', () => {
    mkdirSync(join(root, '.git'));
    mkdirSync(join(root, 'pkg'));
    symlinkSync(join(scratch, 'elsewhere'), join(root, 'out'));
    expect(writeReport(join(root, 'pkg'), '../out/report.json', '{}')).toMatch(refused);
    expect(writeReport(join(root, 'pkg'), '../report.json', '{}')).toBeUndefined();
  });

  test('of folders elsewhere are the user’s own; a file that is one is refused everywhere', () => {
    symlinkSync(join(scratch, 'elsewhere'), join(scratch, 'tmp'));
    symlinkSync(outside(), join(scratch, 'tmp/link.json'));
    expect(writeReport(root, '../tmp/report.json', '{}')).toBeUndefined();
    expect(textOf('elsewhere/report.json')).toBe('{}');
    expect(writeReport(root, '../tmp/link.json', '{}')).toMatch(refused);
    expect(textOf('precious')).toBe('precious');
  });

  test('a hard link is parted with, not written through', () => {
    spawnSync('ln', [outside(), join(root, 'report.json')]);
    expect(writeReport(root, 'report.json', '{}')).toBeUndefined();
    expect(textOf('precious')).toBe('precious');
  });
});

onPosix('what exists', () => {
  test('keeps its mode', () => {
    writeFileSync(join(root, 'report.json'), 'old and longer');
    chmodSync(join(root, 'report.json'), 0o640);
    expect(writeReport(root, 'report.json', '{}')).toBeUndefined();
    expect(textOf('project/report.json')).toBe('{}');
    expect(statSync(join(root, 'report.json')).mode & 0o7777).toBe(0o640);
  });

  // Permission bits mean nothing to root, so root becomes nobody for the length of the call.
  test('and may not be written stays as it is', () => {
    writeFileSync(join(root, 'report.json'), 'old');
    chmodSync(scratch, 0o755);
    chmodSync(join(root, 'report.json'), 0o444);
    const isRoot = process.getuid?.() === 0;
    if (isRoot) chmodSync(root, 0o777);
    if (isRoot) process.seteuid?.(65534);
    try {
      expect(writeReport(root, 'report.json', '{}')).toBe('EACCES');
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
    expect(textOf('project/report.json')).toBe('old');
    expect(readdirSync(root)).toEqual(['report.json']);
  });

  test('as a pipe is written to when somebody reads, and is an error when nobody does', async () => {
    const pipe = join(root, 'pipe');
    spawnSync('mkfifo', [pipe]);
    expect(writeReport(root, 'pipe', '{}')).toBe('ENXIO');
    const reader = spawn('cat', [pipe]);
    let read = '';
    reader.stdout.on('data', (chunk: Buffer) => (read += chunk.toString()));
    const ended = new Promise((resolve) => reader.on('close', resolve));
    // Until it has opened its end.
    let problem = writeReport(root, 'pipe', 'a report');
    for (let tries = 0; problem === 'ENXIO' && tries < 200; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      problem = writeReport(root, 'pipe', 'a report');
    }
    await ended;
    expect([problem, read]).toEqual([undefined, 'a report']);
  });

  test.skipIf(!existsSync('/dev/full'))('as a device: nowhere, and full', () => {
    expect(writeReport(root, '/dev/null', '{}')).toBeUndefined();
    expect(writeReport(root, '/dev/full', '{}')).toBe('ENOSPC');
  });
});

test.skipIf(!existsSync('/proc/self'))('below /proc there is no place', () => {
  expect(writeReport(root, '/proc/nowhere/report.json', '{}')).toMatch(/^E/);
  expect(writeReport(root, '/proc/self/report.json', '{}')).toMatch(/^E/);
});

test.skipIf(!existsSync('/dev/stdout'))('the streams by their names; a refusal is a message and exit code 2', async () => {
  const folder = folderWith({ 'a.ts': '', 'precious.txt': 'precious' });
  symlinkSync('precious.txt', join(folder, 'report.json'));
  const ran = await runCommand(folder, '--format', 'json=/dev/stdout', '--format', 'json=report.json', '--format', 'json=/proc/x/report.json');
  expect(JSON.parse(ran.out)).toMatchObject({ findings: [] });
  expect(ran.code).toBe(2);
  expect(ran.err).toContain('jwtlint: cannot write report.json (report.json is a symbolic link, which is not followed');
  expect(ran.err).toMatch(/jwtlint: cannot write \/proc\/x\/report\.json \(E/);
  expect(ran.err).not.toContain('    at ');
  expect(readFileSync(join(folder, 'precious.txt'), 'utf8')).toBe('precious');
});
