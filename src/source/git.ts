// A git command on a tree that nobody vouches for → its output, or undefined. Runs git and nothing but git: a repository's
// own configuration can name programs (file-system monitor, hooks, filters, remote helpers), so each of these is
// switched off, and a `git` that lies in the scanned tree is not the one that is found.
// Leaves alone: `diff`, `status` and all that would start filters or a pager. Callers give `--no-ext-diff --no-textconv`
// to what may compare contents.

import { spawn, spawnSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { delimiter, isAbsolute, resolve } from 'node:path';
import { isInside } from './inside.ts';
import { codeOfError } from './untyped.ts';

/** Ahead of every command. Later `-c` wins over files and over GIT_CONFIG_COUNT. */
const harmless = [
  // Executed by ls-files, diff, status and cat-file alike (verified with git 2.39).
  'core.fsmonitor=false',
  // A bare repository planted in a subfolder brings its own configuration (CVE-2022-24765 and its kin).
  'safe.bareRepository=explicit',
  'core.hooksPath=/dev/null',
  'core.pager=cat',
  'credential.helper=',
  // An index extension that could hide untracked files.
  'core.untrackedCache=false',
  'submodule.recurse=false',
  // A partial clone fetches what is missing, by any transport that its configuration names.
  'protocol.allow=never',
].flatMap((setting) => ['-c', setting]);

/** What would point git at other data than the tree's own; a hook that runs us sets some of these. */
const misleading: ReadonlySet<string> = new Set([
  'GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_COMMON_DIR', 'GIT_OBJECT_DIRECTORY', 'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_NAMESPACE', 'GIT_PREFIX', 'GIT_LITERAL_PATHSPECS', 'GIT_GLOB_PATHSPECS', 'GIT_NOGLOB_PATHSPECS', 'GIT_ICASE_PATHSPECS',
  'GIT_SHALLOW_FILE', 'GIT_GRAFT_FILE', 'GIT_REPLACE_REF_BASE', 'GIT_ATTR_SOURCE', 'GIT_DEFAULT_HASH', 'GIT_EXTERNAL_DIFF', 'GIT_SSH', 'GIT_SSH_COMMAND', 'GIT_ASKPASS', 'GIT_PROXY_COMMAND', 'GIT_PAGER', 'GIT_EDITOR', 'GIT_EXEC_PATH',
]);

const mostOutput = 512 * 1024 * 1024;
/** In milliseconds. Listing a working copy of a million files takes a few seconds; patterns can make it take days. */
export const longestGit = 20_000;

/** The time that is left for all commands of one run together. Used up, git is asked nothing more. */
export interface Patience { left: number }
export const patienceOf = (milliseconds = longestGit): Patience => ({ left: milliseconds });

export interface GitAnswer {
  readonly output: Buffer;
  /** In English, whatever the locale. */
  readonly warnings: string;
}

/**
 * `top` is the folder that holds `.git`; paths in and out are relative to it. `index`: the index file a running commit
 * uses (GIT_INDEX_FILE), for callers that want what is staged there.
 */
export function git(
  top: string,
  args: readonly string[],
  { index, patience = patienceOf() }: { readonly index?: string; readonly patience?: Patience } = {},
): Promise<GitAnswer | undefined> {
  return new Promise((resolve) => {
    if (patience.left <= 0) return resolve(undefined);
    const from = performance.now();
    const child = started(top, args, index, patience.left);
    if (!child) return resolve(undefined);
    const chunks: Buffer[] = [];
    let size = 0;
    let warnings = '';
    child.stdout.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      if ((size += chunk.length) > mostOutput) child.kill('SIGKILL');
    });
    child.stderr.on('data', (chunk: Buffer) => {
      if (warnings.length < 1e6) warnings += chunk.toString('utf8');
    });
    child.on('error', () => resolve(undefined));
    child.on('close', (code) => {
      patience.left -= performance.now() - from;
      resolve(code === 0 ? { output: Buffer.concat(chunks, size), warnings } : undefined);
    });
  });
}

export interface GitOutcome extends GitAnswer { readonly ok: boolean }

