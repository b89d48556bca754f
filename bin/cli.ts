// The command: arguments in, reports and an exit code out. Reports go to standard output, all else to standard error.

import { existsSync } from 'node:fs';
import { posix, resolve } from 'node:path';
import { rules } from '../rules/all.ts';
import { nearestId } from '../src/findings/nearest.ts';
import type { Rule } from '../src/findings/rule.ts';
import { isNewerThan, ruleCalled, sinceOf } from '../src/findings/rule-names.ts';
import { configAt } from '../src/hosts/config/folder-configs.ts';
import { ConfigError } from '../src/hosts/config/config-file.ts';
import { planOf, type ScanOptions } from '../src/hosts/run-options.ts';
import { gatedScan } from '../src/hosts/gated-scan.ts';
import { collected } from '../src/hosts/scan.ts';
import { type Scanned } from '../src/hosts/scanning/result.ts';
import { counted, coverage } from '../src/report/pretty.ts';
import { printable, printableFirst } from '../src/report/writing/printable.ts';
import { rootFiles } from '../src/source/root-files.ts';
import { agentHookCommand } from './agent-hook-command.ts';
import { agentNames } from './agent-table.ts';
import { allowCommand } from './allow-command.ts';
import { argumentsOf, type Arguments } from './arguments.ts';
import { baselineCommand } from './baseline-command.ts';
import type { CommandName } from './command-table.ts';
import { completion } from './completion.ts';
import { doctorCommand } from './doctor-command.ts';
import { exceptionsCommand } from './exceptions-command.ts';
import { lineExplained, lineNamed } from './explain-line.ts';
import { fixed } from './fix-command.ts';
import { failingBy, knownCounts, knownWords, newsOf, outcomeOf } from './gate-words.ts';
import { help } from './help.ts';
import { historyCommand } from './history-command.ts';
import { initCommand } from './init-command.ts';
import { mapCommand } from './map-command.ts';
import { pathsListedIn } from './path-list.ts';
import { printedConfig } from './print-config.ts';
import { progressLine } from './progress-line.ts';
import { reportCommand } from './report-command.ts';
import { chosenFormats, written } from './reporting.ts';
import { rootOf, type Root } from './root.ts';
import { explanation, rulesJson, rulesText } from './rules-command.ts';
import { faultText, stoppable } from './stopping.ts';
import { codeOf, inputFrom, outputTo, type Output } from './streams.ts';
import { UsageError } from './usage-error.ts';
import { repositoryOf } from './write-report.ts';

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
  rules: ({ json, own }, io) => {
    const since = own['changed-since'];
    if (since !== undefined && !/^\d{1,4}\.\d{1,4}(?:\.\d{1,4})?$/.test(since)) throw new UsageError('--changed-since wants a version, as 0.2');
    const chosen = since === undefined ? ruleList : ruleList.filter((rule) => isNewerThan(sinceOf(rule), since));
    if (chosen.length === 0) io.stderr.write(`jwtlint: no rule is newer than ${since!}\n`);
    return print(io, json ? rulesJson(chosen) : rulesText(chosen));
  },
  completion: ({ operands: [shell] }, io) => print(io, completion(shell, ruleList.map(({ id }) => id))),
  explain: async (given, io) => {
    const [id = ''] = given.operands;
    const named = lineNamed(id);
    if (named === undefined) return print(io, explanation(ruleNamed(id)));
    const root = rootOf(io.cwd);
    const options = await wholeOptions(given, io);
    return print(io, await lineExplained({ rules: ruleList, options, root: root.folder, file: root.below(named.file), line: named.line }));
  },
  'print-config': async (given, io) => print(io, await configText(given, io)),
  report: (given, io) => reportCommand(given, ruleList, tool, io),
  allow: async (given, io) => {
    const root = rootOf(io.cwd);
    const options = await wholeOptions(given, io);
    const { settings: { preset } } = planOf(options, configAt(ruleList, root.folder, options.config, rootFiles(root.folder), root.below('.')).config);
    return allowCommand({ rules: ruleList, options, root, fingerprint: given.operands[0], own: given.own, isStrict: preset !== 'recommended' }, io);
  },
  exceptions: async (given, io) => {
    const root = rootOf(io.cwd);
    const options = await scanOptions(given, io);
    const today = given.now ?? new Date().toISOString().slice(0, 10);
    return exceptionsCommand({
      rules: ruleList, options, root: root.folder, top: repositoryOf(root.folder), config: root.config, today,
      own: given.own, json: given.json,
    }, io);
  },
  history: async (given, io) => historyCommand({
    rules: ruleList, options: await wholeOptions(given, io), root: rootOf(io.cwd).folder, own: given.own, json: given.json,
  }, io),
  map: async (given, io) => mapCommand({
    rules: ruleList, tool, options: await scanOptions(given, io), formats: given.formats, includeTests: given.includeTests === true,
  }, io),
  init: ({ own }, io) => initCommand({
    root: rootOf(io.cwd), top: repositoryOf(io.cwd), version: tool.version, yes: own.yes === true, ...agentNamed(own.agent),
  }, io),
  'agent-hook': (given, io) => agentHookCommand(async () => {
    const { paths: _here, ...options } = await wholeOptions(given, io);
    return { rules: ruleList, tool, optionsFor: (root) => ({ ...options, root }) };
  }, io),
  doctor: async (given, io) => doctorCommand({
    rules: ruleList, options: await wholeOptions(given, io), root: rootOf(io.cwd), top: repositoryOf(io.cwd),
    proves: given.own.prove === true,
  }, io),
  baseline: async (given, io) =>
    baselineCommand(given, ruleList, await scanOptions({ ...given, operands: given.operands.slice(1) }, io), io),
};

