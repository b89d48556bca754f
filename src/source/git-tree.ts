// A repository and a revision, or its index → the files in it, as the walk and root-files.ts give those of the disk. Blobs are
// read by `cat-file --batch`, which runs no filter; the work tree is not touched, and nothing is written.
// Leaves alone: submodules, which have a repository of their own, and what git does not track.

import { posix } from 'node:path';
import type { Problem } from './file.ts';
import { gitNow, patienceOf, type Patience } from './git.ts';
import { ignoredBy } from './ignores.ts';
import { languageOf } from './language.ts';
import { tooLarge } from './reading.ts';
import { roleOf, type FileRole } from './role.ts';
import type { RootFiles, Standing } from './root-files.ts';
import { maxLockfileSize, mostGated, sizeLimitOf } from './size-limits.ts';
import { rolesOfFolders, type Walk, type WalkedFile } from './walking/run.ts';

export interface GitEntry {
  /** Posix, relative to the top of the repository. */
  readonly path: string;
  readonly id: string;
  readonly isLink: boolean;
}

/** Of a whole run. A repository of half a million files is read within it. */
const longestReading = 120_000;
const mostEntries = 1_000_000;

/** Undefined when git does not know the revision, or will not say. */
export function entriesOfTree(top: string, commit: string): ReadonlyMap<string, GitEntry> | undefined {
  const answer = gitNow(top, ['ls-tree', '-r', '-z', '--full-tree', commit, '--']);
  return answer.ok ? entriesIn(answer.output, /^(\d{6}) blob ([0-9a-f]{40,64})\t/) : undefined;
}

/** What would be committed. Of a path in conflict, the own side. */
export function entriesOfIndex(top: string, index: string | undefined): ReadonlyMap<string, GitEntry> | undefined {
  const answer = gitNow(top, ['ls-files', '-s', '-z', '--full-name', '--'], { index });
  return answer.ok ? entriesIn(answer.output, /^(\d{6}) ([0-9a-f]{40,64}) \d\t/) : undefined;
}

/** `form`: the words before a path. */
function entriesIn(output: Buffer, form: RegExp): ReadonlyMap<string, GitEntry> {
  const entries = new Map<string, GitEntry>();
  for (const line of output.toString('utf8').split('\0')) {
    const [head, mode, id] = form.exec(line) ?? [];
    if (head === undefined || entries.size >= mostEntries || (mode !== '100644' && mode !== '100755' && mode !== '120000')) continue;
    const path = line.slice(head.length);
    if (!entries.has(path)) entries.set(path, { path, id: id!, isLink: mode === '120000' });
  }
  return entries;
}

export interface GitTree {
  readonly files: RootFiles;
  /** What the walk would list, and what is too large to be analysed. */
  list(wanted: Wanted): Walk;
  /** Whatever its size, up to the bound for reading at all. */
  read(file: WalkedFile): Buffer | Problem;
  /** Paths whose blobs are not here, as in a partial clone. Asked before the first reading. */
  missing(paths: readonly string[]): readonly string[];
  has(path: string): boolean;
}

export interface Wanted {
  readonly ignore: readonly string[];
  readonly ownIgnores: string;
  readonly useIgnoreFiles: boolean;
  readonly maxFileSize: number;
  /** Folders that the user pointed at: what lies below them is judged by the path from there. */
  readonly pointedAt: readonly string[];
  /** Only these; all when left out. */
  readonly only?: ReadonlySet<string>;
}

/** `prefix`: the way from the top down to the root of the run, '' or with a slash at its end. */
export function gitTree(top: string, prefix: string, all: ReadonlyMap<string, GitEntry>): GitTree {
  const entries = new Map<string, GitEntry>();
  for (const [path, entry] of all) if (path.startsWith(prefix)) entries.set(path.slice(prefix.length), entry);
  const blobs = blobsOf(top);
  blobs.expect([...entries].flatMap(([path, { id }]) => (languageOf(path) === undefined ? [] : [id])));
  const files = rootFilesIn(entries, blobs);
  return {
    files,
    has: (path) => entries.has(path),
    read({ path, size }) {
      const bytes = size > mostGated ? undefined : blobs.read(entries.get(path)!.id);
      return bytes ?? { file: path, kind: 'unreadable', message: 'Git could not give its content.' };
    },
    missing(paths) {
      const ids = paths.flatMap((path) => entries.get(path)?.id ?? []);
      const sizes = blobs.sizes(ids);
      return paths.filter((path) => entries.has(path) && sizes.get(entries.get(path)!.id) === undefined);
    },
    list: (wanted) => listed(entries, blobs, wanted),
  };
}

const installed = /(?:^|\/)node_modules\//;

