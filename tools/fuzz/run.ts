// A choice of inputs → all faults, in groups of one cause, each with a small input. Ranges of inputs are handed to watched
// processes; an input that ends its process is a fault, and what stood before and behind it in its range is run again.

import { noCounts, type Counts, type Digest, type Found, type Reply, type Task } from './child.ts';
import type { Fault } from './faults.ts';
import type { Growth } from './growth-of.ts';
import type { Input } from './inputs.ts';
import { minimised } from './minimise.ts';
import type { Ended, Watched } from './watch.ts';

export type Runner = Watched<Task, Reply>;

export interface Group { readonly fault: Fault; readonly indexes: readonly number[]; readonly name: string }
export interface Totals extends Counts { readonly inputs: number; }
export interface Ran { readonly groups: readonly Group[]; readonly totals: Totals; readonly growths: readonly Growth[] }
const noTotals: Totals = { ...noCounts, inputs: 0 };

/** For one input: seconds of processor time, more is a hang; and bytes. */
export const limits = { cpu: 5, memory: 3 * 1024 ** 3 } as const;
const RANGE = 200;
/** So many examples of one fault are remembered. */
const EXAMPLES = 5;

interface Range { readonly from: number; readonly to: number }

export interface Way {
  readonly jobs: number;
  /** Constructs by depth (see `rungAt`): what happens at two of them are two faults. */
  readonly isLadder: boolean;
  readonly nameOf: (index: number) => string;
  /** Told at once: a long run may be ended before its end. */
  readonly onNew: (found: Found) => void;
}

export async function ranOver(
  makeRunner: () => Runner, range: Range, { jobs, isLadder, nameOf, onNew }: Way, told: (done: number, faults: number) => void,
): Promise<Ran> {
  const groups = new Map<string, Group & { indexes: number[] }>();
  let totals = noTotals;
  const queue = rangesOf(range);
  const digests: Digest[] = [];
  const note = (found: Found): void => {
    const before = groups.size;
    noted(groups, found, isLadder);
    if (groups.size > before) onNew(found);
  };
  const work = async (): Promise<void> => {
    const runner = makeRunner();
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const answer = await runner.ask({ does: 'run', ladder: isLadder, ...next });
      if ('ended' in answer) {
        queue.unshift(...aroundEnd(next, answer.ended, (found) => note({ ...found, name: nameOf(found.index) })));
        totals = { ...totals, inputs: totals.inputs + 1 };
      } else {
        for (const found of answer.reply.found) note(found);
        totals = counted(totals, answer.reply.counts);
        digests.push(...answer.reply.digests);
      }
      told(totals.inputs, groups.size);
    }
    runner.stop();
  };
  await Promise.all(Array.from({ length: jobs }, work));
  await compareAgain(makeRunner(), digests, note);
  return { groups: [...groups.values()], totals, growths: [] };
}

function rangesOf({ from, to }: Range): Range[] {
  const starts = Array.from({ length: Math.ceil((to - from) / RANGE) }, (_, index) => from + index * RANGE);
  return starts.map((start) => ({ from: start, to: Math.min(to, start + RANGE) }));
}

function aroundEnd({ from, to }: Range, ended: Ended, note: (found: Found) => void): Range[] {
  const { index } = ended;
  // Before the first input: the child itself is broken, and would be again.
  if (index < from || index >= to) throw new Error(`the process ${ended.how} before it took an input`);
  note({ index, name: '', fault: faultOfEnd(ended) });
  return [{ from, to: index }, { from: index + 1, to }].filter((part) => part.from < part.to);
}

export const faultOfEnd = ({ kind, phase, how }: Ended): Fault => ({ kind, what: `${phase}: ${how}` });

/** A fresh process makes some of the inputs again, in another order. */
const MOST_COMPARED = 2000;
async function compareAgain(runner: Runner, digests: readonly Digest[], note: (found: Found) => void): Promise<void> {
  const step = Math.ceil(digests.length / MOST_COMPARED);
  const some = digests.filter((_, index) => index % step === 0);
  const answer = some.length === 0 ? undefined : await runner.ask({ does: 'compare', digests: some });
  if (answer !== undefined && 'ended' in answer) note({ index: answer.ended.index, name: 'an input that is compared', fault: faultOfEnd(answer.ended) });
  else for (const found of answer?.reply.found ?? []) note({ ...found, fault: { kind: 'unstable', what: 'another answer in another process' } });
  runner.stop();
}

