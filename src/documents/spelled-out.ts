// A configuration document → the same document, where what stands in other spellings has its name, too: the variables of lists
// (`- NAME=value`, `{ name: NAME, value: … }`), and the documents inside of texts (JSON in a variable, a file in a ConfigMap, a policy in
// Terraform), each value with its place in the file.
// Leaves alone: documents that are templates or do not parse, and documents inside of documents inside of texts.

import type { ConfigDocument, ConfigEntry, EmptyNode } from '../syntax/config-document.ts';
import { readConfig } from '../syntax/read-config.ts';
import { languageOf } from '../source/language.ts';

/** Characters of one text, and of all texts of a file, that are read as documents. */
const LONGEST = 200_000;
const MOST = 1_000_000;

export function spelledOut(text: string, document: ConfigDocument): ConfigDocument {
  const entries: ConfigEntry[] = [];
  const starts: number[] = [];
  const empty: EmptyNode[] = [...(document.empty ?? [])];
  const boundaries = new Set(document.starts ?? []);
  let left = MOST;
  document.entries.forEach((entry, index) => {
    if (boundaries.has(index)) starts.push(entries.length);
    const variable = variableOf(entry) ?? variableBeside(document.entries, index);
    for (const one of variable ? [entry, variable] : [entry]) {
      entries.push(one);
      const inner = left > 0 ? innerDocument(one) : undefined;
      if (!inner) continue;
      left -= one.value.length;
      const placeOf = placesIn(text, one);
      for (const node of inner.entries) entries.push(movedInto(node, one, placeOf));
      for (const node of inner.empty ?? []) empty.push({ ...movedInto(node, one, placeOf), document: starts.length });
    }
  });
  return { ...document, entries, starts, empty };
}

// ---- variables ----

const assignment = /^([A-Za-z_]\w{0,79})=/;

/** `- NAME=value`, as an entry of the mapping that the list stands for. */
function variableOf(entry: ConfigEntry): ConfigEntry | undefined {
  const name = typeof entry.path.at(-1) === 'number' && entry.kind === 'text' ? assignment.exec(entry.value)?.[1] : undefined;
  if (name === undefined) return undefined;
  const start = Math.min(entry.end, entry.start + name.length + 1);
  return {
    ...entry, name, path: [...entry.path.slice(0, -1), name], value: entry.value.slice(name.length + 1),
    keyEnd: Math.min(entry.end, entry.keyStart + name.length), start,
  };
}

/** `- name: NAME` and `value: …` in one item of a list. */
function variableBeside(entries: readonly ConfigEntry[], index: number): ConfigEntry | undefined {
  const entry = entries[index]!;
  if (entry.name !== 'value' || entry.path.at(-1) !== 'value' || typeof entry.path.at(-2) !== 'number') return undefined;
  const other = [entries[index - 1], entries[index + 1]].find((one) =>
    (one?.name === 'name' || one?.name === 'key') && one.path.length === entry.path.length &&
    one.path.slice(0, -1).every((segment, at) => segment === entry.path[at]));
  if (!other || !/^[A-Za-z_]\w{0,79}$/.test(other.value)) return undefined;
  return { ...entry, name: other.value, path: [...entry.path.slice(0, -2), other.value], keyStart: other.start, keyEnd: other.end };
}

// ---- documents ----

function innerDocument({ value, kind, unknown, path }: ConfigEntry): ConfigDocument | undefined {
  if (kind !== 'text' || unknown || value.length < 8 || value.length > LONGEST) return undefined;
  const language = languageInside(value, String(path.at(-1)));
  const document = language === undefined ? undefined : readConfig(language, value);
  // Of several documents in one text nobody knows which one counts.
  return document && document.problems.length === 0 && document.entries.length > 0 && !document.starts?.length ? document : undefined;
}

/** By its first sign, or by the name of the file that it will be. */
function languageInside(value: string, name: string): string | undefined {
  if (/^\s*[{[]\s*["{[\]}]/.test(value)) return 'json';
  if (/^\s*<(?:policies|validate-jwt|fragment)\b/.test(value)) return 'xml';
  if (!value.includes('\n') || !/\.[a-z]{3,10}$/.test(name) || /\{\{|\{%|<%/.test(value)) return undefined;
  const language = languageOf(name);
  return language === 'yaml' || language === 'toml' || language === 'properties' || language === 'json' || language === 'xml' ? language : undefined;
}

// ---- places ----

type PlaceOf = (offset: number) => number | undefined;

/** Offset in the decoded text → offset in the file, where the text stands there line by line as it is. */
function placesIn(text: string, { value, start, end }: ConfigEntry): PlaceOf {
  const written = text.slice(start, end);
  if (written === value) return (offset) => start + offset;
  const lines: { readonly from: number; readonly at: number; readonly size: number }[] = [];
  const source = written.split('\n');
  let [from, at] = [0, start];
  const body = withoutLastBreaks(value).split('\n');
  for (const [index, line] of body.entries()) {
    const own = source[index]?.replace(/\r$/, '') ?? '';
    if (!own.endsWith(line)) return () => undefined;
    lines.push({ from, at: at + own.length - line.length, size: line.length });
    from += line.length + 1;
    at += (source[index]?.length ?? 0) + 1;
  }
  return (offset) => {
    let [low, high] = [0, lines.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (lines[middle]!.from <= offset) low = middle;
      else high = middle - 1;
    }
    const line = lines[low];
    return line && line.at + Math.min(offset - line.from, line.size);
  };
}

/** What cannot be placed stands where the whole text does. */
function movedInto<T extends ConfigEntry | EmptyNode>(node: T, outer: ConfigEntry, placeOf: PlaceOf): T {
  const [keyStart, keyEnd] = [placeOf(node.keyStart) ?? outer.start, placeOf(node.keyEnd) ?? outer.end];
  const own = 'start' in node && { start: placeOf(node.start) ?? outer.start, end: placeOf(node.end) ?? outer.end };
  return { ...node, path: [...outer.path, ...node.path], keyStart, keyEnd, ...own };
}

function withoutLastBreaks(text: string): string {
  let end = text.length;
  while (text[end - 1] === '\n') end--;
  return text.slice(0, end);
}
