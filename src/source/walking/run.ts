// What one walk knows and gathers: the files, and what could not be had. One file is accepted or refused here.

import { lstatSync, readdirSync, realpathSync, type Dirent, type Stats } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Problem } from '../file.ts';
import { type Patience } from '../git.ts';
import { type Cover } from '../ignores.ts';
import { isInside, posixWay } from '../inside.ts';
import { languageOf } from '../language.ts';
import { readSource, tooLarge, unreadableBy } from '../reading.ts';
import { type FileRole } from '../role.ts';
import { defaultMaxFileSize, sizeLimitOf } from '../size-limits.ts';

export const ownIgnoreFile = '.jwtlintignore';

export interface WalkOptions {
  /** Paths given are resolved against it, paths in the answer are relative to it. */
  readonly root: string;
  /** As given: files, folders, globs, or `!glob` to leave out; none: the root. */
  readonly paths: readonly string[];
  /** Globs of the configuration, or a test made of them (posix, relative to the root). */
  readonly ignore: readonly string[] | ((path: string) => boolean);
  /** False lists all but `.git` and `node_modules`, whatever any ignore file or the configuration says. */
  readonly useIgnoreFiles: boolean;
  readonly maxFileSize: number;
  /** Text that stands for `.jwtlintignore` on disk, for runs that take it from another revision. */
  readonly ownIgnores?: string | undefined;
  /** Milliseconds that git may take for all its answers together. */
  readonly gitTime?: number;
}

export interface WalkedFile {
  /** Posix, relative to the root; begins with `../` for what the user named outside of it. */
  readonly path: string;
  /** Where to read it; of a link that the user named, the target. */
  readonly absolute: string;
  readonly size: number;
  readonly ignoredByGit?: true;
  /** Where it is not what the path says: below a folder of tests, examples or docs that the user pointed at. */
  readonly role?: FileRole;
}

export interface Walk {
  /** By path, in code-unit order. */
  readonly files: readonly WalkedFile[];
  readonly diagnostics: readonly Problem[];
  /** Paths that name nothing, and globs that match nothing, as given. */
  readonly missing: readonly string[];
  /** Files that are text and were left out for their size; each is among the diagnostics. */
  readonly large: readonly WalkedFile[];
  /** Files met and left out: ignored by configuration, links, no text, too large. What git ignores is never met. */
  readonly skipped: number;
  /** The same by path, in order. */
  readonly skippedPaths: readonly string[];
  /** Files that the user named and a pattern ignores. */
  readonly leftOut: readonly string[];
  /** Folders that the user pointed at, relative to the root; '' for the root. */
  readonly pointedAt: readonly string[];
  /** Does git track the file? Undefined when no repository says. */
  tracked(path: string): boolean | undefined;
}

/** What one walk knows and gathers. `files`, `named` and `skipped` go by absolute path: reached twice counts once. */
export interface Run {
  readonly root: string;
  readonly realRoot: string;
  readonly options: WalkOptions;
  isIgnored(path: string): boolean;
  readonly files: Map<string, WalkedFile>;
  /** Files that the user named one by one. */
  readonly named: Map<string, { readonly real: string; readonly size: number }>;
  readonly skipped: Set<string>;
  readonly large: WalkedFile[];
  readonly diagnostics: Problem[];
  readonly complained: Set<string>;
  readonly missing: string[];
  readonly leftOut: string[];
  /** By path. */
  readonly tracked: Map<string, boolean>;
  /** Folders that the user pointed at. */
  readonly pointedAt: Set<string>;
  /** Folder → links resolved, does it lie where we may read? */
  readonly safeFolders: Map<string, boolean>;
  ignoredFoldersLeft: number;
  readonly patience: Patience;
  /** Each complains if of a list of patterns something did not count. */
  readonly uncounted: (() => void)[];
}

/** One folder that the user pointed at. */
export interface Base {
  readonly folder: string;
  readonly real: string;
  /** Absolute paths that a glob matched. */
  readonly only?: ReadonlySet<string>;
}

export interface Mark { readonly tracked?: boolean; readonly ignoredByGit?: boolean }

export const isCover = (test: (path: string) => boolean): test is Cover => 'uncounted' in test;

