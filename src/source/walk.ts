// Paths and globs as a user gives them → the files to look at, in a steady order, and what could not be had. Inside a git
// repository git lists them (tracked or not, minus ignored); elsewhere, or when git will not, the folders are read here.
// Environment files that git ignores are listed too and marked: they hold what the service runs with.
// Leaves alone: symbolic links (one that the user names is followed inside the root, nothing is followed out of it),
// `.git` and `node_modules` unless named, and whatever is no text by its name.

import { lstatSync, readdirSync, realpathSync, type Dirent, type Stats } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import type { Problem } from './file.ts';
import { patienceOf, type Patience } from './git.ts';
import { gitFilesOf, gitListing, type GitFiles } from './git-files.ts';
import { chained, ignoredBy, verdictOf, type Cover, type IgnoreChain } from './ignores.ts';
import { isInside, posixWay } from './inside.ts';
import { isEnvPath, languageOf } from './language.ts';
import { leadsOut, noPermission, readSource, tooLarge, unreadableBy } from './reading.ts';
import { roleOf, type FileRole } from './role.ts';
import { defaultMaxFileSize, sizeLimitOf } from './size-limits.ts';

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

export async function walk(options: WalkOptions): Promise<Walk> {
  const root = resolve(options.root);
  const leftOut = options.paths.filter((path) => path.startsWith('!') && !lstat(resolve(root, path)));
  const wanted = options.paths.filter((path) => !leftOut.includes(path));
  const run = runOf(root, options, leftOut.map((path) => path.slice(1)));
  for (const path of wanted.length === 0 ? ['.'] : wanted) await visit(run, path);
  await addNamed(run);
  for (const tell of run.uncounted) tell();
  return {
    files: inRoles(run).sort((a, b) => inOrder(a.path, b.path)),
    diagnostics: run.diagnostics.sort((a, b) => inOrder(a.file, b.file)),
    missing: run.missing,
    large: run.large,
    skipped: run.skipped.size,
    skippedPaths: [...run.skipped].map((path) => posixWay(run.root, path)).sort(inOrder),
    leftOut: run.leftOut.sort(inOrder),
    pointedAt: [...run.pointedAt],
    tracked: (path) => run.tracked.get(path),
  };
}

