// From a rule's report to what a reader sees: masks, excerpts, fingerprints, suppressions, and the reports themselves.

import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import type { Finding, Summary } from '../../src/findings/finding.ts';
import { findingsOfFile } from '../../src/findings/findings-of.ts';
import { mask } from '../../src/findings/ordinary.ts';
import { defaultSettings } from '../../src/findings/options.ts';
import type { Rule } from '../../src/findings/rule.ts';
import type { Outcome, ReportContext } from '../../src/report/format.ts';
import { reports } from '../support/all-reports.ts';
import { codeFrame } from '../../src/report/code-frame.ts';
import { fakeFacts, fakeRule, placesOf } from '../support/fake-facts.ts';

const rule = fakeRule({ id: 'no-bad' });
const keyRule = (word: string): Rule => fakeRule({ id: 'no-key', category: 'keys' }, word);
const secret = 'dev-only-example';

const found = (text: string, { path = 'src/a.ts', rules = [rule], sensitive = [] as string[], settings = {} } = {}) =>
  findingsOfFile(rules, fakeFacts(path, text, { sensitive }), { ...defaultSettings, today: '2026-11-22', ...settings });
const excerpt = (text: string, more: Parameters<typeof found>[1] = {}) => found(text, more).findings[0]!.excerpts[0]!;
/** The marked part of the masked line. */
const marked = ({ lines, firstLine, mark }: Finding['excerpts'][number]): string => lines[mark.line - firstLine]!.slice(mark.from - 1, mark.to - 1);

describe('an excerpt', () => {
  it('shows two lines to either side and marks the place', () => {
    const shown = excerpt('1\n2\n3\nx BAD y\n5\n6\n7\n');
    expect(shown).toEqual({ file: 'src/a.ts', firstLine: 2, lines: ['2', '3', 'x BAD y', '5', '6'], mark: { line: 4, from: 3, to: 6 } });
  });

  it('copes with the edges of a file and every line end', () => {
    expect(excerpt('BAD')).toMatchObject({ firstLine: 1, lines: ['BAD'], mark: { line: 1, from: 1, to: 4 } });
    expect(excerpt('a\r\nBAD\r\n').lines).toEqual(['a', 'BAD']);
    expect(excerpt('a\n\nBAD\n\n\n\n').lines).toEqual(['a', '', 'BAD', '', '']);
    const empty = fakeRule({ id: 'no-bad', check: ({ file }, report) => report({ at: { file, start: 0, end: 0 }, message: 'bad' }) });
    expect(excerpt('', { rules: [empty] })).toMatchObject({ lines: [''], mark: { line: 1, from: 1, to: 2 } });
  });

  it('masks secrets with a fixed width, and marks the mask', () => {
    const shown = excerpt(`sign(p, '${secret}', o)`, { rules: [keyRule(`'${secret}'`)], sensitive: [secret] });
    expect(shown.lines).toEqual([`sign(p, '${mask}', o)`]);
    expect(marked(shown)).toBe(`'${mask}'`);
  });

  it('shifts the mark by what was masked before it', () => {
    const shown = excerpt(`f('${secret}', '${secret}', BAD)`, { sensitive: [secret] });
    expect([shown.lines[0], marked(shown)]).toEqual([`f('${mask}', '${mask}', BAD)`, 'BAD']);
  });

  it('masks the same text wherever it is shown', () => {
    const facts = fakeFacts('src/a.ts', `const k = '${secret}'; BAD\n// was ${secret}x\n`);
    const [first] = placesOf(facts.file, secret);
    const { findings } = findingsOfFile([rule], { ...facts, sensitive: [first!] }, defaultSettings);
    expect(findings[0]!.excerpts[0]!.lines).toEqual([`const k = '${mask}'; BAD`, `// was ${mask}`]);
  });

  it('masks every line of a secret of several lines', () => {
    const pem = ['-----BEGIN EXAMPLE-----', 'abcdefgh', 'ijkl', '-----END EXAMPLE-----'].join('\n');
    const shown = excerpt(`const k = \`${pem}\`;\nnext`, { rules: [keyRule(pem)], sensitive: [pem] });
    expect(shown.lines).toEqual([`const k = \`${mask}`, mask, mask, `${mask}\`;`, 'next']);
  });

  it('masks a key literal that the facts did not name, and tokens of others', () => {
    expect(excerpt(`k = '${secret}'`, { rules: [keyRule(`'${secret}'`)] }).lines).toEqual([`k = '${mask}'`]);
    expect(excerpt("a = 'SHA1'", { rules: [keyRule("'SHA1'")] }).lines).toEqual(["a = 'SHA1'"]);
    const other = Array.from({ length: 30 }, (_, index) => 'aB3'[index % 3]).join('');
    expect(excerpt(`BAD\nother = '${other}'`).lines).toEqual(['BAD', `other = '${mask}'`]);
  });

  it('masks all literals of a file whose facts are not at hand', () => {
    const other = fakeFacts('src/key.ts', `export const key = '${secret}';\nconst n = 1;\n`).file;
    const env = fakeFacts('.env', `A=1\nKEY=${secret}\n`).file;
    const far = fakeRule({ id: 'no-bad', report: () => ({ evidence: [
      { place: placesOf(other, 'key')[0]!, note: 'written here' }, { place: placesOf(env, 'KEY')[0]!, note: 'read here' },
    ] }) });
    const { findings: [finding] } = found('BAD', { rules: [far] });
    expect(finding!.excerpts.map(({ lines }) => lines)).toEqual([['BAD'], [`export const key = '${mask}';`, 'const n = 1;'], ['A=1', `KEY=${mask}`]]);
    expect(finding!.evidence).toMatchObject([{ file: 'src/key.ts', range: { start: { line: 1 } } }, { file: '.env', range: { start: { line: 2 } } }]);
  });

  it('cuts long lines around the mark', () => {
    for (const [before, after] of [[5, 5e5], [5e5, 5], [3e5, 3e5], [0, 161], [161, 0]] as const) {
      const shown = excerpt(`${'x,'.repeat(before)}BAD${';y'.repeat(after)}`);
      expect([marked(shown), shown.lines[0]!.length <= 160]).toEqual(['BAD', true]);
    }
    const half = excerpt(`${' '.repeat(9000)}k='${secret}';${' '.repeat(150)}BAD${' '.repeat(9000)}`, { sensitive: [secret] });
    expect([half.lines[0]!.includes('example'), marked(half)]).toEqual([false, 'BAD']);
  });
});

