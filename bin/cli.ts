// The command: arguments in, reports and an exit code out. Reports go to standard output, all else to standard error.

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { styleText } from 'node:util';
import { rules } from '../rules/all.ts';
import { nearestId } from '../src/findings/nearest.ts';
import type { Rule } from '../src/findings/rule.ts';
import { ConfigError, configFor } from '../src/hosts/config-file.ts';
import type { ScanOptions } from '../src/hosts/run-options.ts';
import { gatedScan } from '../src/hosts/gated-scan.ts';
import { collected, type Scanned } from '../src/hosts/scan.ts';
import { open, type ReportContext } from '../src/report/format.ts';
import { formats } from '../src/report/formats.ts';
import { counted, coverage } from '../src/report/pretty.ts';
import { printable } from '../src/report/printable.ts';
import { rootFiles } from '../src/source/root-files.ts';
import { argumentsOf, type Arguments } from './arguments.ts';
import { baselineCommand } from './baseline-command.ts';
import type { CommandName } from './command-table.ts';
import { fixed } from './fix-command.ts';
import { knownCounts, knownWords, newsOf, outcomeOf } from './gate-words.ts';
import { help } from './help.ts';
import { pathsListedIn } from './path-list.ts';
import { printedConfig } from './print-config.ts';
import { rootOf, type Root } from './root.ts';
import { explanation, rulesJson, rulesText } from './rules-command.ts';
import { faultText, stoppable } from './stopping.ts';
import { codeOf, inputFrom, outputTo, type Output } from './streams.ts';
import { UsageError } from './usage-error.ts';
import { writeReport } from './write-report.ts';

/** Put in by the build. */
declare const JWTLINT_VERSION: string;

const tool = { name: 'jwtlint', version: JWTLINT_VERSION };
const ruleList: readonly Rule[] = rules;

