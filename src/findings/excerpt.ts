// Places → the lines around them, for a reader, with every secret masked. What comes out may be printed and stored.
// A mask has a fixed width: even the length of a secret is not shown.
// Masked by role: what the facts call sensitive, wherever its text stands again, and literals that a finding about keys
// marks. Masked by neighbourhood: every literal, comment and value on a shown line that is not plainly ordinary
// (ordinary.ts), for a neighbour's password is nobody's to print. A long line is cut before it is masked, and never
// inside a mask. The work is that of the shown lines: what a file holds is looked up in indexes made once.

import type { Facts } from '../facts/facts.ts';
import type { Place, SourceFile } from '../source/file.ts';
import { linesOf, type Lines } from '../source/lines.ts';
import { hiddenInComment } from './settings/comment-words.ts';
import { contentOf, lastBefore, type Content, type Piece } from './identity/content.ts';
import type { Excerpt } from './finding.ts';
import {
  hiddenInLine, hiddenInPattern, hiddenInProse, hiddenInValue, isHeaderOrAlgorithm, isSettingName, isShownNumber, mask, MAX_JUDGED,
  tokenLikeIn, type Stretch,
} from './ordinary.ts';

const linesAround = 2;
const linesMarked = 4;
const maxColumns = 160;
/** How much of a line is looked at to either side of the mark. */
export const MAX_REACH = 400;
const shortestRepeat = 4;
/** Of a sensitive text, what is looked for elsewhere. */
const LONGEST_REPEAT = 2000;

/** What must not be shown, file by file. */
export interface Masks {
  /** Sorted stretches of a file of this run, none overlapping another. */
  in(file: SourceFile): readonly Stretch[];
  /** Texts that are masked wherever they stand. */
  readonly repeats: Repeats;
  content(file: SourceFile): Content;
  lines(file: SourceFile): Lines;
  /** Made before: many findings have the same evidence. */
  readonly shown: Map<string, Excerpt>;
  /** Settings are shown as their lines are: nothing in a file that its reader stumbled over has a known shape. */
  isWhole(file: SourceFile): boolean;
}

/** Sensitive texts by how they begin, and how long those are. */
interface Repeats { readonly texts: ReadonlySet<string>; readonly lengths: ReadonlyMap<string, readonly number[]> }

/** `more`: secrets that findings of the file name elsewhere. */
export function masksOf(facts: Facts, more: readonly Place[] = []): Masks {
  const tables = new Map<string, Lines>();
  let byFile: Map<string, readonly Stretch[]> | undefined;
  let repeats: Repeats | undefined;
  return {
    in(file) {
      byFile ??= stretchesByFile([...facts.sensitive, ...more]);
      return byFile.get(file.path) ?? [];
    },
    get repeats() {
      return (repeats ??= repeatsOf([...facts.sensitive, ...more]));
    },
    content: contentOf,
    shown: new Map(),
    lines(file) {
      const known = tables.get(file.path) ?? linesOf(file.text);
      tables.set(file.path, known);
      return known;
    },
    isWhole: (file) => file.path !== facts.file.path || facts.problems.length === 0,
  };
}

function stretchesByFile(places: readonly Place[]): Map<string, readonly Stretch[]> {
  const byFile = new Map<string, Stretch[]>();
  for (const { file, start, end } of places) {
    const own = byFile.get(file.path);
    if (own) own.push({ start, end });
    else byFile.set(file.path, [{ start, end }]);
  }
  return new Map([...byFile].map(([path, own]) => [path, merged(own)]));
}

function repeatsOf(places: readonly Place[]): Repeats {
  const texts = new Set<string>();
  for (const { file, start, end } of places)
    for (const line of file.text.slice(start, Math.min(end, start + LONGEST_REPEAT)).split('\n'))
      for (const text of [line.trim(), unquoted(line.trim())]) if (text.length >= shortestRepeat) texts.add(text);
  const lengths = new Map<string, Set<number>>();
  for (const text of texts) {
    const begin = text.slice(0, shortestRepeat);
    const known = lengths.get(begin);
    if (known) known.add(text.length);
    else lengths.set(begin, new Set([text.length]));
  }
  return { texts, lengths: new Map([...lengths].map(([begin, all]) => [begin, [...all].sort((a, b) => b - a)])) };
}

