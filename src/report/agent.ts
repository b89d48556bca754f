// For a model that writes code: what, where, how it comes there, the change. Short, one block a finding, worst first; what a stranger's
// repository says stands in quotes or behind a label, never as a line of its own.

import type { Finding } from '../findings/finding.ts';
import { open, type Format, type ReportContext } from './format.ts';
import { insteadOf } from './instead.ts';
import { counted } from './pretty.ts';
import { printable, printableFirst } from './writing/printable.ts';
import { worstFirst } from './worst-first.ts';

/** More than a model can act on at once. */
const mostFindings = 50;
const mostSteps = 5;

export const agent: Format = ({ findings, summary }, context) => {
  const all = worstFirst(open(findings));
  const shown = all.slice(0, mostFindings);
  const left = all.length - shown.length;
  return [
    `jwtlint: ${all.length === 0 ? 'no findings' : counted(all.length, 'finding')}.${context.isPartial === true ? ` The scan is not complete (${summary.cause ?? 'unfinished'}).` : ''}`,
    ...(all.length === 0 ? [] : ['Mend the cause: do not move a secret elsewhere in the repository, and do not suppress a finding unless you are asked to.']),
    ...shown.map((finding) => `\n${blockOf(finding, context)}`),
    ...(left > 0 ? [`\n${counted(left, 'more finding')}: mend these first, then run again.`] : []),
  ].join('\n') + '\n';
};

function blockOf(finding: Finding, { rules }: ReportContext): string {
  const { severity, ruleId, message, file, range: { start }, evidence, fixes, certainty, fingerprint } = finding;
  const [change] = fixes;
  const instead = insteadOf(finding, rules);
  return [
    printableFirst(`${file}:${start.line}:${start.column} ${severity} ${ruleId}`),
    `  problem: ${printable(message)}`,
    ...evidence.slice(0, mostSteps).map((step) => `  way: ${printable(`${step.file}:${step.range.start.line} ${step.note}`)}`),
    ...(change ? [`  change: ${printable(change.title)} (${change.kind === 'safe' ? 'safe: jwtlint --fix makes it' : 'changes behaviour: jwtlint --fix --fix-type suggestion makes it'})`] : []),
    ...(instead === undefined ? [] : [`  instead: ${printable(instead)}`]),
    `  certainty: ${certainty}; id ${fingerprint.slice(0, 8)}`,
  ].join('\n');
}
