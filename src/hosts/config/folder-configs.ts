// The files of a run → the configurations and ignore files in folders below the root. For a file the nearest configuration counts,
// whole: what it should take over from above it `extends`. Ignore patterns add up on the way down.

import { resolve } from 'node:path';
import type { Diagnostic } from '../../findings/finding.ts';
import type { Settings } from '../../findings/options.ts';
import type { Rule } from '../../findings/rule.ts';
import { posixWay } from '../../source/inside.ts';
import { ignoredBy } from '../../source/ignores.ts';
import type { RootFiles } from '../../source/root-files.ts';
import { ownIgnoreFile, type Walk, type WalkedFile } from '../../source/walking/run.ts';
import { loosenedIn, underPolicy, type Policy } from '../policy.ts';
import { planOf, type Plan, type ScanOptions } from '../run-options.ts';
import { pathNames, runNames, type Config } from './config.ts';
import { configFor, configNames, foundIn, maxConfigSize, type FoundConfig } from './config-file.ts';

export interface FolderConfig extends FoundConfig { /** Posix, relative to the root, never the root itself. */ readonly folder: string }

export interface Folders {
  readonly configs: readonly FolderConfig[];
  /** The configurations that were looked for and found, that of the root among them. */
  readonly files: readonly string[];
  /** A listing without what ignore files and configurations of folders ignore. */
  kept(listing: Walk): Walk;
  /** The path of a text on standard input, when a folder ignores it. */
  readonly ignoredStdin: readonly string[];
}

export interface ConfiguredRun {
  /** As the caller and the configuration want it, before any policy. */
  readonly asWritten: Plan;
  foldersIn(listing: Walk | undefined, root: string): Folders;
}

/** `config`: that of the root; `files`: where configurations of folders are. One that the user names, or none, counts for all files. */
export function configuredRun(rules: readonly Rule[], options: ScanOptions, config: Config, files: RootFiles): ConfiguredRun {
  const { config: wanted, from = '', noIgnore, paths = [], stdin } = options;
  const below = (looked: Looked): FolderConfig[] => (wanted === undefined ? configsBelow(rules, files, looked) : []);
  return {
    asWritten: planOf(options, runConfig(config, from === '' ? [] : below({ paths: [], pointedAt: [from] }), from)),
    foldersIn(listing, root) {
      const seen = (path: string): string => posixWay(root, resolve(root, path));
      const text = stdin && seen(stdin.filename);
      const looked = lookedAtIn(listing, text);
      const configs = below(looked);
      const isIgnored = noIgnore === true ? undefined : ignoredBelow(files, looked, configs);
      return {
        configs,
        files: [...(wanted === undefined ? [foundIn(rules, (path) => textIn(files, path), '')] : []), ...configs].flatMap((one) => one?.file ?? []),
        kept: (all) => (isIgnored ? withoutIgnored(all, isIgnored, new Set(paths.map(seen))) : all),
        ignoredStdin: text !== undefined && isIgnored?.(text) === true ? [text] : [],
      };
    },
  };
}

/** Folders that may hold something of ours: those with one of our names in the listing, and those that a pointed-at path lies in. */
function foldersOf(paths: readonly string[], pointedAt: readonly string[], names: readonly string[]): string[] {
  const found = new Set<string>();
  for (const path of paths) {
    const cut = path.lastIndexOf('/');
    if (cut > 0 && names.includes(path.slice(cut + 1))) found.add(path.slice(0, cut));
  }
  for (const path of pointedAt) for (let at = path; at !== '' && !at.startsWith('..'); at = parentOf(at)) found.add(at);
  return [...found].filter((folder) => !folder.startsWith('../')).sort();
}

const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** What lies in a listing, and the ways to what was pointed at. */
/** The configuration that counts for one path: the nearest one on the way down to it. */
export function configAt(
  rules: readonly Rule[], root: string, wanted: ScanOptions['config'], files: RootFiles, path: string,
): { readonly file?: string; readonly config: Config } {
  const nearest = wanted === undefined ? configsBelow(rules, files, { paths: [], pointedAt: [parentOf(path), path] }).at(-1) : undefined;
  if (nearest !== undefined) return nearest;
  const file = wanted === undefined ? foundIn(rules, (name) => textIn(files, name), '')?.file : wanted === false ? undefined : wanted;
  return { ...(file !== undefined && { file }), config: configFor(rules, root, wanted, files, []) };
}

interface Looked { readonly paths: readonly string[]; readonly pointedAt: readonly string[] }

function lookedAtIn(listing: Walk | undefined, stdin: string | undefined): Looked {
  const named = stdin === undefined ? [] : [parentOf(stdin)];
  if (!listing) return { paths: [], pointedAt: named };
  const { files, large, skippedPaths, pointedAt } = listing;
  const few = files.length > mostWays ? [] : files.map(({ path }) => parentOf(path));
  return { paths: [...files, ...large].map(({ path }) => path).concat(skippedPaths), pointedAt: [...pointedAt, ...few, ...named] };
}

/** Of files that are named one by one the folders are asked; a listing of more than this shows what lies in them. */
const mostWays = 200;

