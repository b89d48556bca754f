// What each report promises its reader: fields, limits with words about what is cut, and that names and messages of a stranger's
// repository stay text in it, whatever they hold.

import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Finding, Summary } from '../../src/findings/finding.ts';
import { wholeReferences } from '../../src/findings/references.ts';
import type { Outcome, ReportContext } from '../../src/report/format.ts';
import { formats } from '../../src/report/formats.ts';
import { lineHashesOf } from '../../src/report/line-hashes.ts';
import { linesOf } from '../../src/source/lines.ts';
import { reports } from '../support/all-reports.ts';
import { fakeRule } from '../support/fake-facts.ts';
import { parsedXml, textOf } from '../support/parsed-xml.ts';

const rules = new Map([fakeRule({ id: 'no-bad' }), fakeRule({ id: 'no-worse', severity: 'warning', category: 'claims' })].map((rule) => [rule.id, rule]));
const summary: Summary = {
  files: { seen: 3, gated: 1, parsed: 2, skipped: 0, incomplete: 0 }, findings: { error: 1, warning: 0, info: 0 }, belowPreset: { info: 0 }, suppressed: 0,
  durationMs: 1500, kinds: { typescript: 3 }, scope: 'all', outcome: 'failed', cause: 'findings',
};

const code = 'const a = 1;\nf("ü🔑", BAD);\n';
/** The word that is marked, in the code above. */
function finding(more: Partial<Finding> = {}, text = code): Finding {
  const [start, end] = [text.indexOf('BAD'), text.indexOf('BAD') + 3].map((offset) => linesOf(text).positionAt(offset)) as [Finding['range']['start'], Finding['range']['end']];
  return {
    ruleId: 'no-bad', severity: 'error', certainty: 'likely', message: 'Bad thing here.', messageId: 'bad', data: {}, file: 'src/a.ts', range: { start, end },
    runtime: 'server', fingerprint: '0123456789abcdef0123456789abcdef', references: wholeReferences({ cwe: ['CWE-347'] }), suppressed: null, excerpts: [],
    evidence: [{ file: 'src/b.ts', range: { start, end }, note: 'written here' }],
    fixes: [{ title: 'Drop it', kind: 'suggestion', edits: [{ file: 'src/a.ts', start: start.offset, end: end.offset, text: 'GOOD' }] }],
    ...more,
  };
}

const said: string[] = [];
const context: ReportContext = {
  tool: { name: 'jwtlint', version: '1.2.3' }, rules, color: false, ended: new Date('2027-01-31T12:00:00Z'),
  sourceOf: (file) => (file === 'src/a.ts' ? { text: code, mark: false } : undefined), tell: (words) => said.push(words),
};
const report = (name: string, findings: readonly Finding[], more: Partial<ReportContext> = {}, outcome: Partial<Outcome> = {}): string =>
  reports.get(name)!({ findings, diagnostics: [], summary, ...outcome }, { ...context, ...more });
 
const json = (name: string, ...given: [readonly Finding[], Partial<ReportContext>?, Partial<Outcome>?]): any => JSON.parse(report(name, ...given));

const suppressed = finding({ suppressed: { by: 'jwtlint-disable-line', reason: 'a fixture' } });
const baselined = finding({ suppressed: { by: 'baseline', reason: 'known when the baseline was written' } });

describe('the table of formats', () => {
  it('says of each who reads it, what it takes and how we know', () => {
    for (const entry of formats.values())
      for (const words of [entry.summary, entry.consumer, entry.limit, entry.tested]) expect(words).toMatch(/^\S.*[^.]$/);
  });
});

