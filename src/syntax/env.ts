// dotenv text → ConfigDocument. Also reads the lines of its kin: .envrc, .dev.vars, .npmrc, .properties.
// `$X` is left as written (src/values/references.ts knows it). A line that assigns nothing is skipped without a word:
// dotenv itself ignores it, and an .envrc is a shell script.

import { endOfLine } from '../source/lines.ts';
import { addEntry, newDraft, type ConfigDocument, type ConfigDraft, type ConfigEntry } from './config-document.ts';

/** `export NAME=`, `NAME =`, `NAME: `; `//host/:_authToken=` of .npmrc. Blanks before the sign are bounded to stay linear. */
const assignment = /(?:export[ \t]+)?([\w.\-/@[\]:]*?[\w\-/@\]])(?:[ \t]{0,40}=|:(?=[ \t\r\n]|$))[ \t]*/dy;

export function parseEnv(text: string): ConfigDocument {
  const draft = newDraft();
  let at = 0;
  while (at < text.length) {
    at = skipBlanks(text, at);
    if (at >= text.length) break;
    const next = text[at] === '#' ? readComment(text, at, draft) : readAssignment(text, at, draft);
    if (next === undefined) break;
    at = next;
  }
  draft.entries = lastOfEachName(draft.entries, text);
  return draft;
}

function readAssignment(text: string, at: number, draft: ConfigDraft): number | undefined {
  const lineEnd = endOfLine(text, at);
  assignment.lastIndex = at;
  const match = assignment.exec(text);
  const name = match?.[1];
  const keyPlace = match?.indices?.[1];
  if (!name || !keyPlace) return lineEnd;
  const valueStart = Math.min(assignment.lastIndex, lineEnd);
  const read = quoted(text, valueStart) ?? unquoted(text, valueStart, lineEnd);
  // `//registry.example/:_authToken` of .npmrc: the setting of a registry.
  const short = name.startsWith('//') ? name.slice(name.lastIndexOf(':') + 1) : name;
  const added = addEntry(draft, {
    path: [short], name: short, kind: 'text', value: read.value,
    keyStart: keyPlace[0], keyEnd: keyPlace[1], start: read.start, end: read.end,
  });
  if (!added) return undefined;
  return commentAfter(text, read.next, draft);
}

interface Read { readonly value: string; readonly start: number; readonly end: number; readonly next: number }

/** dotenv lets all three kinds of quotes span lines; only double quotes know escapes. */
function quoted(text: string, at: number): Read | undefined {
  const quote = text[at];
  if (quote !== '"' && quote !== "'" && quote !== '`') return undefined;
  const end = closingQuote(text, at + 1, quote);
  if (end === undefined) return undefined;
  const inside = text.slice(at + 1, end);
  return { value: quote === '"' ? unescaped(inside) : inside, start: at + 1, end, next: end + 1 };
}

function closingQuote(text: string, from: number, quote: string): number | undefined {
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\' && quote === '"') at++;
    else if (text[at] === quote) return at;
  }
  return undefined;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
const unescaped = (text: string): string =>
  text.includes('\\') ? text.replace(/\\([nrt"\\$'])/g, (_, char: string) => escapes[char] ?? char) : text;

/** A `#` opens a comment at the start of the value or after a blank; in the middle of a word it belongs to the value. */
function unquoted(text: string, start: number, lineEnd: number): Read {
  const line = text.slice(start, lineEnd);
  const hash = line.startsWith('#') ? 0 : line.search(/\s#/);
  const value = (hash < 0 ? line : line.slice(0, hash)).trimEnd();
  return { value, start, end: start + value.length, next: start + value.length };
}

function commentAfter(text: string, from: number, draft: ConfigDraft): number {
  const lineEnd = endOfLine(text, from);
  const rest = /^[ \t]*#/.exec(text.slice(from, lineEnd));
  return rest ? readComment(text, from + rest[0].length - 1, draft) : lineEnd;
}

function readComment(text: string, start: number, draft: ConfigDraft): number {
  const end = endOfLine(text, start);
  draft.comments.push({ text: text.slice(start + 1, end), start, end });
  return end;
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  // A shell drops a zero byte, and reads on.
  while (at < text.length && /[\s\0]/.test(text[at]!)) at++;
  return at;
}

/** The last duplicate wins (dotenv, Compose). Settings of two registries are two. */
function lastOfEachName(entries: ConfigEntry[], text: string): ConfigEntry[] {
  const written = ({ keyStart, keyEnd }: ConfigEntry): string => text.slice(keyStart, keyEnd);
  const last = new Map(entries.map((entry) => [written(entry), entry]));
  return last.size === entries.length ? entries : entries.filter((entry) => last.get(written(entry)) === entry);
}
