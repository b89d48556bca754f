// A manifest or a lockfile → the packages in it whose version has a published flaw. One problem stands in one place: in
// the manifest that asks for the package, else in the lockfile. A wrapper that installs a vulnerable library speaks for it.
// Leaves alone: peers, which whoever depends on them installs; ranges that admit a version without the flaw.

import { vulnerableVersions, type VulnerableVersions } from '../models/vulnerable-versions.ts';
import type { Place, SourceFile } from '../source/file.ts';
import type { ConfigDocument, ConfigEntry } from '../syntax/config-document.ts';
import { lockReaders, type LockedPackage } from '../syntax/lockfiles/lockfiles.ts';
import type { ConfigProject } from './config-project.ts';
import { admits, boundsOf, compareVersions, isWithin, type Bounds } from '../values/versions.ts';
import { tableKeys } from '../source/untyped.ts';

export interface VulnerablePackage {
  readonly name: string;
  readonly version: string;
  /** The range in the manifest, or the version in the lockfile. */
  readonly at: Place;
  /** Who needs it: the program itself, its development only, or other packages. */
  readonly use: 'direct' | 'development' | 'transitive';
  /** The worst first. */
  readonly flaws: readonly VulnerableVersions[];
  /** First version without any of the known flaws. */
  readonly fixed?: string;
  /** Packages that bring it in. */
  readonly through: readonly string[];
  /** Where a lockfile pins the version that a manifest asks for. */
  readonly pinnedAt?: Place;
  /** The range in the same form, one that admits no version with a flaw. */
  readonly fixedRange?: string;
}

const names: ReadonlySet<string> = new Set(vulnerableVersions.map(({ package: name }) => name));
const severities = ['error', 'warning', 'info'] as const;

function flawsOf(name: string, version: string): readonly VulnerableVersions[] {
  return vulnerableVersions.filter((row) => row.package === name && isWithin(version, row))
    .sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}

/** Past every flaw: past the last of those at hand, then past those that this version has. */
export function fixedVersion(name: string, version: string): string | undefined {
  const flaws = flawsOf(name, version);
  if (flaws.length === 0) return version;
  const limits = flaws.map(({ below }) => below);
  return limits.some((limit) => limit === undefined)
    ? undefined
    : fixedVersion(
        name,
        limits
          .map((limit) => limit!)
          .sort(compareVersions)
          .at(-1)!,
      );
}

const found = (name: string, version: string): Pick<VulnerablePackage, 'name' | 'version' | 'flaws' | 'fixed'> | undefined => {
  const flaws = flawsOf(name, version);
  const fixed = fixedVersion(name, version);
  return flaws.length === 0 ? undefined : { name, version, flaws, ...(fixed !== undefined && { fixed }) };
};

// --- manifests ---

const fields = { dependencies: 'direct', optionalDependencies: 'direct', devDependencies: 'development' } as const;

/** Packages of ours that one manifest may ask for: each is a walk through its lockfile. There are fewer than a hundred, aliases apart. */
export const mostAsked = 200;

/** `left`: what was too much to be looked at, in words. */
export function vulnerableInManifest(
  file: SourceFile, document: ConfigDocument, project: ConfigProject | undefined, left: string[] = [],
): VulnerablePackage[] {
  if (nameOf(file.path) !== 'package.json') return [];
  const entries = document.entries.flatMap((entry) => {
    const [first, key, ...more] = entry.path;
    const field = tableKeys(fields).find((one) => one === first);
    return field !== undefined && typeof key === 'string' && more.length === 0 && entry.kind === 'text' && names.has(installedAs(key, entry.value))
      ? [{ entry, field, key }] : [];
  });
  if (entries.length > mostAsked) left.push(`More than ${String(mostAsked)} dependencies with known flaws: the rest is not looked at.`);
  return entries.slice(0, mostAsked).flatMap(({ entry, field, key }) => asked(file, entry, key, fields[field], project));
}

/** `"jwt": "npm:jsonwebtoken@^8.5.1"`: installed under another name. */
const installedAs = (key: string, range: string): string => /^npm:((?:@[^/@]+\/)?[^/@]+)@/.exec(range)?.[1] ?? key;

function asked(
  file: SourceFile,
  { value: range, start, end }: ConfigEntry,
  key: string,
  use: VulnerablePackage['use'],
  project: ConfigProject | undefined,
): VulnerablePackage[] {
  const name = installedAs(key, range);
  const bounds = boundsOf(range);
  const pinned = project?.locked(file.path, key);
  // A pin that the range does not admit is older than the range: the next install replaces it.
  const current = pinned && (bounds === undefined || admits(bounds, pinned.version)) ? pinned : undefined;
  const version = current?.version ?? (bounds && lowestOfUnsafe(name, bounds));
  const package_ = version === undefined ? undefined : found(name, version);
  if (!package_) return [];
  const fixedRange = bounds && package_.fixed !== undefined ? range.replace(/\d[^]*/, package_.fixed) : undefined;
  return [
    {
      ...package_,
      use,
      through: [],
      at: { file, start, end },
      ...(current && { pinnedAt: current.at }),
      ...(fixedRange !== undefined && /^[~^]?\d/.test(fixedRange) && { fixedRange }),
    },
  ];
}

/** The lowest version, when a flaw goes through all that the range admits. */
function lowestOfUnsafe(name: string, bounds: readonly Bounds[]): string | undefined {
  const { from: lowest } = [...bounds].sort((a, b) => compareVersions(a.from, b.from))[0]!;
  const isUnsafe = ({ from, below, exact }: Bounds): boolean => flawsOf(name, from).some((row) =>
    exact || row.below === undefined || (below !== undefined && compareVersions(below, row.below) <= 0));
  return bounds.every(isUnsafe) ? lowest : undefined;
}

// --- lockfiles ---

export function vulnerableInLockfile(file: SourceFile, project: ConfigProject | undefined): VulnerablePackage[] {
  const installed = lockReaders[nameOf(file.path)]?.packagesIn(file.text, names) ?? [];
  const vulnerable = installed.filter(({ name, version }) => flawsOf(name, version).length > 0);
  const known = new Map(vulnerable.map((one) => [one.name, one]));
  return vulnerable.filter((one) => !isSpokenFor(one, known)).flatMap((one) => installedBy(file, one, project));
}

/** All that bring it in are vulnerable because they do. */
const isSpokenFor = ({ name, askedBy }: LockedPackage, known: ReadonlyMap<string, LockedPackage>): boolean =>
  askedBy.length > 0 && askedBy.every((by) => {
    const wrapper = known.get(by);
    return wrapper !== undefined && flawsOf(by, wrapper.version).some(({ carries }) => carries === name);
  });

function installedBy(
  file: SourceFile,
  { name, version, start, end, askedBy, dev }: LockedPackage,
  project: ConfigProject | undefined,
): VulnerablePackage[] {
  const askers = (project?.askers(file.path, name) ?? []).filter((asker) => asker.version === version);
  // A manifest that is looked at in this run speaks for itself.
  if (askers.some(({ inRun }) => inRun)) return [];
  const use = dev ? 'development' : askers.length > 0 ? 'direct' : 'transitive';
  return [{ ...found(name, version)!, use, through: askers.length > 0 ? [] : askedBy, at: { file, start, end } }];
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
