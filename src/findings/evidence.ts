// Values and uses → evidence steps: where a value is written, the names it goes through, where it does its work.

import type { JwtCall, KeyUse } from '../calls/jwt-call.ts';
import type { KeyReader } from '../facts/configured-keys.ts';
import type { Origin } from '../values/origins.ts';
import type { Place } from '../source/file.ts';
import type { Value } from '../values/value.ts';
import type { Step } from './rule.ts';

export function wayOf(origin: Origin, uses: readonly KeyUse[]): readonly Step[] {
  return distinct([
    { place: origin.value.at, note: 'written here' },
    ...origin.via.map(({ place, note }) => ({ place, note: `held by ${note}` })),
    ...uses.flatMap(reached),
  ]);
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
    ...value.via.map(({ place, note }) => ({ place, note: `held by ${note}` })),
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
