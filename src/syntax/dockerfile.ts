// Dockerfile → ConfigDocument: what ENV sets in the image and ARG gives by default. LABEL, RUN and the rest hold no settings.
// A build argument without a default, and a value made of others (`$X`), are left as written.

import { endOfLine } from '../source/lines.ts';
import { addEntry, newDraft, type ConfigDocument, type ConfigDraft } from './config-document.ts';

/** `ENV A=b C="d"`, `ENV A b`, `ARG A=b`; a `\` at its end makes the next line part of it. */
const instruction = /^[ \t]*(ENV|ARG)[ \t]+/i;
const pair = /([A-Za-z_][\w.-]{0,200})(?:=("(?:[^"\\\n]|\\.)*"|'[^'\n]*'|(?:[^\s"'\\]|\\.)*))?/y;

export function parseDockerfile(text: string): ConfigDocument {
  const draft = newDraft();
  const stageAt = stagesLeftBehind(text);
  for (let at = 0; at < text.length;) {
    const end = endOfLine(text, at);
    const line = text.slice(at, end);
    const [head, name = ''] = instruction.exec(line) ?? [];
    if (/^[ \t]*#/.test(line)) draft.comments.push({ text: line.slice(line.indexOf('#') + 1), start: at + line.indexOf('#'), end });
    else if (head !== undefined) {
      const next = readPairs(text, at + head.length, [...stageAt(at), name.toUpperCase()], draft);
      if (next === undefined) break;
      at = next + 1;
      continue;
    }
    at = end + 1;
  }
  return draft;
}

const from = /^[ \t]*FROM[ \t]+(?:--\S+[ \t]+)*(\S{1,300})(?:[ \t]+AS[ \t]+(\S{1,100}))?/gim;

/**
 * Stages that only build, whose settings no image keeps: neither the last one nor what it stands on. The path to a setting
 * in one begins with `stages` and its name.
 */
function stagesLeftBehind(text: string): (at: number) => readonly string[] {
  const stages = [...text.matchAll(from)].map(({ index, 1: base = '', 2: name }, at) =>
    ({ start: index, base: base.toLowerCase(), name: (name ?? String(at)).toLowerCase() }));
  const kept = new Set<string>();
  for (let at = stages.at(-1); at && !kept.has(at.name); at = stages.find(({ name }) => name === at.base)) kept.add(at.name);
  return (at) => {
    const stage = stages.findLast(({ start }) => start <= at);
    return stage && !kept.has(stage.name) ? ['stages', stage.name] : [];
  };
}

/** The end of the last line that belongs to the instruction; undefined where no more entries are taken. */
function readPairs(text: string, from: number, path: readonly string[], draft: ConfigDraft): number | undefined {
  let at = from;
  for (let isFirst = true; ; isFirst = false) {
    at = skipBlanks(text, at);
    pair.lastIndex = at;
    const match = pair.exec(text);
    if (!match) return endOfLine(text, at);
    const key = match[1]!;
    // The older form has one name, and the rest of the line is its value.
    const isOlder = match[2] === undefined && isFirst && path.at(-1) === 'ENV';
    const [start, end] = isOlder ? restOfLine(text, pair.lastIndex) : valueOf(pair.lastIndex - (match[2]?.length ?? 0), match[2] ?? '');
    const isSet = isOlder || match[2] !== undefined;
    const entry = {
      path: [...path, key], name: key, kind: 'text' as const, value: unescaped(text.slice(start, end)), keyStart: at, keyEnd: at + key.length, start, end,
    };
    if (isSet && !addEntry(draft, entry)) return undefined;
    at = isOlder ? end : pair.lastIndex;
  }
}

function valueOf(start: number, written: string): readonly [number, number] {
  const quotes = /^["']/.test(written) ? 1 : 0;
  return [start + quotes, start + written.length - quotes];
}

function restOfLine(text: string, from: number): readonly [number, number] {
  const start = skipBlanks(text, from);
  const line = text.slice(start, endOfLine(text, start)).trimEnd();
  return valueOf(start, line);
}

/** Over blanks and continued lines. */
function skipBlanks(text: string, from: number): number {
  let at = from;
  for (;;) {
    if (text[at] === ' ' || text[at] === '\t') at++;
    else if (text[at] === '\\' && /^\\\r?\n/.test(text.slice(at, at + 3))) at = text.indexOf('\n', at) + 1;
    else return at;
  }
}

const unescaped = (text: string): string => (text.includes('\\') ? text.replace(/\\(["'\\$ ])/g, '$1') : text);
