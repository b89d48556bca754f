// JSON, JSONC, trailing commas → ConfigDocument. Tolerant: after a mistake it goes on with what it can make out, so that a
// broken line hides none of the others. It walks over tokens with a stack of its own, so no depth ends the process.

import type { JSONScanner, ScanError } from 'jsonc-parser';
import {
  decoded,
  addEmpty, addEntry, addMistake, addProblemOnce, bounds, nameOf, newDraft, tooDeep,
  type ConfigDocument, type ConfigDraft, type ConfigEntry,
} from './config-document.ts';
import { packageNamed } from './packages.ts';
import { hasTemplate, isBesideTemplate, isMasked, withMarks } from './yaml-templates.ts';

/** SyntaxKind of jsonc-parser by its numbers: a const enum leaves nothing to import. */
const token = {
  openBrace: 1, closeBrace: 2, openBracket: 3, closeBracket: 4, comma: 5, colon: 6, null: 7, true: 8, false: 9, string: 10, number: 11,
  lineComment: 12, blockComment: 13, lineBreak: 14, trivia: 15, unknown: 16, end: 17,
} as const;
const noError = 0;

export function parseJson(text: string): ConfigDocument {
  const reading = readingOf(text);
  readTokens(reading);
  if (!reading.full) addPairs(reading);
  const { draft, overwritten } = reading;
  if (overwritten.size > 0) draft.entries = draft.entries.filter((entry) => !overwritten.has(entry));
  return draft;
}

const readingOf = (text: string, source?: string): Reading => ({
  text, source, draft: newDraft(), scanner: packageNamed('jsonc-parser').createScanner(text), levels: [levelOf('root')], overwritten: new Set(),
  skipped: 0, full: false,
});

interface Level {
  readonly kind: 'root' | 'object' | 'list';
  /** Key or position of the child being read; undefined before the first key. */
  segment: string | number | undefined;
  keyStart: number;
  keyEnd: number;
  /** What may come next: in an object a key, its colon, its value, or the comma behind it. */
  awaits: 'key' | 'colon' | 'value' | 'comma';
  /** Where the entries of each key begin and end; later ones with the same key replace them. */
  readonly seen: Map<string, { from: number; to: number }>;
}

interface Reading {
  readonly text: string;
  /** Before its templates were marked. */
  readonly source: string | undefined;
  readonly draft: ConfigDraft;
  readonly scanner: JSONScanner;
  readonly levels: Level[];
  readonly overwritten: Set<ConfigEntry>;
  /** Open brackets below the greatest depth. */
  skipped: number;
  /** No entry is taken any more. */
  full: boolean;
}

const levelOf = (kind: Level['kind']): Level => ({
  kind, segment: kind === 'list' ? 0 : undefined, keyStart: 0, keyEnd: 0, awaits: kind === 'object' ? 'key' : 'value', seen: new Map(),
});

function readTokens(reading: Reading): void {
  const { scanner, draft, text } = reading;
  for (let kind = scanner.scan() as number; kind !== token.end; kind = scanner.scan()) {
    const start = scanner.getTokenOffset();
    if (kind === token.lineBreak || kind === token.trivia) continue;
    if ((scanner.getTokenError() as number) !== noError) mistake(reading, wordsOf(scanner.getTokenError()), start);
    if (kind === token.lineComment || kind === token.blockComment) addComment(reading, start, start + scanner.getTokenLength());
    else if (reading.skipped > 0) skip(reading, kind);
    else if (!reading.full) readToken(reading, kind, start);
  }
  if (reading.full) return;
  if (reading.levels.length > 1 || reading.skipped > 0) mistake(reading, 'not closed at the end', text.length);
  else if (draft.entries.length === 0 && reading.levels[0]!.awaits === 'colon') mistake(reading, 'colon expected', text.length);
}

function readToken(reading: Reading, kind: number, start: number): void {
  const level = reading.levels.at(-1)!;
  switch (kind) {
    case token.openBrace: return open(reading, 'object', start);
    case token.openBracket: return open(reading, 'list', start);
    case token.closeBrace: return close(reading, 'object', start);
    case token.closeBracket: return close(reading, 'list', start);
    case token.comma: return next(reading, level, start);
    case token.colon: return readColon(reading, level, start);
    case token.unknown: return isMasked(wordOf(reading)) ? readTemplate(reading, level, start) : mistake(reading, 'invalid symbol', start);
    default:
      if (kind === token.string && mayBeKey(level)) readKey(reading, level, start);
      else readScalar(reading, level, kind, start);
  }
}

const mayBeKey = ({ kind, awaits }: Level): boolean => kind !== 'list' && (awaits === 'key' || awaits === 'comma');

