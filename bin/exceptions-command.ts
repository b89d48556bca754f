// `jwtlint exceptions`: every comment that suppresses, every acceptance of the configuration and every entry of the baseline, with its
// reason, age, last day and owner, so that somebody can ask for them one by one.

import type { Rule } from '../src/findings/rule.ts';
import { factsOf } from '../src/facts/facts-of.ts';
import { mayMatter } from '../src/facts/gate.ts';
import { shownReason } from '../src/findings/reason.ts';
import type { Allowed } from '../src/findings/options.ts';
import { exceptionsIn, isDay } from '../src/findings/settings/suppression.ts';
import { baselineAt } from '../src/hosts/baseline-file.ts';
import { gatedScan } from '../src/hosts/gated-scan.ts';
import type { ScanOptions } from '../src/hosts/run-options.ts';
import { collected } from '../src/hosts/scan.ts';
import { type Scanned } from '../src/hosts/scanning/result.ts';
import { counted } from '../src/report/pretty.ts';
import { printable } from '../src/report/writing/printable.ts';
import { posixWay } from '../src/source/inside.ts';
import { linesOf } from '../src/source/lines.ts';
import { lineDays } from '../src/source/line-days.ts';
import { ownersIn } from '../src/source/owners.ts';
import { readNamed, readSource } from '../src/source/reading.ts';
import { rootFiles } from '../src/source/root-files.ts';
import { defaultMaxFileSize } from '../src/source/size-limits.ts';
import { sourceFileOf } from '../src/source/source-file-of.ts';
import { walk } from '../src/source/walk.ts';
import { dataOf, itemsOf, memberOf, parseJsonTree } from '../src/syntax/json-tree.ts';
import { usualBaseline } from './baseline-command.ts';
import type { OptionValues } from './option-table.ts';
import type { Output } from './streams.ts';
import { UsageError } from './usage-error.ts';

interface Asked {
  readonly rules: readonly Rule[]; readonly options: ScanOptions; readonly root: string; readonly top: string;
  /** The configuration that holds, by its name. */
  readonly config: string | undefined;
  readonly today: string; readonly own: OptionValues; readonly json: boolean;
}

interface Exception {
  readonly file: string;
  /** Undefined for entries of a baseline, whose lines move. */
  readonly line?: number;
  readonly by: string;
  readonly rules: readonly string[];
  readonly reason: string;
  readonly until?: string;
  /** Why nothing needs it any more. */
  readonly stale?: string;
  readonly owners: readonly string[];
  readonly since?: string;
}

type Found = Omit<Exception, 'owners' | 'since'> & { /** What it speaks of. */ readonly about: string };

interface Io { readonly stdout: Output; readonly stderr: Output }

export async function exceptionsCommand(asked: Asked, { stdout, stderr }: Io): Promise<number> {
  const { own, today, json } = asked;
  const days = own.expiring === undefined ? undefined : daysIn(own.expiring);
  const found = await foundIn(asked);
  const isNear = (until: string | undefined): boolean =>
    days === undefined || (until !== undefined && until >= today && daysBetween(today, until) <= days);
  const wanted = found.filter(({ stale, until }) => (own.stale !== true || stale !== undefined) && isNear(until));
  const [ownersOf, since] = [ownersIn(rootFiles(asked.top)), lineDays(asked.top)];
  const prefix = posixWay(asked.top, asked.root);
  const below = (path: string): string => (prefix === '' ? path : `${prefix}/${path}`);
  const all = wanted.map(({ about, ...one }): Exception => {
    const day = one.line === undefined ? undefined : since(below(one.file), one.line);
    return { ...one, owners: ownersOf(below(about)), ...(day !== undefined && { since: day }) };
  });
  if (json) stdout.write(`${JSON.stringify(all, undefined, 2)}\n`);
  else for (const one of all) stdout.write(`${printable(lineFor(one, today))}\n`);
  if (!json) stderr.write(`jwtlint: ${counted(all.length, 'exception')}${all.length < found.length ? ` of ${String(found.length)}` : ''}\n`);
  return 0;
}

function lineFor({ file, line, by, rules, reason, until, stale, owners, since }: Exception, today: string): string {
  return [
    `${file}${line === undefined ? '' : `:${String(line)}`}: ${rules.join(', ')} by ${by}`,
    reason === '' ? 'no reason' : `"${reason}"`,
    ...(since === undefined ? [] : [`${String(Math.max(0, daysBetween(since, today)))} days old`]),
    ...(until === undefined ? [] : [`until ${until}`]),
    ...(owners.length === 0 ? [] : [`owned by ${owners.join(' ')}`]),
    ...(stale === undefined ? [] : [`stale: ${stale}`]),
  ].join('; ');
}

