// Who imports a file, and does client code among them? → the chain of imports from a client entry down to the file.
// Asked only for files in which a key was found. Edges are read from the text; type-only imports, server-only modules
// and pages whose server half a framework cuts out end a chain.

import {
  clientHooks, clientModules, clientNames, hookModules, nestNames, pageNames, serverModules, serverNames, serviceWorkerNames,
} from '../models/places/runtimes.ts';
import { noteCut } from '../values/work.ts';
import type { Place } from '../source/file.ts';
import { isCode, languageOf } from '../source/language.ts';
import { defaultMaxFileSize } from '../source/size-limits.ts';
import { sourceFileOf } from '../source/source-file-of.ts';
import type { Resolve } from './resolution.ts';

export interface ImporterDisk {
  readFile(path: string): string | undefined;
  readonly resolve: Resolve;
  /** Code files of the run, relative to the root. */
  files(): readonly string[];
  /** Is the file production code? */
  ships(path: string): boolean;
  /** What the configuration says. */
  sideOf(path: string): 'client' | 'server' | undefined;
}

/** `names`: what the importer takes, undefined for all of it; `handsOn`: a re-export, which uses nothing itself. */
interface Edge {
  readonly from: string;
  readonly start: number;
  readonly end: number;
  readonly names: ReadonlyMap<string, string> | undefined;
  readonly handsOn: boolean;
}
interface Node { readonly importers: Edge[]; side: 'client' | 'server' | 'unknown' }

/** Files whose imports are read; where there are more, whoever asks is told that the answer is cut short. */
export const MAX_FILES = 100_000;
/** What is longer is told as too large where it is read for itself. */
const MAX_TEXT = defaultMaxFileSize;
/** A client file that comes a longer way to a key is not found: as far as values are followed, or further. */
const MAX_CHAIN = 16;

export interface Importers {
  /** The imports that lead from a client file down to this one. `taken`: exports that matter; all when left out. */
  clientChain(path: string, taken?: ReadonlySet<string>): readonly Place[] | undefined;
  /** The files that use this one, those included that take it through a barrel. */
  of(path: string): readonly string[];
  /** Which of these files a file of production uses, those included that it takes through barrels; no other file is read. */
  usedBy(path: string, among: Pick<ReadonlySet<string>, 'has'>): readonly string[];
}

export function importersOf(disk: ImporterDisk): Importers {
  let known: Map<string, Node> | undefined;
  let isCut: boolean | undefined;
  const exports = new Map<string, ReadonlySet<string> | undefined>();
  const exported = (path: string): ReadonlySet<string> | undefined => {
    if (!exports.has(path)) {
      const text = disk.readFile(path);
      exports.set(path, text === undefined ? undefined : exportsIn(text));
    }
    return exports.get(path);
  };
  const graph = (): Map<string, Node> => {
    known ??= graphOf(disk);
    isCut ??= disk.files().length > MAX_FILES;
    if (isCut) noteCut();
    return known;
  };
  const imports = new Map<string, readonly OwnImport[]>();
  const importsAt = (path: string): readonly OwnImport[] => {
    const own = imports.get(path) ?? importsOf(path, disk);
    imports.set(path, own);
    return own;
  };
  return {
    clientChain: (path, taken) => chainTo({ path, names: taken ?? exported(path) }, graph(), exported, disk),
    of: (path) => usersOf(path, graph()),
    usedBy: (path, among) => usedBy(path, among, importsAt),
  };
}

/** Barrels of barrels. */
const MAX_BARRELS = 4;

function usersOf(path: string, graph: Map<string, Node>): readonly string[] {
  const found = new Set<string>();
  const seen = new Set([path]);
  let wave = [path];
  for (let step = 0; step <= MAX_BARRELS && wave.length > 0; step++) {
    const edges = wave.flatMap((one) => graph.get(one)?.importers ?? []);
    for (const { from } of edges) found.add(from);
    wave = edges.filter(({ from, handsOn }) => handsOn && !seen.has(from) && seen.add(from)).map(({ from }) => from);
  }
  return [...found].sort();
}

/** The same from the other end, which needs no graph of all files. */
function usedBy(
  path: string, among: Pick<ReadonlySet<string>, 'has'>, importsAt: (path: string) => readonly OwnImport[],
): readonly string[] {
  const found = new Set<string>();
  const seen = new Set([path]);
  let wave = importsAt(path);
  for (let step = 0; step <= MAX_BARRELS && wave.length > 0; step++) {
    for (const { target } of wave) if (among.has(target)) found.add(target);
    wave = wave.filter(({ target }) => !seen.has(target) && seen.add(target))
      .flatMap(({ target }) => importsAt(target).filter(({ handsOn }) => handsOn));
  }
  return [...found].sort();
}

// ---- the graph ----

