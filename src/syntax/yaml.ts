// YAML, one or several documents → ConfigDocument. Aliases and merge keys are resolved: the path is that of the use, the
// place is that of the anchor's text. An unknown tag (`!Ref`, `!vault`) makes what it stands on unknown.
// Mistakes are told by the library's error code alone, because its messages quote the source.
// The one door to yaml, which is loaded when the first YAML text is met.

import { createRequire } from 'node:module';
import type { Alias, Document, Node, Pair, ParsedNode, Scalar, YAMLMap } from 'yaml';
import {
  addEntry, addProblemOnce, bounds, nameOf, newDraft, tooDeep, type ConfigComment, type ConfigDocument, type ConfigDraft,
} from './config-document.ts';
import { hasTemplate, isAllPairLines, isMasked, maskTemplates, readPairLines } from './yaml-templates.ts';

type Yaml = typeof import('yaml');
let loaded: Yaml | undefined;
const yaml = (): Yaml => (loaded ??= createRequire(import.meta.url)('yaml') as Yaml);

export function parseYaml(text: string): ConfigDocument {
  const plain = read(text, text);
  if (!plain.broken && !(plain.oddKeys && hasTemplate(text))) return plain.draft;
  if (plain.tooDeep) return plain.draft;
  if (!hasTemplate(text)) return plain.draft.entries.length > 0 ? plain.draft : { ...readPairLines(text), problems: plain.draft.problems };
  const masked = read(text, maskTemplates(text));
  if (!masked.broken) return masked.draft;
  const message = 'YAML: a template that is no YAML by itself; read line by line.';
  return { ...readPairLines(text), problems: [{ message, start: 0, ...(isAllPairLines(text) && { harmless: true }) }] };
}

interface Reading {
  readonly draft: ConfigDraft;
  /** The parser found mistakes. */
  broken: boolean;
  /** A key that is a mapping: `{{ x }}` read as YAML. */
  oddKeys: boolean;
  tooDeep: boolean;
}

/** `parsed` is `text`, perhaps masked; values come from `text`. */
function read(text: string, parsed: string): Reading {
  const reading: Reading = { draft: newDraft(), broken: false, oddKeys: false, tooDeep: false };
  try {
    for (const document of documentsOf(text, parsed, reading.draft)) {
      noteErrors(document, reading);
      if (document.contents) visitAll(text, document.contents, reading);
    }
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error;
    reading.broken = reading.tooDeep = true;
    addProblemOnce(reading.draft, tooDeep, 0);
  }
  return reading;
}

class TooDeep extends Error {}

function* documentsOf(text: string, parsed: string, draft: ConfigDraft): Generator<Document.Parsed> {
  const { Composer, Parser } = yaml();
  const options = { prettyErrors: false, uniqueKeys: false, logLevel: 'silent', resolveKnownTags: false } as const;
  const parser = new Parser();
  yield* new Composer(options).compose(tokensOf(parser, text, parsed, draft));
}

/** The tokens, noting comments on the way: nodes keep a comment's text but not its place. */
function* tokensOf(parser: InstanceType<Yaml['Parser']>, text: string, parsed: string, draft: ConfigDraft) {
  let at = 0;
  let previous = '';
  for (const lexeme of new (yaml().Lexer)().lex(parsed)) {
    const isControl = lexeme === '\x02' || lexeme === '\x18' || lexeme === '\x1f';
    // \x1f announces a scalar, so a `#` that follows it belongs to a value.
    if (lexeme.startsWith('#') && previous !== '\x1f') draft.comments.push(commentAt(text, at, lexeme.length));
    if (!isControl) at += lexeme.length;
    previous = lexeme;
    yield* parser.next(lexeme);
    // The parser keeps a stack of its own, the composer after it recurses: see nestsTooDeep.
    if (parser.stack.length > bounds.depth * 3) throw new TooDeep();
  }
  yield* parser.end();
}

const commentAt = (text: string, start: number, length: number): ConfigComment =>
  ({ text: text.slice(start + 1, start + length), start, end: start + length });

function noteErrors(document: Document.Parsed, reading: Reading): void {
  for (const error of document.errors.slice(0, 5)) {
    reading.broken = true;
    addProblemOnce(reading.draft, `YAML: ${error.code.toLowerCase().replaceAll('_', ' ')}.`, error.pos[0]);
  }
}

type Path = readonly (string | number)[];
interface Key { readonly keyStart: number; readonly keyEnd: number }
interface Walk {
  readonly text: string;
  readonly reading: Reading;
  readonly anchors: Map<string, Node>;
  /** Nodes left to visit; aliases of aliases multiply, so their uses count. */
  left: number;
}

function visitAll(text: string, contents: ParsedNode, reading: Reading): void {
  const walk: Walk = { text, reading, anchors: new Map(), left: bounds.entries - reading.draft.entries.length };
  visit(contents, [], undefined, false, 0, walk);
}

function visit(node: Node | null, path: Path, key: Key | undefined, unknown: boolean, depth: number, walk: Walk): void {
  if (!node || walk.left-- <= 0) return noteLimit(node, walk);
  if (depth > bounds.depth) return addProblemOnce(walk.reading.draft, tooDeep, startOf(node));
  const { isAlias, isMap, isScalar, isSeq } = yaml();
  if (isAlias(node)) return visitAlias(node, path, key, unknown, depth, walk);
  if ('anchor' in node && typeof node.anchor === 'string') walk.anchors.set(node.anchor, node);
  const hidden = unknown || hasUnknownTag(node);
  if (isScalar(node)) return addScalar(node, path, key, hidden, walk);
  if (isSeq(node)) node.items.forEach((item, index) => visit(item as Node, [...path, index], undefined, hidden, depth + 1, walk));
  else if (isMap(node)) visitMap(node, path, hidden, depth, walk, new Set());
}

