// A file before and after a change → which of its lines may be shown how: a secret is masked wherever its text stands, and so is what could
// be one, as in every other output.

import { factsOf } from '../../facts/facts-of.ts';
import { maskedLines } from '../../findings/excerpt.ts';
import type { Finding } from '../../findings/finding.ts';
import type { Place } from '../../source/file.ts';
import { sourceFileOf } from '../../source/source-file-of.ts';
import type { Shown } from './unified-diff.ts';

/** `findings`: of the file, about keys; what they mark is masked. `mark`: the byte-order mark in front of both texts, or nothing. */
export function shownMasked(path: string, before: string, after: string, findings: readonly Finding[], mark = ''): Shown {
  const [old, now] = [sourceFileOf(path, before), sourceFileOf(path, after)];
  const marked = findings.map(({ range }): Place => ({ file: old, start: range.start.offset, end: range.end.offset }));
  // The same texts where they still stand, at whatever place.
  const elsewhere = marked.map((place) => ({ ...place, file: { ...old, path: `${path}\0` } }));
  const lines = { old: maskedLines(factsOf(old), marked), new: maskedLines(factsOf(now), elsewhere) };
  return (side, line) => {
    const { masked, plain } = lines[side](line);
    return masked === plain ? undefined : (line === 0 ? mark : '') + masked;
  };
}
