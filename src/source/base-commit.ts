// What a change is compared with: a name that the user gives, or what the service that runs the gate says, or the remote's
// own branch → the commit, or why it can't be had and the exact command that brings it. Never fetches, and never settles for
// another commit: a wrong base shows everything or nothing.

import { ciFacts, firstPush, githubEvent, type CiFact } from '../models/places/ci-facts.ts';
import { gitNow } from './git.ts';
import { readNamed } from './reading.ts';
import { isRecord } from './untyped.ts';

export interface BaseCommit {
  /** Undefined: there is nothing before the change, so everything is new. */
  readonly commit: string | undefined;
  readonly words: string;
}

export interface NoBase { readonly problem: string; readonly cure?: string }

type Env = Readonly<Record<string, string | undefined>>;
interface Wanted {
  readonly from: string;
  readonly name: string;
  readonly gives: CiFact['gives'] | 'name';
  /** The head may be this very branch, and then nothing would be new. */
  readonly isGuess?: boolean;
  /** What was pushed has nothing before it. */
  readonly isFirst?: boolean;
}

/** GitHub's largest event, with room. */
const largestEvent = 32 * 1024 * 1024;

export function baseCommitOf(top: string, asked: string, env: Env): BaseCommit | NoBase {
  const head = commitAt(top, 'HEAD');
  if (head === undefined) return refusedHead(top);
  if (asked !== 'auto') return isName(asked) ? comparedWith(top, head, { from: '', name: asked, gives: 'name' }, env) : { problem: `"${asked}" is no name of a revision` };
  const told = factsIn(top, env);
  if (told.wanted) return comparedWith(top, head, told.wanted, env);
  const remote = remoteOf(top);
  const own = remote === undefined ? undefined : symbolic(top, `refs/remotes/${remote}/HEAD`);
  if (remote === undefined) return { problem: 'no base to be found: no CI variable says one, and there is no remote', cure: 'name it, as in --base main' };
  if (own === undefined)
    return { problem: `no base to be found: no CI variable says one, and the branch of ${remote} is not known here`, cure: `git remote set-head ${remote} --auto` };
  return comparedWith(top, head, { from: `the branch of ${remote}`, name: own, gives: 'name', isGuess: env['CI'] !== undefined }, env);
}

function comparedWith(top: string, head: string, wanted: Wanted, env: Env): BaseCommit | NoBase {
  const found = foundAt(top, wanted);
  const source = wanted.from === '' ? '' : `, from ${wanted.from}`;
  const parents = parentsOf(top, head);
  // A check-out of a pull request on GitHub is a merge made for it: the first parent is what the change goes into, today.
  const merge = wanted.gives === 'commit' && /^refs\/pull\/\d+\/merge$/.test(env['GITHUB_REF'] ?? '') && parents.length === 2 ? parents[0]! : undefined;
  if (merge !== undefined) {
    if (commitAt(top, merge) === merge) return { commit: merge, words: `${short(merge)}${source}` };
    return { problem: `the base ${short(merge)}${source} is not in this clone`, cure: fetching(top, merge, true) };
  }
  if (found === undefined) return { problem: `the base ${wanted.name}${source} is not in this clone`, cure: fetching(top, wanted.name, wanted.gives === 'base' || parents.includes(wanted.name)) };
  if (wanted.gives === 'base' || parents.includes(found)) return { commit: found, words: `${short(found)}${source}` };
  const base = gitNow(top, ['merge-base', found, 'HEAD']);
  const commit = base.output.toString('latin1').trim();
  if (!base.ok || !/^[0-9a-f]{40,64}$/.test(commit)) {
    if (isShallow(top)) return { problem: `the clone is too shallow to say where ${wanted.name}${source} and HEAD parted`, cure: `git fetch --no-tags --unshallow ${remoteOf(top) ?? 'origin'}` };
    return { problem: `${wanted.name}${source} and HEAD have no commit in common` };
  }
  if (wanted.isGuess === true && commit === head && wanted.isFirst === true) return { commit: undefined, words: `nothing: it is the first push${source}` };
  if (wanted.isGuess === true && commit === head)
    return { problem: `no CI variable says a base, and HEAD is ${wanted.name} itself: nothing could be new`, cure: 'name it, as in --base HEAD~1' };
  return { commit, words: `${short(commit)}, where ${wanted.name}${source} and HEAD parted` };
}

/** A branch may be known here under the remote's name only. */
function foundAt(top: string, { name, gives }: Wanted): string | undefined {
  const remote = remoteOf(top);
  const behind = remote === undefined ? [] : [`refs/remotes/${remote}/${name}`];
  const names = gives === 'branch' ? [...behind, `refs/heads/${name}`] : gives === 'name' ? [name, ...behind] : [name];
  for (const one of names) {
    const commit = commitAt(top, one);
    if (commit !== undefined) return commit;
  }
  return undefined;
}