function listed(entries: ReadonlyMap<string, GitEntry>, blobs: Blobs, wanted: Wanted): Walk {
  const isIgnored = wanted.useIgnoreFiles ? ignoredBy(wanted.ownIgnores, wanted.ignore) : () => false;
  const met = [...entries].filter(([path]) => wanted.only?.has(path) ?? true);
  const isWanted = ([path, { isLink }]: readonly [string, GitEntry]): boolean =>
    !isLink && languageOf(path) !== undefined && !installed.test(path) && !isIgnored(path);
  const texts = met.filter(isWanted);
  const sizes = blobs.sizes(texts.map(([, { id }]) => id));
  const roles = roleBelow(wanted.pointedAt);
  const files = texts.map(([path, { id }]): WalkedFile => {
    const role = roles(path);
    return { path, absolute: path, size: sizes.get(id) ?? 0, ...(role && { role }) };
  }).sort((a, b) => (a.path < b.path ? -1 : 1));
  blobs.expect(files.map(({ path }) => entries.get(path)!.id));
  const isLarge = ({ path, size }: WalkedFile): boolean => size > sizeLimitOf(path, wanted.maxFileSize);
  const large = files.filter(isLarge);
  return {
    files: files.filter((file) => !isLarge(file)),
    large,
    diagnostics: large.map(({ path, size }) => tooLarge(path, size, sizeLimitOf(path, wanted.maxFileSize))),
    skipped: met.length - texts.length,
    skippedPaths: met.filter((one) => !isWanted(one)).map(([path]) => path).sort(),
    leftOut: [],
    missing: [],
    pointedAt: wanted.pointedAt,
    tracked: (path) => entries.has(path),
  };
}

/** As the walk says it of the disk. */
function roleBelow(pointedAt: readonly string[]): (path: string) => FileRole | undefined {
  const bases = pointedAt.filter((folder) => rolesOfFolders.has(roleOf(`${folder}/index.ts`))).sort((a, b) => b.length - a.length);
  return (path) => {
    const base = bases.find((folder) => path.startsWith(`${folder}/`));
    return base === undefined ? undefined : roleOf(path.slice(base.length + 1));
  };
}

// --- as a disk ---

/** Links that lead to links. */
const longestChain = 8;

function rootFilesIn(entries: ReadonlyMap<string, GitEntry>, blobs: Blobs): RootFiles {
  let known: ReadonlyMap<string, ReadonlySet<string>> | undefined;
  const foldersNow = (): ReadonlyMap<string, ReadonlySet<string>> => (known ??= foldersOf(entries.keys()));
  const standing = (path: string, depth = 0): Standing | undefined => {
    const entry = entries.get(path);
    if (entry && !entry.isLink) return { kind: 'file', path };
    if (foldersNow().has(path)) return { kind: 'folder', path };
    return depth >= longestChain ? undefined : entry ? behind(path, entry, '', depth) : throughLinkedFolder(path, depth);
  };
  const behind = (path: string, { id }: GitEntry, rest: string, depth: number): Standing | undefined => {
    const target = blobs.read(id)?.toString('utf8');
    if (target === undefined || target.startsWith('/') || target.length > 4096) return undefined;
    const led = posix.join(posix.dirname(path), target, rest).replace(/\/$/, '');
    return led.startsWith('..') ? undefined : standing(led === '.' ? '' : led, depth + 1);
  };
  const throughLinkedFolder = (path: string, depth: number): Standing | undefined => {
    for (let cut = path.lastIndexOf('/'); cut > 0; cut = path.lastIndexOf('/', cut - 1)) {
      const entry = entries.get(path.slice(0, cut));
      if (entry) return entry.isLink ? behind(path.slice(0, cut), entry, path.slice(cut + 1), depth) : undefined;
    }
    return undefined;
  };
  return {
    standing: (path) => standing(path),
    readFile(path, limit = maxLockfileSize) {
      const found = standing(path);
      const entry = found?.kind === 'file' ? entries.get(found.path) : undefined;
      if (!entry || (blobs.sizes([entry.id]).get(entry.id) ?? Infinity) > limit) return undefined;
      return blobs.read(entry.id)?.toString('utf8');
    },
    foldersIn: (path) => [...foldersNow().get(path) ?? []].sort(),
  };
}

/** Names of the folders directly below each folder. */
function foldersOf(paths: Iterable<string>): ReadonlyMap<string, ReadonlySet<string>> {
  const folders = new Map<string, Set<string>>([['', new Set()]]);
  for (const path of paths) {
    let below = path;
    for (let cut = below.lastIndexOf('/'); ; cut = below.lastIndexOf('/')) {
      const folder = below.slice(0, Math.max(cut, 0));
      const known = folders.get(folder);
      if (known) {
        if (below !== path) known.add(below.slice(cut + 1));
        break;
      }
      folders.set(folder, new Set(below === path ? [] : [below.slice(cut + 1)]));
      below = folder;
    }
  }
  return folders;
}

// --- blobs ---

