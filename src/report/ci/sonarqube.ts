// SonarQube's generic issues, with rules (10.3 and later). Its columns count from 0, and a range without extent is an error there.

import type { Finding } from '../../findings/finding.ts';
import { levelOf } from '../sarif-rules.ts';
import { open, type Format } from '../format.ts';
import { jsonPieces } from '../writing/json-text.ts';

const severities = { error: { old: 'CRITICAL', now: 'HIGH' }, warning: { old: 'MAJOR', now: 'MEDIUM' }, note: { old: 'MINOR', now: 'LOW' } } as const;

export const sonarqube: Format = ({ findings }, { rules }) => {
  const all = open(findings);
  const met = [...new Set(all.map(({ ruleId }) => ruleId))].sort();
  return jsonPieces({
    rules: met.map((id) => {
      const rule = rules.get(id);
      const severity = severities[levelOf(rule?.severity ?? 'warning')];
      return {
        id, name: rule?.summary ?? id, engineId: 'jwtlint', cleanCodeAttribute: 'TRUSTWORTHY', type: 'VULNERABILITY', severity: severity.old,
        ...(rule && { description: `${rule.why} ${rule.remediation}` }),
        impacts: [{ softwareQuality: 'SECURITY', severity: severity.now }],
      };
    }),
    *issues () {
      for (const { ruleId, message, file, range, evidence } of all)
        yield {
          ruleId,
          primaryLocation: { message, filePath: file, textRange: textRange(range) },
          secondaryLocations: evidence.map((step) => ({ message: step.note, filePath: step.file, textRange: textRange(step.range) })),
        };
    },
  });
};

const textRange = ({ start, end }: Finding['range']): object => ({
  startLine: start.line,
  ...(start.offset < end.offset && { endLine: end.line, startColumn: start.column - 1, endColumn: end.column - 1 }),
});
