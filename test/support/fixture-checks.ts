// What must hold of every fixture: the tests of `npm test`, and what `npm run test:fixture` says at once.

import { existsSync, readFileSync } from 'node:fs';
import { rules } from '../../rules/all.ts';
import { type Case, differences } from './fixture-file.ts';
import { outFileOf, outputOf } from './fixture-output.ts';
import { type Scanned, faultsOfFix, judgedIn, linted, scanned, seenIn } from './fixture-run.ts';

export interface Check {
  readonly name: string;
  asksAbout(each: Case): boolean;
  /** What is wrong, in words; [] when it holds. `results`: what the scanner says about the case. */
  faults(each: Case, results: readonly Scanned[]): string[];
}

export const resultsOf = (each: Case): readonly Scanned[] => scanned(each.files.map(({ file }) => file), each, rules);

export const checks: readonly Check[] = [
  { name: 'is found by the scanner as claimed', asksAbout: () => true, faults: claimFaults },
  { name: 'is found by ESLint alike', asksAbout: ({ eslint }) => eslint, faults: hostFaults },
  { name: 'has suggestions that parse, settle their finding, raise no other and keep comments', asksAbout: () => true, faults: fixFaults },
  { name: 'has a fresh .out file (npm run update)', asksAbout: (each) => outFileOf(each) !== undefined, faults: outputFaults },
];

const messages = new Map(rules.map((rule) => [rule.id, rule.messages]));
/** What a finding fills in is what its message shows, and nothing else. */
const namesIn = (text = ''): string => [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name!))].sort().join();

function claimFaults(each: Case, results: readonly Scanned[]): string[] {
  const found = findingsIn(results);
  return [
    ...each.files.flatMap((file) => differences(file, judgedIn(found, file.file.path))),
    ...found.filter(({ ruleId, messageId, data }) => namesIn(messages.get(ruleId)?.[messageId]) !== Object.keys(data).sort().join())
      .map(({ ruleId, messageId }) => `${ruleId} ${messageId}: its data is not what the message names`),
  ];
}

function hostFaults(each: Case, results: readonly Scanned[]): string[] {
  return results.flatMap(({ file, findings }) => {
    const inLinter = linted(file, each.settings, each.limit, rules).map(lineOf);
    const inScanner = seenIn(findings, file.path).map(lineOf);
    return [
      ...inLinter.filter((line) => !inScanner.includes(line)).map((line) => `${file.path} only ESLint: ${line}`),
      ...inScanner.filter((line) => !inLinter.includes(line)).map((line) => `${file.path} only the scanner: ${line}`),
      ...(inLinter.length === inScanner.length ? [] : [`${file.path} ${inLinter.length} in ESLint, ${inScanner.length} in the scanner`]),
    ];
  });
}

const lineOf = ({ ruleId, start, end, message }: { ruleId: string; start: number; end: number; message: string }): string => `${start}–${end} ${ruleId}: ${message}`;

function fixFaults(each: Case, results: readonly Scanned[]): string[] {
  return findingsIn(results).flatMap((finding) => finding.fixes.flatMap((fix) =>
    faultsOfFix(results, each, rules, finding, fix)
      .map((fault) => `"${fix.title}" for ${finding.ruleId} at line ${finding.range.start.line}: ${fault}`)));
}

function outputFaults(each: Case, results: readonly Scanned[]): string[] {
  const out = outFileOf(each)!;
  return existsSync(out) && readFileSync(out, 'utf8') === outputOf(each, rules, results) ? [] : [`${out} is stale: npm run update`];
}

const findingsIn = (results: readonly Scanned[]) => results.flatMap(({ findings }) => findings);
