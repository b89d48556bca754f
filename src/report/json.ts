// The report that other tools read, as report-schema.json describes it. Excerpts are for eyes and stay out.

import type { Finding } from '../findings/finding.ts';
import type { Format } from './format.ts';
import { jsonPieces } from './writing/json-text.ts';

export const reportSchema = 'https://unpkg.com/jwtlint/report-1.json';

export const json: Format = ({ findings, diagnostics, summary }, { tool }) => jsonPieces({
  schema: reportSchema,
  tool: { name: tool.name, version: tool.version },
  *findings () {
    for (const finding of findings) yield plainFinding(finding);
  },
  diagnostics: diagnostics.map(({ file, kind, message, incomplete }) => ({ file, kind, message, ...(incomplete && { incomplete }) })),
  summary: {
    files: summary.files,
    findings: summary.findings,
    belowPreset: summary.belowPreset,
    ...(summary.known && { known: summary.known }),
    ...(summary.scope && { scope: summary.scope }),
    ...(summary.outcome && { outcome: summary.outcome, cause: summary.cause }),
    durationMs: Math.round(summary.durationMs),
    ...(summary.interrupted && { interrupted: true }),
  },
});

function plainFinding({ excerpts: _excerpts, ...finding }: Finding): Omit<Finding, 'excerpts'> {
  return finding;
}
