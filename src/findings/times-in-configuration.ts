// Calls that take a time from a variable, and configuration that sets it → what a rule over times says of the text that is set:
// the gravest of what each call makes of it, with all of them as evidence.

import type { JwtCall } from '../calls/jwt-call.ts';
import { timesGiven } from '../documents/time-values.ts';
import type { TimeGiven, TimeRead, TimeValue } from '../documents/time-values.ts';
import { step } from './evidence.ts';
import type { AcrossFiles, Report, RuleOptions } from './rule.ts';
import { severities } from './settings.ts';

interface Kept<R extends TimeRead> { readonly set?: TimeValue; readonly read?: R }
type Judge<R extends TimeRead> = (given: TimeGiven<R>, options: RuleOptions) => readonly Report[];

export function acrossTimes<R extends TimeRead>(readsOf: (call: JwtCall) => readonly R[], judge: Judge<R>): AcrossFiles {
  return {
    keep: ({ jwtCalls, timeValues }) => [...timeValues.map((set) => ({ set })), ...jwtCalls.flatMap(readsOf).map((read) => ({ read }))],
    judge(kept, report, options) {
      for (const given of timesGiven(kept.flatMap(({ set = [] }) => set), kept.flatMap(({ read = [] }) => read))) {
        const [found] = given.flatMap((one) => judge(one, options)).sort((a, b) => rankOf(a) - rankOf(b));
        if (found)
          report({
            ...found,
            evidence: given.map(({ read }) => step(read.option.at, `taken by ${read.call.name}, from ${read.variable}`)),
          });
      }
    },
  } satisfies AcrossFiles<Kept<R>> as AcrossFiles;
}

const rankOf = ({ severity = 'error' }: Report): number => severities.indexOf(severity);
