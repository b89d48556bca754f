// Comments → which findings somebody has already judged, and which of those judgements no longer hold.
// Two spellings. ESLint's (`eslint-disable…` naming `jwtlint/<id>`) mean here what they mean there; one that names nothing was written
// for other rules, and counts in the files that the user lists.
// Ours (`jwtlint-disable…`) work in every format and are made to outlive a formatter: the line above counts with
// comments between, and a comment at the end of a line covers that line as well.
// Only directives that name jwtlint are ever complained about: ours name a rule, or they suppress nothing.

import { coverOf } from '../../source/ignores.ts';
import { isCode } from '../../source/language.ts';
import type { Facts } from '../../facts/facts.ts';
import type { Place } from '../../source/file.ts';
import { linesOf, type Lines } from '../../source/lines.ts';
import type { Diagnostic } from '../finding.ts';
import { refusedByFloor } from './floor.ts';
import { quoted } from '../nearest.ts';
import type { Settings } from '../options.ts';
import type { Rule } from '../rule.ts';
import { idNow } from '../rule-names.ts';
import { isOn, severityIn } from './settings.ts';

export interface Suppressions {
  of(ruleId: string, at: Place): null | { readonly by: string; readonly reason: string };
  /** Unused, expired, malformed and unknown ones. Ask after the last `of`. */
  problems(): Diagnostic[];
}

interface Directive {
  readonly dialect: 'eslint' | 'jwtlint';
  readonly does: 'disable' | 'enable' | 'disable-line' | 'disable-next-line';
  /** Rule ids without prefix; empty: all rules. */
  readonly ids: readonly string[];
  readonly reason: string;
  readonly until?: string;
  readonly start: number;
  readonly end: number;
}

/** A directive with the stretch of lines it speaks for, both ends included. */
interface Suppression { readonly directive: Directive; readonly from: number; readonly to: number; readonly used: Set<string> }

/** Directives of one file, and names in them, that are heeded. What people write ends far below. */
export const mostDirectives = 2000;

const noPatterns: readonly string[] = [];
const nobody: Covering = { all: [], last: [] };

const none: Suppressions = { of: () => null, problems: () => [] };

export function suppressionsOf(rules: readonly Rule[], facts: Facts, settings: Settings): Suppressions {
  if (!settings.inlineIgnores) return none;
  const written = facts.comments.flatMap((comment) => directiveOf(comment, facts))
    .map((directive) => ({ ...directive, ids: directive.ids.map((id) => idNow(rules, id)) }));
  if (written.length === 0) return none;
  const directives = heeded(written);
  const today = settings.today ?? new Date().toISOString().slice(0, 10);
  const lines = linesOf(facts.file.text);
  const lineOf = (offset: number): number => lines.positionAt(offset).line;
  const all = ranged(directives, facts, lineOf);
  const valid = all.filter(({ directive }) => !isExpired(directive, today)).sort((one, other) => one.from - other.from);
  const isListed = coverOf(settings.bareDisables ?? noPatterns)(facts.file.path);
  const bare = isListed ? nobody : coveringOf(valid.filter(({ directive }) => isForAll(directive)));
  const byRule = new Map<string, Covering>();
  const covering = (ruleId: string): Covering => {
    const counts = (directive: Directive): boolean => (directive.ids.includes(ruleId) || (isListed && isForAll(directive)))
      && refusedByFloor(settings.floor, ruleId, directive, today) === undefined;
    const known = byRule.get(ruleId) ?? coveringOf(valid.filter(({ directive }) => counts(directive)));
    byRule.set(ruleId, known);
    return known;
  };
  return {
    of(ruleId, at) {
      if (at.file.path !== facts.file.path) return null;
      const line = lineOf(at.start);
      const by = firstOver(line, covering(ruleId));
      if (by === undefined) {
        firstOver(line, bare)?.used.add(ruleId);
        return null;
      }
      by.used.add(ruleId);
      return { by: `${by.directive.dialect}-${by.directive.does}`, reason: by.directive.reason };
    },
    problems: () => [
      ...problemsOf(all, rules, facts, settings, { today, isListed }, lines),
      ...(directives.length < written.length ? [tooManyIn(facts, directives.length)] : []),
    ],
  };
}

export interface WrittenException {
  readonly by: string;
  readonly rules: readonly string[];
  readonly reason: string;
  readonly until?: string;
  readonly start: number;
}

/** All comments of a file that are to suppress something, whether they do or not. */
export const exceptionsIn = (facts: Facts): readonly WrittenException[] => facts.comments.flatMap((comment) => directiveOf(comment, facts))
  .filter(({ does, ids }) => does !== 'enable' && ids.length > 0)
  .map(({ dialect, does, ids, reason, until, start }) => ({ by: `${dialect}-${does}`, rules: ids, reason, start, ...(until !== undefined && { until }) }));

/** What is beyond the bound suppresses nothing, which a report shows. */
function heeded(written: readonly Directive[]): readonly Directive[] {
  let left = mostDirectives;
  const beyond = written.findIndex(({ ids }) => (left -= 1 + ids.length) < 0);
  return beyond < 0 ? written : written.slice(0, beyond);
}

