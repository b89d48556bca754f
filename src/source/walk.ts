// Paths and globs as a user gives them → the files to look at, in a steady order, and what could not be had. Inside a git
// repository git lists them (tracked or not, minus ignored); elsewhere, or when git will not, the folders are read here.
// Environment files that git ignores are listed too and marked: they hold what the service runs with.
// Leaves alone: symbolic links (one that the user names is followed inside the root, nothing is followed out of it),
// `.git` and `node_modules` unless named, and whatever is no text by its name.

import { dirname, join, resolve, sep } from 'node:path';
import { patienceOf } from './git.ts';
import { gitFilesOf } from './git-files.ts';
import { ignoredBy } from './ignores.ts';
import { isInside, posixWay } from './inside.ts';
import { leadsOut } from './reading.ts';
import { roleOf } from './role.ts';
import { add, complain, isCover, leaveOut, lstat, noteUncounted, ownIgnoreFile, realpath, rolesOfFolders, textIn } from './walking/run.ts';
import type { Base, Run, Walk, WalkOptions, WalkedFile } from './walking/run.ts';
import { asked, byRepository, isIgnoredOnDisk, listFolder, markBy, mostIgnoredFolders, topWithoutGit } from './walking/folders.ts';
import { inOrder } from './walking/run.ts';

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
