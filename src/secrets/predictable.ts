// A text → how much of it follows from words, dates, counting and the keyboard. What a person makes up is nearly all
// explained by a few such pieces; of what was drawn at random next to nothing is.
// The dictionary is loaded only for texts in which words could be: letters in runs, not the mixture of an encoding.

import { humanWords } from '../models/secrets/known-secrets.ts';
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
  return [isUsual, isInDictionary].some((isWord) => share(start, isWord) >= held);
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
    [isUsual, isInDictionary].some((isWord) => {
      const { covered, pieces } = bestCover(text, (word) => own.has(word) || isWord(word));
      return (
        covered / counted >= (counted < long ? explained.short : explained.long) &&
        counted - covered <= mostUnexplained &&
        covered / pieces >= leastMean
      );
    })
  );
}

/** How many of the characters words explain. */
const share = (text: string, isWord: (word: string) => boolean): number => bestCover(text, isWord).covered / Math.max(1, sizeOf(text));
const sizeOf = (text: string): number => text.replace(/[^a-z0-9]/g, '').length;

interface Cover { readonly covered: number; readonly pieces: number }

/** The most characters that pieces explain, with the fewest pieces. */
function bestCover(text: string, isWord: (word: string) => boolean): Cover {
  const best: Cover[] = [{ covered: 0, pieces: 0 }];
  for (let end = 1; end <= text.length; end++) {
    let cover = best[end - 1]!;
    for (let start = Math.max(0, end - longestWord); start <= end - 2; start++) {
      const piece = text.slice(start, end);
      if (!(/^\d+$/.test(piece) ? isNumber(piece) : isWord(piece))) continue;
      const before = best[start]!;
      const now = { covered: before.covered + piece.length, pieces: before.pieces + 1 };
      if (now.covered > cover.covered || (now.covered === cover.covered && now.pieces < cover.pieces)) cover = now;
    }
    best.push(cover);
  }
  return best[text.length]!;
}

/** Years and dates, counting, one digit over and over. */
const isNumber = (digits: string): boolean =>
  /^(?:(?:19|20)\d\d(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))?|(\d)\1{2,})$/.test(digits) ||
  (digits.length >= 3 && sequences.some((all) => all.includes(digits)));

const sequences = ['01234567890123456789', '98765432109876543210'];

const isUsual = (word: string): boolean => humanWords.has(word);
/** Words of two and three letters come up in anything; only those of secrets count. */
const isInDictionary = (word: string): boolean =>
  humanWords.has(word) || (word.length >= 4 && commonWords().has(word) && /[a-z]/.test(word));