describe('a fingerprint', () => {
  const prints = (text: string, more: Parameters<typeof found>[1] = {}) => found(text, more).findings.map(({ fingerprint }) => fingerprint);

  it('stays when lines move and indentation changes', () => {
    expect(prints('\n\nx;\n    f(BAD)')).toEqual(prints('f(BAD)'));
    expect(prints('f(BAD)')[0]).toMatch(/^[0-9a-f]{32}$/);
  });

  it('tells rules, files, lines and repetitions apart', () => {
    const all = [
      ...prints('f(BAD)'), ...prints('g(BAD)'), ...prints('f(BAD)', { path: 'b.ts' }), ...prints('f(BAD)', { rules: [fakeRule({ id: 'no-other' })] }),
      prints('f(BAD)\nf(BAD)')[1],
    ];
    expect(new Set(all).size).toBe(5);
    expect(prints('f(BAD)\nf(BAD)')[0]).toBe(prints('f(BAD)')[0]);
  });

  it('does not depend on the secret, not even on its length', () => {
    const of = (key: string) => prints(`sign(p, '${key}')`, { rules: [keyRule(`'${key}'`)], sensitive: [key] });
    expect(of('example-one')).toEqual(of('another-and-longer-example'));
  });
});

const suppressedIn = (text: string, more: Parameters<typeof found>[1] = {}) => {
  const { findings, diagnostics } = found(text, more);
  return { lines: findings.filter(({ suppressed }) => suppressed === null).map(({ range }) => range.start.line), said: diagnostics.map(({ message }) => message) };
};

