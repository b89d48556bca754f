// The disk below a root, for manifests, lockfiles and modules: by relative path, bounded, and never beyond the root.

import { lstatSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isInside } from '../source/inside.ts';
import { maxLockfileSize } from '../source/size-limits.ts';


export interface RootDisk {
  /** Undefined for what is absent, too large, or behind a link that leads out of the root. */
  readFile(path: string): string | undefined;
}

export function diskIn(root: string): RootDisk {
  const safeFolders = new Map<string, boolean>();
  let realRoot: string | undefined;

  /** Asked once a folder: resolving links costs more than reading a small file. */
  const isSafe = (folder: string): boolean => {
    const known = safeFolders.get(folder);
    if (known !== undefined) return known;
    const safe = isInside((realRoot ??= realpathSync(root)), realpathSync(folder));
    safeFolders.set(folder, safe);
    return safe;
  };

  /** Size of a file that may be read. */
  const sizeOf = (path: string): number | undefined => {
    const absolute = join(root, path);
    const stats = lstatSync(absolute, { throwIfNoEntry: false });
    if (stats === undefined) return undefined;
    if (stats.isSymbolicLink()) {
      const target = statSync(absolute, { throwIfNoEntry: false });
      return target?.isFile() === true && isSafe(dirname(realpathSync(absolute))) ? target.size : undefined;
    }
    return stats.isFile() && isSafe(dirname(absolute)) ? stats.size : undefined;
  };

  return {
    readFile(path) {
      const size = sizeOf(path);
      return size !== undefined && size <= maxLockfileSize ? readFileSync(join(root, path), 'utf8') : undefined;
    },
  };
}
