// Findings of a run and what was known before it → which of them are news. A list that was written down (a baseline) or an
// earlier revision says what was known; either comes as a gate, asked once, when every file has been judged by itself and
// before one story is made of the places of one secret: a new place of an old secret is news.

import { knownBy, staleIn, type Baseline, type Entry, type Looked } from '../findings/identity/baseline.ts';
import type { Diagnostic, Finding } from '../findings/finding.ts';
import type { JudgedFile, RawFinding } from '../findings/findings-of.ts';
import { candidatesIn, type Candidate } from '../findings/identity/identity.ts';
import { takesNoException } from '../findings/settings/floor.ts';
import type { Settings } from '../findings/options.ts';
import type { Rule } from '../findings/rule.ts';
import { isOn, settingsFor, severityIn } from '../findings/settings/settings.ts';
import { roleOf } from '../source/role.ts';

type Suppressed = Finding['suppressed'];
export type Changes = ReadonlyMap<RawFinding, Suppressed>;

export interface Gate {
  /** What becomes of findings. Those that it leaves out stay as they are. */
  judge(candidates: readonly Candidate[], looked: Looked): Promise<Changes> | Changes;
  /** Once it has judged. */
  told(): Told;
}

export interface Told {
  /** Entries of the baseline that nothing needs any more. */
  readonly stale: readonly Entry[];
  /** About what a change does to the settings of the gate. */
  readonly diagnostics: readonly Diagnostic[];
  /** For people: what was compared with what. */
  readonly notes: readonly string[];
}

const inBaseline = { by: 'baseline', reason: 'known when the baseline was written' } as const;
export const inBase = { by: 'base', reason: 'it was there before' } as const;

export const isKnown = (suppressed: Suppressed): boolean => suppressed?.by === inBaseline.by || suppressed?.by === inBase.by;

export async function gated(files: readonly JudgedFile[], gate: Gate, looked: Looked): Promise<readonly JudgedFile[]> {
  const changes = await gate.judge(files.flatMap(candidatesIn), looked);
  return changes.size === 0 ? files : files.map((file) => ({
    ...file,
    judged: file.judged.map((one) => (changes.has(one.finding) ? { ...one, suppressed: changes.get(one.finding)! } : one)),
  }));
}

export interface LookedAt {
  readonly rules: readonly Rule[];
  readonly settings: Settings;
  readonly seen: ReadonlySet<string>;
  readonly incomplete: ReadonlySet<string>;
  readonly pointedAt: readonly string[];
  /** The whole of the root. */
  readonly all: boolean;
  isThere(path: string): boolean;
}

export function lookedAt({ rules, settings, seen, incomplete, pointedAt, all, isThere }: LookedAt): Looked {
  const isCovered = (path: string): boolean =>
    !path.startsWith('../') && (all || pointedAt.some((folder) => folder === '' || path.startsWith(`${folder}/`)));
  return {
    settings,
    at: (path) => (seen.has(path) ? !incomplete.has(path) : isCovered(path) && !isThere(path)),
    speaks(id, path) {
      const rule = rules.find((one) => one.id === id);
      const local = settingsFor(settings, path);
      if (rule === undefined || !isOn(rule, local)) return false;
      return severityIn(roleOf(path), rule.category, rule.severity, local.includeTests) !== undefined;
    },
  };
}

/** Of a list that was written down. `counts`: which findings it may speak of. */
export function baselineGate(baseline: Baseline, counts: (path: string) => boolean = () => true): Gate {
  let stale: readonly Entry[] = [];
  return {
    judge(candidates, looked) {
      // What a comment suppresses needs its entry, too, as soon as the comment goes.
      const isOpen = ({ suppressed }: Candidate): boolean => suppressed === null;
      const known = knownBy(baseline, [...candidates.filter(isOpen), ...candidates.filter((one) => !isOpen(one))]);
      stale = staleIn(baseline.entries, new Set(known.values()), looked);
      return new Map([...known.keys()].flatMap(({ finding, suppressed, identity }) =>
        (suppressed === null && counts(identity.path) && !isRefused(identity.rule, looked) ? [[finding, inBaseline] as const] : [])));
    },
    told: () => ({ stale, diagnostics: [], notes: [] }),
  };
}

const isRefused = (rule: string, { settings: { floor } }: Looked): boolean => floor !== undefined && takesNoException(floor, rule);

/** What the first one does not know, the second one may. */
export function inTurn(first: Gate, second: Gate): Gate {
  return {
    async judge(candidates, looked) {
      const changes = await first.judge(candidates, looked);
      const after = candidates.map((one) => (changes.has(one.finding) ? { ...one, suppressed: changes.get(one.finding)! } : one));
      return new Map([...changes, ...await second.judge(after, looked)]);
    },
    told() {
      const [a, b] = [first.told(), second.told()];
      return { stale: [...a.stale, ...b.stale], diagnostics: [...a.diagnostics, ...b.diagnostics], notes: [...a.notes, ...b.notes] };
    },
  };
}

/** Only listens: what is found is handed on. */
export function listener(heard: (candidates: readonly Candidate[]) => void): Gate {
  return {
    judge(candidates) {
      heard(candidates);
      return new Map();
    },
    told: () => ({ stale: [], diagnostics: [], notes: [] }),
  };
}
