// The demo as the README's first command runs it: what its own table says is planted, and nothing else, is found, from the
// root of the repository and from inside the demo; what stands beside it stays silent. And the role of a file below a
// folder that the user pointed at, without which a demo could not lie in `fixtures/`.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, describe, expect, it } from 'vitest';
import { rules } from '../rules/all.ts';
import type { Finding } from '../src/findings/finding.ts';
import { defaultMaxFileSize } from '../src/source/size-limits.ts';
import { walk } from '../src/source/walk.ts';
import { root } from './support/fixture-file.ts';

const demo = join(root, 'fixtures/demo');
const cli = join(root, 'dist/cli.js');
const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function run(cwd: string, ...args: string[]): { code: number | null; out: string; err: string } {
  const { GITHUB_ACTIONS: _actions, FORCE_COLOR: _force, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], { cwd, env, encoding: 'utf8' });
  return { code: status, out: stdout, err: stderr };
}

interface Row { readonly file: string; readonly line: number; readonly ruleId: string; readonly severity: string | undefined }

/** The rows of one of the two tables of the demo's README. */
function rowsBelow(heading: string): Row[] {
  const page = readFileSync(join(demo, 'README.md'), 'utf8');
  const section = page.slice(page.indexOf(heading)).split('\n## ')[0]!;
  return [...section.matchAll(/^\| `([^`:]+):(\d+)` \| `([a-z-]+)` \|(?: (error|warning|info) \|)?/gm)]
    .map(([, file, line, ruleId, severity]) => ({ file: file!, line: Number(line), ruleId: ruleId!, severity }));
}

const planted = rowsBelow('## What is planted');
const twins = rowsBelow('## What is right');
const asRow = ({ file, range, ruleId, severity }: Finding): Row => ({ file: file.replace(/^fixtures\/demo\//, ''), line: range.start.line, ruleId, severity });
const byPlace = (rows: readonly Row[]): string[] => rows.map(({ file, line, ruleId, severity }) => `${file}:${line} ${severity ?? ''} ${ruleId}`).sort();

describe('the demo', () => {
  const fromRoot = run(root, '--no-config', '--format', 'json', 'fixtures/demo');
  const report = JSON.parse(fromRoot.out) as { findings: Finding[]; diagnostics: unknown[] };

  it('plants most of the rules, and a right way beside each', () => {
    const both = (rows: readonly Row[]): string[] => [...new Set(rows.map(({ ruleId }) => ruleId))].sort();
    expect(planted.length).toBeGreaterThanOrEqual(12);
    expect(both(planted).length).toBeGreaterThan(rules.length * 0.7);
    expect(both(twins)).toEqual(both(planted));
  });

  it('is found at its lines, with nothing beside it', () => {
    const found = report.findings.map(asRow);
    expect(byPlace(found)).toEqual(byPlace(planted));
    expect([fromRoot.code, fromRoot.err, report.diagnostics]).toEqual([1, '', []]);
  });

  it('is found alike from inside', () => {
    const { findings } = JSON.parse(run(demo, '--format', 'json').out) as { findings: Finding[] };
    expect(byPlace(findings.map(asRow))).toEqual(byPlace(planted));
    expect(findings.map(({ file }) => file)).toEqual(report.findings.map(({ file }) => file));
  });

  it('has twins that are never reported, not even as a hint of their rule', () => {
    const all = (JSON.parse(run(demo, '--preset', 'all', '--format', 'json').out) as { findings: Finding[] }).findings.map(asRow);
    const hit = twins.filter((twin) => all.some(({ file, line, ruleId }) => twin.file === file && twin.line === line && twin.ruleId === ruleId));
    expect(hit).toEqual([]);
  });

  it('is reported as the schema says', () => {
    const validate = new Ajv({ strict: false }).compile(JSON.parse(readFileSync(join(root, 'report-schema.json'), 'utf8')) as object);
    expect(validate(report) ? [] : validate.errors).toEqual([]);
  });

  it('shows the three exit codes', () => {
    const codes = [['fixtures/demo/server/src/env.ts'], ['--fail-on', 'never', 'fixtures/demo'], ['fixtures/demo'], ['fixtures/dmeo']].map((args) => run(root, ...args).code);
    expect(codes).toEqual([0, 0, 1, 2]);
  });

  it('is told apart from the repository’s own fixtures', () => {
    const { out } = run(root, '--no-config', '--format', 'compact', '.');
    expect(out.split('\n').filter((line) => /^fixtures\/demo\/.*(?:require-|no-ignored-option)/.test(line))).toEqual([]);
  });
});

describe('the README', () => {
  const page = readFileSync(join(root, 'README.md'), 'utf8');
  const blocks = [...page.matchAll(/^```(\w*)\n([^]*?)^```$/gm)].map(([, language, text]) => ({ language, text: text! }));

  it('shows what the demo prints', () => {
    const excerpt = blocks.find(({ text }) => text.startsWith('fixtures/demo/'))!.text.trimEnd().split('\n\nfixtures/demo/');
    const { out } = run(root, '--no-config', '--fail-on', 'never', 'fixtures/demo');
    expect(excerpt.map((part) => out.includes(part.replace(/^.*\n/, '')))).toEqual(excerpt.map(() => true));
  });

  it('names the options that there are, and all of them', () => {
    const inHelp = [...run(root, '--help').out.matchAll(/--[a-z-]+/g)].map(([option]) => option);
    const inTable = [...page.matchAll(/^\|.*`-.*$/gm)].flatMap(([row]) => [...row.matchAll(/--[a-z-]+/g)].map(([option]) => option));
    expect([...new Set(inTable)].sort()).toEqual([...new Set(inHelp)].filter((option) => !['--help', '--version'].includes(option)).sort());
  });

  it('shows a configuration and exceptions that work', () => {
    const folder = mkdtempSync(join(tmpdir(), 'jwtlint-demo-'));
    folders.push(folder);
    writeFileSync(join(folder, 'jwtlint.config.jsonc'), blocks.find(({ language }) => language === 'jsonc')!.text);
    const exception = blocks.find(({ text }) => text.startsWith('// jwtlint-disable'))!.text.trimEnd();
    writeFileSync(join(folder, 'a.js'), `import jwt from 'jsonwebtoken';\n${exception}\nexport const issue = (sub) => jwt.sign({ sub }, 'invented', { algorithm: 'HS256', expiresIn: '5m' });\n`);
    expect(run(folder, '--format', 'compact')).toMatchObject({ code: 0, out: '' });
    expect(run(folder, '--format', 'compact', '--no-inline-ignores').out).toContain('no-hardcoded-secret');
  });
});