function graphOf(disk: ImporterDisk): Map<string, Node> {
  const graph = new Map<string, Node>();
  const nodeAt = (path: string): Node => {
    const node = graph.get(path) ?? { importers: [], side: 'unknown' as const };
    graph.set(path, node);
    return node;
  };
  for (const path of disk.files().slice(0, MAX_FILES)) {
    const text = isRead(path, disk) ? disk.readFile(path) : undefined;
    if (text === undefined || text.length > MAX_TEXT) continue;
    const imports = [...importsIn(text), ...(pageNames.test(path) ? scriptsIn(text) : [])];
    nodeAt(path).side = disk.sideOf(path) ?? signOf(path, text, imports);
    for (const { target, ...own } of ownImports(path, text, imports, disk.resolve)) nodeAt(target).importers.push({ ...own, from: path });
  }
  return graph;
}

function importsOf(path: string, disk: ImporterDisk): readonly OwnImport[] {
  const text = isRead(path, disk) ? disk.readFile(path) : undefined;
  return text === undefined || text.length > MAX_TEXT ? [] : ownImports(path, text, importsIn(text), disk.resolve);
}

function isRead(path: string, { ships }: ImporterDisk): boolean {
  const language = languageOf(path);
  return language !== undefined && isCode(language) && language !== 'dts' && ships(path);
}

/** Of one file of the project, at the file that it names. */
interface OwnImport extends Omit<Edge, 'from'> { readonly target: string }

const ownImports = (path: string, text: string, imports: readonly Import[], resolve: Resolve): OwnImport[] =>
  imports.flatMap(({ specifier, start, end, clause }) => {
    const target = mayBeOwn(specifier) ? resolve(path, specifier) : undefined;
    const isOther = target !== undefined && target !== path;
    return isOther ? [{ target, start, end, names: namesIn(clause), handsOn: text.startsWith('export', start) }] : [];
  });

interface Import { readonly specifier: string; readonly start: number; readonly end: number; readonly clause: string }