describe('suppressions', () => {
  it.each([
    ['the line itself', 'BAD // jwtlint-disable-line no-bad -- known'],
    ['the next line', '// jwtlint-disable-next-line no-bad -- known\nBAD'],
    ['several rules', '// jwtlint-disable-next-line no-key, no-bad -- known\nBAD'],
    ['a prefix', '/* jwtlint-disable-next-line jwtlint/no-bad */\nBAD'],
    ['comments between', '// jwtlint-disable-next-line no-bad -- known\n// prettier-ignore\n  /* x */\nBAD'],
    ['a comment that a formatter moved to the end of the line', 'BAD; // jwtlint-disable-next-line no-bad -- known'],
    ['an open bracket before it', 'f( // jwtlint-disable-next-line no-bad -- known\n  BAD)'],
    ['a block', '/* jwtlint-disable no-bad -- known */\nx\nBAD\n/* jwtlint-enable no-bad */\n'],
    ['a block to the end', '// jwtlint-disable no-bad -- known\nx\nBAD\nBAD'],
    ['a date to come', '// jwtlint-disable-next-line no-bad -- known until=2026-11-22\nBAD'],
    ['a date in brackets', '// jwtlint-disable-next-line no-bad -- known [until=2030-01-01]\nBAD'],
    ['ESLint: the next line', '// eslint-disable-next-line jwtlint/no-bad -- known\nBAD'],
    ['ESLint: among others', 'BAD // eslint-disable-line no-console, jwtlint/no-bad'],
    ['ESLint: a block', '/* eslint-disable jwtlint/no-bad */\nBAD\n/* eslint-enable */'],
  ])('hold for %s', (_name, text) => {
    const rules = [rule, fakeRule({ id: 'no-key' }, 'BAD')].slice(0, text.includes('no-key') ? 2 : 1);
    expect(suppressedIn(text, { rules })).toEqual({ lines: [], said: [] });
  });

  it('hold in configuration', () => {
    expect(suppressedIn('# jwtlint-disable-next-line no-bad -- known\nKEY=BAD\n', { path: '.env' })).toEqual({ lines: [], said: [] });
    expect(suppressedIn('key: BAD # jwtlint-disable-line no-bad\n', { path: 'a.yaml' })).toEqual({ lines: [], said: [] });
  });

  it.each([
    ['another rule', '// jwtlint-disable-next-line no-key -- known\nBAD', [2], ['1:1: unused jwtlint-disable-next-line for no-key']],
    ['a rule there is not', '// jwtlint-disable-next-line no-bda\nBAD', [2], ['1:1: jwtlint-disable-next-line names no rule: "no-bda"; did you mean "no-bad"?']],
    ['a line further on', '// jwtlint-disable-next-line no-bad\n\nBAD', [3], ['1:1: unused jwtlint-disable-next-line for no-bad']],
    ['a block that has ended', '/* jwtlint-disable no-bad */\n/* jwtlint-enable no-bad */\nBAD', [3], ['1:1: unused jwtlint-disable for no-bad']],
    ['nothing at all', '  // jwtlint-disable-line', [], ['1:3: jwtlint-disable-line names no rule, so it suppresses nothing: write jwtlint-disable-line and the id of the rule']],
    ['a day gone by', '// jwtlint-disable-next-line no-bad -- soon until=2026-11-21\nBAD', [2], ['1:1: jwtlint-disable-next-line expired on 2026-11-21']],
    ['no day', '// jwtlint-disable-next-line no-bad -- until=soon\nBAD', [2], ['1:1: jwtlint-disable-next-line: "until" wants a date such as 2027-01-31, so it suppresses nothing']],
    ['ESLint: a line comment for a block', '// eslint-disable jwtlint/no-bad\nBAD', [2], []],
    ['ESLint: other people’s rules', '// eslint-disable-next-line no-bad\nBAD', [2], []],
    ['ESLint: comments between', '// eslint-disable-next-line jwtlint/no-bad\n// x\nBAD', [3], ['1:1: unused eslint-disable-next-line for no-bad']],
    ['ESLint: nothing, without a name', '// eslint-disable-next-line\nx', [], []],
    ['ESLint: all rules, where nobody lists the file', '// eslint-disable-next-line\nBAD', [2], ['1:1: a bare eslint-disable-next-line suppresses nothing here: name jwtlint/no-bad in it, or list the file under "bareDisables"']],
    ['no rule', '// jwtlint-disable-next-line\nBAD', [2], ['1:1: jwtlint-disable-next-line names no rule, so it suppresses nothing: write jwtlint-disable-next-line and the id of the rule']],
    ['ESLint: all rules, in the way of a finding of nobody', '// eslint-disable-next-line\n', [], []],
    ['no rule, in a block', '/* jwtlint-disable */\nBAD', [2], ['1:1: jwtlint-disable names no rule, so it suppresses nothing: write jwtlint-disable and the id of the rule']],
  ])('do not hold for %s', (_name, text, lines, said) => {
    expect(suppressedIn(text, { rules: [rule, fakeRule({ id: 'no-key' }, 'KEY')] })).toEqual({ lines, said });
  });

  it('keep the finding with its reason', () => {
    const [finding] = found('// jwtlint-disable-next-line no-bad -- a fixture,  not a key [until=2030-01-01]\nBAD').findings;
    expect(finding!.suppressed).toEqual({ by: 'jwtlint-disable-next-line', reason: 'a fixture, not a key' });
  });

  it('can be switched off', () => {
    expect(suppressedIn('BAD // jwtlint-disable-line no-bad', { settings: { inlineIgnores: false } })).toEqual({ lines: [1], said: [] });
    expect(suppressedIn('BAD // eslint-disable-line', { settings: { bareDisables: ['src/'] } })).toEqual({ lines: [], said: [] });
    expect(suppressedIn('BAD // eslint-disable-line', { settings: { bareDisables: ['lib/'] } })).toMatchObject({ lines: [1] });
  });

  it('are not called unused by a run that was not looking', () => {
    const text = '// jwtlint-disable-next-line no-bad\nx';
    expect(suppressedIn(text, { settings: { rules: { 'no-bad': { level: 'off' } } } }).said).toEqual([]);
    expect(suppressedIn(text, { settings: { minCertainty: 'proven' } }).said).toEqual([]);
    expect(suppressedIn('// jwtlint-disable-next-line no-bad\nBAD', { rules: [fakeRule({ id: 'no-bad', severity: 'info' })] }).said).toEqual([]);
  });

  it('never repeat a word that could be a secret', () => {
    expect(suppressedIn(`// jwtlint-disable-line ${secret}-1X`).said).toEqual(['1:1: jwtlint-disable-line names no rule']);
  });
});

