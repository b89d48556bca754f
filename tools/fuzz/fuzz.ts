// `npm run fuzz -- --seed 7 --inputs 20000`: makes inputs, asks both hosts about each, and says what went wrong, in groups of
// one cause with a small input and the words that run it again. Exit code 1 on any fault.
//
//   --seed N  --inputs N  --from N     which inputs: the same numbers give the same ones
//   --format NAME  --only KIND         of one format; of one kind: mutate, planted, depth (the whole ladder), growth (timed;
//                                      `npm run fuzz:growth` counts steps instead, which no other work on the machine disturbs)
//   --replay SEED:INDEX                one input, with the same --format and --only
//   --corpus DIR                       files of another suite beside the fixtures
//   --jobs N                           processes beside each other
//   --no-minimise                      as they come

import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { serve } from './child.ts';
import { faultKinds } from './faults.ts';
import { series } from './growth.ts';
import { toldPoints, type Growth } from './growth-of.ts';
import { inputAt, kinds, rungAt, rungs, type Choice, type Hosts, type Input } from './inputs.ts';
import { faultsOfInput, grownOver, limits, ranOver, smallest, type Group, type Ran, type Runner, type Way } from './run.ts';
import { formats, seedsIn } from './seeds.ts';
import { watched } from './watch.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' }, inputs: { type: 'string', default: '20000' }, from: { type: 'string', default: '0' },
    format: { type: 'string' }, only: { type: 'string' }, replay: { type: 'string' }, corpus: { type: 'string' },
    jobs: { type: 'string', default: '1' }, 'no-minimise': { type: 'boolean', default: false }, child: { type: 'boolean', default: false },
  },
});

const [replaySeed, replayIndex] = (values.replay ?? '').split(':').map(Number);
const choice: Choice = { seed: replaySeed || Number(values.seed), format: oneOf(formats, values.format), only: oneOf(kinds, values.only) };
const isLadder = choice.only === 'depth';
const script = fileURLToPath(import.meta.url);

function oneOf<T extends string>(known: readonly T[], given: string | undefined): T | undefined {
  if (given === undefined) return undefined;
  const found = known.find((one) => one === given);
  if (found === undefined) throw new Error(`"${given}" is none of ${known.join(', ')}`);
  return found;
}

const way: Way = {
  jobs: Number(values.jobs),
  isLadder,
  nameOf: (index) => inputFor(index)?.name ?? '',
  onNew: ({ index, name, fault: { kind, what } }) => console.error(`new: ${kind}: ${what} in ${name} (${choice.seed}:${index})`),
};

async function main(): Promise<boolean> {
  // As in the child: fixtures hold tokens that end some time from now.
  Date.now = () => Date.UTC(2026, 0, 1);
  if (values.replay !== undefined) return replayed(replayIndex ?? 0);
  const started = performance.now();
  const ran = choice.only === 'growth'
    ? await grownOver(makeRunner, chosenSeries(), toldGrowth)
    : await ranOver(makeRunner, chosenRange(), way, toldProgress);
  const seconds = (performance.now() - started) / 1000;
  await tellGroups(ran.groups);
  tellFigures(ran, seconds);
  return ran.groups.length === 0;
}

const chosenRange = (): { from: number; to: number } => {
  const from = Number(values.from);
  return { from, to: isLadder ? Math.min(rungs(), from + Number(values.inputs)) : from + Number(values.inputs) };
};
const chosenSeries = (): number[] => series.map((_, index) => index).slice(Number(values.from));

function makeRunner(): Runner {
  return watched(script, ['--child', '--seed', String(choice.seed), ...sameInputs()], limits);
}

/** What else decides which input an index has. */
const sameInputs = (): string[] => [...given('format', choice.format), ...given('only', choice.only), ...given('corpus', values.corpus)];
const given = (name: string, value: string | undefined): string[] => (value === undefined ? [] : [`--${name}`, value]);

const inputFor = (index: number): Input | undefined =>
  (isLadder ? rungAt(index) : inputAt(index, choice, (seeds ??= seedsIn(values.corpus))));
let seeds: ReturnType<typeof seedsIn> | undefined;