const unquoted = (text: string): string => text.replace(/^["'`]/, '').replace(/["'`]$/, '');

/** One excerpt a place, in the same order. `marksKeys`: a marked literal is taken for a key, whatever the facts say. */
export const excerptsOf = (places: readonly Place[], masks: Masks, marksKeys = false): Excerpt[] => places.map((place) => {
  const key = `${place.start} ${place.end} ${marksKeys} ${place.file.path}`;
  const excerpt = masks.shown.get(key) ?? excerptOf(place, masks, marksKeys);
  masks.shown.set(key, excerpt);
  return excerpt;
});

function excerptOf(place: Place, masks: Masks, marksKeys: boolean): Excerpt {
  const { file } = place;
  const table = masks.lines(file);
  const marked = table.positionAt(place.start).line;
  const lastMarked = table.positionAt(Math.max(place.start, place.end - 1)).line;
  const first = Math.max(1, marked - linesAround);
  // A long marked stretch is shown by its beginning.
  const last = Math.min(lastMarked + linesAround, marked + linesMarked, lastLineOf(table, file));
  const shown = Array.from({ length: last - first + 1 }, (_, index) => shownLine(place, first + index, masks, marksKeys));
  const { from, to } = shown[marked - first]!;
  return {
    file: file.path, firstLine: first, lines: shown.map(({ text }) => text),
    mark: { line: marked, from, to: Math.max(to, from + 1) },
  };
}

/** The empty line behind a last line break is no line to a reader. */
const lastLineOf = (table: Lines, { text }: SourceFile): number =>
  table.count > 1 && table.lineStart(table.count) === text.length ? table.count - 1 : table.count;

/** The marked line as it is shown, without its indentation. */
export const maskedLine = (place: Place, masks: Masks): string =>
  shownLine(place, masks.lines(place.file).positionAt(place.start).line, masks, true).text.trim();

/** The lines of a file, counted from zero, as they are and as they may be shown: whole, and a very long one not at all. */
export function maskedLines(
  facts: Facts, secrets: readonly Place[],
): (line: number) => { readonly plain: string; readonly masked: string } {
  const { file } = facts;
  const masks = masksOf(facts, secrets);
  const table = masks.lines(file);
  return (index) => {
    const plain = table.lineText(index + 1);
    const start = table.lineStart(index + 1);
    const window = { start, end: start + plain.length };
    const place = { file, start, end: start };
    return { plain, masked: plain.length > MAX_REACH * 2 ? mask : maskedWindow(place, window, window, masks, false).text };
  };
}

interface Shown { readonly text: string; readonly from: number; readonly to: number }

/** One line of the place's file. The mark is the part of the place that is on it, or its beginning. */
function shownLine(place: Place, line: number, masks: Masks, marksKeys: boolean): Shown {
  const table = masks.lines(place.file);
  const lineStart = table.lineStart(line);
  const lineEnd = lineStart + table.lineText(line).length;
  const on = (offset: number): number => Math.min(Math.max(offset, lineStart), lineEnd);
  const focus =
    place.end <= lineStart || place.start >= lineEnd
      ? { start: lineStart, end: lineStart }
      : { start: on(place.start), end: on(place.end) };
  const window = { start: Math.max(lineStart, focus.start - MAX_REACH), end: Math.min(lineEnd, focus.start + MAX_REACH) };
  const masked = maskedWindow(place, window, { start: lineStart, end: lineEnd }, masks, marksKeys);
  const from = masked.column(focus.start, 'before');
  const to = masked.column(Math.min(focus.end, window.end), 'after');
  return cut(masked, from, to, { before: window.start > lineStart, after: window.end < lineEnd });
}

interface Masked { readonly text: string; readonly masks: readonly Stretch[]; column(offset: number, edge: 'before' | 'after'): number }

/** The window with its masks, and where an offset went: 0-based columns, at the edges of a mask. */
function maskedWindow(place: Place, window: Stretch, line: Stretch, masks: Masks, marksKeys: boolean): Masked {
  const { file } = place;
  const source = file.text.slice(window.start, window.end);
  const hidden = merged([
    ...relative(within(masks.in(file), window), window),
    ...hiddenIn(place, window, line, masks, marksKeys),
    ...tokenLikeIn(source),
    ...cutWords(source, { before: window.start > line.start, after: window.end < line.end }),
  ].map(({ start, end }) => ({ start: Math.max(start, 0), end: Math.min(end, source.length) })));
  const placed: Stretch[] = [];
  let text = '';
  let done = 0;
  for (const { start, end } of hidden) {
    text += source.slice(done, start);
    placed.push({ start: text.length, end: text.length + mask.length });
    text += mask;
    done = end;
  }
  text += source.slice(done);
  return {
    text,
    masks: placed,
    column(offset, edge) {
      const column = offset - window.start;
      let shift = 0;
      for (const { start, end } of hidden) {
        if (column <= start) break;
        if (column < end) return start + shift + (edge === 'before' ? 0 : mask.length);
        shift += mask.length - (end - start);
      }
      return column + shift;
    },
  };
}

const relative = (stretches: readonly Stretch[], { start: from }: Stretch): Stretch[] =>
  stretches.map(({ start, end }) => ({ start: start - from, end: end - from }));

/** Those of a sorted list that reach into the window. */
function within<S extends Stretch>(sorted: readonly S[], window: Stretch): S[] {
  const found: S[] = [];
  for (let at = Math.max(0, lastBefore(sorted, window.start)); at < sorted.length && sorted[at]!.start < window.end; at++)
    if (sorted[at]!.end > window.start) found.push(sorted[at]!);
  return found;
}

/** Half a word at the edge of a long line could be half a key. */
function cutWords(source: string, { before, after }: { readonly before: boolean; readonly after: boolean }): Stretch[] {
  const first = before ? /^[^\s"'`()[\]{}<>,;=:]*/.exec(source)![0].length : 0;
  let last = source.length;
  while (after && last > 0 && !/[\s"'`()[\]{}<>,;=:]/.test(source[last - 1]!)) last--;
  return [{ start: 0, end: first }, { start: last, end: source.length }];
}

// --- what of a window is hidden by what stands there ---

function hiddenIn(place: Place, window: Stretch, line: Stretch, masks: Masks, marksKeys: boolean): Stretch[] {
  const { file } = place;
  const { pieces } = masks.content(file);
  if (pieces && masks.isWhole(file)) {
    return relative(within(pieces, window).flatMap((piece) => hiddenInPiece(piece, place, window, masks, marksKeys)), window);
  }
  const source = file.text.slice(window.start, window.end);
  const marked = marksKeys ? relative(markedLiteral(place), window) : [];
  const isSettings = /^(?:env|yaml|toml|json|text|lock)$/.test(file.language);
  const wholeLine = window.start > line.start ? [] : hiddenInLine(source, isSettings);
  // In the middle of a long line nobody knows what is open: only plain words are shown.
  const middle = window.start > line.start ? hiddenInProse(source) : [];
  return [...marked, ...wholeLine, ...middle, ...repeatsIn(source, masks.repeats)];
}

function hiddenInPiece(piece: Piece, place: Place, window: Stretch, masks: Masks, marksKeys: boolean): Stretch[] {
  const { file } = place;
  const all = [{ start: piece.start, end: piece.end }];
  const isMarked = marksKeys && piece.start < place.end && piece.end > place.start;
  if (piece.kind === 'comment' || piece.kind === 'outside') {
    const part = { start: Math.max(piece.start, window.start), end: Math.min(piece.end, window.end) };
    const text = file.text.slice(part.start, part.end);
    const hidden = piece.kind === 'outside' ? hiddenInLine(text, false) : hiddenInComment(text);
    return absolute([...hidden, ...repeatsIn(text, masks.repeats)], part.start);
  }
  if (piece.end - piece.start > MAX_JUDGED) return all;
  const text = file.text.slice(piece.start, piece.end);
  if (isMarked && piece.kind === 'value' && text.trim().length > 2 && !isHeaderOrAlgorithm(text)) return all;
  piece.hidden ??= judged(piece, text);
  return absolute([...piece.hidden, ...(piece.kind === 'number' ? [] : repeatsIn(text, masks.repeats))], piece.start);
}

function judged({ kind, isSecret }: Piece, text: string): readonly Stretch[] {
  const all = [{ start: 0, end: text.length }];
  switch (kind) {
    case 'number': return isShownNumber(text) && !(isSecret && text.length > 2) ? [] : all;
    case 'pattern': return hiddenInPattern(text);
    case 'name': return isSettingName(text) || hiddenInValue(text, false).length === 0 ? [] : all;
    case 'module': return hiddenInModule(text);
    default: return hiddenInValue(text, isSecret);
  }
}

/** Names of modules are those of packages and files. */
const hiddenInModule = (text: string): Stretch[] => (/^[@\w./~#:-]{1,120}$/.test(text) ? [] : [{ start: 0, end: text.length }]);

const absolute = (stretches: readonly Stretch[], by: number): Stretch[] =>
  stretches.map(({ start, end }) => ({ start: start + by, end: end + by }));

function markedLiteral({ file, start, end }: Place): Stretch[] {
  const text = file.text.slice(start, Math.min(end, start + MAX_JUDGED));
  const quoted = text.length > 4 && /^["'`]/.test(text) && !isHeaderOrAlgorithm(unquoted(text));
  return quoted ? [{ start: start + 1, end: end - 1 }] : [];
}

function repeatsIn(source: string, { texts, lengths }: Repeats): Stretch[] {
  const found: Stretch[] = [];
  if (texts.size === 0) return found;
  for (let at = 0; at + shortestRepeat <= source.length; at++) {
    const lengthsHere = lengths.get(source.slice(at, at + shortestRepeat));
    const length = lengthsHere?.find((one) => at + one <= source.length && texts.has(source.slice(at, at + one)));
    if (length === undefined) continue;
    found.push({ start: at, end: at + length });
    at += length - 1;
  }
  return found;
}

function merged(stretches: readonly Stretch[]): Stretch[] {
  const all: { start: number; end: number }[] = [];
  for (const { start, end } of stretches.filter((one) => one.end > one.start).sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = all.at(-1);
    if (last !== undefined && start < last.end) last.end = Math.max(last.end, end);
    else all.push({ start, end });
  }
  return all;
}

/** At most 160 columns with the mark's beginning in view; columns come out 1-based. */
function cut({ text, masks }: Masked, from: number, to: number, open: { before: boolean; after: boolean }): Shown {
  const fits = text.length <= maxColumns && !open.before && !open.after;
  if (fits) return { text, from: from + 1, to: to + 1 };
  const room = maxColumns - 2;
  const outOf = (at: number, edge: 'start' | 'end'): number => {
    const inside = masks.find(({ start, end }) => start < at && at < end);
    return inside === undefined ? at : edge === 'start' ? inside.end : inside.start;
  };
  const begin = Math.max(0, Math.min(from - Math.floor(room / 3), text.length - room));
  const start = Math.min(outOf(begin, 'start'), from);
  const end = Math.max(outOf(Math.min(text.length, start + room), 'end'), start);
  const before = start > 0 || open.before ? '…' : '';
  const after = end < text.length || open.after ? '…' : '';
  const column = (offset: number): number => Math.min(Math.max(offset, start), end) - start + before.length + 1;
  return { text: before + text.slice(start, end) + after, from: column(from), to: column(to) };
}
