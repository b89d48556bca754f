// A seed → drawn numbers, texts and choices, the same in every run (mulberry32).

export interface Random {
  /** Below `limit`. */
  number(limit: number): number;
  pick<T>(items: readonly T[]): T;
  text(chars: string, length: number): string;
  bytes(length: number): Buffer;
}

export const hexDigits = '0123456789abcdef';
export const letters = 'abcdefghijklmnopqrstuvwxyz';
export const base62 = `${letters}${letters.toUpperCase()}0123456789`;

export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const number = (limit: number): number => next() % limit;
  return {
    number,
    pick: (items) => items[number(items.length)]!,
    text: (chars, length) => Array.from({ length }, () => chars.charAt(number(chars.length))).join(''),
    bytes: (length) => Buffer.from(Array.from({ length }, () => number(256))),
  };
}
