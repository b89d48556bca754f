// A file → the paths that its tsconfig gives a specifier. The nearest tsconfig.json that takes the file in, itself or by one of
// its references; with everything it extends. Read through the guarded files of the root, nothing above it; every circle
// ends, and what is extended and can't be had adds nothing: most often it is a package that is not installed where this runs,
// and what this tsconfig says itself still holds.
// Leaves alone: plugins and every option but those that name files.

import { foldersUp } from '../source/inside.ts';
import type { RootFiles } from '../source/root-files.ts';
import { fits, wildcardsOf, type Wildcards } from '../source/wildcards.ts';
import { dataOf, parseJsonTree } from '../syntax/json-tree.ts';
import { MAX_PATH, joined, within, type ModuleFiles } from './module-files.ts';

export interface TsPaths {
  /** Where a specifier may lead, in this order; relative to the root, files or folders. */
  candidates(from: string, specifier: string): readonly string[];
}

/** A chain of extends, or a file that is extended more than once, is read to here. */
export const MAX_EXTENDS = 32;
/** Of one configuration, so that a file asks for a bounded number. */
export const MAX_REFERENCES = 200;
export const MAX_PATTERNS = 500;
/** Comparisons of files with patterns in one run; beyond them the nearest tsconfig.json holds. */
export const MAX_COMPARED = 50_000_000;

type Json = Readonly<Record<string, unknown>>;

/** Undefined where neither it nor what it extends says it. Patterns and paths are relative to the root. */
interface Said {
  readonly files?: readonly string[] | undefined;
  readonly include?: readonly string[] | undefined;
  readonly exclude?: readonly string[] | undefined;
  readonly baseUrl?: string | undefined;
  readonly paths?: { readonly folder: string; readonly table: Json } | undefined;
  readonly rootDirs?: readonly string[] | undefined;
  readonly allowJs?: boolean | undefined;
}

interface Config {
  readonly folder: string;
  readonly said: Said;
  readonly include: readonly Wildcards[] | undefined;
  readonly exclude: readonly Wildcards[];
  /** The patterns, those with the longest beginning first. */
  readonly patterns: readonly (readonly [before: string, after: string, targets: readonly string[]])[];
  readonly references: readonly string[];
}

