// `jwtlint report FILE… --format …`: saved JSON reports → one, in any format, compared with an older one if asked. Files of the
// project are looked at only for what a format counts in bytes or hashes, and only while they still say what the report says of
// them.

import { open } from '../src/report/format.ts';
import type { Outcome } from '../src/report/format.ts';
import { against, merged, type Compared, type Part } from '../src/report/merging.ts';
import { counted } from '../src/report/pretty.ts';
import { printable, printableFirst } from '../src/report/writing/printable.ts';
import { mostFindings, NoReport, savedReport } from '../src/report/saved-report.ts';
import type { Finding } from '../src/findings/finding.ts';
import type { Rule } from '../src/findings/rule.ts';
import type { FailOn } from '../src/hosts/config/config.ts';
import { ConfigError } from '../src/hosts/config/config-file.ts';
import { linesOf } from '../src/source/lines.ts';
import { ownersIn } from '../src/source/owners.ts';
import { readNamed } from '../src/source/reading.ts';
import { rootFiles, type RootFiles } from '../src/source/root-files.ts';
import type { Arguments } from './arguments.ts';
import { failingBy, newsOf } from './gate-words.ts';
import { chosenFormats, written } from './reporting.ts';
import { rootOf } from './root.ts';
import type { Output } from './streams.ts';
import { UsageError } from './usage-error.ts';

interface Io {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: () => Promise<Buffer>;
  readonly stdout: Output;
  readonly stderr: Output;
}

/** A hundred thousand findings are a quarter of it. */
export const mostReport = 400 * 1024 * 1024;

export async function reportCommand(
  given: Arguments, rules: readonly Rule[], tool: { name: string; version: string }, io: Io,
): Promise<number> {
  if (given.operands.length === 0) throw new UsageError('report wants one or more files that --format json wrote');
  const say = (words: string): void => io.stderr.write(`jwtlint: ${printable(words)}\n`);
  const now = merged(await partsOf(given.operands, io));
  const compared = given.against.length > 0 ? against(merged(await partsOf(given.against, io)), now) : undefined;
  const outcome = compared?.outcome ?? now;
  const ended = endOf(outcome, compared, given);
  if (ended.code === 2) say(`not all that should have been looked at was: ${outcome.summary.cause ?? 'unfinished'}. --allow-incomplete accepts it.`);
  const files = rootFiles(rootOf(io.cwd).folder);
  const known = compared ? { ...outcome, findings: newsOf(outcome, given).findings } : outcome;
  const shown = { ...known, summary: { ...outcome.summary, outcome: ended.outcome, cause: ended.cause } };
  const isTable = given.by !== undefined && !given.formats.some(({ file }) => file === undefined);
  if (isTable) io.stdout.write(tableBy(given.by, shown.findings, files));
  else if (given.by !== undefined) throw new UsageError('--by prints a table: write reports beside it to files, as --format json=FILE');
  const chosen = isTable ? given.formats : chosenFormats(given, io.env);
  const isWritten = await written(chosen, shown, { given, tool, rules, fails: failingBy(given.failOn ?? 'error'), sourceOf: sourcesOf(files, shown.findings) }, io);
  if (compared) for (const words of comparisonWords(compared)) say(words);
  return isWritten ? ended.code : 2;
}

async function partsOf(operands: readonly string[], io: Io): Promise<Part[]> {
  const parts: Part[] = [];
  let findings = 0;
  for (const operand of operands) {
    const [name, file] = namedFile(operand, io.cwd);
    const outcome = await reportIn(file, io);
    findings += outcome.findings.length;
    if (findings > mostFindings) throw new ConfigError([`${file}: with it there are more than ${mostFindings} findings`]);
    parts.push({ outcome, ...(name !== undefined && { name }) });
  }
  return parts;
}

/** `shop=shop.json` puts `shop/` before all paths. A file of that very name wins. */
function namedFile(operand: string, cwd: string): [name: string | undefined, file: string] {
  const cut = operand.indexOf('=');
  if (cut <= 0 || readNamed(cwd, operand, 0) !== undefined) return [undefined, operand];
  const name = operand.slice(0, cut);
  if (!/^(?!\.{1,2}$)[\w.@-]{1,100}$/.test(name)) throw new UsageError(`"${name}" cannot stand before paths: letters, digits and . _ @ - can`);
  return [name, operand.slice(cut + 1)];
}

