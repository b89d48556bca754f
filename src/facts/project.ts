// Questions that other files answer, all together. The editor's project answers few of them.

import type { CallProject } from '../calls/call-project.ts';
import type { ConfigProject } from '../documents/config-project.ts';
import type { TokenSearch } from '../secrets/tokens/provider-tokens.ts';
import type { Place } from '../source/file.ts';

/** A package of the project: its folder, '' for the root, and its name. */
export interface Home { readonly folder: string; readonly name?: string }

export interface Project extends CallProject, ConfigProject {
  /** The forms of providers' tokens, the user's own included. */
  readonly tokens: TokenSearch;
  /** Folder of the program that this file is part of; undefined in a library, or where no manifest says what runs. */
  service(path: string): string | undefined;
  /** The nearest package around this file; undefined where no manifest is. */
  home(path: string): Home | undefined;
  /** Does a schema somewhere in the project demand this environment variable? */
  requires(variable: string): boolean;
  /** Which of these files a file of production imports, barrels followed: their paths, sorted. */
  usedBy(path: string, among: Pick<ReadonlySet<string>, 'has'>): readonly string[];
  /** The imports that lead from a client file down to this one; undefined when none do. `taken`: exports that matter; all when left out. */
  clientChain(path: string, taken?: ReadonlySet<string>): readonly Place[] | undefined;
}