interface Blobs {
  /** The order in which they will mostly be asked for. */
  expect(ids: readonly string[]): void;
  /** Undefined: not here. */
  sizes(ids: readonly string[]): ReadonlyMap<string, number | undefined>;
  read(id: string): Buffer | undefined;
}

/** Of one reading ahead, in bytes and in files; and what is kept for the next one who asks. */
const mostAhead = 16 * 1024 * 1024;
const mostFilesAhead = 512;
const mostHeld = 64 * 1024 * 1024;
/** Readers of the files of a project that go through it side by side: the run itself, and questions across files. */
const mostStreams = 4;

/**
 * A process for each would cost more than all the rest, so who asks for one after the other is read ahead for, twice as far
 * each time.
 */
function blobsOf(top: string): Blobs {
  const patience = patienceOf(longestReading);
  const known = new Map<string, number | undefined>();
  const held = new Map<string, Buffer>();
  let heldBytes = 0;
  let inOrder: readonly string[] = [];
  let places: ReadonlyMap<string, number> = new Map();
  let streams: { next: number; ahead: number }[] = [];
  const sizes: Blobs['sizes'] = (ids) => {
    const asked = [...new Set(ids)].filter((id) => !known.has(id));
    for (const [id, size] of sizesOf(top, asked, patience)) known.set(id, size);
    return known;
  };
  const withThoseBehind = (id: string): readonly string[] => {
    const at = places.get(id);
    if (at === undefined) return [id];
    const stream = streams.find(({ next }) => at >= next && at < next + mostFilesAhead) ?? { next: at, ahead: 1 };
    const wanted = inOrder.slice(at, at + stream.ahead);
    const further = { next: at + stream.ahead, ahead: Math.min(stream.ahead * 2, mostFilesAhead) };
    streams = [further, ...streams.filter((one) => one !== stream)].slice(0, mostStreams);
    return wanted.filter((one) => !held.has(one));
  };
  const hold = (contents: ReadonlyMap<string, Buffer>): void => {
    for (const [id, bytes] of contents) {
      held.set(id, bytes);
      heldBytes += bytes.length;
    }
    for (const [id, bytes] of held) {
      if (heldBytes <= mostHeld) break;
      held.delete(id);
      heldBytes -= bytes.length;
    }
  };
  return {
    sizes,
    expect(ids) {
      inOrder = [...new Set(ids)];
      places = new Map(inOrder.map((id, at) => [id, at]));
      streams = [{ next: 0, ahead: 16 }];
    },
    read(id) {
      const there = held.get(id);
      if (there) return there;
      const wanted = withThoseBehind(id);
      sizes(wanted);
      const contents = contentsOf(top, withinLimit(wanted, known), known, patience);
      hold(contents);
      return contents.get(id);
    },
  };
}

/** The first one whatever its size, and of the others as many as are small enough together. */
function withinLimit(ids: readonly string[], sizes: ReadonlyMap<string, number | undefined>): string[] {
  let left = mostAhead;
  return ids.filter((id, at) => {
    const size = sizes.get(id);
    if (size === undefined || size > mostGated) return false;
    left -= size;
    return at === 0 || left >= 0;
  });
}

function sizesOf(top: string, ids: readonly string[], patience: Patience): ReadonlyMap<string, number | undefined> {
  const sizes = new Map<string, number | undefined>();
  if (ids.length === 0) return sizes;
  const answer = gitNow(top, ['cat-file', '--batch-check', '--buffer'], { input: `${ids.join('\n')}\n`, patience });
  for (const line of answer.output.toString('latin1').split('\n')) {
    const [, id, size] = /^([0-9a-f]{40,64}) blob (\d+)$/.exec(line) ?? [];
    if (id !== undefined) sizes.set(id, Number(size));
  }
  for (const id of ids) if (!sizes.has(id)) sizes.set(id, undefined);
  return sizes;
}

function contentsOf(
  top: string, ids: readonly string[], sizes: ReadonlyMap<string, number | undefined>, patience: Patience,
): Map<string, Buffer> {
  const contents = new Map<string, Buffer>();
  if (ids.length === 0) return contents;
  const most = ids.reduce((sum, id) => sum + (sizes.get(id) ?? 0) + 100, 1024);
  const { output } = gitNow(top, ['cat-file', '--batch', '--buffer'], { input: `${ids.join('\n')}\n`, patience, most });
  for (let at = 0; at < output.length;) {
    const end = output.indexOf(0x0a, at);
    const [, id, length] = /^([0-9a-f]{40,64}) blob (\d+)$/.exec(output.toString('latin1', at, end < 0 ? output.length : end)) ?? [];
    if (end < 0 || id === undefined) break;
    const to = end + 1 + Number(length);
    if (to <= output.length) contents.set(id, output.subarray(end + 1, to));
    at = to + 1;
  }
  return contents;
}
