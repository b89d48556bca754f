// Something that is done → how many steps of our own code it took, by the counts that V8 keeps of functions and blocks.
// The same on every machine, however busy, which no time is. What the language itself does (a search, a slice) is no step.

import { Session } from 'node:inspector';

interface Coverage { readonly result: readonly { readonly url: string; readonly functions: readonly { readonly ranges: readonly { readonly count: number }[] }[] }[] }

export interface Steps {
  of(work: () => void): number;
  end(): void;
}

/** Ours are the scripts whose address says so. */
export function stepsIn(isOurs: (url: string) => boolean): Steps {
  const session = new Session();
  session.connect();
  const taken = (): number => {
    let steps = 0;
    session.post('Profiler.takePreciseCoverage', (error, coverage) => {
      if (error) throw error;
      for (const { url, functions } of (coverage as Coverage).result)
        if (isOurs(url)) for (const { ranges } of functions) for (const { count } of ranges) steps += count;
    });
    return steps;
  };
  session.post('Profiler.enable');
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  return {
    of(work) {
      taken();
      work();
      return taken();
    },
    end: () => { session.disconnect(); },
  };
}
