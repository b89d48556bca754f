// `jwtlint allow FINGERPRINT`: one finding → an exception where it belongs, shown as a diff and written. A scan with the change says first
// that it does what it is for, and nothing else: the finding is accepted, everything still parses, no other finding comes.

import { baselineText, emptyBaseline, entryFor } from '../src/findings/identity/baseline.ts';
import { commentFormsFor, withDirective } from '../src/edits/disable-comment.ts';
import type { Finding } from '../src/findings/finding.ts';
import type { Candidate } from '../src/findings/identity/identity.ts';
import type { Allowed } from '../src/findings/options.ts';
import type { Rule } from '../src/findings/rule.ts';
import { isDay } from '../src/findings/settings/suppression.ts';
import { baselineAt } from '../src/hosts/baseline-file.ts';
import { withAcceptance } from '../src/hosts/config/config-edit.ts';
import { configAt } from '../src/hosts/config/folder-configs.ts';
import { configNames, configOf } from '../src/hosts/config/config-file.ts';
import { originalAt, writeChanged, type Original } from '../src/hosts/fix-files.ts';
import { listener } from '../src/hosts/known-findings.ts';
import { policyAt } from '../src/hosts/policy.ts';
import type { ScanOptions } from '../src/hosts/run-options.ts';
import type { Inside } from '../src/hosts/inside.ts';
import { collected, scanWith } from '../src/hosts/scan.ts';
import { type Scanned } from '../src/hosts/scanning/result.ts';
import { printable } from '../src/report/writing/printable.ts';
import { shownMasked } from '../src/report/writing/masked-diff.ts';
import { shortPrint } from '../src/report/short-print.ts';
import { unifiedDiff } from '../src/report/writing/unified-diff.ts';
import { rootFiles, type RootFiles } from '../src/source/root-files.ts';
import { readNamed } from '../src/source/reading.ts';
import { usualBaseline } from './baseline-command.ts';
import type { OptionValues } from './option-table.ts';
import type { Root } from './root.ts';
import type { Output } from './streams.ts';
import { UsageError } from './usage-error.ts';
import { writeNew, writeReport } from './write-report.ts';

interface Asked {
  readonly rules: readonly Rule[];
  readonly options: ScanOptions;
  readonly root: Root;
  readonly fingerprint: string | undefined;
  readonly own: OptionValues;
  /** The preset that holds. */
  readonly isStrict: boolean;
}

interface Io { readonly stdout: Output; readonly stderr: Output }

interface Change {
  readonly file: string;
  readonly before: string;
  readonly after: string;
  readonly original: Original | undefined;
  /** Its secret stands elsewhere, too. */
  readonly isMore?: boolean;
}

const leastSigns = 7;

export async function allowCommand(asked: Asked, { stdout, stderr }: Io): Promise<number> {
  const { rules, root, own } = asked;
  const { staged: _staged, since: _since, base: _base, baseline, ...options } = asked.options;
  const { reason, until } = reasonFor(asked);
  const heard: Candidate[] = [];
  const before = await collected(scanWith(rules, options, { gate: listener((all) => heard.push(...all)) }));
  const finding = findingFor(asked.fingerprint, before);
  const candidate = heard.find(({ finding: { rule, at } }) =>
    rule.id === finding.ruleId && at.file.path === finding.file && at.start === finding.range.start.offset)!;
  const say = (line: string): void => stderr.write(`jwtlint: ${printable(line)}\n`);
  const into = own.into ?? (commentFormsFor(finding.file).length > 0 ? 'inline' : 'config');
  if (into === 'baseline') return intoBaseline(root.folder, baseline ?? usualBaseline, candidate, rules, say);
  const inline = into === 'inline' ? await inlineChange({ rules, options, before, finding, words: wordsOf(finding.ruleId, reason, until) }) : undefined;
  if (own.into === 'inline' && inline === undefined) throw new UsageError('no comment works at that place: --config writes the exception into the configuration');
  if (inline === undefined && reason === '') throw new UsageError('an exception in the configuration needs --reason');
  const entry: Allowed = {
    fingerprint: finding.fingerprint, ...valueOf(candidate), reason, ...(until !== undefined && { until }),
  };
  const change = inline ?? await configChange({ rules, options, finding, root, entry });
  stdout.write(shownDiff(change, before, inline ? 'jwtlint-disable-' : finding.fingerprint));
  const problem = change.original
    ? writeChanged(root.folder, change.file, change.original, change.after)
    : writeNew(root.folder, change.file, change.after);
  say(problem === undefined ? `${change.file}: ${finding.ruleId} at ${finding.file}:${String(finding.range.start.line)} is accepted${until === undefined ? '' : ` until ${until}`}` : `cannot write ${change.file} (${problem})`);
  if (change.isMore === true) say('the same secret stands in other places, too, and is told there now: --config accepts it in all of them');
  return problem === undefined ? 0 : 2;
}

/** Masked like every output, but for the line that is added. */
function shownDiff({ file, before, after }: Change, { findings }: Scanned, added: string): string {
  const masks = shownMasked(file, before, after, findings.filter((one) => one.file === file));
  const lines = after.split('\n');
  return unifiedDiff(file, before, after, (side, line) => (side === 'new' && !before.includes(lines[line]!) && lines[line]!.includes(added) ? undefined : masks(side, line))).text;
}

function valueOf(candidate: Candidate): { value?: string } {
  const value = candidate.mark();
  return value === undefined ? {} : { value };
}