describe('a folder that the user points at', () => {
  const files = {
    'fixtures/shop/src/a.ts': '', 'fixtures/shop/src/a.test.ts': '', 'fixtures/shop/test/b.ts': '', 'fixtures/other/c.ts': '',
    'src/vendor/d.ts': '', 'docs/e.ts': '', 'examples/shop/.env.example': '',
  };

  async function rolesIn(...paths: string[]): Promise<Record<string, string>> {
    const folder = mkdtempSync(join(tmpdir(), 'jwtlint-demo-'));
    folders.push(folder);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const walked = await walk({ root: folder, paths, ignore: [], useIgnoreFiles: true, maxFileSize: defaultMaxFileSize });
    return Object.fromEntries(walked.files.filter(({ role }) => role !== undefined).map(({ path, role }) => [path, role!]));
  }

  it('is no test, example or docs by its own path', async () => {
    const shop = { 'fixtures/shop/src/a.test.ts': 'test', 'fixtures/shop/src/a.ts': 'production', 'fixtures/shop/test/b.ts': 'test' };
    expect(await rolesIn('fixtures/shop')).toEqual(shop);
    expect(await rolesIn('fixtures/shop/')).toEqual(shop);
    expect(await rolesIn('fixtures/shop/**/*.ts')).toEqual(shop);
    expect(await rolesIn('.', 'fixtures/shop')).toEqual(shop);
    expect(await rolesIn('fixtures/shop', '.')).toEqual(shop);
    expect(await rolesIn('docs')).toEqual({ 'docs/e.ts': 'production' });
    expect(await rolesIn('examples')).toEqual({ 'examples/shop/.env.example': 'sample' });
  });

  it('changes nothing where its path says nothing, and nothing for files named one by one', async () => {
    expect(await rolesIn()).toEqual({});
    expect(await rolesIn('src')).toEqual({});
    expect(await rolesIn('fixtures/shop/src/a.ts', 'docs/e.ts')).toEqual({});
  });
});