/** The same at once, with what git is given to read and with its words when it refuses. For answers that are needed in the middle. */
export function gitNow(
  top: string,
  args: readonly string[],
  { index, input = '', patience = patienceOf(), most = mostOutput }:
    { readonly index?: string | undefined; readonly input?: string; readonly patience?: Patience; readonly most?: number } = {},
): GitOutcome {
  if (patience.left <= 0) return { ok: false, output: Buffer.alloc(0), warnings: 'git took too long' };
  const from = performance.now();
  const { status, stdout, stderr, error } = withSafeSearch(() =>
    spawnSync('git', argumentsFor(args), { ...settingsFor(top, index, patience.left), input, maxBuffer: most }));
  patience.left -= performance.now() - from;
  const words = error ? `git could not be run (${codeOfError(error) ?? 'unknown error'})` : stderr.toString('utf8');
  return { ok: status === 0 && !error, output: stdout ?? Buffer.alloc(0), warnings: words };
}

/**
 * The index that a commit in the making uses (`commit -a`, `commit FILE`): GIT_INDEX_FILE, if it lies in the repository's own
 * folder. Git sets it relative to the folder that a hook starts in.
 */
export function indexOf(top: string, env: Readonly<Record<string, string | undefined>>): string | undefined {
  const named = env['GIT_INDEX_FILE'];
  if (named === undefined || named === '') return undefined;
  const { ok, output } = gitNow(top, ['rev-parse', '--absolute-git-dir', '--git-common-dir']);
  const real = realpath(resolve(top, named));
  const folders = output.toString('utf8').split('\n').filter(Boolean).flatMap((folder) => realpath(resolve(top, folder)) ?? []);
  return ok && real !== undefined && folders.some((folder) => isInside(folder, real)) ? real : undefined;
}

function realpath(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

function started(top: string, args: readonly string[], index: string | undefined, longest: number) {
  try {
    return withSafeSearch(() => spawn('git', argumentsFor(args), { ...settingsFor(top, index, longest), stdio: ['ignore', 'pipe', 'pipe'] }));
  } catch {
    return undefined;
  }
}

const argumentsFor = (args: readonly string[]): string[] => ['--no-pager', '--literal-pathspecs', ...harmless, ...args];

const settingsFor = (top: string, index: string | undefined, longest: number) => ({
  cwd: top,
  env: environment(top, index),
  shell: false,
  windowsHide: true,
  timeout: Math.ceil(longest),
  killSignal: 'SIGKILL',
}) as const;

function withSafeSearch<T>(run: () => T): T {
  // Windows looks into the current folder before PATH unless this is set (CreateProcess; libuv honours it).
  const before = process.env['NoDefaultCurrentDirectoryInExePath'];
  process.env['NoDefaultCurrentDirectoryInExePath'] = '1';
  try {
    return run();
  } finally {
    if (before === undefined) delete process.env['NoDefaultCurrentDirectoryInExePath'];
    else process.env['NoDefaultCurrentDirectoryInExePath'] = before;
  }
}

function environment(top: string, index: string | undefined): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !misleading.has(name.toUpperCase()));
  return {
    ...Object.fromEntries(kept.map(([name, value]) => [name, name.toUpperCase() === 'PATH' ? pathOutside(top, value ?? '') : value])),
    // A repository's core.worktree could point elsewhere; the variable wins over it.
    GIT_WORK_TREE: top,
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_LAZY_FETCH: '1',
    // A repository can show another object in place of the one that is asked for.
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_ALLOW_PROTOCOL: 'none',
    LC_ALL: 'C',
    ...(index !== undefined && { GIT_INDEX_FILE: index }),
  };
}

/** npx puts `node_modules/.bin` of the scanned project first, and a pull request can commit a `git` there. */
function pathOutside(top: string, path: string): string {
  const isOutside = (folder: string): boolean =>
    isAbsolute(folder) && !isInside(top, folder) && !folder.split(/[\\/]/).includes('node_modules');
  return path.split(delimiter).filter(isOutside).join(delimiter);
}
