// The three standard streams → texts that arrive whole, or a word on why not. A disk may be full, a reader may be gone,
// and what is taken for a file may be a folder or closed.
// Leaves alone: a closed standard output. Node puts the null device in its place, which is what a caller who wants no
// output puts there, too; the exit code still tells.

import { fstatSync, statSync, writeSync, type Stats } from 'node:fs';
import { isatty } from 'node:tty';
import { ConfigError } from '../src/hosts/config/config-file.ts';
import { mostGated } from '../src/source/size-limits.ts';

export interface Output {
  readonly stream: NodeJS.WriteStream;
  write(text: string): void;
  /** When all is written: the code of what went wrong, if anything did. */
  done(): Promise<string | undefined>;
}

export function outputTo(stream: NodeJS.WriteStream, descriptor: number): Output {
  const isPlain = takesAllAtOnce(descriptor);
  let failure: string | undefined;
  let last: Promise<void> = Promise.resolve();
  const fail = (error: unknown): void => {
    failure ??= codeOf(error);
  };
  stream.on('error', fail);
  return {
    stream,
    write(text) {
      if (failure !== undefined || text === '') return;
      if (!isPlain) last = written(stream, text).catch(fail);
      else try {
        writeWhole(descriptor, Buffer.from(text));
      } catch (error) {
        fail(error);
      }
    },
    async done() {
      await last;
      return failure;
    },
  };
}

const written = (stream: NodeJS.WriteStream, text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    stream.write(text, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });

/** A file or a device that is no terminal. Node's own stream for them (20 to 24) takes a half-written text for a whole one. */
function takesAllAtOnce(descriptor: number): boolean {
  const stats = statsOf(descriptor);
  return stats !== undefined && (stats.isFile() || (stats.isCharacterDevice() && !isatty(descriptor)));
}

function writeWhole(descriptor: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length;) done += writeSync(descriptor, bytes, done);
}

/** No text that is looked at is larger. */
export const mostInput = mostGated;

/** Ends as soon as there is too much of it. */
export async function inputFrom(stream: () => NodeJS.ReadStream): Promise<Buffer> {
  const stats = statsOf(0);
  if (!stats || isClosed(stats)) throw new ConfigError(['standard input is closed']);
  if (stats.isDirectory()) throw new ConfigError(['standard input is a folder']);
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of stream()) {
      chunks.push(Buffer.from(chunk as Uint8Array));
      if ((length += chunks.at(-1)!.length) > mostInput) break;
    }
  } catch (error) {
    throw new ConfigError([`standard input cannot be read (${codeOf(error)})`]);
  }
  if (length > mostInput) throw new ConfigError([`standard input holds more than ${mostInput} bytes`]);
  return Buffer.concat(chunks, length);
}

/** Node opens the null device for reading and writing where standard input is closed; a shell's `< /dev/null` can't be written to. */
function isClosed(stats: Stats): boolean {
  if (!stats.isCharacterDevice() || stats.rdev !== statSync('/dev/null', { throwIfNoEntry: false })?.rdev) return false;
  try {
    writeSync(0, Buffer.from(' '));
    return true;
  } catch {
    return false;
  }
}

function statsOf(descriptor: number): Stats | undefined {
  try {
    return fstatSync(descriptor);
  } catch {
    return undefined;
  }
}

/** Never the message, which may hold a path of the machine. */
export const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException | undefined)?.code ?? 'unknown error';
