// An input → the faults of both hosts on it, and a digest of what they said. The scanner is asked over files in memory; in
// a part of the inputs the whole scan and ESLint's Linter, too. Leaves alone: what kills the process or never ends; whoever
// runs this watches from outside (watch.ts).

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import json from '@eslint/json';
import * as typescriptParser from '@typescript-eslint/parser';
import { Linter, type ESLint } from 'eslint';
import plugin from '../../rules/index.ts';
import { rules as all } from '../../rules/all.ts';
import { factsOf } from '../../src/facts/facts-of.ts';
import type { Facts } from '../../src/facts/facts.ts';
import type { Project } from '../../src/facts/project.ts';
import { mayHoldFacts } from '../../src/facts/gate.ts';
import type { Diagnostic, Summary } from '../../src/findings/finding.ts';
import type { Rule } from '../../src/findings/rule.ts';
import { startRuleRun } from '../../src/findings/run-rules.ts';
import { collected, scanWith } from '../../src/hosts/scan.ts';
import { projectOf } from '../../src/project/project-of.ts';
import { reports } from '../../test/support/all-reports.ts';
import { decode } from '../../src/source/decode.ts';
import type { SourceFile } from '../../src/source/file.ts';
import { isCode, languageOf } from '../../src/source/language.ts';
import { sourceFileOf } from '../../src/source/source-file-of.ts';
import { edited, faultOfError, faultsOf, ownFrame, secretFaults, type Answer, type Fault } from './faults.ts';
import type { Input } from './inputs.ts';
import { TODAY } from './inputs.ts';

export interface Outcome {
  readonly faults: readonly Fault[];
  /** Of all that was said. Made when it is asked for: few are compared. */
  digest(): string;
  /** No file passed the gate. */
  readonly cleared: boolean;
  readonly findings: number;
}

/** Which host has the input in hand; told before each. */
export type Phase = 'facts' | 'scan' | 'eslint';

/** `rules`: other ones are for tests of the fuzzer. */
export async function outcomeOf(input: Input, entering: (phase: Phase) => void, rules: readonly Rule[] = all): Promise<Outcome> {
  entering('facts');
  const faults: Fault[] = [];
  const scanned = guarded(faults, 'facts and rules', () => scannedTogether(input, rules));
  const said = (): string => (scanned === undefined ? '' : saidOf(scanned));
  if (scanned !== undefined) {
    faults.push(...faultsOf(scanned));
    const printing = [...(input.hosts.reports ? reportsFor(input) : []), ...(input.secrets.length > 0 ? MAIN_REPORTS : [])];
    faults.push(...secretFaults(input.secrets, printed(scanned, faults, printing)));
    if (input.hosts.changes) faults.push(...faultsOfChanges(scanned));
    const again = (): string => saidOf(scannedTogether(input, rules));
    if (input.hosts.twice && guarded(faults, 'facts and rules', again) !== said())
      faults.push({ kind: 'unstable', what: 'facts and rules say something else the second time' });
  }
  if (input.hosts.stdin !== false) {
    entering('scan');
    faults.push(...(await faultsOfScan(input, rules)));
  }
  if (input.hosts.eslint) {
    entering('eslint');
    faults.push(...faultsOfLint(input));
  }
  return {
    faults: distinct(faults), digest: () => digestOf(said()), cleared: scanned?.gated === 0, findings: scanned?.findings.length ?? 0,
  };
}

const digestOf = (text: string): string => createHash('sha1').update(text).digest('hex').slice(0, 16);

function distinct(faults: readonly Fault[]): Fault[] {
  return [...new Map(faults.map((fault) => [`${fault.kind} ${fault.what}`, fault])).values()];
}

function guarded<T>(faults: Fault[], host: string, ask: () => T): T | undefined {
  try {
    return ask();
  } catch (error) {
    faults.push(faultOfError(error, host));
    return undefined;
  }
}

// --- the scanner, from texts ---

interface Scanned extends Answer { readonly diagnostics: readonly Diagnostic[]; readonly gated: number; readonly project: Project }