function readKey(reading: Reading, level: Level, start: number): void {
  const { scanner, text } = reading;
  if (level.awaits === 'comma') mistake(reading, 'comma expected', start);
  takeKey(reading, level, scanner.getTokenValue(), inside(text, start, scanner.getTokenLength()));
}

function takeKey({ draft, overwritten }: Reading, level: Level, key: string, place: Stretch): void {
  closeKey(level, draft);
  const earlier = level.seen.get(key);
  if (earlier) for (let index = earlier.from; index < earlier.to; index++) overwritten.add(draft.entries[index]!);
  level.seen.set(key, { from: draft.entries.length, to: -1 });
  Object.assign(level, { segment: key, keyStart: place.start, keyEnd: place.end, awaits: 'colon' });
}

/** `"a": "b": 1`, a value left out before the next key, a list that nobody closed: what was taken for a value is a key. */
function readColon(reading: Reading, level: Level, start: number): void {
  const { draft } = reading;
  const last = draft.entries.at(-1);
  if (level.awaits === 'colon') level.awaits = 'value';
  else if (level.awaits === 'comma' && last?.kind === 'text' && isBlank(reading.text, last.end, start)) {
    mistake(reading, 'comma expected', last.start);
    draft.entries.pop();
    while (reading.levels.at(-1)!.kind === 'list') closeKey(reading.levels.pop(), draft);
    const owner = reading.levels.at(-1)!;
    takeKey(reading, owner, last.value, last);
    owner.awaits = 'value';
  } else mistake(reading, 'value expected', start);
}

/** The next item of a list. */
function countUp(level: Level): void {
  if (typeof level.segment === 'number') level.segment++;
}

