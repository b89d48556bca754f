// JUnit's XML: a suite a file, a case a finding, and a case that passes where nothing was found, since some readers take an empty suite for
// an error. What is suppressed or in the baseline is skipped. What kept the scan from its job is an error.

import type { Diagnostic, Finding } from '../../findings/finding.ts';
import type { Format } from '../format.ts';
import { tag, xmlHead, xmlText } from '../writing/xml-text.ts';

export const junit: Format = function* ({ findings, diagnostics, summary }, { isPartial }) {
  const broken = isPartial === true ? diagnostics.filter(({ incomplete }) => incomplete) : [];
  const suites = suitesOf(findings);
  const skipped = findings.filter(({ suppressed }) => suppressed !== null).length;
  const clean = findings.length + broken.length === 0 ? (isPartial === true ? [unfinished(summary.cause)] : [passing]) : [];
  const errors = broken.length + (isPartial === true ? clean.length : 0);
  const tests = findings.length + broken.length + clean.length;
  const time = (summary.durationMs / 1000).toFixed(3);
  yield `${xmlHead}${tag('testsuites', { name: 'jwtlint', tests, failures: findings.length - skipped, errors, time })}\n`;
  for (const [file, own] of suites) yield* suite(file, own, own.map(caseOf));
  for (const diagnostic of broken) yield* suite(diagnostic.file, [], [errorCase(diagnostic)], 1);
  for (const one of clean) yield* suite('jwtlint', [], [one], errors);
  yield '</testsuites>\n';
};

function suitesOf(findings: readonly Finding[]): Map<string, Finding[]> {
  const suites = new Map<string, Finding[]>();
  for (const finding of findings) {
    const own = suites.get(finding.file);
    if (own) own.push(finding);
    else suites.set(finding.file, [finding]);
  }
  return suites;
}

function* suite(name: string, findings: readonly Finding[], cases: readonly string[], errors = 0): Iterable<string> {
  const skipped = findings.filter(({ suppressed }) => suppressed !== null).length;
  yield `  ${tag('testsuite', { name, tests: cases.length, failures: findings.length - skipped, errors, skipped, time: '0' })}\n`;
  yield* cases;
  yield '  </testsuite>\n';
}

function caseOf({ ruleId, file, range: { start }, message, severity, evidence, suppressed }: Finding): string {
  const head = tag('testcase', { name: `${ruleId} at line ${start.line}, column ${start.column}`, classname: file, time: '0' });
  if (suppressed) return `    ${head}${tag('skipped', { message: `${suppressed.by}: ${suppressed.reason}` }, true)}</testcase>\n`;
  const steps = evidence.map((step, index) => `${index + 1}. ${step.file}:${step.range.start.line}  ${step.note}`);
  const text = [`${file}:${start.line}:${start.column}`, message, ...steps].join('\n');
  return `    ${head}${tag('failure', { message, type: severity })}${lines(text)}</failure></testcase>\n`;
}

/** Between tags a line break may stand as it is, so what follows comes first in its line and may be no command of a CI service. */
const lines = (text: string): string => text.split('\n').map((line) => xmlText(line).replace(/^(\s*):(?=:)/, '$1&#58;')).join('\n');

const errorCase = ({ file, kind, message }: Diagnostic): string =>
  `    ${tag('testcase', { name: kind, classname: file, time: '0' })}${tag('error', { message, type: kind }, true)}</testcase>\n`;

const passing = `    ${tag('testcase', { name: 'no findings', classname: 'jwtlint', time: '0' }, true)}\n`;
const unfinished = (cause = 'unfinished'): string =>
  `    ${tag('testcase', { name: 'the scan', classname: 'jwtlint', time: '0' })}${tag('error', { message: `The scan could not do its job: ${cause}`, type: 'unfinished' }, true)}</testcase>\n`;
