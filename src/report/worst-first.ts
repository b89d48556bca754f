// Findings and how many a reader takes → the worst of them, in the order in which they came. What is cut is said by who cuts.

import type { Finding } from '../findings/finding.ts';
import { certainties, severities } from '../findings/settings/settings.ts';

const rank = ({ severity, certainty }: Finding): number =>
  severities.indexOf(severity) * certainties.length + certainties.indexOf(certainty);

/** The most severe, and the surest of them, first. Sorting is stable. */
export const worstFirst = (findings: readonly Finding[]): Finding[] => findings.toSorted((a, b) => rank(a) - rank(b));

export function worst(findings: readonly Finding[], most: number): readonly Finding[] {
  if (findings.length <= most) return findings;
  const kept = new Set(worstFirst(findings).slice(0, most));
  return findings.filter((finding) => kept.has(finding));
}
