// Helm, Jinja and Go templates over YAML: what makes such a text readable for a YAML parser, and the last resort when
// nothing does. Offsets never move.

import {
  addEntry, addProblemOnce, bounds, nameOf, newDraft, tooDeep, type ConfigDocument, type ConfigDraft,
} from './config-document.ts';

/** A private-use character: printable for YAML, found in no real file. */
const mark = '\uE000';
/** A template that goes on for longer is taken for stray braces. */
const longest = 4000;

export const hasTemplate = (text: string): boolean => text.includes('{{') || text.includes('{%');
export const isMasked = (text: string): boolean => text.includes(mark);

/** Each `{{…}}` and `{%…%}` becomes as many marks, or what a reader takes for a value; a line of nothing but templates becomes blank. */
export function maskTemplates(text: string, filler: string = mark): string {
  const marked = withMarks(text);
  const blanked = marked.split('\n').map((line) => (isOnlyTemplates(line) ? ' '.repeat(line.length) : line)).join('\n');
  return filler === mark ? blanked : blanked.replaceAll(mark, filler);
}

export function withMarks(text: string): string {
  const parts: string[] = [];
  let done = 0;
  for (let open = nextOpen(text, 0); open >= 0; open = nextOpen(text, Math.max(done, open + 2))) {
    const close = text.indexOf(text[open + 1] === '{' ? '}}' : '%}', open + 2);
    if (close < 0) break;
    if (close - open > longest) continue;
    parts.push(text.slice(done, open), text.slice(open, close + 2).replace(/[^\r\n]/g, mark));
    done = close + 2;
  }
  return parts.join('') + text.slice(done);
}

function nextOpen(text: string, from: number): number {
  for (let at = text.indexOf('{', from); at >= 0; at = text.indexOf('{', at + 1)) {
    if (text[at + 1] === '{' || text[at + 1] === '%') return at;
  }
  return -1;
}

/** Does a template stand in the stretch of a marked text, or with nothing but white space between it and one? */
export function isBesideTemplate(marked: string, start: number, end: number): boolean {
  let [before, after] = [start - 1, end];
  while (before >= 0 && marked.charCodeAt(before) <= 32) before--;
  while (after < marked.length && marked.charCodeAt(after) <= 32) after++;
  return isMasked(marked.slice(Math.max(before, 0), after + 1));
}

const isOnlyTemplates = (line: string): boolean => line.includes(mark) && !/[^ \t\r\uE000]/.test(line);

const pairLine = /^([ \t]*)(?:- +)?(?:"([^"]*)"|'([^']*)'|([\w.\-/]+))[ \t]*:(?:[ \t]+([^ \t\r\n].*)?)?$/;

/** `key: value` lines with the keys that stand further left above them. Values with templates are unknown. */
export function readPairLines(text: string): ConfigDocument {
  const draft = newDraft();
  const parents: { indent: number; name: string }[] = [];
  let offset = 0;
  for (const line of text.split('\n')) {
    if (!readPairLine(line.endsWith('\r') ? line.slice(0, -1) : line, offset, parents, draft)) break;
    offset += line.length + 1;
  }
  return draft;
}

/** Is there nothing in the text but what `readPairLines` understands: pairs of plain values, comments, and lines of templates? */
export const isAllPairLines = (text: string): boolean =>
  withMarks(text).split(/\r?\n/).every((line) => /^[ \t]*(?:#.*|-{3})?$/.test(line) || isOnlyTemplates(line) || isPlainPair(line));

function isPlainPair(line: string): boolean {
  const match = pairLine.exec(line);
  return match !== null && !/^[|>[{&*!]/.test(match[5] ?? '');
}

function readPairLine(line: string, offset: number, parents: { indent: number; name: string }[], draft: ConfigDraft): boolean {
  const blanks = /^[ \t]*/.exec(line)?.[0].length ?? 0;
  if (line[blanks] === '#') {
    draft.comments.push({ text: line.slice(blanks + 1), start: offset + blanks, end: offset + line.length });
    return true;
  }
  const match = pairLine.exec(line);
  const key = match?.[2] ?? match?.[3] ?? match?.[4];
  if (!match || key === undefined) return true;
  while ((parents.at(-1)?.indent ?? -1) >= blanks) parents.pop();
  const path = [...parents.map((parent) => parent.name), key];
  if (!match[5]) {
    if (parents.length < bounds.depth) parents.push({ indent: blanks, name: key });
    else addProblemOnce(draft, tooDeep, offset + blanks);
    return true;
  }
  const keyStart = offset + line.indexOf(key, blanks);
  const value = bareValue(match[5]);
  const start = offset + line.length - match[5].length + value.from;
  return addEntry(draft, {
    path, name: nameOf(path), kind: 'text', value: value.text,
    keyStart, keyEnd: keyStart + key.length, start, end: start + value.text.length,
    ...(hasTemplate(value.text) ? { unknown: true } : {}),
  });
}

/** Without quotes and trailing comment. */
function bareValue(written: string): { text: string; from: number } {
  const quote = written[0] === '"' || written[0] === "'" ? written[0] : undefined;
  const close = quote ? written.indexOf(quote, 1) : -1;
  if (close > 0) return { text: written.slice(1, close), from: 1 };
  const comment = written.search(/[ \t]#/);
  return { text: (comment < 0 ? written : written.slice(0, comment)).trimEnd(), from: 0 };
}
