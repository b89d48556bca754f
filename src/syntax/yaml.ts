// YAML, one or several documents → ConfigDocument. Aliases and merge keys are resolved: the path is that of the use, the
// place is that of the anchor's text. An unknown tag (`!Ref`, `!vault`) makes what it stands on unknown.
// Behind a mistake the text is read line by line as well, so that a broken line hides none of the others.
// Mistakes are told by the library's error code alone, because its messages quote the source.

import type { Alias, Document, Node, Pair, ParsedNode, Scalar, YAMLMap } from 'yaml';
import {
  addEmpty, addEntry, addMistake, addProblemOnce, bounds, nameOf, newDraft, tooDeep, tooMany, type ConfigComment, type ConfigDocument,
  type ConfigDraft,
} from './config-document.ts';
import { packageNamed } from './packages.ts';
import { hasTemplate, isAllPairLines, isMasked, maskTemplates, readPairLines } from './yaml-templates.ts';

export function parseYaml(text: string): ConfigDocument {
  const plain = read(text, text);
  const isTemplate = hasTemplate(text);
  if (!plain.broken && !(plain.oddKeys && isTemplate)) return plain.draft;
  if (!isTemplate || plain.tooDeep) return withPairLines(text, plain.draft);
  const masked = read(text, maskTemplates(text));
  if (!masked.broken) return masked.draft;
  const message = 'YAML: a template that is no YAML by itself; read line by line.';
  const problem = { message, start: 0, ...(isAllPairLines(text) && { harmless: true as const }) };
  return { ...readPairLines(text), problems: [problem] };
}

/** What the parser made out, and from the mistake on what looks like a pair on its line. */
function withPairLines(text: string, draft: ConfigDraft): ConfigDocument {
  // A quote that nobody closes is told at the end of what it swallowed.
  const broken = draft.broken ?? 0;
  const start = draft.entries.reduce((first, entry) => (entry.end >= broken - 1 && entry.start < first ? entry.start : first), broken);
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const known = new Set(draft.entries.map(({ keyStart }) => keyStart));
  const noted = new Set(draft.comments.map(({ start }) => start));
  const lines = readPairLines(text);
  for (const comment of lines.comments) if (comment.start >= from && !noted.has(comment.start)) draft.comments.push(comment);
  for (const entry of lines.entries) if (entry.keyStart >= from && !known.has(entry.keyStart) && !addEntry(draft, entry)) break;
  return draft;
}

interface Reading {
  readonly draft: ConfigDraft;
  /** The parser found mistakes. */
  broken: boolean;
  /** A key that is a mapping: `{{ x }}` read as YAML. */
  oddKeys: boolean;
  tooDeep: boolean;
  /** What aliases may still repeat. */
  aliased: number;
}

/** `parsed` is `text`, perhaps masked; values come from `text`. */
function read(text: string, parsed: string): Reading {
  const reading: Reading = { draft: newDraft(), broken: false, oddKeys: false, tooDeep: false, aliased: bounds.aliased };
  try {
    for (const document of documentsOf(text, parsed, reading.draft)) {
      noteErrors(document, reading);
      if (reading.draft.entries.length > 0) reading.draft.starts.push(reading.draft.entries.length);
      if (document.contents) visitAll(text, document.contents, reading);
    }
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error;
    reading.broken = reading.tooDeep = true;
    addProblemOnce(reading.draft, tooDeep, error.at);
  }
  return reading;
}

class TooDeep extends Error {
  at = 0;
}

const tooDeepAt = (at: number): TooDeep => Object.assign(new TooDeep(), { at });

function* documentsOf(text: string, parsed: string, draft: ConfigDraft): Generator<Document.Parsed> {
  const { Composer, Parser } = packageNamed('yaml');
  const options = { prettyErrors: false, uniqueKeys: false, logLevel: 'silent', resolveKnownTags: false } as const;
  const parser = new Parser();
  yield* new Composer(options).compose(tokensOf(parser, text, parsed, draft));
}

