// Path or package name → the file that is loaded for it: extensions, `./x.js` for `x.ts`, index files, a manifest's main,
// exports and imports, packages in node_modules. Node's algorithm (https://nodejs.org/api/modules.html#all-together and
// https://nodejs.org/api/esm.html#resolution-algorithm-specification) over the guarded files of the root, with the extensions of
// bundlers for TypeScript. Paths are relative to the root; what is outside of it is not there.
// Leaves alone: what is really in node_modules. It is not this project's, so nothing in it is looked at.

import { foldersUp } from '../source/inside.ts';
import type { RootFiles } from '../source/root-files.ts';

const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.mjs', '.cjs', '.jsx', '.json'];
/** What `./x.js` may have been before the compiler. */
const WRITTEN_AS: Readonly<Record<string, readonly string[]>> = {
  js: ['.ts', '.tsx', '.js'], mjs: ['.mts', '.mjs'], cjs: ['.cts', '.cjs'], jsx: ['.tsx', '.jsx'],
};
const CONDITIONS: ReadonlySet<string> = new Set(['source', 'node', 'import', 'require', 'types', 'default']);
const MAIN_FIELDS = ['source', 'module', 'main'];
/** Conditions within conditions, and imports that name imports. */
export const MAX_TARGETS = 32;

export interface ModuleFiles {
  /** A path as Node's `require` takes it: the file itself, with an extension, or a folder's entry. */
  load(path: string): string | undefined;
  /** The same for a folder alone. */
  loadFolder(path: string): string | undefined;
  /** A package by its name, with or without a path in it, seen from a folder. */
  loadPackage(folder: string, specifier: string): string | undefined;
  /** `#name`, by the nearest manifest. */
  loadImport(folder: string, specifier: string): string | undefined;
}

type Json = Readonly<Record<string, unknown>>;
interface Scope { readonly folder: string; readonly manifest: Json }

export function moduleFilesIn(files: RootFiles): ModuleFiles {
  const manifests = new Map<string, Json | undefined>();

  const fileAt = (path: string): string | undefined => {
    const found = files.standing(path);
    return found?.kind === 'file' ? found.path : undefined;
  };
  const isFolder = (path: string): boolean => files.standing(path)?.kind === 'folder';

  /** One that can't be read or parsed is an empty one. */
  const manifestIn = (folder: string): Json | undefined => {
    const path = joined(folder, 'package.json');
    if (!manifests.has(folder)) manifests.set(folder, files.standing(path)?.kind === 'file' ? recordIn(files.readFile(path)) : undefined);
    return manifests.get(folder);
  };
  const scopeOf = (folder: string): Scope | undefined => {
    for (const above of foldersUp(folder)) {
      const manifest = manifestIn(above);
      if (manifest) return { folder: above, manifest };
    }
    return undefined;
  };

  const loadFile = (path: string): string | undefined => {
    const [, stem, extension] = /^(.*[^/])\.([^./]+)$/s.exec(path) ?? [];
    const written = extension === undefined ? [] : (WRITTEN_AS[extension] ?? []);
    return firstOf(written, (one) => fileAt(stem! + one)) ?? fileAt(path) ?? firstOf(EXTENSIONS, (one) => fileAt(path + one));
  };
  const loadIndex = (folder: string): string | undefined =>
    isFolder(folder) ? firstOf(EXTENSIONS, (one) => fileAt(joined(folder, `index${one}`))) : undefined;
  const loadFolder = (folder: string): string | undefined => {
    if (!isFolder(folder)) return undefined;
    const manifest = manifestIn(folder) ?? {};
    const mains = MAIN_FIELDS.flatMap((field) => (typeof manifest[field] === 'string' ? [within(folder, manifest[field])] : []));
    return firstOf(mains, (main) => (main === undefined ? undefined : loadFile(main) ?? loadIndex(main))) ?? loadIndex(folder);
  };
  const load = (path: string): string | undefined => (path === '' ? undefined : loadFile(path)) ?? loadFolder(path);

  /** Of a package whose folder is known. `below`: '' or `/path`. */
  const loadIn = (folder: string, below: string): string | undefined => {
    const entries = manifestIn(folder)?.['exports'];
    if (entries !== undefined && entries !== null) return exported(folder, entries, below);
    return below === '' || below === '/' ? loadFolder(folder) : load(joined(folder, below.slice(1)));
  };

  const exported = (folder: string, entries: unknown, below: string): string | undefined => {
    const isTable = isRecord(entries) && Object.keys(entries).every((key) => key.startsWith('.'));
    if (isRecord(entries) && !isTable && Object.keys(entries).some((key) => key.startsWith('.'))) return undefined;
    if (!isTable) return below === '' ? target(folder, entries, undefined, 0) : undefined;
    return matched(entries, `.${below}`, (value, star) => target(folder, value, star, 0));
  };

  /** Where a value of `exports` or `imports` points to. Bare names are packages, and only imports may name them. */
  const target = (folder: string, value: unknown, star: string | undefined, depth: number, isImport = false): string | undefined => {
    if (depth > MAX_TARGETS) return undefined;
    if (Array.isArray(value)) return firstOf(value.slice(0, MAX_TARGETS), (one) => target(folder, one, star, depth + 1, isImport));
    if (isRecord(value)) {
      const chosen = Object.keys(value).filter((key) => CONDITIONS.has(key));
      return firstOf(chosen, (key) => target(folder, value[key], star, depth + 1, isImport));
    }
    if (typeof value !== 'string') return undefined;
    const path = star === undefined ? value : value.endsWith('/') && !value.includes('*') ? value + star : value.replaceAll('*', () => star);
    if (path.length > MAX_PATH) return undefined;
    if (path.startsWith('./')) return leadsAstray.test(path.slice(2)) ? undefined : load(joined(folder, plain(path.slice(2))));
    return isImport && !/^(?:\.\.\/|\/)/.test(path) ? loadPackage(folder, path) : undefined;
  };

  const loadImport = (folder: string, specifier: string): string | undefined => {
    const scope = scopeOf(folder);
    const table = scope?.manifest['imports'];
    return scope && isRecord(table) && specifier !== '#'
      ? matched(table, specifier, (value, star) => target(scope.folder, value, star, 0, true))
      : undefined;
  };

  const loadPackage = (folder: string, specifier: string): string | undefined => {
    const name = packageIn(specifier);
    if (name === undefined || specifier.length > MAX_PATH) return undefined;
    const below = plainBelow(specifier.slice(name.length));
    if (below === undefined) return undefined;
    const scope = scopeOf(folder);
    const own = scope?.manifest['exports'];
    if (scope && scope.manifest['name'] === name && own !== undefined && own !== null) return exported(scope.folder, own, below);
    for (const above of foldersUp(folder)) {
      const found = files.standing(joined(above, `node_modules/${name}`));
      // A link out of node_modules is a package of the workspace; anything else is somebody else's.
      if (found?.kind === 'folder') return isInstalled(found.path) ? undefined : loadIn(found.path, below);
    }
    return undefined;
  };

  return { load, loadFolder, loadPackage, loadImport };
}

