// Every fixture, in both hosts: what the carets claim is what is found, and every suggestion keeps its promise.

import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rules } from '../rules/all.ts';
import { casesOf, differences } from './fixture-file.ts';
import { outFileOf, outputOf } from './fixture-output.ts';
import { faultsOfFix, judgedIn, linted, scanned, seenIn } from './fixture-run.ts';

const messages = new Map(rules.map((rule) => [rule.id, rule.messages]));
/** What a finding fills in is what its message shows, and nothing else. */
const namesIn = (text = ''): string => [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name!))].sort().join();

for (const each of casesOf()) {
  const files = each.files.map(({ file }) => file);
  describe(each.name, () => {
    it('is found by the scanner as claimed', () => {
      const all = scanned(files, each, rules).flatMap(({ findings }) => findings);
      expect(each.files.flatMap((file) => differences(file, judgedIn(all, file.file.path)))).toEqual([]);
      expect(all.filter(({ ruleId, messageId, data }) => namesIn(messages.get(ruleId)?.[messageId]) !== Object.keys(data).sort().join())).toEqual([]);
    });

    it.runIf(each.eslint)('is found by ESLint alike', () => {
      for (const { file, findings } of scanned(files, each, rules))
        expect(sorted(linted(file, each.settings, each.limit, rules))).toEqual(sorted(seenIn(findings, file.path)));
    });

    it('has suggestions that parse, settle their finding, raise no other and keep comments', () => {
      const found = scanned(files, each, rules).flatMap(({ findings }) => findings);
      const faults = found.flatMap((finding) => finding.fixes.flatMap((fix) =>
        faultsOfFix(files, each, rules, finding, fix)
          .map((fault) => `"${fix.title}" for ${finding.ruleId} at line ${String(finding.range.start.line)}: ${fault}`)));
      expect(faults).toEqual([]);
    });

    const out = outFileOf(each);
    it.runIf(out !== undefined)('has a fresh .out file (npm run update)', () => {
      expect(existsSync(out!) ? readFileSync(out!, 'utf8') : '').toBe(outputOf(each, rules));
    });
  });
}

it('has fixtures', () => {
  expect(casesOf().length).toBeGreaterThan(0);
});

const sorted = <T extends { ruleId: string; start: number; end: number; message: string }>(all: readonly T[]): T[] =>
  [...all].sort((a, b) => a.start - b.start || a.end - b.end || compare(a.ruleId, b.ruleId) || compare(a.message, b.message));
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
