// The command: arguments in, reports and an exit code out. Reports go to standard output, all else to standard error.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { styleText } from 'node:util';
import { rules } from '../rules/all.ts';
import type { Finding } from '../src/findings/finding.ts';
import { faultName } from '../src/findings/fault-name.ts';
import { didYouMean } from '../src/findings/nearest.ts';
import type { Rule } from '../src/findings/rule.ts';
import { isAtLeast } from '../src/findings/settings.ts';
import { ConfigError } from '../src/hosts/config-file.ts';
import type { ScanOptions } from '../src/hosts/run-options.ts';
import { collected, scanWith, type Scanned } from '../src/hosts/scan.ts';
import { open, type ReportContext } from '../src/report/format.ts';
import { formats } from '../src/report/formats.ts';
import { coverage } from '../src/report/pretty.ts';
import { printable } from '../src/report/printable.ts';
import { UsageError, argumentsOf, type Arguments } from './arguments.ts';
import { help } from './help.ts';
import { explanation, rulesJson, rulesText } from './rules-command.ts';

/** Put in by the build. */
declare const JWTLINT_VERSION: string;

const tool = { name: 'jwtlint', version: JWTLINT_VERSION };
const ruleList: readonly Rule[] = rules;

export interface Io {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: () => Promise<Buffer>;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

/** The exit code: 0 nothing to fail on, 1 findings, 2 the job could not be done. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  try {
    const given = argumentsOf(argv);
    switch (given.command) {
      case 'help': return print(io, help);
      case 'version': return print(io, `${tool.version}\n`);
      case 'rules': return print(io, given.json ? rulesJson(ruleList) : rulesText(ruleList));
      case 'explain': return print(io, explanation(ruleNamed(given.operands[0])));
      case 'scan': return await scan(given, io);
    }
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof ConfigError)) throw error;
    for (const line of error.message.split('\n')) complain(io, line);
    if (error instanceof UsageError) complain(io, '--help lists what there is');
    return 2;
  }
}

function print(io: Io, text: string): number {
  io.stdout.write(text);
  return 0;
}

const complain = (io: Io, message: string): void => void io.stderr.write(`jwtlint: ${printable(message)}\n`);

function ruleNamed(id = ''): Rule {
  const known = ruleList.find((rule) => rule.id === id.replace(/^jwtlint\//, ''));
  if (known !== undefined) return known;
  throw new UsageError(
    id === ''
      ? 'explain wants the id of a rule'
      : `unknown rule "${id}"${didYouMean(
          id,
          ruleList.map((rule) => rule.id),
        )}`,
  );
}

async function scan(given: Arguments, io: Io): Promise<number> {
  const chosen = chosenFormats(given, io);
  const scanned = await collected(scanWith(ruleList, await scanOptions(given, io)));
  for (const path of scanned.missing) complain(io, `no such file or folder: ${path}`);
  for (const { file, message } of scanned.diagnostics) complain(io, `${file}: ${message}`);
  for (const note of scanned.untried) complain(io, note);
  const written = report(given, chosen, scanned, io);
  if (given.stats) io.stderr.write(statsText(scanned));
  return exitCode(given, scanned, written);
}

function chosenFormats({ formats: asked }: Arguments, { env }: Io): Arguments['formats'] {
  for (const { name } of asked)
    if (!formats.has(name)) throw new UsageError(`unknown format "${name}"; there are ${[...formats.keys()].join(', ')}`);
  if (asked.length > 0) return asked;
  // What GitHub Actions makes of the log is worth having unasked.
  return [{ name: 'pretty' }, ...(env['GITHUB_ACTIONS'] === 'true' && formats.has('github') ? [{ name: 'github' }] : [])];
}

async function scanOptions(given: Arguments, io: Io): Promise<ScanOptions> {
  for (const id of Object.keys(given.rules)) ruleNamed(id);
  const { preset, config, minCertainty, includeTests, maxFileSize, failOn, maxWarnings } = given;
  const settings = { preset, config, minCertainty, includeTests, maxFileSize, failOn, maxWarnings };
  return {
    root: io.cwd,
    ...await inputs(given, io),
    rules: given.rules,
    noIgnore: given.noIgnore,
    inlineIgnores: given.inlineIgnores,
    stats: given.stats,
    wordLists: given.wordLists,
    ...(Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as ScanOptions),
  };
}

async function inputs({ operands, filesFrom, stdinFilename }: Arguments, io: Io): Promise<Pick<ScanOptions, 'paths' | 'stdin'>> {
  if (stdinFilename !== undefined) {
    if (operands.some((path) => path !== '-')) throw new UsageError('--stdin-filename takes - and no other path');
    return { stdin: { filename: stdinFilename, content: await io.stdin() } };
  }
  if (operands.includes('-')) throw new UsageError('- needs --stdin-filename: the name says what the text is');
  if (filesFrom === undefined) return operands.length === 0 ? {} : { paths: operands };
  const list = filesFrom === '-' ? (await io.stdin()).toString('utf8') : listFile(filesFrom, io);
  const listed = list.split(list.includes('\0') ? '\0' : /\r?\n/).filter((path) => path !== '');
  return { paths: [...operands, ...listed] };
}

function listFile(path: string, { cwd }: Io): string {
  try {
    return readFileSync(resolve(cwd, path), 'utf8');
  } catch (error) {
    throw new UsageError(`--files-from: ${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`);
  }
}

/** False when a file could not be written. */
function report(given: Arguments, chosen: Arguments['formats'], scanned: Scanned, io: Io): boolean {
  const outcome = {
    ...scanned,
    findings: given.quiet ? scanned.findings.filter(({ severity }) => severity === 'error') : scanned.findings,
  };
  const context: ReportContext = { tool, rules: new Map(ruleList.map((rule) => [rule.id, rule])), color: given.color === 'always' };
  const results = chosen.map(({ name, file }) => {
    const { make } = formats.get(name)!;
    if (file !== undefined) return writeReport(file, make(outcome, context), io);
    io.stdout.write(make(outcome, { ...context, color: isColored(given, io.stdout) }));
    return true;
  });
  const isSaid = chosen.some(({ name, file }) => name === 'pretty' && file === undefined);
  // A clean run says what it has seen, wherever that does not disturb the report.
  if (!isSaid && !given.quiet && open(scanned.findings).length === 0) io.stderr.write(`${coverage(scanned.summary)}\n`);
  return results.every(Boolean);
}

// styleText knows NO_COLOR, FORCE_COLOR and terminals; asking it once keeps every report to one answer.
const isColored = ({ color }: Arguments, stream: NodeJS.WriteStream): boolean =>
  color === 'auto' ? styleText('red', 'x', { stream }) !== 'x' : color === 'always';

function writeReport(file: string, text: string, io: Io): boolean {
  const path = resolve(io.cwd, file);
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return true;
  } catch (error) {
    complain(io, `cannot write ${file} (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`);
    return false;
  }
}

