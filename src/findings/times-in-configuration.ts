// Calls that take a time from a variable, and configuration that sets it → what a rule over times says of the text that is set:
// the gravest of what each call makes of it, with all of them as evidence.

import type { JwtCall } from '../calls/jwt-call.ts';
import { timesGiven } from '../documents/time-values.ts';
import type { TimeGiven, TimeRead, TimeValue } from '../documents/time-values.ts';
import type { Facts } from '../facts/facts.ts';
import { step } from './evidence.ts';
import type { Severity, Step } from './rule.ts';
import { severities } from './settings/settings.ts';

/** Of one file: a time that it sets, or an option that takes its time from a variable. */
export interface KeptTime<R extends TimeRead> { readonly set?: TimeValue; readonly read?: R }

export const timesKept = <R extends TimeRead>(
  { jwtCalls, timeValues }: Facts, readsOf: (call: JwtCall) => readonly R[],
): readonly KeptTime<R>[] => [...timeValues.map((set) => ({ set })), ...jwtCalls.flatMap(readsOf).map((read) => ({ read }))];

/** One report at most for each time that is set. */
export function* gravestOfEach<R extends TimeRead, Said extends { readonly severity?: Severity; readonly message: string }>(
  kept: readonly KeptTime<R>[],
  judge: (given: TimeGiven<R>) => readonly Said[],
): Generator<Said & { readonly evidence: readonly Step[] }> {
  for (const given of timesGiven(kept.flatMap(({ set = [] }) => set), kept.flatMap(({ read = [] }) => read))) {
    const [found] = given.flatMap(judge).sort((a, b) => rankOf(a) - rankOf(b));
    const evidence = given.map(({ read }) => step(read.option.at, `taken by ${read.call.name}, from ${read.variable}`));
    if (found) yield { ...found, evidence };
  }
}

const rankOf = ({ severity = 'error' }: { readonly severity?: Severity }): number => severities.indexOf(severity);
