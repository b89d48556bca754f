// A run and what it was asked → its exit code with the reason for it, what of the findings is news, and the words about what
// was known before.

import type { Finding, Summary } from '../src/findings/finding.ts';
import { certainties, isAsCertainAs, isAtLeast, severities } from '../src/findings/settings/settings.ts';
import { isKnown } from '../src/hosts/known-findings.ts';
import type { Scanned } from '../src/hosts/scanning/result.ts';
import { open } from '../src/report/format.ts';
import { counted } from '../src/report/pretty.ts';
import type { Arguments } from './arguments.ts';

type Asked = Pick<Arguments, 'failOnDiagnostics' | 'failOnStale' | 'allFindings'>;

export interface Ended { readonly code: 0 | 1 | 2; readonly outcome: NonNullable<Summary['outcome']>; readonly cause: NonNullable<Summary['cause']> }

const codes = { passed: 0, failed: 1, unfinished: 2 } as const;

/** The first that is true decides. */
export function outcomeOf(scanned: Scanned, { failOnDiagnostics, failOnStale }: Asked): Ended {
  const { missing, faults, nothing, incomplete, allowIncomplete, summary, diagnostics, findings, failOn, maxWarnings, known } = scanned;
  const ended = (outcome: Ended['outcome'], cause: Ended['cause']): Ended => ({ code: codes[outcome], outcome, cause });
  if (summary.interrupted === true) return ended('unfinished', 'interrupted');
  if (faults > 0) return ended('unfinished', 'fault');
  if (missing.length > 0) return ended('unfinished', 'missing path');
  if (nothing === 'scan') return ended('unfinished', 'nothing looked at');
  if (incomplete.length > 0 && !allowIncomplete) return ended('unfinished', 'incomplete');
  if (failOnDiagnostics && diagnostics.length > 0) return ended('unfinished', 'diagnostics');
  if (open(findings).some(failingBy(failOn) ?? never)) return ended('failed', 'findings');
  if (isOverLimit(open(findings), maxWarnings)) return ended('failed', 'too many warnings');
  if (failOnStale && (known?.stale.length ?? 0) > 0) return ended('failed', 'stale baseline');
  if (nothing === 'list') return ended('passed', 'nothing to look at');
  return ended('passed', open(findings).length > 0 ? 'nothing that fails' : 'no findings');
}

const isOverLimit = (findings: readonly Finding[], maxWarnings = Infinity): boolean =>
  findings.filter(({ severity }) => severity === 'warning').length > maxWarnings;

const never = (): boolean => false;

/** Does a finding alone fail the run? Undefined where none can. */
export function failingBy(failOn: Scanned['failOn']): ((finding: Finding) => boolean) | undefined {
  const [level, sure] = failOn.split(':');
  const severity = severities.find((one) => one === level);
  const certainty = certainties.find((one) => one === sure) ?? 'possible';
  return severity && ((one) => isAtLeast(one.severity, severity) && isAsCertainAs(one.certainty, certainty));
}

/** Without what was known before, unless all is asked for. */
export const newsOf = <T extends Pick<Scanned, 'findings'>>(scanned: T, { allFindings }: Pick<Asked, 'allFindings'>): T =>
  allFindings ? scanned : { ...scanned, findings: scanned.findings.filter(({ suppressed }) => !isKnown(suppressed)) };

export function knownCounts({ findings, known }: Scanned): Pick<Summary, 'known'> {
  if (!known) return {};
  const by = (name: string): number => findings.filter(({ suppressed }) => isKnown(suppressed) && suppressed?.by === name).length;
  return { known: { base: by('base'), baseline: by('baseline'), stale: known.stale.length } };
}

/** Entries that are named one by one. */
const mostNamed = 5;

export function knownWords(scanned: Scanned, { allFindings, baseline, failOnStale }: Asked & Pick<Arguments, 'baseline'>): string[] {
  const { known } = scanned;
  if (!known) return [];
  const { base, baseline: listed, stale } = knownCounts(scanned).known!;
  const shown = allFindings ? '' : '; --all-findings shows them';
  const named = known.stale.slice(0, mostNamed).map(({ rule, path }) => `${rule} in ${path}`).join(', ');
  const more = stale > mostNamed ? ` and ${String(stale - mostNamed)} more` : '';
  return [
    ...known.notes,
    ...(base > 0 ? [`${counted(base, 'finding')} there before${shown}`] : []),
    ...(listed > 0 ? [`${counted(listed, 'finding')} in the baseline${shown}`] : []),
    ...(stale > 0 ? [`no longer found: ${named}${more}. ${failOnStale ? 'The run fails for it; t' : 'T'}his takes ${stale === 1 ? 'it' : 'them'} out: jwtlint baseline prune --baseline ${baseline ?? ''}`] : []),
  ];
}