function statsText({ summary, ruleTimes, resolved }: Scanned): string {
  const rows = Object.entries(ruleTimes).sort(([, a], [, b]) => b - a).map(([id, ms]) => `  ${ms.toFixed(1).padStart(9)} ms  ${id}`);
  const { calls, key, algorithms, expiry, all } = resolved;
  const followed = `Of ${calls} JWT calls outside tests: key known in ${key}, algorithms in ${algorithms}, lifetime in ${expiry}, all three in ${all}.`;
  return [
    `${coverage(summary)} ${summary.durationMs.toFixed(0)} ms.`,
    followed,
    ...(rows.length === 0 ? [] : ['Time in rules:', ...rows]),
    '',
  ].join('\n');
}

function exitCode({ failOnDiagnostics }: Arguments, scanned: Scanned, written: boolean): number {
  const { missing, faults, diagnostics, findings, failOn, maxWarnings } = scanned;
  if (!written || missing.length > 0 || faults > 0 || (failOnDiagnostics && diagnostics.length > 0)) return 2;
  return isFailing(open(findings), failOn, maxWarnings) ? 1 : 0;
}

function isFailing(findings: readonly Finding[], failOn: Scanned['failOn'], maxWarnings = Infinity): boolean {
  if (findings.filter(({ severity }) => severity === 'warning').length > maxWarnings) return true;
  return failOn !== 'never' && findings.some(({ severity }) => isAtLeast(severity, failOn));
}

async function allOf(stream: NodeJS.ReadStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}

// A reader that has seen enough (`jwtlint | head`) closes the pipe: no error of ours. The exit code stays what it was.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });

const frameOf = (line: string): string[] => {
  const place = /^ {4}at (?:[\w$.<> ]{1,80} \()?file:\/\/[^\s()]{0,400}\/([\w.-]{1,60}\.[jt]s:\d{1,7}:\d{1,7})\)?$/.exec(line);
  return place ? [`    at ${place[1]!}`] : [];
};

// Never process.exit: it would cut off a report that a slow pipe has not taken yet.
process.exitCode = await main(process.argv.slice(2), {
  cwd: process.cwd(), env: process.env, stdin: () => allOf(process.stdin), stdout: process.stdout, stderr: process.stderr,
}).catch((error: unknown) => {
  // The message could quote a file, and so could its lines in the stack, which look like ours: only places in our bundle are told.
  const where = error instanceof Error ? (error.stack ?? '').split('\n').flatMap(frameOf).slice(0, 5).join('\n') : '';
  process.stderr.write(`jwtlint: internal fault: ${faultName(error)}\n${where}\n`);
  return 2;
});
