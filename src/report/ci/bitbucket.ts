// Bitbucket Code Insights: one file with the body of the report and, in bundles of a hundred, those of its annotations. A step puts the
// first and posts the others (docs/reports.md). Bitbucket takes a thousand annotations a report.

import { insteadOf } from '../instead.ts';
import type { Finding } from '../../findings/finding.ts';
import { pageOf } from '../../findings/references.ts';
import { open, type Format } from '../format.ts';
import { jsonPieces } from '../writing/json-text.ts';
import { counted } from '../pretty.ts';
import { uniquePrints } from '../unique-prints.ts';
import { worst } from '../worst-first.ts';

const mostAnnotations = 1_000;
const mostInBundle = 100;
const mostSummary = 450;
const mostDetails = 2_000;
const severities = { error: 'HIGH', warning: 'MEDIUM', info: 'LOW' } as const;

export const bitbucket: Format = ({ findings, summary }, { rules, fails, tell, isPartial }) => {
  const all = open(findings);
  const kept = worst(all, mostAnnotations);
  const left = all.length - kept.length;
  const cut = left > 0 ? ` ${counted(left, 'finding')} of ${all.length} without an annotation: Bitbucket takes ${mostAnnotations}.` : '';
  if (cut !== '') tell?.(`bitbucket:${cut}`);
  const isFailed = isPartial === true || all.some(fails ?? (({ severity }) => severity === 'error'));
  const unique = uniquePrints();
  const bundles = Array.from({ length: Math.ceil(kept.length / mostInBundle) }, (_, index) =>
    kept.slice(index * mostInBundle, (index + 1) * mostInBundle));
  const bodyOf = ({ ruleId, severity, message, help, file, range, fingerprint }: Finding): object => ({
    external_id: `jwtlint-${unique(fingerprint)}`,
    annotation_type: 'VULNERABILITY',
    summary: clipped(message, mostSummary),
    details: clipped([message, insteadOf({ ruleId, help }, rules) ?? ''].filter(Boolean).join('\n\n'), mostDetails),
    severity: severities[severity],
    path: file,
    line: range.start.line,
    link: pageOf(ruleId),
  });
  return jsonPieces({
    report: {
      title: 'jwtlint', reporter: 'jwtlint', report_type: 'SECURITY', result: isFailed ? 'FAILED' : 'PASSED',
      details: clipped(`${isPartial === true ? 'The scan did not see all it should have. ' : ''}${all.length === 0 ? 'No findings.' : `${counted(all.length, 'finding')}.`}${cut}`, mostDetails),
      data: (['error', 'warning', 'info'] as const).map((severity) => ({ title: titles[severity], type: 'NUMBER', value: summary.findings[severity] })),
    },
    annotations: bundles.map((bundle) => bundle.map(bodyOf)),
  });
};

const titles = { error: 'Errors', warning: 'Warnings', info: 'Hints' } as const;

const clipped = (text: string, most: number): string => (text.length <= most ? text : `${text.slice(0, most - 1)}…`);
