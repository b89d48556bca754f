// A file that the user names on the command line → its bytes. It may be a link or a pipe (`<(git diff …)`), so its size is
// known only while it is read: it ends in an error when it holds more than it may.

import { closeSync, openSync, readSync } from 'node:fs';

export class TooLong extends Error {
  override readonly name = 'TooLong';
  readonly code: string;
  constructor(limit: number) {
    super(`It holds more than ${limit} bytes.`);
    this.code = `more than ${limit} bytes`;
  }
}

/** Throws what the disk throws. */
export function readNamedFile(absolute: string, limit: number): Buffer {
  const file = openSync(absolute, 'r');
  try {
    const chunks: Buffer[] = [];
    const room = Buffer.allocUnsafe(1 << 16);
    let length = 0;
    for (let read = readSync(file, room); read > 0; read = readSync(file, room)) {
      chunks.push(Buffer.from(room.subarray(0, read)));
      if ((length += read) > limit) throw new TooLong(limit);
    }
    return Buffer.concat(chunks, length);
  } finally {
    closeSync(file);
  }
}