function reasonFor({ rules, own, options, root, isStrict }: Asked): { reason: string; until: string | undefined } {
  const reason = (own.reason ?? '').trim();
  // The words go into a comment of any format, on one line.
  if (/[\u0000-\u001f\u007f\u2028\u2029]|\*\/|--/.test(reason)) throw new UsageError('--reason is one line, without */ and --');
  if (own.until !== undefined && !isDay(own.until)) throw new UsageError('--until must be a day such as 2027-01-31');
  const demands = options.policy === undefined ? false : policyAt(rules, root.folder, options.policy).reasons === true;
  if (reason === '' && (isStrict || demands)) throw new UsageError(`${demands ? 'the policy' : 'the preset'} demands a reason: --reason 'why it is fine here'`);
  if (own.into !== undefined && !['inline', 'config', 'baseline'].includes(own.into)) throw new UsageError('--into must be one of inline, config, baseline');
  return { reason, until: own.until };
}

const wordsOf = (ruleId: string, reason: string, until: string | undefined): string =>
  [ruleId, ...(reason === '' ? [] : ['--', reason]), ...(until === undefined ? [] : [`until=${until}`])].join(' ');

function findingFor(print: string | undefined, { findings }: Scanned): Finding {
  if (print === undefined || !/^[0-9a-f]{1,32}$/.test(print)) throw new UsageError('allow wants a fingerprint, as the report shows it behind each finding');
  if (print.length < leastSigns) throw new UsageError(`a fingerprint has ${String(leastSigns)} signs at the least`);
  const found = findings.filter(({ fingerprint }) => fingerprint.startsWith(print));
  const [one] = found;
  if (one === undefined) throw new UsageError(`no finding has the fingerprint ${print}: --format json lists them, and settings such as --preset decide which there are`);
  if (found.length > 1) throw new UsageError(`${print} begins ${String(found.length)} fingerprints: ${found.slice(0, 5).map(({ fingerprint }) => shortPrint(fingerprint, 16)).join(', ')}`);
  if (one.suppressed !== null) throw new UsageError(`that finding is accepted already, by ${one.suppressed.by}`);
  return one;
}

interface Inline {
  readonly rules: readonly Rule[];
  readonly options: ScanOptions;
  readonly before: Scanned;
  readonly finding: Finding;
  readonly words: string;
}

/** The first form of comment that does it. */
async function inlineChange({ rules, options, before, finding, words }: Inline): Promise<Change | undefined> {
  const original = originalAt(options.root ?? '.', finding.file);
  if (typeof original === 'string') throw new UsageError(`${finding.file}: ${original}`);
  const open = ({ findings }: Scanned): number => findings.filter(({ suppressed }) => suppressed === null).length;
  for (const form of commentFormsFor(finding.file)) {
    const after = withDirective(original.text, finding.range.start.line - 1, form, words);
    const judged = await collected(scanWith(rules, options, { overlay: new Map([[finding.file, after]]) }));
    const offset = finding.range.start.offset + (form.at === 'line above' ? after.length - original.text.length : 0);
    const isAccepted = judged.findings.some(({ ruleId, file, range, suppressed }) =>
      ruleId === finding.ruleId && file === finding.file && range.start.offset === offset && suppressed !== null);
    if (isAccepted && judged.incomplete.length <= before.incomplete.length && open(judged) <= open(before))
      return { file: finding.file, before: original.text, after, original, isMore: open(judged) === open(before) };
  }
  return undefined;
}

interface InConfig {
  readonly rules: readonly Rule[]; readonly options: ScanOptions; readonly finding: Finding; readonly root: Root; readonly entry: Allowed;
}

async function configChange({ rules, options, finding, root, entry }: InConfig): Promise<Change> {
  if (options.config === false) throw new UsageError('--no-config and an exception in the configuration exclude each other');
  const disk = rootFiles(root.folder);
  const found = configAt(rules, root.folder, options.config, disk, finding.file).file;
  const file = found ?? configNames[0];
  const isNew = found === undefined;
  const original = isNew ? undefined : originalAt(root.folder, file);
  if (typeof original === 'string') throw new UsageError(`${file}: ${original}`);
  const before = original?.text ?? '';
  const after = withAcceptance(isNew ? '{}\n' : before, entry, /(?:^|\/)package\.json$/.test(file));
  const judged = after === undefined
    ? undefined
    : await collected(scanWith(rules, options, written(rules, disk, file, after)));
  const accepted = judged?.findings.find(({ fingerprint }) => fingerprint === finding.fingerprint);
  if (after === undefined || !accepted?.suppressed) throw new UsageError(`${file} takes no exception for this finding: write it by hand, as the README shows`);
  return { file, before, after, original };
}

/** As if the configuration were written. */
function written(rules: readonly Rule[], disk: RootFiles, file: string, after: string): Inside {
  const readFile: RootFiles['readFile'] = (path, limit) => (path === file ? after : disk.readFile(path, limit));
  const isBelow = file.includes('/') && !file.startsWith('../');
  return isBelow ? { configFiles: { ...disk, readFile } } : { config: configOf(rules, readFile, file) };
}

function intoBaseline(root: string, file: string, candidate: Candidate, rules: readonly Rule[], say: (line: string) => void): number {
  const before = readNamed(root, file, 0) === undefined ? emptyBaseline() : baselineAt(root, file, rules);
  const entries = [...before.entries, entryFor(candidate.identity, before.key)];
  const problem = writeReport(root, file, baselineText({ ...before, entries }));
  say(problem === undefined ? `${file}: one line more. Use it: jwtlint --baseline ${file}` : `cannot write ${file} (${problem})`);
  return problem === undefined ? 0 : 2;
}
