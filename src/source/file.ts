// A file as the rest of the house sees it: a path and a text. Hosts and the walk make them; nothing else reads a disk.

import type { KeyStore } from './key-store.ts';
import type { FileRole } from './role.ts';
import type { Language } from './language.ts';

export interface SourceFile {
  /** Posix, relative to the root of the run. */
  readonly path: string;
  /** Decoded, without byte-order mark. All offsets are UTF-16 code units of this text. */
  readonly text: string;
  readonly language: Language;
  readonly role: FileRole;
  /** Git leaves it out of commits: what stands in it was not published. */
  readonly ignoredByGit?: true;
  /** The file is a key store or a key in binary; its text is empty. */
  readonly store?: KeyStore;
}

/** A stretch of a file's text; `end` is exclusive. */
export interface Place {
  readonly file: SourceFile;
  readonly start: number;
  readonly end: number;
}

/** A file that could not be read as it should, in the words of the report's diagnostics. Never quotes the file. */
export interface Problem {
  readonly file: string;
  readonly kind: 'unreadable' | 'too-large' | 'binary' | 'encoding';
  readonly message: string;
  /** Nothing that was to be looked at: a link, or what is gone since it was listed. */
  readonly harmless?: true;
}
