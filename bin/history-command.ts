// `jwtlint history`: every text that a repository ever had, once each, searched for keys and tokens that today's files do not have. So
// many commits a run; the last line says how to go on.

import type { Candidate } from '../src/findings/identity/identity.ts';
import type { Rule } from '../src/findings/rule.ts';
import { ConfigError, configFor } from '../src/hosts/config/config-file.ts';
import { listener } from '../src/hosts/known-findings.ts';
import { pastFindings } from '../src/hosts/past-findings.ts';
import { planOf, type ScanOptions } from '../src/hosts/run-options.ts';
import { collected, scanWith } from '../src/hosts/scan.ts';
import { counted } from '../src/report/pretty.ts';
import { printable } from '../src/report/writing/printable.ts';
import { entriesOfTree } from '../src/source/git-tree.ts';
import { ignoredBy } from '../src/source/ignores.ts';
import { posixWay } from '../src/source/inside.ts';
import { blobsOf, commitsIn } from '../src/source/past-blobs.ts';
import { rootFiles } from '../src/source/root-files.ts';
import { ownIgnoreFile } from '../src/source/walking/run.ts';
import { repositoryOf } from '../src/source/walking/folders.ts';
import type { OptionValues } from './option-table.ts';
import { stoppable } from './stopping.ts';
import type { Output } from './streams.ts';
import { UsageError } from './usage-error.ts';

interface Asked {
  readonly rules: readonly Rule[];
  readonly options: ScanOptions;
  readonly root: string;
  readonly own: OptionValues;
  readonly json: boolean;
}

interface Io { readonly stdout: Output; readonly stderr: Output }

const usualCommits = 2000;

/** 1 when a key or token was found. */
export async function historyCommand({ rules, options, root, own, json }: Asked, { stdout, stderr }: Io): Promise<number> {
  const top = repositoryOf(root);
  const all = top === undefined ? undefined : commitsIn(top, '--all');
  if (top === undefined || all === undefined) throw new ConfigError(['history needs a repository that git answers for']);
  const from = own.after === undefined ? 0 : all.findIndex((commit) => commit.startsWith(own.after!)) + 1;
  if (own.after !== undefined && (from === 0 || !/^[0-9a-f]{7,64}$/.test(own.after))) throw new UsageError(`--after ${own.after} is no commit of this repository`);
  if (own.limit !== undefined && !/^[1-9]\d{0,6}$/.test(own.limit)) throw new UsageError('--limit must be a number of commits');
  const commits = all.slice(from, from + Number(own.limit ?? usualCommits));
  const heard: Candidate[] = [];
  const { staged: _staged, since: _since, base: _base, baseline: _baseline, paths: _paths, ...plain } = options;
  await collected(scanWith(rules, plain, { gate: listener((found) => heard.push(...found)) }));
  const files = rootFiles(root);
  const plan = planOf(options, configFor(rules, root, options.config, files, []));
  const covered = ignoredBy(files.readFile(ownIgnoreFile) ?? '', plan.ignore);
  const prefix = posixWay(top, root);
  const ids = new Set([...entriesOfTree(top, 'HEAD')?.values() ?? []].map(({ id }) => id));
  const blobs = blobsOf(top, commits, ids);
  if (!blobs) throw new ConfigError(['git did not list the contents of these commits']);
  return stoppable(async (signal) => {
    const past = await Promise.resolve(pastFindings(blobs, {
      rules, settings: plan.settings, top, prefix: prefix === '' ? '' : `${prefix}/`, isIgnored: (path) => options.noIgnore !== true && covered(path),
      known: new Set(heard.flatMap(({ identity: { value } }) => (value ? [value.tag] : []))), isStopped: () => signal.aborted,
    }));
    if (json) stdout.write(`${JSON.stringify(past.findings.map(({ excerpts: _excerpts, ...one }) => one), undefined, 2)}\n`);
    else for (const { file, range: { start }, severity, ruleId, message } of past.findings) stdout.write(printable(`${file}:${String(start.line)}:${String(start.column)}: ${severity} ${ruleId} ${message}`) + '\n');
    const say = (line: string): void => stderr.write(`jwtlint: ${line}\n`);
    say(`${counted(past.findings.length, 'value')} found in ${counted(past.blobs, 'text')} of ${counted(commits.length, 'commit')} that today's files do not have`);
    for (const { file, message } of past.diagnostics) say(printable(`${file}: ${message}`));
    if (past.missing > 0) say(`${counted(past.missing, 'text')} not in this clone, which is a partial one`);
    if (from + commits.length < all.length) say(`${counted(all.length - from - commits.length, 'commit')} left: jwtlint history --after ${commits.at(-1)!.slice(0, 12)}`);
    return past.missing > 0 || signal.aborted ? 2 : past.findings.length > 0 ? 1 : 0;
  });
}