function agentNamed(name: string | undefined): Pick<Parameters<typeof initCommand>[0], 'agent'> {
  const agent = agentNames.find((one) => one === name);
  if (name !== undefined && agent === undefined) throw new UsageError(`--agent wants one of ${agentNames.join(', ')}`);
  return agent === undefined ? {} : { agent };
}

/** A word that would be a command elsewhere, and is no path here. */
function assertNoCommand(given: Arguments, { cwd }: Io): Arguments {
  const [first, ...rest] = given.operands;
  const cure = first === undefined || rest.length > 0 || existsSync(resolve(cwd, first)) ? undefined : noCommands[first];
  if (cure !== undefined) throw new UsageError(`there is no command "${first!}": ${cure}`);
  return given;
}

const noCommands: Readonly<Record<string, string>> = {
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
  const known = ruleCalled(ruleList, wanted);
  if (known !== undefined) return known;
  if (id === '') throw new UsageError('explain wants the id of a rule');
  const meant = nearestId(wanted, ruleList.map((rule) => rule.id));
  throw new UsageError(`unknown rule "${id}"${meant === undefined ? '; `jwtlint rules` lists them' : `; did you mean "${meant}"?`}`);
}

async function scan(given: Arguments, io: Io): Promise<number> {
  const chosen = chosenFormats(given, io.env);
  const options = await scanOptions(given, io);
  // Not before all is read that may keep us waiting: until then, the first signal ends the process.
  return stoppable(async (signal) => {
    const progress = progressLine(given.own.progress, io.stderr, io.env);
    const look = async (): Promise<Scanned> => {
      try {
        return await collected(gatedScan(ruleList, { ...options, signal, ...(progress && { progress: progress.told }) }));
      } finally {
        progress?.end();
      }
    };
    const found = await look();
    if (!given.fix) return await concluded(given, chosen, found, io);
    const voice = { say: (line: string) => complain(io, line), print: (text: string) => io.stdout.write(text) };
    const { changed, whole } = await fixed(given.fix, ruleList, { ...options, signal }, found, voice);
    const code = await concluded(given, chosen, changed ? await look() : found, io);
    return whole ? code : 2;
  });
}

