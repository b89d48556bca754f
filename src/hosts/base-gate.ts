// Findings of today and of a base → which of them are news. In the mode `base`, where a change may not exempt itself, a comment
// that suppresses counts only if the base has it, too; one that the change adds is told.

import type { Diagnostic } from '../findings/finding.ts';
import type { RawFinding } from '../findings/findings-of.ts';
import type { Candidate } from '../findings/identity/identity.ts';
import { matched, type Compared } from '../findings/identity/known.ts';
import { linesOf } from '../source/lines.ts';
import { inBase, type Gate } from './known-findings.ts';

interface Side extends Compared { readonly of: Candidate }

const sideOf = (of: Candidate): Side => {
  const { rule, path, names, code, value } = of.identity;
  return { of, rule, path, scope: names.join('.'), code, value: value?.tag ?? '', isDrawn: value?.isDrawn === true };
};

export interface BaseGate {
  /** Asked only when there is something to compare. */
  before(): Promise<readonly Candidate[]>;
  /** Which of today's findings are compared. */
  counts(path: string): boolean;
  /** Suppressions of the change do not count. */
  readonly isStrict: boolean;
  readonly notes: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

export function baseGate({ before, counts, isStrict, notes, diagnostics }: BaseGate): Gate {
  const lifted: Diagnostic[] = [];
  return {
    async judge(candidates) {
      const now = candidates.filter(({ identity, suppressed }) =>
        counts(identity.path) && (suppressed === null || isInline(suppressed.by)));
      if (now.length === 0) return new Map();
      const sides = (await before()).map(sideOf);
      const pairs = matched(openFirst(now.map(sideOf)), openFirst(sides));
      const changes = new Map<RawFinding, Candidate['suppressed']>();
      const twins = new Map([...pairs].map(([one, other]) => [one.of, other.of] as const));
      for (const one of now) {
        const twin = twins.get(one);
        if (one.suppressed === null) {
          if (twin?.suppressed === null) changes.set(one.finding, inBase);
        } else if (isStrict && (twin === undefined || twin.suppressed === null)) {
          lifted.push(liftedAt(one));
          changes.set(one.finding, twin ? inBase : null);
        }
      }
      return changes;
    },
    told: () => ({ stale: [], diagnostics: [...diagnostics, ...lifted], notes }),
  };
}

/** Of two alike, of which one is suppressed, each finds its own. */
const openFirst = (all: readonly Side[]): Side[] =>
  [...all].sort((a, b) => Number(a.of.suppressed !== null) - Number(b.of.suppressed !== null));

const isInline = (by: string): boolean => by.startsWith('jwtlint-') || by.startsWith('eslint-');

function liftedAt({ finding: { at, rule }, suppressed }: Candidate): Diagnostic {
  const { line, column } = linesOf(at.file.text).positionAt(at.start);
  return {
    file: at.file.path, kind: 'suppression',
    message: `${String(line)}:${String(column)}: the change adds ${suppressed!.by} for ${rule.id}; it counts once it is merged, not here`,
  };
}