export interface Io {
  /** Throws a ConfigError when the folder is gone. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: () => Promise<Buffer>;
  readonly stdout: Output;
  readonly stderr: Output;
}

/** The exit code: 0 nothing to fail on, 1 findings, 2 the job could not be done, writing its outcome included. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  const code = await carriedOut(argv, io);
  const failure = await io.stdout.done();
  // A reader that has seen enough (`jwtlint | head`) is no error of ours, as long as what it did not see fails anyway.
  if (failure !== undefined && (failure !== 'EPIPE' || code === 0)) complain(io, `standard output did not take all that was to be written (${failure})`);
  const unsaid = await io.stderr.done();
  return [failure, unsaid].some((one) => one !== undefined && (one !== 'EPIPE' || code === 0)) ? 2 : code;
}

async function carriedOut(argv: readonly string[], io: Io): Promise<number> {
  try {
    const given = argumentsOf(argv);
    if (given.command === 'scan') return await scan(assertNoCommand(given, io), io);
    if (given.command === 'version') return print(io, `${tool.version}\n`);
    return await runs[given.command](given, io);
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof ConfigError)) throw error;
    for (const line of error.message.split('\n')) complain(io, line);
    if (error instanceof UsageError) complain(io, '--help lists what there is');
    return 2;
  }
}

const runs: Readonly<Record<CommandName, (given: Arguments, io: Io) => Promise<number> | number>> = {
  help: ({ operands: [command] }, io) => print(io, help(command)),
  rules: ({ json }, io) => print(io, json ? rulesJson(ruleList) : rulesText(ruleList)),
  explain: ({ operands: [id] }, io) => print(io, explanation(ruleNamed(id))),
  'print-config': async (given, io) => print(io, await configText(given, io)),
  baseline: async (given, io) => baselineCommand(given, ruleList, await scanOptions({ ...given, operands: given.operands.slice(1) }, io), io),
};

/** A word that would be a command elsewhere, and is no path here. */
function assertNoCommand(given: Arguments, { cwd }: Io): Arguments {
  const [first, ...rest] = given.operands;
  const cure = first === undefined || rest.length > 0 || existsSync(resolve(cwd, first)) ? undefined : noCommands[first];
  if (cure !== undefined) throw new UsageError(`there is no command "${first!}": ${cure}`);
  return given;
}

const noCommands: Readonly<Record<string, string>> = {
  init: 'jwtlint needs no set-up; a configuration is a file jwtlint.config.jsonc, e.g. { "preset": "strict" }',
  scan: 'jwtlint [paths…] scans', lint: 'jwtlint [paths…] scans', check: 'jwtlint [paths…] scans', run: 'jwtlint [paths…] scans',
  version: 'jwtlint --version says it', list: '`jwtlint rules` lists the rules',
};

function print(io: Io, text: string): number {
  io.stdout.write(text);
  return 0;
}

function complain(io: Io, message: string): void {
  io.stderr.write(`jwtlint: ${printable(message)}\n`);
}

function ruleNamed(id = ''): Rule {
  const wanted = id.replace(/^jwtlint\//, '');
  const known = ruleList.find((rule) => rule.id === wanted);
  if (known !== undefined) return known;
  if (id === '') throw new UsageError('explain wants the id of a rule');
  const meant = nearestId(wanted, ruleList.map((rule) => rule.id));
  throw new UsageError(`unknown rule "${id}"${meant === undefined ? '; `jwtlint rules` lists them' : `; did you mean "${meant}"?`}`);
}

async function scan(given: Arguments, io: Io): Promise<number> {
  const chosen = chosenFormats(given, io);
  const options = await scanOptions(given, io);
  // Not before all is read that may keep us waiting: until then, the first signal ends the process.
  return stoppable(async (signal) => {
    const look = (): Promise<Scanned> => collected(gatedScan(ruleList, { ...options, signal }));
    const found = await look();
    if (!given.fix) return concluded(given, chosen, found, io);
    const voice = { say: (line: string) => complain(io, line), print: (text: string) => io.stdout.write(text) };
    const { changed, whole } = await fixed(given.fix, ruleList, { ...options, signal }, found, voice);
    const code = concluded(given, chosen, changed ? await look() : found, io);
    return whole ? code : 2;
  });
}

function concluded(given: Arguments, chosen: Arguments['formats'], scanned: Scanned, io: Io): number {
  for (const path of scanned.missing) complain(io, `no such file or folder: ${path}`);
  for (const { file, message } of scanned.diagnostics) complain(io, `${file}: ${message}`);
  for (const note of [...scanned.proofLimits, ...scanned.notes]) complain(io, note);
  for (const line of [...closingWords(scanned), ...knownWords(scanned, given)]) complain(io, line);
  const outcome = outcomeOf(scanned, given);
  const summary = { ...scanned.summary, ...knownCounts(scanned), outcome: outcome.outcome, cause: outcome.cause };
  const written = report(given, chosen, { ...newsOf(scanned, given), summary }, io);
  if (given.stats) io.stderr.write(statsText(scanned) + configWords(given, io));
  return written ? outcome.code : 2;
}

/** What must not be overlooked. */
function closingWords({ nothing, incomplete, allowIncomplete, diagnostics, summary }: Scanned): string[] {
  const reasons = (file: string): string => [...new Set(diagnostics.filter((one) => one.incomplete && one.file === file).map(({ kind }) => kind))].join(', ');
  const named = incomplete.slice(0, mostNamed).map((file) => `${file} (${reasons(file)})`).join(', ');
  const more = incomplete.length > mostNamed ? ` and ${counted(incomplete.length - mostNamed, 'file')} more` : '';
  return [
    ...(summary.interrupted ? [`interrupted: ${counted(summary.files.seen, 'file')} had been looked at`] : []),
    ...(nothing === 'scan' ? ['nothing was looked at: there is no text here that is not ignored; --stats lists what was skipped'] : []),
    ...(nothing === 'list' ? ['nothing to look at: the list names no text that is not ignored'] : []),
    ...(incomplete.length === 0 ? [] : [
      `not analysed to the end: ${named}${more}. ${allowIncomplete ? '--allow-incomplete accepts that.' : 'The run fails for it; --allow-incomplete accepts it.'}`,
    ]),
  ];
}

/** Files in the closing line; each has a line of its own before. */
const mostNamed = 10;

function chosenFormats({ formats: asked, fix }: Arguments, { env }: Io): Arguments['formats'] {
  for (const { name } of asked)
    if (!formats.has(name)) throw new UsageError(`unknown format "${name}"; there are ${[...formats.keys()].join(', ')}`);
  if (asked.length > 0 || (fix?.does === 'show' && fix.file === undefined)) return asked;
  // What GitHub Actions makes of the log is worth having unasked.
  return [{ name: 'pretty' }, ...(env['GITHUB_ACTIONS'] === 'true' && formats.has('github') ? [{ name: 'github' }] : [])];
}

async function scanOptions(given: Arguments, io: Io): Promise<ScanOptions> {
  for (const id of Object.keys(given.rules)) ruleNamed(id);
  const root = rootOf(io.cwd);
  const config = given.config === false || given.config === undefined ? given.config : root.below(given.config);
  const baseline = given.baseline === undefined ? undefined : root.below(given.baseline);
  const { preset, minCertainty, includeTests, maxFileSize, failOn, maxWarnings, staged, since, base, now: today } = given;
  const settings = { preset, config, minCertainty, includeTests, maxFileSize, failOn, maxWarnings, staged, since, base, baseline, today };
  return {
    root: root.folder,
    env: io.env,
    ...await inputs(given, io, root),
    rules: given.rules,
    noIgnore: given.noIgnore,
    inlineIgnores: given.inlineIgnores,
    stats: given.stats,
    allowIncomplete: given.allowIncomplete,
    wordLists: given.wordLists.map(root.below),
    ...(Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as ScanOptions),
  };
}

type Inputs = Pick<ScanOptions, 'paths' | 'stdin' | 'mayBeGone'>;

async function inputs({ operands, filesFrom, stdinFilename, staged }: Arguments, io: Io, root: Root): Promise<Inputs> {
  if (stdinFilename !== undefined) {
    if (staged) throw new UsageError('--staged and --stdin-filename exclude each other');
    if (operands.some((path) => path !== '-')) throw new UsageError('--stdin-filename takes - and no other path');
    return { stdin: { filename: root.below(stdinFilename), content: await io.stdin() } };
  }
  if (operands.includes('-')) throw new UsageError('- needs --stdin-filename: the name says what the text is');
  const named = operands.map(root.below);
  const isWithin = root.below('.') !== '.';
  if (filesFrom === undefined) return named.length > 0 ? { paths: named } : isWithin ? { paths: [root.below('.')] } : {};
  const listed = pathsListedIn(filesFrom === '-' ? await io.stdin() : filesFrom, io.cwd).map(root.below);
  return { paths: [...named, ...listed], mayBeGone: listed };
}

async function configText(given: Arguments, io: Io): Promise<string> {
  const [path] = given.operands;
  const root = rootOf(io.cwd);
  const options = await scanOptions({ ...given, operands: [] }, io);
  const config = configFor(ruleList, root.folder, options.config, rootFiles(root.folder), []);
  const source = options.config === false ? undefined : options.config ?? root.config;
  const file = path === undefined ? undefined : root.below(path);
  return printedConfig({ rules: ruleList, options, config, root: root.folder, source, file });
}

/** False when a file could not be written. */
function report(given: Arguments, chosen: Arguments['formats'], scanned: Scanned, io: Io): boolean {
  const outcome = {
    ...scanned,
    findings: given.quiet ? scanned.findings.filter(({ severity }) => severity === 'error') : scanned.findings,
  };
  const words = new Map(ruleList.map((rule) => [rule.id, rule]));
  const context: ReportContext = { tool, rules: words, color: given.color === 'always', isPartial: scanned.summary.outcome === 'unfinished' };
  const results = chosen.map(({ name, file }) => {
    const { make } = formats.get(name)!;
    if (file !== undefined) return written(file, make(outcome, context), io);
    io.stdout.write(make(outcome, { ...context, color: isColored(given, io.stdout.stream) }));
    return true;
  });
  const isSaid = chosen.some(({ name, file }) => name === 'pretty' && file === undefined);
  // A clean run says what it has seen, wherever that does not disturb the report.
  if (!isSaid && !given.quiet && open(scanned.findings).length === 0) io.stderr.write(`${coverage(scanned.summary)}\n`);
  return results.every(Boolean);
}

function written(file: string, text: string, io: Io): boolean {
  const problem = writeReport(io.cwd, file, text);
  if (problem !== undefined) complain(io, `cannot write ${file} (${problem})`);
  return problem === undefined;
}

// styleText knows NO_COLOR, FORCE_COLOR and terminals; asking it once keeps every report to one answer.
const isColored = ({ color }: Arguments, stream: NodeJS.WriteStream): boolean =>
  color === 'auto' ? styleText('red', 'x', { stream }) !== 'x' : color === 'always';

function statsText({ summary, ruleTimes, resolved, skipped }: Scanned): string {
  const rows = Object.entries(ruleTimes).sort(([, a], [, b]) => b - a).map(([id, ms]) => `  ${ms.toFixed(1).padStart(9)} ms  ${id}`);
  const { calls, key, algorithms, expiry, all } = resolved;
  const followed = `Of ${calls} JWT calls outside tests: key known in ${key}, algorithms in ${algorithms}, lifetime in ${expiry}, all three in ${all}.`;
  return [
    `${coverage(summary)} ${summary.durationMs.toFixed(0)} ms.`,
    followed,
    ...(rows.length === 0 ? [] : ['Time in rules:', ...rows]),
    ...(skipped.length === 0 ? [] : ['Skipped:', ...skipped.map((path) => `  ${printable(path)}`)]),
    '',
  ].join('\n');
}

function configWords({ config }: Arguments, { cwd }: Io): string {
  const { folder, config: found } = rootOf(cwd);
  const used = config === false ? 'none' : config ?? found ?? 'none';
  return `Configuration: ${printable(used)}; paths are relative to ${printable(folder)}.\n`;
}

function currentFolder(): string {
  try {
    return process.cwd();
  } catch (error) {
    throw new ConfigError([`the current folder is not there (${codeOf(error)})`]);
  }
}

const io: Io = {
  get cwd() { return currentFolder(); },
  env: process.env, stdin: () => inputFrom(() => process.stdin), stdout: outputTo(process.stdout, 1), stderr: outputTo(process.stderr, 2),
};

function failed(error: unknown): number {
  io.stderr.write(`jwtlint: ${faultText(error)}`);
  return 2;
}

// Whatever goes wrong outside of any promise that is waited for. Nothing can be trusted to go on after it.
process.on('uncaughtException', (error: unknown) => void io.stderr.done().finally(() => process.exit(failed(error))));

// Never process.exit in a run that went well: it would cut off a report that a slow pipe has not taken yet.
process.exitCode = await main(process.argv.slice(2), io).catch(failed);