describe('line hashes', () => {
  // Published with the uploader of GitHub: github/codeql-action, src/fingerprints.test.ts.
  it.each([
    ['', ['c129715d7a2bc9a3:1']],
    [' a\nb\n  \t\tc\n d', ['271789c17abda88f:1', '54703d4cd895b18:1', '180aee12dab6264:1', 'a23a3dc5e078b07b:1']],
    [' hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End', ['8b7cf3e952e7aeb2:1', 'b1ae1287ec4718d9:1', 'bff680108adb0fcc:1', 'c6805c5e1288b612:1', 'b86d3392aea1be30:1', 'e6ceba753e1a442:1']],
    [' hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r', ['e9496ae3ebfced30:1', 'fb7c023a8b9ccb3f:1', 'ce8ba1a563dcdaca:1', 'e20e36e16fcb0cc8:1', 'b3edc88f2938467e:1', 'c8e28b0b4002a3a0:1', 'c129715d7a2bc9a3:1']],
    [' hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n', ['e9496ae3ebfced30:1', 'fb7c023a8b9ccb3f:1', 'ce8ba1a563dcdaca:1', 'e20e36e16fcb0cc8:1', 'b3edc88f2938467e:1', 'c8e28b0b4002a3a0:1', 'c129715d7a2bc9a3:1']],
    ['Lorem ipsum dolor sit amet.\n'.repeat(10), ['a7f2ff13bc495cf2:1', 'a7f2ff13bc495cf2:2', 'a7f2ff13bc495cf2:3', 'a7f2ff13bc495cf2:4', 'a7f2ff13bc495cf2:5', 'a7f2ff13bc495cf2:6', 'a7f2ff1481e87703:1', 'a9cf91f7bbf1862b:1', '55ec222b86bcae53:1', 'cc97dc7b1d7d8f7b:1', 'c129715d7a2bc9a3:1']],
    ['x = 2\nx = 1\nprint(x)\nx = 3\nprint(x)\nx = 4\nprint(x)\n', ['e54938cc54b302f1:1', 'bb609acbe9138d60:1', '1131fd5871777f34:1', '5c482a0f8b35ea28:1', '54517377da7028d2:1', '2c644846cb18d53e:1', 'f1b89f20de0d133:1', 'c129715d7a2bc9a3:1']],
  ])('are those of the uploader: %j', (text, expected) => {
    const hashOf = lineHashesOf(text);
    expect(expected.map((_, index) => hashOf(index + 1))).toEqual(expected);
    expect(hashOf(expected.length + 1)).toBeUndefined();
  });
});

