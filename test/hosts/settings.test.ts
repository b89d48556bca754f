// What may be set, and what it does: presets, levels, roles of files, certainty, overrides, and the configuration file.

import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { findingsOf, findingsOfFile } from '../../src/findings/findings-of.ts';
import { didYouMean, nearest } from '../../src/findings/nearest.ts';
import { defaultSettings, type Settings } from '../../src/findings/options.ts';
import type { Rule, Severity } from '../../src/findings/rule.ts';
import { ConfigError, configFor, configOf } from '../../src/hosts/config/config-file.ts';
import { planOf } from '../../src/hosts/run-options.ts';
import type { FileRole } from '../../src/source/role.ts';
import type { RootFiles } from '../../src/source/root-files.ts';
import { fakeFacts, fakeRule } from '../support/fake-facts.ts';

const settings = (more: Partial<Settings> = {}): Settings => ({ ...defaultSettings, ...more });
const rule = fakeRule({ id: 'no-bad' });
const said = (given: Rule, more: Partial<Settings> = {}, role: FileRole = 'production', path = 'src/a.ts') =>
  findingsOf(given, fakeFacts(path, 'BAD', { role }), settings(more)).map(({ severity, listed }) => (listed ? severity : `(${severity})`));

describe('findings', () => {
  it('fill their message from the data', () => {
    expect(findingsOf(rule, fakeFacts('a.ts', 'BAD'), settings())[0]!.message).toBe('Bad thing here.');
  });

  it('are dropped when the same rule has found the same place', () => {
    const twice = fakeRule({ id: 'no-bad', check: (facts, report) => {
      const at = { file: facts.file, start: 0, end: 3 };
      report({ at, message: 'bad', severity: 'warning' });
      report({ at, message: 'bad', severity: 'error' });
      report({ at, message: 'bad', severity: 'info' });
    } });
    expect(said(twice)).toEqual(['error']);
  });

  it('are sorted by position, then rule', () => {
    const rules = [fakeRule({ id: 'no-z' }), fakeRule({ id: 'no-a' }), fakeRule({ id: 'no-c' }, 'C')];
    const { findings } = findingsOfFile(rules, fakeFacts('a.ts', 'C BAD\nBAD'), settings());
    expect(findings.map(({ ruleId, range }) => `${ruleId} ${range.start.line}:${range.start.column}`))
      .toEqual(['no-c 1:1', 'no-a 1:3', 'no-z 1:3', 'no-a 2:1', 'no-z 2:1']);
  });
});

describe('presets', () => {
  const info = fakeRule({ id: 'no-info', severity: 'info' });
  const extra = fakeRule({ id: 'no-extra', recommended: false });

  it('list what they promise', () => {
    expect([said(rule), said(info), said(extra)]).toEqual([['error'], ['(info)'], []]);
    for (const preset of ['strict', 'all'] as const)
      expect([said(rule, { preset }), said(info, { preset }), said(extra, { preset })]).toEqual([['error'], ['info'], ['error']]);
  });

  it('count what they do not list', () => {
    const found = findingsOfFile([rule, info], fakeFacts('a.ts', 'BAD BAD'), settings());
    expect([found.findings.length, found.belowPreset]).toEqual([2, 2]);
  });
});

describe('levels', () => {
  it('replace the severity, switch on and switch off', () => {
    const extra = fakeRule({ id: 'no-bad', recommended: false, severity: 'info' });
    expect(said(rule, { rules: { 'no-bad': { level: 'off' } } })).toEqual([]);
    expect(said(rule, { rules: { 'no-bad': { level: 'warning' } } })).toEqual(['warning']);
    expect(said(rule, { rules: { 'no-bad': { level: 'info' } } })).toEqual(['info']);
    expect(said(extra, { rules: { 'no-bad': { level: 'error' } } })).toEqual(['error']);
    expect(said(extra, { rules: { 'no-bad': { options: {} } } })).toEqual([]);
  });

  it('may differ by path, later overrides on top', () => {
    const overrides: Settings['overrides'] = [
      { files: ['src/old'], rules: { 'no-bad': { level: 'warning' } } },
      { files: ['**/*.gen.ts', '!keep.gen.ts'], rules: { 'no-bad': { level: 'off' } } },
    ];
    const at = (path: string) => said(rule, { overrides }, 'production', path);
    expect([at('src/a.ts'), at('src/old/a.ts'), at('src/old/a.gen.ts'), at('x.gen.ts'), at('x/keep.gen.ts')])
      .toEqual([['error'], ['warning'], [], [], ['error']]);
  });

  it('come with options, over the rule’s own', () => {
    const seen: unknown[] = [];
    const optional = fakeRule({ id: 'no-bad', options: { hours: { default: 24, description: 'Hours.' }, names: { default: 'x', description: 'Names.' } }, check: (_facts, _report, options) => void seen.push(options) });
    findingsOf(optional, fakeFacts('a.ts', ''), settings({ rules: { 'no-bad': { options: { hours: 1 } } } }));
    expect(seen).toEqual([{ hours: 1, names: 'x' }]);
  });
});

