// JSON, JSONC, trailing commas → ConfigDocument. Tolerant: after a mistake it goes on with what it can make out.
// The one door to jsonc-parser, which is loaded when the first JSON text is met.

import { createRequire } from 'node:module';
import type { JSONVisitor, ParseErrorCode } from 'jsonc-parser';
import {
  addEntry, addProblemOnce, bounds, nameOf, nestsTooDeep, newDraft, tooDeep, type ConfigDocument, type ConfigDraft,
  type ConfigEntry,
} from './config-document.ts';

type JsoncParser = typeof import('jsonc-parser');
let loaded: JsoncParser | undefined;
const jsoncParser = (): JsoncParser => (loaded ??= createRequire(import.meta.url)('jsonc-parser') as JsoncParser);

export function parseJson(text: string): ConfigDocument {
  const draft = newDraft();
  const overwritten = new Set<ConfigEntry>();
  if (nestsTooDeep(text)) {
    addProblemOnce(draft, tooDeep, 0);
    return draft;
  }
  jsoncParser().visit(text, visitorFor(text, draft, overwritten), { allowTrailingComma: true, allowEmptyContent: true });
  if (overwritten.size > 0) draft.entries = draft.entries.filter((entry) => !overwritten.has(entry));
  return draft;
}

interface Level {
  /** Key or position of the child being read. */
  segment: string | number;
  keyStart: number;
  keyEnd: number;
  /** Objects only: where the entries of each key begin and end. */
  readonly seen: Map<string, { from: number; to: number }> | undefined;
}

/** `overwritten`: entries whose key is written again later in the same object; the last one wins. */
function visitorFor(text: string, draft: ConfigDraft, overwritten: Set<ConfigEntry>): JSONVisitor {
  const levels: Level[] = [];
  // jsonc-parser 3.3 calls the end of an object whose begin said no, but of nothing inside it.
  const entered: boolean[] = [];
  let full = false;
  const begin = (isObject: boolean) => (offset: number): boolean => {
    if (levels.length >= bounds.depth) addProblemOnce(draft, tooDeep, offset);
    const enters = !full && levels.length < bounds.depth;
    entered.push(enters);
    if (enters) levels.push({ segment: isObject ? '' : 0, keyStart: 0, keyEnd: 0, seen: isObject ? new Map() : undefined });
    return enters;
  };
  const end = (): void => {
    if (entered.pop()) closeKey(levels.pop(), draft);
  };
  return {
    onObjectBegin: begin(true),
    onArrayBegin: begin(false),
    onObjectEnd: end,
    onArrayEnd: end,
    onObjectProperty(key, offset, length) {
      const level = levels.at(-1);
      if (!level?.seen) return;
      closeKey(level, draft);
      const earlier = level.seen.get(key);
      if (earlier) for (const entry of draft.entries.slice(earlier.from, earlier.to)) overwritten.add(entry);
      level.seen.set(key, { from: draft.entries.length, to: -1 });
      Object.assign(level, { segment: key, ...inside(text, offset, length) });
    },
    onSeparator(character) {
      const level = levels.at(-1);
      if (character === ',' && typeof level?.segment === 'number') level.segment++;
    },
    onLiteralValue(value: unknown, offset, length) {
      if (!full) full = !addEntry(draft, entryOf(text, levels, value, offset, length));
    },
    onComment(offset, length) {
      const written = text.slice(offset, offset + length);
      draft.comments.push({ text: written.slice(2, written.startsWith('/*') ? -2 : undefined), start: offset, end: offset + length });
    },
    onError(error, offset) {
      // A few are enough: what follows a mistake is often its echo.
      if (draft.problems.length < 5) addProblemOnce(draft, `JSON: ${nameOfError(error)}.`, offset);
    },
  };
}

function closeKey(level: Level | undefined, draft: ConfigDraft): void {
  const seen = typeof level?.segment === 'string' ? level.seen?.get(level.segment) : undefined;
  if (seen && seen.to < 0) seen.to = draft.entries.length;
}

function entryOf(text: string, levels: readonly Level[], value: unknown, offset: number, length: number): ConfigEntry {
  const path = levels.map((level) => level.segment);
  const place = inside(text, offset, length);
  const level = levels.at(-1);
  const key = level?.seen ? level : place;
  return {
    path, name: nameOf(path), kind: kindOf(value),
    value: typeof value === 'string' ? value : text.slice(offset, offset + length),
    keyStart: key.keyStart, keyEnd: key.keyEnd, start: place.keyStart, end: place.keyEnd,
  };
}

/** Without the quotes; the last one is missing in an unterminated string. */
function inside(text: string, offset: number, length: number): { keyStart: number; keyEnd: number } {
  if (text[offset] !== '"') return { keyStart: offset, keyEnd: offset + length };
  const closed = length > 1 && text[offset + length - 1] === '"';
  return { keyStart: offset + 1, keyEnd: offset + length - (closed ? 1 : 0) };
}

const kindOf = (value: unknown): ConfigEntry['kind'] =>
  typeof value === 'string' ? 'text' : typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'boolean' : 'null';

/** `ValueExpected` → "value expected". The library's own words, without any of the text. */
const nameOfError = (error: ParseErrorCode): string =>
  jsoncParser().printParseErrorCode(error).replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).toLowerCase();
