// A suggestion → may it be offered? Not where it would change a constant under uses that the finding is not about: a list that a
// check reads, a lifetime that a cookie has, options that a call of another kind would refuse.

import type { Edit, Suggestion } from '../edits/edit.ts';
import type { Facts } from '../facts/facts.ts';
import type { Place } from '../source/file.ts';
import type { HeldData } from '../values/held-data.ts';
import { firstFrom, holdersAmong } from '../values/node-index.ts';
import { once } from '../values/once.ts';

export const changesOnlyItsOwn = ({ edits }: Suggestion, facts: Facts): boolean => edits.every((edit) => !isShared(edit, facts));

function isShared(edit: Edit, facts: Facts): boolean {
  const held = edit.file === facts.file ? facts.heldAt(edit) : undefined;
  if (!held || isNamedKey(edit, facts)) return false;
  if (held.isExported && !held.isMember) return true;
  return held.reads.length > 1 && hasSeveralUses(held, facts);
}

/** Once: the members of one object are read by its name. */
const hasSeveralUses = once(({ reads }: HeldData, facts: Facts): boolean => {
  const uses = new Set(reads.map((read) => useOf(read, facts)));
  return uses.has(undefined) || uses.size > 1;
});

/** What its name calls a key is one wherever it is read. */
function isNamedKey({ start, end }: Edit, facts: Facts): boolean {
  const named = namedKeys(facts);
  return (named[firstFrom(named, start)]?.firstEnd ?? Infinity) <= end;
}

/** By their starts, each with the first end of it and of those behind it. */
const namedKeys = once(({ keyLiterals }: Facts) => {
  let firstEnd = Infinity;
  return keyLiterals.flatMap(({ named, literal: { at } }) => (named === undefined ? [] : [at]))
    .sort((a, b) => b.start - a.start)
    .map(({ start, end }) => ({ start, end, firstEnd: (firstEnd = Math.min(firstEnd, end)) }))
    .reverse();
});

/** What is done with it there. */
function useOf(read: Place, facts: Facts): string | undefined {
  const { keys, calls } = usesIn(facts);
  if (keys(read).length > 0) return 'key';
  const around = calls(read);
  return around.length === 0 ? undefined : around.reduce((first, one) => (one.at < first.at ? one : first)).call.kind;
}

const usesIn = once(({ keyUses, jwtCalls, file }: Facts) => ({
  keys: holdersAmong(keyUses.flatMap(({ at }) => (at.file === file ? [at] : []))),
  calls: holdersAmong(jwtCalls.map((call, at) => ({ call, at, start: call.slots.call.start, end: call.slots.call.end }))),
}));
