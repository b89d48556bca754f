// SARIF 2.1.0, whole, and within what GitHub code scanning takes: one run, paths that are relative to the root of the repository,
// the hash of a line by which an alert is known again. GitHub fails its check for alerts of level error, so that is the level of
// what fails the run. It reads neither suppressions nor baselines: suppressed findings would be open alerts there, and are left out
// unless asked for. It closes what a new upload of the same category does not have, so what looked at less than everything has
// another category.

import { deflateRawSync } from 'node:zlib';
import type { Finding } from '../findings/finding.ts';
import { isAtLeast } from '../findings/settings/settings.ts';
import { open, type Format, type Outcome, type ReportContext } from './format.ts';
import { jsonPieces, safeJson } from './writing/json-text.ts';
import { lineHashesOf } from './line-hashes.ts';
import { describedRules, levelOf, type Described, type SarifLevel } from './sarif-rules.ts';
import { uriPath } from './writing/uri-path.ts';
import { worst, worstFirst } from './worst-first.ts';

const schema = 'https://json.schemastore.org/sarif-2.1.0.json';
/** GitHub rejects a run with more, shows this many of them, and rejects files that are larger when packed. */
const mostResults = 25_000;
const mostShown = 5_000;
const mostBytes = 9.5 * 1024 * 1024;
/** Steps of one way that GitHub shows. */
const mostSteps = 1_000;

export const sarif: Format = (outcome, context) => {
  const wanted = context.withSuppressed === true ? outcome.findings : open(outcome.findings);
  const levels = levelsIn(wanted, context);
  const described = describedRules([...context.rules.values()], levels.byRule);
  const resultOf = resultsFor(described, levels.of, context);
  const kept = withinSize(worst(wanted, mostResults), resultOf);
  const cuts = cutWords(wanted.length, kept.length);
  for (const words of cuts) context.tell?.(`sarif: ${words}`);
  const { name, version } = context.tool;
  return jsonPieces({
    $schema: schema,
    version: '2.1.0',
    runs: [{
      tool: {
        driver: {
          name, version, semanticVersion: version, informationUri: 'https://www.npmjs.com/package/jwtlint', rules: described.rules,
          supportedTaxonomies: described.supported,
        },
      },
      automationDetails: { id: isWhole(outcome, context) ? 'jwtlint/' : 'jwtlint-part/' },
      columnKind: 'utf16CodeUnits',
      originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root of the repository.' } } },
      invocations: [invocationOf(outcome, context, cuts)],
      taxonomies: described.taxonomies,
      *results () {
        for (const finding of kept) yield resultOf(finding);
      },
    }],
  });
};

const isWhole = ({ summary }: Outcome, { isPartial }: ReportContext): boolean =>
  isPartial !== true && summary.scope !== 'part' && summary.interrupted !== true && summary.outcome !== 'unfinished';

const cutWords = (all: number, kept: number): string[] => [
  ...(kept < all ? [`${all - kept} of ${all} findings are left out, the least severe ones: GitHub takes ${mostResults} results and 10 MB`] : []),
  ...(kept > mostShown ? [`GitHub shows the ${mostShown} most severe of ${kept} results`] : []),
];

// --- levels ---

interface Levels { readonly byRule: ReadonlyMap<string, SarifLevel>; of(finding: Finding): SarifLevel }

/**
 * What fails the run is an error, and nothing else is. A run that nothing can fail has no gate to agree with: levels are those of the
 * findings.
 */
function levelsIn(findings: readonly Finding[], { fails }: ReportContext): Levels {
  const of = (finding: Finding): SarifLevel =>
    fails === undefined ? levelOf(finding.severity) : fails(finding) ? 'error' : isAtLeast(finding.severity, 'warning') ? 'warning' : 'note';
  const byRule = new Map<string, SarifLevel>();
  for (const finding of findings) {
    const [known, level] = [byRule.get(finding.ruleId), of(finding)];
    if (known === undefined || order.indexOf(level) < order.indexOf(known)) byRule.set(finding.ruleId, level);
  }
  return { byRule, of };
}

const order: readonly SarifLevel[] = ['error', 'warning', 'note'];

// --- results ---