/** `inWorkspace`: the path of what a specifier names in a package that lives in this repository. */
export function tsPathsIn(files: RootFiles, modules: ModuleFiles, inWorkspace: (specifier: string) => string | undefined): TsPaths {
  const texts = new Map<string, Json | undefined>();
  const configs = new Map<string, Config | undefined>();
  const owners = new Map<string, Config | undefined>();
  let left = MAX_COMPARED;
  const count = (steps: number): void => void (left -= steps);

  const jsonAt = (path: string): Json | undefined => {
    if (!texts.has(path)) texts.set(path, files.standing(path)?.kind === 'file' ? recordIn(files.readFile(path)) : undefined);
    return texts.get(path);
  };

  /** What a file says, laid over what it extends. `leaf` is the folder that `${configDir}` means. */
  const saidAt = (path: string, leaf: string, open: ReadonlySet<string>, budget: { left: number }): Said | undefined => {
    const json = open.has(path) || budget.left-- <= 0 ? undefined : jsonAt(path);
    if (json === undefined) return undefined;
    const folder = folderOf(path);
    const inner = new Set([...open, path]);
    const bases = textsIn(json['extends'], true).slice(0, MAX_EXTENDS).flatMap((specifier) => extendedFrom(folder, specifier) ?? []);
    const below = bases.map((base) => saidAt(base, leaf, inner, budget));
    return [...below, saidIn(json, folder, leaf)].reduce<Said>((all, said) => ({ ...all, ...defined(said) }), {});
  };

  const extendedFrom = (folder: string, specifier: string): string | undefined => {
    if (specifier.startsWith('.')) {
      const path = within(folder, specifier);
      return path === undefined ? undefined : configFile(path);
    }
    return specifier.startsWith('/') ? undefined : installedConfig(folder, specifier);
  };
  const configFile = (path: string): string | undefined =>
    [path, `${path}.json`, joined(path, 'tsconfig.json')].find((one) => files.standing(one)?.kind === 'file');
  /** Shared settings in a package: of the workspace, or installed. They are read like any file of the root. */
  const installedConfig = (folder: string, specifier: string): string | undefined => {
    for (const above of foldersUp(folder)) {
      const path = within(above, `node_modules/${specifier}`);
      const found = path === undefined ? undefined : configFile(path);
      if (found !== undefined) return found;
    }
    const own = inWorkspace(specifier);
    return modules.loadPackage(folder, specifier) ?? (own === undefined ? undefined : configFile(own));
  };

  const configAt = (path: string): Config | undefined => {
    if (configs.has(path)) return configs.get(path);
    configs.set(path, undefined);
    const said = saidAt(path, folderOf(path), new Set(), { left: MAX_EXTENDS });
    const config = said && configOf(path, said, jsonAt(path));
    configs.set(path, config);
    return config;
  };

  const isIncluded = ({ folder, said, include, exclude }: Config, file: string): boolean => {
    if (said.files?.includes(file) === true) return true;
    const extension = /[^/]\.([^./]+)$/.exec(file)?.[1];
    if (extension === undefined || (SCRIPTS.has(extension) && said.allowJs !== true)) return false;
    if (left < 0) return true;
    const segments = file.split('/');
    const isIn = include
      ? include.some((pattern) => (!pattern.isOpen || TYPED.has(extension) || SCRIPTS.has(extension)) && fits(pattern, segments, count))
      : said.files === undefined && isBelow(folder, file) && (TYPED.has(extension) || SCRIPTS.has(extension));
    return isIn && !exclude.some((pattern) => fits(pattern, segments, count));
  };

  /** The tsconfig that a file belongs to. None: the compiler would treat it without any paths. */
  const ownerOf = (file: string): Config | undefined => {
    for (const folder of foldersUp(folderOf(file))) {
      const config = configAt(joined(folder, 'tsconfig.json'));
      const all = config ? [...referencedBy(config), config] : [];
      const owner = all.find((one) => isIncluded(one, file));
      if (owner) return owner;
    }
    return undefined;
  };
  const referencedBy = ({ references }: Config): readonly Config[] =>
    references.flatMap((path) => {
      const file = configFile(path);
      const config = file === undefined ? undefined : configAt(file);
      return config ? [config] : [];
    });

  return {
    candidates(from, specifier) {
      if (!owners.has(from)) owners.set(from, ownerOf(from));
      const owner = owners.get(from);
      if (owner === undefined || specifier.length > MAX_PATH) return [];
      return specifier.startsWith('.') ? acrossRoots(owner, folderOf(from), specifier) : aliased(owner, specifier);
    },
  };
}

const TYPED: ReadonlySet<string> = new Set(['ts', 'tsx', 'mts', 'cts']);
const SCRIPTS: ReadonlySet<string> = new Set(['js', 'jsx', 'mjs', 'cjs']);

function saidIn(json: Json, folder: string, leaf: string): Said {
  const options = isRecord(json['compilerOptions']) ? json['compilerOptions'] : {};
  const placed = (written: string): string | undefined => placedIn(folder, leaf, written);
  const list = (value: unknown): readonly string[] | undefined =>
    Array.isArray(value) ? textsIn(value).slice(0, MAX_PATTERNS).flatMap((one) => placed(one) ?? []) : undefined;
  const baseUrl = options['baseUrl'];
  return {
    files: list(json['files']),
    include: list(json['include']),
    exclude: list(json['exclude']),
    baseUrl: typeof baseUrl === 'string' ? placed(baseUrl) : undefined,
    paths: isRecord(options['paths']) ? { folder, table: options['paths'] } : undefined,
    rootDirs: list(options['rootDirs']),
    allowJs: typeof options['allowJs'] === 'boolean' ? options['allowJs'] : undefined,
  };
}

const CONFIG_DIR = '${configDir}';

