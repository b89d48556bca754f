// A comparison of a MAC → one in constant time, lengths first: timingSafeEqual throws when they differ.

import type { MacComparison, Side } from '../flows/comparisons.ts';
import type { Edit, Suggestion } from './edit.ts';

const BY_OPERATOR = /^[!=]==?$/;

/** Undefined where a side of one of them does something: it would be done twice. */
export function constantTime(comparison: MacComparison): Suggestion | undefined {
  const [first, ...others] = [comparison, ...comparison.also].map(inConstantTime);
  if (!first || others.some((one) => !one)) return undefined;
  const isSafe = [first, ...others].every((one) => one!.kind === 'safe');
  // What is imported for the first is there for all.
  return { ...first, kind: isSafe ? 'safe' : 'suggestion', edits: [...first.edits, ...others.flatMap((one) => one!.edits.slice(-1))] };
}

function inConstantTime({ at, by, negated, isNested, mac, other, source, safely }: MacComparison): Suggestion | undefined {
  if (!safely || !mac.isPlain || !other.isPlain || !(BY_OPERATOR.test(by) || by === 'equals')) return undefined;
  const [made, given] = [textOf(mac), source === 'caller' ? textOf(other) : `String(${textOf(other)})`];
  const equal = by === 'equals'
    ? `${made}.length === ${textOf(other)}.length && ${safely.call}(${made}, ${textOf(other)})`
    : [`Buffer.byteLength(${made}) === Buffer.byteLength(${given})`, `${safely.call}(Buffer.from(${made}), Buffer.from(${given}))`].join(' && ');
  const whole: Edit = { ...at, text: negated ? `!(${equal})` : isNested ? `(${equal})` : equal };
  const imported: readonly Edit[] = safely.after
    ? [{ file: at.file, start: safely.after.end, end: safely.after.end, text: `, ${safely.call}` }]
    : [];
  // The same answer for the same texts. Of an argument nobody knows that it is one, and what is none would throw now.
  const kind = by === 'equals' || source !== 'caller' ? 'safe' : 'suggestion';
  return { title: `Compare with ${safely.call}`, kind, edits: [...imported, whole] };
}

const textOf = ({ at }: Side): string => at.file.text.slice(at.start, at.end);