function configsBelow(rules: readonly Rule[], files: RootFiles, { paths, pointedAt }: Looked): FolderConfig[] {
  return foldersOf(paths, pointedAt, configNames).flatMap((folder) => {
    const found = foundIn(rules, (path) => textIn(files, path), folder);
    return found === undefined ? [] : [{ folder, ...found }];
  });
}

const textIn = (files: RootFiles, path: string): string | undefined =>
  files.readFile(path, path.endsWith('package.json') ? undefined : maxConfigSize);

/** The patterns that folders below the root ignore by: of ignore files there and of configurations. Undefined when there are none. */
function ignoredBelow(files: RootFiles, looked: Looked, configs: readonly FolderConfig[]): ((path: string) => boolean) | undefined {
  const tests = [
    ...foldersOf(looked.paths, looked.pointedAt, [ownIgnoreFile]).flatMap((folder) => {
      const text = files.readFile(`${folder}/${ownIgnoreFile}`);
      if (text === undefined) return [];
      const covers = ignoredBy(text, []);
      return [(path: string) => path.startsWith(`${folder}/`) && covers(path.slice(folder.length + 1))];
    }),
    ...configs.flatMap(({ config: { ignore } }) => (ignore.length === 0 ? [] : [ignoredBy('', ignore)])),
  ];
  return tests.length === 0 ? undefined : (path) => tests.some((isIgnored) => isIgnored(path));
}

/** A listing without what is ignored. `named`: paths that the user gave, relative to the root. */
function withoutIgnored(listing: Walk, isIgnored: (path: string) => boolean, named: ReadonlySet<string>): Walk {
  const gone = [...listing.files, ...listing.large].map(({ path }) => path).filter(isIgnored);
  if (gone.length === 0) return listing;
  const stays = ({ path }: WalkedFile): boolean => !isIgnored(path);
  return {
    ...listing,
    files: listing.files.filter(stays),
    large: listing.large.filter(stays),
    diagnostics: listing.diagnostics.filter(({ file }) => !isIgnored(file)),
    skipped: listing.skipped + gone.length,
    skippedPaths: [...listing.skippedPaths, ...gone].sort(),
    leftOut: [...listing.leftOut, ...gone.filter((path) => named.has(path))],
  };
}

/** The plan of the root with those of the folders in it. `before`: as it would be without a policy. */
export function withFolders(plan: Plan, configs: readonly FolderConfig[], options: ScanOptions, policy: Policy | undefined): Plan {
  if (configs.length === 0) return plan;
  const plans = configs.map(({ folder, config }) => ({ folder, plan: underPolicy(planOf(options, forFiles(config)), policy) }));
  const all = [plan, ...plans.map((one) => one.plan)];
  const folders = plans.map((one): NonNullable<Settings['folders']>[number] => ({ folder: one.folder, settings: one.plan.settings }))
    .sort((a, b) => b.folder.length - a.folder.length);
  return {
    ...plan,
    settings: { ...plan.settings, folders },
    models: all.flatMap(({ models }) => models),
    secretPatterns: all.flatMap(({ secretPatterns }) => secretPatterns),
    secretNames: all.flatMap(({ secretNames }) => secretNames),
    // The deepest first: what is said nearest to a file holds.
    paths: joinedPaths(all.map(({ paths }) => paths)),
    services: Object.assign({}, ...all.map(({ services }) => services)) as Plan['services'],
  };
}

const joinedPaths = (all: readonly Plan['paths'][]): Plan['paths'] => Object.fromEntries(
  pathNames.map((name) => [name, all.flatMap((paths) => paths[name] ?? [])] as const).filter(([, globs]) => globs.length > 0),
);

function forFiles(config: Config): Config {
  const { failOn: _failOn, maxWarnings: _maxWarnings, maxFileSize: _maxFileSize, ...rest } = config;
  return rest;
}

const holds = (folder: string, from: string): boolean => from === folder || from.startsWith(`${folder}/`);

/** What counts for the run as a whole comes from the configuration nearest to where it starts. `from`: relative to the root. */
function runConfig(root: Config, configs: readonly FolderConfig[], from: string): Config {
  const nearest = configs.filter(({ folder }) => holds(folder, from)).at(-1)?.config;
  if (nearest === undefined) return root;
  const { failOn: _failOn, maxWarnings: _maxWarnings, maxFileSize: _maxFileSize, ...rest } = root;
  return { ...rest, ...Object.fromEntries(runNames.flatMap((name) => (nearest[name] === undefined ? [] : [[name, nearest[name]]]))) };
}

/** What folders say and a policy forbids, or what counts elsewhere. */
export function notesOnFolders(configs: readonly FolderConfig[], options: ScanOptions, policy: Policy | undefined): Diagnostic[] {
  const from = options.from ?? '';
  return configs.flatMap(({ folder, file, config }) => {
    const idle = holds(folder, from) ? [] : runNames.filter((name) => config[name] !== undefined);
    return [
      ...idle.map((name): Diagnostic => ({ file, kind: 'configuration', message: `"${name}" counts for runs that start in this folder, not for this one` })),
      ...loosenedIn(planOf({ ...options, failOn: 'info' }, forFiles(config)), policy, false).map((one) => ({ ...one, file })),
    ];
  });
}
