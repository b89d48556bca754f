// A path → the bytes of a regular file, up to a limit, or why not. The one way in which the content of any file is read:
// what is scanned may hold links, pipes, devices and files without end in every place where a file is expected.
// Leaves alone: whether the folders above lead out of the root (the walk and root-files.ts ask that first).

import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, realpathSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { Problem } from './file.ts';
import { isInside } from './inside.ts';
import { defaultMaxFileSize, sizeLimitOf } from './size-limits.ts';
import { codeOfError } from './untyped.ts';

/** The bytes of a file. `path` is the name that a problem shows. Neither a link nor what has become one is followed. */
export function readSource(
  absolute: string,
  maxFileSize: number = defaultMaxFileSize,
  path: string = basename(absolute),
): Buffer | Problem {
  return readWith(absolute, sizeLimitOf(path, maxFileSize), path, (size) => Buffer.allocUnsafe(size));
}

/** With all links followed; undefined when nothing is there. */
export function realPathOf(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

/** The same with one buffer for all files, the fastest way (performance, "Listing and reading"): valid until the next call. */
export function sourceReader(maxFileSize: number = defaultMaxFileSize): (absolute: string, path?: string) => Buffer | Problem {
  let kept = Buffer.allocUnsafe(0);
  const room = (size: number): Buffer => (kept = size <= kept.length ? kept : Buffer.allocUnsafe(Math.max(size, 2 * kept.length, 1 << 16)));
  return (absolute, path = basename(absolute)) => readWith(absolute, sizeLimitOf(path, maxFileSize), path, room);
}

// Absent on Windows, where they are not needed: a link or a device is told by its stats. Without NONBLOCK, opening a pipe
// waits for somebody to write.
const guarded = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

function readWith(absolute: string, limit: number, path: string, room: (size: number) => Buffer): Buffer | Problem {
  let file: number | undefined;
  try {
    // Opening a device can do something by itself (a tape rewinds), so it is not even opened.
    if (!lstatSync(absolute).isFile()) return notRegular(path, absolute);
    file = openSync(absolute, guarded);
    const stats = fstatSync(file);
    if (!stats.isFile()) return { file: path, kind: 'unreadable', message: 'Not a regular file.' };
    if (stats.size > limit) return tooLarge(path, stats.size, limit);
    if (stats.size === 0) return readUnsized(file, limit, path);
    const buffer = room(stats.size);
    return buffer.subarray(0, filled(file, buffer, stats.size));
  } catch (error) {
    return { file: path, kind: 'unreadable', ...unreadableBy(error) };
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

const notRegular = (file: string, absolute: string): Problem =>
  ({ file, kind: 'unreadable', ...(lstatSync(absolute).isSymbolicLink() ? isLink : { message: 'Not a regular file.' }) });

/** How much is asked for at once of what does not tell its size. */
const piece = 64 * 1024;

/** Empty, or of a kind that tells no size (`/proc`, a pipe): read to its end, or to the limit where there is none. */
function readUnsized(file: number, limit: number, path: string): Buffer | Problem {
  const pieces: Buffer[] = [];
  for (let length = 0; length <= limit;) {
    const buffer = Buffer.allocUnsafe(Math.min(piece, limit + 1 - length));
    const read = readSync(file, buffer, 0, buffer.length, null);
    if (read === 0) return Buffer.concat(pieces, length);
    pieces.push(buffer.subarray(0, read));
    length += read;
  }
  return { file: path, kind: 'too-large', message: `The file has more than ${limit} bytes, which is the limit.` };
}

function filled(file: number, buffer: Buffer, size: number): number {
  let length = 0;
  while (length < size) {
    const read = readSync(file, buffer, length, size - length, null);
    if (read === 0) break;
    length += read;
  }
  return length;
}

/**
 * A file that the user named: of the scanned tree it must be regular and lie in it, as everything there; elsewhere it is
 * the user's own and may be a link or a pipe (`--files-from <(git diff --name-only)`). Undefined when there is none.
 */
export function readNamed(root: string, given: string, limit: number): Buffer | Problem | undefined {
  const absolute = resolve(root, given);
  try {
    if (isInside(root, absolute)) return readInside(root, absolute, given, limit);
    return isThere(absolute) ? readOwn(absolute, given, limit) : undefined;
  } catch (error) {
    return { file: given, kind: 'unreadable', ...unreadableBy(error) };
  }
}

function readInside(root: string, absolute: string, given: string, limit: number): Buffer | Problem | undefined {
  if (!isThere(absolute)) return undefined;
  const real = realpathSync.native(absolute);
  if (!isInside(realpathSync.native(root), real)) return { file: given, kind: 'unreadable', ...leadsOut };
  return readWith(real, limit, given, (size) => Buffer.allocUnsafe(size));
}

function readOwn(absolute: string, given: string, limit: number): Buffer | Problem {
  const stats = statSync(absolute);
  if (stats.isDirectory()) return { file: given, kind: 'unreadable', message: 'It is a folder.' };
  if (stats.size > limit) return tooLarge(given, stats.size, limit);
  const file = openSync(absolute, 'r');
  try {
    return readUnsized(file, limit, given);
  } finally {
    closeSync(file);
  }
}

const isThere = (absolute: string): boolean => lstatSync(absolute, { throwIfNoEntry: false }) !== undefined;

/** A file, a link or a device, and no pattern. */
export function isNoFolder(absolute: string): boolean {
  const there = lstatSync(absolute, { throwIfNoEntry: false });
  return there !== undefined && !(statSync(absolute, { throwIfNoEntry: false }) ?? there).isDirectory();
}

/** What a problem of reading says, and whether there was anything to look at. */
type Refusal = Pick<Problem, 'message' | 'harmless'>;

export const noPermission: Refusal = { message: 'No permission to read it.' };
export const leadsOut: Refusal = { message: 'A symbolic link leads out of the root; it is not followed.', harmless: true };
const isLink: Refusal = { message: 'It is a symbolic link.', harmless: true };

/** Only the code of the error: its message holds the machine's path. */
export function unreadableBy(error: unknown): Refusal {
  const code = codeOfError(error);
  if (code === 'EACCES' || code === 'EPERM') return noPermission;
  if (code === 'ENOENT') return { message: 'It is gone since it was listed.', harmless: true };
  if (code === 'ELOOP') return isLink;
  return { message: `It could not be read${code === undefined ? '' : ` (${code})`}.` };
}

export const tooLarge = (file: string, size: number, limit: number): Problem =>
  ({ file, kind: 'too-large', message: `The file has ${size} bytes; the limit is ${limit} (--max-file-size).` });
