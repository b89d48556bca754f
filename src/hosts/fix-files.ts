// Files that are to be changed: read as they are, and written only if they are still so. Never through a link, never outside
// the root, and with the byte-order mark, the line ends and the permissions they have.

import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { decode } from '../source/decode.ts';
import { readSource } from '../source/reading.ts';
import { replaceFile } from './replace-file.ts';

export interface Original {
  /** Without byte-order mark. */
  readonly text: string;
  readonly mark: boolean;
  /** Absent for a text that came without a file. */
  readonly bytes?: Buffer;
}

/** The file, or why it is not changed. `path` is posix and relative to the root. */
export function originalAt(root: string, path: string): Original | string {
  const wrong = misplaced(root, path);
  if (wrong !== undefined) return wrong;
  const read = readSource(join(root, path), undefined, path);
  if (!(read instanceof Uint8Array)) return read.message;
  const decoded = decode(read, true);
  if (!decoded.ok) return decoded.message;
  const original = { text: decoded.text, mark: decoded.mark, bytes: Buffer.from(read) };
  return decoded.encoding === 'utf-8' && encoded(original, decoded.text).equals(read) ? original : 'it is not UTF-8';
}

/** What went wrong; undefined when the text is written. */
export function writeChanged(root: string, path: string, original: Original, text: string): string | undefined {
  const now = originalAt(root, path);
  if (typeof now === 'string') return now;
  if (original.bytes?.equals(now.bytes ?? Buffer.alloc(0)) !== true) return 'it was changed while it was looked at';
  try {
    const absolute = join(root, path);
    replaceFile(absolute, encoded(original, text), lstatSync(absolute));
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unknown error';
  }
}

const encoded = ({ mark }: Pick<Original, 'mark'>, text: string): Buffer => Buffer.from(mark ? `\uFEFF${text}` : text);

function misplaced(root: string, path: string): string | undefined {
  const names = path.split('/');
  if (path === '' || names.includes('..') || /^(?:\/|[A-Za-z]:)/.test(path)) return 'it lies outside of the root';
  let at = root;
  for (const name of names) {
    at = join(at, name);
    const stats = lstatSync(at, { throwIfNoEntry: false });
    if (stats === undefined) return 'it is gone';
    if (stats.isSymbolicLink()) return 'a symbolic link leads there, which is not followed';
  }
  return undefined;
}
