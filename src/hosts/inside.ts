// What hosts may put in the place of the disk, of the configuration there, and of an empty memory.

import type { Facts } from '../facts/facts.ts';
import type { Problem } from '../source/file.ts';
import type { RootFiles } from '../source/root-files.ts';
import type { Walk, WalkedFile, WalkOptions } from '../source/walking/run.ts';
import type { Config } from './config/config.ts';
import type { Gate } from './known-findings.ts';

export interface Inside {
  readonly tree?: Tree;
  readonly config?: Config;
  /** Where configurations of folders are, when not in the tree. */
  readonly configFiles?: RootFiles;
  /** Text that stands for the ignore file of the root. */
  readonly ownIgnores?: string;
  /** Texts that stand for what is there, by path: how the tree would be judged if they were written. */
  readonly overlay?: ReadonlyMap<string, string>;
  /** What was known before. */
  readonly gate?: Gate;
  /** Hears what each file says, as it is judged. They hold trees: keep what you need, not them. */
  heard?(facts: Facts): void;
}

/** Where files come from. */
export interface Tree {
  readonly files: RootFiles;
  list(options: WalkOptions): Promise<Walk> | Walk;
  /** Valid until the next call. */
  read(file: WalkedFile): Uint8Array | Problem;
  /** Of files one by one, in which there may be nothing for us. */
  readonly isList?: boolean;
}