const summary: Summary = {
  files: { seen: 12, gated: 8, parsed: 3, skipped: 1, incomplete: 0 }, findings: { error: 0, warning: 0, info: 0 }, belowPreset: { info: 0 }, suppressed: 0,
  durationMs: 12.3, kinds: { typescript: 10, env: 2 },
};
const context: ReportContext = { tool: { name: 'jwtlint', version: '1.2.3' }, rules: new Map([[rule.id, rule]]), color: false };
const report = (name: string, outcome: Partial<Outcome>, more: Partial<ReportContext> = {}): string =>
  reports.get(name)!({ findings: [], diagnostics: [], summary, ...outcome }, { ...context, ...more });

const fixing = fakeRule({ id: 'no-bad', report: (at) => ({
  certainty: 'proven',
  evidence: [{ place: at, note: 'written here' }],
  suggest: [undefined, { title: 'Drop it', kind: 'suggestion', edits: [{ ...at, text: 'GOOD' }] }],
}) });

describe('pretty', () => {
  it('shows the place, the way there and what to do', () => {
    const { findings } = found('x\n\tf(BAD)', { rules: [fixing] });
    expect(report('pretty', { findings, summary: { ...summary, findings: { error: 1, warning: 0, info: 0 }, belowPreset: { info: 2 }, suppressed: 1 } })).toBe(`src/a.ts

  error no-bad (proven): Bad thing here.
  at src/a.ts:2:4
    1 | x
  > 2 |   f(BAD)
      |     ^^^
  1. line 2  written here
  help: Do good.
  suggestion: Drop it

1 finding in 1 file: 1 error.
1 finding suppressed.
2 info findings not listed: --preset strict shows them.
Looked at 12 files (10 typescript, 2 env): 3 read in full, 8 without a word that a finding needs. Skipped 1 (ignored, no text, or not readable).
`);
  });

  it('says after a clean run what it has seen', () => {
    expect(report('pretty', {})).toBe('No findings.\nLooked at 12 files (10 typescript, 2 env): 3 read in full, 8 without a word that a finding needs. Skipped 1 (ignored, no text, or not readable).\n');
  });

  it('leaves suppressed findings out', () => {
    expect(report('pretty', { findings: found('BAD // jwtlint-disable-line no-bad').findings })).toMatch(/^No findings/);
  });

  it('says the same in colour', () => {
    const { findings } = found('f(BAD)', { rules: [fixing] });
    const colored = report('pretty', { findings }, { color: true });
    expect(colored).toContain('\u001b[');
    expect(stripVTControlCharacters(colored)).toBe(report('pretty', { findings }));
  });

  it('guides people on: what explains and accepts a finding, how often each rule spoke', () => {
    const { findings } = found('BAD\nBAD EVIL', { rules: [rule, fakeRule({ id: 'no-evil', severity: 'info' }, 'EVIL')], settings: { preset: 'all' } });
    const counts = { error: 2, warning: 0, info: 1 };
    const text = report('pretty', { findings, summary: { ...summary, findings: counts } }, { guide: {} });
    expect(text).toContain(`more: jwtlint explain no-bad; jwtlint allow ${findings[0]!.fingerprint.slice(0, 10)}`);
    expect(text).toContain('3 findings in 1 file: 2 errors, 1 info.\n     2 error   no-bad\n     1 info    no-evil\n');
    const cut = report('pretty', { findings, summary: { ...summary, findings: counts } }, { guide: { most: 2, links: true } });
    expect(cut).toContain('The 2 gravest of 3 are shown: --format compact lists all');
    expect([cut.includes('info no-evil:'), cut.includes('error no-bad:')]).toEqual([false, true]);
    expect(cut).toContain('\u001b]8;;https://unpkg.com/jwtlint/docs/rules/no-bad.md\u001b\\');
  });

  it('keeps the caret under the mark, however wide the signs before it are', () => {
    const paint = { dim: (text: string) => text, mark: (text: string) => text };
    const caretIn = (before: string): number =>
      codeFrame({ file: 'a.ts', firstLine: 1, lines: [`${before}BAD`], mark: { line: 1, from: before.length + 1, to: before.length + 4 } }, paint)[1]!.indexOf('^');
    const columns = ['ab ', '\u754c ', '\uff21 ', '\u{1f511} ', 'e\u0301\u0301e '].map((before) => caretIn(before) - caretIn(''));
    expect(columns).toEqual([3, 3, 3, 3, 3]);
  });

  it('cuts a line on a narrow terminal instead of letting it wrap', () => {
    const long = `${'f(x); '.repeat(30)}BAD ${'g(y); '.repeat(30)}`;
    const lines = report('pretty', { findings: found(long).findings }, { guide: { columns: 60 } }).split('\n').filter((line) => line.includes(' | '));
    expect(lines.map((line) => line.length <= 60)).toEqual([true, true]);
    const [shown, carets] = lines as [string, string];
    expect(shown.slice(carets.indexOf('^'), carets.lastIndexOf('^') + 1)).toBe('BAD');
  });

  it('lets no control character of the source through', () => {
    const { findings } = found('\u001b[2J\u202e BAD', { path: 'src/\u001b]0;x\u0007.ts' });
    for (const name of ['pretty', 'compact']) expect(report(name, { findings })).not.toMatch(/[\u001b\u0007\u202e]/);
  });
});

