// A text → how much of it follows from words, dates, counting and the keyboard. What a person makes up is nearly all
// explained by a few such pieces; of what was drawn at random next to nothing is.
// The dictionary is loaded only for texts in which words could be: letters in runs, not the mixture of an encoding.

import { humanWords } from '../models/secrets/known-secrets.ts';
import { once } from '../values/once.ts';
import { commonWords } from './words/common-words.ts';

/** Longer texts are judged by their beginning. */
const longest = 160;
const longestWord = 20;
/** Of the letters and digits; what is left may be a name, or a word of another language. Long random texts are never half explained. */
const explained = { long: 0.65, short: 0.8 };
const long = 24;
/** Where letters can be pronounced as well. */
const held = 0.45;
/** Twelve characters of base64 are 72 bits: more than that may well have been drawn, whatever stands before it. */
const mostUnexplained = 12;
/** Characters a piece has on the average. Random texts come out even only with many short pieces. */
const leastMean = 3.4;

/** `own`: words of the project, its packages and hosts. */
export function isPredictable(text: string, own: ReadonlySet<string> = none): boolean {
  // Of hexadecimal digits, read as letters, half come out as vowels.
  if (/^[0-9a-f-]+$/i.test(text)) return false;
  const start = text.slice(0, longest).replace(dates, ' ');
  return [start, readable(start)].some((spelled) => mayHoldWords(spelled) && isExplained(spelled.toLowerCase(), own));
}

/** Do common words stand in it at all? Letters that could be pronounced also come up by chance. */
export const holdsWords = (text: string): boolean => {
  const start = text.slice(0, longest).toLowerCase();
  return dictionaries.some((words) => share(start, words) >= held);
};

const none: ReadonlySet<string> = new Set();
/** 2024-01-31, with a time behind it. */
const dates = /(?<!\d)(?:19|20)\d\d[-/.](?:0[1-9]|1[0-2])[-/.](?:0[1-9]|[12]\d|3[01])(?:[T ]\d\d(?::?\d\d){0,2}Z?)?/g;

const lookalikes: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', '@': 'a', $: 's', '!': 'i' };

/** S3cr3t → Secret: where a letter stands beside it, a digit may stand for one. */
const readable = (text: string): string =>
  text.replace(/(?<=[A-Za-z])[013457@$!](?=[A-Za-z0-9])|[013457@$](?=[A-Za-z]{2})/g, (sign) => lookalikes[sign] ?? sign);

/** Runs of letters as words have them. Encodings change case and break into digits every other character. */
function mayHoldWords(text: string): boolean {
  const runs = text.match(/[A-Z]?[a-z]+|[A-Z]+|\d+/g) ?? [];
  const letters = runs.filter((run) => /[A-Za-z]/.test(run));
  const size = letters.join('').length;
  return size >= text.length / 3 && size / letters.length >= 2.6;
}

/** With the words that secrets are made of first: most texts never need the dictionary. */
function isExplained(text: string, own: ReadonlySet<string>): boolean {
  const counted = sizeOf(text);
  return (
    counted > 0 &&
    dictionaries.some((words) => {
      const { covered, pieces } = bestCover(text, words, own);
      return (
        covered / counted >= (counted < long ? explained.short : explained.long) &&
        counted - covered <= mostUnexplained &&
        covered / pieces >= leastMean
      );
    })
  );
}

/** How many of the characters words explain. */
const share = (text: string, words: Dictionary): number => bestCover(text, words, none).covered / Math.max(1, sizeOf(text));
const sizeOf = (text: string): number => text.replace(/[^a-z0-9]/g, '').length;

interface Dictionary {
  readonly isWord: (word: string) => boolean;
  /** How all that `isWord` could say yes to begins. */
  readonly beginnings: () => ReadonlySet<string>;
}
interface Cover { readonly covered: number; readonly pieces: number }

/** The most characters that pieces explain, with the fewest pieces. */
function bestCover(text: string, { isWord, beginnings }: Dictionary, own: ReadonlySet<string>): Cover {
  const known = [beginnings(), beginningsOf(own)] as const;
  const best: Cover[] = [{ covered: 0, pieces: 0 }];
  for (let start = 0; start < text.length; start++) {
    const before = best[start]!;
    best[start + 1] = better(best[start + 1], before);
    const digits = digitsFrom(text, start);
    const four = text.slice(start, start + BEGINNING);
    const longestPiece = Math.min(text.length - start, known.some((all) => all.has(four)) ? longestWord : Math.max(digits, BEGINNING - 1));
    for (let size = 2; size <= longestPiece; size++) {
      const piece = text.slice(start, start + size);
      if (size <= digits ? !isNumber(piece) : !own.has(piece) && !isWord(piece)) continue;
      best[start + size] = better(best[start + size], { covered: before.covered + size, pieces: before.pieces + 1 });
    }
  }
  return best[text.length]!;
}

const better = (one: Cover | undefined, other: Cover): Cover =>
  one === undefined || other.covered > one.covered || (other.covered === one.covered && other.pieces < one.pieces) ? other : one;

/** At most as many as a piece may have. */
function digitsFrom(text: string, start: number): number {
  let end = start;
  while (end - start < longestWord && text[end]! >= '0' && text[end]! <= '9') end++;
  return end - start;
}

/** So many characters of a word tell most stretches of random text from it, without asking for each length. */
const BEGINNING = 4;
const beginningsOf = once((words: ReadonlySet<string>): ReadonlySet<string> =>
  new Set(Array.from(words, (word) => word.slice(0, BEGINNING))));

/** Years and dates, counting, one digit over and over. */
const isNumber = (digits: string): boolean =>
  /^(?:(?:19|20)\d\d(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))?|(\d)\1{2,})$/.test(digits) ||
  (digits.length >= 3 && sequences.some((all) => all.includes(digits)));

const sequences = ['01234567890123456789', '98765432109876543210'];

/** Words of two and three letters come up in anything; only those of secrets count. */
const isInDictionary = (word: string): boolean =>
  humanWords.has(word) || (word.length >= 4 && commonWords().has(word) && /[a-z]/.test(word));

const dictionaries: readonly Dictionary[] = [
  { isWord: (word) => humanWords.has(word), beginnings: () => beginningsOf(humanWords) },
  { isWord: isInDictionary, beginnings: () => beginningsOfAll(commonWords()) },
];
const beginningsOfAll = once((common: ReadonlySet<string>) => new Set([...beginningsOf(common), ...beginningsOf(humanWords)]));
