// Specifier + importing file → the file of this project that is meant. ESM, CommonJS, `./x.js` for `x.ts`, index files,
// tsconfig paths with extends, package exports and imports; workspace packages also where nothing is installed.
// Never leaves the root, and never enters node_modules: what is installed is not this project's to judge. No outside resolver:
// those read manifests and tsconfigs by themselves, wherever links lead and whatever they hold.

import { rootFiles, type RootFiles } from '../source/root-files.ts';
import { MAX_PATH, isInstalled, joined, moduleFilesIn, within } from './module-files.ts';
import { tsPathsIn } from './tsconfig.ts';
import { workspacesOf } from './workspaces.ts';

/** Paths are posix and relative to the root. */
export type Resolve = (from: string, specifier: string) => string | undefined;

/** Where a package's source may stand when what its manifest names is built later. */
const SOURCES = ['src/index', 'index', 'src/main', 'lib/index'];

export function resolverIn(root: string, files: RootFiles = rootFiles(root)): Resolve {
  const known = new Map<string, string | undefined>();
  const modules = moduleFilesIn(files);
  let workspaces: ReadonlyMap<string, string> | undefined;

  /** The folder of the package that a specifier names, when it lives in this repository, and what it names below. */
  const workspaceOf = (specifier: string): { readonly folder: string; readonly below: string } | undefined => {
    workspaces ??= workspacesOf(files);
    const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0];
    const folder = name === undefined ? undefined : workspaces.get(name);
    return name === undefined || folder === undefined ? undefined : { folder, below: specifier.slice(name.length + 1) };
  };
  const tsPaths = tsPathsIn(files, modules, (specifier) => {
    const named = workspaceOf(specifier);
    return named && within(named.folder, named.below);
  });

  /** What is this project's own. */
  const own = (path: string | undefined): string | undefined => (path === undefined || isInstalled(path) ? undefined : path);

  const direct = (folder: string, specifier: string, candidates: readonly string[]): string | undefined => {
    for (const path of candidates) {
      const found = modules.load(path);
      if (found !== undefined) return own(found);
    }
    if (/^\.{1,2}(?:\/|$)/.test(specifier)) {
      const path = within(folder, specifier);
      if (path === undefined) return undefined;
      return own(specifier === '.' || specifier.endsWith('/') ? modules.loadFolder(path) : modules.load(path));
    }
    if (specifier.startsWith('/')) return undefined;
    return own(specifier.startsWith('#') ? modules.loadImport(folder, specifier) : modules.loadPackage(folder, specifier));
  };

  const workspace = (specifier: string): string | undefined => {
    const named = workspaceOf(specifier);
    if (named === undefined) return undefined;
    const { folder, below } = named;
    if (below === '') return own(modules.loadFolder(folder)) ?? SOURCES.map((one) => own(modules.load(joined(folder, one)))).find(Boolean);
    const path = within('', below);
    return path === undefined ? undefined : own(modules.load(joined(folder, path))) ?? own(modules.load(joined(folder, `src/${path}`)));
  };

  /** `require('config.json')` with NODE_PATH or a root path set elsewhere. */
  const atRoot = (specifier: string): string | undefined =>
    /^[\w-]+(?:\/[\w-]+)*\.(?:json|[cm]?js)$/.test(specifier) ? own(modules.load(specifier)) : undefined;

  return (from, specifier) => {
    // A query is for a bundler: what it makes of the file is not what is written there.
    if (from.startsWith('../') || specifier === '' || specifier.length > MAX_PATH || /[?\0]/.test(specifier)) return undefined;
    const folder = from.includes('/') ? from.slice(0, from.lastIndexOf('/')) : '';
    const key = `${folder}\0${specifier}`;
    if (known.has(key)) return known.get(key);
    const candidates = tsPaths.candidates(from, specifier);
    const elsewhere = (): string | undefined => (specifier.startsWith('.') ? undefined : workspace(specifier) ?? atRoot(specifier));
    const found = direct(folder, specifier, candidates) ?? elsewhere();
    known.set(key, found);
    return found;
  };
}
