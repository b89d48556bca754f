// Bytes of a file → its text, or why there is none. UTF-8 unless the bytes say UTF-16: by a byte-order mark, or without
// one by zeros in every second place.
// Leaves alone: Latin-1 and the rest. Keys, tokens and names are ASCII in all of them, so the odd replacement character
// hides nothing; `lossy` says that the text must not be written back.

import { isUtf8 } from 'node:buffer';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';
export type Decoded =
  | { readonly ok: true; readonly text: string; readonly encoding: Encoding; readonly mark: boolean; readonly lossy: boolean }
  | { readonly ok: false; readonly kind: 'binary' | 'encoding'; readonly message: string };

/** As far as git itself looks for a zero byte (FIRST_FEW_BYTES in its xdiff-interface.c). */
const lookedAt = 8000;
/** Enough code units to tell a pattern from an accident. */
const fewestPairs = 4;

export function decode(bytes: Uint8Array): Decoded {
  if (startsWith(bytes, [0xff, 0xfe, 0, 0]) || startsWith(bytes, [0, 0, 0xfe, 0xff]))
    return { ok: false, kind: 'encoding', message: 'The file is UTF-32, which is not read.' };
  const wide = utf16Of(bytes);
  if (wide) return decodeWide(bytes, wide);
  if (bytes.subarray(0, lookedAt).includes(0)) return { ok: false, kind: 'binary', message: 'The file is binary: it holds zero bytes.' };
  const mark = startsWith(bytes, [0xef, 0xbb, 0xbf]);
  const text = bufferOf(bytes).toString('utf8', mark ? 3 : 0);
  return { ok: true, text, encoding: 'utf-8', mark, lossy: text.includes('\uFFFD') && !isUtf8(bytes) };
}

/** Which UTF-16 these bytes are, if any. */
export function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return zeroPattern(bytes.subarray(0, 512));
}

// Text of mostly ASCII: nearly every second byte is zero, and never one of the others.
function zeroPattern(head: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const pairs = head.length >> 1;
  if (pairs < fewestPairs || !head.includes(0)) return undefined;
  const zeros = [0, 0];
  for (let index = 0; index < pairs * 2; index++) if (head[index] === 0) zeros[index & 1]!++;
  if (zeros[0] === 0 && zeros[1]! >= pairs * 0.7) return 'utf-16le';
  if (zeros[1] === 0 && zeros[0]! >= pairs * 0.7) return 'utf-16be';
  return undefined;
}

function decodeWide(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): Decoded {
  const mark = bytes[0]! >= 0xfe;
  const whole = bytes.subarray(mark ? 2 : 0, bytes.length & ~1);
  const text = (encoding === 'utf-16le' ? bufferOf(whole) : Buffer.from(whole).swap16()).toString('utf16le');
  // A picture can begin with FF FE by chance; UTF-16 text holds no U+0000.
  if (text.slice(0, lookedAt).includes('\0')) return { ok: false, kind: 'binary', message: 'The file is binary: it holds zero bytes.' };
  return { ok: true, text, encoding, mark, lossy: bytes.length % 2 === 1 };
}

const bufferOf = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const startsWith = (bytes: Uint8Array, mark: readonly number[]): boolean => mark.every((byte, index) => bytes[index] === byte);
