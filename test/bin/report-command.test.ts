// Saved reports: read back without trust, merged, compared, counted. And what comes unasked in the pipelines of GitHub and Azure.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/report/format.ts';
import { against, merged } from '../../src/report/merging.ts';
import { NoReport, savedReport } from '../../src/report/saved-report.ts';
import { folderWith, runCommand } from '../support/command.ts';
import { root } from '../support/fixture-file.ts';

const manifest = '{ "dependencies": { "jsonwebtoken": "9.0.2" } }\n';
const insecure = "import jwt from 'jsonwebtoken';\nexport const read = (t: string) => jwt.verify(t, process.env.K!, { algorithms: ['HS256', 'none'] });\n";
const endless = "import jwt from 'jsonwebtoken';\nexport const sign = () => jwt.sign({ a: 1 }, process.env.K!);\n";
const clean = 'export const one = 1;\n';

interface Saved { findings: { ruleId: string; file: string; fingerprint: string; range: { start: { line: number } } }[]; summary: Record<string, unknown> }
const savedIn = (folder: string, file: string): string => readFileSync(join(folder, file), 'utf8');

describe('report', () => {
  const folder = folderWith({
    'package.json': manifest, 'shop/a.ts': insecure, 'shop/ü b.ts': `// ü\n${endless}`, 'mail/c.ts': insecure, 'mail/d.ts': clean,
    CODEOWNERS: '* @all\n/shop/ @shop @till # both\n',
  });
  const scan = (file: string, ...args: string[]) => runCommand(folder, ...args, '--format', `json=${file}`, '--fail-on', 'never');
  const report = (...args: string[]) => runCommand(folder, 'report', ...args);
  beforeAll(async () => {
    await Promise.all([scan('all.json'), scan('shop.json', 'shop'), scan('mail.json', 'mail')]);
  });

  it('converts as a scan writes, in every format, while the files stand as they were', async () => {
    const names = ['sarif', 'rdjson', 'gitlab', 'sonarqube', 'checkstyle', 'json', 'agent', 'compact'];
    const formats = (to: string) => names.flatMap((name) => ['--format', `${name}=${to}.${name}`]);
    await runCommand(folder, ...formats('direct'), '--fail-on', 'never');
    expect((await report('direct.json', ...formats('saved'), '--fail-on', 'never')).code).toBe(0);
    const plain = (file: string): string => savedIn(folder, file).replace(/"durationMs": \d+/g, '').replace(/"(?:exitCodeDescription|cause)": "[^"]*"/g, '');
    for (const name of names) expect([name, plain(`saved.${name}`)]).toEqual([name, plain(`direct.${name}`)]);
  });

  it('merges parts in the order of a single run, each finding once', async () => {
    const ran = await report('shop.json', 'mail.json', 'shop.json', '--format', 'json', '--fail-on', 'never');
    const [whole, both] = [savedIn(folder, 'all.json'), ran.out].map((text) => JSON.parse(text) as Saved);
    expect(both!.findings).toEqual(whole!.findings);
    expect(both!.summary['scope']).toBe('part');
  });

  it('puts names before the paths of reports from elsewhere', async () => {
    const ran = await report('one=mail.json', 'two=mail.json', '--format', 'compact', '--fail-on', 'never');
    expect(ran.out.match(/^\w+\/mail\/c\.ts/gm)).toEqual(['one/mail/c.ts', 'two/mail/c.ts']);
    expect((await report('../x=mail.json')).err).toContain('cannot stand before paths');
  });

  it('fails as a scan would', async () => {
    const codes = await Promise.all([report('all.json'), report('shop.json', '--fail-on', 'never'), report('all.json', '--max-warnings', '0', '--fail-on', 'never')]);
    expect(codes.map(({ code }) => code)).toEqual([1, 0, 1]);
  });

  it('says what is new, and fails for it', async () => {
    const [grown, same, shrunk] = await Promise.all([report('all.json', '--against', 'shop.json', '--format', 'compact'), report('all.json', '--against', 'all.json'), report('shop.json', '--against', 'all.json')]);
    expect([grown.code, same.code, shrunk.code]).toEqual([1, 0, 0]);
    expect(grown.out).toMatch(/^mail\/c\.ts:2:\d+: error no-alg-none .*\n$/);
    expect(grown.err).toMatch(/1 new, 0 fixed, \d the same, 0 moved/);
    expect(shrunk.err).toContain('fixed: mail/c.ts:2 no-alg-none');
  });

  it('counts by owner, rule and repository', async () => {
    const by = async (what: string) => (await report('all.json', '--by', what, '--fail-on', 'never')).out.split('\n').map((line) => line.trim().split(/\s+/));
    expect(await by('owner')).toEqual(expect.arrayContaining([['owner', 'error', 'warning', 'info'], ['@shop', '1', '1', '0'], ['@till', '1', '1', '0'], ['@all', '1', '0', '0']]));
    expect(await by('rule')).toEqual(expect.arrayContaining([['no-alg-none', '2', '0', '0'], ['require-expiration', '0', '1', '0']]));
    expect(await by('repo')).toEqual(expect.arrayContaining([['shop', '1', '1', '0'], ['mail', '1', '0', '0']]));
    expect((await report('all.json', '--by', 'rule', '--format', 'json')).err).toContain('--by prints a table');
  });

  it('is unfinished when one of the runs was', async () => {
    const json = JSON.parse(savedIn(folder, 'all.json')) as Saved;
    writeFileSync(join(folder, 'half.json'), JSON.stringify({ ...json, summary: { ...json.summary, outcome: 'unfinished', cause: 'incomplete' } }));
    const [plain, allowed] = await Promise.all([report('shop.json', 'half.json', '--fail-on', 'never'), report('half.json', '--fail-on', 'never', '--allow-incomplete')]);
    expect([plain.code, allowed.code]).toEqual([2, 0]);
    expect(plain.err).toContain('not all that should have been looked at was: incomplete');
  });

  it('says which file is wrong, and where', async () => {
    for (const [name, text, words] of [
      ['no.json', 'no', 'it is no JSON'], ['list.json', '[]', 'the report must be an object'], ['other.json', '{ "schema": "x" }', 'schema must be a report of jwtlint, version 1'],
    ] as const) {
      writeFileSync(join(folder, name), text);
      expect(await report(name)).toMatchObject({ code: 2, out: '', err: expect.stringContaining(`jwtlint: ${name}: ${words}`) as string });
    }
    expect(await report('nope.json')).toMatchObject({ code: 2, err: 'jwtlint: nope.json: there is no such file\n' });
    expect((await report()).err).toContain('report wants one or more files');
  });
});

