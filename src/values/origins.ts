// Value → where it comes from: the leaves behind choices and wrappers, each with what was done to it on the way.

import type { Place } from '../source/file.ts';
import { once } from './once.ts';
import type { ChoiceValue, ParameterValue, Value, Via, WrappedValue } from './value.ts';
import { spend } from './work.ts';

export interface Origin {
  /** A leaf: text, env, template, plain, parameter, unknown … */
  readonly value: Value;
  /** Encodings and key makers around it, innermost first. */
  readonly wrappers: readonly WrappedValue[];
  /** The innermost choice in which this is what remains when something else is missing. */
  readonly fallback?: ChoiceValue;
  /** What stands before it in that choice. */
  readonly instead?: Value;
  /** When it is unset, something else is taken in its place: another value, or a throw. */
  readonly backed?: true;
  readonly via: readonly Via[];
}

/** As many as a list is read for: the keys of one. */
const MAX_ORIGINS = 1000;
/** Values share their parts, so a short text can be a tree of any size: `const b = c ? a : a` doubles it. */
const MAX_STEPS = 4000;

interface Gathered { readonly origins: Origin[]; left: number }

export function originsOf(value: Value): readonly Origin[] {
  const gathered: Gathered = { origins: [], left: MAX_STEPS };
  collect(value, [], undefined, undefined, [], gathered, 0);
  return gathered.origins;
}

function collect(
  value: Value,
  wrappers: readonly WrappedValue[],
  fallback: ChoiceValue | undefined,
  instead: Value | undefined,
  via: readonly Via[],
  into: Gathered,
  depth: number,
): void {
  if (into.origins.length >= MAX_ORIGINS || depth > 40 || into.left-- <= 0) return;
  spend();
  const steps = [...value.via, ...via];
  switch (value.kind) {
    case 'choice': {
      const mayFallBack = isFallbackKind(value);
      value.alternatives.forEach((one, at) => {
        const previous = value.alternatives[at - 1];
        // In `c ? 'dev' : env` the literal stands first; elsewhere the first alternative is what is wanted.
        const isFallback = mayFallBack && (at > 0 || (value.how === '?:' && !readsEnvironment(one)));
        const before = into.origins.length;
        collect(one, wrappers, isFallback ? value : fallback, isFallback ? previous : instead, steps, into, depth + 1);
        if (isBacked(value, at))
          into.origins.splice(before, Infinity, ...into.origins.slice(before).map((origin) => ({ ...origin, backed: true as const })));
      });
      return;
    }
    case 'wrapped':
      collect(value.of, [value, ...wrappers], fallback, instead, steps, into, depth + 1);
      return;
    case 'list':
      for (const item of value.items) collect(item, wrappers, fallback, instead, steps, into, depth + 1);
      return;
    default:
      into.origins.push({ value, wrappers, via: steps, ...(fallback && { fallback }), ...(instead && { instead }) });
  }
}

/** `a || b`, `a ?? b`, defaults: the later stands in for the earlier. In `c ? a : b` one of two env-or-literal branches does. */
const isFallbackKind = ({ how, alternatives }: ChoiceValue): boolean =>
  how === '||' || how === '??' || how === 'default' || ((how === '?:' || how === 'assigned') && alternatives.some(readsEnvironment));

/** Of `a || b`, `a ?? b` and defaults all but the last. */
const isBacked = ({ how, alternatives }: ChoiceValue, at: number): boolean =>
  (how === '||' || how === '??' || how === 'default') && at < alternatives.length - 1;

const readsEnvironment = (value: Value): boolean =>
  (value.kind === 'choice' ? haveEnvironment(value.alternatives) : leavesOf([value]).some(({ kind }) => kind === 'env'));

/** `c ? 'one' : 'other'` around a text, where nothing but texts of its file can come out: the whole of it. */
export function textsOnlyAround(value: Value | undefined, text: Place, depth = 0): Place | undefined {
  if (value?.kind === 'wrapped') return textsOnlyAround(value.of, text, depth + 1);
  if (value?.kind !== 'choice' || depth > MAX_NESTED) return undefined;
  const isIn = ({ file, start, end }: Place): boolean => file === value.at.file && value.at.start <= start && end <= value.at.end;
  const isWhole = value.how === '?:' && isIn(text) && value.alternatives.every((one) => one.kind === 'text' && isIn(one.at));
  return isWhole ? value.at : value.alternatives.map((one) => textsOnlyAround(one, text, depth + 1)).find(Boolean);
}
const MAX_NESTED = 4;

