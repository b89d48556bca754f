// A rule and the facts of a file → its findings, in two forms: raw (places in texts, for ESLint) and finished (plain
// data with lines, excerpts and a fingerprint, for reports). Levels, presets, the role of the file and suppressions
// are applied here, so that both hosts say the same.

import type { Suggestion } from '../edits/edit.ts';
import type { Facts } from '../facts/facts.ts';
import { proofsOf, witnessesOf, type Proofs } from '../facts/proofs.ts';
import { grouped } from '../values/once.ts';
import { MAX_WORK, withWork, WorkSpent } from '../values/work.ts';
import type { Place, SourceFile } from '../source/file.ts';
import { isCode } from '../source/language.ts';
import { linesOf, type Lines } from '../source/lines.ts';
import { allowedBy } from './settings/allowed.ts';
import { excerptsOf, masksOf, type Masks } from './excerpt.ts';
import type { Diagnostic, Finding, Range } from './finding.ts';
import { fingerprints } from './identity/fingerprint.ts';
import { withoutDrawn } from './ordinary.ts';
import type { Settings } from './options.ts';
import { changesOnlyItsOwn } from './own-edits.ts';
import { shownReason } from './reason.ts';
import { sameValueOnce } from './merging/same-value.ts';
import { wholeReferences } from './references.ts';
import type { Certainty, MessageData, Report, Rule, Severity, Step } from './rule.ts';
import {
  isAfterEdition, isAsCertainAs, isAtLeast, isListed, isOn, levelOf, optionsFor, settingsFor, severityIn,
} from './settings/settings.ts';
import { markOf } from './identity/value-digest.ts';
import { suppressionsOf, type Suppressions } from './settings/suppression.ts';

export interface RawFinding {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly certainty: Certainty;
  /** By the part that its file plays. */
  readonly lowered?: SourceFile['role'];
  /** Which of the rule's messages, what is filled in, and the message itself. */
  readonly messageId: string;
  readonly data: MessageData;
  readonly help?: string;
  readonly message: string;
  readonly at: Place;
  readonly evidence: readonly Step[];
  readonly suggest: readonly Suggestion[];
  readonly usedInProduction?: true;
  /** False: counted, but not shown under this preset. */
  readonly listed: boolean;
}

/** Findings of one rule in one file alone, what it says across files included. */
export function findingsOf(rule: Rule, facts: Facts, settings: Settings): RawFinding[] {
  const across = findingsAcross(rule, keptOf(rule, facts, settings), settings, () =>
    proofsOf(witnessesOf(facts), { common: false, lists: [] }),
  ).flatMap((finding) => restricted(finding, finding.at.file, settings));
  return certainEnough(distinct([...findingsIn(rule, facts, settings), ...across], settings), settings);
}

/** Asked last: what seems a secret at first may be proven one by a token that it signs. */
export const certainEnough = (findings: readonly RawFinding[], settings: Settings): RawFinding[] =>
  findings.filter((finding) => isEnough(finding, settings));

function isEnough({ certainty, at }: RawFinding, settings: Settings): boolean {
  const { minCertainty } = settingsFor(settings, at.file.path);
  return minCertainty === undefined || isAsCertainAs(certainty, minCertainty);
}

/** Settings are those of the whole run; overrides for the file's path are applied here. */
function findingsIn(rule: Rule, facts: Facts, settings: Settings): RawFinding[] {
  const local = settingsFor(settings, facts.file.path);
  const found: RawFinding[] = [];
  if (!isOn(rule, local)) return found;
  const { isSpent } = withWork(MAX_WORK, () =>
    rule.check?.(facts, (report) => {
      found.push(...rawFinding(rule, withOwnEdits(report, facts), facts.file.role, local));
    }, optionsFor(rule, local)));
  // Hosts say that the rule failed; what it would have found is not known.
  if (isSpent) throw new WorkSpent();
  const all = distinct(found, settings);
  return rule.mergeByValue ? [...sameValueOnce(all, facts, (one, other) => outranks(one, other, settings))] : all;
}

const withOwnEdits = (report: Report, facts: Facts): Report => (report.suggest === undefined ? report
  : { ...report, suggest: report.suggest.filter((one) => one && changesOnlyItsOwn(one, facts)) });

/** What a file adds to the judgement of a rule across files. */
export function keptOf(rule: Rule, facts: Facts, settings: Settings): readonly unknown[] {
  const local = settingsFor(settings, facts.file.path);
  const speaks = isOn(rule, local) && severityIn(facts.file.role, rule.category, rule.severity, local.includeTests) !== undefined;
  return speaks ? (rule.across?.keep(facts, optionsFor(rule, local)) ?? []) : [];
}