describe('sarif', () => {
  const run = (...given: Parameters<typeof report> extends [string, ...infer Rest] ? Rest : never) => json('sarif', ...given).runs[0];

  it('has what GitHub requires and uses', () => {
    const { tool: { driver }, results, automationDetails, columnKind, invocations } = run([finding()]);
    expect(json('sarif', [])).toMatchObject({ version: '2.1.0', $schema: expect.stringContaining('sarif-2.1.0') });
    expect({ ...driver, rules: driver.rules.length }).toMatchObject({ name: 'jwtlint', semanticVersion: '1.2.3', rules: 2 });
    for (const rule of driver.rules) {
      expect(rule).toMatchObject({
        id: expect.any(String), name: expect.any(String), shortDescription: { text: expect.any(String) }, fullDescription: { text: expect.any(String) },
        help: { text: expect.any(String), markdown: expect.stringContaining('### Instead') }, helpUri: expect.stringMatching(/^https:/),
        properties: { precision: expect.stringMatching(/^(?:very-)?high$|^medium$|^low$/), 'security-severity': expect.stringMatching(/^\d\.\d$/), tags: expect.arrayContaining(['security', 'external/cwe/cwe-1']) },
      });
    }
    expect(results).toEqual([{
      ruleId: 'no-bad', ruleIndex: 0, level: 'error', message: { text: 'Bad thing here.' },
      locations: [{ physicalLocation: { artifactLocation: { uri: 'src/a.ts', uriBaseId: '%SRCROOT%' }, region: { startLine: 2, startColumn: 10, endLine: 2, endColumn: 13 } } }],
      partialFingerprints: { primaryLocationLineHash: lineHashesOf(code)(2), 'jwtlint/v1': '0123456789abcdef0123456789abcdef' },
      codeFlows: [expect.objectContaining({ threadFlows: [{ locations: [expect.objectContaining({ location: expect.objectContaining({ message: { text: 'written here' } }) })] }] })],
      fixes: [{ description: { text: 'Drop it' }, artifactChanges: [{ artifactLocation: { uri: 'src/a.ts', uriBaseId: '%SRCROOT%' }, replacements: [{ deletedRegion: { charOffset: 22, charLength: 3 }, insertedContent: { text: 'GOOD' } }] }] }],
      properties: { certainty: 'likely', runtime: 'server' },
    }]);
    expect([automationDetails.id, columnKind, invocations[0].executionSuccessful, invocations[0].exitCode]).toEqual(['jwtlint/', 'utf16CodeUnits', true, 1]);
  });

  it('hashes lines as the file has them, byte-order mark included, or not at all', () => {
    const hash = (more: Partial<ReportContext>) => run([finding()], more).results[0].partialFingerprints.primaryLocationLineHash as string | undefined;
    expect(hash({ sourceOf: () => ({ text: code, mark: true }) })).toBe(lineHashesOf(`\uFEFF${code}`)(2));
    expect(hash({ sourceOf: () => undefined })).toBeUndefined();
  });

  it('points from rules to standards, and every reference leads somewhere', () => {
    const { tool: { driver }, taxonomies } = run([]);
    for (const rule of driver.rules)
      for (const { target: { id, index, toolComponent } } of rule.relationships) {
        expect(taxonomies[toolComponent.index].name).toBe(toolComponent.name);
        expect(taxonomies[toolComponent.index].taxa[index].id).toBe(id);
      }
    expect(driver.supportedTaxonomies.map(({ name }: { name: string }) => name)).toEqual(taxonomies.map(({ name }: { name: string }) => name));
  });

  it('calls error what fails the run, and nothing else; a rule goes by its worst', () => {
    const warning = finding({ ruleId: 'no-worse', severity: 'warning' });
    const levels = (fails?: (one: Finding) => boolean) => {
      const { results, tool: { driver } } = run([finding(), warning], fails ? { fails } : {});
      return [results.map(({ level }: { level: string }) => level), driver.rules.map((rule: { properties: Record<string, string> }) => rule.properties['security-severity'])];
    };
    expect(levels()).toEqual([['error', 'warning'], ['9.1', '5.3']]);
    expect(levels(({ severity }) => severity !== 'info')).toEqual([['error', 'error'], ['9.1', '7.5']]);
    expect(levels(({ certainty }) => certainty === 'proven')).toEqual([['warning', 'warning'], ['5.9', '5.3']]);
  });

  it('leaves suppressed and known findings out, unless they are asked for', () => {
    expect(run([suppressed, baselined, finding()]).results).toHaveLength(1);
    const [first, second, third] = run([suppressed, baselined, finding()], { withSuppressed: true }).results;
    expect(first.suppressions).toEqual([{ kind: 'inSource', status: 'accepted', justification: 'a fixture', properties: { by: 'jwtlint-disable-line' } }]);
    expect([second.suppressions[0].kind, second.baselineState, third.suppressions]).toEqual(['external', 'unchanged', undefined]);
  });

  it('has a category of its own when less than everything was looked at, so that it closes nothing', () => {
    const of = (more: Partial<ReportContext>, changed: Partial<Summary>) => {
      const { automationDetails, invocations } = run([], more, { summary: { ...summary, ...changed } });
      return [automationDetails.id, invocations[0].executionSuccessful];
    };
    expect(of({}, { scope: 'part' })).toEqual(['jwtlint-part/', true]);
    expect(of({ isPartial: true }, { outcome: 'unfinished', cause: 'incomplete' })).toEqual(['jwtlint-part/', false]);
    expect(of({}, { interrupted: true })).toEqual(['jwtlint-part/', false]);
  });

  it('tells what could not be read', () => {
    const { invocations } = run([], {}, { diagnostics: [{ file: 'a b.ts', kind: 'syntax', message: '1:1: no', incomplete: true }] });
    expect(invocations[0].toolExecutionNotifications).toEqual([
      expect.objectContaining({ level: 'error', message: { text: '1:1: no' }, locations: [{ physicalLocation: { artifactLocation: { uri: 'a%20b.ts', uriBaseId: '%SRCROOT%' } } }] }),
    ]);
  });

  it('knows a rule of another version by its id', () => {
    const { tool: { driver }, results } = run([finding({ ruleId: 'no-stranger' })]);
    expect(driver.rules[results[0].ruleIndex]).toMatchObject({ id: 'no-stranger', help: { text: 'no-stranger' } });
  });
});

