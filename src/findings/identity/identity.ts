// Findings of a file → what each is from one revision to the next: rule, path, the names around it, the code beside it, and,
// apart from all that, the value that it is about. Lines and columns are no part of it, so code may move; the value is, so a
// key that is exchanged for another is another finding.

import type { Facts } from '../../facts/facts.ts';
import type { Masks } from '../excerpt.ts';
import { masksFor, type JudgedFile, type RawFinding } from '../findings-of.ts';
import { surroundingsOf } from './fingerprint.ts';
import { markOf, valueToldBy, type Value } from './value-digest.ts';

export interface Identity {
  readonly rule: string;
  readonly path: string;
  /** Names of functions, classes, variables and settings, the outermost first. */
  readonly names: readonly string[];
  /** Blanked: no literal, no number, no comment. */
  readonly code: string;
  readonly value?: Value;
}

export interface Candidate {
  readonly identity: Identity;
  readonly finding: RawFinding;
  readonly suppressed: JudgedFile['judged'][number]['suppressed'];
  /** Of the value that it is about, see value-digest.ts. */
  mark(): string | undefined;
}

/** The listed findings of a file, suppressed ones included. */
export function candidatesIn({ facts, judged }: JudgedFile): readonly Candidate[] {
  const listed = judged.filter(({ finding }) => finding.listed);
  if (listed.length === 0) return [];
  const masks = masksFor(listed.map(({ finding }) => finding), facts);
  return listed.map(({ finding, suppressed }) =>
    ({ finding, suppressed, identity: identityOf(finding, facts, masks), mark: () => markOf(finding, facts) }));
}

export function identityOf(finding: RawFinding, facts: Facts, masks: Masks): Identity {
  const { rule, at } = finding;
  const value = valueToldBy(finding, facts);
  return { rule: rule.id, path: at.file.path, ...surroundingsOf(at, masks), ...(value && { value }) };
}