export const isInstalled = (path: string): boolean => /(?:^|\/)node_modules(?:\/|$)/.test(path);

/** As Linux and macOS know it. */
export const MAX_PATH = 4096;

const firstOf = <T, R>(items: readonly T[], ask: (item: T) => R | undefined): R | undefined => {
  for (const item of items) {
    const answer = ask(item);
    if (answer !== undefined) return answer;
  }
  return undefined;
};

/** The exact key, else the pattern with the longest beginning. */
function matched<R>(table: Json, key: string, use: (value: unknown, star: string | undefined) => R | undefined): R | undefined {
  if (Object.hasOwn(table, key) && !key.includes('*') && !key.endsWith('/')) return use(table[key], undefined);
  let best: { readonly pattern: string; readonly length: number; readonly star: string } | undefined;
  for (const pattern of Object.keys(table)) {
    const cut = pattern.indexOf('*');
    const [before, after] = cut < 0 ? [pattern, ''] : [pattern.slice(0, cut), pattern.slice(cut + 1)];
    if ((cut < 0 && !pattern.endsWith('/')) || after.includes('*')) continue;
    if (!key.startsWith(before) || !key.endsWith(after) || key.length < before.length + after.length || key === before) continue;
    const isLonger = (one: NonNullable<typeof best>): boolean =>
      before.length > one.length || (before.length === one.length && pattern.length > one.pattern.length);
    if (best === undefined || isLonger(best))
      best = { pattern, length: before.length, star: key.slice(before.length, key.length - after.length) };
  }
  return best && use(table[best.pattern], best.star);
}

/** Targets stay in their package. */
const leadsAstray = /(?:^|\/)(?:\.\.?|node_modules)(?:\/|$)/i;

const packageIn = (specifier: string): string | undefined => /^(?:@[^/]+\/[^/]+|[^/@.][^/]*)(?=\/|$)/.exec(specifier)?.[0];

/** `/a/./b` → `/a/b`; undefined for what leaves the package. */
function plainBelow(below: string): string | undefined {
  if (below === '' || below === '/') return below;
  const path = within('', below.slice(1));
  return path === undefined ? undefined : `/${path}`;
}

const plain = (path: string): string => path.split('/').filter((part) => part !== '' && part !== '.').join('/');

/** A path as written in a folder → relative to the root; undefined when it leaves the root. */
export function within(folder: string, written: string): string | undefined {
  if (written.length > MAX_PATH) return undefined;
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of written.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

export const joined = (folder: string, name: string): string => (folder === '' ? name : name === '' ? folder : `${folder}/${name}`);

const isRecord = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

function recordIn(text: string | undefined): Json {
  try {
    const json: unknown = JSON.parse((text ?? '{}').replace(/^\uFEFF/, ''));
    return isRecord(json) ? json : {};
  } catch {
    return {};
  }
}