/** Once: choices of choices share their parts, and each would ask all below it again. */
const haveEnvironment = once((values: readonly Value[]): boolean => leavesOf(values).some(({ kind }) => kind === 'env'));

/** What stands behind choices and wrappers, as far as the steps go. */
function leavesOf(values: readonly Value[]): readonly Value[] {
  const leaves: Value[] = [];
  const waiting: Value[] = [...values];
  for (let left = MAX_STEPS; waiting.length > 0 && left > 0; left--) {
    const one = waiting.pop()!;
    if (one.kind === 'choice') waiting.push(...one.alternatives);
    else if (one.kind === 'wrapped') waiting.push(one.of);
    else leaves.push(one);
  }
  return leaves;
}

/** Every text that a value may be, through choices, lists and wrappers that keep the text. */
export function textsOf(value: Value | undefined): readonly Extract<Value, { kind: 'text' }>[] {
  return value ? originsOf(value).flatMap((origin) => (origin.value.kind === 'text' ? [origin.value] : [])) : [];
}

/** The items of a list or of the lists behind a choice; a single text is a list of one. */
export function itemsOf(value: Value | undefined): readonly Value[] {
  let left = MAX_STEPS;
  const items = (one: Value): readonly Value[] => {
    if (left-- <= 0) return [];
    if (one.kind === 'list') return one.items.flatMap((item) => (item.kind === 'choice' ? items(item) : [item]));
    return one.kind === 'choice' ? one.alternatives.flatMap(items) : [one];
  };
  return value ? items(value) : [];
}

/** The lists that a value may be, each for itself: `isLegacy ? ['HS256'] : ['RS256']` is never both. */
export function listsOf(value: Value | undefined): readonly Value[] {
  let left = MAX_STEPS;
  const lists = (one: Value): readonly Value[] => {
    if (left-- <= 0) return [];
    return one.kind === 'choice' && one.alternatives.every(({ kind }) => kind === 'list' || kind === 'choice')
      ? one.alternatives.flatMap(lists)
      : [one];
  };
  return value ? lists(value) : [];
}

export const isText = (value: Value, text: string): boolean => value.kind === 'text' && value.text.toLowerCase() === text.toLowerCase();
export const isTrue = (value: Value | undefined): boolean => value?.kind === 'plain' && value.value === true;
export const isFalse = (value: Value | undefined): boolean => value?.kind === 'plain' && value.value === false;
/** A constant that counts as true: `true`, 1, a text, an object. */
export const isOn = (value: Value | undefined): boolean =>
  value !== undefined &&
  (value.kind === 'plain'
    ? Boolean(value.value)
    : value.kind === 'text'
      ? value.text !== ''
      : value.kind === 'object' || value.kind === 'list' || value.kind === 'function');
/** Known to be missing: `undefined` or `null`. */
export const isMissing = (value: Value): boolean => value.kind === 'plain' && (value.value === undefined || value.value === null);

/** Places of every non-empty text that a value may be or is built of. */
export function textPlacesOf(value: Value): readonly Place[] {
  return originsOf(value).flatMap(({ value: leaf }) => leaf.kind === 'text' && leaf.text !== '' ? [leaf.at]
    : leaf.kind === 'template' ? leaf.parts.flatMap((part) => (part.kind === 'text' ? [part.at] : [])) : []);
}

/** The parameter that a leaf is, also under a type that makes it an object of some class. */
export const parameterOf = (leaf: Value): ParameterValue | undefined =>
  leaf.kind === 'parameter' ? leaf : leaf.kind === 'instance' ? leaf.parameter : undefined;

/** What a leaf is called where it is read: the variable, the parameter, the last member of `options.jwtSecret`. */
export function nameOfLeaf(value: Value): string | undefined {
  switch (value.kind) {
    case 'env': case 'parameter': return value.name;
    case 'imported': return value.path.at(-1);
    // A member of an object from elsewhere.
    case 'unknown':
      return /^[\w$.?!\s]{0,200}\.\s*([\w$]{1,100})!?$/.exec(
        value.at.file.text.slice(value.at.start, Math.min(value.at.end, value.at.start + 300)),
      )?.[1];
    default: return undefined;
  }
}

/** The environment variable that this value stands in for where it is unset. */
export function missingVariable({ instead }: Origin): string | undefined {
  const missing = instead && originsOf(instead).find(({ value }) => value.kind === 'env')?.value;
  return missing?.kind === 'env' ? missing.name : undefined;
}