const isBlank = (text: string, from: number, to: number): boolean => to - from < 1000 && /^["\s]*$/.test(text.slice(from, to));

function readScalar(reading: Reading, level: Level, kind: number, start: number): void {
  const { draft, scanner } = reading;
  if (level.awaits !== 'value') mistake(reading, level.awaits === 'comma' ? 'comma expected' : `${level.awaits} expected`, start);
  // A word without its key says nothing, a text may.
  if (kind !== token.string && level.awaits === 'key') return;
  if (level.awaits === 'comma') countUp(level);
  level.awaits = 'comma';
  reading.full = !addEntry(draft, entryOf(reading, level, kind, start, scanner.getTokenLength()));
}

function open(reading: Reading, kind: 'object' | 'list', start: number): void {
  const { levels, draft } = reading;
  const above = levels.at(-1)!;
  if (above.awaits !== 'value') mistake(reading, `${above.awaits} expected`, start);
  if (above.awaits === 'comma') countUp(above);
  above.awaits = 'comma';
  if (levels.length > bounds.depth) {
    addProblemOnce(draft, tooDeep, start);
    reading.skipped = 1;
  } else levels.push(levelOf(kind));
}

function skip(reading: Reading, kind: number): void {
  if (kind === token.openBrace || kind === token.openBracket) reading.skipped++;
  else if (kind === token.closeBrace || kind === token.closeBracket) reading.skipped--;
}

/** A bracket that fits none is left out; one that fits an outer level closes those in between. */
function close(reading: Reading, kind: 'object' | 'list', start: number): void {
  const { levels, draft } = reading;
  const last = levels.at(-1)!;
  if (last.kind !== kind) mistake(reading, 'wrong bracket', start);
  else if (last.awaits === 'colon' || (last.awaits === 'value' && kind === 'object')) mistake(reading, 'value expected', start);
  const fitting = levels.findLastIndex((level) => level.kind === kind);
  if (fitting < 0) return;
  if (last.kind === kind && (kind === 'object' ? last.seen.size === 0 : last.segment === 0 && last.awaits === 'value'))
    addEmpty(draft, emptyAt(levels.slice(0, -1), start));
  while (levels.length > fitting) closeKey(levels.pop(), draft);
}

function emptyAt(above: readonly Level[], end: number): Parameters<typeof addEmpty>[1] {
  const owner = above.at(-1)!;
  const key = typeof owner.segment === 'string' ? owner : { keyStart: end, keyEnd: end + 1 };
  return { path: above.flatMap(({ segment }) => segment ?? []), keyStart: key.keyStart, keyEnd: key.keyEnd };
}

function next(reading: Reading, level: Level, start: number): void {
  if (level.awaits !== 'comma') mistake(reading, 'value expected', start);
  if (level.kind === 'root') mistake(reading, 'end of file expected', start);
  countUp(level);
  level.awaits = level.kind === 'object' ? 'key' : 'value';
}

function closeKey(level: Level | undefined, draft: ConfigDraft): void {
  const seen = typeof level?.segment === 'string' ? level.seen.get(level.segment) : undefined;
  if (seen && seen.to < 0) seen.to = draft.entries.length;
}

/** The scanner ends an open comment behind the text. */
function addComment({ text, draft }: Reading, start: number, stop: number): void {
  const end = Math.min(text.length, stop);
  const written = text.slice(start, end);
  draft.comments.push({ text: written.slice(2, written.startsWith('/*') ? -2 : undefined), start, end });
}

interface Stretch { readonly start: number; readonly end: number }

function entryOf({ text, levels, scanner }: Reading, level: Level, kind: number, offset: number, length: number): ConfigEntry {
  const path = levels.flatMap(({ segment }) => segment ?? []);
  const place = inside(text, offset, length);
  const key = typeof level.segment === 'string' ? level : { keyStart: place.start, keyEnd: place.end };
  return {
    path, name: nameOf(path), kind: kindOf(kind),
    value: kind === token.string ? scanner.getTokenValue() : text.slice(offset, offset + length),
    keyStart: key.keyStart, keyEnd: key.keyEnd, ...place,
  };
}

/** Without the quotes; the last one is missing in an unterminated string. */
function inside(text: string, offset: number, length: number): Stretch {
  if (text[offset] !== '"') return { start: offset, end: offset + length };
  const closed = length > 1 && text[offset + length - 1] === '"';
  return { start: offset + 1, end: offset + length - (closed ? 1 : 0) };
}

const kindOf = (kind: number): ConfigEntry['kind'] =>
  kind === token.string ? 'text' : kind === token.number ? 'number' : kind === token.null ? 'null' : 'boolean';

function mistake({ draft, text, scanner, source }: Reading, what: string, start: number): void {
  if (source === undefined) addMistake(draft, `JSON: ${what}.`, start, () => isTemplateOfJson(text));
  else if (!isBesideTemplate(text, start, scanner.getTokenOffset() + scanner.getTokenLength())) addMistake(draft, what, start);
}

// ---- templates ----

/** What a template fills in is no JSON; where all other text is, all was read. */
function isTemplateOfJson(text: string): boolean {
  if (!hasTemplate(text)) return false;
  const reading = readingOf(withMarks(text), text);
  readTokens(reading);
  return reading.draft.broken === undefined;
}

const wordOf = ({ scanner, text }: Reading): string =>
  text.slice(scanner.getTokenOffset(), scanner.getTokenOffset() + scanner.getTokenLength());

/** Of Go, Jinja and their kin: what fills in nothing itself. */
const DIRECTIVE = /^(?:\{%|\{\{[-~]?\s{0,20}(?:if|else|end|range|with|define|block|for|each|unless|[#/^!>]|\$\w{0,40}\s{0,20}:?=))/;

/** A template stands for a value, for a key before a colon, or for nothing. */
function readTemplate({ source, text, scanner }: Reading, level: Level, start: number): void {
  if (DIRECTIVE.test(source!.slice(start, start + 100))) return;
  const isKey = level.kind === 'object' && level.awaits !== 'value' && /^\s{0,100}:/.test(text.slice(start + scanner.getTokenLength()).slice(0, 102));
  level.awaits = isKey ? 'colon' : level.awaits === 'value' ? 'comma' : level.awaits;
}

const scanErrors = ['', 'comment not closed', 'string not closed', 'number not whole', 'invalid unicode', 'invalid escape', 'invalid character'];
const wordsOf = (error: ScanError): string => scanErrors[error] ?? 'invalid symbol';

// ---- behind a mistake ----

const text = String.raw`(?:"((?:[^"\
]|\.){0,4000})"|'((?:[^'\
]|\.){0,4000})')`;
/** `"key": "text"`, `key: 'text'`; a key is no longer than any name. */
const pair = new RegExp(String.raw`(?:"([^"\
]{1,120})"|'([^'\
]{1,120})'|(?<![\w$-])([\w$-]{1,120}))\s{0,40}:\s{0,40}${text}`, 'g');

/** A quote too many shifts what is inside and what is outside to the end of its line: pairs by their look, where nothing was read. */
function addPairs({ text: whole, draft }: Reading): void {
  if (draft.broken === undefined) return;
  const known = new Set(draft.entries.map(({ keyStart }) => keyStart));
  pair.lastIndex = whole.lastIndexOf('\n', draft.broken - 1) + 1;
  for (let match = pair.exec(whole); match; match = pair.exec(whole)) {
    const key = match[1] ?? match[2] ?? match[3]!;
    const keyStart = match.index + (match[3] === undefined ? 1 : 0);
    const value = match[4] ?? match[5]!;
    const end = match.index + match[0].length - 1;
    const entry: ConfigEntry = {
      path: [key], name: key, kind: 'text', value: decoded(value), keyStart, keyEnd: keyStart + key.length, start: end - value.length, end,
    };
    if (!known.has(keyStart) && !addEntry(draft, entry)) return;
  }
}
