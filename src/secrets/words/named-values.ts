// A name with a value, in code or configuration. Config helper and code extraction both make these.

import type { Place } from '../../source/file.ts';
import { isPipeline } from '../../source/role.ts';
import type { Value } from '../../values/value.ts';

export type NameClass = 'signing secret' | 'private key' | 'other secret';

export interface NamedValue {
  /** Last segment as written: JWT_SECRET, secret. */
  readonly name: string;
  /** Dotted path for messages: services.api.environment.JWT_SECRET. */
  readonly path: string;
  /** What the name says; undefined for names that say nothing about keys. */
  readonly says?: NameClass;
  readonly keyAt: Place;
  /** `${X}` is an env value, `${X:-lit}` a choice of env and text. */
  readonly value: Value;
  readonly in: 'code' | 'config';
  /** What the settings beside it say of the key: its algorithm, and how the text becomes bytes. */
  readonly algorithm?: string;
  readonly encoding?: 'base64';
  /** Its product says that it is a secret, so that a word is a weak one and no label. */
  readonly isKnown?: true;
  /** Words of the project: a key made of them can be guessed. */
  readonly own?: ReadonlySet<string>;
}

/**
 * Given to a run of a build service, by the file's place or by the shape that GitHub and its like share, or to a stage of a
 * Dockerfile that only builds: made up for that run.
 */
export const isForOneRun = ({ keyAt, path }: NamedValue): boolean =>
  isPipeline(keyAt.file.path) || /^stages\.[^.]+\.(?:ENV|ARG)\./.test(path) || /^jobs\.[^.]+\.(?:steps|env|services|container)\./.test(path);
