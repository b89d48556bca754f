// Commits of a repository → the blobs that they brought in, each once, with the commit that did. Asked from git as lists of names and
// ids: no filter, text conversion or external diff runs, and nothing is fetched.

import { gitNow, patienceOf } from './git.ts';
import { languageOf } from './language.ts';

export interface PastBlob {
  readonly id: string;
  /** Posix, relative to the top of the repository. */
  readonly path: string;
  readonly commit: string;
  /** YYYY-MM-DD. */
  readonly day: string;
}

/** In milliseconds, for one list. */
const longest = 120_000;
const installed = /(?:^|\/)node_modules\//;

/** From the first to the last, in one order on every machine; `range` as in `BASE..HEAD`, or `--all`. Undefined when git will not say. */
export function commitsIn(top: string, range: string): readonly string[] | undefined {
  const { ok, output } = gitNow(top, ['rev-list', '--reverse', '--topo-order', range, '--'], { patience: patienceOf(longest) });
  return ok ? output.toString('latin1').split('\n').filter(Boolean) : undefined;
}

/** Texts that the commits added or changed, but for those that are known. */
export function blobsOf(top: string, commits: readonly string[], known: ReadonlySet<string>): readonly PastBlob[] | undefined {
  const { ok, output } = gitNow(top, [
    'log', '--no-walk=unsorted', '--stdin', '-m', '--root', '--raw', '--no-abbrev', '--no-renames', '--no-ext-diff', '--no-textconv', '--ignore-submodules=all',
    '--format=commit %H %cs', '-z',
  ], { input: `${commits.join('\n')}\n`, patience: patienceOf(longest) });
  if (!ok) return undefined;
  const seen = new Set(known);
  const blobs: PastBlob[] = [];
  let [commit, day] = ['', ''];
  const words = output.toString('utf8').split('\0');
  for (const [at, word] of words.entries()) {
    const head = /commit ([0-9a-f]{40,64}) (\d{4}-\d\d-\d\d)/.exec(word);
    if (head !== null) [commit, day] = [head[1]!, head[2]!];
    const id = /:\d{6} 100(?:644|755) [0-9a-f]{40,64} ([0-9a-f]{40,64}) [AM]$/.exec(word)?.[1];
    const path = words[at + 1];
    if (id === undefined || path === undefined || seen.has(id) || languageOf(path) === undefined || installed.test(path)) continue;
    seen.add(id);
    blobs.push({ id, path, commit, day });
  }
  return blobs;
}

/** A branch of a remote that has the commit; undefined: it is nowhere but here. */
export function remoteWith(top: string, commit: string): string | undefined {
  const { ok, output } = gitNow(top, ['for-each-ref', '--count=1', '--format=%(refname:lstrip=2)', `--contains=${commit}`, 'refs/remotes'], { patience: patienceOf(longest) });
  const name = output.toString('utf8').trim();
  return ok && /^[\w@./~^{}+-]{1,250}$/.test(name) ? name : undefined;
}
