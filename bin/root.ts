// The folder a command starts in → the root of its run: the nearest folder upward with a configuration or a `.jwtlintignore`, else
// the top of the repository. Nothing above a repository is asked, and outside of one nothing above the folder itself. So paths,
// patterns and fingerprints are the same wherever in a package the command starts.

import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, posix, relative, resolve, sep } from 'node:path';
import { configNames } from '../src/hosts/config/config-file.ts';
import { ownIgnoreFile } from '../src/source/walking/run.ts';

export interface Root {
  readonly folder: string;
  /** The configuration that is read there, by its name. */
  readonly config?: string;
  /** A path or pattern as it was given, seen from the root. */
  below(given: string): string;
}

export function rootOf(cwd: string): Root {
  const folders = foldersUp(cwd);
  const folder = folders.find((one) => configIn(one) !== undefined || existsSync(join(one, ownIgnoreFile))) ?? folders.at(-1)!;
  const config = configIn(folder);
  const way = relative(folder, cwd).split(sep).join('/');
  return {
    folder,
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

function configIn(folder: string): string | undefined {
  return configNames.find((name) => {
    const path = join(folder, name);
    if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return false;
    // A manifest of another size than usual holds no configuration of ours, and one that can't be read is told of by the run.
    return name !== 'package.json' || mentionsUs(path);
  });
}

function mentionsUs(path: string): boolean {
  try {
    return Object.hasOwn(JSON.parse(readFileSync(path, 'utf8')) as object, 'jwtlint');
  } catch {
    return false;
  }
}
