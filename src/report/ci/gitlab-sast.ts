// GitLab's security report of kind SAST, schema 15.2.1. GitLab follows a finding by its tracking signature, which is our fingerprint.
// `raw_source_code_extract` stays empty: it would hold secrets. Descriptions are Markdown, so text of the project is escaped in them.

import { createHash } from 'node:crypto';
import { insteadOf } from '../instead.ts';
import type { Finding } from '../../findings/finding.ts';
import { citationsOf, pageOf } from '../../findings/references.ts';
import { open, type Format, type ReportContext } from '../format.ts';
import { jsonPieces } from '../writing/json-text.ts';
import { markdownText } from '../writing/markdown-text.ts';
import { uniquePrints } from '../unique-prints.ts';

const version = '15.2.1';
const severities = { error: 'High', warning: 'Medium', info: 'Low' } as const;
const mostSolution = 7_000;

export const gitlabSast: Format = ({ findings, summary }, context) => {
  const { tool, ended = new Date() } = context;
  const scanner = { id: tool.name, name: tool.name, version: tool.version, vendor: { name: tool.name }, url: 'https://www.npmjs.com/package/jwtlint' };
  return jsonPieces({
    version,
    schema: `https://gitlab.com/gitlab-org/security-products/security-report-schemas/-/raw/v${version}/dist/sast-report-format.json`,
    scan: {
      analyzer: scanner, scanner, type: 'sast', status: context.isPartial === true ? 'failure' : 'success',
      start_time: timeText(new Date(ended.getTime() - summary.durationMs)), end_time: timeText(ended),
    },
    *vulnerabilities () {
      const unique = uniquePrints();
      for (const finding of open(findings)) yield vulnerability(finding, unique(finding.fingerprint), context);
    },
  });
};

/** UTC without a zone, as the schema wants it. */
const timeText = (time: Date): string => time.toISOString().slice(0, 19);

function vulnerability(finding: Finding, print: string, { rules }: ReportContext): object {
  const { ruleId, severity, message, file, range, evidence, fixes } = finding;
  const rule = rules.get(ruleId);
  const place = { file, start_line: range.start.line, end_line: range.end.line };
  const steps = evidence.map((step, index) => `${index + 1}. ${markdownText(`${step.file}, line ${step.range.start.line}: ${step.note}`)}`);
  const instead = insteadOf(finding, rules);
  const solution = [...(instead === undefined ? [] : [instead]), ...fixes.map(({ title }) => title)].join('\n');
  return {
    id: uuidOf(print),
    name: rule?.summary.slice(0, 255) ?? ruleId,
    description: [markdownText(message), ...(rule ? [rule.why] : []), ...(steps.length > 0 ? [steps.join('\n')] : [])].join('\n\n').slice(0, mostDescription),
    severity: severities[severity],
    ...(solution !== '' && { solution: solution.slice(0, mostSolution) }),
    identifiers: [
      { type: 'jwtlint_rule', name: `jwtlint ${ruleId}`, value: ruleId, url: pageOf(ruleId) },
      ...(finding.references.cwe).map((cwe) => ({
        type: 'cwe', name: cwe, value: cwe.replace(/\D/g, ''), url: `https://cwe.mitre.org/data/definitions/${cwe.replace(/\D/g, '')}.html`,
      })),
    ],
    links: [
      { name: ruleId, url: pageOf(ruleId) },
      ...citationsOf(finding.references).flatMap(({ text, url }) => (url === undefined ? [] : [{ name: text, url }])),
    ],
    location: place,
    tracking: { type: 'source', items: [{ ...place, signatures: [{ algorithm: 'hash', value: print }] }] },
  };
}

const mostDescription = 1_000_000;

/** Of our own making (version 8): the same for the same finding. */
function uuidOf(print: string): string {
  const hex = createHash('sha256').update(`jwtlint ${print}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
