// Code that uses a variable of the environment as a key → evidence for what is found at the variable in configuration.

import type { Facts } from '../facts/facts.ts';
import type { Place } from '../source/file.ts';
import { isCode } from '../source/language.ts';
import { originsOf } from '../values/origins.ts';
import { step } from './evidence.ts';
import { compareText, type RawFinding } from './findings-of.ts';

export interface Reader { readonly variable: string; readonly at: Place; readonly purpose: string }

/** Of one file; of tests and documentation nobody wants to know. */
export const readersIn = ({ keyUses, file }: Facts): readonly Reader[] => (file.role !== 'production' ? [] : keyUses)
  .flatMap(({ value, at, purpose }) => originsOf(value).flatMap(({ value: one }) => (one.kind === 'env' ? [{ variable: one.name, at, purpose }] : [])));

/** Enough to see what the key is for. */
const MOST_NAMED = 3;

export function withReaders(finding: RawFinding, { file, namedValues }: Facts, readers: ReadonlyMap<string, readonly Reader[]>): RawFinding {
  if (readers.size === 0 || isCode(file.language) || finding.rule.topic !== 'keys') return finding;
  const { start, end } = finding.at;
  const named = namedValues.find(({ in: where, value }) => where === 'config' && value.at.start <= start && value.at.end >= end);
  const known = new Set(finding.evidence.map(({ place }) => `${place.file.path}\0${place.start}`));
  const added = (named ? (readers.get(named.name) ?? []) : [])
    .filter(({ at }) => !known.has(`${at.file.path}\0${at.start}`))
    .sort((a, b) => compareText(a.at.file.path, b.at.file.path) || a.at.start - b.at.start)
    .slice(0, MOST_NAMED);
  return added.length === 0 ? finding : { ...finding, evidence: [...finding.evidence, ...added.map(({ at, purpose }) => step(at, `becomes ${purpose}`))] };
}