const position = (line: number, column = 1, offset = 0) => ({ line, column, offset });
const saved = (more: object = {}) => ({
  ruleId: 'no-bad', severity: 'error', certainty: 'likely', message: 'Bad.', messageId: 'bad', data: {}, file: 'a.ts', range: { start: position(1), end: position(1, 4, 3) },
  runtime: 'server', fingerprint: '0'.repeat(32), evidence: [], fixes: [], references: { cwe: ['CWE-1'] }, suppressed: null, ...more,
});
const textWith = (findings: object[], more: object = {}): string => JSON.stringify({
  schema: 'https://unpkg.com/jwtlint/report-1.json', tool: { name: 'jwtlint', version: '1' }, findings, diagnostics: [],
  summary: { files: { seen: 1, gated: 0, parsed: 1, skipped: 0, incomplete: 0 }, findings: { error: 0, warning: 0, info: 0 }, belowPreset: { info: 0 }, durationMs: 1 }, ...more,
});
const outcomeOf = (...findings: object[]): Outcome => savedReport(textWith(findings));

describe('a saved report', () => {
  it.each([
    [{ severity: 'fatal' }, 'findings[0].severity must be one of error, warning, info'],
    [{ range: { start: position(0), end: position(1) } }, 'findings[0].range.start.line must be a whole number from 1 on'],
    [{ range: null }, 'findings[0].range must be an object'],
    [{ file: '/etc/passwd' }, 'findings[0].file must be a path relative to the root'],
    [{ file: 'C:\\x' }, 'findings[0].file must be a path relative to the root'],
    [{ file: 'a\u0000b' }, 'findings[0].file must be a path relative to the root'],
    [{ fingerprint: 'x' }, 'findings[0].fingerprint must be 32 hexadecimal digits'],
    [{ ruleId: '<script>' }, 'findings[0].ruleId must be the id of a rule'],
    [{ message: 'x'.repeat(20_001) }, 'findings[0].message must be a text of at most 20000 characters'],
    [{ evidence: Array(10_001).fill(0) }, 'findings[0].evidence must be a list of at most 10000 items'],
    [{ evidence: [{ file: 'a', range: { start: position(1), end: position(1) }, note: 1 }] }, 'findings[0].evidence[0].note must be a text of at most 20000 characters'],
    [{ references: { cwe: 'CWE-1' } }, 'findings[0].references.cwe must be a list of at most 100 items'],
    [{ suppressed: {} }, 'findings[0].suppressed.by must be a text of at most 200 characters'],
  ])('is refused with %j', (more, words) => {
    expect(() => outcomeOf(saved(more))).toThrow(new NoReport(words));
  });

  it('brings nothing that is not named, counts for itself, and may be older', () => {
    const { findings, summary } = savedReport(textWith([saved({ extra: 1, excerpts: ['key'] })]));
    expect(Object.keys(findings[0]!)).not.toContain('extra');
    expect(findings[0]).toMatchObject({ excerpts: [], references: { cwe: ['CWE-1'], rfc8725: [], aiRmf: [] } });
    expect(summary).toMatchObject({ findings: { error: 1, warning: 0, info: 0 }, suppressed: 0, kinds: {} });
    expect(JSON.stringify(savedReport(`\uFEFF${textWith([JSON.parse('{"__proto__": {"x": 1}}') as object].map((one) => saved(one)))}`))).not.toContain('"x"');
  });
});

