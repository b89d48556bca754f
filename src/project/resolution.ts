// Specifier + importing file → the file of this project that is meant. ESM, CommonJS, `./x.js` for `x.ts`, index files,
// tsconfig paths with extends, package exports and imports by oxc-resolver; workspace packages also where nothing is
// installed. Never leaves the root, and never enters node_modules: what is installed is not this project's to judge.

import { readFileSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isAbsolute, join, relative, sep } from 'node:path';
import { workspacesOf } from './workspaces.ts';

/** Paths are posix and relative to the root. */
export type Resolve = (from: string, specifier: string) => string | undefined;

const require = createRequire(import.meta.url);
const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.mjs', '.cjs', '.jsx', '.json'];
/** Where a package's source may stand when what its manifest names is built later. */
const SOURCES = ['src/index', 'index', 'src/main', 'lib/index'];

export function resolverIn(root: string): Resolve {
  const known = new Map<string, string | undefined>();
  const realRoot = realOf(root);
  let resolver: import('oxc-resolver').ResolverFactory | undefined;
  let workspaces: ReadonlyMap<string, string> | undefined;

  const load = (): import('oxc-resolver').ResolverFactory => {
    const { ResolverFactory } = require('oxc-resolver') as typeof import('oxc-resolver');
    return new ResolverFactory({
      tsconfig: 'auto',
      extensions: EXTENSIONS,
      conditionNames: ['source', 'node', 'import', 'require', 'types', 'default'],
      mainFields: ['source', 'module', 'main'],
      extensionAlias: { '.js': ['.ts', '.tsx', '.js'], '.mjs': ['.mts', '.mjs'], '.cjs': ['.cts', '.cjs'], '.jsx': ['.tsx', '.jsx'] },
    });
  };

  /** The relative path of a file that is this project's own. */
  const own = (absolute: string | undefined): string | undefined => {
    if (absolute === undefined || realRoot === undefined) return undefined;
    // The resolver has followed links already.
    const path = relative(realRoot, absolute);
    if (path.startsWith('..') || isAbsolute(path) || path.split(sep).includes('node_modules')) return undefined;
    return path.split(sep).join('/');
  };

  const direct = (from: string, specifier: string): string | undefined => {
    if (realRoot === undefined) return undefined;
    try {
      return own((resolver ??= load()).resolveFileSync(join(realRoot, from), specifier).path);
    } catch {
      return undefined;
    }
  };

  const workspace = (from: string, specifier: string): string | undefined => {
    workspaces ??= workspacesOf({ readFile: (path) => textIn(join(root, path)), foldersIn: (path) => foldersIn(join(root, path)) });
    const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0];
    const folder = name === undefined ? undefined : workspaces.get(name);
    if (name === undefined || folder === undefined) return undefined;
    const below = specifier.slice(name.length + 1);
    const entries = below === '' ? [`/`, ...SOURCES.map((one) => `/${one}`)] : [`/${below}`, `/src/${below}`];
    return entries.map((entry) => direct(from, join(realRoot ?? root, folder) + entry)).find(Boolean);
  };

  /** `require('config.json')` with NODE_PATH or a root path set elsewhere. */
  const atRoot = (from: string, specifier: string): string | undefined =>
    /^[\w-]+(?:\/[\w-]+)*\.(?:json|[cm]?js)$/.test(specifier) ? direct(from, `${realRoot ?? root}/${specifier}`) : undefined;

  return (from, specifier) => {
    const isRelative = specifier.startsWith('.');
    const folder = from.includes('/') ? from.slice(0, from.lastIndexOf('/')) : '';
    const key = `${folder}\0${specifier}`;
    if (known.has(key)) return known.get(key);
    const found = direct(from, specifier) ?? (isRelative ? undefined : workspace(from, specifier) ?? atRoot(from, specifier));
    known.set(key, found);
    return found;
  };
}

function realOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

const MAX_BYTES = 1024 * 1024;

function textIn(path: string): string | undefined {
  try {
    return statSync(path).size > MAX_BYTES ? undefined : readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function foldersIn(path: string): readonly string[] {
  try {
    return readdirSync(path, { withFileTypes: true }).filter((one) => one.isDirectory()).map(({ name }) => name).sort();
  } catch {
    return [];
  }
}