describe('30,000 findings', () => {
  const many = Array.from({ length: 30_000 }, (_, index) => finding({
    file: `src/${'deep/'.repeat(index % 5)}f${index >> 4}.ts`, severity: (['info', 'warning', 'error'] as const)[index % 3]!,
    message: `Thing ${index} is bad in a way that takes ${'some '.repeat(index % 7)}words.`, fingerprint: index.toString(16).padStart(32, '0'),
  }));

  it('are cut to what GitHub takes, the least severe ones first, and that is said', () => {
    said.length = 0;
    const [run] = json('sarif', many, { sourceOf: () => undefined }).runs;
    expect(run.results).toHaveLength(25_000);
    expect(run.results.filter(({ level }: { level: string }) => level !== 'note')).toHaveLength(20_000);
    expect(said).toEqual([
      'sarif: 5000 of 30000 findings are left out, the least severe ones: GitHub takes 25000 results and 10 MB', 'sarif: GitHub shows the 5000 most severe of 25000 results',
    ]);
    expect(run.invocations[0].toolExecutionNotifications.map(({ message }: { message: { text: string } }) => `sarif: ${message.text}`)).toEqual(said);
  });

  it('are cut to ten of each level, to a thousand annotations, to a summary, and to what a model can do', () => {
    said.length = 0;
    const lines = report('github', many).trimEnd().split('\n');
    expect([lines.length, lines.at(-1)]).toEqual([31, '29970 findings of 30000 without an annotation: GitHub shows 10 of each level a step']);
    expect(lines.slice(0, 30).map((line) => line.split(' ')[0])).toEqual([...Array(10).fill('::error'), ...Array(10).fill('::warning'), ...Array(10).fill('::notice')]);
    expect(report('azure', many).trimEnd().split('\n').at(-1)).toBe('29980 findings of 30000 in this log only: Azure shows 10 errors and 10 warnings of a task');
    const { report: body, annotations } = json('bitbucket', many);
    expect([annotations.length, annotations.flat().length, new Set(annotations.flat().map(({ severity }: { severity: string }) => severity))]).toEqual([10, 1000, new Set(['HIGH'])]);
    expect(body.details).toContain('29000 findings of 30000 without an annotation');
    const page = report('markdown', many);
    expect(Buffer.byteLength(page)).toBeLessThan(1024 * 1024);
    expect(page).toMatch(/\*\*\d+ findings of 30000 left out/);
    expect(report('agent', many)).toContain('29950 more findings');
    expect(said.map((words) => words.split(':')[0])).toEqual(['bitbucket', 'markdown']);
  });

  it('are all there elsewhere', () => {
    const whole = ['json', 'gitlab', 'gitlab-sast', 'sonarqube', 'checkstyle', 'junit', 'rdjson', 'compact'];
    for (const name of whole) expect([name, report(name, many).match(/Thing \d+ is/g)!.length >= 30_000]).toEqual([name, true]);
  });
});

describe('sarif of results that are large', () => {
  it('stays below ten megabytes when it is packed', () => {
    const noise = (seed: number): string => Array.from({ length: 25 }, (_, part) => createHash('sha512').update(`${seed} ${part}`).digest('base64')).join(' ');
    const many = Array.from({ length: 7_000 }, (_, index) => finding({ message: noise(index), severity: index < 100 ? 'error' : 'info', evidence: [], fixes: [] }));
    const text = report('sarif', many, { sourceOf: () => undefined });
    expect(gzipSync(text).length).toBeLessThan(10 * 1000 * 1000);
    const { results } = (JSON.parse(text) as { runs: { results: { level: string }[] }[] }).runs[0]!;
    expect(results.length).toBeGreaterThan(2_000);
    expect(results.filter(({ level }) => level === 'error')).toHaveLength(100);
  });
});

describe('github', () => {
  it('escapes as the toolkit does', () => {
    const [line] = report('github', [finding({ file: 'a,b:c%.ts', message: '100% sure,\nsee: x' })]).split('\n');
    expect(line).toBe('::error file=a%2Cb%3Ac%25.ts,line=2,endLine=2,col=10,endColumn=13,title=jwtlint%3A no-bad::100%25 sure,%0Asee: x');
  });

  it('gives no end column to what ends in another line', () => {
    const one = finding();
    expect(report('github', [{ ...one, range: { ...one.range, end: { line: 3, column: 1, offset: 28 } } }])).toContain('line=2,endLine=3,col=10,title=');
  });
});

