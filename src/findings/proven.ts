// Findings about keys, and what was proven of their places → the same findings, surer: a key that has signed a token of
// the project is a key, and in use. The token's place becomes evidence; the token has a finding of its own.

import type { Proofs } from '../facts/proofs.ts';
import type { RawFinding } from './findings-of.ts';
import type { Settings } from './options.ts';
import type { Step } from './rule.ts';
import { isListed, levelOf } from './settings/settings.ts';

/** A key that signs a hundred tokens needs no list of them. */
const MOST_TOKENS = 5;

/** `settings`: those for the finding's file. */
export function proven(finding: RawFinding, proofs: Proofs, settings: Settings): RawFinding {
  const tokens = finding.rule.category === 'keys' ? proofs.signedAt(finding.at) : [];
  if (tokens.length === 0) return finding;
  const evidence = tokens
    .slice(0, MOST_TOKENS)
    .map(({ at }): Step => ({ place: at, note: 'a token signed with it is written here', isSecret: true }));
  const severity = isDoubted(finding, settings) ? 'error' : finding.severity;
  return {
    ...finding,
    severity,
    certainty: 'proven',
    evidence: [...finding.evidence, ...evidence],
    listed: isListed(severity, finding.rule, settings),
  };
}

/** A warning of a rule that reports errors, where nothing but the doubt whether it is a key lowered it. */
const isDoubted = ({ rule, severity, certainty, at }: RawFinding, settings: Settings): boolean =>
  severity === 'warning' &&
  rule.severity === 'error' &&
  certainty !== 'proven' &&
  at.file.role === 'production' &&
  levelOf(rule, settings) === undefined;