/** Before what the files in which the findings lie allow: see `withForeign`. */
export function findingsAcross(rule: Rule, kept: readonly unknown[], settings: Settings, proofs: () => Proofs): readonly RawFinding[] {
  const found: RawFinding[] = [];
  if (kept.length > 0) rule.across?.judge(kept, (report) => {
    const { path } = placeOf(report).file;
    found.push(...rawFinding(rule, report, 'production', settingsFor(settings, path)));
  }, optionsFor(rule, settings), proofs);
  return distinct(found, settings);
}

/** One problem, one finding: two ways to the same place are the same problem. The more severe report stays. */
function distinct(all: readonly RawFinding[], settings: Settings): RawFinding[] {
  const found = new Map<string, RawFinding>();
  for (const finding of all) {
    const key = `${finding.at.file.path}\0${finding.at.start}\0${finding.at.end}`;
    const known = found.get(key);
    if (known === undefined || outranks(finding, known, settings)) found.set(key, finding);
  }
  return [...found.values()];
}

function outranks(finding: RawFinding, known: RawFinding, settings: Settings): boolean {
  if (isEnough(finding, settings) !== isEnough(known, settings)) return isEnough(finding, settings);
  if (finding.severity !== known.severity) return !isAtLeast(known.severity, finding.severity);
  return !isAsCertainAs(known.certainty, finding.certainty);
}

/** None when the role of its file silences it. */
function rawFinding(rule: Rule, report: Report, role: SourceFile['role'], settings: Settings): RawFinding[] {
  const certainty = report.certainty ?? 'likely';
  const own = saidLevel(report.severity ?? rule.severity, rule, settings);
  // What is proven needs no time to get used to.
  const said = isAfterEdition(rule, settings) && !(own === 'error' && certainty === 'proven') ? 'info' : own;
  const severity = report.usedInProduction ? said : severityIn(role, rule.category, said, settings.includeTests);
  const isSilent = report.silentInTests === true && !settings.includeTests && (role === 'test' || role === 'docs');
  if (severity === undefined || isSilent) return [];
  const data = shownData(report.data);
  return [{
    ...(report.usedInProduction && { usedInProduction: true }),
    rule, severity, certainty,
    ...(severity !== said && { lowered: role }),
    messageId: report.message,
    data,
    message: filled(rule.messages[report.message] ?? report.message, data),
    ...(report.help !== undefined && { help: withoutDrawn(report.help) }),
    at: placeOf(report),
    evidence: (report.evidence ?? []).map((step) => ({ ...step, note: withoutDrawn(step.note) })),
    suggest: (report.suggest ?? []).flatMap((suggestion) => (suggestion ? [{ ...suggestion, title: withoutDrawn(suggestion.title) }] : [])),
    listed: isListed(severity, rule, settings) && (settings.preset === 'all' || !isBeside(report, severity, rule, role, settings)),
  }];
}

/** A hint for `all` alone: as its rule says, or about signatures of tests and pages. A level that is given asks for it. */
const isBeside = ({ onlyInAll }: Report, severity: Severity, rule: Rule, role: SourceFile['role'], settings: Settings): boolean =>
  severity === 'info' && levelOf(rule, settings) === undefined &&
  (onlyInAll === true || (rule.category === 'signature' && (role === 'test' || role === 'docs')));

const shownData = (data: MessageData = {}): MessageData =>
  Object.fromEntries(Object.entries(data).map(([name, value]) => [name, typeof value === 'string' ? withoutDrawn(value) : value]));

const placeOf = ({ at }: Report): Place => ('at' in at ? at.at : at);

/** A level that is given replaces the rule's own, but does not raise the hints that `recommended` leaves out. */
function saidLevel(own: Severity, rule: Rule, settings: Settings): Severity {
  if (own === 'info' && rule.severity !== 'info' && settings.preset === 'recommended') return 'info';
  const level = levelOf(rule, settings);
  const said = level === undefined || level === 'off' ? own : level;
  const floor = settings.floor?.levels[rule.id];
  return floor === undefined || isAtLeast(said, floor) ? said : floor;
}

/** `{{name}}` from the data; a name without data stays visible, so that a test catches it. */
const filled = (template: string, data: MessageData): string =>
  template.replace(/\{\{ ?(\w+) ?\}\}/g, (whole, name: string) => (Object.hasOwn(data, name) ? String(data[name]) : whole));

