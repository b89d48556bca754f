// How a pipeline gives a secret away, as one fact.

import type { Kept } from '../../models/places/pipelines.ts';
import type { Place } from '../../source/file.ts';

/**
 * `printed`, `changed`: a command writes it to the log, as it is or in a form that nothing recognises. `dumped`, `traced`: all variables,
 * or all commands, are written there. `handed on`: later steps get it as a variable or an output. `kept`: it is in a file that is kept
 * as artifact, cache or workspace. `untrusted`: code of a stranger runs beside it. `everything`: a step is given all secrets. `part`:
 * a part of it is used, which nothing hides. `in an image`: it is an argument of a build. `passed on`: all are given to others.
 */
export type Exposed =
  | 'printed' | 'changed' | 'dumped' | 'traced' | 'handed on' | 'kept' | 'untrusted' | 'everything' | 'part' | 'in an image' | 'passed on';

export interface PipelineExposure {
  readonly how: Exposed;
  readonly at: Place;
  /** Of the secret, for messages; of `everything` and `dumped` what stands for them. */
  readonly name: string;
  /** The command, action or file that does it. */
  readonly by: string;
  readonly product: string;
  /** Its name says that it is a key, a password or a token. */
  readonly saysSecret: boolean;
  /** The service replaces its exact text in logs. */
  readonly hidden: boolean;
  /** Of `untrusted`: a condition, a protected environment or the like stands before it, or nothing of the code is run. */
  readonly guarded?: true;
  /** Of `kept`. */
  readonly keptAs?: Kept['as'];
  readonly ways: readonly { readonly at: Place; readonly says: string }[];
}