describe('azure', () => {
  it('escapes as the agent reads it', () => {
    expect(report('azure', [finding({ file: 'a;b].ts', message: '100% [x]\n##vso[task.complete]' })]))
      .toBe('##vso[task.logissue type=error;sourcepath=a%3Bb%5D.ts;linenumber=2;columnnumber=10;code=no-bad;]100%AZP25 [x]%0A\uFFFD#vso[task.complete]\n');
  });
});

describe('gitlab', () => {
  it('has what Code Quality reads, and fingerprints that are unique', () => {
    expect(json('gitlab', [finding(), finding({ severity: 'info' })])).toEqual([
      { description: 'Bad thing here.', check_name: 'no-bad', fingerprint: '0123456789abcdef0123456789abcdef', severity: 'critical', location: { path: 'src/a.ts', lines: { begin: 2, end: 2 } } },
      expect.objectContaining({ fingerprint: '0123456789abcdef0123456789abcdef-2', severity: 'minor' }),
    ]);
    expect(json('gitlab', [])).toEqual([]);
  });

  it('has what a SAST report of 15.2.1 requires', () => {
    const { version, scan, vulnerabilities: [first, second] } = json('gitlab-sast', [finding(), finding()]);
    expect(version).toBe('15.2.1');
    expect(scan).toMatchObject({ type: 'sast', status: 'success', start_time: '2027-01-31T11:59:58', end_time: '2027-01-31T12:00:00', scanner: { id: 'jwtlint', version: '1.2.3', vendor: { name: 'jwtlint' } } });
    expect(first).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/), severity: 'High', name: 'Disallow bad.',
      identifiers: [{ type: 'jwtlint_rule', value: 'no-bad' }, { type: 'cwe', value: '347' }], location: { file: 'src/a.ts', start_line: 2, end_line: 2 },
      tracking: { type: 'source', items: [{ signatures: [{ algorithm: 'hash', value: '0123456789abcdef0123456789abcdef' }] }] },
    });
    expect(second.id).not.toBe(first.id);
    expect(first).not.toHaveProperty('raw_source_code_extract');
    expect(json('gitlab-sast', [], { isPartial: true }).scan.status).toBe('failure');
  });
});

describe('sonarqube', () => {
  it('has a rule for each issue, columns from 0, and no range without extent', () => {
    const one = finding();
    const { rules: told, issues } = json('sonarqube', [one, finding({ ruleId: 'no-stranger', range: { start: one.range.start, end: one.range.start } })]);
    expect(told.map(({ id, engineId, type, severity, impacts }: Record<string, unknown>) => [id, engineId, type, severity, impacts])).toEqual([
      ['no-bad', 'jwtlint', 'VULNERABILITY', 'CRITICAL', [{ softwareQuality: 'SECURITY', severity: 'HIGH' }]],
      ['no-stranger', 'jwtlint', 'VULNERABILITY', 'MAJOR', [{ softwareQuality: 'SECURITY', severity: 'MEDIUM' }]],
    ]);
    expect(issues[0].primaryLocation).toEqual({ message: 'Bad thing here.', filePath: 'src/a.ts', textRange: { startLine: 2, endLine: 2, startColumn: 9, endColumn: 12 } });
    expect(issues[0].secondaryLocations).toHaveLength(1);
    expect(issues[1].primaryLocation.textRange).toEqual({ startLine: 2 });
  });
});

describe('rdjson', () => {
  it('counts columns in bytes', () => {
    const { diagnostics: [one] } = json('rdjson', [finding()]);
    const range = { start: { line: 2, column: 13 }, end: { line: 2, column: 16 } };
    expect(one).toMatchObject({ severity: 'ERROR', code: { value: 'no-bad' }, location: { path: 'src/a.ts', range }, suggestions: [{ range, text: 'GOOD' }] });
  });

  it('names lines alone where the text is not at hand, or is another by now', () => {
    for (const sourceOf of [() => undefined, () => ({ text: 'BAD', mark: false })]) {
      const { diagnostics: [one] } = json('rdjson', [finding()], { sourceOf });
      expect([one.location.range, one.suggestions]).toEqual([{ start: { line: 2 }, end: { line: 2 } }, undefined]);
    }
  });
});

