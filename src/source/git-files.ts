// A repository → which files git would show, which of them it tracks, and what it ignores.
// Leaves alone: whether they still exist, and what is in a repository within the repository (git names its folder only).

import { join } from 'node:path';
import { git, type Patience } from './git.ts';
import { posixWay } from './inside.ts';

/** By absolute path; what git ignores is not in it. */
export type GitFiles = ReadonlyMap<string, 'tracked' | 'untracked'>;

export interface GitListing {
  readonly files: GitFiles;
  /** Ignored files and, with a slash behind, folders that are ignored as a whole. */
  readonly ignored: readonly string[];
  /** Folders without permission. */
  readonly unreadable: readonly string[];
}

const shown = ['ls-files', '-t', '-z', '--cached', '--others', '--exclude-standard', '--'];
const hidden = ['ls-files', '-z', '--others', '--ignored', '--exclude-standard', '--directory', '--'];

/** `top` holds `.git`; `folder` is it or lies below it. Undefined when git is not there or will not. */
export async function gitListing(top: string, folder: string, patience: Patience): Promise<GitListing | undefined> {
  const below = folder === top ? [] : [posixWay(top, folder)];
  const [listed, ignored] = await Promise.all([shown, hidden].map((command) => git(top, [...command, ...below], { patience })));
  if (!listed || !ignored) return undefined;
  return {
    files: filesIn(top, listed.output),
    ignored: namesIn(ignored.output).map((name) => (name.endsWith('/') ? `${join(top, name.slice(0, -1))}/` : join(top, name))),
    unreadable: foldersIn(listed.warnings).map((name) => join(top, name)),
  };
}

/** An argument list has a length limit on every system; the lowest is Windows' 32 KB. */
const mostArguments = 100;

export async function gitFilesOf(top: string, files: readonly string[], patience: Patience): Promise<GitFiles | undefined> {
  const all = new Map<string, 'tracked' | 'untracked'>();
  for (let from = 0; from < files.length; from += mostArguments) {
    const names = files.slice(from, from + mostArguments).map((file) => posixWay(top, file));
    const answer = await git(top, [...shown, ...names], { patience });
    if (!answer) return undefined;
    for (const [file, state] of filesIn(top, answer.output)) all.set(file, state);
  }
  return all;
}

const namesIn = (output: Buffer): string[] => output.toString('utf8').split('\0').filter(Boolean);

/** `? path` is untracked; every other letter (H, S for sparse, M for unmerged, once a stage) stands in the index. */
function filesIn(top: string, output: Buffer): GitFiles {
  const files = new Map<string, 'tracked' | 'untracked'>();
  for (const line of namesIn(output)) {
    const name = line.slice(2, line.endsWith('/') ? -1 : undefined);
    files.set(join(top, name), line.startsWith('?') ? 'untracked' : 'tracked');
  }
  return files;
}

const foldersIn = (warnings: string): string[] =>
  warnings.split('\n').flatMap((line) => /^warning: could not open directory '([^']*)': /.exec(line)?.[1] ?? []);