/** The tokens, noting comments on the way: nodes keep a comment's text but not its place. */
function* tokensOf(parser: InstanceType<typeof import('yaml')['Parser']>, text: string, parsed: string, draft: ConfigDraft) {
  let at = 0;
  let previous = '';
  for (const lexeme of new (packageNamed('yaml').Lexer)().lex(parsed)) {
    const isControl = lexeme === '\x02' || lexeme === '\x18' || lexeme === '\x1f';
    // \x1f announces a scalar, so a `#` that follows it belongs to a value.
    if (lexeme.startsWith('#') && previous !== '\x1f') draft.comments.push(commentAt(text, at, lexeme.length));
    if (!isControl) at += lexeme.length;
    previous = lexeme;
    yield* parser.next(lexeme);
    // The parser keeps a stack of its own; the composer after it recurses and would end the process.
    if (parser.stack.length > bounds.depth * 3) throw tooDeepAt(at);
  }
  yield* parser.end();
}

const commentAt = (text: string, start: number, length: number): ConfigComment =>
  ({ text: text.slice(start + 1, start + length), start, end: start + length });

function noteErrors(document: Document.Parsed, reading: Reading): void {
  const [error] = document.errors;
  if (error === undefined) return;
  reading.broken = true;
  addMistake(reading.draft, `YAML: ${error.code.toLowerCase().replaceAll('_', ' ')}.`, error.pos[0]);
}

type Mapping = YAMLMap<Node, Node | null>;
type Entry = Pair<Node, Node | null>;
type Path = readonly (string | number)[];
interface Key { readonly keyStart: number; readonly keyEnd: number }
interface Walk {
  readonly text: string;
  readonly reading: Reading;
  readonly anchors: Map<string, Node>;
  /** Anchored nodes that are being visited: an alias to one of them stands within what it names. */
  readonly open: Set<Node>;
  readonly pairs: Map<Mapping, ReadonlyMap<string, Entry>>;
  /** Nodes of the text left to visit, and of those that aliases repeat: these multiply, and take nothing from the others. */
  left: number;
  aliased: number;
}

/** Where in the document a node is visited. */
interface Spot {
  readonly path: Path;
  readonly key?: Key | undefined;
  /** It stands below an unknown tag. */
  readonly unknown: boolean;
  readonly depth: number;
  readonly aliased: boolean;
}

function visitAll(text: string, contents: ParsedNode, reading: Reading): void {
  const left = bounds.entries - reading.draft.entries.length;
  const walk: Walk = { text, reading, anchors: new Map(), open: new Set(), pairs: new Map(), left, aliased: reading.aliased };
  visit(contents, { path: [], unknown: false, depth: 0, aliased: false }, walk);
  reading.aliased = walk.aliased;
}

const below = (spot: Spot, segment: string | number, key: Key | undefined, unknown: boolean): Spot =>
  ({ ...spot, path: [...spot.path, segment], key, unknown, depth: spot.depth + 1 });

function visit(node: Node | null, spot: Spot, walk: Walk): void {
  if (!node || !mayGoOn(node, spot, walk)) return;
  const { isAlias, isMap, isScalar, isSeq } = packageNamed('yaml');
  if (isAlias(node)) return visitAlias(node, spot, walk);
  const isAnchor = 'anchor' in node && typeof node.anchor === 'string';
  if (isAnchor) walk.anchors.set(node.anchor!, node);
  const unknown = spot.unknown || hasUnknownTag(node);
  if (isScalar(node)) return addScalar(node, spot, unknown, walk);
  if (isAnchor) walk.open.add(node);
  if ('items' in node && node.items.length === 0) addEmpty(walk.reading.draft, { path: spot.path, ...(spot.key ?? keyOfWhole(node)) });
  if (isSeq<Node>(node)) node.items.forEach((item, index) => visit(item, below(spot, index, undefined, unknown), walk));
  else if (isMap<Node, Node | null>(node)) visitMap(node, { ...spot, unknown }, walk);
  if (isAnchor) walk.open.delete(node);
}

/** Counts the node, and says where a limit ends the way. */
function mayGoOn(node: Node, { depth, aliased }: Spot, walk: Walk): boolean {
  const { draft } = walk.reading;
  const isWithin = (aliased ? walk.aliased-- : walk.left--) > 0;
  if (!isWithin) addProblemOnce(draft, aliased ? tooOften : tooMany, startOf(node));
  else if (depth > bounds.depth) addProblemOnce(draft, tooDeep, startOf(node));
  return isWithin && depth <= bounds.depth;
}

const tooOften = `Aliases repeat more than ${bounds.aliased} values: those beyond are not read.`;
const keyOfWhole = ({ range }: Node): Key => ({ keyStart: range?.[0] ?? 0, keyEnd: range?.[1] ?? 0 });
const startOf = (node: Node): number => node.range?.[0] ?? 0;

