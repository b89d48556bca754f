// A report and the name the user gave → the file, whole or not at all: written beside and renamed, so that no reader and no
// full disk ever sees half of one. In the repository of the working folder, which ships what it likes, no link is followed.
// What exists and is no plain file is refused, except what the user may well mean: a pipe, a terminal, /dev/stdout.

import {
  closeSync, constants, fchmodSync, fsyncSync, lstatSync, mkdirSync, openSync, renameSync, unlinkSync, writeSync, type Stats,
} from 'node:fs';
import { randomBytes } from 'node:crypto';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { isInside } from '../src/source/inside.ts';

/** What went wrong, in words or as the system's code; undefined when the report is written. Never throws. */
export function writeReport(cwd: string, file: string, text: string): string | undefined {
  try {
    const stream = openStream(file);
    if (stream === undefined) return writeFile(cwd, resolve(cwd, file), text);
    writeAll(stream, text);
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unknown error';
  }
}

/** The command's own streams by their names. Opened by name, a file behind one would be written from its start. */
function openStream(file: string): number | undefined {
  if (file === '/dev/stdout') return 1;
  if (file === '/dev/stderr') return 2;
  const [, number] = /^\/(?:dev|proc\/self)\/fd\/(\d{1,4})$/.exec(file) ?? [];
  return number === undefined ? undefined : Number(number);
}

function writeFile(cwd: string, path: string, text: string): string | undefined {
  const link = linkBelow(cwd, path);
  if (link !== undefined) return `${link} is a symbolic link, which is not followed: name the place it leads to`;
  makeFolders(dirname(path));
  const there = statsOf(path);
  if (there?.isSymbolicLink()) return 'it is a symbolic link, which is not followed: name the place it leads to';
  if (there?.isDirectory()) return 'EISDIR';
  const isStream = there !== undefined && (there.isFIFO() || there.isCharacterDevice());
  if (there && !there.isFile() && !isStream) return 'it is no plain file';
  if (isStream) writeInto(path, text);
  else replace(path, text, there);
  return undefined;
}

const statsOf = (path: string): Stats | undefined => lstatSync(path, { throwIfNoEntry: false });

/** The first link on the way from the top of the repository down to the file. */
function linkBelow(cwd: string, path: string): string | undefined {
  const top = repositoryOf(cwd);
  if (!isInside(top, path)) return undefined;
  let at = top;
  for (const name of relative(top, path).split(sep)) {
    at = join(at, name);
    if (statsOf(at)?.isSymbolicLink()) return relative(cwd, at);
  }
  return undefined;
}

function repositoryOf(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (statsOf(join(at, '.git'))) return at;
    if (dirname(at) === at) return folder;
  }
}

/** One after the other: the recursive way does not end below /proc in every Node. */
function makeFolders(folder: string): void {
  if (statsOf(folder) !== undefined || dirname(folder) === folder) return;
  makeFolders(dirname(folder));
  mkdirSync(folder);
}

const noFollow = constants.O_NOFOLLOW ?? 0;
const noWait = constants.O_NONBLOCK ?? 0;

/** A pipe that nobody reads is an error (ENXIO) instead of a wait without end. */
function writeInto(path: string, text: string): void {
  const target = openSync(path, constants.O_WRONLY | noFollow | noWait);
  try {
    writeAll(target, text);
  } finally {
    closeSync(target);
  }
}

function replace(path: string, text: string, before: Stats | undefined): void {
  // Renaming asks only for the folder's permission; who made a file read-only meant it.
  if (before) closeSync(openSync(path, constants.O_WRONLY | noFollow));
  const beside = join(dirname(path), `.jwtlint-${randomBytes(6).toString('hex')}.tmp`);
  const file = openSync(beside, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | noFollow, 0o666);
  try {
    try {
      if (before) fchmodSync(file, before.mode & 0o7777);
      writeAll(file, text);
      // Some file systems tell only now that they are full.
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(beside, path);
  } catch (error) {
    unlinkSync(beside);
    throw error;
  }
}

/** How long a full pipe is waited for before it is tried again, in milliseconds. */
const pause = 10;

function writeAll(file: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let done = 0; done < bytes.length;) done += writeSome(file, bytes, done);
}

function writeSome(file: number, bytes: Buffer, from: number): number {
  try {
    return writeSync(file, bytes, from);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
    return 0;
  }
}
