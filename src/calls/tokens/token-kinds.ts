// Names around a token → what it is for. The nearest name that says something decides: a lifetime, the functions
// around the call, the key, the claims and what a purpose claim says.

import { guardNames, purposeClaims, roleTails, tokenKinds } from '../../models/tokens/token-kinds.ts';
import type { JwtCall } from '../jwt-call.ts';
import { wordsOf } from '../../secrets/words/names.ts';
import { nameOfLeaf, originsOf, textsOf } from '../../values/origins.ts';
import type { Value } from '../../values/value.ts';

export type KindOfToken = (typeof tokenKinds)[number];

const phrases = tokenKinds.flatMap((kind) => kind.words.map((phrase) => ({ kind, words: phrase.split(' ') })));

export const kindOfNames = (names: readonly string[]): KindOfToken | undefined => {
  for (const name of names) {
    const words = meaningful(name);
    const found =
      words.length === 0
        ? undefined
        : phrases.find((phrase) => words.some((_, at) => phrase.words.every((word, offset) => words[at + offset] === word)));
    if (found) return found.kind;
  }
  return undefined;
};

function meaningful(name: string): readonly string[] {
  // `canActivate` activates no account.
  if (guardNames.test(name)) return [];
  const words = [...wordsOf(name.slice(0, 100))];
  while (words.length > 1 && roleTails.has(words.at(-1)!)) words.pop();
  return words;
}

/** `lifetime`: names that the lifetime goes through. */
export function kindOfToken({ kind, around, parts, key }: JwtCall, lifetime: readonly string[] = []): KindOfToken | undefined {
  const token = kind === 'verify' && parts.token ? namesOf(parts.token.value) : [];
  return kindOfNames([...token, ...lifetime, ...around, ...(key ? namesOf(key.value) : []), ...claimNames(parts.payload?.value)]);
}

const namesOf = (value: Value): readonly string[] =>
  originsOf(value).flatMap(({ value: leaf, via }) => [nameOfLeaf(leaf) ?? '', ...via.map(({ note }) => note)]);

/** Claims by name, and what those say that are there to say it. */
const claimNames = (payload: Value | undefined): readonly string[] =>
  payload?.kind === 'object'
    ? [...payload.properties].flatMap(([name, { value }]) => [
        name,
        ...(purposeClaims.test(name) || name === 'role' ? textsOf(value).map(({ text }) => text) : []),
      ])
    : [];
