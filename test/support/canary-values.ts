// Values to be searched for in every output: of each form a generator whose values no output holds by chance, nor any six
// of their characters. Letters are such as no English word has six of in a row; digits are long enough that no line,
// column or offset holds six of them. The same on every run.

import type { Form } from './canary-positions.ts';

/** Mulberry32: small, and the same everywhere. */
export function drawerOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

type Draw = ReturnType<typeof drawerOf>;
const of = (draw: Draw, alphabet: string, length: number): string => Array.from({ length }, () => Array.from(alphabet)[draw(Array.from(alphabet).length)]!).join('');
const consonants = 'bcdfghjkmnpqrtvwxz';
const syllables = ['zuv', 'qix', 'wex', 'jok', 'vyk', 'zeb', 'kwu', 'xav', 'quz', 'jyx', 'wuq', 'vox'];
const word = (draw: Draw): string => syllables[draw(12)]! + syllables[draw(12)]!;
const bytes = (draw: Draw, length: number): Buffer => Buffer.from(Array.from({ length }, () => draw(256)));

export const makers: Readonly<Record<Form, (draw: Draw) => string>> = {
  letters: (draw) => of(draw, consonants, 12 + draw(20)),
  mixed: (draw) => of(draw, consonants + consonants.toUpperCase(), 8 + draw(12)),
  digits: (draw) => `${1 + draw(9)}${of(draw, '1379', 7 + draw(9))}`,
  short: (draw) => of(draw, 'qxzjvkw', 4 + draw(2)),
  shortWord: (draw) => `${of(draw, 'qxzjvkw', 5)}${draw(10)}`,
  passphrase: (draw) => [word(draw), word(draw), word(draw), word(draw)].join(' '),
  base64: (draw) => bytes(draw, 24 + draw(9)).toString('base64'),
  base64url: (draw) => `q${bytes(draw, 32).toString('base64url')}`,
  hex: (draw) => bytes(draw, 16).toString('hex'),
  unicode: (draw) => of(draw, 'жщцюэъпкшфžřğłñøαβγδεζ鍵秘密語', 10),
  quotes: (draw) => `${of(draw, consonants, 6)}"${of(draw, consonants, 6)}'${of(draw, consonants, 6)}\\${of(draw, 'qxzjvkw', 6)}`,
  symbols: (draw) => `${of(draw, consonants, 4)}!${of(draw, consonants, 3)}$${of(draw, consonants, 3)}#%${of(draw, consonants, 5)}^&*`,
  uuid: (draw) => bytes(draw, 16).toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
  long: (draw) => of(draw, consonants, 600),
};

const WINDOW = 6;
const SHORTEST = 4;

/** Every run of six characters of every value, or a shorter value as a whole, by its first four. */
export type Windows = ReadonlyMap<string, ReadonlyMap<string, string>>;

export function windowsOf(values: ReadonlyMap<string, string>): Windows {
  const windows = new Map<string, Map<string, string>>();
  for (const [value, what] of values)
    for (let at = 0; at + WINDOW <= Math.max(value.length, WINDOW); at++) {
      const run = value.slice(at, at + WINDOW);
      const begin = run.slice(0, SHORTEST);
      windows.set(begin, (windows.get(begin) ?? new Map<string, string>()).set(run, what));
    }
  return windows;
}

/** What the text holds of the values, at most a few. */
export function leaksIn(text: string, windows: Windows): string[] {
  const found = new Set<string>();
  for (let at = 0; at < text.length && found.size < 12; at++) {
    const runs = windows.get(text.slice(at, at + SHORTEST));
    for (const [run, what] of runs ?? [])
      if (text.startsWith(run, at)) found.add(`${what}: ${JSON.stringify(run)} in ${JSON.stringify(text.slice(Math.max(0, at - 50), at + 30))}`);
  }
  return [...found];
}
