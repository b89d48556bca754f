// Findings of one file → a stable name for each problem: the same when lines move or another finding comes and goes.
// Made of the rule, the path, the message and the masked line, never of a secret: a fingerprint in a public baseline
// must not let anyone test guesses.

import { createHash } from 'node:crypto';
import type { Place } from '../source/file.ts';
import { maskedLine, type Masks } from './excerpt.ts';
import type { Rule } from './rule.ts';

const bytes = 16;

/** In the order given, which must be the order of the places: equal ones are told apart by counting. */
export function fingerprints(
  findings: readonly { readonly rule: Rule; readonly message: string; readonly at: Place }[], masks: Masks,
): string[] {
  const seen = new Map<string, number>();
  return findings.map(({ rule, message, at }) => {
    // Width of white space is a formatter's business.
    const line = maskedLine(at, masks, rule.topic === 'keys').replace(/\s+/g, ' ');
    const content = [rule.id, at.file.path, message, line].join('\0');
    const number = seen.get(content) ?? 0;
    seen.set(content, number + 1);
    return createHash('sha256').update(`${content}\0${number}`).digest('hex').slice(0, bytes * 2);
  });
}
