// What one file says → the texts in it that are a key or may be one, with the names they stand under. More generous than
// any rule: a text here is no finding, only something to compare with others and to try on the signatures of tokens.

import type { Place } from '../source/file.ts';
import type { KeyLiteral } from '../secrets/literals.ts';
import type { NamedValue } from '../secrets/words/named-values.ts';
import type { KeyLiteralUse } from './key-literals.ts';
import { originsOf } from '../values/origins.ts';
import type { Origin } from '../values/origins.ts';

export interface SecretText {
  readonly at: Place;
  readonly text: string;
  /** The name that holds it, or the variable that it stands in for. */
  readonly name?: string;
}

interface Keys {
  readonly keyLiterals: readonly KeyLiteralUse[];
  readonly namedValues: readonly NamedValue[];
  readonly privateKeys: readonly KeyLiteral[];
}

const longest = 4096;
/** A file with more is a list of samples. */
const most = 2000;

/** `variables`: their names need not say what a program does with them. */
export function secretTextsOf({ keyLiterals, namedValues, privateKeys }: Keys, variables: readonly NamedValue[]): readonly SecretText[] {
  const found = new Map<string, SecretText>();
  const add = (one: SecretText): void => {
    const key = `${one.at.file.path}\0${String(one.at.start)}`;
    if (one.text.trim() !== '' && one.text.length <= longest && found.size < most && !found.has(key)) found.set(key, one);
  };
  for (const { literal, origin, named } of keyLiterals) add(secretText(literal.at, literal.text, named?.name ?? variableBeside(origin)));
  for (const { value, name } of [...namedValues, ...variables])
    for (const { value: leaf } of originsOf(value)) if (leaf.kind === 'text') add(secretText(leaf.at, leaf.text, name));
  for (const { at, type } of privateKeys) if (type === 'oct') add({ at, text: at.file.text.slice(at.start, at.end) });
  return [...found.values()];
}

const secretText = (at: Place, text: string, name: string | undefined): SecretText => ({
  at,
  text,
  ...(name === undefined ? {} : { name }),
});

/** `process.env.JWT_SECRET || 'x'`: what the text stands in for. */
const variableBeside = ({ instead }: Origin): string | undefined => (instead?.kind === 'env' ? instead.name : undefined);