async function reportIn(file: string, io: Io): Promise<Outcome> {
  const read = file === '-' ? await io.stdin() : readNamed(io.cwd, file, mostReport);
  if (read === undefined) throw new ConfigError([`${file}: there is no such file`]);
  if (!Buffer.isBuffer(read)) throw new ConfigError([`${file}: ${read.message}`]);
  try {
    return savedReport(read.toString('utf8'));
  } catch (error) {
    if (error instanceof NoReport) throw new ConfigError([`${file}: ${error.message}`]);
    throw error;
  }
}

// --- how it ends ---

interface Ended { readonly code: 0 | 1 | 2; readonly outcome: 'passed' | 'failed' | 'unfinished'; readonly cause: NonNullable<Outcome['summary']['cause']> }

function endOf({ findings, summary }: Outcome, compared: Compared | undefined, given: Arguments): Ended {
  const { failOn, maxWarnings = Infinity, allowIncomplete } = given;
  if ((summary.outcome === 'unfinished' || summary.interrupted) && !allowIncomplete)
    return { code: 2, outcome: 'unfinished', cause: summary.cause ?? 'interrupted' };
  const fresh = open(findings);
  // A comparison asks for what is new, whatever its level, unless told otherwise.
  const limit: FailOn = failOn ?? (compared ? 'info' : 'error');
  if (fresh.some(failingBy(limit) ?? (() => false))) return { code: 1, outcome: 'failed', cause: 'findings' };
  if (fresh.filter(({ severity }) => severity === 'warning').length > maxWarnings) return { code: 1, outcome: 'failed', cause: 'too many warnings' };
  return { code: 0, outcome: 'passed', cause: fresh.length > 0 ? 'nothing that fails' : 'no findings' };
}

const mostNamed = 10;

function comparisonWords({ added, same, moved, fixed }: Compared): string[] {
  const named = fixed.slice(0, mostNamed).map(({ file, range, ruleId }) => `fixed: ${file}:${range.start.line} ${ruleId}`);
  return [
    ...named,
    ...(fixed.length > mostNamed ? [`fixed: ${fixed.length - mostNamed} more`] : []),
    `${added.length} new, ${fixed.length} fixed, ${same} the same, ${moved} moved`,
  ];
}

// --- tables ---

function tableBy(what: NonNullable<Arguments['by']>, findings: readonly Finding[], files: RootFiles): string {
  const owners = what === 'owner' ? ownersIn(files) : () => [];
  const groupsOf = ({ ruleId, file }: Finding): readonly string[] => {
    if (what === 'rule') return [ruleId];
    if (what === 'repo') return [file.includes('/') ? file.slice(0, file.indexOf('/')) : '.'];
    const own = owners(file);
    return own.length > 0 ? own : ['(nobody)'];
  };
  const counts = new Map<string, { error: number; warning: number; info: number }>();
  for (const finding of open(findings))
    for (const group of groupsOf(finding)) {
      const own = counts.get(group) ?? { error: 0, warning: 0, info: 0 };
      own[finding.severity]++;
      counts.set(group, own);
    }
  const rows = [...counts].sort(([a, m], [b, n]) => n.error - m.error || n.warning - m.warning || n.info - m.info || (a < b ? -1 : 1));
  const width = Math.max(what.length, ...rows.map(([name]) => name.length));
  const line = (name: string, cells: readonly (string | number)[]): string => `${printableFirst(name).padEnd(width)}${cells.map((one) => String(one).padStart(9)).join('')}\n`;
  return [line(what, ['error', 'warning', 'info']), ...rows.map(([name, { error, warning, info }]) => line(name, [error, warning, info]))].join('')
    + `${counted(open(findings).length, 'finding')}.\n`;
}

// --- texts of the project ---

/** Of files that findings are in, where all of their findings still stand as the report says. */
function sourcesOf(files: RootFiles, findings: readonly Finding[]): (file: string) => { text: string; mark: boolean } | undefined {
  const byFile = new Map<string, Finding[]>();
  for (const finding of findings) {
    const own = byFile.get(finding.file);
    if (own) own.push(finding);
    else byFile.set(finding.file, [finding]);
  }
  return (file) => {
    const own = byFile.get(file);
    const read = own === undefined ? undefined : files.readFile(file);
    if (own === undefined || read === undefined) return undefined;
    const mark = read.startsWith('\uFEFF');
    const text = mark ? read.slice(1) : read;
    const lines = linesOf(text);
    const stands = own.every(({ range }) => [range.start, range.end].every(({ offset, line, column }) => {
      const here = lines.positionAt(offset);
      return here.offset === offset && here.line === line && here.column === column;
    }));
    return stands ? { text, mark } : undefined;
  };
}