const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

function daysIn(text: string): number {
  const count = /^(\d{1,5})d?$/.exec(text)?.[1];
  if (count === undefined) throw new UsageError('--expiring wants days, as 30d');
  return Number(count);
}

async function foundIn(asked: Asked): Promise<readonly Found[]> {
  const { rules, options, root } = asked;
  const file = options.baseline ?? usualBaseline;
  const hasBaseline = readNamed(root, file, 0) !== undefined;
  const { baseline: _baseline, staged: _staged, since: _since, base: _base, ...plain } = options;
  const scanned = await collected(gatedScan(rules, hasBaseline ? { ...plain, baseline: file } : plain));
  const listed = hasBaseline ? baselineAt(root, file, rules).entries : [];
  const stale = new Set((scanned.known?.stale ?? []).map((one) => JSON.stringify(one)));
  return [
    ...await commentsIn(asked, scanned), ...configFilesIn(asked, scanned).flatMap((one) => acceptancesIn(one, root, scanned)),
    ...listed.map((entry): Found => ({
      file, by: 'baseline', rules: [entry.rule], reason: `in ${entry.path}`, about: entry.path, ...(stale.has(JSON.stringify(entry)) && { stale: 'no longer found' }),
    })),
  ];
}

/** What the scan says of a place in a file: unused, expired, against the policy. */
function complaintAt({ diagnostics }: Scanned, file: string, line: number, column: number): string | undefined {
  const head = `${String(line)}:${String(column)}: `;
  return diagnostics.find((one) => one.file === file && (one.kind === 'suppression' || one.kind === 'configuration') && one.message.startsWith(head))?.message.slice(head.length);
}

async function commentsIn({ options, root }: Asked, scanned: Scanned): Promise<Found[]> {
  const { files } = await walk({
    root, paths: options.paths ?? [], ignore: [], useIgnoreFiles: options.noIgnore !== true, maxFileSize: defaultMaxFileSize,
  });
  return files.flatMap(({ path, absolute }) => {
    const read = readSource(absolute, defaultMaxFileSize, path);
    if (!Buffer.isBuffer(read) || !['jwtlint-disable', 'eslint-disable'].some((word) => read.includes(word))) return [];
    const source = sourceFileOf(path, read.toString('utf8'));
    // The scan does not read on where no word of a finding stands, and so says nothing of the comment.
    const idle = mayMatter(path, read, source.language) ? undefined : 'nothing in this file needs it';
    const lines = linesOf(source.text);
    return writtenIn(source).map(({ start, by, rules, reason, until }): Found => {
      const { line, column } = lines.positionAt(start);
      const stale = complaintAt(scanned, path, line, column) ?? idle;
      return {
        file: path, line, by, rules, reason: shownReason(reason), about: path,
        ...(until !== undefined && isDay(until) && { until }), ...(stale !== undefined && { stale }),
      };
    });
  });
}

/** What no tree can be had of, a scan says by itself. */
function writtenIn(source: ReturnType<typeof sourceFileOf>): ReturnType<typeof exceptionsIn> {
  try {
    return exceptionsIn(factsOf(source));
  } catch {
    return [];
  }
}

/** Those that the user names, or that the run has read. */
function configFilesIn({ options: { config } }: Asked, { configs }: Scanned): readonly string[] {
  return config === undefined ? configs : config === false ? [] : [config];
}

function acceptancesIn(file: string, root: string, scanned: Scanned): Found[] {
  const read = readNamed(root, file, defaultMaxFileSize);
  if (!Buffer.isBuffer(read)) return [];
  const text = read.toString('utf8').replace(/^\uFEFF/, '');
  const tree = parseJsonTree(text);
  if (!tree.ok) return [];
  const lines = linesOf(text);
  const top = /(?:^|\/)package\.json$/.test(file) ? memberOf(tree.root, 'jwtlint') : tree.root;
  return itemsOf(memberOf(top, 'allow')).map((item): Found => {
    const { fingerprint, rule, files = [], reason, until } = dataOf(item) as Allowed;
    const { line, column } = lines.positionAt(item.start);
    const stale = complaintAt(scanned, file, line, column);
    const finding = scanned.findings.find((one) => one.fingerprint === fingerprint);
    return {
      file, line, by: 'configuration', rules: [rule ?? finding?.ruleId ?? 'a fingerprint'], reason: shownReason(reason), about: finding?.file ?? files[0] ?? file,
      ...(until !== undefined && { until }), ...(stale !== undefined && { stale }),
    };
  });
}
