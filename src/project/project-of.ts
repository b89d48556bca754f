// Manifests and lockfiles around a file → what facts may ask about other files. The disk is a parameter; everything is
// read lazily and once. Never throws: what can't be read or parsed answers nothing.
// Leaves node_modules alone: it is not there in CI before an install, and it need not match what gets deployed.

import type { Project } from '../facts/facts.ts';
import { modulesOf, noModules } from './modules.ts';
import type { Resolve } from './resolution.ts';
import { foldersUp, lockfiles, lowestVersion } from './versions.ts';

export interface Disk {
  /** Text of a file, by its path relative to the root; undefined when it is absent, unreadable or too large. */
  readFile(path: string): string | undefined;
  /** The project's file that a specifier means; without it no other module is asked. */
  readonly resolve?: Resolve;
  /** The files of the run. */
  readonly files?: () => readonly string[];
}

interface Manifest { readonly folder: string; readonly name: string | undefined; readonly ranges: ReadonlyMap<string, string> }

// What is installed for certain comes first; a peer range is the widest and comes last.
const dependencyFields = ['dependencies', 'optionalDependencies', 'devDependencies', 'peerDependencies'] as const;

export function projectOf({ readFile, resolve, files }: Disk): Project {
  const manifests = new Map<string, Manifest | undefined>();
  const locks = new Map<string, string | undefined>();
  const versions = new Map<string, string | undefined>();

  const textOf = (path: string): string | undefined => {
    try {
      return readFile(path);
    } catch {
      return undefined;
    }
  };
  const manifestIn = (folder: string): Manifest | undefined =>
    remembered(manifests, folder, () => manifestOf(folder, textOf(joined(folder, 'package.json'))));
  const lister = (path: string, packageName: string): Manifest | undefined =>
    foldersUp(folderOf(path)).map(manifestIn).find((manifest) => manifest?.ranges.has(packageName));

  const locked = (manifest: Manifest, packageName: string, range: string): string | undefined => {
    for (const above of foldersUp(manifest.folder))
      for (const { file, versionIn } of lockfiles) {
        const text = remembered(locks, joined(above, file), () => textOf(joined(above, file)));
        if (text === undefined) continue;
        const folder = above === '' ? manifest.folder : manifest.folder.slice(above.length + 1);
        const version = versionIn(text, packageName, { folder, name: manifest.name, range });
        if (version !== undefined) return version;
      }
    return undefined;
  };

  const project: Project = {
    version(path, packageName) {
      const manifest = lister(path, packageName);
      if (manifest === undefined) return undefined;
      return remembered(versions, `${manifest.folder}\0${packageName}`, () => {
        const range = manifest.ranges.get(packageName)!;
        return locked(manifest, packageName, range) ?? lowestVersion(range);
      });
    },
    depends(path, packageName) {
      if (lister(path, packageName) !== undefined) return true;
      return foldersUp(folderOf(path)).some((folder) => manifestIn(folder) !== undefined) ? false : undefined;
    },
    ...(resolve ? modulesOf({ readFile: textOf, resolve, files }, () => project) : noModules),
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
    for (const field of dependencyFields)
      for (const [name, range] of Object.entries(isRecord(json[field]) ? json[field] : {}))
        if (typeof range === 'string' && !ranges.has(name)) ranges.set(name, range);
    return { folder, name: typeof json['name'] === 'string' ? json['name'] : undefined, ranges };
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const joined = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);
const folderOf = (path: string): string => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '');