describe('compact', () => {
  it('is one line a finding', () => {
    expect(report('compact', { findings: found('BAD\n  BAD').findings }))
      .toBe('src/a.ts:1:1: error no-bad Bad thing here.\nsrc/a.ts:2:3: error no-bad Bad thing here.\n');
    expect(report('compact', {})).toBe('');
  });
});

describe('json', () => {
  const schema = JSON.parse(readFileSync(new URL('../../report-schema.json', import.meta.url), 'utf8')) as object;
  const validate = new Ajv({ strict: false, allErrors: true }).compile(schema);

  it('is what report-schema.json says', () => {
    const { findings } = found('BAD\nBAD // jwtlint-disable-line no-bad -- known', { rules: [fixing] });
    const text = report('json', { findings, diagnostics: [{ file: 'x.ts', kind: 'syntax', message: '1:1: no' }] });
    const json = JSON.parse(text) as { schema: string; findings: Record<string, unknown>[]; summary: object };
    expect(validate(json) ? [] : validate.errors).toEqual([]);
    expect(json.schema).toMatch(/\/report-1\.json$/);
    expect(Object.keys(json)).toEqual(['schema', 'tool', 'findings', 'diagnostics', 'summary']);
    expect(Object.keys(json.findings[0]!)).toEqual([
      'ruleId', 'severity', 'certainty', 'message', 'messageId', 'data', 'file', 'range', 'runtime', 'fingerprint', 'evidence', 'fixes', 'references',
      'suppressed',
    ]);
    expect(json.findings[0]).toMatchObject({
      range: { start: { line: 1, column: 1, offset: 0 }, end: { line: 1, column: 4, offset: 3 } },
      fixes: [{ title: 'Drop it', kind: 'suggestion', edits: [{ file: 'src/a.ts', start: 0, end: 3, text: 'GOOD' }] }],
      references: { cwe: ['CWE-1'], rfc8725: [], rfc7515: [], rfc7517: [], rfc7518: [], rfc7519: [], asvs: [], nhi: [], csf: [], aiRmf: [] }, suppressed: null,
    });
    expect(json.findings[1]!['suppressed']).toEqual({ by: 'jwtlint-disable-line', reason: 'known' });
    expect(json.summary).toEqual({ files: summary.files, findings: summary.findings, belowPreset: { info: 0 }, durationMs: 12 });
  });

  it('is an object after an empty run', () => {
    expect(validate(JSON.parse(report('json', {})))).toBe(true);
  });
});

describe('no report', () => {
  it.each([...reports.keys()])('holds a secret: %s', (name) => {
    const { findings } = found(`const k = '${secret}';\nsign(p, '${secret}')`, { rules: [keyRule(`'${secret}'`)], sensitive: [secret] });
    expect(findings).toHaveLength(2);
    expect(report(name, { findings })).not.toContain(secret);
  });
});
