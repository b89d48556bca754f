// What was found → the reports that were asked for, each to its file or to standard output. In the pipelines of GitHub and Azure, the lines
// that those services pick out of the log come unasked.

import { styleText } from 'node:util';
import type { Rule } from '../src/findings/rule.ts';
import type { Scanned } from '../src/hosts/scanning/result.ts';
import type { Outcome, ReportContext } from '../src/report/format.ts';
import { open, piecesOf } from '../src/report/format.ts';
import { formats } from '../src/report/formats.ts';
import { coverage } from '../src/report/pretty.ts';
import { printable } from '../src/report/writing/printable.ts';
import { ownersIn } from '../src/source/owners.ts';
import { rootFiles } from '../src/source/root-files.ts';
import type { Arguments } from './arguments.ts';
import { rootOf } from './root.ts';
import type { Output } from './streams.ts';
import { UsageError } from './usage-error.ts';
import { writeReport } from './write-report.ts';

type Chosen = Arguments['formats'];
type Env = Readonly<Record<string, string | undefined>>;

export function chosenFormats({ formats: asked, fix }: Pick<Arguments, 'formats' | 'fix'>, env: Env): Chosen {
  for (const { name } of asked)
    if (!formats.has(name)) throw new UsageError(`unknown format "${name}"; there are ${[...formats.keys()].join(', ')}`);
  if (asked.length > 0 || (fix?.does === 'show' && fix.file === undefined)) return asked;
  return [{ name: 'pretty' }, ...unasked(env)];
}

function unasked(env: Env): Chosen {
  const summary = env['GITHUB_STEP_SUMMARY'];
  if (env['GITHUB_ACTIONS'] === 'true') return [{ name: 'github' }, ...(summary ? [{ name: 'markdown', file: summary, isAdded: true as const }] : [])];
  return env['TF_BUILD']?.toLowerCase() === 'true' ? [{ name: 'azure' }] : [];
}

interface Io { readonly cwd: string; readonly stdout: Output; readonly stderr: Output }

interface Asked extends Pick<ReportContext, 'tool' | 'sourceOf'> {
  /** Words of whoever set the floor. */
  readonly policy?: Scanned['policy'];
  /** Undefined where nothing can fail the run. */
  readonly fails: ReportContext['fails'] | undefined;
  readonly given: Pick<Arguments, 'color' | 'quiet' | 'allFindings' | 'now'>;
  readonly rules: readonly Rule[];
}

/** False when a file could not be written. */
export async function written(chosen: Chosen, found: Outcome, asked: Asked, io: Io): Promise<boolean> {
  const { given, rules, tool, fails, sourceOf, policy } = asked;
  const outcome = given.quiet ? { ...found, findings: found.findings.filter(({ severity }) => severity === 'error') } : found;
  const complain = (words: string): void => io.stderr.write(`jwtlint: ${printable(words)}\n`);
  const context: ReportContext = {
    tool, rules: withHelp(rules, policy?.help), color: given.color === 'always', guide: {},
    ...(policy?.address !== undefined && { address: policy.address }),
    isPartial: found.summary.outcome === 'unfinished', withSuppressed: given.allFindings, tell: complain,
    ended: given.now === undefined ? new Date() : new Date(`${given.now}T00:00:00Z`),
    ownersOf: owners(io.cwd),
    ...(fails && { fails }), ...(sourceOf && { sourceOf }),
  };
  const results = [];
  for (const { name, file, isAdded } of chosen) {
    const format = await formats.get(name)!.load();
    if (file === undefined) {
      const isColored = given.color === 'auto' ? hasColor(io.stdout.stream) : given.color === 'always';
      const guide = guideFor(io.stdout.stream, isColored);
      for (const piece of bundled(piecesOf(format(outcome, { ...context, color: isColored, guide })))) io.stdout.write(piece);
      continue;
    }
    const problem = writeReport(io.cwd, file, bundled(piecesOf(format(outcome, context))), { isAdded: isAdded === true });
    if (problem !== undefined) complain(`cannot write ${file} (${problem})`);
    results.push(problem === undefined);
  }
  const isSaid = chosen.some(({ name, file }) => name === 'pretty' && file === undefined);
  // A clean run says what it has seen, wherever that does not disturb the report.
  if (!isSaid && !given.quiet && open(found.findings).length === 0) io.stderr.write(`${coverage(found.summary)}\n`);
  return results.every(Boolean);
}

/** What is to be done about a rule's findings, with what the policy adds to it. */
const withHelp = (rules: readonly Rule[], help: Readonly<Record<string, string>> = {}): ReportContext['rules'] => new Map(rules.map((rule) => {
  const more = help[rule.id] ?? help['*'];
  return [rule.id, more === undefined ? rule : { ...rule, remediation: `${rule.remediation} ${more}` }];
}));

/** In logs nothing is hidden, and nothing is cut. */
const mostOnTerminal = 20;
const guideFor = ({ isTTY, columns }: NodeJS.WriteStream, color: boolean): NonNullable<ReportContext['guide']> =>
  (isTTY ? { most: mostOnTerminal, links: color, ...(columns > 0 && { columns }) } : {});

/** Read when the first one is asked for. */
function owners(cwd: string): (file: string) => readonly string[] {
  let known: ((file: string) => readonly string[]) | undefined;
  return (file) => (known ??= ownersIn(rootFiles(rootOf(cwd).folder)))(file);
}

/** Fewer and larger pieces, of which a write makes one call each. */
function* bundled(pieces: Iterable<string>): Iterable<string> {
  let text = '';
  for (const piece of pieces) {
    text += piece;
    if (text.length < bundle) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}

const bundle = 256 * 1024;

// styleText knows NO_COLOR, FORCE_COLOR and terminals; asking it once keeps every report to one answer.
const hasColor = (stream: NodeJS.WriteStream): boolean => styleText('red', 'x', { stream }) !== 'x';
