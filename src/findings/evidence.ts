// Values and uses → evidence steps: where a value is written, the names it goes through, where it does its work.

import type { JwtCall, KeyUse } from '../calls/jwt-call.ts';
import { originsOf, type Origin } from '../values/origins.ts';
import type { KeyReader } from '../facts/configured-keys.ts';
import type { Place } from '../source/file.ts';
import type { Value, Via } from '../values/value.ts';
import type { Step } from './rule.ts';

/** From the literal, which the finding marks, to the slots it reaches; what goes before it, where it only stands in. */
export function wayOf(origin: Origin, uses: readonly KeyUse[]): readonly Step[] {
  return distinct([...goingBefore(origin), ...holders(origin.via), ...uses.flatMap(reached)]);
}

/** Of `A || B || 'x'` both. */
const goingBefore = ({ fallback, value }: Origin): readonly Step[] => (fallback ? originsOf(fallback) : [])
  .flatMap(({ value: one }) => (one.kind === 'env' && one.at.start !== value.at.start ? [{ place: one.at, note: `${one.name} goes first` }] : []));

/** The members of one object are one step: `held by keys.refresh`. */
function holders(via: readonly Via[]): readonly Step[] {
  const steps: { place: Place; names: string[] }[] = [];
  for (const { place, note } of via) {
    const inner = steps.at(-1);
    if (inner && isInObject(inner.place, place)) {
      inner.names.unshift(note);
      inner.place = place;
    } else steps.push({ place, names: [note] });
  }
  return steps.map(({ place, names }) => ({ place, note: `held by ${names.join('.')}` }));
}

/** How much of an object is looked at. */
const REACH = 2000;

/** Does the member stand in the braces that open behind the name, or behind its type? */
function isInObject(member: Place, holder: Place): boolean {
  if (member.file !== holder.file || member.start <= holder.end || member.start - holder.end > REACH) return false;
  const between = member.file.text.slice(holder.end, member.start);
  const opens = /^[^={};]{0,100}[=:]\s{0,40}(?:Object\.freeze\(\s{0,40})?\{/.exec(between)?.[0].length;
  if (opens === undefined) return false;
  let depth = 1;
  for (const [sign] of between.slice(opens).matchAll(/[{}]/g)) {
    if (sign === '{') depth++;
    else if (--depth === 0) return false;
  }
  return true;
}

/** The slot itself, or the call that hands the value on and the places it is handed on from. */
const reached = ({ at, purpose, through = [] }: KeyUse): readonly Step[] =>
  [at, ...through].map((place, index, all) => ({ place, note: index === all.length - 1 ? `reaches ${purpose}` : 'handed on' }));

/** Code that reads a configured key: two steps each, the nearest few. */
export const readBy = (readers: readonly KeyReader[]): readonly Step[] =>
  distinct(readers.slice(0, MOST_READERS).flatMap(({ read, at, purpose, variable }) => [
    ...(read.file.path === at.file.path && read.start >= at.start && read.end <= at.end ? [] : [{ place: read, note: `${variable} is read here` }]),
    { place: at, note: `reaches ${purpose}` },
  ]));

const MOST_READERS = 5;

/** What a call is told, where that stands outside of it: the names it goes by, and the call that takes it. */
export function takenBy({ value, at }: { readonly value: Pick<Value, 'via'>; readonly at: Place }, { slots: { call }, at: name, ...rest }: JwtCall): readonly Step[] {
  if (at.file === call.file && at.start >= call.start && at.end <= call.end) return [];
  return distinct([
    ...holders(value.via),
    { place: name, note: `${rest.name} takes it` },
  ]);
}

function distinct(steps: readonly Step[]): readonly Step[] {
  const seen = new Set<string>();
  return steps.filter(({ place, note }) => {
    const key = `${place.file.path}:${place.start}:${note}`;
    return !seen.has(key) && seen.add(key);
  });
}

export const step = (place: Place, note: string): Step => ({ place, note });