function noted(groups: Map<string, Group & { indexes: number[] }>, { index, name, fault }: Found, isLadder: boolean): void {
  const key = `${fault.kind} ${fault.what}${isLadder ? name.replace(/ × \d+$/, '') : ''}`;
  const known = groups.get(key);
  if (known === undefined) groups.set(key, { fault, name, indexes: [index] });
  else if (known.indexes.length < EXAMPLES) known.indexes.push(index);
}

function counted(totals: Totals, counts: Counts): Totals {
  return {
    inputs: totals.inputs + Object.values(counts.kinds).reduce((sum, count) => sum + count, 0),
    formats: summed(totals.formats, counts.formats), kinds: summed(totals.kinds, counts.kinds), asked: summed(totals.asked, counts.asked),
    cleared: totals.cleared + counts.cleared, findings: totals.findings + counts.findings,
  };
}

function summed(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries([...Object.keys(a), ...Object.keys(b)].map((name) => [name, (a[name] ?? 0) + (b[name] ?? 0)]));
}

/** All series, one after the other: two at a time would disturb each other. */
export async function grownOver(
  makeRunner: () => Runner, indexes: readonly number[], told: (growth: Growth | undefined) => void,
): Promise<Ran> {
  const groups: Group[] = [];
  const growths: Growth[] = [];
  const runner = makeRunner();
  for (const index of indexes) {
    const answer = await runner.ask({ does: 'series', index });
    if ('ended' in answer) groups.push({ fault: faultOfEnd(answer.ended), name: `series ${index}`, indexes: [index] });
    else {
      groups.push(...answer.reply.found.map(({ fault, name }) => ({ fault, name, indexes: [index] })));
      if (answer.reply.growth !== undefined) growths.push(answer.reply.growth);
    }
    told('reply' in answer ? answer.reply.growth : undefined);
  }
  runner.stop();
  return { groups, growths, totals: { ...noTotals, inputs: growths.length } };
}

/** Deaths cost a start each, hangs their whole time. */
const QUESTIONS = { quick: 400, death: 60, slow: 14 } as const;

/** A smaller input with the same fault. */
export function smallest(runner: Runner, input: Input, fault: Fault): Promise<Input> {
  const isSlow = fault.kind === 'hang' || fault.kind === 'memory';
  const questions = isSlow ? QUESTIONS.slow : fault.kind === 'death' ? QUESTIONS.death : QUESTIONS.quick;
  // Where the stack ends and how a process dies differs from run to run.
  const isVague = ['hang', 'death', 'stack'].includes(fault.kind);
  const isSame = (one: Fault): boolean => one.kind === fault.kind && (isVague || one.what === fault.what);
  const framed = framesOf(input);
  return minimised(input, async (smaller) => {
    // Without its quotes a value is a name, and names may be shown.
    const isThere = (frame: string): boolean => smaller.files.some(({ text }) => text.includes(frame));
    const isFramed = (secret: string): boolean => framed.get(secret)!.some(isThere);
    const secrets = input.secrets.filter(isFramed);
    return (await faultsOfInput(runner, { ...smaller, secrets })).some(isSame);
  }, questions);
}

/** Each secret with the characters around it. */
function framesOf({ secrets, files }: Input): ReadonlyMap<string, readonly string[]> {
  return new Map(secrets.map((secret) => [secret, files.flatMap(({ text }) => {
    const at = text.indexOf(secret);
    return at < 0 ? [] : [text.slice(Math.max(0, at - 1), at + secret.length + 1)];
  })]));
}

export async function faultsOfInput(runner: Runner, input: Input): Promise<readonly Fault[]> {
  const answer = await runner.ask({ does: 'probe', input });
  return 'ended' in answer ? [faultOfEnd(answer.ended)] : answer.reply.found.map(({ fault }) => fault);
}
