// A scan and what it is compared with → the findings that are news: of what is staged (against HEAD), of what differs from a
// base (`since`), of a change that may not set its own rules (`base`), of what no baseline lists. Without any of them, a plain scan.
// Nothing is fetched and nothing written; what can't be compared is an error with the command that helps.

import { isAbsolute, resolve } from 'node:path';
import type { Candidate } from '../findings/identity/identity.ts';
import type { Finding } from '../findings/finding.ts';
import type { Rule } from '../findings/rule.ts';
import { baseCommitOf, refusal, type NoBase } from '../source/base-commit.ts';
import { gitNow, indexOf } from '../source/git.ts';
import { entriesOfIndex, entriesOfTree, gitTree, type GitEntry, type GitTree } from '../source/git-tree.ts';
import { posixWay } from '../source/inside.ts';
import { ignoredBy } from '../source/ignores.ts';
import { blobsOf, commitsIn } from '../source/past-blobs.ts';
import { readSource } from '../source/reading.ts';
import { rootFiles, type RootFiles } from '../source/root-files.ts';
import { defaultMaxFileSize, mostGated } from '../source/size-limits.ts';
import { ownIgnoreFile, type Walk } from '../source/walking/run.ts';
import { repositoryOf } from '../source/walking/folders.ts';
import { walk } from '../source/walk.ts';
import { baseGate } from './base-gate.ts';
import { baselineAt, baselineIn, maxBaselineSize } from './baseline-file.ts';
import { changesOf, noGateFiles, type GateFiles } from './config/config-changes.ts';
import { folderChanges } from './config/folder-changes.ts';
import { pastFindings } from './past-findings.ts';
import { planUnderPolicy } from './policy.ts';
import { emptyConfig, type Config } from './config/config.ts';
import { ConfigError, configFor, configNames, configOf, maxConfigSize } from './config/config-file.ts';
import { baselineGate, inTurn, listener, type Gate } from './known-findings.ts';
import type { ScanOptions } from './run-options.ts';
import type { Inside, Tree } from './inside.ts';
import { scanWith } from './scan.ts';
import { type ScanResult } from './scanning/result.ts';

/** As `scanWith`, with all that options may say of what is known. */
export async function* gatedScan(rules: readonly Rule[], options: ScanOptions = {}): AsyncGenerator<Finding, ScanResult> {
  const given = ([options.staged && '--staged', options.since && '--since', options.base && '--base'] as const).filter(Boolean);
  if (given.length > 1) throw new ConfigError([`${given.join(' and ')} exclude each other`]);
  if (options.commits === true && options.base === undefined && options.since === undefined) throw new ConfigError(['--commits needs a base: --base or --since']);
  const asked = { rules, options, root: resolve(options.root ?? '.') };
  const inside = await insideOf(asked);
  if (options.commits !== true) return yield* scanWith(rules, options, inside);
  return yield* withCommits(asked, inside);
}

/** After the findings of today those of the commits in between, whose values stand nowhere any more. */
async function* withCommits({ rules, options, root }: Asked, inside: BaseInside): AsyncGenerator<Finding, ScanResult> {
  const { top, prefix } = repositoryFor(root, '--commits');
  const known = new Set<string>();
  const listening = listener((all) => all.forEach(({ identity: { value } }) => value && known.add(value.tag)));
  const result = yield* scanWith(rules, options, { ...inside, gate: inside.gate ? inTurn(listening, inside.gate) : listening });
  const { commit, before } = inside.base!;
  const option = options.base === undefined ? '--since' : '--base';
  const commits = commitsIn(top, commit === undefined ? 'HEAD' : `${commit}..HEAD`);
  const sides = [commit, 'HEAD'].flatMap((one) => (one === undefined ? [] : [entriesOfTree(top, one)]));
  const ids = new Set(sides.flatMap((side) => [...side?.values() ?? []].map(({ id }) => id)));
  const blobs = commits && blobsOf(top, commits, ids);
  if (!blobs) throw refused(option, refusal(top, 'the commits since the base could not be listed'));
  if (blobs.length > 0) for (const { identity: { value } } of await before()) if (value) known.add(value.tag);
  const plan = planUnderPolicy(rules, root, options, inside.config ?? emptyConfig);
  const covered = ignoredBy(inside.ownIgnores ?? '', plan.ignore);
  const past = pastFindings(blobs, {
    rules, settings: plan.settings, top, prefix, known,
    isIgnored: (path) => options.noIgnore !== true && covered(path), isStopped: () => options.signal?.aborted === true,
  });
  yield* past.findings;
  if (past.missing > 0) throw refused(option, { problem: `the clone is a partial one, and lacks ${String(past.missing)} of the blobs of the commits`, cure: 'git fetch --refetch --no-filter' });
  const added = { ...result.summary.findings };
  for (const { severity } of past.findings) added[severity]++;
  return {
    ...result,
    diagnostics: [...result.diagnostics, ...past.diagnostics],
    summary: { ...result.summary, findings: added },
    notes: [...result.notes, `looked at ${String(past.blobs)} texts of ${String(commits.length)} ${commits.length === 1 ? 'commit' : 'commits'} that neither side has`],
  };
}