async function concluded(given: Arguments, chosen: Arguments['formats'], scanned: Scanned, io: Io): Promise<number> {
  for (const path of scanned.missing) complain(io, `no such file or folder: ${path}`);
  for (const { file, message } of scanned.diagnostics) complain(io, `${file}: ${message}`);
  for (const note of [...scanned.proofLimits, ...scanned.notes]) complain(io, note);
  for (const line of [...closingWords(scanned), ...knownWords(scanned, given)]) complain(io, line);
  const outcome = outcomeOf(scanned, given);
  const summary = { ...scanned.summary, ...knownCounts(scanned), outcome: outcome.outcome, cause: outcome.cause };
  const asked = { given, tool, rules: ruleList, fails: failingBy(scanned.failOn), sourceOf: scanned.sourceOf, policy: scanned.policy };
  const writing = performance.now();
  const isWritten = await written(chosen, { ...newsOf(scanned, given), summary }, asked, io);
  if (given.stats) io.stderr.write(statsText(scanned, performance.now() - writing) + configWords(given, io));
  return isWritten ? outcome.code : 2;
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

/** Of commands whose operands are no paths. */
const wholeOptions = (given: Arguments, io: Io): Promise<ScanOptions> => scanOptions({ ...given, operands: [] }, io);

async function scanOptions(given: Arguments, io: Io): Promise<ScanOptions> {
  const levels = Object.fromEntries(Object.entries(given.rules).map(([id, level]) => [ruleNamed(id).id, level]));
  const root = rootOf(io.cwd);
  const config = given.config === false || given.config === undefined ? given.config : root.below(given.config);
  const baseline = given.baseline === undefined ? undefined : root.below(given.baseline);
  const { preset, minCertainty, includeTests, maxFileSize, failOn, maxWarnings, staged, since, base, now: today } = given;
  const named = given.own.policy ?? io.env['JWTLINT_POLICY'];
  const policy = named === undefined || named === '' ? undefined : resolve(io.cwd, named);
  const settings = {
    preset, config, minCertainty, includeTests, maxFileSize, failOn, maxWarnings, staged, since, base, baseline, policy,
    commits: given.own.commits, today,
  };
  return {
    root: root.folder,
    ...(root.from !== '' && { from: root.from }),
    env: io.env,
    ...await inputs(given, io, root),
    rules: levels,
    noIgnore: given.noIgnore,
    inlineIgnores: given.inlineIgnores,
    stats: given.stats,
    allowIncomplete: given.allowIncomplete,
    wordLists: given.wordLists.map(root.below),
    ...Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)),
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
  const options = await wholeOptions(given, io);
  const file = path === undefined ? undefined : root.below(path);
  const { config, file: source } = configAt(ruleList, root.folder, options.config, rootFiles(root.folder), file ?? posix.join(root.from, '.'));
  return printedConfig({ rules: ruleList, options, config, root: root.folder, source, file });
}

function statsText({ summary, ruleTimes, stageTimes, resolved, skipped }: Scanned, reportMs: number): string {
  const row = ([id, ms]: readonly [string, number]): string => `  ${ms.toFixed(1).padStart(9)} ms  ${id}`;
  const rows = Object.entries(ruleTimes).sort(([, a], [, b]) => b - a).map(row);
  const known = Object.entries(stageTimes);
  const rest = summary.durationMs - known.reduce((sum, [, ms]) => sum + ms, 0);
  const { calls, key, algorithms, expiry, all } = resolved;
  const followed = `Of ${calls} JWT calls outside tests: key known in ${key}, algorithms in ${algorithms}, lifetime in ${expiry}, all three in ${all}.`;
  return [
    `${coverage(summary)} ${summary.durationMs.toFixed(0)} ms.`,
    followed,
    'Time by stage:', ...[...known, ['the rest', Math.max(0, rest)] as const, ['report', reportMs] as const].map(row),
    ...(rows.length === 0 ? [] : ['Time in rules:', ...rows]),
    ...(skipped.length === 0 ? [] : ['Skipped:', ...skipped.map((path) => `  ${printableFirst(path)}`)]),
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
