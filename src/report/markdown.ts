// Markdown for the summary of a job in GitHub Actions, or for a comment: what was found, worst first, with the way there folded away. The
// summary of a step takes a mebibyte: what does not fit is counted.

import type { Finding, Summary } from '../findings/finding.ts';
import { pageOf } from '../findings/references.ts';
import { open, type Format, type ReportContext } from './format.ts';
import { insteadOf } from './instead.ts';
import { htmlText } from './html/html-text.ts';
import { markdownCode, markdownText } from './writing/markdown-text.ts';
import { counted, coverage } from './pretty.ts';
import { worstFirst } from './worst-first.ts';

const mostBytes = 900_000;
const signs = { error: '🔴 error', warning: '🟠 warning', info: '🔵 info' } as const;

export const markdown: Format = function* ({ findings, diagnostics, summary }, context) {
  const all = worstFirst(open(findings));
  yield `## jwtlint\n\n${headline(all, summary, context)}\n\n`;
  if (all.length > 0) yield '| | Rule | Where | What |\n| --- | --- | --- | --- |\n';
  let room = mostBytes;
  let rows = 0;
  for (const finding of all) {
    const row = rowOf(finding);
    room -= Buffer.byteLength(row);
    if (room < mostBytes / 3) break;
    yield row;
    rows++;
  }
  if (rows < all.length) yield* toldCut(all.length - rows, all.length, context);
  const told = all.slice(0, rows).filter(({ evidence, fixes }) => evidence.length + fixes.length > 0);
  let details = 0;
  for (const finding of told) {
    const text = detailsOf(finding, context);
    room -= Buffer.byteLength(text);
    if (room < 0) break;
    yield text;
    details++;
  }
  if (details < told.length) yield `\n${counted(told.length - details, 'finding')} without details: a summary takes no more.\n`;
  if (diagnostics.length > 0) yield `\n${counted(diagnostics.length, 'diagnostic')}: see the log.\n`;
  yield `\n${markdownText(coverage(summary))}\n`;
};

function* toldCut(left: number, all: number, { tell }: ReportContext): Iterable<string> {
  const words = `${counted(left, 'finding')} of ${all} left out, the least severe ones: a summary takes no more`;
  tell?.(`markdown: ${words}`);
  yield `\n**${words}.**\n`;
}

function headline(all: readonly Finding[], { findings, suppressed }: Summary, { isPartial }: ReportContext): string {
  const counts = (['error', 'warning', 'info'] as const).filter((severity) => findings[severity] > 0).map((severity) => `${findings[severity]} ${severity}`);
  const found = all.length === 0 ? '**No findings.**' : `**${counted(all.length, 'finding')}** (${counts.join(', ')}).`;
  const known = suppressed > 0 ? ` ${counted(suppressed, 'finding')} suppressed.` : '';
  return `${found}${known}${isPartial === true ? ' **Not all was looked at that should have been: see the log.**' : ''}`;
}

const rowOf = ({ severity, ruleId, file, range: { start }, message }: Finding): string =>
  `| ${signs[severity]} | [${ruleId}](${pageOf(ruleId)}) | ${markdownCode(`${file}:${start.line}`)} | ${markdownText(message)} |\n`;

function detailsOf(finding: Finding, { rules }: ReportContext): string {
  const { ruleId, file, range: { start }, evidence, fixes } = finding;
  const instead = insteadOf(finding, rules);
  return [
    `\n<details><summary>${ruleId}: <code>${htmlText(`${file}:${start.line}`)}</code></summary>\n`,
    ...evidence.map((step, index) => `${index + 1}. ${markdownCode(`${step.file}:${step.range.start.line}`)} ${markdownText(step.note)}`),
    ...(instead === undefined ? [] : ['', `**Instead:** ${markdownText(instead)}`]),
    ...fixes.map(({ title }) => `\n**Change:** ${markdownText(title)}`),
    '\n</details>\n',
  ].join('\n');
}
