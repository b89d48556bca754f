// Reports of parts, of services or of repositories → one report, in the order of a single run. The same finding in two of them is
// one. And two reports, an old and a new one → what is new, what is the same, what has moved and what is fixed.

import type { Diagnostic, Finding, Summary } from '../findings/finding.ts';
import { compareText } from '../findings/findings-of.ts';
import type { Outcome } from './format.ts';
import { countsOf } from './saved-report.ts';

/** `name`: in front of all paths, for reports whose roots are not the same. */
export interface Part { readonly name?: string; readonly outcome: Outcome }

export function merged(parts: readonly Part[]): Outcome {
  const named = parts.map(({ name, outcome }) => (name === undefined ? outcome : below(name, outcome)));
  const findings = distinct(named.flatMap((one) => one.findings).sort(byPlace));
  const summary = { ...summed(named.map((one) => one.summary)), ...countsOf(findings) };
  return { findings, diagnostics: diagnosticsOf(named), summary };
}

function below(name: string, { findings, diagnostics, summary }: Outcome): Outcome {
  const under = (file: string): string => `${name}/${file}`;
  return {
    findings: findings.map((one) => ({
      ...one, file: under(one.file),
      evidence: one.evidence.map((step) => ({ ...step, file: under(step.file) })),
      fixes: one.fixes.map((fix) => ({ ...fix, edits: fix.edits.map((edit) => ({ ...edit, file: under(edit.file) })) })),
    })),
    diagnostics: diagnostics.map((one) => ({ ...one, file: under(one.file) })),
    summary,
  };
}

const byPlace = (a: Finding, b: Finding): number =>
  compareText(a.file, b.file) || a.range.start.offset - b.range.start.offset || a.range.end.offset - b.range.end.offset
  || compareText(a.ruleId, b.ruleId) || compareText(a.message, b.message);

/** Equal ones stand together by now. One that is suppressed in one report and open in another is open. */
function distinct(sorted: readonly Finding[]): Finding[] {
  const kept: Finding[] = [];
  for (const finding of sorted) {
    const last = kept.at(-1);
    if (last === undefined || byPlace(last, finding) !== 0 || last.fingerprint !== finding.fingerprint) kept.push(finding);
    else if (last.suppressed !== null && finding.suppressed === null) kept[kept.length - 1] = finding;
  }
  return kept;
}

function diagnosticsOf(outcomes: readonly Outcome[]): Diagnostic[] {
  const all = new Map<string, Diagnostic>();
  for (const { diagnostics } of outcomes)
    for (const one of diagnostics) all.set([one.file, one.kind, one.message].join('\0'), one);
  return [...all.values()].sort((a, b) => compareText(a.file, b.file));
}

const outcomes = ['unfinished', 'failed', 'passed'] as const;

function summed(summaries: readonly Summary[]): Summary {
  const sum = (of: (summary: Summary) => number): number => summaries.reduce((total, each) => total + of(each), 0);
  const worst = outcomes.flatMap((outcome) => summaries.filter((one) => one.outcome === outcome))[0];
  const known = summaries.filter((one) => one.known);
  return {
    files: {
      seen: sum(({ files }) => files.seen), gated: sum(({ files }) => files.gated), parsed: sum(({ files }) => files.parsed),
      skipped: sum(({ files }) => files.skipped), incomplete: sum(({ files }) => files.incomplete),
    },
    findings: { error: 0, warning: 0, info: 0 },
    belowPreset: { info: sum(({ belowPreset }) => belowPreset.info) },
    suppressed: 0,
    ...(known.length > 0 && {
      known: {
        base: sum((one) => one.known?.base ?? 0),
        baseline: sum((one) => one.known?.baseline ?? 0), stale: sum((one) => one.known?.stale ?? 0),
      },
    }),
    scope: summaries.some(({ scope }) => scope === 'part') ? 'part' : 'all',
    ...(worst?.outcome && { outcome: worst.outcome, ...(worst.cause && { cause: worst.cause }) }),
    ...(summaries.some(({ interrupted }) => interrupted) && { interrupted: true as const }),
    durationMs: sum(({ durationMs }) => durationMs),
    kinds: {},
  };
}

// --- old and new ---

export interface Compared {
  /** Of the new report; those that the old one had are marked as known. */
  readonly outcome: Outcome;
  readonly added: readonly Finding[];
  readonly same: number;
  /** Known by what they are, at another place. */
  readonly moved: number;
  /** Of the old report, open there. */
  readonly fixed: readonly Finding[];
}

const known = { by: 'base', reason: 'it was there before' } as const;

/** By fingerprint, which no line number is part of; and in a file of another name that has all the findings of one that is gone. */
export function against(before: Outcome, now: Outcome): Compared {
  const old = listsBy(before.findings, ({ fingerprint }) => fingerprint);
  const renamed = renamedFrom(before.findings, now.findings);
  const matched = new Set<Finding>();
  let [same, moved] = [0, 0];
  const findings = now.findings.map((finding) => {
    const earlier = old.get(finding.fingerprint)?.find((one) => !matched.has(one)) ?? renamed.get(finding);
    if (earlier === undefined || matched.has(earlier)) return finding;
    matched.add(earlier);
    // What was suppressed then and is open now is news.
    if (finding.suppressed !== null || earlier.suppressed !== null) return finding;
    if (earlier.file === finding.file && earlier.range.start.line === finding.range.start.line) same++;
    else moved++;
    return { ...finding, suppressed: known };
  });
  const fixed = before.findings.filter((one) => one.suppressed === null && !matched.has(one));
  const summary = { ...now.summary, ...countsOf(findings), known: { base: same + moved, baseline: 0, stale: fixed.length } };
  return { outcome: { ...now, findings, summary }, added: findings.filter(({ suppressed }) => suppressed === null), same, moved, fixed };
}

function listsBy(findings: readonly Finding[], key: (finding: Finding) => string): Map<string, Finding[]> {
  const lists = new Map<string, Finding[]>();
  for (const finding of findings) {
    const own = lists.get(key(finding));
    if (own) own.push(finding);
    else lists.set(key(finding), [finding]);
  }
  return lists;
}

/** All findings of a file in one text: rule, message and place. */
const content = (findings: readonly Finding[]): string =>
  findings.map(({ ruleId, message, range: { start } }) => [ruleId, message, start.line, start.column].join('\0')).join('\n');

function renamedFrom(before: readonly Finding[], now: readonly Finding[]): Map<Finding, Finding> {
  const [old, current] = [listsBy(before, ({ file }) => file), listsBy(now, ({ file }) => file)];
  const gone = new Map([...old].filter(([file]) => !current.has(file)).map(([, own]) => [content(own), own] as const));
  const pairs = new Map<Finding, Finding>();
  for (const [file, own] of current) {
    const earlier = old.has(file) ? undefined : gone.get(content(own));
    if (earlier === undefined) continue;
    gone.delete(content(own));
    own.forEach((finding, index) => pairs.set(finding, earlier[index]!));
  }
  return pairs;
}
