// GitLab Code Quality: one array, fingerprints that are unique, paths relative to the root of the repository.

import { open, type Format } from '../format.ts';
import { jsonPieces } from '../writing/json-text.ts';
import { uniquePrints } from '../unique-prints.ts';

const severities = { error: 'critical', warning: 'major', info: 'minor' } as const;

export const gitlab: Format = ({ findings }) => jsonPieces(function* () {
  const unique = uniquePrints();
  for (const { ruleId, message, fingerprint, severity, file, range } of open(findings))
    yield {
      description: message, check_name: ruleId, fingerprint: unique(fingerprint), severity: severities[severity],
      location: { path: file, lines: { begin: range.start.line, end: range.end.line } },
    };
});
