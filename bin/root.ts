// The folder a command starts in → the root of its run: the top of its repository, outside of one the folder itself; and the
// configuration nearest to that folder. So paths and fingerprints are the same wherever in a repository the command starts.

import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, posix, relative, resolve, sep } from 'node:path';
import { configNames } from '../src/hosts/config/config-file.ts';

export interface Root {
  readonly folder: string;
  /** The configuration nearest to where the command starts, seen from the root. */
  readonly config?: string;
  /** Where the command starts, seen from the root; '' for the root. */
  readonly from: string;
  /** A path or pattern as it was given, seen from the root. */
  below(given: string): string;
}

export function rootOf(cwd: string): Root {
  const folders = foldersUp(cwd);
  const folder = folders.at(-1)!;
  const way = relative(folder, cwd).split(sep).join('/');
  const config = folders.map((one) => configIn(one, folder)).find((one) => one !== undefined);
  return {
    folder,
    from: way,
    ...(config !== undefined && { config }),
    below: (given) => (way === '' ? given : given.startsWith('!') ? `!${seenFrom(way, given.slice(1))}` : seenFrom(way, given)),
  };
}

const seenFrom = (way: string, given: string): string => (isAbsolute(given) ? given : posix.join(way, sep === '\\' ? given.replaceAll('\\', '/') : given));

/** From the folder to the top of its repository, or the folder alone. */
function foldersUp(cwd: string): string[] {
  const folders = [resolve(cwd)];
  for (let at = folders[0]!; !existsSync(join(at, '.git')); folders.push(at)) {
    if (dirname(at) === at) return folders.slice(0, 1);
    at = dirname(at);
  }
  return folders;
}

function configIn(folder: string, root: string): string | undefined {
  const found = configNames.find((name) => {
    const path = join(folder, name);
    if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return false;
    // A manifest of another size than usual holds no configuration of ours, and one that can't be read is told of by the run.
    return name !== 'package.json' || mentionsUs(path);
  });
  return found && relative(root, join(folder, found)).split(sep).join('/');
}

function mentionsUs(path: string): boolean {
  try {
    return Object.hasOwn(JSON.parse(readFileSync(path, 'utf8')) as object, 'jwtlint');
  } catch {
    return false;
  }
}