async function replayed(index: number): Promise<boolean> {
  const input = inputFor(index);
  if (input === undefined) throw new Error(`there is no input ${index}`);
  const runner = makeRunner();
  const faults = await faultsOfInput(runner, input);
  console.log(`${input.kind}: ${input.name}`);
  for (const { path, text } of input.files) console.log(`${path}\n${shown(text)}`);
  for (const fault of faults) await tellGroup(runner, { fault, name: input.name, indexes: [index] });
  runner.stop();
  console.log(faults.length === 0 ? 'no fault' : `${faults.length} faults`);
  return faults.length === 0;
}

// --- what is told ---

let lastTold = 0;
function toldProgress(done: number, faults: number): void {
  if (performance.now() - lastTold < 10_000) return;
  lastTold = performance.now();
  console.error(`${done} inputs, ${faults} kinds of fault`);
}

function toldGrowth(growth: Growth | undefined): void {
  if (growth !== undefined) console.log(`${growth.name}: ${toldPoints(growth.points)}`);
}

async function tellGroups(groups: readonly Group[]): Promise<void> {
  const runner = makeRunner();
  const rank = ({ fault }: Group): number => faultKinds.indexOf(fault.kind);
  for (const group of [...groups].sort((a, b) => rank(a) - rank(b))) await tellGroup(runner, group);
  runner.stop();
}

async function tellGroup(runner: Runner, { fault, indexes, name }: Group): Promise<void> {
  const often = indexes.length > 1 ? `more than once: ${indexes.join(', ')}` : 'once';
  console.log(`\n${fault.kind}: ${fault.what}\n  in ${name}, ${often}`);
  if (fault.kind === 'growth' || choice.only === 'growth') return;
  const [index] = indexes;
  const input = inputFor(index!);
  if (input === undefined) return;
  console.log(`  npm run fuzz -- --replay ${choice.seed}:${index!}${sameInputs().map((word) => ` ${word}`).join('')}`);
  const canShrink = !values['no-minimise'] && fault.kind !== 'unstable' && !isLadder;
  const small = canShrink ? await smallest(runner, input, fault) : input;
  for (const { path, text } of small.files.slice(0, 3)) console.log(`  ${path}: ${shown(text)}`);
}

/** All values are invented, so nothing needs a mask; control characters would move the cursor. */
const LONGEST_SHOWN = 1200;
const shown = (text: string): string => {
  const quoted = JSON.stringify(text).replace(/[\u007f-\uffff]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return quoted.length > LONGEST_SHOWN ? `${quoted.slice(0, LONGEST_SHOWN)}… (${text.length} characters)` : quoted;
};

/** What is asked of some inputs only: see `Hosts`. */
const samples = { reports: 'three reports', changes: 'offered changes made', twice: 'asked twice', eslint: 'ESLint', stdin: 'the whole scan' } satisfies Record<keyof Hosts, string>;

function tellFigures({ groups, totals }: Ran, seconds: number): void {
  const countOf = (kind: string): number => groups.filter(({ fault }) => fault.kind === kind).length;
  const byKind = faultKinds.map((kind) => [kind, countOf(kind)] as const).filter(([, count]) => count > 0);
  const speed = `${totals.inputs} inputs in ${seconds.toFixed(0)} s (${(totals.inputs / seconds).toFixed(0)} a second)`;
  console.log(`\nseed ${choice.seed}: ${speed}, ${totals.findings} findings, ${totals.cleared} cleared by the gate`);
  console.log(`by kind: ${mostFirst(totals.kinds)}`);
  console.log(`by format: ${mostFirst(totals.formats)}`);
  console.log(`facts, rules and places of all; in samples: ${Object.entries(samples).map(([name, what]) => `${what} ${totals.asked[name] ?? 0}`).join(', ')}`);
  console.log(`faults: ${byKind.map(([kind, count]) => `${kind} ${count}`).join(', ') || 'none'}`);
}

const mostFirst = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts).sort(([, a], [, b]) => b - a).map(([name, count]) => `${name} ${count}`).join(', ') || 'none';

if (values.child) serve(choice, values.corpus, positionals[0]!);
else process.exitCode = (await main()) ? 0 : 1;
