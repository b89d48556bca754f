// A saved JSON report → what it says, field by field, or the first thing that is wrong with it and where. It comes from another
// machine and may be anybody's: nothing of it is taken over that report-schema.json does not name, and everything has a limit.
// Fields that a later version added are passed over; those that an earlier one had not yet are filled in.

import { diagnosticKinds, type Diagnostic, type Finding, type Summary } from '../findings/finding.ts';
import { wholeReferences } from '../findings/references.ts';
import type { References } from '../findings/rule.ts';
import { certainties, severities } from '../findings/settings/settings.ts';
import type { Outcome } from './format.ts';

export class NoReport extends Error {}

/** In all reports of one run together. */
export const mostFindings = 1_000_000;
const mostItems = 10_000;
const longestText = 20_000;
const longestPath = 4_096;
const largestNumber = Number.MAX_SAFE_INTEGER;

type Read<T> = (value: unknown, at: string) => T;
type Shape = Readonly<Record<string, Read<unknown>>>;
type Of<S extends Shape> = { [Name in keyof S]: ReturnType<S[Name]> };

const wrong = (at: string, wants: string): never => {
  throw new NoReport(`${at === '' ? 'the report' : at} must be ${wants}`);
};

const text = (longest = longestText): Read<string> => (value, at) =>
  (typeof value === 'string' && value.length <= longest ? value : wrong(at, `a text of at most ${longest} characters`));
const whole = (least = 0): Read<number> => (value, at) =>
  (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= largestNumber ? value : wrong(at, `a whole number from ${least} on`));
const one = <const W extends string>(words: readonly W[]): Read<W> => (value, at) =>
  words.find((word) => word === value) ?? wrong(at, `one of ${words.join(', ')}`);
const matching = (pattern: RegExp, wants: string): Read<string> => (value, at) =>
  (typeof value === 'string' && value.length <= longestPath && pattern.test(value) ? value : wrong(at, wants));
const list = <T>(item: Read<T>, most = mostItems): Read<T[]> => (value, at) => {
  if (!Array.isArray(value) || value.length > most) return wrong(at, `a list of at most ${most} items`);
  return value.map((each, index) => item(each, `${at}[${index}]`));
};
const record = (value: unknown, at: string): Readonly<Record<string, unknown>> =>
  (typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Record<string, unknown> : wrong(at, 'an object'));
const object = <S extends Shape>(shape: S): Read<Of<S>> => (value, at) => {
  const given = record(value, at);
  return Object.fromEntries(Object.entries(shape).map(([name, read]) =>
    [name, read(Object.hasOwn(given, name) ? given[name] : undefined, at === '' ? name : `${at}.${name}`)])) as Of<S>;
};
const optional = <T, F>(read: Read<T>, otherwise: F): Read<T | F> => (value, at) => (value === undefined ? otherwise : read(value, at));

/** No control character but those that a message may hold; a path has none, and is relative. */
const path = matching(/^(?!\/|[A-Za-z]:[\\/])[^\u0000]+$/, 'a path relative to the root');
const position = object({ line: whole(1), column: whole(1), offset: whole() });
const range = object({ start: position, end: position });
const edit = object({ file: path, start: whole(), end: whole(), text: text(1_000_000) });

const data: Read<Record<string, string | number>> = (value, at) => Object.fromEntries(Object.entries(record(value, at)).slice(0, 100)
  .map(([name, item]) => [name, typeof item === 'number' ? item : text()(item, `${at}.${name}`)]));

const references: Read<Required<References>> = (value, at) => {
  const given = record(value, at);
  const known = Object.keys(wholeReferences({ cwe: [] })).filter((kind) => Object.hasOwn(given, kind));
  return wholeReferences({ cwe: [], ...Object.fromEntries(known.map((kind) => [kind, list(text(100), 100)(given[kind], `${at}.${kind}`)])) });
};