const STATEMENT =
  /\b(?:import|export)\b(?!\s+type\b)([^'"`;]{0,2000}?)\bfrom\s{0,20}['"]([^'"\n]{1,300})['"]|\bimport\s{0,20}\(?\s{0,20}['"]([^'"\n]{1,300})['"]|\brequire\s{0,5}\(\s{0,20}['"]([^'"\n]{1,300})['"]/g;

function importsIn(text: string): readonly Import[] {
  return [...text.matchAll(STATEMENT)].flatMap((match): Import[] => {
    const specifier = match[2] ?? match[3] ?? match[4];
    const clause = match[1] ?? '';
    // `import { type A, type B }` leaves nothing at run time.
    const onlyTypes =
      /^\s*\{/.test(clause) &&
      clause
        .replace(/[{}\s]/g, ' ')
        .split(',')
        .every((one) => one.trim() === '' || one.trim().startsWith('type '));
    return specifier === undefined || onlyTypes ? [] : [{ specifier, clause, start: match.index, end: match.index + match[0].length }];
  });
}

const SCRIPT = /<script\b[^<>]{0,500}?\bsrc\s{0,5}=\s{0,5}["']([^"'\s]{1,300})["']/gi;

/** `<script src="/src/main.ts">`: seen from the folder of the page. */
const scriptsIn = (text: string): readonly Import[] =>
  [...text.matchAll(SCRIPT)].flatMap((match): Import[] => {
    const source = match[1] ?? '';
    if (/^(?:\w+:|\/\/)/.test(source)) return [];
    const specifier = source.startsWith('.') ? source : `./${source.replace(/^\/+/, '')}`;
    return [{ specifier, clause: '*', start: match.index, end: match.index + match[0].length }];
  });

/** Bare names of outside packages are not worth a look at the disk, save what may be a path alias or a workspace. */
const mayBeOwn = (specifier: string): boolean =>
  !clientModules.has(specifier) && !serverModules.has(specifier) && !specifier.startsWith('node:') && !hookModules.has(specifier);

/** What a page does on the server, and its framework leaves out of the client: their imports prove nothing. */
const SERVER_HALVES = new RegExp(
  [
    String.raw`\bexport\s+(?:const|async\s+function|function)\s+(?:getServerSideProps|getStaticProps|getStaticPaths|generateMetadata|generateStaticParams|loader|action|load|actions)\b`,
    String.raw`\b(?:createServerFn|createServerFileRoute|routeLoader\$|routeAction\$|server\$)\(`,
    String.raw`^[ \t]{0,80}['"]use server['"]`,
  ].join('|'),
  'm',
);

function signOf(path: string, text: string, imports: readonly Import[]): Node['side'] {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const directive = /^(?:\s|\/\/[^\n]*\n|\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\/)*['"]use (client|server)['"]/.exec(text.slice(0, 4000))?.[1];
  if (directive === 'client') return 'client';
  if (directive === 'server' || serverNames.test(name) || SERVER_HALVES.test(text)) return 'server';
  const isOfClient = imports.some(({ specifier }) => clientModules.has(specifier));
  if (nestNames.test(name) && !isOfClient) return 'server';
  if (imports.some(({ specifier }) => specifier.startsWith('node:') || serverModules.has(specifier))) return 'server';
  const isClient = isOfClient || imports.some(
    ({ specifier, clause }) => hookModules.has(specifier) && [...clientHooks].some((hook) => new RegExp(`\\b${hook}\\b`).test(clause)),
  );
  const isNamedSo = /\.(?:vue|svelte)$/.test(name) || [pageNames, clientNames, serviceWorkerNames].some((names) => names.test(path));
  return isClient || isNamedSo ? 'client' : 'unknown';
}

/** `{ a, b as c }` → a → a, b → c. A default import takes `default`; a namespace, a star or a call takes everything. */
function namesIn(clause: string): ReadonlyMap<string, string> | undefined {
  const list = /\{([^{}]*)\}/.exec(clause)?.[1];
  const outside = clause.replace(/\{[^{}]*\}/, '').replace(/,/g, ' ').trim();
  if (outside.includes('*') || (list === undefined && outside === '')) return undefined;
  const names = new Map<string, string>(outside === '' ? [] : [['default', outside]]);
  for (const one of (list ?? '').split(',')) {
    const [name, as] = one.trim().split(/(?<!\s)\s+as\s+/);
    if (name !== undefined && name !== '' && !name.startsWith('type ')) names.set(name, as ?? name);
  }
  return names;
}

const DECLARED =
  /\bexport\s{1,20}(?:default\b|(?:(?:declare|abstract|async)\s{1,20}){0,3}(?:const|let|var|function\*?|class|enum)\s{1,20}([\w$]+))|\bexport\s{0,20}\{([^}]{0,5000})\}(?!\s{0,20}from)/g;

/** Names that a file declares for export itself; undefined for CommonJS, where anything may be. */
function exportsIn(text: string): ReadonlySet<string> | undefined {
  if (/\bmodule\.exports\b|\bexports\./.test(text)) return undefined;
  const names = new Set<string>();
  for (const [, name, list] of text.matchAll(DECLARED)) {
    if (list !== undefined) for (const one of list.split(',')) names.add(one.trim().split(/(?<!\s)\s+as\s+/).at(-1) ?? '');
    else names.add(name ?? 'default');
  }
  return names;
}

// ---- the way from a client file ----

interface Stop {
  readonly path: string;
  /** Exports through which the key may be reached; undefined for all. */ readonly names: ReadonlySet<string> | undefined;
}

function chainTo(
  start: Stop,
  graph: Map<string, Node>,
  exported: (file: string) => ReadonlySet<string> | undefined,
  { readFile }: ImporterDisk,
): readonly Place[] | undefined {
  const cameBy = new Map<string, { readonly edge: Edge; readonly to: string } | undefined>([[start.path, undefined]]);
  let wave: readonly Stop[] = [start];
  for (let step = 0; step < MAX_CHAIN && wave.length > 0; step++) {
    const next: Stop[] = [];
    for (const { path: to, names } of wave) for (const edge of graph.get(to)?.importers ?? []) {
      const taken = takenBy(edge, names);
      if (cameBy.has(edge.from) || taken === 'nothing') continue;
      const side = graph.get(edge.from)?.side;
      if (side === 'server') continue;
      cameBy.set(edge.from, { edge, to });
      if (side === 'client') return placesFrom(edge.from, cameBy, readFile);
      // A barrel hands on just these names; a file that uses them may do so in anything it exports.
      next.push({ path: edge.from, names: edge.handsOn ? taken : exported(edge.from) });
    }
    wave = next.sort((a, b) => (a.path < b.path ? -1 : 1));
  }
  return undefined;
}

/** Which of the names an importer takes, under the names it gives them. */
function takenBy({ names: wanted }: Edge, names: ReadonlySet<string> | undefined): ReadonlySet<string> | undefined | 'nothing' {
  if (wanted === undefined) return names;
  const taken = new Set([...wanted].flatMap(([name, as]) => (names === undefined || names.has(name) ? [as] : [])));
  return taken.size === 0 ? 'nothing' : taken;
}

function placesFrom(
  entry: string,
  cameBy: ReadonlyMap<string, { readonly edge: Edge; readonly to: string } | undefined>,
  readFile: ImporterDisk['readFile'],
): readonly Place[] {
  const places: Place[] = [];
  for (let at = cameBy.get(entry); at; at = cameBy.get(at.to)) {
    const { from, start, end } = at.edge;
    places.push({ file: sourceFileOf(from, readFile(from) ?? ''), start, end });
  }
  return places;
}
