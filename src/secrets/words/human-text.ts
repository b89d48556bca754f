// Did a person make this text up? Words, keyboard runs, repetition and very low entropy say so.
// Entropy alone is a weak witness: published and random secrets overlap almost wholly above 3 bits a character.

import { documentedSamples, humanWords, placeholderFillers, placeholderWords } from '../../models/secrets/known-secrets.ts';
import { wordsOf } from './names.ts';
import { holdsWords, isPredictable } from '../predictable.ts';

/** Bits a character, by the text's own frequencies. */
export function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

/** Longer texts are judged by their beginning. */
const longest = 512;

/** `own`: words of the project, which need not be in any dictionary. */
export function isHumanMade(text: string, own?: ReadonlySet<string>): boolean {
  const start = text.slice(0, longest);
  return (
    isPoor(start) ||
    repeats(start) ||
    isRun(start) ||
    isInterleaved(start) ||
    (isWords(start) && holdsWords(start)) ||
    isPredictable(start, own)
  );
}

/** Of 100,000 random texts none is poorer: 32 hexadecimal digits have 3.6 bits each on the average, 16 letters and digits 3.8. */
const isPoor = (text: string): boolean => entropyOf(text) < (text.length < 20 ? 2.5 : /^[0-9a-f-]+$/i.test(text) ? 2.6 : 3);

/** As a generator would give it: sixteen characters or more, letters and digits mixed, and nothing that a person made up. */
export const looksDrawn = (text: string): boolean =>
  text.length >= 16 && !/\s/.test(text) && /[A-Za-z]/.test(text) && /\d/.test(text) && !isHumanMade(text);

/** abcabcab: a period that fits at least twice. The prefix function gives the shortest one. */
function repeats(text: string): boolean {
  const border = [0];
  for (let at = 1, length = 0; at < text.length; at++) {
    while (length > 0 && text[at] !== text[length]) length = border[length - 1]!;
    if (text[at] === text[length]) length++;
    border[at] = length;
  }
  const period = text.length - (border[text.length - 1] ?? 0);
  return text.length > 3 && period <= text.length / 2;
}

const rows = [
  'qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'azertyuiop', 'qsdfghjklm', 'wxcvbn', '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
  'qazwsxedcrfvtgbyhnujmikolp', '01234567890',
];
const neighbours = new Set(
  rows.flatMap((row) => Array.from(row.slice(1)).flatMap((char, at) => [`${row[at]}${char}`, `${char}${row[at]}`])),
);

/** Seven of ten steps go to the same, the next or the neighbouring key. */
function isRun(text: string): boolean {
  if (text.length < 4) return false;
  const lower = text.toLowerCase();
  let steps = 0;
  for (let at = 1; at < lower.length; at++) {
    const apart = Math.abs(lower.charCodeAt(at) - lower.charCodeAt(at - 1));
    if (apart <= 1 || neighbours.has(lower.slice(at - 1, at + 1))) steps++;
  }
  return steps >= (lower.length - 1) * 0.7;
}

/** 1q2w3e4r, a1b2c3d4: two runs, a character of each in turn. */
function isInterleaved(text: string): boolean {
  const [one, other] = [0, 1].map((first) => Array.from(text).filter((_, at) => at % 2 === first).join(''));
  return text.length >= 8 && isRun(one!) && isRun(other!);
}

/** Nothing but words, and numbers no longer than a date. */
export function isWords(text: string): boolean {
  const parts = partsOf(text.slice(0, longest));
  const letters = parts.filter((part) => /^[a-z]/.test(part));
  if (letters.length === 0) return false;
  const digits = parts.filter((part) => /^\d/.test(part));
  if (digits.some((part) => part.length > 8) || digits.length > 2 + letters.length / 2) return false;
  const size = letters.join('').length;
  if (letters.length > 2 && size / letters.length < 2.5) return false;
  const unknown = letters.filter((part) => !isKnownWord(part) && split(part, isKnownWord) === undefined && !looksPronounced(part));
  // `fox` between longer words: short words are too many to list.
  return unknown.every((part) => part.length <= 5 && /[aeiouy]/.test(part)) && unknown.join('').length < size * 0.25;
}