describe('junit', () => {
  it('has a case for each finding; what is known is skipped', () => {
    const [root] = parsedXml(report('junit', [finding(), baselined]));
    expect(root!.attributes).toMatchObject({ tests: '2', failures: '1', errors: '0', time: '1.500' });
    const [failed, skipped] = root!.children[0]!.children;
    expect(failed!.children[0]).toMatchObject({ name: 'failure', attributes: { message: 'Bad thing here.', type: 'error' } });
    expect(textOf(failed!)).toBe('src/a.ts:2:10\nBad thing here.\n1. src/b.ts:2  written here');
    expect(skipped!.children[0]).toMatchObject({ name: 'skipped', attributes: { message: 'baseline: known when the baseline was written' } });
  });

  it('passes one case after a clean run, and fails with an error when the scan did not do its job', () => {
    expect(parsedXml(report('junit', []))[0]!.children[0]!.children).toMatchObject([{ name: 'testcase', children: [] }]);
    const broken = parsedXml(report('junit', [], { isPartial: true }, { diagnostics: [{ file: 'a.ts', kind: 'syntax', message: 'no', incomplete: true }] }));
    expect(broken[0]).toMatchObject({ attributes: { errors: '1' } });
    expect(parsedXml(report('junit', [], { isPartial: true }))[0]).toMatchObject({ attributes: { tests: '1', errors: '1' } });
  });
});

describe('checkstyle', () => {
  it('has one element a file', () => {
    const [root] = parsedXml(report('checkstyle', [finding(), finding(), finding({ file: 'src/c.ts' })]));
    expect(root!.children.map(({ attributes, children }) => [attributes['name'], children.length])).toEqual([['src/a.ts', 2], ['src/c.ts', 1]]);
    expect(root!.children[0]!.children[0]!.attributes).toEqual({ line: '2', column: '10', severity: 'error', message: 'Bad thing here.', source: 'jwtlint.no-bad' });
  });
});

describe('agent', () => {
  it('says what, where, how it comes there, and the change', () => {
    expect(report('agent', [finding()])).toBe(`jwtlint: 1 finding.
Mend the cause: do not move a secret elsewhere in the repository, and do not suppress a finding unless you are asked to.

src/a.ts:2:10 error no-bad
  problem: Bad thing here.
  way: src/b.ts:2 written here
  change: Drop it (changes behaviour: jwtlint --fix --fix-type suggestion makes it)
  instead: Do good.
  certainty: likely; id 01234567
`);
  });
});

// --- what strangers may write ---

const nasty = [
  'a"b\'c.ts', 'a\nb.ts', 'a\r\nb', ']]>', '%0A::error::x', '<script>alert(1)</script>', '\u001b[2J\u001b]8;;http://x\u0007', '\u202Eevil', '\u2066x', 'ünï/🔑.ts', '::stop-commands::x',
  '##vso[task.setvariable variable=PATH]x', '##[error]x', '-->', '&amp;', '\ud800 half', '\u0000', '\u009b31m', '|a|b|', '`code`', '](http://x) ![x](http://y)', '@everyone', '\u2028', '../../up.ts',
  '</details>', '{{x}}', '${x}', '\ufffe',
];
const hostile = nasty.flatMap((text) => [
  finding({ file: text, message: text }),
  finding({ evidence: [{ ...finding().evidence[0]!, file: text, note: text }], fixes: [{ title: text, kind: 'safe', edits: [{ file: text, start: 0, end: 1, text }] }], suppressed: { by: text, reason: text } }),
  finding({ evidence: [{ ...finding().evidence[0]!, file: text, note: text }], fixes: [{ title: text, kind: 'safe', edits: [{ file: text, start: 0, end: 1, text }] }] }),
]);

