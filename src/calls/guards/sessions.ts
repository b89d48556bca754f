// A call that sets up sessions or signed cookies → is what comes back from the browser checked?

import { harmlessCookieWords, weightyCookieWords } from '../../models/uses/cookies.ts';
import type { SecretUseModel } from '../../models/model.ts';
import type { Place } from '../../source/file.ts';
import type { AnyCall, CodeContext } from '../../values/code-context.ts';
import type { Gathered } from '../arguments/gathering.ts';
import { wordsOf } from '../../secrets/words/names.ts';
import { isFalse, isMissing, originsOf } from '../../values/origins.ts';

/** A session without a signature, or with a key that everyone knows. */
export interface Session {
  readonly at: Place;
  readonly name: string;
  readonly purpose: string;
  readonly lacks: 'key' | 'signature' | 'own key outside production';
}

export function sessionOf(
  { callee }: AnyCall,
  { withoutKey, purpose }: SecretUseModel,
  { parts, whole }: Gathered,
  { expressions, file }: CodeContext,
): readonly Session[] {
  const name = file.text.slice(callee.start, Math.min(callee.end, callee.start + 40));
  const session = (at: Place, lacks: Session['lacks']): readonly Session[] => [{ at, name, purpose, lacks }];
  const signed = parts.get('signed');
  if (signed && isFalse(signed.value)) return session(signed.at, 'signature');
  if (withoutKey === undefined || !whole || hasKey(parts.get('key'))) return [];
  return session(expressions.placeOf(callee), withoutKey === 'unsigned' ? 'key' : 'own key outside production');
}

const hasKey = (part: ReturnType<Gathered['parts']['get']>): boolean =>
  part !== undefined && !isMissing(part.value) && !(part.value.kind === 'list' && part.value.whole && part.value.items.length === 0);

/** Its cookie says by its name that nobody gains anything by writing one. */
export function isHarmlessCookie({ parts }: Gathered): boolean {
  const name = parts.get('cookieName')?.value;
  return name !== undefined && originsOf(name).every(({ value }) => value.kind === 'text' && isHarmlessName(wordsOf(value.text)));
}

const isHarmlessName = (words: readonly string[]): boolean =>
  words.some((word) => harmlessCookieWords.has(word)) && !words.some((word) => weightyCookieWords.has(word));
