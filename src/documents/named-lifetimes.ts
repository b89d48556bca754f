// A configuration document → the times whose names say that tokens live for them: `jwt.expiresIn`, `app.jwtExpirationMs`. Which code reads
// them is not known here, so what a name leaves open is read the milder way.
// Leaves alone: variables (the code that takes one says what it means); samples, what developers run with, and files that git leaves out.

import { digitsIn, secondsOfText } from '../calls/arguments/times.ts';
import { wordsOf } from '../secrets/words/names.ts';
import type { SourceFile } from '../source/file.ts';
import type { ConfigDocument, ConfigEntry } from '../syntax/config-document.ts';
import type { WeakSetting } from './configured-verifiers.ts';
import { isUnknown } from './ways.ts';

/** `known`: what products say of theirs. */
export function namedLifetimesOf(file: SourceFile, { entries }: ConfigDocument, known: readonly WeakSetting[]): readonly WeakSetting[] {
  if (file.ignoredByGit || file.role !== 'production') return [];
  return entries.flatMap((entry): WeakSetting[] => {
    if (!mayBeLong.test(entry.value.trim()) || !ends.test(entry.name) || isVariable.test(entry.name) || isUnknown(entry)) return [];
    if (known.some(({ about: { at } }) => at.start === entry.keyStart)) return [];
    const words = wordsOf([parentOf(entry), entry.name].join('_'));
    const seconds = isOfTokens(words) ? secondsIn(entry.value, words) : undefined;
    if (seconds === undefined) return [];
    return [{
      effect: 'lifetime', option: entry.name, name: 'this service', seconds, ...(words.includes('refresh') && { isRefresh: true }),
      about: { at: { file, start: entry.start, end: entry.end }, certainty: 'possible' },
    }];
  });
}

const mayBeLong = /^\d{1,15} ?[a-z]{0,8}$/i;
const isVariable = /^[A-Z][A-Z\d_]*$/;
const ends = /expir|lifetime|ttl|validity|max_?age/i;

const parentOf = ({ path }: ConfigEntry): string => path.slice(0, -1).filter((segment) => typeof segment === 'string').at(-1) ?? '';

/** `JWT_…`, `ACCESS_TOKEN_…`: tokens that end a session of their own accord, and no links, codes or keys of programs. */
function isOfTokens(words: readonly string[]): boolean {
  const isToken = words.includes('jwt') || words.some((word, index) => word === 'token' && kinds.has(words[index - 1] ?? ''));
  return isToken && !words.some((word) => others.has(word));
}
const kinds: ReadonlySet<string> = new Set(['access', 'refresh', 'auth', 'id', 'bearer', 'session']);
const others: ReadonlySet<string> = new Set(['cache', 'invite', 'jwks', 'key', 'keys', 'rotation', 'skew', 'leeway', 'api', 'personal', 'service', 'cookie', 'remember']);

const units: Readonly<Record<string, number>> = {
  ms: 0.001, millis: 0.001, milliseconds: 0.001, sec: 1, secs: 1, seconds: 1, minutes: 60, mins: 60, hours: 3600, days: 86_400,
};
/** Of a number without a unit: so many seconds would be eleven days, so many milliseconds a quarter of an hour. */
const LIKELY_MILLISECONDS = 1_000_000;

function secondsIn(text: string, words: readonly string[]): number | undefined {
  const number = digitsIn({ text });
  if (number === undefined) return secondsOfText(text);
  const unit = words.flatMap((word) => (Object.hasOwn(units, word) ? [units[word]!] : [])).at(-1);
  return number * (unit ?? (number >= LIKELY_MILLISECONDS ? 0.001 : 1));
}
