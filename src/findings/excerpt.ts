// Places → the lines around them, for a reader, with every secret masked. What comes out may be printed, stored and
// hashed. A mask has a fixed width: even the length of a secret is not shown.
// Masked are: stretches that the facts call sensitive, the same text anywhere else on a shown line, literals that a
// finding about keys marks, and whatever else looks like a token (a neighbour's API key is nobody's to print).

import { isCode } from '../source/language.ts';
import type { Facts } from '../facts/facts.ts';
import type { Place, SourceFile } from '../source/file.ts';
import { linesOf, type Lines } from '../source/lines.ts';
import type { Excerpt } from './finding.ts';

export const mask = '••••••';

const linesAround = 2;
const linesMarked = 4;
const maxColumns = 160;
/** Further than a shown line reaches to either side: a secret is recognised whole before the line is cut. */
const maxReach = 8192;
const shortestRepeat = 4;
/** Shorter literals are words such as 'SHA1', not keys. */
const shortestKey = 8;

/** What must not be shown, file by file. */
export interface Masks {
  readonly file: SourceFile;
  /** Sorted stretches of a file of this run. */
  in(file: SourceFile): readonly Stretch[];
  /** Texts that are masked wherever they stand. */
  readonly texts: readonly string[];
  lines(file: SourceFile): Lines;
}

interface Stretch { readonly start: number; readonly end: number }

/** `more`: secrets that findings of the file name elsewhere. */
export function masksOf(facts: Facts, more: readonly Place[] = []): Masks {
  const stretches = new Map<string, readonly Stretch[]>();
  const tables = new Map<string, Lines>();
  return {
    file: facts.file,
    in(file) {
      const known = stretches.get(file.path) ?? sensitiveIn(file, facts, more);
      stretches.set(file.path, known);
      return known;
    },
    texts: sensitiveTexts([...facts.sensitive, ...more]),
    lines(file) {
      const known = tables.get(file.path) ?? linesOf(file.text);
      tables.set(file.path, known);
      return known;
    },
  };
}

// Another file's facts are not at hand, and those of broken source are not whole, so nothing says which literals there
// are secret: all are taken to be.
function sensitiveIn(file: SourceFile, facts: Facts, more: readonly Place[]): Stretch[] {
  const own = [...facts.sensitive, ...more].filter((place) => place.file.path === file.path);
  // Names of environment variables say too little: SEED and PIN are secrets as often as not.
  const isKnown = file.path === facts.file.path && facts.problems.length === 0 && file.language !== 'env';
  const all = isKnown ? own : [...own, ...literalsIn(file)];
  return all.map(({ start, end }) => ({ start, end })).sort((a, b) => a.start - b.start);
}

const literalsIn = (file: SourceFile): Stretch[] =>
  isCode(file.language)
    ? // A literal that is not closed runs to the end of its line.
      stretchesOf(/'([^'\n]*)(?:'|$)|"([^"\n]*)(?:"|$)|`([^`]*)`/gm, file.text)
    : stretchesOf(/[:=][ \t]*([^\n]*)/g, file.text);

function stretchesOf(pattern: RegExp, text: string): Stretch[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const inner = match.slice(1).find((group) => group !== undefined) ?? '';
    const start = match.index + match[0].indexOf(inner, 1);
    return inner.length < shortestRepeat ? [] : [{ start, end: start + inner.length }];
  });
}

function sensitiveTexts(places: readonly Place[]): string[] {
  const texts = new Set<string>();
  for (const { file, start, end } of places)
    for (const line of file.text.slice(start, Math.min(end, start + maxReach * 4)).split('\n'))
      for (const text of [line.trim(), unquoted(line.trim())]) if (text.length >= shortestRepeat) texts.add(text);
  return [...texts].sort((a, b) => b.length - a.length);
}

