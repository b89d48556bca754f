// `jwtlint baseline create|update|prune`: what is found now → the file of known findings. `create` writes a new one, `update` also
// takes in what is new, `prune` only takes out what is fixed. A run that did not see all it should changes nothing.

import { baselineText, emptyBaseline, entryFor, knownBy, type Baseline, type Entry } from '../src/findings/identity/baseline.ts';
import type { Candidate } from '../src/findings/identity/identity.ts';
import type { Rule } from '../src/findings/rule.ts';
import { baselineAt } from '../src/hosts/baseline-file.ts';
import { ConfigError } from '../src/hosts/config/config-file.ts';
import { baselineGate, inTurn, listener } from '../src/hosts/known-findings.ts';
import type { ScanOptions } from '../src/hosts/run-options.ts';
import { collected, scanWith } from '../src/hosts/scan.ts';
import { readNamed } from '../src/source/reading.ts';
import { counted } from '../src/report/pretty.ts';
import type { Arguments } from './arguments.ts';
import { UsageError } from './usage-error.ts';
import type { Output } from './streams.ts';
import { outcomeOf } from './gate-words.ts';
import { writeReport } from './write-report.ts';

export const usualBaseline = 'jwtlint-baseline.txt';

interface Io { readonly cwd: string; readonly stdout: Output; readonly stderr: Output }

const works = ['create', 'update', 'prune'] as const;

export async function baselineCommand(given: Arguments, rules: readonly Rule[], options: ScanOptions, io: Io): Promise<number> {
  const work = works.find((one) => one === given.operands[0]);
  if (!work) throw new UsageError(`baseline wants one of ${works.join(', ')}`);
  for (const option of ['staged', 'since', 'base'] as const)
    if (given[option] !== undefined) throw new UsageError(`baseline ${work} looks at all files: --${option} leaves some out`);
  const file = given.baseline ?? usualBaseline;
  const before = work === 'create' ? newBaseline(io.cwd, file) : baselineAt(io.cwd, file, rules);
  const { candidates, stale, unfinished } = await found(before, rules, options, given);
  if (unfinished !== undefined) {
    io.stderr.write(`jwtlint: the scan could not do its job (${unfinished}), so ${file} stays as it is: run jwtlint without "baseline" to see why\n`);
    return 2;
  }
  const after = changed(before, candidates, stale, work);
  const problem = writeReport(io.cwd, file, baselineText(after));
  if (problem !== undefined) {
    io.stderr.write(`jwtlint: cannot write ${file} (${problem})\n`);
    return 2;
  }
  const kept = before.entries.filter((entry) => after.entries.includes(entry)).length;
  const [added, removed] = [after.entries.length - kept, before.entries.length - kept];
  io.stdout.write(`${file}: ${counted(after.entries.length, 'finding')}, ${String(added)} added, ${String(removed)} removed. Use it: jwtlint --baseline ${file}\n`);
  return 0;
}

function newBaseline(cwd: string, file: string): Baseline {
  if (readNamed(cwd, file, 0) !== undefined) throw new ConfigError([`${file}: it is there already; "jwtlint baseline update" brings it up to date`]);
  return emptyBaseline();
}

interface Found {
  readonly candidates: readonly Candidate[];
  readonly stale: readonly Entry[];
  /** Why the scan proves nothing, if it does not. */
  readonly unfinished?: string;
}

async function found(before: Baseline, rules: readonly Rule[], options: ScanOptions, given: Arguments): Promise<Found> {
  const candidates: Candidate[] = [];
  const { baseline: _baseline, ...plain } = options;
  const gate = inTurn(listener((all) => candidates.push(...all)), baselineGate(before));
  const scanned = await collected(scanWith(rules, plain, { gate }));
  const { code, cause } = outcomeOf(scanned, { ...given, failOnDiagnostics: false });
  const open = candidates.filter(({ suppressed }) => suppressed === null);
  return { candidates: open, stale: scanned.known?.stale ?? [], ...(code === 2 && { unfinished: cause }) };
}

function changed(before: Baseline, candidates: readonly Candidate[], stale: readonly Entry[], work: typeof works[number]): Baseline {
  const kept = before.entries.filter((entry) => !stale.includes(entry));
  if (work === 'prune') return { ...before, entries: kept };
  const known = knownBy(before, candidates);
  // What has moved is written down where it is now.
  const moved = new Map([...known].map(([one, entry]) => [entry, entryFor(one.identity, before.key)] as const));
  const added = candidates.filter((one) => !known.has(one)).map(({ identity }) => entryFor(identity, before.key));
  return { ...before, entries: [...kept.map((entry) => sameOr(entry, moved.get(entry))), ...added] };
}

/** An entry that says the same stays the same, for the count. */
const sameOr = (entry: Entry, now: Entry | undefined): Entry =>
  now === undefined || (['path', 'scope', 'code', 'value'] as const).every((part) => now[part] === entry[part]) ? entry : now;
