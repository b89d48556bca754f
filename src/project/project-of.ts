// Manifests and lockfiles around a file → what facts may ask about other files. The disk is a parameter; everything is
// read lazily and once. Never throws: what can't be read or parsed answers nothing.
// Leaves node_modules alone: it is not there in CI before an install, and it need not match what gets deployed.

import type { Project } from '../facts/project.ts';
import { builtInIndex, type LibraryIndex } from '../values/library-index.ts';
import { builtInTokens, type TokenSearch } from '../secrets/tokens/provider-tokens.ts';
import { builtInNames } from '../secrets/words/names.ts';
import type { Names } from '../secrets/words/names.ts';
import type { Place } from '../source/file.ts';
import { lowestVersion } from '../values/versions.ts';
import { foldersUp } from '../source/inside.ts';
import type { SourceFile } from '../source/file.ts';
import { noHints, type Hints } from '../source/hints.ts';
import { packageIn } from '../source/specifiers.ts';
import { sourceFileOf } from '../source/source-file-of.ts';
import { importMapIn, mappedBy, type ImportMap } from '../syntax/import-maps.ts';
import { lockReaders } from '../syntax/lockfiles/lockfiles.ts';
import { modulesOf, noModules } from './modules.ts';
import type { Resolve } from './resolution.ts';

export interface Disk {
  /** Text of a file, by its path relative to the root; undefined when it is absent, unreadable or too large. */
  readFile(path: string): string | undefined;
  /** The project's file that a specifier means; without it no other module is asked. */
  readonly resolve?: Resolve;
  /** The models of the run; the built-in ones when left out. */
  readonly index?: LibraryIndex;
  /** The forms of providers' tokens, likewise. */
  readonly tokens?: TokenSearch;
  /** What the configuration says of paths. */
  readonly hints?: Hints;
  /** What names say; the built-in judgement when left out. */
  readonly names?: Names;
  /** The files of the run. */
  readonly files?: () => readonly string[];
}

interface Manifest {
  readonly folder: string;
  readonly name: string | undefined;
  readonly ranges: ReadonlyMap<string, string>;
  /** What it installs itself; a peer is installed by whoever depends on it. */
  readonly installs: ReadonlySet<string>;
  /** It can be started by itself. */
  readonly isService: boolean;
}

type Locked = ReturnType<Project['locked']>;

// What is installed for certain comes first; a peer range is the widest and comes last.
const dependencyFields = ['dependencies', 'optionalDependencies', 'devDependencies', 'peerDependencies'] as const;