/** What src/hosts/scan.ts does with files, but in memory and with errors that say where they come from. */
export function scannedTogether({ files, settings }: Pick<Input, 'files' | 'settings'>, rules: readonly Rule[] = all): Scanned {
  const sources = files.flatMap(({ path, text }) => sourceOf(path, text) ?? []);
  const texts = new Map(sources.map(({ path, text }) => [path, text]));
  const project = projectOf({ readFile: (path) => texts.get(path), resolve: resolverAmong(texts), files: () => [...texts.keys()] });
  // Common words are tried in the whole scan only: that takes longer than all the rest.
  const together = startRuleRun(rules, settings, undefined, { common: false, lists: [] });
  const passed = sources.filter(({ text, language }) =>
    mayHoldFacts(Buffer.from(text), language, project.index.libraries, project.tokens, project.names));
  const read = passed.map((file) => factsOf(file, project));
  for (const facts of read) together.add(facts);
  const finished = [...together.finished((file) => factsOf(file, project))];
  return {
    project, texts, gated: passed.length,
    findings: finished.flatMap(({ findings }) => findings),
    diagnostics: [
      ...read.flatMap(({ file, problems }) => problems.map(({ message }): Diagnostic => ({ file: file.path, kind: 'syntax', message }))),
      ...finished.flatMap(({ diagnostics }) => diagnostics),
    ],
    stretches: read.flatMap(stretchesOf),
  };
}

function sourceOf(path: string, text: string): SourceFile | undefined {
  const decoded = decode(Buffer.from(text));
  return decoded.ok && languageOf(path) !== undefined ? sourceFileOf(path, decoded.text) : undefined;
}

const stretchesOf = ({ file, comments, problems, tokens, privateKeys, providerTokens, sensitive }: Facts): Answer['stretches'] => [
  ...comments.map(({ start, end }) => ({ file, start, end, what: 'a comment' })),
  ...problems.map(({ start }) => ({ file, start, end: start, what: 'a problem of syntax' })),
  ...[...tokens, ...privateKeys, ...providerTokens].map(({ at }) => ({ file: at.file, start: at.start, end: at.end, what: 'a key or token' })),
  ...sensitive.map((at) => ({ file: at.file, start: at.start, end: at.end, what: 'a sensitive stretch' })),
];

const ENDINGS = ['', '.ts', '.tsx', '.js', '.json', '.mjs', '.cjs', '/index.ts', '/index.js'];

/** Relative specifiers among files in memory: a stand-in for the resolver, which reads the disk. */
function resolverAmong(texts: ReadonlyMap<string, string>): (from: string, specifier: string) => string | undefined {
  return (from, specifier) => {
    if (!specifier.startsWith('.')) return undefined;
    const path = join(from, '..', specifier).replaceAll('\\', '/');
    return [...ENDINGS.map((ending) => path + ending), path.replace(/js$/, 'ts')].find((one) => texts.has(one));
  };
}

const summary: Summary = {
  files: { seen: 1, gated: 0, parsed: 1, skipped: 0, incomplete: 0 }, findings: { error: 0, warning: 0, info: 0 },
  belowPreset: { info: 0 }, suppressed: 0, durationMs: 0, kinds: {},
};
const context = { tool: { name: 'jwtlint', version: 'fuzz' }, rules: new Map(all.map((rule) => [rule.id, rule])), color: false };

const printed = (scanned: Scanned, faults: Fault[], names: readonly string[]): Record<string, string> =>
  guarded(faults, 'reports', () => reportsOf(scanned, names)) ?? {};

/** Between them they show all that a finding holds: lines around each place, and every field. */
const MAIN_REPORTS = ['pretty', 'json'];

/** A few in turn, for all of them take longer than facts and rules; of an input that is being made smaller, all. */
function reportsFor({ index }: Input): string[] {
  const names = [...reports.keys()];
  if (index < 0) return names;
  return Array.from({ length: REPORTS_AT_A_TIME }, (_, place) => names[(index * REPORTS_AT_A_TIME + place) % names.length]!);
}
const REPORTS_AT_A_TIME = 3;

/** What a person and what a program reads, as one text. */
const saidOf = (scanned: Scanned): string => Object.values(printed(scanned, [], MAIN_REPORTS)).join('\0') + JSON.stringify(scanned.findings);

function reportsOf({ findings, diagnostics }: Pick<Scanned, 'findings' | 'diagnostics'>, names: readonly string[]): Record<string, string> {
  return {
    ...Object.fromEntries(names.map((name) => [`the ${name} report`, reports.get(name)!({ findings, diagnostics, summary }, context)])),
    'the diagnostics': diagnostics.map(({ message }) => message).join('\n'),
  };
}

