// The nodes of a file by where they stand: the one at a place, and those inside a stretch. Readers ask this of every
// call; to look through all nodes each time would cost calls × calls.

import type { Node } from '../syntax/code.ts';
import type { Bindings, IndexedType, NodeOf } from './bindings.ts';
import { once } from './once.ts';
import { spend } from './work.ts';

export interface Stretch { readonly start: number; readonly end: number }

interface Sorted { readonly nodes: readonly Node[]; readonly byPlace: ReadonlyMap<number, Node> }

/** Both ends in one number; texts are far shorter. */
const placeKey = ({ start, end }: Stretch): number => start * 2 ** 26 + end;

const tables = once((_: Bindings) => new Map<IndexedType, Sorted>());

function sorted(bindings: Bindings, type: IndexedType): Sorted {
  const known = tables(bindings).get(type);
  if (known) return known;
  const nodes = ([...bindings.all(type)]).sort((a, b) => a.start - b.start);
  // Of several at one place the first counts.
  const made = { nodes, byPlace: new Map([...nodes].reverse().map((node) => [placeKey(node), node])) };
  tables(bindings).set(type, made);
  return made;
}

/** The node that stands exactly there. */
export const nodeAtPlace = <T extends IndexedType>(bindings: Bindings, type: T, place: Stretch): NodeOf<T> | undefined =>
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- they are kept by their type
  sorted(bindings, type).byPlace.get(placeKey(place)) as NodeOf<T> | undefined;

/** Those that begin behind the start and end at the end at the latest, in source order. */
export function nodesWithin<T extends IndexedType>(bindings: Bindings, type: T, { start, end }: Stretch): readonly NodeOf<T>[] {
  const { nodes } = sorted(bindings, type);
  const found: Node[] = [];
  for (let at = firstFrom(nodes, start + 1); at < nodes.length && nodes[at]!.start < end; at++)
    if (nodes[at]!.end <= end) found.push(nodes[at]!);
  spend(1 + (found.length >> 3));
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- they are kept by their type
  return found as unknown as readonly NodeOf<T>[];
}

/** The index of the first of sorted stretches that begins there or later. */
export function firstFrom(stretches: readonly Stretch[], start: number): number {
  let [low, high] = [0, stretches.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (stretches[middle]!.start < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Stretches → does one of them share a character with another, or hold a place? */
export interface Overlaps<T extends Stretch> {
  /** The first of them, in their order, that shares a character with the stretch. */
  first(stretch: Stretch): T | undefined;
}

/** Asked of every literal: sorted by their starts, with the furthest end so far, those before can be left out at once. */
export function overlapsOf<T extends Stretch>(all: readonly T[]): Overlaps<T> {
  const order = new Map(all.map((one, at) => [one, at] as const));
  const byStart = [...all].sort((a, b) => a.start - b.start);
  const furthest: number[] = [];
  for (const { end } of byStart) furthest.push(Math.max(end, furthest.at(-1) ?? 0));
  return {
    first({ start, end }) {
      let found: T | undefined;
      for (let at = firstFrom(byStart, end) - 1; at >= 0 && furthest[at]! > start; at--) {
        const one = byStart[at]!;
        if (one.end > start && (found === undefined || order.get(one)! < order.get(found)!)) found = one;
      }
      return found;
    },
  };
}

/** Stretches of which none overlaps another halfway, as those of nodes → those that hold a stretch, the innermost first. */
export function holdersAmong<T extends Stretch>(all: readonly T[]): (stretch: Stretch) => readonly T[] {
  const byStart = [...all].sort((a, b) => a.start - b.start || b.end - a.end);
  const outer: number[] = [];
  byStart.forEach(({ end }, index) => {
    let around = index - 1;
    while (around >= 0 && byStart[around]!.end < end) around = outer[around]!;
    outer.push(around);
  });
  return ({ start, end }) => {
    const found: T[] = [];
    for (let at = firstFrom(byStart, start + 1) - 1; at >= 0; at = outer[at]!)
      if (byStart[at]!.end >= end) found.push(byStart[at]!);
    return found;
  };
}
