// A misspelled word → the known word that was probably meant, or nothing. For every "did you mean" of the tool.

import { formerWords } from '../models/former-words.ts';
import { isOrdinaryName } from './ordinary.ts';

/** No name of ours is longer; a hostile key costs nothing. */
const longest = 64;

/** The word that `word` was renamed to, or the closest of `known`, when it is close enough to be a slip of the keyboard. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  if (word.length > longest) return undefined;
  const words = [...known];
  const renamed = formerWords.get(word);
  if (renamed !== undefined && words.includes(renamed)) return renamed;
  const allowed = Math.max(1, Math.floor(word.length / 3));
  let best: string | undefined;
  let bestDistance = allowed + 1;
  for (const candidate of words) {
    if (Math.abs(candidate.length - word.length) >= bestDistance) continue;
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** Of ids made of several words: the shortest that holds all words of the one that was written. */
export function nearestId(word: string, known: readonly string[]): string | undefined {
  const words = word.toLowerCase().split('-').filter(Boolean);
  const holding = known.filter((id) => words.length > 0 && word.length <= longest && words.every((one) => id.split('-').includes(one)));
  return nearest(word, known) ?? holding.sort((a, b) => a.length - b.length)[0];
}

/** A word of a file that may be told, close to a known one or made of ordinary words: another could be a misplaced secret. */
export function quoted(word: string, known: Iterable<string>): string {
  const meant = didYouMean(word, known);
  return meant !== '' || isOrdinaryName(word) ? ` "${word}"${meant}` : '';
}

/** `; did you mean "preset"?` or nothing. */
export function didYouMean(word: string, known: Iterable<string>): string {
  const meant = nearest(word, known);
  return meant === undefined ? '' : `; did you mean "${meant}"?`;
}

// Optimal string alignment: swapped neighbours count once.
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(above[column]! + 1, current[column - 1]! + 1, above[column - 1]! + (same ? 0 : 1));
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        cost = Math.min(cost, before[column - 2]! + 1);
      current.push(cost);
    }
    [before, above] = [above, current];
  }
  return above[b.length]!;
}