function noteLimit(node: Node | null, walk: Walk): void {
  if (node) addProblemOnce(walk.reading.draft, `More than ${bounds.entries} values: the rest is not read.`, startOf(node));
}

const startOf = (node: Node): number => node.range?.[0] ?? 0;

function visitAlias(alias: Alias, path: Path, key: Key | undefined, unknown: boolean, depth: number, walk: Walk): void {
  const target = walk.anchors.get(alias.source);
  if (target) visit(target, path, key, unknown, depth + 1, walk);
  else addUnresolved(alias, path, key, walk);
}

/** `taken`: keys that are nearer and therefore win over this merged mapping. */
function visitMap(map: YAMLMap, path: Path, unknown: boolean, depth: number, walk: Walk, taken: Set<string>): void {
  const last = new Map<string, Pair>();
  for (const pair of map.items) last.set(keyName(pair.key, walk), pair);
  const nearer = new Set([...taken, ...last.keys()]);
  for (const [name, pair] of last) {
    if (name === '<<') visitMerged(pair.value as Node | null, path, unknown, depth + 1, walk, nearer);
    else if (!taken.has(name)) visit(pair.value as Node | null, [...path, name], keyPlace(pair.key, walk), unknown, depth + 1, walk);
  }
}

/** `<<: *base` or `<<: [*first, *second]`; the first of several wins. */
function visitMerged(node: Node | null, path: Path, unknown: boolean, depth: number, walk: Walk, nearer: Set<string>): void {
  const { isAlias, isMap, isSeq } = yaml();
  const target = isAlias(node) ? walk.anchors.get(node.source) : node;
  if (depth > bounds.depth || walk.left-- <= 0 || !target) return;
  if (isSeq(target)) for (const item of target.items) visitMerged(item as Node, path, unknown, depth + 1, walk, nearer);
  if (!isMap(target)) return;
  visitMap(target, path, unknown, depth, walk, nearer);
  for (const pair of target.items) nearer.add(keyName(pair.key, walk));
}

function keyName(key: unknown, walk: Walk): string {
  const { isAlias, isNode, isScalar } = yaml();
  const node = isAlias(key) ? walk.anchors.get(key.source) : key;
  if (isScalar(node)) return typeof node.value === 'string' ? node.value : (node.source ?? '');
  if (isNode(node)) walk.reading.oddKeys = true;
  return '';
}

function keyPlace(key: unknown, walk: Walk): Key | undefined {
  const { isNode, isScalar } = yaml();
  if (isScalar(key)) {
    const { start, end } = contentOf(key, walk.text);
    return { keyStart: start, keyEnd: end };
  }
  return isNode(key) && key.range ? { keyStart: key.range[0], keyEnd: key.range[1] } : undefined;
}

function addScalar(scalar: Scalar, path: Path, key: Key | undefined, unknown: boolean, walk: Walk): void {
  const { start, end } = contentOf(scalar, walk.text);
  const kind = kindOf(scalar.value);
  const decoded = kind === 'text' ? String(scalar.value) : (scalar.source ?? '');
  const masked = isMasked(decoded);
  const added = addEntry(walk.reading.draft, {
    path, name: nameOf(path), kind, value: masked ? walk.text.slice(start, end) : decoded,
    keyStart: key?.keyStart ?? start, keyEnd: key?.keyEnd ?? end, start, end,
    ...(unknown || masked ? { unknown: true } : {}),
  });
  if (!added) walk.left = 0;
}

function addUnresolved(alias: Alias, path: Path, key: Key | undefined, walk: Walk): void {
  const [start, end] = alias.range ?? [0, 0];
  addEntry(walk.reading.draft, {
    path,
    name: nameOf(path),
    kind: 'text',
    value: '',
    keyStart: key?.keyStart ?? start,
    keyEnd: key?.keyEnd ?? end,
    start,
    end,
    unknown: true,
  });
}

const kindOf = (value: unknown): 'text' | 'number' | 'boolean' | 'null' =>
  value === null
    ? 'null'
    : typeof value === 'boolean'
      ? 'boolean'
      : typeof value === 'number' || typeof value === 'bigint'
        ? 'number'
        : 'text';

/** The standard tags (`!!str`) have long names; anything else is an application's own. */
const hasUnknownTag = (node: Node): boolean =>
  'tag' in node && typeof node.tag === 'string' && !node.tag.startsWith('tag:yaml.org,2002:');

/** Place without quotes; of a block scalar, without its header, first indentation and last line break. */
function contentOf(scalar: Scalar, text: string): { start: number; end: number } {
  const [start, end] = scalar.range ?? [0, 0];
  if (scalar.type === 'QUOTE_DOUBLE' || scalar.type === 'QUOTE_SINGLE') return { start: start + 1, end: Math.max(start + 1, end - 1) };
  if (scalar.type !== 'BLOCK_LITERAL' && scalar.type !== 'BLOCK_FOLDED') return { start, end };
  const headerEnd = text.indexOf('\n', start);
  if (headerEnd < 0 || headerEnd >= end) return { start: end, end };
  const body = text.slice(headerEnd + 1, end);
  const content = body.trim();
  const from = headerEnd + 1 + (body.length - body.trimStart().length);
  return { start: from, end: from + content.length };
}
