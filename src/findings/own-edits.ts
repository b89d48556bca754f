// A suggestion → may it be offered? Not where it would change a constant under uses that the finding is not about: a list that a
// check reads, a lifetime that a cookie has, options that a call of another kind would refuse.

import type { Edit, Suggestion } from '../edits/edit.ts';
import type { Facts } from '../facts/facts.ts';
import type { Place } from '../source/file.ts';

export const changesOnlyItsOwn = ({ edits }: Suggestion, facts: Facts): boolean => edits.every((edit) => !isShared(edit, facts));

function isShared(edit: Edit, facts: Facts): boolean {
  const held = edit.file === facts.file ? facts.heldAt(edit) : undefined;
  if (!held || isNamedKey(edit, facts)) return false;
  if (held.isExported && !held.isMember) return true;
  const uses = held.reads.map((read) => usesOf(read, facts));
  return held.reads.length > 1 && (uses.includes(undefined) || new Set(uses).size > 1);
}

/** What its name calls a key is one wherever it is read. */
const isNamedKey = ({ start, end }: Edit, { keyLiterals }: Facts): boolean =>
  keyLiterals.some(({ named, literal: { at } }) => named !== undefined && at.start >= start && at.end <= end);

/** What is done with it there. */
function usesOf({ start, end }: Place, { jwtCalls, keyUses }: Facts): string | undefined {
  if (keyUses.some(({ at }) => at.start <= start && at.end >= end)) return 'key';
  return jwtCalls.find(({ slots: { call } }) => call.start <= start && call.end >= end)?.kind;
}
