// Bytes and a path → the file, whole or not at all: written beside and renamed, so that no reader and no full disk ever sees
// half of one. Leaves alone: whether the path may be written at all.

import { closeSync, constants, fchmodSync, fsyncSync, openSync, renameSync, unlinkSync, writeSync, type Stats } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';

const noFollow = constants.O_NOFOLLOW ?? 0;

/** `before`: what stands there now, whose permissions it keeps. Throws the system's error. */
export function replaceFile(path: string, bytes: Uint8Array | Iterable<Uint8Array>, before: Stats | undefined, mode = 0o666): void {
  // Renaming asks only for the folder's permission; who made a file read-only meant it.
  if (before) closeSync(openSync(path, constants.O_WRONLY | noFollow));
  const beside = join(dirname(path), `.jwtlint-${randomBytes(6).toString('hex')}.tmp`);
  const file = openSync(beside, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | noFollow, mode);
  try {
    try {
      if (before) fchmodSync(file, before.mode & 0o7777);
      for (const part of bytes instanceof Uint8Array ? [bytes] : bytes) writeAll(file, part);
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

export function writeAll(file: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length;) done += writeSome(file, bytes, done);
}

function writeSome(file: number, bytes: Uint8Array, from: number): number {
  try {
    return writeSync(file, bytes, from);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
    return 0;
  }
}