const placedIn = (folder: string, leaf: string, written: string): string | undefined =>
  written.startsWith(CONFIG_DIR) ? within(leaf, written.slice(CONFIG_DIR.length)) : written.startsWith('/') ? undefined : within(folder, written);

function configOf(path: string, said: Said, json: Json | undefined): Config {
  const folder = folderOf(path);
  const base = said.baseUrl ?? said.paths?.folder ?? folder;
  const listed = Array.isArray(json?.['references']) ? json['references'].slice(0, MAX_REFERENCES) : [];
  const table = Object.entries(said.paths?.table ?? {}).slice(0, MAX_PATTERNS);
  return {
    folder,
    said,
    include: said.include?.flatMap(patternOf),
    exclude: (said.exclude ?? []).flatMap(patternOf),
    patterns: table
      .map(([key, targets]) => {
        const cut = key.indexOf('*');
        const places = textsIn(targets).slice(0, MAX_EXTENDS).flatMap((one) => placedIn(base, folder, one) ?? []);
        return cut < 0 ? ([key, undefined, places] as const) : ([key.slice(0, cut), key.slice(cut + 1), places] as const);
      })
      // What has no star must fit whole, and comes before all that has one.
      .sort(([a, afterA], [b, afterB]) => Number(afterA !== undefined) - Number(afterB !== undefined) || b.length - a.length)
      .map(([before, after, places]) => [before, after ?? EXACT, places] as const),
    references: listed.flatMap((one) => (isRecord(one) && typeof one['path'] === 'string' ? (within(folder, one['path']) ?? []) : [])),
  };
}

/** Stands in no specifier. */
const EXACT = '\0';

/** A folder means all that is in it. */
function patternOf(written: string): Wildcards[] {
  const last = written.slice(written.lastIndexOf('/') + 1);
  const pattern = wildcardsOf((/[.*?]/.test(last) ? written : joined(written, '**/*')).replace(/[[\]\\]/g, '\\$&'));
  return pattern ? [pattern] : [];
}

const isBelow = (folder: string, file: string): boolean => folder === '' || file.startsWith(`${folder}/`);

function aliased({ said, patterns }: Config, specifier: string): readonly string[] {
  const found = patterns.find(([before, after]) =>
    after === EXACT
      ? specifier === before
      : specifier.startsWith(before) && specifier.endsWith(after) && specifier.length >= before.length + after.length);
  const [before = '', after = '', targets = []] = found ?? [];
  const star = after === EXACT ? '' : specifier.slice(before.length, specifier.length - after.length);
  const base = said.baseUrl === undefined || specifier.startsWith('/') ? undefined : within(said.baseUrl, specifier);
  const places = targets.flatMap((target) => within('', target.replace('*', () => star)) ?? []);
  return base === undefined ? places : [...places, base];
}

/** `rootDirs`: folders that the build lays over each other. */
function acrossRoots({ said: { rootDirs = [] } }: Config, folder: string, specifier: string): readonly string[] {
  const path = within(folder, specifier);
  const root = path === undefined ? undefined : rootDirs.filter((one) => isBelow(one, path)).sort((a, b) => b.length - a.length)[0];
  if (path === undefined || root === undefined) return [];
  const below = root === '' ? path : path.slice(root.length + 1);
  return [path, ...rootDirs.filter((one) => one !== root).map((one) => joined(one, below))];
}

const folderOf = (path: string): string => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '');
const isRecord = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

const textsIn = (value: unknown, single = false): readonly string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : single && typeof value === 'string' ? [value] : [];

const defined = (said: Said | undefined): Said =>
  Object.fromEntries(Object.entries(said ?? {}).filter(([, value]) => value !== undefined));

/** Comments and trailing commas are usual. One that is broken says nothing. */
function recordIn(text: string | undefined): Json | undefined {
  if (text === undefined) return undefined;
  const tree = parseJsonTree(text.replace(/^\uFEFF/, ''));
  const data = tree.ok ? dataOf(tree.root) : {};
  return isRecord(data) ? data : {};
}
