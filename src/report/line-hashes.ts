// A text → the hash of each of its lines by which GitHub code scanning knows an alert again: the 64-bit rolling hash of the next hundred
// characters that are no blank, with a running number for lines that hash alike. As computed by github/codeql-action,
// src/fingerprints.ts, to the last digit. Two halves of 32 bits in plain numbers, for BigInt is slow.

const block = 100;
const end = 0xffff;
const half = 2 ** 32;
const factor = 37;

interface Wide { readonly high: number; readonly low: number }

/** 37 to the hundredth, modulo 2^64: what a character weighs when it leaves the window. */
const leaving: Wide = Array.from({ length: block }).reduce<Wide>((wide) => times(wide, factor), { high: 0, low: 1 });

/** `by` has at most 17 bits, so no product leaves the whole numbers that a double holds. */
function times({ high, low }: Wide, by: number): Wide {
  const product = low * by;
  return { high: (high * by + Math.floor(product / half)) >>> 0, low: product >>> 0 };
}

/** The hash of line `n`, the first being 1; undefined for a line that the text has not. A byte-order mark belongs to the text. */
export function lineHashesOf(text: string): (line: number) => string | undefined {
  let hashes: readonly string[] | undefined;
  return (line) => (hashes ??= computed(text))[line - 1];
}

function computed(text: string): string[] {
  const hashes: string[] = [];
  const counts = new Map<string, number>();
  const window = new Uint16Array(block);
  const begins = new Uint8Array(block);
  let [high, low, at, isStart, wasReturn] = [0, 0, 0, true, false];

  const leave = (): void => {
    if (begins[at] === 0) return;
    begins[at] = 0;
    const hash = high === 0 ? low.toString(16) : high.toString(16) + low.toString(16).padStart(8, '0');
    const count = (counts.get(hash) ?? 0) + 1;
    counts.set(hash, count);
    hashes.push(`${hash}:${count}`);
  };
  const take = (code: number): void => {
    const out = window[at]!;
    window[at] = code;
    at = (at + 1) % block;
    // `>>> 0` is modulo 2^32, of negative numbers, too.
    const sum = factor * low + code - leaving.low * out;
    low = sum >>> 0;
    high = (factor * high + Math.floor(sum / half) - leaving.high * out) >>> 0;
  };
  const read = (given: number): void => {
    const isFeed = wasReturn && given === 10;
    if (given === 32 || given === 9 || isFeed) {
      wasReturn = false;
      return;
    }
    wasReturn = given === 13;
    const code = wasReturn ? 10 : given;
    leave();
    if (isStart) begins[at] = 1;
    isStart = code === 10;
    take(code);
  };

  for (let index = 0; index < text.length; index++) read(text.charCodeAt(index));
  read(end);
  for (let index = 0; index < block; index++) {
    leave();
    take(0);
  }
  return hashes;
}