const unquoted = (text: string): string => text.replace(/^["'`]/, '').replace(/["'`]$/, '');

/** One excerpt a place, in the same order. `marksKeys`: a marked literal is taken for a key, whatever the facts say. */
export const excerptsOf = (places: readonly Place[], masks: Masks, marksKeys = false): Excerpt[] =>
  places.map((place) => excerptOf(place, masks, marksKeys));

function excerptOf(place: Place, masks: Masks, marksKeys: boolean): Excerpt {
  const { file } = place;
  const table = masks.lines(file);
  const marked = table.positionAt(place.start).line;
  const lastMarked = table.positionAt(Math.max(place.start, place.end - 1)).line;
  const first = Math.max(1, marked - linesAround);
  // A long marked stretch is shown by its beginning.
  const last = Math.min(lastMarked + linesAround, marked + linesMarked, lastLineOf(table, file));
  const extra = marksKeys ? markedLiteral(place) : [];
  const shown = Array.from({ length: last - first + 1 }, (_, index) => shownLine(place, first + index, masks, extra));
  const { from, to } = shown[marked - first]!;
  return {
    file: file.path, firstLine: first, lines: shown.map(({ text }) => text),
    mark: { line: marked, from, to: Math.max(to, from + 1) },
  };
}

/** The empty line behind a last line break is no line to a reader. */
const lastLineOf = (table: Lines, { text }: SourceFile): number =>
  table.count > 1 && table.lineStart(table.count) === text.length ? table.count - 1 : table.count;

function markedLiteral({ file, start, end }: Place): Stretch[] {
  const text = file.text.slice(start, end);
  const quoted = text.length >= shortestKey + 2 && /^["'`]/.test(text) && text.endsWith(text[0]!);
  return quoted ? [{ start: start + 1, end: end - 1 }] : [];
}

/** The marked line as a fingerprint sees it: masked, cut, without its indentation. */
export function maskedLine(place: Place, masks: Masks, marksKeys: boolean): string {
  const { line } = masks.lines(place.file).positionAt(place.start);
  return shownLine(place, line, masks, marksKeys ? markedLiteral(place) : []).text.trim();
}

interface Shown { readonly text: string; readonly from: number; readonly to: number }

/** One line of the place's file. The mark is the part of the place that is on it, or its beginning. */
function shownLine(place: Place, line: number, masks: Masks, extra: readonly Stretch[]): Shown {
  const table = masks.lines(place.file);
  const lineStart = table.lineStart(line);
  const lineEnd = lineStart + table.lineText(line).length;
  const on = (offset: number): number => Math.min(Math.max(offset, lineStart), lineEnd);
  const focus =
    place.end <= lineStart || place.start >= lineEnd
      ? { start: lineStart, end: lineStart }
      : { start: on(place.start), end: on(place.end) };
  const start = Math.max(lineStart, focus.start - maxReach);
  const window = { start, end: Math.min(lineEnd, focus.start + maxReach) };
  const masked = maskedWindow(place.file, window, masks, extra);
  const from = masked.column(focus.start, 'before');
  const to = masked.column(Math.min(focus.end, window.end), 'after');
  return cut(masked.text, from, to, { before: start > lineStart, after: window.end < lineEnd });
}

/** The window with its masks, and where an offset went: 0-based columns, at the edges of a mask. */
function maskedWindow(file: SourceFile, window: Stretch, masks: Masks, extra: readonly Stretch[]): {
  text: string; column(offset: number, edge: 'before' | 'after'): number;
} {
  const source = file.text.slice(window.start, window.end);
  const hidden = merged([
    ...within(masks.in(file), window), ...within(extra, window),
    ...repeats(source, masks.texts), ...tokenLike(source), ...namedLike(source),
  ]);
  let text = '';
  let done = 0;
  for (const { start, end } of hidden) {
    text += source.slice(done, start) + mask;
    done = end;
  }
  text += source.slice(done);
  return {
    text,
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

const within = (stretches: readonly Stretch[], window: Stretch): Stretch[] =>
  stretches
    .filter(({ start, end }) => start < window.end && end > window.start)
    .map(({ start, end }) => ({ start: Math.max(start, window.start) - window.start, end: Math.min(end, window.end) - window.start }));

function repeats(source: string, texts: readonly string[]): Stretch[] {
  const found: Stretch[] = [];
  for (const text of texts)
    for (let at = source.indexOf(text); at >= 0; at = source.indexOf(text, at + text.length))
      found.push({ start: at, end: at + text.length });
  return found;
}

/** Long runs of an encoding's letters with digits among them: keys and tokens of whatever kind. */
const tokenLike = (source: string): Stretch[] =>
  [...source.matchAll(/[A-Za-z0-9+_-]{20,}={0,2}/g), ...source.matchAll(/[A-Za-z0-9+/]{32,}={0,2}/g)]
    .filter(([run]) => (run.match(/\d/g)?.length ?? 0) >= (run.length >= 32 ? 1 : 2) && /[A-Za-z]/.test(run))
    .map((match) => ({ start: match.index, end: match.index + match[0].length }));

/** What stands beside a finding under a name of secrecy: no rule need have judged it to keep it from being printed. */
const namedLike = (source: string): Stretch[] =>
  [
    ...source.matchAll(
      /(?:key|secret|token|passw(?:or)?d|pwd|passphrase|salt|credentials?)["']?\s{0,3}[:=]\s{0,3}(["'`])(?!\$\{)([^"'`\n]{4,400})\1/gi,
    ),
  ]
    .filter(([, , text]) => !isVersion(text!))
    .map((match) => {
      const end = match.index + match[0].length - 1;
      return { start: end - match[2]!.length, end };
    });

/** `"jsonwebtoken": "^8.5.1"` */
const isVersion = (text: string): boolean => /^[~^]?\d{1,4}(?:\.\d{1,4}){1,2}$/.test(text);

function merged(stretches: Stretch[]): Stretch[] {
  const all: { start: number; end: number }[] = [];
  for (const { start, end } of stretches.filter((one) => one.end > one.start).sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = all.at(-1);
    if (last !== undefined && start < last.end) last.end = Math.max(last.end, end);
    else all.push({ start, end });
  }
  return all;
}

/** At most 160 columns with the mark's beginning in view; columns come out 1-based. */
function cut(text: string, from: number, to: number, open: { before: boolean; after: boolean }): Shown {
  const fits = text.length <= maxColumns && !open.before && !open.after;
  if (fits) return { text, from: from + 1, to: to + 1 };
  const room = maxColumns - 2;
  const start = Math.max(0, Math.min(from - Math.floor(room / 3), text.length - room));
  const end = Math.min(text.length, start + room);
  const before = start > 0 || open.before ? '…' : '';
  const after = end < text.length || open.after ? '…' : '';
  const column = (offset: number): number => Math.min(Math.max(offset, start), end) - start + before.length + 1;
  return { text: before + text.slice(start, end) + after, from: column(from), to: column(to) };
}