const tooManyIn = ({ file }: Facts, count: number): Diagnostic => ({
  file: file.path, kind: 'suppression', message: `1:1: too many directives: those behind the first ${String(count)} suppress nothing`,
});

/** In the order of their first lines, each with the last line that it or an earlier one speaks for. */
interface Covering { readonly all: readonly Suppression[]; readonly last: readonly number[] }

function coveringOf(all: readonly Suppression[]): Covering {
  let last = 0;
  return { all, last: all.map(({ to }) => (last = Math.max(last, to))) };
}

/** The first that reaches the line; those behind it begin no earlier, so when it begins later none covers the line. */
function firstOver(line: number, { all, last }: Covering): Suppression | undefined {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (last[middle]! >= line) high = middle;
    else low = middle + 1;
  }
  const found = all[low];
  return found !== undefined && found.from <= line ? found : undefined;
}

/** ESLint's own means every rule of everybody; whoever writes ours must say which. */
const isForAll = ({ ids, dialect }: Directive): boolean => ids.length === 0 && dialect === 'eslint';

// Dates compare as text in this form. A date that is none never suppresses: see problemsOf.
const isExpired = ({ until }: Directive, today: string): boolean => until !== undefined && (!isDay(until) || until < today);
export const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));

/** Whatever a comment of any format may begin its lines with. */
const decoration = /^[\s*#/;!-]*/;
const DIRECTIVES = ['disable-next-line', 'disable-line', 'disable', 'enable'] as const satisfies readonly Directive['does'][];
const directiveWord = /^(eslint|jwtlint)-(disable-next-line|disable-line|disable|enable)(?![\w-])/;

function directiveOf(comment: Facts['comments'][number], facts: Facts): Directive[] {
  const text = comment.text.replace(decoration, '');
  const word = directiveWord.exec(text);
  if (word === null) return [];
  const dialect = word[1] === 'eslint' ? 'eslint' : 'jwtlint';
  const does = DIRECTIVES.find((one) => one === word[2])!;
  // ESLint reads its block directives from block comments only (configuration comments, ESLint 10 docs).
  const isLineComment = isCode(facts.file.language) && facts.file.text.startsWith('//', comment.start);
  if (dialect === 'eslint' && isLineComment && (does === 'disable' || does === 'enable')) return [];
  const { list, reason, until } = partsOf(text.slice(word[0].length));
  const named = list.split(',').map((name) => name.trim()).filter((name) => name !== '');
  const ids = dialect === 'eslint'
    ? named.filter((name) => name.startsWith('jwtlint/')).map((name) => name.slice('jwtlint/'.length))
    : named.map((name) => name.replace(/^jwtlint\//, ''));
  // A directive for other people's rules is none of ours; one without names means everybody's.
  if (named.length > 0 && ids.length === 0) return [];
  return [{ dialect, does, ids, reason, ...(until === undefined ? {} : { until }), start: comment.start, end: comment.end }];
}

/** `id, id -- reason until=2027-01-31`; the date may stand in brackets or before the dashes. */
function partsOf(rest: string): { list: string; reason: string; until: string | undefined } {
  const date = /\[?\buntil=([^\s\]]*)\]?/.exec(rest);
  const dateless = date === null ? rest : rest.slice(0, date.index) + rest.slice(date.index + date[0].length);
  // ESLint: the description begins after two or more dashes with white space on both sides.
  const dashes = /(?:^|\s)-{2,}(?=\s|$)/.exec(dateless);
  const list = dashes === null ? dateless : dateless.slice(0, dashes.index);
  const said = dashes === null ? '' : dateless.slice(dashes.index + dashes[0].length);
  const reason = said.replace(/(?:\*\/|-->)\s*$/, '').replace(/\s+/g, ' ').trim();
  return { list: list.replace(/(?:\*\/|-->)\s*$/, ''), reason, until: date?.[1] };
}

function ranged(directives: readonly Directive[], facts: Facts, lineOf: (offset: number) => number): Suppression[] {
  const lastLine = lineOf(facts.file.text.length);
  const suppression = (directive: Directive, from: number, to: number): Suppression => ({ directive, from, to, used: new Set() });
  const codeLine = codeLinesAfter(facts, lineOf);
  return directives.flatMap((directive, index): Suppression[] => {
    const line = lineOf(directive.start);
    const endLine = lineOf(Math.max(directive.start, directive.end - 1));
    switch (directive.does) {
      case 'enable': return [];
      case 'disable-line': return [suppression(directive, line, endLine)];
      case 'disable-next-line':
        return directive.dialect === 'eslint'
          ? [suppression(directive, endLine + 1, endLine + 1)]
          : [suppression(directive, sharesLine(directive, facts) ? line : endLine + 1, codeLine(directive))];
      case 'disable': {
        const enable = directives.slice(index + 1).find((later) => endsBlock(later, directive));
        return [suppression(directive, line, enable === undefined ? lastLine : lineOf(enable.start))];
      }
    }
  });
}

const endsBlock = (later: Directive, block: Directive): boolean =>
  later.does === 'enable' && later.dialect === block.dialect
  && (later.ids.length === 0 || (block.ids.length > 0 && block.ids.every((id) => later.ids.includes(id))));

/** Does something else than white space stand before the comment on its line? */
function sharesLine({ start }: Directive, { file: { text } }: Facts): boolean {
  let at = start - 1;
  while (at >= 0 && text[at] !== '\n' && /[\s{(]/.test(text[at]!)) at--;
  return at >= 0 && text[at] !== '\n';
}

/** The first line after a comment that is not itself a comment. Comments of one stack share the answer, which is found once. */
function codeLinesAfter(facts: Facts, lineOf: (offset: number) => number): (directive: Directive) => number {
  const byStart = new Map(facts.comments.map((comment) => [comment.start, comment]));
  const known = new Map<number, number>();
  return ({ end }) => {
    const passed: number[] = [];
    const line = codeLineAfter(end, facts.file.text, byStart, known, passed, lineOf);
    for (const offset of passed) known.set(offset, line);
    return line;
  };
}

/** `passed`: the ends of the comments on the way. */
function codeLineAfter(
  end: number, text: string, byStart: ReadonlyMap<number, Facts['comments'][number]>, known: ReadonlyMap<number, number>,
  passed: number[], lineOf: (offset: number) => number,
): number {
  let offset = end;
  for (;;) {
    const told = known.get(offset);
    if (told !== undefined) return told;
    passed.push(offset);
    const newline = text.indexOf('\n', offset);
    if (newline < 0) return lineOf(text.length);
    const content = newline + 1 + /^[ \t]*(?:\{[ \t]*)?/.exec(text.slice(newline + 1, newline + 1000))![0].length;
    const comment = byStart.get(content) ?? byStart.get(content - 1);
    if (comment === undefined || comment.end <= newline) return lineOf(newline + 1);
    const after = text.slice(comment.end, text.indexOf('\n', comment.end) < 0 ? text.length : text.indexOf('\n', comment.end));
    if (!/^[ \t\r}]*$/.test(after)) return lineOf(comment.end);
    offset = comment.end;
  }
}

/** `isListed`: directives of ESLint that name no rule count in this file. */
interface Judged { readonly today: string; readonly isListed: boolean }

function problemsOf(
  all: readonly Suppression[], rules: readonly Rule[], facts: Facts, settings: Settings, run: Judged,
  lines: Lines,
): Diagnostic[] {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const isHeard = (id: string): boolean => {
    const rule = byId.get(id);
    return rule !== undefined && isOn(rule, settings)
      && severityIn(facts.file.role, rule.category, rule.severity, settings.includeTests) !== undefined;
  };
  return all.flatMap((suppression) => {
    const said = complaints(suppression, byId, isHeard, settings, run);
    const { directive } = suppression;
    const { line, column } = lines.positionAt(directive.start);
    const where = `${line}:${column}`;
    return said.map((message): Diagnostic => ({ file: facts.file.path, kind: 'suppression', message: `${where}: ${message}` }));
  });
}

function complaints(
  { directive, used }: Suppression, byId: ReadonlyMap<string, Rule>, isHeard: (id: string) => boolean, settings: Settings,
  { today, isListed }: Judged,
): string[] {
  const name = `${directive.dialect}-${directive.does}`;
  if (isForAll(directive)) return isListed || used.size === 0 ? [] : [`a bare ${name} suppresses nothing here: name jwtlint/${[...used].join(', jwtlint/')} in it, or list the file under "bareDisables"`];
  if (directive.ids.length === 0) return [`${name} names no rule, so it suppresses nothing: write ${name} and the id of the rule`];
  if (directive.until !== undefined && !isDay(directive.until))
    return [`${name}: "until" wants a date such as 2027-01-31, so it suppresses nothing`];
  if (isExpired(directive, today)) return [`${name} expired on ${directive.until}`];
  const unknown = directive.ids.filter((id) => !byId.has(id)).map((id) => `${name} names no rule${unknownName(id, byId)}`);
  // A run that looks for certain findings only can't tell what the others would have needed.
  if (settings.minCertainty !== undefined) return unknown;
  const refusals = directive.ids.flatMap((id) => {
    const why = byId.has(id) ? refusedByFloor(settings.floor, id, directive, today) : undefined;
    return why === undefined ? [] : [{ id, why }];
  });
  const idle = directive.ids.filter((id) => isHeard(id) && !used.has(id) && !refusals.some((one) => one.id === id));
  return [
    ...unknown, ...refusals.map(({ id, why }) => `${name} for ${id} counts for nothing: ${why}`), ...idle.map((id) => `unused ${name} for ${id}`),
  ];
}

// Messages quote a file only where that can't be a secret.
const unknownName = (id: string, byId: ReadonlyMap<string, Rule>): string =>
  quoted(id, byId.keys()).replace(/^ /, ': ');
