// Where the time of a scan goes, stage by stage. A stage inside another is taken from it, so that the times add up.

import { performance } from 'node:perf_hooks';

/** `list`: the walk over folders · `read`: bytes from the disk · `gate`: their words · `parse`: trees of code · `rooms`: facts ·
 * `rules` · `together`: what is judged across files. */
export type Stage = 'list' | 'read' | 'gate' | 'parse' | 'rooms' | 'rules' | 'together';

export interface Stages {
  /** Milliseconds; empty when nothing is measured. */
  readonly times: Partial<Record<Stage, number>>;
  readonly isMeasured: boolean;
  in<T>(stage: Stage, work: () => T): T;
  /** For what waits: from now until the answer is called. */
  begun(stage: Stage): () => void;
}

export function stagesOf(isMeasured: boolean): Stages {
  const times: Partial<Record<Stage, number>> = {};
  if (!isMeasured) return { times, isMeasured, in: (_stage, work) => work(), begun: () => () => undefined };
  /** What stages inside of the one in hand took. */
  let inside = 0;
  const begun = (stage: Stage): (() => void) => {
    const [outer, from] = [inside, performance.now()];
    inside = 0;
    return () => {
      const took = performance.now() - from;
      times[stage] = (times[stage] ?? 0) + took - inside;
      inside = outer + took;
    };
  };
  return {
    times,
    isMeasured,
    begun,
    in(stage, work) {
      const end = begun(stage);
      try {
        return work();
      } finally {
        end();
      }
    },
  };
}
