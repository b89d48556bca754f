// The report for people: grouped by file, each finding with its place, its way there, and what to do about it.

import { styleText } from 'node:util';
import type { Diagnostic, Finding, Summary } from '../findings/finding.ts';
import type { Severity } from '../findings/rule.ts';
import { certainties, severities } from '../findings/settings/settings.ts';
import { codeFrame } from './code-frame.ts';
import { open, type Outcome, type ReportContext } from './format.ts';
import { insteadOf } from './instead.ts';
import { printable, printableFirst } from './writing/printable.ts';
import { shortPrint } from './short-print.ts';

type Style = (format: Parameters<typeof styleText>[0], text: string) => string;

const isKnownBy = (by: string): boolean => by === 'base' || by === 'baseline';

const colors = { error: 'red', warning: 'yellow', info: 'blue' } as const;

export const pretty = ({ findings, diagnostics, summary }: Outcome, context: ReportContext): string => {
  const style: Style = context.color ? (format, text) => styleText(format, text, { validateStream: false }) : (_format, text) => text;
  // What was known before is among them only when all is asked for.
  const shown = summary.known ? findings.filter(({ suppressed }) => suppressed === null || isKnownBy(suppressed.by)) : open(findings);
  const worst = worstOf(shown, context.guide?.most);
  const files = grouped(worst);
  const blocks = [...files].map(([file, own]) =>
    [style('underline', printableFirst(file)), '', ...own.flatMap((finding) => [...findingLines(finding, context, style), ''])].join('\n'));
  return `${[...blocks, closingLines({ shown, worst: worst.length }, summary, diagnostics, style, context).join('\n')].join('\n')}\n`;
};

function grouped(findings: readonly Finding[]): Map<string, Finding[]> {
  const files = new Map<string, Finding[]>();
  for (const finding of findings) {
    const own = files.get(finding.file);
    if (own === undefined) files.set(finding.file, [finding]);
    else own.push(finding);
  }
  return files;
}

/** The gravest, in the order in which they stand. */
function worstOf(findings: readonly Finding[], most = Infinity): readonly Finding[] {
  if (findings.length <= most) return findings;
  const rank = ({ severity, certainty }: Finding): number =>
    severities.indexOf(severity) * certainties.length + certainties.indexOf(certainty);
  const chosen = new Set([...findings].sort((a, b) => rank(a) - rank(b)).slice(0, most));
  return findings.filter((one) => chosen.has(one));
}

/** Where the page of a rule lies, as its schemas do. */
const pageOf = (ruleId: string): string => `https://unpkg.com/jwtlint/docs/rules/${ruleId}.md`;
/** OSC 8, which terminals that know no links leave out. */
const linked = (text: string, address: string): string => `\u001b]8;;${address}\u001b\\${text}\u001b]8;;\u001b\\`;

function findingLines(finding: Finding, { rules, guide }: ReportContext, style: Style): string[] {
  const { severity, ruleId, message, file, range: { start }, fixes, certainty } = finding;
  const color = colors[severity];
  const paint = { dim: (text: string) => style('dim', text), mark: (text: string) => style(color, text) };
  const sure = (certainty === 'likely' ? '' : style('dim', ` (${certainty})`)) + (finding.suppressed ? style('dim', ` (known: ${finding.suppressed.by})`) : '');
  const lowered = guide && finding.lowered ? style('dim', ` (less severe in ${finding.lowered} files)`) : '';
  const instead = insteadOf(finding, rules);
  const [excerpt] = finding.excerpts;
  return [
    `${style([color, 'bold'], severity)} ${style('bold', ruleId)}${sure}${lowered}: ${printable(message)}`,
    style('dim', `at ${printable(file)}:${start.line}:${start.column}`),
    ...(excerpt === undefined ? [] : codeFrame(excerpt, paint, guide?.columns === undefined ? undefined : guide.columns - 2)),
    ...stepLines(finding),
    ...(instead === undefined ? [] : [`${style('green', 'help:')} ${printable(instead)}`]),
    ...fixes.map(({ title, kind }) => `${style('green', kind === 'safe' ? 'fix:' : 'suggestion:')} ${printable(title)}`),
    ...(guide ? [style('dim', `more: jwtlint explain ${guide.links ? linked(ruleId, pageOf(ruleId)) : ruleId}; jwtlint allow ${shortPrint(finding.fingerprint)}`)] : []),
  ].map((line) => `  ${line}`);
}