/** Of a comparison with a base also what that is, and what it had. */
interface BaseInside extends Inside {
  readonly base?: { readonly commit: string | undefined; readonly before: () => Promise<readonly Candidate[]> };
}

interface Asked { readonly rules: readonly Rule[]; readonly options: ScanOptions; readonly root: string }

function insideOf(asked: Asked): Promise<BaseInside> | BaseInside {
  const { options, root } = asked;
  if (options.staged === true) return stagedInside(asked, repositoryFor(root, '--staged'));
  if (options.base !== undefined) return baseInside(asked, repositoryFor(root, '--base'), options.base, true);
  if (options.since !== undefined) return baseInside(asked, repositoryFor(root, '--since'), options.since, false);
  return options.baseline === undefined ? {} : { gate: baselineGate(baselineAt(root, options.baseline, asked.rules)) };
}

interface Repository { readonly top: string; readonly prefix: string }

function repositoryFor(root: string, option: string): Repository {
  const top = repositoryOf(root);
  if (top === undefined) throw new ConfigError([`${option} compares with what git has, and there is no repository here`]);
  const way = posixWay(top, root);
  return { top, prefix: way === '' ? '' : `${way}/` };
}

const refused = (option: string, { problem, cure }: NoBase): ConfigError =>
  new ConfigError([`${option}: ${problem}${cure === undefined ? '' : `\n${option}: this helps: ${cure}`}`]);

// --- a base ---

function baseInside(asked: Asked, { top, prefix }: Repository, name: string, isStrict: boolean): BaseInside {
  const { rules, options, root } = asked;
  const option = isStrict ? '--base' : '--since';
  const base = baseCommitOf(top, name, options.env ?? {});
  if ('problem' in base) throw refused(option, base);
  const all = base.commit === undefined ? new Map<string, GitEntry>() : entriesOfTree(top, base.commit);
  if (!all) throw refused(option, { problem: 'the files of the base are not in this clone', cure: bringing(base.commit!) });
  const tree = gitTree(top, prefix, all);
  const disk = rootFiles(root);
  const named = namedInside(root, options.config);
  const isHere = here(top, prefix, all);
  const below = options.config === undefined ? settingFilesIn(all, prefix) : [];
  const lacking = tree.missing([...configNames, ownIgnoreFile, ...[options.baseline, named].filter((one) => one !== undefined)]).length
    + tree.missing(below).filter(isHere).length;
  if (isStrict && lacking > 0) throw refused(option, lackingFiles(lacking, base.commit!));
  const files = {
    config: isStrict ? configOfBase(asked, tree, named) : configFor(rules, root, options.config, disk, []),
    ignores: ignoresIn(isStrict ? tree.files : disk),
  };
  let tracked: ReadonlyMap<string, GitEntry> | undefined;
  const isTracked = (path: string): boolean => (tracked ??= entriesOfIndex(top, undefined))?.has(prefix + path) === true;
  const side: OtherSide = { tree, asked, files, configFiles: isStrict ? tree.files : disk, option, commit: base.commit, isHere };
  let found: Promise<readonly Candidate[]> | undefined;
  const before = (): Promise<readonly Candidate[]> => (found ??= findingsIn(side));
  return {
    config: files.config,
    configFiles: isStrict ? tree.files : disk,
    ownIgnores: files.ignores,
    base: { commit: base.commit, before },
    gate: withBaseline(asked, baseGate({
      before,
      counts: () => true,
      isStrict,
      notes: [`compared with ${base.words}`],
      diagnostics: isStrict
        ? [...changesIn(asked, files, disk), ...folderChanges(rules, tree.files, disk, foldersIn(below, top, prefix, options))]
        : [],
    }), isStrict ? { files: tree.files, isKnown: isTracked } : undefined),
  };
}

const lackingFiles = (count: number, commit: string): NoBase =>
  ({ problem: `the clone is a partial one, and lacks ${String(count)} ${count === 1 ? 'file' : 'files'} of the base`, cure: bringing(commit) });

const bringing = (commit: string): string => `git diff --stat ${commit} HEAD`;

/** A path that is the same at HEAD and whose blob is not here is none of the work tree, as in a sparse clone. */
function here(top: string, prefix: string, base: ReadonlyMap<string, GitEntry>): (path: string) => boolean {
  let head: ReadonlyMap<string, GitEntry> | undefined;
  return (path) => {
    head ??= entriesOfTree(top, 'HEAD') ?? new Map<string, GitEntry>();
    return head.get(prefix + path)?.id !== base.get(prefix + path)?.id;
  };
}

