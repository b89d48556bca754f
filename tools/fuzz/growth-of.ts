// A series of growth.ts → how long its sizes take, and whether twice as much takes more than a little more than twice as
// long. Processor time, the least of several runs, at sizes that take long enough to be measured.

import type { Fault } from './faults.ts';
import type { Series } from './growth.ts';
import { scannedTogether } from './hosts.ts';
import { TODAY } from './inputs.ts';
import { defaultSettings } from '../../src/findings/options.ts';

export interface Growth { readonly name: string; readonly points: readonly Point[]; readonly faults: readonly Fault[] }
export interface Point { readonly count: number; readonly ms: number }

/** Twice as much may take this many times as long. */
export const MOST_GROWTH = 2.3;
/** Shorter times are noise. */
const SHORTEST_MS = 20;
/** A series that takes longer is not doubled further. */
const LONGEST_MS = 800;
const LONG_MS = 100;
const FIRST = 64;
const LARGEST_FILE = 2 * 1024 * 1024;
const MOST_FILES = 4000;
/** How often a ratio that is too large is measured again: other work on the machine comes and goes. */
const TRIES = 4;

/** Milliseconds that a scan of so much takes. */
export type Clock = (one: Series, count: number) => number;

export function growthOf(one: Series, timeOf: Clock): Growth {
  // The first time it is compiled as well.
  timeOf(one, FIRST);
  const points: Point[] = [];
  const steep: number[] = [];
  for (let count = FIRST; fits(one, count); count *= 2) {
    const ms = timeOf(one, count);
    const before = points.at(-1);
    points.push({ count, ms });
    if (before !== undefined && before.ms >= SHORTEST_MS && isSteep(one, before, ms, timeOf)) steep.push(count);
    if (ms > LONGEST_MS || steep.length > 1) break;
  }
  // A step alone may be a table that grows or the collector; two are a law, and behind the last one nothing was measured.
  const faults: Fault[] = steep.length > 1 || (steep.length === 1 && steep[0] === points.at(-1)!.count)
    ? [{ kind: 'growth', what: `${one.name}: ${points.map(({ count, ms }) => `${count}: ${ms.toFixed(0)} ms`).join(', ')}` }] : [];
  return { name: one.name, points, faults };
}

function fits({ make }: Series, count: number): boolean {
  const { files } = make(count);
  return files.length <= MOST_FILES && files.every(({ text }) => text.length <= LARGEST_FILE);
}

function isSteep(one: Series, before: Point, first: number, timeOf: Clock): boolean {
  let ms = first;
  for (let tries = 0; tries < TRIES && ms > MOST_GROWTH * before.ms; tries++) ms = Math.min(ms, timeOf(one, before.count * 2));
  return ms > MOST_GROWTH * before.ms;
}

/** The least of three runs, or of one that is long enough to be no noise. */
export function processorTime({ make }: Series, count: number, beat: () => void): number {
  const { files, settings } = make(count);
  let least = Infinity;
  for (let run = 0; run < 3 && (run === 0 || least < LONG_MS); run++) {
    beat();
    const before = process.cpuUsage();
    scannedTogether({ files, settings: { ...(settings ?? { ...defaultSettings, preset: 'all' }), today: TODAY } });
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}
