// What one scan knows and gathers, from the first file to the last: the rules, the project, what was found and what could not be read.

import { performance } from 'node:perf_hooks';
import type { Project } from '../../facts/project.ts';
import type { Words } from '../../facts/proofs.ts';
import { nothingResolved, type Resolved } from '../../calls/resolved.ts';
import { type Diagnostic, type Finding } from '../../findings/finding.ts';
import { faultName } from '../../findings/fault-name.ts';
import type { Looked } from '../../findings/identity/baseline.ts';
import type { Rule, Severity } from '../../findings/rule.ts';
import { startRuleRun, type RuleRun } from '../../findings/run-rules.ts';
import type { Problem } from '../../source/file.ts';
import { sourceReader } from '../../source/reading.ts';
import { type Walk, type WalkedFile } from '../../source/walking/run.ts';
import { lookedAt } from '../known-findings.ts';
import type { Inside } from '../inside.ts';
import { type Plan } from '../run-options.ts';
import type { Stages } from './stages.ts';

// --- one run ---

export interface Run {
  readonly project: Project;
  /** Its bytes are valid until the next call. */
  read(file: WalkedFile): Uint8Array | Problem;
  readonly together: RuleRun;
  readonly heard?: Inside['heard'];
  readonly diagnostics: Diagnostic[];
  /** Milliseconds by rule id. */
  readonly times: Record<string, number>;
  readonly stages: Stages;
  readonly kinds: Record<string, number>;
  readonly files: { seen: number; gated: number; parsed: number; skipped: number };
  /** Paths of files over the limit of size that their words do not clear. */
  readonly large: Set<string>;
  /** Settings that their words clear, and the variables that code uses as keys, whose names are the second thing to look for in them. */
  readonly cleared: WalkedFile[];
  /** Code that its words clear, by its path, and the names of functions that hand keys on or verify, by the file that has them. */
  readonly clearedCode: Map<string, WalkedFile>;
  taught: Map<string, ReadonlySet<string>>;
  readonly askedVariables: Set<string>;
  readonly findings: Record<Severity, number>;
  /** By the configuration. */
  readonly accepted: Finding[];
  resolved: Resolved;
  belowPreset: number;
  suppressed: number;
  faults: number;
  /** The file in hand, for faults inside a rule. */
  path: string;
  /** When signals had their turn. */
  breathed: number;
}

export function newRun(
  rules: readonly Rule[], { settings, maxFileSize }: Plan, stages: Stages, project: Project, lists: Words['lists'], inside: Inside,
): Run {
  const read = readerIn(inside, sourceReader(maxFileSize));
  const run: Run = {
    project,
    read: (file) => stages.in('read', () => read(file)),
    stages,
    diagnostics: [],
    times: {},
    kinds: {},
    path: '',
    ...(inside.heard && { heard: inside.heard }),
    large: new Set(),
    accepted: [],
    cleared: [],
    clearedCode: new Map(),
    taught: new Map(),
    askedVariables: new Set(),
    breathed: performance.now(),
    resolved: nothingResolved,
    belowPreset: 0,
    suppressed: 0,
    faults: 0,
    files: { seen: 0, gated: 0, parsed: 0, skipped: 0 },
    findings: { error: 0, warning: 0, info: 0 },
    together: startRuleRun(
      rules,
      settings,
      (rule, check) => {
        const from = stages.isMeasured ? performance.now() : 0;
        try {
          return check();
        } catch (error) {
          noteFault(run, error, `the rule ${rule.id} failed`);
          return [];
        } finally {
          if (stages.isMeasured) run.times[rule.id] = (run.times[rule.id] ?? 0) + performance.now() - from;
        }
      },
      { common: true, lists },
    ),
  };
  return run;
}

const readerIn = ({ tree, overlay }: Inside, disk: ReturnType<typeof sourceReader>): Run['read'] => (file) => {
  const laid = overlay?.get(file.path);
  return laid === undefined ? tree?.read(file) ?? disk(file.absolute, file.path) : Buffer.from(laid);
};

export const lookedIn = (
  rules: readonly Rule[], { settings }: Plan, listing: Walk | undefined, run: Run, isThere: (path: string) => boolean, all: boolean,
): Looked =>
  lookedAt({
    rules, settings, isThere, all, seen: new Set((listing?.files ?? []).map(({ path }) => path)), pointedAt: listing?.pointedAt ?? [],
    incomplete: new Set(run.diagnostics.filter(({ incomplete }) => incomplete).map(({ file }) => file)),
  });

// Only what kind of error it was: an error's message may quote the text it stumbled over.
export function noteFault(run: Run, error: unknown, what: string): void {
  const file = run.path;
  if (error instanceof RangeError && error.message.includes('call stack')) {
    run.diagnostics.push({ file, kind: 'too-deep', message: `${what}: nested too deeply`, incomplete: true });
    return;
  }
  run.faults++;
  run.diagnostics.push({ file, kind: 'internal', message: `${what}: ${faultName(error)}`, incomplete: true });
}