export interface FileFindings {
  /** Sorted by position, then rule. Suppressed ones are marked, not missing. */
  readonly findings: readonly Finding[];
  readonly diagnostics: readonly Diagnostic[];
  /** Findings that the preset does not list. */
  readonly belowPreset: number;
}

/** Called around each rule: hosts time rules and catch their faults with it. */
export type RuleWrapper = (rule: Rule, check: () => readonly RawFinding[]) => readonly RawFinding[];

/** Everything that the rules find through one file. A place may lie in another: see `withForeign`. */
export const rawFindingsOf = (rules: readonly Rule[], facts: Facts, settings: Settings, around: RuleWrapper): readonly RawFinding[] =>
  rules.flatMap((rule) => around(rule, () => findingsIn(rule, facts, settings)));

/** Findings of one file, with what other files found in it, after its directives. */
export interface JudgedFile {
  readonly facts: Facts;
  readonly judged: readonly Judged[];
  readonly diagnostics: readonly Diagnostic[];
}

export function judgedFile(raw: readonly RawFinding[], facts: Facts, rules: readonly Rule[], settings: Settings): JudgedFile {
  const local = settingsFor(settings, facts.file.path);
  if (raw.length === 0 && facts.comments.length === 0) return { facts, judged: [], diagnostics: [] };
  const suppressions = suppressionsOf(rules, facts, local);
  const accepted = acceptedAmong(raw, facts, local);
  const judged = [...raw]
    .sort(byPlace)
    .map((finding) => ({ finding, suppressed: suppressions.of(finding.rule.id, finding.at) ?? accepted(finding) }));
  return { facts, judged, diagnostics: suppressions.problems() };
}

/** Ready for reports. */
export function finishedFile({ facts, judged, diagnostics }: JudgedFile, rangeOf: (place: Place) => Range = rangeIn()): FileFindings {
  return {
    findings: finished(judged.filter(({ finding }) => finding.listed), facts, rangeOf),
    diagnostics,
    belowPreset: judged.filter(({ finding, suppressed }) => !finding.listed && suppressed === null).length,
  };
}

/** One file alone, from facts to finished findings. */
export const findingsOfFile = (rules: readonly Rule[], facts: Facts, settings: Settings, rangeOf?: (place: Place) => Range): FileFindings =>
  finishedFile(judgedFile(rules.flatMap((rule) => findingsOf(rule, facts, settings)), facts, rules, settings), rangeOf);

/**
 * A literal used from several files is one problem: the strongest report stays, with the evidence of all. Severity never
 * exceeds what the role of the literal's own file allows.
 */
export function withForeign(
  own: readonly RawFinding[],
  foreign: readonly RawFinding[],
  facts: Facts,
  settings: Settings,
): readonly RawFinding[] {
  const { file } = facts;
  const merged = new Map<string, RawFinding>();
  const here = foreign.flatMap((finding) => restricted(finding, file, settings));
  for (const finding of own) merged.set(keyOf(finding), finding);
  const ownKeys = new Map(own.filter(({ rule }) => rule.category === 'keys').map((finding) => [finding.at.start, finding] as const).reverse());
  for (const finding of here) {
    // A literal in configuration that code loads: the configuration's own finding gains the use as evidence.
    const twin = finding.rule.category === 'keys' ? ownKeys.get(finding.at.start) : undefined;
    const key = keyOf(twin ?? finding);
    const known = merged.get(key);
    // In configuration its own rule speaks; in code, what is worse.
    const keepsRule = twin !== undefined && twin.rule !== finding.rule && !isCode(file.language);
    merged.set(
      key,
      known === undefined
        ? finding
        : joined(keepsRule ? { ...finding, severity: 'info', certainty: 'possible', suggest: [] } : finding, known, settings),
    );
  }
  return foreign.length === 0 ? own : valuesOnce([...merged.values()], facts, settings);
}

/** One value told by several files in one place, or by the configuration of several services in one file. */
const valuesOnce = (all: readonly RawFinding[], facts: Facts, settings: Settings): readonly RawFinding[] =>
  [...grouped(all, ({ rule }) => rule)].flatMap(([rule, found]) =>
    (rule.mergeByValue ? sameValueOnce(found, facts, (one, other) => outranks(one, other, settings)) : found));

/** A finding as the settings for its file and the role of that file let it be. */
function restricted(finding: RawFinding, { path, role }: SourceFile, settings: Settings): RawFinding[] {
  const local = settingsFor(settings, path);
  const severity = !isOn(finding.rule, local)
    ? undefined
    : finding.usedInProduction
      ? finding.severity
      : severityIn(role, finding.rule.category, finding.severity, local.includeTests);
  if (severity === undefined) return [];
  const lowered = severity === finding.severity ? {} : { lowered: role };
  return [{ ...finding, severity, ...lowered, listed: finding.listed && isListed(severity, finding.rule, local) }];
}

