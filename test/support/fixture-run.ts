// A case of fixtures → what each host finds in it, and what its suggestions make of it.

import { join } from 'node:path';
import json from '@eslint/json';
import * as typescriptParser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { factsOf } from '../../src/facts/facts-of.ts';
import type { Facts } from '../../src/facts/facts.ts';
import type { Project } from '../../src/facts/project.ts';
import { variablesTaken } from '../../src/facts/configured-keys.ts';
import { callersAmong } from '../../src/facts/callers.ts';
import { mayMatter, variablesGate } from '../../src/facts/gate.ts';
import { changedText } from '../../src/edits/changed-text.ts';
import { faultsOfChange, type Judgement } from '../../src/findings/faults-of-change.ts';
import type { Finding } from '../../src/findings/finding.ts';
import { startRuleRun } from '../../src/findings/run-rules.ts';
import type { Settings } from '../../src/findings/options.ts';
import type { Rule, Severity } from '../../src/findings/rule.ts';
import { isAtLeast } from '../../src/findings/settings/settings.ts';
import { eslintRule } from '../../src/hosts/eslint.ts';
import { textLanguage } from '../../src/hosts/eslint-text-language.ts';
import { projectOf } from '../../src/project/project-of.ts';
import { resolverIn } from '../../src/project/resolution.ts';
import type { SourceFile } from '../../src/source/file.ts';
import { isCode } from '../../src/source/language.ts';
import { sourceFileOf } from '../../src/source/source-file-of.ts';
import { type Case, type Seen, isCaretLine, root } from './fixture-file.ts';

export interface Scanned { readonly file: SourceFile; readonly facts: Facts; readonly findings: readonly Finding[] }
type Scan = Pick<Case, 'settings' | 'limit' | 'isFolder'> & Partial<Pick<Case, 'path' | 'ruleId'>>;

/** Other cases choose a version for what it does; that it is old is claimed in the folder of this rule alone. */
const aboutVersions = 'no-vulnerable-jwt-library';

/** What the scanner says about these files, infos left out where carets don't speak of them. */
export function scanned(files: readonly SourceFile[], { settings, limit, isFolder, path = '', ruleId }: Scan, rules: readonly Rule[]): Scanned[] {
  const project = isFolder ? projectAmong(files, path) : undefined;
  const together = startRuleRun(rules.filter(({ id }) => id !== aboutVersions || id === ruleId), settings);
  const all = files.map((file) => ({ file, facts: factsOf(file, project) }));
  // As in a real run: what the gate clears is never looked at, so a gate that says no too often fails here.
  const passes = ({ file }: { readonly file: SourceFile }): boolean => mayMatter(file.path, Buffer.from(file.text), file.language);
  const asked = variablesGate(all.filter(passes).flatMap(({ facts }) => variablesTaken(facts)));
  const called = project ? calledIn(all.filter((each) => !passes(each)), all.filter(passes), project) : new Set();
  for (const each of all)
    if (passes(each) || called.has(each) || (!isCode(each.file.language) && asked?.(Buffer.from(each.file.text)))) together.add(each.facts);
  const found = [...together.finished((file) => factsOf(file, project))].flatMap(({ findings }) => findings)
    .filter(({ severity, suppressed }) => suppressed === null && isAtLeast(severity, limit));
  return all.map((each) => ({ ...each, findings: found.filter(({ file }) => file === each.file.path) }));
}

interface Read { readonly file: SourceFile; readonly facts: Facts }

/** Cleared code that calls what another file teaches, round by round as in a real run. */
function calledIn(cleared: readonly Read[], passed: readonly Read[], project: Project): ReadonlySet<Read> {
  const left = new Map(cleared.filter(({ file }) => isCode(file.language)).map((each) => [each.file.path, each]));
  const called = new Set<Read>();
  const bytesOf = (path: string): Uint8Array => Buffer.from(left.get(path)!.file.text);
  for (let news = passed; news.length > 0;) {
    const taught = new Map(news.filter(({ file }) => file.role === 'production').map(({ file, facts }) => [file.path, facts.taught]));
    news = callersAmong(left.keys(), taught, project, (path, names) => names(bytesOf(path)))
      .filter(({ path, mayCall }) => mayCall(bytesOf(path))).map(({ path }) => left.get(path)!);
    for (const one of news) {
      called.add(one);
      left.delete(one.file.path);
    }
  }
  return called;
}

/** The files of a case are the whole project: relative specifiers and the names of its packages lead to them. */
function projectAmong(files: readonly SourceFile[], folder: string): Project {
  const texts = new Map(files.map(({ path, text }) => [path, withoutClaims(text)]));
  return projectOf({ readFile: (path) => texts.get(path), resolve: resolverIn(folder), files: () => [...texts.keys()] });
}

