// A baseline: findings that are known, as lines of text that may be committed and merged like any other. One sorted line for
// each: rule, path, the names around it, a hash of the blanked code beside it, and a slow digest of the value, with tabs
// between. No line number, no date, no version.
// What it gives away: which rule reported where, as a report does. A value has a digest only where nobody could guess it, so
// none can be tested with it; of a word that a person chose there is nothing, so a baseline alone does not notice when one
// such word takes the place of another. Comparing with a revision (`--base`) does.

import { createHmac, randomBytes } from 'node:crypto';
import { compareText } from '../findings-of.ts';
import type { Identity } from './identity.ts';
import { matched, type Compared } from './known.ts';
import type { Settings } from '../options.ts';

export type Entry = Compared;

export interface Baseline {
  /** Of this file alone, so that two repositories' digests tell nothing of each other. */
  readonly key: string;
  readonly entries: readonly Entry[];
}

export interface BaselineProblem { readonly line: number; readonly message: string }

const title = '# jwtlint baseline 1, key ';
/** Of a file; a project with more has no use for a list. */
export const mostEntries = 200_000;

export const emptyBaseline = (): Baseline => ({ key: randomBytes(16).toString('hex'), entries: [] });

export function parseBaseline(text: string): Baseline | BaselineProblem {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const marker = lines.findIndex((line) => /^(?:<{7}|={7}|>{7})(?: |$)/.test(line));
  if (marker >= 0) return { line: marker + 1, message: 'a conflict that git left: keep the lines of both sides, in any order, and drop its markers' };
  const key = new RegExp(`^${title}([0-9a-f]{32})$`).exec(lines[0] ?? '')?.[1];
  if (key === undefined) return { line: 1, message: 'no baseline of jwtlint: "jwtlint baseline create" writes one' };
  const entries: Entry[] = [];
  for (const [at, line] of lines.entries()) {
    if (line === '' || line.startsWith('#')) continue;
    const entry = entryOf(line);
    if (!entry) return { line: at + 1, message: 'no entry: rule, path, names, code and value, with tabs between' };
    if (entries.push(entry) > mostEntries) return { line: at + 1, message: `more than ${mostEntries} entries` };
  }
  return { key, entries };
}

function entryOf(line: string): Entry | undefined {
  const [rule = '', path = '', scope = '', code = '', value = '', ...more] = line.split('\t');
  if (more.length > 0 || !/^[a-z]+(?:-[a-z]+)*$/.test(rule) || path === '' || !/^[0-9a-f]{16}$|^-$/.test(code) || !/^[0-9a-f]{24}$|^-$/.test(value)) return undefined;
  return {
    rule, path: unescaped(path), scope: unescaped(scope), code: code === '-' ? '' : code, value: value === '-' ? '' : value, isDrawn: value !== '-',
  };
}

export function baselineText({ key, entries }: Baseline): string {
  const lines = entries.map(({ rule, path, scope, code, value }) =>
    [rule, escaped(path), escaped(scope), code || '-', value || '-'].join('\t'));
  return `${[
    `${title}${key}`,
    '# Findings that were known when they were listed here; new ones fail. "jwtlint baseline prune" takes out what is fixed.',
    '# The order of lines does not matter: in .gitattributes, merge=union keeps both sides.',
    ...lines.sort(compareText),
  ].join('\n')}\n`;
}

/** Tabs and line breaks separate, and a percent sign escapes. */
const escaped = (text: string): string =>
  text.replace(/[\x00-\x1f\x7f%]/g, (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, '0')}`);
const unescaped = (text: string): string => text.replace(/%([0-9a-f]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));

/** `withValue`: the digest, which takes its time, is wanted. Without it a value that could have one is none of those that have none. */
export function entryFor({ rule, path, names, code, value }: Identity, key: string, withValue = true): Entry {
  const isSafe = value?.isSafe === true;
  return {
    rule, path, scope: names.map(shownName).join('.'), isDrawn: isSafe && withValue, value: !isSafe ? '' : withValue ? value.digest(key) : '?',
    code: code === '' ? '' : createHmac('sha256', key).update(code).digest('hex').slice(0, 16),
  };
}

/** A long name with digits in it could be a key that became a name. */
const shownName = (name: string): string => (name.length >= 20 && /\d/.test(name) ? '\u2022' : name);

/** Which of the findings are on the list, and which entry each of them is. */
export function knownBy<C extends { readonly identity: Identity }>(
  { key, entries }: Baseline, candidates: readonly C[],
): ReadonlyMap<C, Entry> {
  // Of rules that have no entry with a digest, no digest is wanted: each one costs milliseconds.
  const listed = new Set(entries.map(({ rule }) => rule));
  const digested = new Set(entries.filter(({ isDrawn }) => isDrawn).map(({ rule }) => rule));
  const wanted = candidates.filter(({ identity }) => listed.has(identity.rule));
  const compared = new Map(wanted.map((one) => [one, entryFor(one.identity, key, digested.has(one.identity.rule))] as const));
  const pairs = matched([...compared.values()], entries);
  return new Map([...compared].flatMap(([one, entry]) => (pairs.has(entry) ? [[one, pairs.get(entry)!] as const] : [])));
}

/** What holds for a path and a rule decides whether its finding could have been met at all. */
export interface Looked {
  readonly settings: Settings;
  /** Was the file looked at to its end, or is it gone from where this run looked? */
  at(path: string): boolean;
  /** Can the rule report there? */
  speaks(rule: string, path: string): boolean;
}

/** Entries that no finding needs any more, as far as this run could have found them. */
export function staleIn(entries: readonly Entry[], used: ReadonlySet<Entry>, { settings, at, speaks }: Looked): readonly Entry[] {
  if (settings.minCertainty !== undefined) return [];
  return entries.filter((entry) => !used.has(entry) && speaks(entry.rule, entry.path) && at(entry.path));
}