const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What one walk knows and gathers. `files`, `named` and `skipped` go by absolute path: reached twice counts once. */
interface Run {
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
interface Base {
  readonly folder: string;
  readonly real: string;
  /** Absolute paths that a glob matched. */
  readonly only?: ReadonlySet<string>;
}

interface Mark { readonly tracked?: boolean; readonly ignoredByGit?: boolean }

function runOf(root: string, options: WalkOptions, leftOut: readonly string[]): Run {
  const run: Run = {
    root,
    options,
    realRoot: realpath(root) ?? root,
    isIgnored: ignoredBy('', leftOut),
    files: new Map(),
    named: new Map(),
    skipped: new Set(),
    large: [],
    diagnostics: [],
    complained: new Set(),
    missing: [],
    leftOut: [],
    tracked: new Map(),
    pointedAt: new Set(),
    safeFolders: new Map(),
    ignoredFoldersLeft: mostIgnoredFolders,
    patience: patienceOf(options.gitTime),
    uncounted: [],
  };
  if (!options.useIgnoreFiles) return run;
  const { ignore } = options;
  const own = ignoredBy(options.ownIgnores ?? textIn(run, root, ownIgnoreFile), leftOut);
  const configured = typeof ignore === 'function' ? ignore : ignoredBy('', ignore);
  noteUncounted(run, join(root, ownIgnoreFile), own.uncounted);
  if (isCover(configured)) noteUncounted(run, root, configured.uncounted);
  return Object.assign(run, { isIgnored: (path: string) => own(path) || configured(path) });
}

const isCover = (test: (path: string) => boolean): test is Cover => 'uncounted' in test;

function noteUncounted(run: Run, absolute: string, uncounted: () => string | undefined): void {
  run.uncounted.push(() => {
    const message = uncounted();
    if (message !== undefined) complain(run, absolute, { message, harmless: true });
  });
}

// --- what the user names ---

async function visit(run: Run, given: string): Promise<void> {
  const absolute = resolve(run.root, given);
  // What exists is meant literally: Next.js names files `app/[id]/(group)/page.ts`.
  if (lstat(absolute)) await visitLiteral(run, absolute);
  else if (isGlob(given)) await visitGlob(run, given);
  else run.missing.push(given);
}

async function visitLiteral(run: Run, absolute: string): Promise<void> {
  const real = realpath(absolute);
  const stats = real === undefined ? undefined : lstat(real);
  if (real === undefined || !stats) complain(run, absolute, { message: 'A symbolic link that leads nowhere, or no permission to follow it.', harmless: true });
  else if (isInside(run.root, absolute) && !isInside(run.realRoot, real))
    complain(run, absolute, leadsOut);
  else if (stats.isDirectory()) await listPointedAt(run, { folder: absolute, real });
  else if (stats.isFile()) run.named.set(absolute, { real, size: stats.size });
  else complain(run, absolute, { message: 'Neither a file nor a folder.', harmless: true });
}

const isGlob = (path: string): boolean => /[*?{}[\]()!+@]/.test(path);

async function visitGlob(run: Run, given: string): Promise<void> {
  const { folder, pattern } = fixedPart(run.root, sep === '\\' ? given.replaceAll('\\', '/') : given);
  const real = realpath(folder);
  if (real === undefined || (isInside(run.root, folder) && !isInside(run.realRoot, real))) return void run.missing.push(given);
  // Loaded here: it costs a tenth of a second, and most runs name folders.
  const { globby } = await import('globby');
  const matches = await globby(pattern, {
    cwd: folder, absolute: true, dot: true, followSymbolicLinks: false, suppressErrors: true,
    ignore: ['**/.git/**', ...(pattern.includes('node_modules') ? [] : ['**/node_modules/**'])],
  });
  if (matches.length === 0) return void run.missing.push(given);
  await listPointedAt(run, { folder, real, only: new Set(matches.map((match) => resolve(match))) });
}

/** The leading folders that exist by their very names, and the pattern behind them. */
function fixedPart(root: string, given: string): { folder: string; pattern: string } {
  const segments = given.split('/');
  let folder = given.startsWith('/') ? '/' : root;
  while (segments.length > 1 && lstat(join(folder, segments[0]!))?.isDirectory()) folder = join(folder, segments.shift()!);
  return { folder, pattern: segments.join('/') };
}

/** Files named one by one are read though git ignores them, which is asked only whether it would commit them; our own ignores hold. */
async function addNamed(run: Run): Promise<void> {
  for (const file of run.named.keys()) if (run.isIgnored(posixWay(run.root, file))) leaveOut(run, file);
  for (const [top, files] of byRepository([...run.named.keys()])) {
    const known = top === undefined ? undefined : await asked(run, top, gitFilesOf(top, files, run.patience));
    for (const file of files) {
      const { real, size } = run.named.get(file)!;
      add(
        run,
        file,
        real,
        size,
        known ? markBy(known, file) : { ignoredByGit: isIgnoredOnDisk(run, top ?? topWithoutGit(run, dirname(file)), file) },
      );
    }
  }
}

function leaveOut(run: Run, file: string): void {
  run.named.delete(file);
  run.skipped.add(file);
  run.leftOut.push(posixWay(run.root, file));
}

/** Git's answer. When its time is up, the ignore files are read here, which knows the same rules. */
async function asked<T>(run: Run, top: string, answer: Promise<T>): Promise<T> {
  const known = await answer;
  if (known === undefined && run.patience.left <= 0)
    complain(run, top, {
      message: 'git took too long to list the files (patterns that are slow to compare, or a very large folder); they are listed without it.',
      harmless: true,
    });
  return known;
}

function byRepository(files: readonly string[]): Map<string | undefined, string[]> {
  const tops = new Map<string, string | undefined>();
  const groups = new Map<string | undefined, string[]>();
  for (const file of files) {
    const folder = dirname(file);
    if (!tops.has(folder)) tops.set(folder, repositoryOf(folder));
    const top = tops.get(folder);
    const group = groups.get(top);
    if (group) group.push(file);
    else groups.set(top, [file]);
  }
  return groups;
}

/** The folder with the nearest `.git` (a folder, or a file in submodules and linked work trees). */
export function repositoryOf(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (lstat(join(at, '.git'))) return at;
    if (dirname(at) === at) return undefined;
  }
}

/** Where ignore files are read from when no repository says: what lies above the root is none of ours. */
const topWithoutGit = (run: Run, folder: string): string => (isInside(run.root, folder) ? run.root : folder);

const isIgnoredOnDisk = (run: Run, top: string, file: string): boolean =>
  run.options.useIgnoreFiles && verdictOf(chainTo(run, top, dirname(file)), posixWay(top, file)) === 'ignored';