/** npm allows no comments in a manifest. Everything else stays where it is. */
const withoutClaims = (text: string): string =>
  text.split('\n').map((line) => (isCaretLine(line) || line.includes('jwtlint-fixture:') ? ' '.repeat(line.length) : line)).join('\n');

export const seenIn = (findings: readonly Finding[], path: string): Seen[] =>
  findings.filter(({ file }) => file === path)
    .map(({ ruleId, range, message }) => ({ ruleId, start: range.start.offset, end: range.end.offset, message }));

/** The same with severities, which only the scanner knows: in ESLint a user's configuration gives them. */
export const judgedIn = (findings: readonly Finding[], path: string): Seen[] =>
  findings.filter(({ file }) => file === path).flatMap((finding) => seenIn([finding], path).map((seen) => ({ ...seen, severity: finding.severity })));

/** No folder on disk: the manifest of this repository is not that of a fixture. */
const elsewhere = join(root, 'test', 'no-such-folder');

/** What ESLint says about one file, with the parser or language that a user of that format would have. */
export function linted(file: SourceFile, settings: Settings, limit: Severity, rules: readonly Rule[]): Seen[] {
  const plugin = { rules: Object.fromEntries(rules.map((rule) => [rule.id, eslintRule(rule)])), languages: { text: textLanguage } };
  const linter = new Linter({ cwd: elsewhere });
  const messages = linter.verify(file.text, [{
    files: ['**/*', '**/*.*', '**/.*', `**/${file.path.split('/').at(-1)!.replace(/[[\](){}!*?]/g, '?')}`],
    plugins: { jwtlint: plugin, json },
    linterOptions: { reportUnusedDisableDirectives: 'off' },
    settings: { jwtlint: { preset: settings.preset, includeTests: settings.includeTests } },
    rules: Object.fromEntries(rules.map((rule) => [`jwtlint/${rule.id}`, ['error', { atLeast: limit }]])),
    ...languageFor(file),
  }], { filename: join(elsewhere, file.path) });
  const starts = lineStarts(file.text);
  return messages.map(({ ruleId, message, line, column, endLine, endColumn }) => {
    if (ruleId === null) throw new Error(`ESLint on ${file.path}:${String(line)}: ${message}`);
    return {
      ruleId: ruleId.replace('jwtlint/', ''), message,
      start: starts[line - 1]! + column - 1,
      end: starts[(endLine ?? line) - 1]! + (endColumn ?? column) - 1,
    };
  });
}

function languageFor({ path, language }: SourceFile): Partial<Linter.Config> {
  if (language === 'json') return { language: 'json/jsonc' };
  if (!isCode(language)) return { language: 'jwtlint/text' };
  const ecmaFeatures = { jsx: language === 'tsx' || language === 'jsx' || language === 'js' };
  const sourceType = path.endsWith('.cjs') || path.endsWith('.cts') ? 'commonjs' : 'module';
  const parser = language.endsWith('s') && language !== 'js' || language === 'tsx' ? { parser: typescriptParser as Linter.Parser } : {};
  return { languageOptions: { ...parser, sourceType, parserOptions: { ecmaFeatures } } };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

export type Fix = Finding['fixes'][number];

/** The files after one fix. */
export function fixed(files: readonly SourceFile[], { edits }: Fix): SourceFile[] {
  return files.map((file) => {
    const own = edits.filter(({ file: path }) => path === file.path);
    return own.length === 0 ? file : sourceFileOf(file.path, changedText(file.text, own));
  });
}

/** What is wrong with a fix, in words; [] when it parses, removes its finding, raises no other and keeps comments. */
export function faultsOfFix(before: readonly Scanned[], scan: Scan, rules: readonly Rule[], finding: Finding, fix: Fix): string[] {
  const files = before.map(({ file }) => file);
  const after = scanned(fixed(files, fix), scan, rules);
  if (fix.edits.length === 0) return ['changes nothing'];
  const textOf = (path: string): string | undefined => after.find(({ file }) => file.path === path)?.file.text;
  const faults = faultsOfChange(judgementOf(before), judgementOf(after), [{ finding, fix }], textOf);
  return [...faults.map(({ what, file, ruleId = '', message }) => `${what}: ${file} ${ruleId}: ${message}`), ...lostComments(before, after)];
}

const judgementOf = (all: readonly Scanned[]): Judgement => ({
  findings: all.flatMap(({ findings }) => findings),
  diagnostics: all.flatMap(({ file, facts }) => facts.problems.map(({ message }) => ({ file: file.path, message, incomplete: true }))),
});

function lostComments(before: readonly Scanned[], after: readonly Scanned[]): string[] {
  return before.flatMap(({ file, facts }, index) => facts.comments
    .filter(({ start, end }) => !after[index]!.file.text.includes(file.text.slice(start, end).trim()))
    .map(({ text }) => `a comment is lost in ${file.path}: ${text}`));
}
