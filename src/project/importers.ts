// Who imports a file, and does client code among them? → the chain of imports from a client entry down to the file.
// Asked only for files in which a key was found. Edges are read from the text; type-only imports, server-only modules
// and pages whose server half a framework cuts out end a chain.

import { clientHooks, clientModules, serverModules, serverNames } from '../models/runtimes.ts';
import type { Place } from '../source/file.ts';
import { isCode, languageOf } from '../source/language.ts';
import { sourceFileOf } from '../source/source-file-of.ts';
import type { Resolve } from './resolution.ts';

export interface ImporterDisk {
  readFile(path: string): string | undefined;
  readonly resolve: Resolve;
  /** Code files of the run, relative to the root. */
  files(): readonly string[];
}

interface Edge { readonly from: string; readonly start: number; readonly end: number }
interface Node { readonly importers: Edge[]; side: 'client' | 'server' | 'unknown' }

const MAX_FILES = 20_000;
const MAX_TEXT = 500_000;
const MAX_CHAIN = 16;

export function clientChainsOf(disk: ImporterDisk): (path: string) => readonly Place[] | undefined {
  let graph: Map<string, Node> | undefined;
  return (path) => {
    graph ??= graphOf(disk);
    return chainTo(path, graph, disk);
  };
}

// ---- the graph ----

function graphOf({ readFile, resolve, files }: ImporterDisk): Map<string, Node> {
  const graph = new Map<string, Node>();
  const nodeAt = (path: string): Node => {
    const node = graph.get(path) ?? { importers: [], side: 'unknown' as const };
    graph.set(path, node);
    return node;
  };
  for (const path of files().slice(0, MAX_FILES)) {
    const language = languageOf(path);
    if (!language || !isCode(language) || language === 'dts' || sourceFileOf(path, '').role !== 'production') continue;
    const text = readFile(path);
    if (text === undefined || text.length > MAX_TEXT) continue;
    const imports = importsIn(text);
    nodeAt(path).side = sideOf(path, text, imports);
    for (const { specifier, start, end } of imports) {
      const target = mayBeOwn(specifier) ? resolve(path, specifier) : undefined;
      if (target !== undefined && target !== path) nodeAt(target).importers.push({ from: path, start, end });
    }
  }
  return graph;
}

interface Import { readonly specifier: string; readonly start: number; readonly end: number; readonly clause: string }

const STATEMENT = /\b(?:import|export)\b(?!\s+type\b)([^'"`;]{0,2000}?)\bfrom\s{0,20}['"]([^'"\n]{1,300})['"]|\bimport\s{0,20}\(?\s{0,20}['"]([^'"\n]{1,300})['"]|\brequire\s{0,5}\(\s{0,20}['"]([^'"\n]{1,300})['"]/g;

function importsIn(text: string): readonly Import[] {
  return [...text.matchAll(STATEMENT)].flatMap((match): Import[] => {
    const specifier = match[2] ?? match[3] ?? match[4];
    const clause = match[1] ?? '';
    // `import { type A, type B }` leaves nothing at run time.
    const onlyTypes = /^\s*\{/.test(clause) && clause.replace(/[{}\s]/g, ' ').split(',').every((one) => one.trim() === '' || one.trim().startsWith('type '));
    return specifier === undefined || onlyTypes ? [] : [{ specifier, clause, start: match.index, end: match.index + match[0].length }];
  });
}

/** Bare names of outside packages are not worth a look at the disk, save what may be a path alias or a workspace. */
const mayBeOwn = (specifier: string): boolean => !clientModules.has(specifier) && !serverModules.has(specifier) && !specifier.startsWith('node:') && specifier !== 'react';

/** What a page does on the server, and its framework leaves out of the client: their imports prove nothing. */
const SERVER_HALVES = /\bexport\s+(?:const|async\s+function|function)\s+(?:getServerSideProps|getStaticProps|getStaticPaths|loader|action|load|actions)\b/;

function sideOf(path: string, text: string, imports: readonly Import[]): Node['side'] {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const directive = /^(?:\s|\/\/[^\n]*\n|\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\/)*['"]use (client|server)['"]/.exec(text.slice(0, 4000))?.[1];
  if (directive === 'client') return 'client';
  if (directive === 'server' || serverNames.test(name) || SERVER_HALVES.test(text)) return 'server';
  if (imports.some(({ specifier }) => specifier.startsWith('node:') || serverModules.has(specifier))) return 'server';
  const isClient = imports.some(({ specifier, clause }) => clientModules.has(specifier) || (specifier === 'react' && [...clientHooks].some((hook) => new RegExp(`\\b${hook}\\b`).test(clause))));
  return isClient || /\.(?:vue|svelte)$/.test(name) ? 'client' : 'unknown';
}

// ---- the way from a client file ----

function chainTo(path: string, graph: Map<string, Node>, { readFile }: ImporterDisk): readonly Place[] | undefined {
  const cameBy = new Map<string, { readonly edge: Edge; readonly to: string } | undefined>([[path, undefined]]);
  let wave: readonly string[] = [path];
  for (let step = 0; step < MAX_CHAIN && wave.length > 0; step++) {
    const next: string[] = [];
    for (const to of wave) for (const edge of graph.get(to)?.importers ?? []) {
      if (cameBy.has(edge.from)) continue;
      const side = graph.get(edge.from)?.side;
      if (side === 'server') continue;
      cameBy.set(edge.from, { edge, to });
      if (side === 'client') return placesFrom(edge.from, cameBy, readFile);
      next.push(edge.from);
    }
    wave = next.sort();
  }
  return undefined;
}

function placesFrom(entry: string, cameBy: ReadonlyMap<string, { readonly edge: Edge; readonly to: string } | undefined>, readFile: ImporterDisk['readFile']): readonly Place[] {
  const places: Place[] = [];
  for (let at = cameBy.get(entry); at; at = cameBy.get(at.to)) {
    const { from, start, end } = at.edge;
    places.push({ file: sourceFileOf(from, readFile(from) ?? ''), start, end });
  }
  return places;
}
