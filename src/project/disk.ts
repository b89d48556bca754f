// The disk below a root, for manifests, lockfiles and modules: by relative path, bounded, and never beyond the root.

import { readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isInside } from '../source/inside.ts';

/** Lockfiles of large repositories run to tens of megabytes. */
const mostBytes = 20 * 1024 * 1024;

export interface RootDisk {
  /** Undefined for what is absent, too large, or behind a link that leads out of the root. */
  readFile(path: string): string | undefined;
  exists(path: string): boolean;
}

export function diskIn(root: string): RootDisk {
  let realRoot: string | undefined;
  const exists = (path: string): boolean => {
    const absolute = join(root, path);
    if (statSync(absolute, { throwIfNoEntry: false })?.isFile() !== true) return false;
    return isInside((realRoot ??= realpathSync(root)), realpathSync(absolute));
  };
  return {
    exists,
    readFile: (path) => (exists(path) && statSync(join(root, path)).size <= mostBytes ? readFileSync(join(root, path), 'utf8') : undefined),
  };
}
