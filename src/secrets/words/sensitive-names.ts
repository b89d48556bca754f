// A name → what nobody should read that it says it holds. Words are compared, never substrings; names that tell
// something about a password (`passwordChangedAt`, `hasPassword`) hold none.

import { aboutHeads, aboutTails, sensitiveNames, sensitiveWords } from '../../models/tokens/sensitive-claims.ts';
import { tableKeys } from '../../source/untyped.ts';
import { wordsOf } from './names.ts';

export type Sensitive = keyof typeof sensitiveWords;

const LONGEST = 60;
const phrases = tableKeys(sensitiveWords)
  .flatMap((holds) => sensitiveWords[holds].map((phrase) => ({ holds, words: phrase.split(' ') })));

export function sensitiveIn(name: string): Sensitive | undefined {
  if (name.length > LONGEST) return undefined;
  const words = wordsOf(name).filter((word) => !/^\d+$/.test(word));
  const [first] = words;
  const last = words.at(-1);
  if (
    first === undefined ||
    last === undefined ||
    (words.length > 1 && aboutHeads.has(first)) ||
    (aboutTails.has(last) && !isPhrase(words))
  )
    return undefined;
  const whole = words.join(' ');
  if (Object.hasOwn(sensitiveNames, whole)) return sensitiveNames[whole];
  return phrases.find((phrase) => indexIn(words, phrase.words) >= 0)?.holds;
}

/** `national id`, `tax id`: the last word is part of what is held. */
const isPhrase = (words: readonly string[]): boolean =>
  phrases.some(
    (phrase) =>
      phrase.words.length > 1 && indexIn(words, phrase.words) === words.length - phrase.words.length && indexIn(words, phrase.words) >= 0,
  );

const indexIn = (words: readonly string[], part: readonly string[]): number =>
  words.findIndex((_, at) => part.every((word, offset) => words[at + offset] === word));
