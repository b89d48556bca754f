// A folder → its files, by the list that git has, or read here with the rules of the ignore files above and in it.

import { basename, dirname, join } from 'node:path';
import { gitListing, type GitFiles } from '../git-files.ts';
import { chained, verdictOf, type IgnoreChain } from '../ignores.ts';
import { isInside, posixWay } from '../inside.ts';
import { isEnvPath } from '../language.ts';
import { noPermission } from '../reading.ts';
import { roleOf } from '../role.ts';
import { accept, complain, entriesOf, isLeftOut, isSafe, lstat, noteUncounted, textIn } from './run.ts';
import type { Base, Mark, Run } from './run.ts';
import { inOrder } from './run.ts';

/** Git's answer. When its time is up, the ignore files are read here, which knows the same rules. */
export async function asked<T>(run: Run, top: string, answer: Promise<T>): Promise<T> {
  const known = await answer;
  if (known === undefined && run.patience.left <= 0)
    complain(run, top, {
      message: 'git took too long to list the files (patterns that are slow to compare, or a very large folder); they are listed without it.',
      harmless: true,
    });
  return known;
}

export function byRepository(files: readonly string[]): Map<string | undefined, string[]> {
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
export const topWithoutGit = (run: Run, folder: string): string => (isInside(run.root, folder) ? run.root : folder);

export const isIgnoredOnDisk = (run: Run, top: string, file: string): boolean =>
  run.options.useIgnoreFiles && verdictOf(chainTo(run, top, dirname(file)), posixWay(top, file)) === 'ignored';

export const markBy = (known: GitFiles, file: string): Mark => ({ tracked: known.get(file) === 'tracked', ignoredByGit: !known.has(file) });

// --- folders ---

export async function listFolder(run: Run, base: Base, folder: string): Promise<void> {
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
export const mostIgnoredFolders = 2000;

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