describe('the role of a file', () => {
  const categories = ['keys', 'signature', 'claims'] as const;
  const by = (role: FileRole, severity: Severity, includeTests = false) =>
    categories.map((category) => said(fakeRule({ id: 'no-bad', category, severity }), { preset: 'strict', includeTests }, role)[0]);

  it.each<[FileRole, Severity, (Severity | '(info)' | undefined)[]]>([
    ['production', 'error', ['error', 'error', 'error']],
    ['development', 'error', ['warning', 'warning', 'error']],
    ['sample', 'warning', ['warning', 'warning', 'warning']],
    ['test', 'error', ['info', '(info)', undefined]],
    ['docs', 'warning', ['info', '(info)', undefined]],
    ['example', 'error', ['warning', 'warning', undefined]],
    ['example', 'warning', ['info', 'info', undefined]],
    ['generated', 'error', ['warning', undefined, undefined]],
  ])('%s: %s becomes %s', (role, severity, expected) => {
    expect(by(role, severity)).toEqual(expected);
  });

  it('is set aside by includeTests, but for generated files', () => {
    expect(by('test', 'error', true)).toEqual(['error', 'error', 'error']);
    expect(by('generated', 'error', true)).toEqual(['warning', undefined, undefined]);
  });

  it('holds for proven findings too', () => {
    expect(said(fakeRule({ id: 'no-bad', category: 'keys', report: () => ({ certainty: 'proven' }) }), {}, 'test')).toEqual(['(info)']);
  });
});

describe('minCertainty', () => {
  it('leaves out what is less certain', () => {
    const sure = (certainty: 'proven' | 'likely' | 'possible') => fakeRule({ id: 'no-bad', report: () => ({ certainty }) });
    const kept = (minCertainty: NonNullable<Settings['minCertainty']>) =>
      (['proven', 'likely', 'possible'] as const).filter((certainty) => said(sure(certainty), { minCertainty }).length > 0);
    expect([kept('proven'), kept('likely'), kept('possible')]).toEqual([['proven'], ['proven', 'likely'], ['proven', 'likely', 'possible']]);
  });

  it('of two findings of one place keeps the one that is certain enough', () => {
    const twice = fakeRule({ id: 'no-bad', check: (facts, report) => {
      const at = { file: facts.file, start: 0, end: 3 };
      report({ at, message: 'bad', severity: 'error', certainty: 'likely' });
      report({ at, message: 'bad', severity: 'warning', certainty: 'proven' });
    } });
    expect([said(twice), said(twice, { minCertainty: 'proven' })]).toEqual([['error'], ['warning']]);
  });
});

const rules = [rule, fakeRule({
  id: 'no-long-lived-token',
  options: {
    hours: { default: 24, minimum: 1, description: 'Hours.' },
    name: { default: 'x', description: 'A name.' },
    span: { default: '15m', format: 'duration', description: 'A span.' },
  },
})];
const configFrom = (files: Readonly<Record<string, string>>, file?: string) => configOf(rules, (path) => files[path], file);
const config = (text: string) => configFrom({ 'jwtlint.config.jsonc': text });

