// What a reader of configuration may ask of other files: which versions lockfiles pin, what names say, what the user told of paths.

import type { Place } from '../source/file.ts';
import type { Hints } from '../source/hints.ts';
import type { Names } from '../secrets/words/names.ts';
import type { ModuleProject } from '../values/module-project.ts';

export interface ConfigProject extends Pick<ModuleProject, 'depends'> {
  /** What the configuration says of paths. */
  readonly hints: Hints;
  /** What names say, the user's own included. */
  readonly names: Names;
  /** The version that a lockfile pins for the manifest that lists the package, and where it says so. */
  locked(path: string, packageName: string): { readonly version: string; readonly at: Place } | undefined;
  /** Manifests that ask for the package themselves: which version this lockfile gives them, and are they looked at too? */
  askers(lockfile: string, packageName: string): readonly { readonly version: string; readonly inRun: boolean }[];
}