function visitAlias(alias: Alias, spot: Spot, walk: Walk): void {
  const target = targetOf(alias, walk);
  if (target) visit(target, { ...spot, depth: spot.depth + 1, aliased: true }, walk);
  else addUnresolved(alias, spot, walk);
}

/** Nothing for a name that is not there, and for a circle, which adds nothing to what it goes through. */
function targetOf(alias: Alias, walk: Walk): Node | undefined {
  const target = walk.anchors.get(alias.source);
  if (!target || !walk.open.has(target)) return target;
  addProblemOnce(walk.reading.draft, 'An alias stands within what it names, and is not followed.', startOf(alias), true);
  return undefined;
}

function visitMap(map: Mapping, spot: Spot, walk: Walk): void {
  visitPairs(map, spot, walk, new Set());
}

/** `taken`: keys that are nearer and therefore win over this merged mapping, whose own are added. */
function visitPairs(map: Mapping, spot: Spot, walk: Walk, taken: Set<string>): void {
  const own = [...pairsOf(map, walk)].filter(([name]) => name === '<<' || !taken.has(name));
  // Keys that are taken cost a look each time that their mapping is merged.
  if (spot.aliased) walk.aliased -= map.items.length - own.length;
  for (const [name] of own) taken.add(name);
  for (const [name, pair] of own) {
    const value = pair.value;
    if (name === '<<') visitMerged(value, { ...spot, depth: spot.depth + 1 }, walk, taken);
    else visit(value, below(spot, name, keyPlace(pair.key, walk), spot.unknown), walk);
  }
}

/** The last one of each key wins. */
function pairsOf(map: Mapping, walk: Walk): ReadonlyMap<string, Entry> {
  const known = walk.pairs.get(map);
  if (known) return known;
  const pairs = new Map<string, Entry>();
  for (const pair of map.items) pairs.set(keyName(pair.key, walk), pair);
  walk.pairs.set(map, pairs);
  return pairs;
}

/** `<<: *base` or `<<: [*first, *second]`; the first of several wins. */
function visitMerged(node: Node | null, spot: Spot, walk: Walk, taken: Set<string>): void {
  const { isAlias, isMap, isSeq } = packageNamed('yaml');
  const target = isAlias(node) ? targetOf(node, walk) : node;
  if (!target || !mayGoOn(target, { ...spot, aliased: true }, walk)) return;
  walk.open.add(target);
  if (isSeq<Node>(target)) for (const item of target.items) visitMerged(item, { ...spot, depth: spot.depth + 1 }, walk, taken);
  if (isMap<Node, Node | null>(target)) visitPairs(target, { ...spot, aliased: spot.aliased || isAlias(node) }, walk, taken);
  walk.open.delete(target);
}

function keyName(key: unknown, walk: Walk): string {
  const { isAlias, isNode, isScalar } = packageNamed('yaml');
  const node = isAlias(key) ? walk.anchors.get(key.source) : key;
  if (isScalar(node)) return typeof node.value === 'string' ? node.value : (node.source ?? '');
  if (isNode(node)) walk.reading.oddKeys = true;
  return '';
}

function keyPlace(key: unknown, walk: Walk): Key | undefined {
  const { isNode, isScalar } = packageNamed('yaml');
  if (isScalar(key)) {
    const { start, end } = contentOf(key, walk.text);
    return { keyStart: start, keyEnd: end };
  }
  return isNode(key) && key.range ? { keyStart: key.range[0], keyEnd: key.range[1] } : undefined;
}

function addScalar(scalar: Scalar, { path, key }: Spot, unknown: boolean, walk: Walk): void {
  const { start, end } = contentOf(scalar, walk.text);
  const kind = kindOf(scalar.value);
  const decoded = kind === 'text' ? String(scalar.value) : (scalar.source ?? '');
  const masked = isMasked(decoded);
  const added = addEntry(walk.reading.draft, {
    path, name: nameOf(path), kind, value: masked ? walk.text.slice(start, end) : decoded,
    keyStart: key?.keyStart ?? start, keyEnd: key?.keyEnd ?? end, start, end,
    ...(unknown || masked ? { unknown: true } : {}),
  });
  if (!added) walk.left = walk.aliased = 0;
}

function addUnresolved(alias: Alias, { path, key }: Spot, walk: Walk): void {
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
