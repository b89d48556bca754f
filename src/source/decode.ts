// Bytes of a file → its text, or why there is none. UTF-8 unless the bytes say UTF-16: by a byte-order mark, or without
// one by zeros in every second place. A zero byte alone makes no binary: JavaScript, YAML and .env take one in stride, so
// it must not silence the file.
// Leaves alone: Latin-1 and the rest. Keys, tokens and names are ASCII in all of them, so the odd replacement character
// hides nothing; `lossy` says that the text must not be written back.

import { isUtf8 } from 'node:buffer';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';
export type Decoded =
  | { readonly ok: true; readonly text: string; readonly encoding: Encoding; readonly mark: boolean; readonly lossy: boolean }
  | { readonly ok: false; readonly kind: 'binary' | 'encoding'; readonly message: string };

/** Compressed and encrypted bytes hold 11 of 100 by chance, programs more; no text comes near. */
export const mostControlBytes = 0.05;
/** Enough code units to tell a pattern from an accident. */
const fewestPairs = 4;

/** `isText`: its name says so, whatever its bytes look like. */
export function decode(bytes: Uint8Array, isText = false): Decoded {
  if (startsWith(bytes, [0xff, 0xfe, 0, 0]) || startsWith(bytes, [0, 0, 0xfe, 0xff]))
    return { ok: false, kind: 'encoding', message: 'The file is UTF-32, which is not read.' };
  const wide = utf16Of(bytes);
  if (wide) return decodeWide(bytes, wide, isText);
  if (!isText && bytes.includes(0) && isControlled(bytes)) return binary;
  const mark = startsWith(bytes, [0xef, 0xbb, 0xbf]);
  const text = bufferOf(bytes).toString('utf8', mark ? 3 : 0);
  return { ok: true, text, encoding: 'utf-8', mark, lossy: text.includes('\uFFFD') && !isUtf8(bytes) };
}

const binary: Decoded = { ok: false, kind: 'binary', message: 'The file is binary: it holds zero bytes.' };

function isControlled(bytes: Uint8Array): boolean {
  let controls = 0;
  for (const byte of bytes) if (byte < 0x20 && !(byte >= 0x09 && byte <= 0x0d) && byte !== 0x1b) controls++;
  return controls > bytes.length * mostControlBytes;
}

/**
 * Which UTF-16 these bytes are, if any. The whole file must look like it: a mark or a first line that was put before
 * 8-bit text would hide what every other reader goes on to read.
 */
export function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const marked = startsWith(bytes, [0xff, 0xfe]) ? 'utf-16le' : startsWith(bytes, [0xfe, 0xff]) ? 'utf-16be' : undefined;
  if (marked) return bytes.length <= 16 || zerosIn(bytes)[marked === 'utf-16le' ? 1 : 0] * 2 >= bytes.length * fewestNarrow ? marked : undefined;
  return zeroPattern(bytes.subarray(0, 512)) && zeroPattern(bytes);
}

/** Behind a mark, of all code units: line breaks, blanks and digits are ASCII in Chinese text, too. */
const fewestNarrow = 0.05;

// Text of mostly ASCII: nearly every second byte is zero, and never one of the others.
function zeroPattern(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const pairs = bytes.length >> 1;
  if (pairs < fewestPairs || !bytes.includes(0)) return undefined;
  const [even, odd] = zerosIn(bytes);
  if (even === 0 && odd >= pairs * 0.7) return 'utf-16le';
  if (odd === 0 && even >= pairs * 0.7) return 'utf-16be';
  return undefined;
}

/** Of whole code units, in the first and in the second place. */
function zerosIn(bytes: Uint8Array): readonly [number, number] {
  const length = bytes.length & ~1;
  const zeros: [number, number] = [0, 0];
  for (let at = bytes.indexOf(0); at >= 0 && at < length; at = bytes.indexOf(0, at + 1)) zeros[at & 1 ? 1 : 0]++;
  return zeros;
}

function decodeWide(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be', isText: boolean): Decoded {
  const mark = bytes[0]! >= 0xfe;
  const whole = bytes.subarray(mark ? 2 : 0, bytes.length & ~1);
  const text = (encoding === 'utf-16le' ? bufferOf(whole) : Buffer.from(whole).swap16()).toString('utf16le');
  // A picture can begin with FF FE by chance.
  if (!isText && text.includes('\0') && isControlledText(text)) return binary;
  return { ok: true, text, encoding, mark, lossy: bytes.length % 2 === 1 };
}

function isControlledText(text: string): boolean {
  let controls = 0;
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) < 0x09) controls++;
  return controls > text.length * mostControlBytes;
}

const bufferOf = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const startsWith = (bytes: Uint8Array, mark: readonly number[]): boolean => mark.every((byte, index) => bytes[index] === byte);
