// The rules in ESLint's own test kit, behind the parser that most users have: the good example of each rule is silent, the bad
// one has the findings of the scanner with their message ids and places, and the kit applies every suggestion and parses what
// comes out. The plugin is what typescript-eslint's types call one.

import * as parser from '@typescript-eslint/parser';
import type { TSESLint } from '@typescript-eslint/utils';
import { type Rule, RuleTester } from 'eslint';
import { afterAll, describe, expect, it } from 'vitest';
import plugin from '../../rules/index.ts';
import { rules } from '../../rules/all.ts';
import type { Finding } from '../../src/findings/finding.ts';
import { casesOf, type Case } from '../support/fixture-file.ts';
import { fixed, scanned } from '../support/fixture-run.ts';

Object.assign(RuleTester, { afterAll, describe, it });

const tester = new RuleTester({ languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: false } } } });
const cases = new Map(casesOf().filter(({ eslint, files }) => eslint && files[0]?.file.language === 'ts').map((one) => [one.name, one]));

for (const rule of rules) {
  const [good, bad] = [cases.get(`${rule.id}/good.ts`), cases.get(`${rule.id}/bad.ts`)];
  if (good === undefined || bad === undefined) continue;
  const errors = errorsOf(bad, rule.id);
  const output = fixedOnce(bad, rule.id);
  tester.run(rule.id, plugin.rules[rule.id] as Rule.RuleModule, {
    valid: [asked(good)],
    invalid: errors.length === 0 ? [] : [{ ...asked(bad), errors, ...(output !== undefined && { output }) }],
  });
}

describe('the plugin', () => {
  it('has a bad example with findings for most rules', () => {
    expect(rules.filter(({ id }) => cases.has(`${id}/bad.ts`) && errorsOf(cases.get(`${id}/bad.ts`)!, id).length > 0).length).toBeGreaterThan(25);
  });

  it('is one to typescript-eslint', () => {
    const rulesThere: Record<string, Pick<TSESLint.RuleModule<string>, 'meta'> | undefined> = plugin.rules as never;
    expect(rulesThere['no-alg-none']?.meta.docs?.description).toBe(rules.find(({ id }) => id === 'no-alg-none')!.summary);
  });
});

/** What the kit is asked: the text, its path, and the levels that carets speak of. */
function asked({ files, settings, limit }: Case): Pick<RuleTester.ValidTestCase, 'code' | 'filename' | 'options' | 'settings'> {
  const { path, text } = files[0]!.file;
  return { code: text, filename: path, options: [{ atLeast: limit }], settings: { jwtlint: { preset: 'all', includeTests: settings.includeTests } } };
}

/** What a rule that announces fixes changes without being asked; all else it suggests. */
function isFix({ kind }: Finding['fixes'][number], id: string): boolean {
  return kind === 'safe' && plugin.rules[id]!.meta?.fixable !== undefined;
}

function findingsOf(bad: Case, id: string): readonly Finding[] {
  return scanned(bad.files.map(({ file }) => file), bad, rules)[0]!.findings.filter(({ ruleId }) => ruleId === id);
}

function errorsOf(bad: Case, id: string): RuleTester.TestCaseError[] {
  const files = bad.files.map(({ file }) => file);
  return findingsOf(bad, id).map(({ messageId, range, fixes }) => ({
    messageId, line: range.start.line, column: range.start.column, endLine: range.end.line, endColumn: range.end.column,
    suggestions: fixes.filter((fix) => !isFix(fix, id)).map((fix) => ({ desc: fix.title, output: fixed(files, fix)[0]!.text })),
  }));
}

/** The text after one round of fixes, as ESLint makes them: each as one stretch, and of two that overlap the first. */
function fixedOnce(bad: Case, id: string): string | undefined {
  const files = bad.files.map(({ file }) => file);
  const stretches = findingsOf(bad, id).flatMap(({ fixes }) => fixes.filter((fix) => isFix(fix, id)).slice(0, 1)).map((fix) => {
    const [start, end] = [Math.min(...fix.edits.map((edit) => edit.start)), Math.max(...fix.edits.map((edit) => edit.end))];
    const after = fixed(files, fix)[0]!.text;
    return { start, end, text: after.slice(start, end + after.length - files[0]!.text.length) };
  }).sort((a, b) => a.start - b.start || a.end - b.end);
  if (stretches.length === 0) return undefined;
  let [text, at] = ['', 0];
  for (const one of stretches) {
    if (one.start < at) continue;
    text += files[0]!.text.slice(at, one.start) + one.text;
    at = one.end;
  }
  return text + files[0]!.text.slice(at);
}
