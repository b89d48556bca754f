// A report and the name the user gave → the file, whole or not at all (see replace-file.ts). In the repository of the working
// folder, which ships what it likes, no link is followed.
// What exists and is no plain file is refused, except what the user may well mean: a pipe, a terminal, /dev/stdout.

import { closeSync, constants, lstatSync, mkdirSync, openSync, readFileSync, type Stats } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { replaceFile, writeAll } from '../src/hosts/replace-file.ts';
import { isInside } from '../src/source/inside.ts';

interface How {
  /** Who may read a file that is new. */
  readonly mode?: number;
  /** Behind what the file holds already, as the summaries of several steps of a pipeline are. */
  readonly isAdded?: boolean;
}

/** What went wrong, in words or as the system's code; undefined when the report is written. Throws only what making the text throws. */
export function writeReport(
  cwd: string, file: string, text: string | Iterable<string>, { mode = 0o666, isAdded = false }: How = {},
): string | undefined {
  const bytes = bytesOf(typeof text === 'string' ? [text] : text);
  try {
    const stream = openStream(file);
    if (stream === undefined) return writeFile(cwd, resolve(cwd, file), isAdded ? withBefore(resolve(cwd, file), bytes) : bytes, mode);
    for (const part of bytes) writeAll(stream, part);
    return undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return code;
  }
}

/** A file that is not there yet; undefined when it is written. What is there stays, be it put there this moment. */
export function writeNew(top: string, file: string, text: string, mode = 0o666): string | undefined {
  const path = join(top, file);
  try {
    const link = linkBelow(top, path);
    if (link !== undefined) return `${link} is a symbolic link, which is not followed`;
    makeFolders(dirname(path));
    const made = openSync(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | noFollow, mode);
    try {
      writeAll(made, Buffer.from(text));
    } finally {
      closeSync(made);
    }
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

function* bytesOf(pieces: Iterable<string>): Iterable<Uint8Array> {
  for (const piece of pieces) yield Buffer.from(piece);
}

function* withBefore(path: string, bytes: Iterable<Uint8Array>): Iterable<Uint8Array> {
  if (statsOf(path)?.isFile()) yield readFileSync(path);
  yield* bytes;
}

function writeFile(cwd: string, path: string, bytes: Iterable<Uint8Array>, mode: number): string | undefined {
  const link = linkBelow(cwd, path);
  if (link !== undefined) return `${link} is a symbolic link, which is not followed: name the place it leads to`;
  makeFolders(dirname(path));
  const there = statsOf(path);
  if (there?.isSymbolicLink()) return 'it is a symbolic link, which is not followed: name the place it leads to';
  if (there?.isDirectory()) return 'EISDIR';
  const isStream = there !== undefined && (there.isFIFO() || there.isCharacterDevice());
  if (there && !there.isFile() && !isStream) return 'it is no plain file';
  if (isStream) writeInto(path, bytes);
  else replaceFile(path, bytes, there, mode);
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

export function repositoryOf(folder: string): string {
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
function writeInto(path: string, bytes: Iterable<Uint8Array>): void {
  const target = openSync(path, constants.O_WRONLY | noFollow | noWait);
  try {
    for (const part of bytes) writeAll(target, part);
  } finally {
    closeSync(target);
  }
}