/** `isEnough`: of what is asked for, the commit itself is enough; otherwise the way to it is needed. */
function fetching(top: string, name: string, isEnough: boolean): string {
  const remote = remoteOf(top) ?? 'origin';
  const branch = /^[0-9a-f]{7,64}$/.test(name) ? undefined : name.replace(/^refs\/remotes\//, '').replace(new RegExp(`^${remote}/`), '').replace(/^refs\/heads\//, '');
  const depth = !isShallow(top) ? '' : isEnough ? ' --depth=1' : ' --unshallow';
  return `git fetch --no-tags${depth} ${remote} ${branch === undefined ? name : `+refs/heads/${branch}:refs/remotes/${remote}/${branch}`}`;
}

/** Nothing that git could take for an option or a range, and nothing that a shell would read in the command we print. */
const isName = (name: string): boolean => /^[\w@./~^{}+-]{1,250}$/.test(name) && !name.startsWith('-') && !name.includes('..');

const short = (commit: string): string => commit.slice(0, 12);

export function commitAt(top: string, name: string): string | undefined {
  const { ok, output } = gitNow(top, ['rev-parse', '--verify', '--quiet', `${name}^{commit}`]);
  const commit = output.toString('latin1').trim();
  return ok && /^[0-9a-f]{40,64}$/.test(commit) ? commit : undefined;
}

/** As they are written: a shallow clone has its parents by name only. */
function parentsOf(top: string, commit: string): readonly string[] {
  const { output } = gitNow(top, ['cat-file', 'commit', commit], { most: 1024 * 1024 });
  return [...output.toString('latin1').split('\n\n')[0]!.matchAll(/^parent ([0-9a-f]{40,64})$/gm)].map(([, id]) => id!);
}

const isShallow = (top: string): boolean => gitNow(top, ['rev-parse', '--is-shallow-repository']).output.toString('latin1').trim() === 'true';

function symbolic(top: string, name: string): string | undefined {
  const { ok, output } = gitNow(top, ['symbolic-ref', '--quiet', name]);
  const target = output.toString('utf8').trim();
  return ok && isName(target) ? target.replace(/^refs\/remotes\//, '') : undefined;
}

function remoteOf(top: string): string | undefined {
  const remotes = gitNow(top, ['remote']).output.toString('utf8').split('\n').filter(isName);
  return remotes.includes('origin') ? 'origin' : remotes[0];
}

/** A git that refuses says why, and so do we. */
export function refusedHead(top: string): NoBase {
  const { ok, warnings } = gitNow(top, ['rev-parse', '--git-dir']);
  if (ok) return { problem: 'there is no commit yet' };
  return refusal(top, warnings);
}

export function refusal(top: string, warnings: string): NoBase {
  if (warnings.includes('dubious ownership'))
    return { problem: 'git refuses: the repository belongs to another user', cure: `git config --global --add safe.directory '${top}'` };
  return { problem: `git gives no answer: ${warnings.trim().split('\n')[0]!.slice(0, 200) || 'no reason said'}` };
}

// --- what the service says ---

function factsIn(top: string, env: Env): { readonly wanted?: Wanted } {
  const event = env[githubEvent.variable];
  const github = event === undefined || event === '' ? undefined : eventFact(top, event);
  if (github) return { wanted: github };
  for (const { service, gives, variable, isDefault } of ciFacts) {
    const name = (env[variable] ?? '').replace(/^refs\/heads\//, '');
    const isFirst = isZeros(env[firstPush.variable]);
    if (saysSomething(name)) return { wanted: { from: `${service} (${variable})`, name, gives, isGuess: isDefault === true, isFirst } };
  }
  return {};
}

const isZeros = (value: unknown): boolean => typeof value === 'string' && /^0{40,64}$/.test(value);
const saysSomething = (name: string): boolean => isName(name) && !/^0+$/.test(name);

function eventFact(top: string, path: string): Wanted | undefined {
  const read = readNamed(top, path, largestEvent);
  if (!Buffer.isBuffer(read)) return undefined;
  const event = parsed(read.toString('utf8'));
  for (const { event: called, gives, way, unless, isDefault } of githubEvent.facts) {
    const name = at(event, way);
    if (typeof name !== 'string' || !saysSomething(name) || (unless && at(event, unless) !== false)) continue;
    return { from: `GitHub (${called})`, name, gives, isGuess: isDefault === true, isFirst: isZeros(at(event, firstPush.event)) };
  }
  return undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const at = (value: unknown, way: readonly string[]): unknown =>
  way.reduce<unknown>((of, name) => (isRecord(of) && Object.hasOwn(of, name) ? of[name] : undefined), value);
