// A place that a finding marks → the value that stands there, where the finding is about that value: a key or a token by its
// form, a secret by its role. And whether it was drawn: nobody draws the same one twice, and nobody can guess one.

import type { Facts } from '../../facts/facts.ts';
import type { SecretText } from '../../facts/secret-texts.ts';
import { isHumanMade, isPlaceholder } from '../../secrets/words/human-text.ts';
import { withoutPublicPrefix, wordsOf } from '../../secrets/words/names.ts';
import { isPublishedSecret } from '../../secrets/secrets.ts';
import { overlapsOf } from '../../values/node-index.ts';
import { grouped, once } from '../../values/once.ts';
import { tokenText } from '../../secrets/tokens/token-macs.ts';
import type { Place } from '../../source/file.ts';

export interface ToldValue { readonly text: string; readonly isDrawn: boolean; readonly name: string; readonly isToken?: true }

/** Keys and tokens by their form; everything else where it is a secret's text. */
export function valueAt(at: Place, facts: Facts): ToldValue | undefined {
  const { tokens, privateKeys, providerTokens, secretTexts } = literalsOf(facts);
  const token = tokens(at);
  if (token) return { text: tokenText(token), isDrawn: true, name: '', isToken: true };
  const key = privateKeys(at) ?? providerTokens(at);
  if (key) return { text: bodyOf(at.file.text.slice(key.at.start, key.at.end)), isDrawn: true, name: '' };
  const found = secretTexts(at);
  return found && valueOf(found);
}

/** A secret's text, be it under no name that says so. */
export const secretTextAt = (at: Place, facts: Facts): string | undefined => literalsOf(facts).secretTexts(at)?.text.trim();

/** The literals of a file, each kind by its place. */
const literalsOf = once(({ tokens, privateKeys, providerTokens, secretTexts }: Facts) =>
  ({ tokens: byPlaceIn(tokens), privateKeys: byPlaceIn(privateKeys), providerTokens: byPlaceIn(providerTokens),
    secretTexts: byPlaceIn(secretTexts) }));

function byPlaceIn<T extends { readonly at: Place }>(all: readonly T[]): (at: Place) => T | undefined {
  const byPath = new Map([...grouped(all, ({ at }) => at.file.path)]
    .map(([path, here]) => [path, overlapsOf(here.map((one) => ({ one, start: one.at.start, end: one.at.end })))]));
  return (at) => byPath.get(at.file.path)?.first(at)?.one;
}

const valueOf = ({ text, name = '' }: SecretText): ToldValue | undefined => {
  const isDrawn = isUnlikelyTwice(text);
  const words = wordsOf(withoutPublicPrefix(name)).join(' ');
  return isDrawn || words !== '' ? { text: text.trim(), isDrawn, name: words } : undefined;
};

/** Nobody draws the same key twice; two people may choose the same word. */
const isUnlikelyTwice = (text: string): boolean =>
  text.trim().length >= 16 && !isHumanMade(text) && !isPlaceholder(text) && !isPublishedSecret(text);

/** One key in several dresses: line breaks, escapes, indentation, quotes. */
const bodyOf = (text: string): string => text.replace(/\\[nrt]|[^A-Za-z0-9+/=_-]/g, '');