interface OtherSide {
  readonly tree: GitTree;
  readonly asked: Asked;
  readonly files: GateFiles;
  readonly configFiles: RootFiles;
  readonly option: string;
  readonly commit: string | undefined;
  readonly only?: ReadonlySet<string>;
  /** Should the blob of this path be here, if it is not? */
  isHere(path: string): boolean;
}

/** What a revision had, under the settings of today's run. */
async function findingsIn(side: OtherSide): Promise<readonly Candidate[]> {
  const { tree, asked: { rules, options }, files, configFiles, option, commit, only, isHere } = side;
  const heard: Candidate[] = [];
  const { stdin: _stdin, paths: _paths, baseline: _baseline, stats: _stats, ...same } = options;
  const source: Tree = {
    files: tree.files,
    read: (file) => tree.read(file),
    list({ ignore, useIgnoreFiles, maxFileSize }) {
      const limits = { ignore: ignore as readonly string[], useIgnoreFiles, maxFileSize };
      const listed = tree.list({ ...limits, ownIgnores: files.ignores, pointedAt: pointedAtBy(options), ...(only && { only }) });
      const lacking = new Set(tree.missing(listed.files.map(({ path }) => path)));
      const needed = [...lacking].filter(isHere).length;
      if (needed > 0) throw refused(option, lackingFiles(needed, commit!));
      return { ...listed, files: listed.files.filter(({ path }) => !lacking.has(path)) };
    },
  };
  const gate = listener((all) => heard.push(...all));
  const inside = { tree: source, config: files.config, configFiles, ownIgnores: files.ignores, gate };
  for await (const _ of scanWith(rules, same, inside)) continue;
  return heard;
}

/** Folders below which paths are judged from there on, as the walk of the disk does it. */
const pointedAtBy = ({ root = '.', paths = [] }: ScanOptions): string[] =>
  paths.map((path) => posixWay(resolve(root), resolve(root, path))).filter((path) => path !== '' && !path.startsWith('../'));

const ignoresIn = (files: RootFiles): string => files.readFile(ownIgnoreFile, defaultMaxFileSize) ?? '';

/** A configuration that is named and lies in the tree is part of the change, too. */
function namedInside(root: string, config: ScanOptions['config']): string | undefined {
  const path = typeof config === 'string' ? posixWay(root, resolve(root, config)) : undefined;
  return path === undefined || path.startsWith('../') || isAbsolute(path) ? undefined : path;
}

function configOfBase({ rules, root, options: { config } }: Asked, tree: GitTree, named: string | undefined): Config {
  if (named === undefined) return configFor(rules, root, config, tree.files, []);
  if (tree.files.standing(named) === undefined) throw new ConfigError([`${named}: the base has no such file, and the one of the change does not count`]);
  return configOf(rules, (path) => tree.files.readFile(path, maxConfigSize), named);
}

function changesIn({ rules, root, options: { config } }: Asked, base: GateFiles, disk: RootFiles): ReturnType<typeof changesOf> {
  const file = namedInside(root, config) ?? configNames.find((name) => disk.standing(name) !== undefined && name !== 'package.json') ?? configNames[0];
  try {
    return changesOf(base, { config: configFor(rules, root, config, disk, []), ignores: ignoresIn(disk) }, file);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return [...changesOf(base, { ...noGateFiles, ignores: ignoresIn(disk), config: base.config }, file),
      ...error.problems.map((message) => ({ file, kind: 'configuration' as const, message: `The change breaks the configuration: ${message}` }))];
  }
}

const settingNames: readonly string[] = [...configNames, ownIgnoreFile];

/** Files of ours in folders below the root of the run, relative to it. */
const settingFilesIn = (all: ReadonlyMap<string, GitEntry>, prefix: string): string[] => [...all.keys()].flatMap((path) => {
  const below = path.startsWith(prefix) ? path.slice(prefix.length) : '';
  return below.includes('/') && settingNames.includes(below.slice(below.lastIndexOf('/') + 1)) ? [below] : [];
});

/** Folders in which the base or the change has settings of its own. */
function foldersIn(ofBase: readonly string[], top: string, prefix: string, { config }: ScanOptions): string[] {
  if (config !== undefined) return [];
  const now = settingFilesIn(entriesOfIndex(top, undefined) ?? new Map<string, GitEntry>(), prefix);
  return [...new Set([...ofBase, ...now].map((path) => path.slice(0, path.lastIndexOf('/'))))].sort();
}

/** Of a base the baseline that it has, for what it does not have itself: files that git does not track. */
interface BaseFiles { readonly files: RootFiles; isKnown(path: string): boolean }

