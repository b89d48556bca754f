// Questions that are asked of the same node, name or file again and again → the same, answered once. What is remembered
// goes with the tree that it is about.

import type { Bindings } from './bindings.ts';

export function once<K extends object, T, R extends readonly unknown[]>(answer: (of: K, ...rest: R) => T): (of: K, ...rest: R) => T {
  const known = new WeakMap<K, { readonly is: T }>();
  return (of, ...rest) => {
    const before = known.get(of);
    if (before) return before.is;
    const is = answer(of, ...rest);
    known.set(of, { is });
    return is;
  };
}

/** Of a file as a whole. */
export function oncePerFile<C extends { readonly bindings: Bindings }, T>(answer: (context: C) => T): (context: C) => T {
  const ask = once((_: Bindings, context: C) => answer(context));
  return (context) => ask(context.bindings, context);
}

/** Things by what they have in common, in their order. */
export function grouped<K, T>(all: Iterable<T>, keyOf: (one: T) => K | undefined): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}
