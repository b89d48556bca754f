// A choice of inputs → all faults, in groups of one cause, each with a small input. Ranges of inputs are handed to watched
// processes; an input that ends its process is a fault, and what stood before and behind it in its range is run again.

import type { Digest, Found, Reply, Task } from './child.ts';
import type { Fault } from './faults.ts';
import type { Growth } from './growth-of.ts';
import type { Input } from './inputs.ts';
import { minimised } from './minimise.ts';
import type { Ended, Watched } from './watch.ts';

export type Runner = Watched<Task, Reply>;

export interface Group { readonly fault: Fault; readonly indexes: readonly number[]; readonly name: string }
export interface Totals { inputs: number; cleared: number; findings: number; readonly formats: Record<string, number> }
export interface Ran { readonly groups: readonly Group[]; readonly totals: Totals; readonly growths: readonly Growth[] }

/** For one input: seconds of processor time, more is a hang; and bytes. */
export const limits = { cpu: 5, memory: 3 * 1024 ** 3 } as const;
const RANGE = 200;
/** So many examples of one fault are remembered. */
const EXAMPLES = 5;

interface Range { readonly from: number; readonly to: number }

export async function ranOver(makeRunner: () => Runner, range: Range, jobs: number, ladder: boolean, told: (done: number, faults: number) => void): Promise<Ran> {
  const groups = new Map<string, Group & { indexes: number[] }>();
  const totals: Totals = { inputs: 0, cleared: 0, findings: 0, formats: {} };
  const queue = rangesOf(range);
  const digests: Digest[] = [];
  const note = (found: Found): void => noted(groups, found);
  const work = async (): Promise<void> => {
    const runner = makeRunner();
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const answer = await runner.ask({ does: 'run', ladder, ...next });
      if ('ended' in answer) queue.unshift(...aroundEnd(next, answer.ended, note, totals));
      else {
        for (const found of answer.reply.found) note(found);
        counted(totals, answer.reply);
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
  return Array.from({ length: Math.ceil((to - from) / RANGE) }, (_, index) => ({ from: from + index * RANGE, to: Math.min(to, from + (index + 1) * RANGE) }));
}

function aroundEnd({ from, to }: Range, ended: Ended, note: (found: Found) => void, totals: Totals): Range[] {
  const { index } = ended;
  // Before the first input: the child itself is broken, and would be again.
  if (index < from || index >= to) throw new Error(`the process ${ended.how} before it took an input`);
  note({ index, name: ended.phase, fault: faultOfEnd(ended) });
  totals.inputs++;
  return [{ from, to: index }, { from: index + 1, to }].filter((part) => part.from < part.to);
}

export const faultOfEnd = ({ kind, phase, how }: Ended): Fault => ({ kind, what: `${phase}: ${how}` });

/** A fresh process makes some of the inputs again, in another order. */
const MOST_COMPARED = 2000;
async function compareAgain(runner: Runner, digests: readonly Digest[], note: (found: Found) => void): Promise<void> {
  const some = digests.length > MOST_COMPARED ? digests.filter((_, index) => index % Math.ceil(digests.length / MOST_COMPARED) === 0) : digests;
  const answer = some.length === 0 ? undefined : await runner.ask({ does: 'compare', digests: some });
  if (answer !== undefined && 'reply' in answer)
    for (const found of answer.reply.found) note({ ...found, fault: { kind: 'unstable', what: 'another answer in another process' } });
  runner.stop();
}

function noted(groups: Map<string, Group & { indexes: number[] }>, { index, name, fault }: Found): void {
  const key = `${fault.kind} ${fault.what}`;
  const known = groups.get(key);
  if (known === undefined) groups.set(key, { fault, name, indexes: [index] });
  else if (known.indexes.length < EXAMPLES) known.indexes.push(index);
}

function counted(totals: Totals, { formats, cleared, findings }: Reply): void {
  for (const [format, count] of Object.entries(formats)) {
    totals.formats[format] = (totals.formats[format] ?? 0) + count;
    totals.inputs += count;
  }
  totals.cleared += cleared;
  totals.findings += findings;
}

/** All series, one after the other: two at a time would disturb each other. */
export async function grownOver(makeRunner: () => Runner, indexes: readonly number[], told: (growth: Growth | undefined) => void): Promise<Ran> {
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
  return { groups, growths, totals: { inputs: growths.length, cleared: 0, findings: 0, formats: {} } };
}

/** Deaths cost a start each, hangs their whole time. */
const QUESTIONS = { quick: 400, death: 60, slow: 14 } as const;

/** A smaller input with the same fault. */
export function smallest(runner: Runner, input: Input, fault: Fault): Promise<Input> {
  const questions = fault.kind === 'hang' || fault.kind === 'memory' ? QUESTIONS.slow : fault.kind === 'death' ? QUESTIONS.death : QUESTIONS.quick;
  const isSame = (one: Fault): boolean => one.kind === fault.kind && (fault.kind === 'hang' || fault.kind === 'death' || one.what === fault.what);
  return minimised(input, async (smaller) => (await faultsOfInput(runner, smaller)).some(isSame), questions);
}

export async function faultsOfInput(runner: Runner, input: Input): Promise<readonly Fault[]> {
  const answer = await runner.ask({ does: 'probe', input });
  return 'ended' in answer ? [faultOfEnd(answer.ended)] : answer.reply.found.map(({ fault }) => fault);
}