const finding = object({
  ruleId: matching(/^[a-z]+(?:-[a-z]+)*$/, 'the id of a rule'),
  severity: one(severities),
  certainty: one(certainties),
  lowered: optional(one(['production', 'development', 'test', 'example', 'sample', 'docs', 'generated']), undefined),
  message: text(),
  messageId: matching(/^[a-zA-Z]+$/, 'the id of a message'),
  data,
  help: optional(text(), undefined),
  file: path,
  range,
  runtime: one(['client', 'server', 'both', 'test', 'config', 'unknown']),
  fingerprint: matching(/^[0-9a-f]{32}$/, '32 hexadecimal digits'),
  evidence: list(object({ file: path, range, note: text() })),
  fixes: list(object({ title: text(), kind: one(['safe', 'suggestion']), edits: list(edit) }), 100),
  references,
  suppressed: (value, at) => (value === null ? null : object({ by: text(200), reason: text() })(value, at)),
});

const diagnostic = object({ file: text(longestPath), kind: one(diagnosticKinds), message: text() });

const summary = object({
  files: object({ seen: whole(), gated: whole(), parsed: whole(), skipped: whole(), incomplete: optional(whole(), 0) }),
  belowPreset: optional(object({ info: whole() }), { info: 0 }),
  known: optional(object({ base: whole(), baseline: whole(), stale: whole() }), undefined),
  scope: optional(one(['all', 'part']), undefined),
  outcome: optional(one(['passed', 'failed', 'unfinished']), undefined),
  cause: optional(one([
    'no findings', 'nothing that fails', 'nothing to look at', 'findings', 'too many warnings', 'stale baseline', 'interrupted', 'fault', 'missing path',
    'nothing looked at', 'incomplete', 'diagnostics',
  ]), undefined),
  durationMs: whole(),
});

const isReport = matching(/^https:\/\/unpkg\.com\/jwtlint\/report-1\.json$/, 'a report of jwtlint, version 1 (--format json writes one)');

export function savedReport(json: string): Outcome {
  const given = record(parsed(json), '');
  isReport(given['schema'], 'schema');
  const findings: Finding[] = list(finding, mostFindings)(given['findings'], 'findings')
    // In the order in which a scan writes them.
    .map(({ ruleId, severity, certainty, lowered, message, messageId, data: filled, help, ...rest }) => ({
      ruleId, severity, certainty, ...(lowered && { lowered }), message, messageId, data: filled,
      ...(help !== undefined && { help }), ...rest, excerpts: [],
    }));
  const told = record(given['summary'], 'summary');
  const { known, scope, outcome, cause, ...sums } = summary(told, 'summary');
  return {
    findings,
    diagnostics: list(diagnosticOf, mostFindings)(given['diagnostics'], 'diagnostics'),
    summary: {
      ...sums, ...countsOf(findings), kinds: {},
      ...(known && { known }), ...(scope && { scope }), ...(outcome && { outcome }), ...(cause && { cause }),
      ...(told['interrupted'] === true && { interrupted: true as const }),
    },
  };
}

function diagnosticOf(value: unknown, at: string): Diagnostic {
  const given = record(value, at);
  const { file, kind, message } = diagnostic(given, at);
  return { file, kind, message, ...(given['incomplete'] === true && { incomplete: true }) };
}

/** The counts of a report are made anew: a report that says "no findings" and lists some is not believed. */
export function countsOf(findings: readonly Finding[]): Pick<Summary, 'findings' | 'suppressed'> {
  const counts = { error: 0, warning: 0, info: 0 };
  let suppressed = 0;
  for (const each of findings) {
    if (each.suppressed === null) counts[each.severity]++;
    else if (each.suppressed.by !== 'base' && each.suppressed.by !== 'baseline') suppressed++;
  }
  return { findings: counts, suppressed };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json.replace(/^\uFEFF/, ''));
  } catch {
    // The words of the error may quote the text.
    throw new NoReport('it is no JSON');
  }
}
