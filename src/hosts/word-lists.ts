// Paths of word lists → their lines, as bytes, read piece by piece: a list may have millions of lines. Line ends are LF
// or CR LF. A list that can't be read is an error before the scan begins; so is one that
// is no regular file, for a list is read more than once, and a device has no end.

import { closeSync, openSync, readSync, realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { isInside } from '../source/inside.ts';
import { ConfigError } from './config/config-file.ts';

/** A longer line is no word. */
const longestLine = 4096;
const LF = 0x0a;
const CR = 0x0d;

export function wordListsOf(root: string, paths: readonly string[]): readonly (() => Iterable<Uint8Array>)[] {
  return paths.map((path) => {
    const absolute = resolve(root, path);
    assertReadable(root, absolute, path);
    return () => linesIn(absolute);
  });
}

function assertReadable(root: string, absolute: string, path: string): void {
  const problem = problemOf(root, absolute);
  if (problem !== undefined) throw new ConfigError([`--wordlist: ${path} ${problem}`]);
}

function problemOf(root: string, absolute: string): string | undefined {
  try {
    // By its stats: opening a pipe would wait for somebody to write.
    const stats = statSync(absolute);
    if (stats.isDirectory()) return 'is a folder';
    if (!stats.isFile()) return 'is no regular file';
    if (isInside(root, absolute) && !isInside(realpathSync(root), realpathSync(absolute))) return 'is a symbolic link that leads out of the root';
    closeSync(openSync(absolute, 'r'));
    return undefined;
  } catch (error) {
    return `cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`;
  }
}

/** Each line is valid until the next is asked for. */
export function* linesIn(absolute: string, size = 1 << 20): Generator<Uint8Array> {
  const descriptor = openSync(absolute, 'r');
  try {
    const buffer = Buffer.alloc(size + longestLine);
    let held = 0;
    let isTooLong = false;
    let isFirst = true;
    for (let read = 0; (read = readSync(descriptor, buffer, held, size, null)) > 0;) {
      const end = held + read;
      let start = isFirst && buffer.subarray(0, 3).equals(byteOrderMark) ? 3 : 0;
      isFirst = false;
      for (let at = buffer.indexOf(LF, held); at >= 0 && at < end; at = buffer.indexOf(LF, start)) {
        if (!isTooLong && at - start <= longestLine) yield buffer.subarray(start, at > start && buffer[at - 1] === CR ? at - 1 : at);
        isTooLong = false;
        start = at + 1;
      }
      held = end - start;
      if (held >= longestLine) {
        isTooLong = true;
        held = 0;
      } else buffer.copy(buffer, 0, start, end);
    }
    if (held > 0 && !isTooLong) yield buffer.subarray(0, buffer[held - 1] === CR ? held - 1 : held);
  } finally {
    closeSync(descriptor);
  }
}

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);
