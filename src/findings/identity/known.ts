// Findings and those of an earlier revision → which of them were there before. One of the earlier ones stands for one of
// today's: what was copied is new. Asked in four rounds, the surest first, so that moved code finds itself and not its
// neighbour: all the same; the same drawn value anywhere; the same code under the same names in another file; the same code in
// the same file under other names. A value, where there is one, must be the same in each.

import { grouped } from '../../values/once.ts';

/** Of a finding, as far as it is compared. `value`: '' where there is none, or none that may be compared. */
export interface Compared {
  readonly rule: string;
  readonly path: string;
  readonly scope: string;
  readonly code: string;
  readonly value: string;
  /** The value alone says that it is the same. */
  readonly isDrawn: boolean;
}

/** Undefined: not of this round. */
type Round = (one: Compared) => string | undefined;

const rounds: readonly Round[] = [
  ({ rule, path, scope, code, value }) => [rule, path, scope, code, value].join('\0'),
  ({ rule, value, isDrawn }) => (isDrawn ? [rule, value].join('\0') : undefined),
  ({ rule, scope, code, value }) => (scope === '' && code === '' ? undefined : [rule, scope, code, value].join('\0')),
  ({ rule, path, code, value }) => (code === '' ? undefined : [rule, path, code, value].join('\0')),
];

/** Today's with the earlier one that each of them is. */
export function matched<N extends Compared, B extends Compared>(now: readonly N[], before: readonly B[]): ReadonlyMap<N, B> {
  const pairs = new Map<N, B>();
  let left: readonly B[] = before;
  for (const round of rounds) {
    if (left.length === 0) break;
    const waiting = new Map([...grouped(left, round)].map(([key, all]) => [key, [...all]]));
    for (const one of now) {
      const key = pairs.has(one) ? undefined : round(one);
      const found = key === undefined ? undefined : waiting.get(key)?.shift();
      if (found) pairs.set(one, found);
    }
    const used = new Set(pairs.values());
    left = left.filter((one) => !used.has(one));
  }
  return pairs;
}