export function projectOf({
  readFile, resolve, files, index = builtInIndex(), tokens = builtInTokens(), hints = noHints, names = builtInNames,
}: Disk): Project {
  const manifests = new Map<string, Manifest | undefined>();
  const maps = new Map<string, ImportMap>();
  const mapLists = new Map<string, readonly ImportMap[]>();
  const locks = new Map<string, SourceFile | undefined>();
  const pins = new Map<string, Locked>();
  const versions = new Map<string, string | undefined>();
  const asked = new Map<string, Place | undefined>();
  const managed = new Map<string, ReturnType<typeof manifestsFor>>();

  const textOf = (path: string): string | undefined => {
    try {
      return readFile(path);
    } catch {
      return undefined;
    }
  };
  const manifestIn = (folder: string): Manifest | undefined =>
    remembered(manifests, folder, () =>
      withImports(folder, manifestOf(folder, textOf(joined(folder, 'package.json'))), importsIn(folder, denoFiles)));
  const importsIn = (folder: string, names: readonly string[]): ImportMap => remembered(maps, `${folder}\0${names[0] ?? ''}`, () =>
    new Map(names.flatMap((name) => [...importMapIn(name, textOf(joined(folder, name)) ?? '')])));
  /** Few projects have one, and every import is looked up in them. */
  const mapsOver = (folder: string): readonly ImportMap[] => remembered(mapLists, folder, () =>
    foldersUp(folder).flatMap((above) => [denoFiles, mapFiles].map((names) => importsIn(above, names))).filter(({ size }) => size > 0));
  const lister = (path: string, packageName: string): Manifest | undefined =>
    foldersUp(folderOf(path)).map(manifestIn).find((manifest) => manifest?.ranges.has(packageName));

  const fileAt = (path: string): SourceFile | undefined => remembered(locks, path, () => {
    const text = textOf(path);
    return text === undefined ? undefined : sourceFileOf(path, text, hints);
  });
  const locked = (manifest: Manifest, packageName: string): Locked => remembered(pins, `${manifest.folder}\0${packageName}`, () => {
    const range = manifest.ranges.get(packageName)!;
    for (const above of foldersUp(manifest.folder))
      for (const [name, reader] of Object.entries(lockReaders)) {
        const file = fileAt(joined(above, name));
        if (file === undefined) continue;
        const folder = above === '' ? manifest.folder : manifest.folder.slice(above.length + 1);
        const pinned = reader.versionIn(file.text, packageName, { folder, name: manifest.name, range });
        if (pinned !== undefined) return { version: pinned.version, at: { file, start: pinned.start, end: pinned.end } };
      }
    return undefined;
  });
  const rangeAt = ({ folder, ranges }: Manifest, packageName: string): Place | undefined => {
    const file = fileAt(joined(folder, 'package.json'));
    const [name, range] = [JSON.stringify(packageName), JSON.stringify(ranges.get(packageName)!)];
    const start = file?.text.indexOf(range, file.text.indexOf(name) + name.length) ?? -1;
    return file && start > 0 ? { file, start, end: start + range.length } : undefined;
  };
  /** The manifests of the run below a lockfile, and the one beside it. An editor shows one file and looks at all. */
  const manifestsFor = (folder: string): readonly { readonly manifest: Manifest; readonly inRun: boolean }[] => {
    const beside = joined(folder, 'package.json');
    const run = files?.().filter((path) => isManifest(path) && (folder === '' || path.startsWith(`${folder}/`)));
    return [...new Set([beside, ...(run ?? [])])].flatMap((path) => {
      const manifest = manifestIn(folderOf(path));
      return manifest ? [{ manifest, inRun: run?.includes(path) ?? true }] : [];
    });
  };

  const project: Project = {
    index,
    tokens,
    hints,
    names,
    locate: (path, specifier) => resolve?.(path, specifier),
    mapped(path, specifier) {
      if (/^[./]|^\w+:/.test(specifier)) return undefined;
      for (const map of mapsOver(folderOf(path))) {
        const found = mappedBy(map, specifier);
        if (found !== undefined) return found;
      }
      return undefined;
    },
    version(path, packageName) {
      const manifest = lister(path, packageName);
      if (manifest === undefined) return undefined;
      return remembered(versions, `${manifest.folder}\0${packageName}`, () => {
        const range = manifest.ranges.get(packageName)!;
        return locked(manifest, packageName)?.version ?? lowestVersion(range);
      });
    },
    askedAt(path, packageName) {
      const manifest = lister(path, packageName);
      return manifest && remembered(asked, `${manifest.folder}\0${packageName}`, () => rangeAt(manifest, packageName));
    },
    locked(path, packageName) {
      const manifest = lister(path, packageName);
      return manifest && locked(manifest, packageName);
    },
    askers(lockfile, packageName) {
      return remembered(managed, folderOf(lockfile), () => manifestsFor(folderOf(lockfile))).flatMap(({ manifest, inRun }) => {
        const pinned = manifest.installs.has(packageName) ? locked(manifest, packageName) : undefined;
        return pinned?.at.file.path === lockfile ? [{ version: pinned.version, inRun }] : [];
      });
    },
    depends(path, packageName) {
      if (lister(path, packageName) !== undefined) return true;
      return foldersUp(folderOf(path)).some((folder) => manifestIn(folder) !== undefined) ? false : undefined;
    },
    service(path) {
      const told = hints.serviceOf(path);
      if (told !== undefined) return told;
      const manifest = foldersUp(folderOf(path)).map(manifestIn).find((one) => one !== undefined);
      return manifest?.isService ? manifest.folder : undefined;
    },
    home(path) {
      const manifest = foldersUp(folderOf(path)).map(manifestIn).find((one) => one !== undefined);
      return manifest && { folder: manifest.folder, ...(manifest.name !== undefined && { name: manifest.name }) };
    },
    packageName: (path) => foldersUp(folderOf(path)).map(manifestIn).find((manifest) => manifest?.name !== undefined)?.name,
    ...(resolve ? modulesOf({ readFile: textOf, resolve, files, index, hints }, () => project) : noModules),
  };
  return project;
}

function remembered<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  if (!known.has(key)) known.set(key, make());
  return known.get(key)!;
}

function manifestOf(folder: string, text: string | undefined): Manifest | undefined {
  if (text === undefined) return undefined;
  try {
    const json = JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
    if (!isRecord(json)) return undefined;
    const ranges = new Map<string, string>();
    const installs = new Set<string>();
    for (const field of dependencyFields)
      for (const [name, range] of Object.entries(isRecord(json[field]) ? json[field] : {})) {
        if (typeof range !== 'string') continue;
        if (!ranges.has(name)) ranges.set(name, range);
        if (field !== 'peerDependencies') installs.add(name);
      }
    const scripts = Object.keys(isRecord(json['scripts']) ? json['scripts'] : {});
    return {
      folder,
      isService: scripts.some((script) => STARTS.test(script)),
      name: typeof json['name'] === 'string' ? json['name'] : undefined,
      ranges,
      installs,
    };
  } catch {
    return undefined;
  }
}

/** Deno's own manifest, and maps that it or a page names. */
const denoFiles = ['deno.json', 'deno.jsonc'];
const mapFiles = ['import_map.json', 'importmap.json', 'index.html'];

/** What Deno's manifest gives a name to is installed like what package.json lists. */
function withImports(folder: string, manifest: Manifest | undefined, imports: ImportMap): Manifest | undefined {
  if (imports.size === 0) return manifest;
  const asked = [...imports.values()].flatMap((one) => {
    const found = packageIn(one);
    return found ? [[found.name, found.version ?? '*'] as const] : [];
  });
  const none = { folder, name: undefined, isService: false, ranges: new Map<string, string>(), installs: new Set<string>() };
  const { ranges, installs, ...rest } = manifest ?? none;
  return { ...rest, ranges: new Map([...asked, ...ranges]), installs: new Set([...installs, ...asked.map(([name]) => name)]) };
}

/** A package with such a script runs by itself; one without is part of others. */
const STARTS = /^(?:start|serve|deploy)(?::|$)/;

const isManifest = (path: string): boolean => path === 'package.json' || path.endsWith('/package.json');
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const joined = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);
const folderOf = (path: string): string => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '');