export function noteUncounted(run: Run, absolute: string, uncounted: () => string | undefined): void {
  run.uncounted.push(() => {
    const message = uncounted();
    if (message !== undefined) complain(run, absolute, { message, harmless: true });
  });
}

export function leaveOut(run: Run, file: string): void {
  run.named.delete(file);
  run.skipped.add(file);
  run.leftOut.push(posixWay(run.root, file));
}

export const rolesOfFolders: ReadonlySet<FileRole> = new Set(['test', 'example', 'docs', 'generated']);

// --- one file ---

export function accept(run: Run, base: Base, absolute: string, mark: Mark): 'folder' | undefined {
  if (run.files.has(absolute) || run.named.has(absolute)) return undefined;
  const path = posixWay(run.root, absolute);
  const isWanted = base.only?.has(absolute) ?? true;
  // Before the disk is asked: most of what is left out are pictures.
  const isText = languageOf(path) !== undefined;
  const stats = isText || !isWanted ? statsOf(run, absolute) : undefined;
  if (stats?.isDirectory()) return 'folder';
  if (!isWanted) return undefined;
  const isReadable = (): boolean =>
    stats!.isFile() && !isLeftOut(base, absolute) && !run.isIgnored(path) && isSafe(run, base, dirname(absolute));
  if (!isText || (stats && !isReadable())) run.skipped.add(absolute);
  else if (stats) add(run, absolute, absolute, stats.size, mark);
  return undefined;
}

/** Nothing for what is tracked and deleted, or gone since it was listed. */
function statsOf(run: Run, absolute: string): Stats | undefined {
  try {
    const stats = lstatSync(absolute, { throwIfNoEntry: false });
    if (!stats && absolute.includes('\uFFFD')) complain(run, absolute, { message: 'The name is no UTF-8.' });
    return stats;
  } catch (error) {
    complain(run, absolute, unreadableBy(error));
    return undefined;
  }
}

export function add(run: Run, absolute: string, real: string, size: number, mark: Mark): void {
  const path = posixWay(run.root, absolute);
  const isText = languageOf(path) !== undefined;
  if (mark.tracked !== undefined) run.tracked.set(path, mark.tracked);
  const limit = sizeLimitOf(path, run.options.maxFileSize);
  const file = { path, absolute: real, size, ...(mark.ignoredByGit === true && { ignoredByGit: true as const }) };
  if (isText && size <= limit) run.files.set(absolute, file);
  else run.skipped.add(absolute);
  if (!isText || size <= limit) return;
  run.large.push(file);
  run.diagnostics.push(tooLarge(path, size, limit));
}

const leftOutFolder = /(?:^|\/)(?:\.git|node_modules)(?:\/|$)/;

/** A glob that names `node_modules` means it. */
export const isLeftOut = (base: Base, absolute: string): boolean => !base.only && leftOutFolder.test(posixWay(base.folder, absolute));

/** A tracked path may have become a link, or lie behind one. */
export function isSafe(run: Run, base: Base, folder: string): boolean {
  const known = run.safeFolders.get(folder);
  if (known !== undefined) return known;
  const real = realpath(folder);
  const safe = real !== undefined && (isInside(base.real, real) || isInside(run.realRoot, real));
  run.safeFolders.set(folder, safe);
  return safe;
}

export function complain(run: Run, absolute: string, { message, harmless }: Pick<Problem, 'message' | 'harmless'>): void {
  const file = posixWay(run.root, absolute) || '.';
  // A folder can be met twice: by git's warning, and by itself.
  if (run.complained.has(`${file}\n${message}`)) return;
  run.complained.add(`${file}\n${message}`);
  run.diagnostics.push({ file, kind: 'unreadable', message, ...(harmless && { harmless }) });
}

// --- the disk ---

export function lstat(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

export function realpath(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

export function entriesOf(run: Run, folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    complain(run, folder, unreadableBy(error));
    return [];
  }
}

/** Text of a small file of the walk's own; '' when there is none. */
export function textIn(run: Run, folder: string, name: string): string {
  const absolute = join(folder, name);
  if (!lstat(absolute)) return '';
  const bytes = readSource(absolute, defaultMaxFileSize, posixWay(run.root, absolute));
  if (Buffer.isBuffer(bytes)) return bytes.toString('utf8');
  // Without it more is looked at, not less.
  run.diagnostics.push({ ...bytes, harmless: true });
  return '';
}

export const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