/** Nobody follows more. */
const mostSteps = 8;

/** A path is named where it changes. */
function stepLines({ file, evidence }: Finding): string[] {
  const lines = evidence.slice(0, mostSteps).map((step, index) => {
    const isSame = step.file === (evidence[index - 1]?.file ?? file);
    return `${index + 1}. ${isSame ? 'line ' : `${printable(step.file)}:`}${step.range.start.line}  ${printable(step.note)}`;
  });
  return evidence.length > mostSteps ? [...lines, `… and ${evidence.length - mostSteps} more`] : lines;
}

interface Listed { readonly shown: readonly Finding[]; readonly worst: number }

/** How often each rule was heard, the gravest first. */
function byRule(findings: readonly Finding[]): string[] {
  const counts = new Map<string, number>();
  for (const { severity, ruleId } of findings) counts.set(`${severity} ${ruleId}`, (counts.get(`${severity} ${ruleId}`) ?? 0) + 1);
  const rank = (name: string): number => severities.findIndex((severity) => name.startsWith(severity));
  return [...counts].sort(([a, m], [b, n]) => rank(a) - rank(b) || n - m || (a < b ? -1 : 1)).map(([name, count]) => {
    const [severity, rule] = name.split(' ') as [string, string];
    return `${String(count).padStart(6)} ${severity.padEnd(7)} ${rule}`;
  });
}

function closingLines(
  { shown, worst }: Listed, summary: Summary, diagnostics: readonly Diagnostic[], style: Style,
  { isPartial, address, guide }: ReportContext,
): string[] {
  const files = new Set(shown.map(({ file }) => file)).size;
  const rules = byRule(shown);
  const total = summary.findings.error + summary.findings.warning + summary.findings.info;
  const found =
    total === 0
      ? isPartial === true ? style('yellow', 'No findings in what was looked at, which was not all: see the error output.') : style('green', 'No findings.')
      : style(summary.findings.error > 0 ? 'red' : 'yellow', `${counted(total, 'finding')} in ${counted(files, 'file')}`) +
        `: ${severityCounts(summary)}.`;
  return [
    ...(worst < shown.length ? [style('bold', `The ${String(worst)} gravest of ${String(shown.length)} are shown: --format compact lists all, --format pretty=FILE writes all.`)] : []),
    found,
    ...(guide && rules.length > 1 ? rules : []),
    ...(summary.suppressed > 0 ? [`${counted(summary.suppressed, 'finding')} suppressed.`] : []),
    ...(summary.belowPreset.info > 0 ? [`${counted(summary.belowPreset.info, 'info finding')} not listed: --preset strict shows them.`] : []),
    ...(diagnostics.length > 0 ? [`${counted(diagnostics.length, 'diagnostic')}, see above or in the error output.`] : []),
    ...(total > 0 && address !== undefined ? [`Questions: ${printable(address)}`] : []),
    style('dim', coverage(summary)),
  ];
}

const severityCounts = ({ findings }: Summary): string =>
  (['error', 'warning', 'info'] as readonly Severity[]).filter((severity) => findings[severity] > 0)
    .map((severity) => (severity === 'info' ? `${findings.info} info` : counted(findings[severity], severity))).join(', ');

/** What a run without findings can be trusted for: how much it has seen, and of what. */
export function coverage({ files, kinds }: Summary): string {
  const byKind = Object.entries(kinds).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([kind, count]) => `${count} ${kind}`);
  const detail = byKind.length === 0 ? '' : ` (${byKind.join(', ')})`;
  const cleared = `${files.parsed} read in full, ${files.gated} without a word that a finding needs`;
  const looked = Object.values(kinds).reduce((sum, count) => sum + count, 0);
  return `Looked at ${counted(looked, 'file')}${detail}: ${cleared}. Skipped ${files.skipped}${files.skipped === 0 ? '' : ' (ignored, no text, or not readable)'}.`;
}

export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