/** Each offered change can be made, and what comes out can be read again. */
function faultsOfChanges({ findings, texts, project }: Scanned): Fault[] {
  const faults: Fault[] = [];
  for (const { ruleId, file, fixes } of findings.slice(0, MOST_CHANGES))
    for (const fix of fixes) {
      const text = texts.get(file);
      if (text !== undefined) guarded(faults, `after a change of ${ruleId}`, () => factsOf(sourceFileOf(file, edited(text, file, fix)), project));
    }
  return faults;
}

const MOST_CHANGES = 3;

// --- the whole scan ---

/** There is no such folder: nothing of this machine takes part. */
const nowhere = join(import.meta.dirname ?? '.', 'no-such-folder');

async function faultsOfScan({ files: [file], settings, secrets, hosts }: Input, rules: readonly Rule[]): Promise<Fault[]> {
  try {
    const { findings, diagnostics } = await collected(scanWith(rules, {
      root: nowhere, config: false, preset: settings.preset, includeTests: settings.includeTests, today: TODAY,
      stdin: { filename: file!.path, content: hosts.stdin === 'utf16le' ? Buffer.from(`\ufeff${file!.text}`, 'utf16le') : file!.text },
    }));
    const internal = diagnostics.filter(({ kind }) => kind === 'internal').map(({ message }): Fault => ({ kind: 'internal', what: `scan: ${message}` }));
    return [...internal, ...secretFaults(secrets, reportsOf({ findings, diagnostics }, [...reports.keys()]))];
  } catch (error) {
    return [faultOfError(error, 'scan')];
  }
}

// --- ESLint ---

const base = { plugins: { jwtlint: plugin, json: json as unknown as ESLint.Plugin }, linterOptions: { reportUnusedDisableDirectives: 'off' },
  rules: plugin.configs['all-rules'][0]!.rules } as unknown as Linter.Config;
const every = { files: ['**/*', '**/*.*', '**/.*'] };
const configs: Readonly<Record<'typescript' | 'javascript' | 'json' | 'text', Linter.Config[]>> = {
  typescript: [{ ...every, ...base, languageOptions: { parser: typescriptParser, sourceType: 'module', parserOptions: { ecmaFeatures: { jsx: true } } } }],
  javascript: [{ ...every, ...base, languageOptions: { sourceType: 'module', parserOptions: { ecmaFeatures: { jsx: true } } } }],
  json: [{ ...every, ...base, language: 'json/jsonc' }],
  text: [{ ...every, ...base, language: 'jwtlint/text' }],
};
const linter = new Linter({ cwd: nowhere });

function faultsOfLint({ files: [file], secrets }: Input): Fault[] {
  const { path, text } = file!;
  try {
    const messages = linter.verify(text, configs[configFor(path)], { filename: join(nowhere, path) });
    const own = messages.filter(({ ruleId }) => ruleId?.startsWith('jwtlint/'));
    return [
      ...own.flatMap((message) => placesOfMessage(message, text)),
      ...secretFaults(secrets, { 'a message of ESLint': own.map(({ message, suggestions = [] }) => [message, ...suggestions.map(({ desc }) => desc)].join('\n')).join('\n') }),
    ];
  } catch (error) {
    // Parsers and the scope analysis of others have limits of their own.
    return error instanceof Error && ownFrame(error) === undefined ? [] : [faultOfError(error, 'ESLint')];
  }
}

function configFor(path: string): keyof typeof configs {
  const language = languageOf(path) ?? 'text';
  if (language === 'json') return 'json';
  if (!isCode(language) || language === 'markup') return 'text';
  return language === 'js' || language === 'jsx' ? 'javascript' : 'typescript';
}

/** ESLint ends lines in code at U+2028, too. */
function placesOfMessage(
  { ruleId, line, column, endLine = line, endColumn = column, fix, suggestions = [] }: Linter.LintMessage, text: string,
): Fault[] {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|[\r\n\u2028\u2029]/);
  const isInside = (atLine: number, atColumn: number): boolean => atLine >= 1 && atLine <= lines.length && atColumn >= 1;
  const edits = [...(fix ? [fix] : []), ...suggestions.map((one) => one.fix)];
  return [
    ...(isInside(line, column) && isInside(endLine, endColumn) && (endLine > line || (endLine === line && endColumn >= column)) ? []
      : [{ kind: 'place' as const, what: `ESLint: ${ruleId ?? ''} is outside of the text` }]),
    ...(edits.every(({ range: [start, end] }) => start >= 0 && start <= end && end <= text.length) ? []
      : [{ kind: 'edit' as const, what: `ESLint: an edit of ${ruleId ?? ''} is outside of the text` }]),
  ];
}
