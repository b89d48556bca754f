// Findings of one file → a stable name for each problem: the same when lines move, are indented anew or end otherwise,
// and when another finding comes and goes.
// Made of: the rule, the path, the names around the place (functions, classes, variables, members; in settings the path
// of the value), the code beside it on its line, and a number among equals. Every literal, number, pattern, comment and
// value is blanked first, whether it looks like a secret or not, and its length with it; of a text that has no tree
// nothing is taken but rule, path and number. Messages stay out, too: they tell classes ("shorter than 32 bytes").
// What a fingerprint gives away: whoever has the code can tell that this place was reported, as the report does. It is
// the same for every value that could stand there, so no guess at one can be tested with it.

import { createHash } from 'node:crypto';
import type { Place } from '../../source/file.ts';
import { lastBefore, type Piece } from './content.ts';
import { maskedLine, type Masks } from '../excerpt.ts';
import { withoutEdges } from '../ordinary.ts';
import type { Rule } from '../rule.ts';

const bytes = 16;
/** How much code to either side counts, once it is blanked: a line of a bundle is no help. */
export const MAX_CODE = 200;
/** A blanked literal. */
const blank = '\u2022';

/** In the order given, which must be the order of the places: equal ones are told apart by counting. */
export function fingerprints(findings: readonly { readonly rule: Rule; readonly at: Place }[], masks: Masks): string[] {
  const seen = new Map<string, number>();
  return findings.map(({ rule, at }) => {
    const { names, code } = surroundingsOf(at, masks);
    const content = [rule.id, at.file.path, ...names, code].join('\0');
    const number = seen.get(content) ?? 0;
    seen.set(content, number + 1);
    return createHash('sha256').update(`${content}\0${number}`).digest('hex').slice(0, bytes * 2);
  });
}

/** The names around a place, the outermost first, and the code beside it, blanked. */
export const surroundingsOf = (at: Place, masks: Masks): { readonly names: readonly string[]; readonly code: string } =>
  ({ names: masks.content(at.file).around(at.start), code: codeAt(at, masks) });

function codeAt(place: Place, masks: Masks): string {
  const { file, start } = place;
  // Of a lockfile, whose values are names and versions, the names.
  if (file.language === 'lock') return maskedLine(place, masks).replace(/\d+/g, blank);
  const { pieces } = masks.content(file);
  if (!pieces || !masks.isWhole(file)) return '';
  const table = masks.lines(file);
  const { line } = table.positionAt(start);
  const from = table.lineStart(line);
  const to = from + table.lineText(line).length;
  const before = plain(codeBefore(start, from, pieces, file.text)).slice(-MAX_CODE);
  return before + '\0' + plain(codeAfter(start, to, pieces, file.text)).slice(0, MAX_CODE);
}

/** Backwards from the place, piece by piece, until there is enough; what is cut off is counted in blanked characters. */
function codeBefore(start: number, from: number, pieces: readonly Piece[], text: string): string {
  const parts: string[] = [];
  let at = start;
  let length = 0;
  for (let index = lastBefore(pieces, start); at > from && length < MAX_CODE * 2; index--) {
    const piece = pieces[index];
    if (piece && piece.start <= at && piece.end > at) {
      at = piece.start;
      continue;
    }
    const code = text.slice(Math.max(from, piece?.end ?? 0, at - MAX_CODE * 2), at);
    parts.unshift(piece && piece.end > from ? inPlaceOf(piece) : '', code);
    length += code.length + 1;
    at = piece?.start ?? from;
  }
  return parts.join('');
}

function codeAfter(start: number, to: number, pieces: readonly Piece[], text: string): string {
  const parts: string[] = [];
  let at = start;
  let length = 0;
  for (let index = Math.max(0, lastBefore(pieces, start)); at < to && length < MAX_CODE * 2; index++) {
    const piece = pieces[index];
    if (piece && piece.end <= at) continue;
    const code = text.slice(at, Math.max(at, Math.min(to, piece?.start ?? to, at + MAX_CODE * 2)));
    parts.push(code, piece && piece.start < to ? inPlaceOf(piece) : '');
    length += code.length + 1;
    at = piece?.end ?? to;
  }
  return parts.join('');
}

const inPlaceOf = ({ kind }: Piece): string => (kind === 'comment' ? '' : blank);

/** Width of white space, quotes and closing marks are a formatter's business; long runs with digits could be keys. */
const plain = (code: string): string => {
  const blanked = code.replace(/["'`]/g, '').replace(/[\w$]{20,}/g, (name) => (/\d/.test(name) ? blank : name));
  return withoutEdges(blanked.replace(/\s+/g, ' ').replace(/ ?([^\w\s$]) ?/g, '$1'), /[\s,;]/);
};