describe('names and messages of a stranger', () => {
  it.each([...reports.keys()])('stay text in %s', (name) => {
    const text = report(name, hostile, { withSuppressed: true }, { diagnostics: nasty.map((one) => ({ file: one, kind: 'syntax', message: one, incomplete: true })) });
     
    expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/);
    const lines = text.split(/\r\n|\r|\n/);
    const commands = lines.filter((line) => /^\s*::|##\[|##vso\[/i.test(line));
    expect(commands.filter((line) => !(name === 'github' && /^::(?:error|warning|notice) file=[^:]*::/.test(line)) && !(name === 'azure' && /^##vso\[task\.logissue [^\]]*\]/.test(line)))).toEqual([]);
    if (name === 'azure') for (const line of commands) expect(line.slice(2)).not.toMatch(/##(?:vso)?\[/);
  });

  it.each(['json', 'sarif', 'gitlab', 'gitlab-sast', 'bitbucket', 'sonarqube', 'rdjson'])('come back as they were from %s', (name) => {
    const texts = new Set<string>();
    const walk = (value: unknown): void => {
      if (typeof value === 'string') texts.add(value);
      else if (typeof value === 'object' && value !== null) Object.values(value).forEach(walk);
    };
    walk(json(name, hostile));
    const messages = name === 'gitlab-sast' ? [] : nasty;
    expect(messages.filter((text) => !texts.has(text))).toEqual([]);
    if (name === 'sarif') for (const text of texts) if (text.startsWith('..%2F')) expect.unreachable(text);
  });

  it.each(['checkstyle', 'junit'])('are well-formed XML in %s', (name) => {
    const seen = JSON.stringify(parsedXml(report(name, hostile)));
    for (const text of nasty.filter((one) => /^[\n\r -~]*$/.test(one))) expect(seen).toContain(JSON.stringify(text).slice(1, -1));
  });

  it('are neither markup nor rows in markdown', () => {
    const page = report('markdown', hostile);
    const marked = page.split('\n').map((line) => line.replace(/(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)|<code>.*<\/code>/g, '')).join('\n');
    expect(marked).not.toMatch(/<script|\]\(http:\/\/[xy]|(?<!&#64;|\w)@everyone|<\/details>x/);
    const rows = page.split('\n').filter((line) => line.startsWith('|')).slice(2);
    expect(new Set(rows.map((row) => row.replace(/\\\|/g, '').split('|').length))).toEqual(new Set([6]));
  });

  it('are text and nothing else in html, which lets in its own style and script alone', () => {
    const page = report('html', hostile, { withSuppressed: true, ownersOf: () => nasty });
    const tags = new Set([...page.replace(/<(style|script)>[^]*?<\/\1>/g, '').matchAll(/<([a-z][a-z0-9]*)/gi)].map(([, name]) => name));
    expect([...tags].filter((name) => !/^(?:html|head|meta|title|body|header|main|footer|section|h[1-3]|p|ul|ol|li|strong|code|pre|span|mark|details|summary|div|table|caption|thead|tbody|tr|th|td|form|label|input|select|option|button|a)$/.test(name!))).toEqual([]);
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page).not.toMatch(/ (?:on\w+|style|src)=/);
    const { policy } = /content="(?<policy>default-src [^"]*)"/.exec(page)!.groups!;
    for (const name of ['style', 'script']) {
      const [, text] = new RegExp(`<${name}>([^]*?)</${name}>`).exec(page)!;
      expect(policy).toContain(`${name}-src 'sha256-${createHash('sha256').update(text!).digest('base64')}'`);
    }
  });

  it('are a valid relative reference in sarif', () => {
    for (const { locations: [{ physicalLocation: { artifactLocation: { uri } } }] } of json('sarif', hostile).runs[0].results)
      expect(uri).toMatch(/^(?:[A-Za-z0-9\-._~!$&'()*+,;=@/]|%[0-9A-F]{2})*$/);
  });
});

describe('every report', () => {
  it.each([...reports.keys()])('says the same twice: %s', (name) => {
    expect(report(name, hostile)).toBe(report(name, hostile));
  });
  it.each([...reports.keys()])('copes with nothing, and with half of a run: %s', (name) => {
    expect(() => [report(name, []), report(name, [], { isPartial: true, sourceOf: () => undefined }, { diagnostics: [{ file: 'a', kind: 'syntax', message: 'no', incomplete: true }] })]).not.toThrow();
  });
});
