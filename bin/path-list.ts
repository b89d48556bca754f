// --files-from: a file or what came on standard input → the paths it lists, by NUL or by line. A list in the scanned tree must be
// a regular file that lies there; anywhere else it may be a pipe, as `<(git diff --name-only)` is.

import { readNamed } from '../src/source/reading.ts';
import { mostListed } from './arguments.ts';
import { UsageError } from './usage-error.ts';

/** In bytes: a million paths. */
export const maxPathList = 128 * 1024 * 1024;

export function pathsListedIn(from: string | Buffer, cwd: string): readonly string[] {
  const list = typeof from === 'string' ? listFile(from, cwd) : from.toString('utf8');
  const listed = list.split(list.includes('\0') ? '\0' : /\r?\n/, mostListed + 1).filter((path) => path !== '');
  if (listed.length > mostListed) throw new UsageError(`--files-from: more than ${mostListed} paths`);
  return listed;
}

function listFile(path: string, cwd: string): string {
  const read = readNamed(cwd, path, maxPathList);
  if (Buffer.isBuffer(read)) return read.toString('utf8');
  throw new UsageError(`--files-from: ${path} ${read === undefined ? 'cannot be read (ENOENT)' : `cannot be read: ${read.message}`}`);
}