function withBaseline({ rules, root, options: { baseline } }: Asked, gate: Gate, base?: BaseFiles): Gate {
  if (baseline === undefined) return gate;
  if (!base) return inTurn(gate, baselineGate(baselineAt(root, baseline, rules)));
  const path = posixWay(root, resolve(root, baseline));
  if (path.startsWith('../')) return inTurn(gate, baselineGate(baselineAt(root, baseline, rules), (file) => !base.isKnown(file)));
  const text = base.files.readFile(path, maxBaselineSize);
  return text === undefined ? gate : inTurn(gate, baselineGate(baselineIn(text, baseline, rules), (file) => !base.isKnown(file)));
}

// --- what is staged ---

function stagedInside(asked: Asked, { top, prefix }: Repository): Inside {
  const { rules, options, root } = asked;
  const index = indexOf(top, options.env ?? {});
  const now = entriesOfIndex(top, index);
  if (!now) throw refused('--staged', refusal(top, gitNow(top, ['ls-files', '-s', '-z', '--']).warnings));
  const sides = ['HEAD', 'MERGE_HEAD'].flatMap((name) => entriesOfTree(top, name) ?? []);
  const before = new Map(sides.toReversed().flatMap((side) => [...side]));
  const isStaged = ({ path, id }: GitEntry): boolean => sides.every((side) => side.get(path)?.id !== id);
  const below = (path: string): string[] => (path.startsWith(prefix) ? [path.slice(prefix.length)] : []);
  const staged = new Set([...now.values()].filter(isStaged).flatMap(({ path }) => below(path)));
  const gone = [...before.keys()].filter((path) => !now.has(path)).flatMap(below);
  const tree = gitTree(top, prefix, now);
  const files = { config: configFor(rules, root, options.config, tree.files, []), ignores: ignoresIn(tree.files) };
  const side = (): OtherSide => ({
    tree: gitTree(top, prefix, before), asked, files, configFiles: tree.files, option: '--staged', commit: 'HEAD', only: new Set([...staged, ...gone]), isHere: () => true,
  });
  return {
    config: files.config,
    ownIgnores: files.ignores,
    tree: stagedTree(root, tree, staged, options.paths),
    gate: withBaseline(asked, baseGate({
      before: () => findingsIn(side()), counts: (path) => staged.has(path), isStrict: false, diagnostics: [],
      notes: [`compared with HEAD: ${String(staged.size)} staged ${staged.size === 1 ? 'file' : 'files'}`, ...unstagedConfig(root, tree, options.config)],
    })),
  };
}

/** What is staged comes from the index. What is named and not staged comes from the disk: `pre-commit run --all-files` means it. */
function stagedTree(root: string, tree: GitTree, staged: ReadonlySet<string>, paths: readonly string[] | undefined): Tree {
  return {
    files: tree.files,
    isList: paths === undefined,
    read: (file) => (staged.has(file.path) ? tree.read(file) : readSource(file.absolute, mostGated, file.path)),
    async list(options) {
      const ownIgnores = options.ownIgnores ?? '';
      const disk = paths === undefined ? undefined : await walk({ ...options, paths });
      const named = namedIn(root, paths, disk, staged);
      const wanted = { ...options, ignore: options.ignore as readonly string[], ownIgnores, pointedAt: disk?.pointedAt ?? [], only: named };
      const index = tree.list(wanted);
      if (!disk) return index;
      const others = disk.files.filter(({ path }) => !staged.has(path));
      return {
        ...disk,
        files: [...index.files, ...others].sort((a, b) => (a.path < b.path ? -1 : 1)),
        large: [...index.large, ...disk.large.filter(({ path }) => !staged.has(path))],
        diagnostics: [...index.diagnostics, ...disk.diagnostics.filter(({ file }) => !staged.has(file))],
        missing: disk.missing.filter((path) => !staged.has(posixWay(root, resolve(root, path)))),
      };
    },
  };
}

/** The staged files that the paths name, be they there on the disk or not. */
function namedIn(
  root: string, paths: readonly string[] | undefined, disk: Walk | undefined, staged: ReadonlySet<string>,
): ReadonlySet<string> {
  if (!paths || !disk) return staged;
  const named = new Set([...paths.map((path) => posixWay(root, resolve(root, path))), ...disk.files.map(({ path }) => path)]);
  const isBelow = (path: string): boolean => disk.pointedAt.some((folder) => folder === '' || path.startsWith(`${folder}/`));
  return new Set([...staged].filter((path) => named.has(path) || isBelow(path)));
}

/** The settings of a commit are those that it will have. */
function unstagedConfig(root: string, tree: GitTree, wanted: ScanOptions['config']): string[] {
  if (wanted !== undefined) return [];
  const disk = rootFiles(root);
  return configNames.filter((name) => name !== 'package.json' && disk.standing(name) !== undefined && !tree.has(name))
    .map((name) => `${name} is not staged and not committed: it does not count here`);
}