const markBy = (known: GitFiles, file: string): Mark => ({ tracked: known.get(file) === 'tracked', ignoredByGit: !known.has(file) });

function listPointedAt(run: Run, base: Base): Promise<void> {
  run.pointedAt.add(posixWay(run.root, base.folder));
  return listFolder(run, base, base.folder);
}

/**
 * `jwtlint examples/shop` asks about the shop, so what calls the folder an example does not count below it. Files named
 * one by one keep what their path says: hooks hand over whatever was changed.
 */
function inRoles(run: Run): WalkedFile[] {
  const bases = [...run.pointedAt].filter((folder) => rolesOfFolders.has(roleOf(`${folder}/index.ts`))).sort((a, b) => b.length - a.length);
  const files = [...run.files.values()];
  if (bases.length === 0) return files;
  return files.map((file) => {
    const base = run.named.has(resolve(run.root, file.path)) ? undefined : bases.find((folder) => file.path.startsWith(`${folder}/`));
    return base === undefined ? file : { ...file, role: roleOf(file.path.slice(base.length + 1)) };
  });
}

export const rolesOfFolders: ReadonlySet<FileRole> = new Set(['test', 'example', 'docs', 'generated']);

// --- folders ---

async function listFolder(run: Run, base: Base, folder: string): Promise<void> {
  const top = repositoryOf(folder);
  const listing = top === undefined ? undefined : await asked(run, top, gitListing(top, folder, run.patience));
  if (!listing) return listPlainly(run, base, folder, top);
  for (const path of listing.unreadable) complain(run, path, noPermission);
  // Git knows nothing in here, so the folder is ignored as a whole. The user pointed at it all the same.
  const allIgnored = listing.files.size === 0 && folder !== top;
  if (allIgnored || !run.options.useIgnoreFiles) return listPlainly(run, base, folder, top, listing.files);
  const nested: string[] = [];
  for (const [file, state] of listing.files)
    if (accept(run, base, file, { tracked: state === 'tracked' }) === 'folder') nested.push(file);
  for (const path of listing.ignored) acceptIgnored(run, base, path);
  for (const path of nested) await listNested(run, base, path);
}

/** A submodule, or a repository within the repository: it has its own list. */
async function listNested(run: Run, base: Base, folder: string): Promise<void> {
  if (!isSafe(run, base, folder) || isLeftOut(base, folder)) return;
  if (lstat(join(folder, '.git'))) await listFolder(run, base, folder);
  else await listPlainly(run, base, folder, undefined);
}

interface Reading {
  /** Where the chain of ignore files begins. */
  readonly top: string;
  /** With git's list in hand nothing is left out here; it only marks. */
  readonly known: GitFiles | undefined;
  readonly allIgnored: boolean;
  readonly nested: string[];
}

async function listPlainly(run: Run, base: Base, folder: string, repository: string | undefined, known?: GitFiles): Promise<void> {
  const top = repository ?? topWithoutGit(run, folder);
  const chain = known || !run.options.useIgnoreFiles ? undefined : chainTo(run, top, folder);
  const allIgnored = chain !== undefined && folder !== top && verdictOf(chain, `${posixWay(top, folder)}/`) === 'ignored';
  const reading: Reading = { top, known, allIgnored, nested: [] };
  readFolders(run, base, { folder, chain: allIgnored ? undefined : chain }, reading);
  for (const path of reading.nested) await listNested(run, base, path);
}

interface Step { readonly folder: string; readonly chain: IgnoreChain | undefined }

function readFolders(run: Run, base: Base, first: Step, reading: Reading): void {
  const waiting = [first];
  for (let step = waiting.pop(); step; step = waiting.pop())
    for (const entry of entriesOf(run, step.folder)) {
      const next = entry.isDirectory() ? folderStep(run, base, step, entry.name, reading) : undefined;
      if (next) waiting.push(next);
      else if (!entry.isDirectory()) acceptFile(run, base, step, entry.name, reading);
    }
}

function acceptFile(run: Run, base: Base, { folder, chain }: Step, name: string, { top, known, allIgnored }: Reading): void {
  const path = join(folder, name);
  // `.git` is a file in submodules.
  if (name === '.git') return;
  if (chain && verdictOf(chain, posixWay(top, path)) === 'ignored') acceptIgnored(run, base, path);
  else accept(run, base, path, known ? markBy(known, path) : { ignoredByGit: allIgnored });
}