/** Asks the reader to put another value here. The words must cover all of it: `mysecret-x9Kd…` is a value. */
export function isPlaceholder(text: string): boolean {
  if (inBrackets.test(text) || documentedSamples.test(text) || /^[*xX.…_\-•#?]+$/.test(text.trim())) return true;
  // A value cut short by whoever printed it.
  if (text.includes('...') || text.includes('…') || asksForReplacement(text)) return true;
  return isAskedForIn(text.slice(0, longest)) || (/[0134@$]/.test(text) && isAskedForIn(unleeted(text.slice(0, longest))));
}

/** `<your key>`, `<<KEY>>`, `‹key›`, `«key»`, `{key}`, `[your key]`. */
const inBrackets = /^\s*(?:<[^<>]*>|<<[^<>]*>>|‹[^‹›]*›|«[^«»]*»|\{[\w\s.\-]*\}|\[[A-Za-z_\s\-]+\])\s*$/;

/** A form that nobody has filled in, rather than a word that serves as well as any. */
export const isUnfilled = (text: string): boolean => inBrackets.test(text);

function isAskedForIn(text: string): boolean {
  const parts = partsOf(text).flatMap((part) => split(part, isPlaceholderPart) ?? [part]);
  return parts.some((part) => placeholderWords.has(part)) && parts.every((part) => isPlaceholderPart(part) || /^\d{1,4}$/.test(part));
}

const leet: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', '@': 'a', $: 's' };
/** `ch4ng3m3`. */
const unleeted = (text: string): string => text.replace(/[013457@$]/g, (char) => leet[char]!);

/** A sentence that tells the reader what to do: "Used to sign tokens, replace it with your own secret". */
export function asksForReplacement(text: string): boolean {
  if (text.length > longest || text.trim().split(/\s+/).length < 5) return false;
  return (
    /\b(?:replace|change|set|put|insert|enter|type|generate|create|use|choose|provide|fill in)\b[\w\s,'’-]{0,40}\b(?:this|it|your|own|here|strong|random|complex|long|unique|different|another)\b/i.test(
      text,
    ) && /\b(?:your|own|here|replace|change|generate)\b/i.test(text)
  );
}

const isPlaceholderPart = (word: string): boolean => placeholderWords.has(word) || placeholderFillers.has(word);
const isKnownWord = (word: string): boolean => humanWords.has(word) || isPlaceholderPart(word);

/** Letters and digits apart, at separators and at a change of case. */
const partsOf = (text: string): readonly string[] => wordsOf(text);

/** A run of letters as words, longest first; undefined when it does not come out even. */
function split(run: string, isWord: (word: string) => boolean): readonly string[] | undefined {
  if (isWord(run) || run.length > 80 || !/^[a-z]+$/.test(run)) return undefined;
  // ends[i]: how the first i letters split.
  const ends: (readonly string[] | undefined)[] = [[]];
  for (let end = 1; end <= run.length; end++) {
    for (let start = Math.max(0, end - 14); start < end && !ends[end]; start++) {
      const before = ends[start];
      // Of the words of one letter only `a` counts, or anything would come out even.
      if (before && (end - start > 1 || run[start] === 'a') && isWord(run.slice(start, end)))
        ends[end] = [...before, run.slice(start, end)];
    }
  }
  return ends[run.length];
}

/** Vowels about as often as in a language, no pile of consonants. Of random runs of 32 letters one in 1,500 passes. */
function looksPronounced(run: string): boolean {
  if (run.length < 4) return false;
  const vowels = run.replace(/[^aeiouy]/g, '').length / run.length;
  return vowels >= 0.25 && vowels <= 0.65 && !/[^aeiouy]{5}|[aeiouy]{4}/.test(run) && !/[qxz][^aeiouhz]|[jvw][^aeioun]/.test(run);
}
