// Relative path → what stands there in the scanned tree, and its text. For manifests, lockfiles, tsconfigs, imported modules,
// whatever is looked for rather than listed. A link counts as what it leads to, as long as that lies in the root; what leads
// out of it is not there. Names are compared as they are written, on every file system, so a run finds the same everywhere.
// Each folder is listed once, and what is refused is told once.

import { readdirSync, realpathSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from './file.ts';
import { isInside, posixWay } from './inside.ts';
import { readSource } from './reading.ts';
import { maxLockfileSize } from './size-limits.ts';

/** Paths are posix and relative to the root, without `.` and `..`; '' is the root. */
export interface RootFiles {
  /** Undefined where there is none. `path` is the real one, all links followed. */
  standing(path: string): Standing | undefined;
  /** Undefined for what is absent or refused. */
  readFile(path: string, limit?: number): string | undefined;
  /** Names of the folders directly below, links left out. */
  foldersIn(path: string): readonly string[];
}

export interface Standing { readonly kind: 'file' | 'folder'; readonly path: string }

/** `refused` hears of what is there and can't be used. */
export function rootFiles(root: string, refused: (problem: Problem) => void = () => undefined): RootFiles {
  const listings = new Map<string, ReadonlyMap<string, Dirent>>();
  const places = new Map<string, Standing | undefined>();
  const told = new Set<string>();
  let real: string | undefined;
  const realRoot = (): string => (real ??= realpath(root) ?? root);

  /** `folder` is a real one. */
  const listing = (folder: string): ReadonlyMap<string, Dirent> => {
    const known = listings.get(folder) ?? entriesOf(join(realRoot(), folder));
    listings.set(folder, known);
    return known;
  };

  const standing = (path: string): Standing | undefined => {
    if (path === '') return { kind: 'folder', path };
    if (places.has(path)) return places.get(path);
    const found = lookedUp(path);
    places.set(path, found);
    return found;
  };

  const lookedUp = (path: string): Standing | undefined => {
    const cut = path.lastIndexOf('/');
    const above = standing(path.slice(0, Math.max(cut, 0)));
    const name = path.slice(cut + 1);
    const entry = above?.kind === 'folder' ? listing(above.path).get(name) : undefined;
    if (above === undefined || entry === undefined) return undefined;
    const below = above.path === '' ? name : `${above.path}/${name}`;
    if (entry.isFile()) return { kind: 'file', path: below };
    if (entry.isDirectory()) return { kind: 'folder', path: below };
    return entry.isSymbolicLink() ? behindLink(below) : undefined;
  };

  const behindLink = (path: string): Standing | undefined => {
    const target = realpath(join(realRoot(), path));
    return target !== undefined && isInside(realRoot(), target) ? standing(posixWay(realRoot(), target)) : undefined;
  };

  const refuse = (problem: Problem): void => {
    if (!told.has(problem.file)) refused(problem);
    told.add(problem.file);
  };

  /** Is there something by this name, be it no file and lead nowhere we go? */
  const named = (path: string): Dirent | undefined => {
    const cut = path.lastIndexOf('/');
    const above = standing(path.slice(0, Math.max(cut, 0)));
    return above?.kind === 'folder' ? listing(above.path).get(path.slice(cut + 1)) : undefined;
  };

  return {
    standing,
    readFile(path, limit = maxLockfileSize) {
      const found = standing(path);
      if (found?.kind === 'file') {
        const read = readSource(join(realRoot(), found.path), limit, path);
        if (Buffer.isBuffer(read)) return read.toString('utf8');
        refuse(read);
        return undefined;
      }
      const entry = found === undefined ? named(path) : undefined;
      if (entry) refuse({ file: path, kind: 'unreadable', ...(entry.isSymbolicLink() ? leadsAway : { message: 'Not a regular file.' }) });
      return undefined;
    },
    foldersIn: (path) => {
      const folder = standing(path);
      if (folder?.kind !== 'folder') return [];
      return [...listing(folder.path).values()].filter((entry) => entry.isDirectory()).map(({ name }) => name).sort();
    },
  };
}

const leadsAway = { message: 'A symbolic link that leads nowhere, in a circle or out of the root; it is not followed.', harmless: true } as const;

function realpath(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

function entriesOf(folder: string): ReadonlyMap<string, Dirent> {
  try {
    return new Map(readdirSync(folder, { withFileTypes: true }).map((entry) => [entry.name, entry]));
  } catch {
    return new Map();
  }
}