function folderStep(run: Run, base: Base, { folder, chain }: Step, name: string, { top, nested }: Reading): Step | undefined {
  if (name === '.git' || name === 'node_modules') return undefined;
  const path = join(folder, name);
  const isIgnored = chain !== undefined && verdictOf(chain, `${posixWay(top, path)}/`) === 'ignored';
  if (isIgnored) acceptIgnored(run, base, `${path}/`);
  else if (lstat(join(path, '.git'))) nested.push(path);
  else return { folder: path, chain: chain && withFolder(run, chain, top, path) };
  return undefined;
}

/** The ignore files from the top of the repository to a folder, as git would read them. */
function chainTo(run: Run, top: string, folder: string): IgnoreChain {
  let chain = rulesIn(run, undefined, top, top, join('.git', 'info', 'exclude'));
  chain = rulesIn(run, chain, top, top, '.gitignore');
  let at = top;
  for (const name of posixWay(top, folder).split('/').filter(Boolean)) chain = withFolder(run, chain, top, (at = join(at, name)));
  return chain;
}

function withFolder(run: Run, chain: IgnoreChain, top: string, folder: string): IgnoreChain {
  return lstat(join(folder, '.gitignore')) ? rulesIn(run, chain, top, folder, '.gitignore') : chain;
}

function rulesIn(run: Run, chain: IgnoreChain | undefined, top: string, folder: string, name: string): IgnoreChain {
  const made = chained(chain, posixWay(top, folder), textIn(run, folder, name));
  noteUncounted(run, join(folder, name), made.rules.uncounted);
  return made;
}

/** Ignored folders are caches as a rule; in the others, environment files lie near the surface. */
const deepestIgnored = 3;
const mostIgnoredFolders = 2000;

/** Of what git ignores, only files of variables are of interest. A folder ends in a slash. */
function acceptIgnored(run: Run, base: Base, path: string, depth = 0): void {
  if (!path.endsWith('/')) {
    if (isEnvPath(basename(path))) accept(run, base, path, { tracked: false, ignoredByGit: true });
    return;
  }
  const folder = path.slice(0, -1);
  const isCache = roleOf(`${basename(folder)}/.env`) === 'generated';
  if (isCache || depth >= deepestIgnored || run.ignoredFoldersLeft-- <= 0 || !isSafe(run, base, folder)) return;
  for (const entry of entriesOf(run, folder).sort((a, b) => inOrder(a.name, b.name)))
    if (entry.name !== '.git') acceptIgnored(run, base, join(folder, entry.name) + (entry.isDirectory() ? '/' : ''), depth + 1);
}

// --- one file ---

function accept(run: Run, base: Base, absolute: string, mark: Mark): 'folder' | undefined {
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

function add(run: Run, absolute: string, real: string, size: number, mark: Mark): void {
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
const isLeftOut = (base: Base, absolute: string): boolean => !base.only && leftOutFolder.test(posixWay(base.folder, absolute));

/** A tracked path may have become a link, or lie behind one. */
function isSafe(run: Run, base: Base, folder: string): boolean {
  const known = run.safeFolders.get(folder);
  if (known !== undefined) return known;
  const real = realpath(folder);
  const safe = real !== undefined && (isInside(base.real, real) || isInside(run.realRoot, real));
  run.safeFolders.set(folder, safe);
  return safe;
}

function complain(run: Run, absolute: string, { message, harmless }: Pick<Problem, 'message' | 'harmless'>): void {
  const file = posixWay(run.root, absolute) || '.';
  // A folder can be met twice: by git's warning, and by itself.
  if (run.complained.has(`${file}\n${message}`)) return;
  run.complained.add(`${file}\n${message}`);
  run.diagnostics.push({ file, kind: 'unreadable', message, ...(harmless && { harmless }) });
}

// --- the disk ---

function lstat(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function realpath(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

function entriesOf(run: Run, folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    complain(run, folder, unreadableBy(error));
    return [];
  }
}

/** Text of a small file of the walk's own; '' when there is none. */
function textIn(run: Run, folder: string, name: string): string {
  const absolute = join(folder, name);
  if (!lstat(absolute)) return '';
  const bytes = readSource(absolute, defaultMaxFileSize, posixWay(run.root, absolute));
  if (Buffer.isBuffer(bytes)) return bytes.toString('utf8');
  // Without it more is looked at, not less.
  run.diagnostics.push({ ...bytes, harmless: true });
  return '';
}
