// Runs inside a process that is watched (watch.ts): takes tasks, answers with faults. Which input is in hand stands in a
// file at every moment, so that whoever finds the process dead or busy knows with what.

import { openSync, writeSync } from 'node:fs';
import type { Fault } from './faults.ts';
import { series } from './growth.ts';
import { costIn, growthOf, type Growth } from './growth-of.ts';
import { outcomeOf, type Outcome, type Phase } from './hosts.ts';
import { inputAt, onlyFacts, rungAt, type Choice, type Input } from './inputs.ts';
import { seedsIn, type Seeds } from './seeds.ts';
import { NO_INDEX, phases, type Progress } from './watch.ts';

export type Task =
  | { readonly does: 'run'; readonly from: number; readonly to: number; readonly ladder: boolean }
  | { readonly does: 'probe'; readonly input: Input }
  | { readonly does: 'series'; readonly index: number }
  | { readonly does: 'compare'; readonly digests: readonly Digest[] };

export interface Digest { readonly index: number; readonly digest: string }
export interface Found { readonly index: number; readonly name: string; readonly fault: Fault }
/** Inputs by format, by kind and by what was asked of them; how many of them the gate cleared whole, and findings. */
export interface Counts {
  readonly formats: Readonly<Record<string, number>>;
  readonly kinds: Readonly<Record<string, number>>;
  readonly asked: Readonly<Record<string, number>>;
  readonly cleared: number;
  readonly findings: number;
}
export const noCounts: Counts = { formats: {}, kinds: {}, asked: {}, cleared: 0, findings: 0 };
export interface Reply {
  readonly found: readonly Found[];
  readonly counts: Counts;
  /** Of some inputs, to be compared by a fresh process. */
  readonly digests: readonly Digest[];
  readonly growth?: Growth;
}

/** Every so many inputs one is asked again, after those behind it, and by another process at the end. */
const COMPARED = 100;

export function serve(choice: Choice, corpus: string | undefined, progressFile: string): void {
  // The clock stands still, so that tokens of fixtures and what is said about them are the same in every run.
  Date.now = () => Date.UTC(2026, 0, 1);
  Error.stackTraceLimit = 60;
  const progress = progressIn(progressFile);
  let seeds: Seeds | undefined;
  const known = (): Seeds => (seeds ??= seedsIn(corpus));
  process.on('message', (task: Task) => void replyTo(task, choice, known, progress).then((reply) => process.send?.(reply)));
}

type Note = (index: number, phase: Phase | 'making', isNew: boolean) => void;

function progressIn(path: string): Note {
  const file = openSync(path, 'r+');
  const state = new Float64Array(3) as Float64Array & Progress;
  return (index, phase, isNew) => {
    state.set([index, state[1] + (isNew ? 1 : 0), phases.indexOf(phase)]);
    writeSync(file, state, 0, state.byteLength, 0);
  };
}

async function replyTo(task: Task, choice: Choice, seeds: () => Seeds, note: Note): Promise<Reply> {
  switch (task.does) {
    case 'run': return ranOver(task, choice, seeds(), note);
    case 'probe': return { ...nothing, found: (await judged(task.input, note)).faults.map((fault) => ({ index: NO_INDEX, name: '', fault })) };
    case 'series': {
      const beat = (): void => note(task.index, 'facts', true);
      const growth = growthOf(series[task.index]!, (one, count) => costIn(one, count, beat));
      return { ...nothing, growth, found: growth.faults.map((fault) => ({ index: task.index, name: growth.name, fault })) };
    }
    case 'compare': return compared(task.digests, choice, seeds(), note);
  }
}

const nothing: Reply = { found: [], counts: noCounts, digests: [] };

async function ranOver({ from, to, ladder }: Extract<Task, { does: 'run' }>, choice: Choice, seeds: Seeds, note: Note): Promise<Reply> {
  const found: Found[] = [];
  const digests: Digest[] = [];
  const formats = {};
  const kinds = {};
  const asked = {};
  let cleared = 0;
  let findings = 0;
  for (let index = from; index < to; index++) {
    note(index, 'making', true);
    const input = ladder ? rungAt(index) : inputAt(index, choice, seeds);
    if (input === undefined) continue;
    const outcome = await judged(input, note);
    found.push(...outcome.faults.map((fault) => ({ index, name: input.name, fault })));
    addTo(formats, input.format);
    addTo(kinds, input.kind);
    for (const [host, isAsked] of Object.entries(input.hosts)) if (isAsked) addTo(asked, host);
    cleared += outcome.cleared ? 1 : 0;
    findings += outcome.findings;
    if (index % COMPARED === 0 && !ladder) digests.push({ index, digest: outcome.digest() });
  }
  found.push(...(await compared(digests, choice, seeds, note)).found);
  return { found, digests, counts: { formats, kinds, asked, cleared, findings } };
}

const addTo = (counts: Record<string, number>, name: string): void => void (counts[name] = (counts[name] ?? 0) + 1);

function judged(input: Input, note: Note): Promise<Outcome> {
  note(input.index, 'facts', input.index === NO_INDEX);
  return outcomeOf(input, (phase) => note(input.index, phase, false));
}

/** Made and asked again, the last one first. */
async function compared(digests: readonly Digest[], choice: Choice, seeds: Seeds, note: Note): Promise<Reply> {
  const found: Found[] = [];
  for (const { index, digest } of [...digests].reverse()) {
    note(index, 'making', true);
    const input = inputAt(index, choice, seeds);
    const again = await judged({ ...input, hosts: onlyFacts }, note);
    if (again.digest() !== digest) found.push({ index, name: input.name, fault: { kind: 'unstable', what: 'another answer after other inputs' } });
  }
  return { ...nothing, found };
}
