// Two paths → does the one lie in the other, and how is it called from there? By their words alone: whoever must know
// about symbolic links resolves them first.

import { isAbsolute, relative, sep } from 'node:path';

export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (!isAbsolute(way) && way !== '..' && !way.startsWith(`..${sep}`));
}

const unresolved = /\/(?:\.{0,2}\/|\.{0,2}$)/;

/** With forward slashes; '' for the folder itself. */
export const posixWay = (folder: string, path: string): string => {
  // What `relative` says of nearly every path, without its work: each file of a run is asked several times.
  const isBelow = sep === '/' && folder.length > 1 && path.startsWith(folder) && path[folder.length] === sep;
  if (isBelow && !unresolved.test(path)) return path.slice(folder.length + 1);
  const way = relative(folder, path);
  return sep === '/' ? way : way.replaceAll(sep, '/');
};

/** `a/b` → `a/b`, `a`, ``. */
export function foldersUp(folder: string): string[] {
  const parts = folder === '' ? [] : folder.split('/');
  return Array.from({ length: parts.length + 1 }, (_, cut) => parts.slice(0, parts.length - cut).join('/'));
}
