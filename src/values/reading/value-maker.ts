// The Values that readers make all the time, each at the node it stands for; and the little that is asked of any Value.

import type { Place, SourceFile } from '../../source/file.ts';
import type { Node } from '../../syntax/code.ts';
import { GLOBAL } from '../library-index.ts';
import type { ChoiceValue, Property, TextValue, UnknownValue, Value, WrappedValue } from '../value.ts';

export const MAX_ALTERNATIVES = 32;
/** Steps of the way that evidence could show; a chain of names that goes on is followed, and not told. */
export const MAX_VIA = 64;

/** Module of an instance whose class is the project's own. */
export const OWN_CLASS = 'this:';
/** The module of a result that is no call's: what base64 text held as JSON, as a token's header does. */
export const DECODED_JSON = 'json:';

export interface ValueMaker {
  placeOf(node: { readonly start: number; readonly end: number }): Place;
  unknown(node: Node): UnknownValue;
  textAt(node: Node, text: string): TextValue;
  wrapped(node: Node, by: WrappedValue['by'], of: Value): WrappedValue;
  choice(node: Node, how: ChoiceValue['how'], alternatives: readonly Value[]): ChoiceValue;
  global(node: Node, path: readonly string[]): Value;
  environment(node: { readonly start: number; readonly end: number }, name: string, by: string, isChecked?: boolean): Value;
}

export function valueMakerOf(file: SourceFile): ValueMaker {
  const placeOf: ValueMaker['placeOf'] = ({ start, end }) => ({ file, start, end });
  return {
    placeOf,
    unknown: (node) => ({ kind: 'unknown', at: placeOf(node), via: [] }),
    textAt: (node, text) => ({ kind: 'text', text, at: placeOf(node), via: [] }),
    wrapped: (node, by, of) => ({ kind: 'wrapped', by, of, at: placeOf(node), via: [] }),
    /** Later assignments of assignments are one choice, and the same value written at the same place counts once. */
    choice: (node, how, alternatives) => {
      const flat =
        how === 'assigned'
          ? distinctValues(alternatives.flatMap((one) => (one.kind === 'choice' && one.how === how ? one.alternatives : [one])))
          : alternatives;
      return { kind: 'choice', how, alternatives: flat.slice(0, MAX_ALTERNATIVES), at: placeOf(node), via: [] };
    },
    global: (node, path) => ({ kind: 'instance', module: GLOBAL, path, at: placeOf(node), via: [] }),
    environment: (node, name, by, isChecked = false) =>
      ({ kind: 'env', name, by, at: placeOf(node), via: [], ...(isChecked && { checked: true as const }) }),
  };
}

export const isUnset = (value: Value): boolean => value.kind === 'plain' && (value.value === undefined || value.value === null);

export function distinctValues(values: readonly Value[]): readonly Value[] {
  const seen = new Set<string>();
  return values.filter(({ kind, at }) => {
    const key = `${kind}:${at.file.path}:${String(at.start)}:${String(at.end)}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** Configuration objects name half a program; only the members that somebody asks for are read. */
export function lazyProperty({ key, at }: Pick<Property, 'key' | 'at'>, read: () => Value): Property {
  let value: Value | undefined;
  return { key, at, get value() { return (value ??= read()); } };
}