function resultsFor(described: Described, level: Levels['of'], context: ReportContext): (finding: Finding) => object {
  const hashes = new Map<string, (line: number) => string | undefined>();
  const hashOf = ({ file, range }: Finding): string | undefined => {
    const known = hashes.get(file) ?? hashesOf(file, context);
    hashes.set(file, known);
    return known(range.start.line);
  };
  return (finding) => {
    const hash = hashOf(finding);
    return {
      ruleId: finding.ruleId,
      ruleIndex: described.indexOf(finding.ruleId),
      level: level(finding),
      message: { text: finding.message },
      locations: [{ physicalLocation: physical(finding) }],
      partialFingerprints: { ...(hash !== undefined && { primaryLocationLineHash: hash }), 'jwtlint/v1': finding.fingerprint },
      ...(finding.evidence.length > 0 && { codeFlows: [flowOf(finding)] }),
      ...(finding.fixes.length > 0 && { fixes: finding.fixes.map(fixOf) }),
      ...(finding.suppressed && { suppressions: [suppressionOf(finding.suppressed)] }),
      ...(isOld(finding.suppressed) && { baselineState: 'unchanged' }),
      properties: { certainty: finding.certainty, runtime: finding.runtime },
    };
  };
}

function hashesOf(file: string, { sourceOf }: ReportContext): (line: number) => string | undefined {
  const source = sourceOf?.(file);
  return source === undefined ? () => undefined : lineHashesOf((source.mark ? '\uFEFF' : '') + source.text);
}

function physical({ file, range }: Pick<Finding, 'file' | 'range'>): object {
  const { start, end } = range;
  return {
    artifactLocation: { uri: uriPath(file), uriBaseId: '%SRCROOT%' },
    region: { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column },
  };
}

const flowOf = ({ evidence, message }: Finding): object => ({
  message: { text: message },
  threadFlows: [{
    locations: evidence.slice(0, mostSteps).map((step, index) =>
      ({ executionOrder: index + 1, location: { physicalLocation: physical(step), message: { text: step.note } } })),
  }],
});

/** One change a file, as the format wants it. */
function fixOf({ title, edits }: Finding['fixes'][number]): object {
  const files = [...new Set(edits.map(({ file }) => file))];
  return {
    description: { text: title },
    artifactChanges: files.map((path) => ({
      artifactLocation: { uri: uriPath(path), uriBaseId: '%SRCROOT%' },
      replacements: edits.filter(({ file }) => file === path).map(({ start, end, text }) =>
        ({ deletedRegion: { charOffset: start, charLength: end - start }, insertedContent: { text } })),
    })),
  };
}

const isOld = (suppressed: Finding['suppressed']): boolean => suppressed?.by === 'base' || suppressed?.by === 'baseline';

const suppressionOf = ({ by, reason }: NonNullable<Finding['suppressed']>): object =>
  ({ kind: /disable/.test(by) ? 'inSource' : 'external', status: 'accepted', justification: reason, properties: { by } });

// --- the run itself ---

function invocationOf({ diagnostics, summary }: Outcome, { isPartial }: ReportContext, cuts: readonly string[]): object {
  const { files, outcome, cause } = summary;
  return {
    executionSuccessful: isPartial !== true && outcome !== 'unfinished' && summary.interrupted !== true,
    ...(outcome && { exitCode: { passed: 0, failed: 1, unfinished: 2 }[outcome], exitCodeDescription: cause }),
    toolExecutionNotifications: [
      ...cuts.map((text) => ({ level: 'warning', message: { text } })),
      ...diagnostics.map(({ file, kind, message, incomplete }) => ({
        descriptor: { id: kind }, level: incomplete ? 'error' : 'warning', message: { text: message },
        locations: [{ physicalLocation: { artifactLocation: { uri: uriPath(file), uriBaseId: '%SRCROOT%' } } }],
      })),
    ],
    properties: { scope: summary.scope ?? 'all', files },
  };
}

// --- size ---

/** Packed in parts, which takes more room than packing the whole: what fits so does fit. */
function withinSize(findings: readonly Finding[], resultOf: (finding: Finding) => object): readonly Finding[] {
  if (findings.length <= fewResults) return findings;
  const kept = new Set<Finding>();
  const sorted = worstFirst(findings);
  for (let from = 0, packed = roomOfRules; from < sorted.length; from += part) {
    const some = sorted.slice(from, from + part);
    packed += deflateRawSync(safeJson(some.map(resultOf), 2), { level: 1 }).length;
    if (packed > mostBytes) break;
    for (const finding of some) kept.add(finding);
  }
  return kept.size === findings.length ? findings : findings.filter((finding) => kept.has(finding));
}

const part = 500;
/** As many are far below the limit. */
const fewResults = 500;
const roomOfRules = 0.2 * 1024 * 1024;
