// What rules judge across files: the same whatever the order, reported where it lies, under the directives, settings
// and role of that file; in one file alone the judgement over that file.

import { describe, expect, it } from 'vitest';
import type { Facts } from '../../src/facts/facts.ts';
import { findingsOf } from '../../src/findings/findings-of.ts';
import { defaultSettings, type Settings } from '../../src/findings/options.ts';
import type { AcrossFiles, Rule } from '../../src/findings/rule.ts';
import { startRuleRun } from '../../src/findings/run-rules.ts';
import type { Place } from '../../src/source/file.ts';
import { fakeFacts, fakeRule, placesOf } from '../support/fake-facts.ts';

interface Word { readonly at: Place; readonly hasTwin: boolean }

/** Reports every `ONE`, once there is a `TWO` in any file. */
const pair: AcrossFiles<Word> = {
  keep: ({ file }) => [...placesOf(file, 'ONE').map((at) => ({ at, hasTwin: false })), ...placesOf(file, 'TWO').map((at) => ({ at, hasTwin: true }))],
  judge(kept, report) {
    const twin = kept.find(({ hasTwin }) => hasTwin);
    if (twin) for (const { at, hasTwin } of kept) if (!hasTwin) report({ at, message: 'bad', data: { what: twin.at.file.path } });
  },
};
const rule: Rule = { ...fakeRule({ id: 'no-pair', category: 'claims' }), across: pair, check: () => undefined };

function said(files: readonly Facts[], more: Partial<Settings> = {}, given: Rule = rule): string[] {
  const together = startRuleRun([given], { ...defaultSettings, ...more });
  for (const facts of files) together.add(facts);
  return [...together.finished((file) => files.find((facts) => facts.file === file))].flatMap(({ findings }) => findings)
    .map(({ file, severity, message, suppressed }) => `${file} ${severity} ${message}${suppressed ? ' (suppressed)' : ''}`);
}

describe('a judgement across files', () => {
  const one = fakeFacts('src/one.ts', 'ONE');
  const two = fakeFacts('src/two.ts', 'TWO');
  const three = fakeFacts('src/three.ts', 'TWO');

  it('needs what several files say, in whatever order they come', () => {
    expect(said([one])).toEqual([]);
    const expected = ['src/one.ts error Bad src/three.ts here.'];
    for (const files of [[one, two, three], [three, two, one], [two, one, three]]) expect(said(files)).toEqual(expected);
  });

  it('joins what the rule finds in the file itself', () => {
    expect(said([one, two], {}, { ...rule, check: fakeRule({ id: 'no-pair' }, 'ONE').check! })).toEqual(['src/one.ts error Bad src/two.ts here.']);
  });

  it('leaves out files in which the rule is off or silent', () => {
    const test = fakeFacts('test/two.ts', 'TWO', { role: 'test' });
    expect(said([one, test])).toEqual([]);
    expect(said([one, test], { includeTests: true })).toHaveLength(1);
    expect(said([one, two], { overrides: [{ files: ['src/two.ts'], rules: { 'no-pair': { level: 'off' } } }] })).toEqual([]);
    expect(said([one, two], { rules: { 'no-pair': { level: 'off' } } })).toEqual([]);
  });

  it('follows the level, the role and the directives of the file it lies in', () => {
    expect(said([one, two], { overrides: [{ files: ['src/one.ts'], rules: { 'no-pair': { level: 'warning' } } }] })).toEqual(['src/one.ts warning Bad src/two.ts here.']);
    const example = fakeFacts('examples/one.ts', 'ONE', { role: 'example' });
    expect(said([example, two], {}, { ...rule, category: 'keys' })).toEqual(['examples/one.ts warning Bad src/two.ts here.']);
    const known = fakeFacts('src/one.ts', 'ONE // jwtlint-disable-line no-pair -- known');
    expect(said([known, two])).toEqual(['src/one.ts error Bad src/two.ts here. (suppressed)']);
  });

  it('is that of the file where there is but one', () => {
    const both = fakeFacts('src/both.ts', 'ONE TWO');
    expect(findingsOf(rule, both, defaultSettings).map(({ message }) => message)).toEqual(['Bad src/both.ts here.']);
    expect(findingsOf(rule, one, defaultSettings)).toEqual([]);
    expect(findingsOf({ ...rule, category: 'keys' }, fakeFacts('a.ts', 'ONE TWO', { role: 'example' }), defaultSettings).map(({ severity }) => severity)).toEqual(['warning']);
  });
});