function problemsOf(make: () => unknown): readonly string[] {
  try {
    make();
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('the configuration file', () => {
  it('is found by its fixed names, in their order', () => {
    const named = (preset: string) => JSON.stringify({ preset });
    const manifest = JSON.stringify({ name: 'x', jwtlint: { preset: 'all' } });
    expect(configFrom({}).preset).toBeUndefined();
    expect(configFrom({ 'package.json': manifest }).preset).toBe('all');
    expect(configFrom({ 'jwtlint.config.json': named('strict'), 'package.json': manifest }).preset).toBe('strict');
    expect(configFrom({ 'jwtlint.config.jsonc': named('recommended'), 'jwtlint.config.json': named('strict') }).preset).toBe('recommended');
    expect(configFrom({ 'x.json': named('all'), 'jwtlint.config.json': named('strict') }, 'x.json').preset).toBe('all');
    expect(configFrom({ 'package.json': '{"name": "jwtlint", "broken": ' }).preset).toBeUndefined();
  });

  it('may hold comments, trailing commas and a byte-order mark', () => {
    expect(config('\uFEFF// why\n{ "preset": "strict", /* here */ "ignore": ["dist", ], }')).toMatchObject({ preset: 'strict', ignore: ['dist'] });
  });

  it('knows three spellings of a rule’s setting', () => {
    const { rules: read, overrides } = config(`{
      "$schema": "./node_modules/jwtlint/schema.json",
      "rules": { "no-bad": "warning", "no-long-lived-token": ["error", { "hours": 1 }] },
      "overrides": [{ "files": ["x"], "rules": { "no-long-lived-token": { "level": "info", "options": { "name": "y" } } } }],
    }`);
    expect(read).toEqual({ 'no-bad': { level: 'warning' }, 'no-long-lived-token': { level: 'error', options: { hours: 1 } } });
    expect(overrides).toEqual([{ files: ['x'], rules: { 'no-long-lived-token': { level: 'info', options: { name: 'y' } } } }]);
  });

  it.each([
    ['{\n  // a\n    "preste": "strict" }', '3:5: unknown key "preste"; did you mean "preset"?'],
    ['{ "preset": "stric" }', '1:13: "preset" must be one of recommended, strict, all; did you mean "strict"?'],
    ['{ "rules": { "no-bda": "off" } }', '1:14: unknown rule "no-bda"; did you mean "no-bad"?'],
    ['{ "rules": { "no-bad": "warn" } }', '1:24: "no-bad" must be one of off, info, warning, error'],
    ['{ "rules": { "no-bad": "eror" } }', '1:24: "no-bad" must be one of off, info, warning, error; did you mean "error"?'],
    ['{ "rules": { "no-bad": 2 } }', '1:24: "no-bad" must be one of off, info, warning, error'],
    ['{ "rules": { "no-bad": [] } }', '1:24: "no-bad" has too few entries'],
    ['{ "rules": { "no-bad": ["off", {}, 1] } }', '1:36: "no-bad" has too many entries'],
    ['{ "rules": { "no-bad": ["off", { "x": 1 }] } }', '1:34: no-bad has no options'],
    ['{ "rules": { "no-long-lived-token": ["info", { "hour": 1 }] } }', '1:48: no-long-lived-token has no option "hour"; did you mean "hours"?'],
    ['{ "rules": { "no-long-lived-token": { "options": { "hours": "1" } } } }', '1:61: "hours" must be a number, at least 1'],
    ['{ "rules": { "no-long-lived-token": ["info", { "hours": 0 }] } }', '1:57: "hours" must be a number, at least 1'],
    ['{ "rules": { "no-long-lived-token": ["info", { "span": "soon" }] } }', '1:56: "span" must be a span of time, as 15m or 7d'],
    ['{ "rules": [] }', '1:12: "rules" must be an object'],
    ['{ "overrides": [{ "files": ["x"] }] }', '1:17: entry 1 of "overrides" lacks "rules"'],
    ['{ "overrides": [{ "files": "x", "rules": {} }] }', '1:28: "files" must be a list'],
    ['{ "overrides": [{ "files": [""], "rules": { "no-bda": "off" } }] }', '1:29: entry 1 of "files" must not be empty', '1:45: unknown rule "no-bda"; did you mean "no-bad"?'],
    ['{ "maxWarnings": -1 }', '1:18: "maxWarnings" must be at least 0'],
    ['{ "maxWarnings": 1.5 }', '1:18: "maxWarnings" must be a whole number'],
    ['{ "includeTests": "yes" }', '1:19: "includeTests" must be true or false'],
    ['{ "preset": "all", }}', '1:21: not valid JSON: end of file expected'],
    ['{ "preset": }', '1:13: not valid JSON: value expected'],
    ['', '1:1: not valid JSON: value expected'],
    ['[]', '1:1: the configuration must be an object'],
  ])('says what is wrong, and where: %s', (text, ...expected) => {
    expect(problemsOf(() => config(text))).toEqual(expected.map((message) => `jwtlint.config.jsonc:${message}`));
  });

  it('may be the key of package.json, with the positions of that file', () => {
    expect(problemsOf(() => configFrom({ 'package.json': '{\n "name": "x",\n "jwtlint": { "ignores": [] }\n}' })))
      .toEqual(['package.json:3:15: unknown key "ignores"; did you mean "ignore"?']);
  });

  it('must be there when it was named, and readable', () => {
    expect(problemsOf(() => configFrom({}, 'nope.json'))).toEqual(['nope.json: there is no such file']);
    const refused: RootFiles = { standing: () => undefined, readFile: () => undefined, foldersIn: () => [] };
    expect(problemsOf(() => configFor(rules, '.', undefined, refused, [{ file: 'jwtlint.config.jsonc', kind: 'unreadable', message: 'No permission to read it.' }])))
      .toEqual(['jwtlint.config.jsonc: cannot be read: No permission to read it.']);
  });

  it('may not be nested without end', () => {
    expect(problemsOf(() => config('['.repeat(1e5)))).toEqual(['jwtlint.config.jsonc:1:1: nested too deeply']);
  });

  it('sets no prototype', () => {
    expect(problemsOf(() => config('{ "__proto__": { "preset": "all" } }'))).toEqual(['jwtlint.config.jsonc:1:3: unknown key']);
  });
});

describe('schema.json', () => {
  const validate = new Ajv({ strict: false }).compile(JSON.parse(readFileSync(new URL('../../schema.json', import.meta.url), 'utf8')) as object);

  it.each([
    '{}', '{"preset":"all"}', '{"rules":{"no-bad":"off"}}', '{"rules":{"no-bad":["off"]}}', '{"rules":{"no-bad":{"level":"info"}}}', '{"maxWarnings":0}',
    '{"preset":"x"}', '{"x":1}', '{"rules":{"no-bad":1}}', '{"rules":{"no-bad":[]}}', '{"rules":{"no-bad":["off",{},1]}}', '{"rules":{"no-bad":{"x":1}}}',
    '{"overrides":[{"files":["x"]}]}', '{"overrides":[{"files":["x"],"rules":{}}]}', '{"ignore":[""]}', '{"maxFileSize":0}', '{"maxWarnings":1.5}', '[]', '{"$schema":1}',
  ])('means the same to an editor as to us: %s', (text) => {
    expect(problemsOf(() => config(text)).length === 0).toBe(validate(JSON.parse(text)));
  });
});

describe('the plan of a run', () => {
  const read = config('{ "preset": "strict", "failOn": "warning", "rules": { "no-bad": "info" }, "ignore": ["a"], "overrides": [{ "files": ["x"], "rules": { "no-bad": "off" } }] }');

  it('takes the configuration where nothing else is said', () => {
    expect(planOf({}, read)).toMatchObject({ failOn: 'warning', ignore: ['a'], settings: { preset: 'strict', rules: { 'no-bad': { level: 'info' } } } });
  });

  it('lets the caller win, in overrides too', () => {
    const plan = planOf({ preset: 'all', failOn: 'never', ignore: ['b'], rules: { 'no-bad': 'error' } }, read);
    expect(plan).toMatchObject({ failOn: 'never', ignore: ['a', 'b'], settings: { preset: 'all', rules: { 'no-bad': { level: 'error' } } } });
    expect(plan.settings.overrides![0]!.rules['no-bad']!.level).toBe('error');
  });
});

describe('did you mean', () => {
  it('knows slips, not strangers', () => {
    expect(nearest('no-agl-none', ['no-alg-none', 'no-empty-key'])).toBe('no-alg-none');
    expect(didYouMean('banana', ['no-alg-none'])).toBe('');
    expect(nearest('x'.repeat(1e6), ['y'.repeat(1e6)])).toBeUndefined();
  });
});