describe('two reports', () => {
  const print = (digit: string) => ({ fingerprint: digit.repeat(32) });
  const counts = (before: Outcome, now: Outcome) => {
    const { added, same, moved, fixed } = against(before, now);
    return { added: added.length, same, moved, fixed: fixed.length };
  };

  it('are compared by what a finding is, not by its line', () => {
    const lower = { range: { start: position(9, 1, 90), end: position(9, 4, 93) } };
    expect(counts(outcomeOf(saved(print('1')), saved(print('2'))), outcomeOf(saved(print('1')), saved({ ...print('2'), ...lower }), saved(print('3'))))).toEqual({ added: 1, same: 1, moved: 1, fixed: 0 });
    expect(counts(outcomeOf(saved(print('1'))), outcomeOf(saved(print('1')), saved({ ...print('1'), ...lower })))).toEqual({ added: 1, same: 1, moved: 0, fixed: 0 });
  });

  it('follow a file to its new name when all its findings go with it, and no finding alone', () => {
    const [a, b] = [saved(print('1')), saved({ ...print('2'), message: 'Other.' })];
    const there = (one: object, digit: string) => ({ ...one, ...print(digit), file: 'b.ts' });
    expect(counts(outcomeOf(a, b), outcomeOf(there(a, '3'), there(b, '4')))).toEqual({ added: 0, same: 0, moved: 2, fixed: 0 });
    expect(counts(outcomeOf(a, b), outcomeOf(there(a, '3')))).toEqual({ added: 1, same: 0, moved: 0, fixed: 2 });
    expect(counts(outcomeOf(a), outcomeOf({ ...a, ...print('3') }))).toEqual({ added: 1, same: 0, moved: 0, fixed: 1 });
  });

  it('call new what was suppressed and is open', () => {
    expect(counts(outcomeOf(saved({ suppressed: { by: 'allow', reason: '' } })), outcomeOf(saved()))).toEqual({ added: 1, same: 0, moved: 0, fixed: 0 });
    expect(counts(outcomeOf(saved()), outcomeOf(saved({ suppressed: { by: 'allow', reason: '' } })))).toEqual({ added: 0, same: 0, moved: 0, fixed: 0 });
  });

  it('are one when they are merged, and what is open in one is open', () => {
    const quiet = saved({ suppressed: { by: 'allow', reason: '' } });
    expect(merged([{ outcome: outcomeOf(quiet) }, { outcome: outcomeOf(saved()) }])).toMatchObject({ findings: [{ suppressed: null }], summary: { findings: { error: 1 }, files: { seen: 2 } } });
  });
});

describe('a hundred thousand findings', () => {
  it('are read, merged and written', () => {
    const text = textWith(Array.from({ length: 100_000 }, (_, index) => saved({ file: `f${index % 5000}.ts`, fingerprint: index.toString(16).padStart(32, '0'), range: { start: position(index + 1, 1, index), end: position(index + 1, 4, index + 3) } })));
    expect(merged([{ outcome: savedReport(text) }]).findings).toHaveLength(100_000);
  });
});

describe('in a pipeline, without --format', () => {
  const run = (env: Record<string, string>, ...args: string[]) => {
    const { GITHUB_ACTIONS: _a, TF_BUILD: _b, GITHUB_STEP_SUMMARY: _c, ...rest } = process.env;
    return spawnSync(process.execPath, [join(root, 'dist/cli.js'), ...args], { cwd: folder, env: { ...rest, ...env }, encoding: 'utf8' });
  };
  const folder = folderWith({ 'package.json': manifest, 'a.ts': insecure, 'summary.md': 'of the step before\n' });

  it('GitHub gets annotations below the report, and a summary behind what is there', () => {
    const { stdout, status } = run({ GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: join(folder, 'summary.md') });
    expect(status).toBe(1);
    expect(stdout).toMatch(/^a\.ts\n[^]*1 finding in 1 file[^]*\n::error file=a\.ts,line=2,/);
    expect(savedIn(folder, 'summary.md')).toMatch(/^of the step before\n## jwtlint\n\n\*\*1 finding\*\* \(1 error\)/);
  });

  it('Azure gets its log issues', () => {
    expect(run({ TF_BUILD: 'True' }).stdout).toMatch(/1 finding in 1 file[^]*\n##vso\[task\.logissue type=error;sourcepath=a\.ts;linenumber=2;/);
  });

  it('nothing comes unasked where a format was asked for', () => {
    expect(run({ GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: join(folder, 'none.md') }, '--format', 'compact').stdout).toMatch(/^a\.ts:2:[^\n]*\n$/);
    expect(existsSync(join(folder, 'none.md'))).toBe(false);
  });

  it('two reports are not written to one place', () => {
    expect(run({}, '--format', 'json=x', '--format', 'sarif=x').stderr).toContain('two reports would both be written to x');
    expect(run({}, '--format', 'json=/dev/stdout', '--format', 'compact').stderr).toContain('would both be printed');
    expect(run({}, '--format', 'compact', '--format', 'github').stdout).toMatch(/^a\.ts:2:[^\n]*\n::error /);
  });
});
