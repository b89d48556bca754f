// The part of a TOML text that no parser takes → its tables and pairs, line by line: strings, numbers and bare words, also
// those in inline tables. Leaves alone: items of arrays.

import { decoded, addEntry, nameOf, type ConfigDraft, type ConfigEntry } from './config-document.ts';
import { hasTemplate } from './yaml-templates.ts';

const header = /^[ \t]*\[\[?([^\]\r\n]{1,400})\]/;
const headerPart = /"([^"]*)"|'([^']*)'|[\w-]+/g;
/** A comment, which ends the line, or a pair. */
const pair =
  /#[^\r\n]*|(?<![\w.'"-])(?:"([^"\r\n]{1,120})"|'([^'\r\n]{1,120})'|([\w.-]{1,120}))[ \t]{0,40}=[ \t]{0,40}(?:"((?:[^"\\\r\n]|\\.){0,4000})"|'([^'\r\n]{0,4000})'|([^\s"'#,[{}\]=][^\s#,{}\]]{0,400}))/g;
const severalLines = /=[ \t]{0,40}("""|''')/;

type Path = ConfigEntry['path'];

/** `within`: the table that is open where the lines begin. */
export function readTomlLines(text: string, from: number, within: Path, draft: ConfigDraft): void {
  let table = within;
  for (let start = from; start < text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(start, end);
    const head = header.exec(line)?.[1];
    if (head !== undefined) table = [...head.matchAll(headerPart)].map(([whole, double, single]) => double ?? single ?? whole);
    const next = readPairs(text, line, start, table, draft);
    if (next === undefined) return;
    start = Math.max(next, end) + 1;
  }
}

/** Where it stopped; undefined when the draft is full. */
function readPairs(text: string, line: string, start: number, table: Path, draft: ConfigDraft): number | undefined {
  for (const match of line.matchAll(pair)) {
    const [whole, double, single, bare = '', basic, literal, word] = match;
    if (whole.startsWith('#')) {
      draft.comments.push({ text: whole.slice(1), start: start + match.index, end: start + match.index + whole.length });
      return start;
    }
    const key = double ?? single ?? bare;
    const keyStart = start + match.index + (bare === '' ? 1 : 0);
    const written = basic ?? literal ?? word ?? '';
    const end = start + match.index + whole.length - (word === undefined ? 1 : 0);
    const several = severalLines.exec(whole) ?? severalLines.exec(line.slice(match.index, match.index + whole.length + 3));
    const closed = several ? text.indexOf(several[1]!, end + 2) : -1;
    const path = [...table, ...(bare === '' ? [key] : bare.split('.'))];
    const place = closed < 0 ? { start: end - written.length, end } : { start: end + 2, end: closed };
    const value = closed < 0 ? (basic === undefined ? written : decoded(written)) : text.slice(place.start, place.end).replace(/^\r?\n/, '');
    const added = addEntry(draft, {
      path, name: nameOf(path), kind: word === undefined ? 'text' : kindOf(word), value, keyStart, keyEnd: keyStart + key.length, ...place,
      ...(hasTemplate(value) && { unknown: true }),
    });
    if (!added) return undefined;
    if (closed >= 0) return closed + 3;
  }
  return start;
}

const kindOf = (word: string): 'text' | 'number' | 'boolean' =>
  word === 'true' || word === 'false' ? 'boolean' : /^[-+]?(?:0x)?[\d_.]+$/.test(word) ? 'number' : 'text';
