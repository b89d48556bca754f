// Values → how they were drawn: from a clock or a weak random number, or from a good one and of how many bytes.

import { originsOf } from '../values/origins.ts';
import type { Origin } from '../values/origins.ts';
import type { WrappedValue, Value } from '../values/value.ts';

/** Where a clock or a non-cryptographic random number makes it, or nothing. */
export function guessablePart({ value, wrappers }: Origin): Value | WrappedValue | undefined {
  if (wrappers.some(({ by }) => by === 'guessable')) return wrappers[0];
  return isAllGuessable(value) ? value : undefined;
}

/** `key-${Date.now()}`: the text is known, and the rest can be repeated. */
const isAllGuessable = (value: Value): boolean =>
  value.kind === 'template' &&
  value.parts.some((part) => part.kind !== 'text') &&
  value.parts.every(
    (part) => part.kind === 'text' || originsOf(part).every(({ wrappers }) => wrappers.some(({ by }) => by === 'guessable')),
  );

/** `randomBytes(8)`: how many. */
export function randomBytesIn({ wrappers }: Origin): number | undefined {
  const size = wrappers.find(({ by }) => by === 'random')?.of;
  return size?.kind === 'plain' && typeof size.value === 'number' ? size.value : undefined;
}
