// A series of growth.ts → what its sizes cost, and whether twice as much costs more than a little more than twice as much.
// Counted in steps where our code counts them (tools/counting.mjs): the same on every machine, but blind to what the language
// and packages do. Else in processor time, the least of several runs, at sizes that take long enough to be measured.

import type { Fault } from './faults.ts';
import type { Series } from './growth.ts';
import { scannedTogether } from './hosts.ts';
import { TODAY } from './inputs.ts';
import { defaultSettings } from '../../src/findings/options.ts';

export interface Growth { readonly name: string; readonly points: readonly Point[]; readonly faults: readonly Fault[] }
export interface Point { readonly count: number; readonly cost: number }

/** What a scan of so much costs. */
export type Meter = (one: Series, count: number) => number;

declare const __steps: number;
/** Does our own code count its steps here? */
export const isCounted = typeof __steps !== 'undefined';
/** In thousands. */
const unit = isCounted ? 'k steps' : 'ms';

/** Twice as much may cost this many times as much. */
export const MOST_GROWTH = 2.3;
/** Shorter times are noise, and fewer steps the same for any size. */
const SHORTEST = 20;
/** A series that costs more is not doubled further. */
const LONGEST = isCounted ? 5000 : 800;
const LONG_MS = 100;
const FIRST = 64;
const LARGEST_FILE = 2 * 1024 * 1024;
const MOST_FILES = 4000;
/** How often a time that is too long is measured again: other work on the machine comes and goes. */
const TRIES = 4;

export function growthOf(one: Series, costOf: Meter): Growth {
  // The first time it is compiled as well.
  costOf(one, FIRST);
  const points: Point[] = [];
  const steep: number[] = [];
  for (let count = FIRST; fits(one, count); count *= 2) {
    const cost = costOf(one, count);
    const before = points.at(-1);
    points.push({ count, cost });
    if (before !== undefined && before.cost >= SHORTEST && isSteep(one, before, cost, costOf)) steep.push(count);
    if (cost > LONGEST || steep.length > 1) break;
  }
  // A step alone may be a table that grows or the collector; two are a law, and behind the last one nothing was measured.
  const faults: Fault[] = steep.length > 1 || (steep.length === 1 && steep[0] === points.at(-1)!.count)
    ? [{ kind: 'growth', what: `${one.name}: ${toldPoints(points)}` }] : [];
  return { name: one.name, points, faults };
}

export const toldPoints = (points: readonly Point[]): string => points.map(({ count, cost }) => `${count}: ${cost.toFixed(0)} ${unit}`).join(', ');

function fits({ make }: Series, count: number): boolean {
  const { files } = make(count);
  return files.length <= MOST_FILES && files.every(({ text }) => text.length <= LARGEST_FILE);
}

function isSteep(one: Series, before: Point, first: number, costOf: Meter): boolean {
  let cost = first;
  for (let tries = 0; tries < (isCounted ? 0 : TRIES) && cost > MOST_GROWTH * before.cost; tries++)
    cost = Math.min(cost, costOf(one, before.count * 2));
  return cost > MOST_GROWTH * before.cost;
}

/** Steps of one run; or the least time of three, or of one that is long enough to be no noise. */
export function costIn({ make }: Series, count: number, beat: () => void): number {
  const { files, settings } = make(count);
  const scan = (): void => void scannedTogether({ files, settings: { ...(settings ?? { ...defaultSettings, preset: 'all' }), today: TODAY } });
  if (isCounted) {
    beat();
    const before = __steps;
    scan();
    return (__steps - before) / 1000;
  }
  let least = Infinity;
  for (let run = 0; run < 3 && (run === 0 || least < LONG_MS); run++) {
    beat();
    const before = process.cpuUsage();
    scan();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}