const keyOf = ({ rule, at }: RawFinding): string => `${rule.id}\0${String(at.start)}`;

function joined(a: RawFinding, b: RawFinding, settings: Settings): RawFinding {
  // The stronger one speaks; between equals the text decides, so that the order of files does not.
  const [first, second] =
    outranks(a, b, settings) || (!outranks(b, a, settings) && compareText(a.message, b.message) < 0) ? [a, b] : [b, a];
  const seen = new Set(first.evidence.map(stepKey));
  const added = second.evidence.filter((step) => !seen.has(stepKey(step))).sort((x, y) => compareText(stepKey(x), stepKey(y)));
  return {
    ...first,
    evidence: [...first.evidence, ...added].slice(0, MAX_EVIDENCE),
    suggest: first.suggest.length > 0 ? first.suggest : second.suggest,
  };
}

/** A key that half the project uses needs no list of every use. */
export const MAX_EVIDENCE = 24;
const stepKey = ({ place, note }: Step): string => `${place.file.path}\0${String(place.start).padStart(9, '0')}\0${note}`;

export interface Judged { readonly finding: RawFinding; readonly suppressed: ReturnType<Suppressions['of']> }

function finished(judged: readonly Judged[], facts: Facts, rangeOf: (place: Place) => Range): Finding[] {
  if (judged.length === 0) return [];
  const masks = masksFor(judged.map(({ finding }) => finding), facts);
  const prints = fingerprints(judged.map(({ finding }) => finding), masks);
  return judged.map(({ finding, suppressed }, index) => ({
    ruleId: finding.rule.id,
    severity: finding.severity,
    certainty: finding.certainty,
    ...(finding.lowered && { lowered: finding.lowered }),
    message: finding.message,
    messageId: finding.messageId,
    data: finding.data,
    ...(finding.help !== undefined && { help: finding.help }),
    file: finding.at.file.path,
    range: rangeOf(finding.at),
    runtime: facts.runtime,
    fingerprint: prints[index]!,
    evidence: finding.evidence.map(({ place, note }) => ({ file: place.file.path, range: rangeOf(place), note })),
    fixes: finding.suggest.map(plainFix),
    references: wholeReferences(finding.rule.references),
    suppressed: suppressed && { ...suppressed, reason: shownReason(suppressed.reason) },
    excerpts: excerpts(finding, masks),
  }));
}

export const masksFor = (findings: readonly RawFinding[], facts: Facts): Masks =>
  masksOf(facts, findings.flatMap(({ evidence }) => evidence.filter(({ isSecret }) => isSecret).map(({ place }) => place)));

/** Findings of one file → which of them the configuration accepts. */
export function acceptedAmong(
  found: readonly RawFinding[],
  facts: Facts,
  settings: Settings,
): (finding: RawFinding) => Judged['suppressed'] {
  if (settings.allow === undefined || found.length === 0) return () => null;
  // As in the report, which has the listed ones only.
  const listed = found.filter((finding) => finding.listed).sort(byPlace);
  const prints = fingerprints(listed, masksFor(listed, facts));
  const printOf = new Map(listed.map((finding, at) => [finding, prints[at]] as const));
  return (finding) =>
    allowedBy(settings, finding.rule.id, facts.file.path, printOf.get(finding), () => markOf(finding, facts));
}

const excerpts = ({ rule, at, evidence }: RawFinding, masks: Masks): Finding['excerpts'] =>
  excerptsOf([at, ...evidence.map(({ place }) => place)], masks, rule.category === 'keys');

const plainFix = ({ title, kind, edits }: Suggestion): Finding['fixes'][number] => ({
  title, kind, edits: edits.map(({ file, start, end, text }) => ({ file: file.path, start, end, text })),
});

function byPlace(a: RawFinding, b: RawFinding): number {
  return compareText(a.at.file.path, b.at.file.path) || a.at.start - b.at.start || a.at.end - b.at.end
    || compareText(a.rule.id, b.rule.id) || compareText(a.message, b.message);
}

/** By code units: the same order on every machine, whatever its locale. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Places → ranges, with the line table of each text made once. */
export function rangeIn(): (place: Place) => Range {
  const tables = new Map<string, Lines>();
  return ({ file, start, end }) => {
    const lines = tables.get(file.path) ?? linesOf(file.text);
    tables.set(file.path, lines);
    return { start: lines.positionAt(start), end: lines.positionAt(end) };
  };
}
