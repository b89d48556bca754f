// Findings of one rule in one file → the same, with one for each secret: who changes a key changes it wherever it is written.
// The worst place carries the finding, the others are its evidence, and its changes are made at all of them.
// Leaves alone: words under bare names, which people choose again for another purpose; two settings with one value.

import type { Edit, Suggestion } from '../../edits/edit.ts';
import type { Facts } from '../../facts/facts.ts';
import type { Place } from '../../source/file.ts';
import { isCode } from '../../source/language.ts';
import type { Step } from '../rule.ts';
import { grouped } from '../../values/once.ts';
import { valueAt } from './told-values.ts';

interface Told { readonly at: Place; readonly evidence: readonly Step[]; readonly suggest: readonly Suggestion[] }

/** `isWorse`: which of two places carries the finding; of equals it is the first. */
export function sameValueOnce<T extends Told>(found: readonly T[], facts: Facts, isWorse: (one: T, other: T) => boolean): readonly T[] {
  if (found.length < 2) return found;
  const groups = [...grouped(found, (finding) => secretAt(finding.at, facts)).values()].filter(({ length }) => length > 1);
  if (groups.length === 0) return found;
  const now = new Map<T, T | undefined>();
  for (const group of groups) {
    const inOrder = group.toSorted((a, b) => a.at.start - b.at.start);
    const carrier = inOrder.reduce((worst, one) => (isWorse(one, worst) ? one : worst));
    const others = inOrder.filter((one) => one !== carrier);
    for (const other of others) now.set(other, undefined);
    now.set(carrier, {
      ...carrier,
      evidence: [
        ...carrier.evidence,
        ...others.filter(({ at }) => !carrier.evidence.some(({ place }) => isSamePlace(place, at))).slice(0, MOST_COPIES)
          .map(({ at }): Step => ({ place: at, note: sameValue, isSecret: true })),
      ],
      suggest: carrier.suggest.map((one) => everywhere(one, others)),
    });
  }
  return found.flatMap((finding) => (now.has(finding) ? now.get(finding) ?? [] : [finding]));
}

/** A file that is full of it needs no list of every place. */
const MOST_COPIES = 16;
export const sameValue = 'the same value is written here';

/** Which secret it is: a drawn value; in configuration under its name; a word under the name that says what it is for. */
function secretAt(at: Place, facts: Facts): string | undefined {
  const value = at.file.path === facts.file.path ? valueAt(at, facts) : undefined;
  if (!value) return undefined;
  if (value.isDrawn && (isCode(at.file.language) || value.isToken === true)) return value.text;
  return value.isDrawn || value.name.includes(' ') ? `${value.text}\0${value.name}` : undefined;
}

/** The same change of all; only of the carrier where one of the others offers another, or two of them meet. */
function everywhere(change: Suggestion, others: readonly Told[]): Suggestion {
  const same = others.map(({ suggest }) => suggest.find(({ title, kind }) => title === change.title && kind === change.kind));
  if (same.some((one) => one === undefined)) return change;
  const edits = [change, ...same].flatMap((one) => one!.edits).toSorted(byPlace);
  const distinct = edits.filter((edit, index) => index === 0 || !isSameEdit(edit, edits[index - 1]!));
  return distinct.some((edit, index) => index > 0 && edit.start < distinct[index - 1]!.end) ? change : { ...change, edits: distinct };
}

const isSamePlace = (a: Place, b: Place): boolean => a.file.path === b.file.path && a.start === b.start;
const byPlace = (a: Edit, b: Edit): number => a.start - b.start || a.end - b.end;
const isSameEdit = (a: Edit, b: Edit): boolean => a.start === b.start && a.end === b.end && a.text === b.text;
