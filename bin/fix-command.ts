// --fix and --fix-dry-run: the changes that findings offer, written into their files or shown as a diff; and what was done, said on
// standard error. A diff holds the lines that it takes away, and with them the secrets that stood there: on standard output
// they are masked, and only a file that the user names gets them, readable by its owner alone.

import { resolve } from 'node:path';
import type { Rule } from '../src/findings/rule.ts';
import { writeChanged } from '../src/hosts/fix-files.ts';
import { plannedFixes, type FixPlan } from '../src/hosts/fixing.ts';
import type { ScanOptions } from '../src/hosts/run-options.ts';
import type { Scanned } from '../src/hosts/scanning/result.ts';
import { counted } from '../src/report/pretty.ts';
import { shownMasked } from '../src/report/writing/masked-diff.ts';
import { unifiedDiff } from '../src/report/writing/unified-diff.ts';
import type { FixArguments } from './fix-arguments.ts';
import { writeReport } from './write-report.ts';

export interface Fixed {
  /** Something was written, so what is to be reported has to be looked for anew. */
  readonly changed: boolean;
  /** All that was to be written was. */
  readonly whole: boolean;
}

interface Voice { readonly say: (line: string) => void; readonly print: (text: string) => void }

export async function fixed(
  given: FixArguments, rules: readonly Rule[], options: ScanOptions, found: Scanned, { say, print }: Voice,
): Promise<Fixed> {
  const plan = await plannedFixes(rules, options, given.kinds, found);
  for (const { file, line, ruleId, title, why } of plan.refused) say(`${file}:${line}: not changed for ${ruleId} ("${title}"): ${why}`);
  if (given.does === 'write') return writtenInto(resolve(options.root ?? '.'), plan, say);
  say(`${counted(plan.made.length, 'change')} in ${counted(plan.files.length, 'file')}; nothing is written`);
  return shown(given.file, plan, rules, options, found, { say, print });
}

function writtenInto(root: string, { files, made }: FixPlan, say: Voice['say']): Fixed {
  const failed = new Set<string>();
  for (const { file, original, text } of files) {
    const problem = writeChanged(root, file, original, text);
    if (problem === undefined) continue;
    say(`${file} is left as it was: ${problem}`);
    failed.add(file);
  }
  const done = made.filter(({ file }) => !failed.has(file));
  for (const { file, line, ruleId, title } of done) say(`${file}:${line}: ${title} (${ruleId})`);
  say(`${counted(done.length, 'change')} in ${counted(files.length - failed.size, 'file')}`);
  return { changed: files.length > failed.size, whole: failed.size === 0 };
}

function shown(
  file: string | undefined, { files }: FixPlan, rules: readonly Rule[], { root = '.' }: ScanOptions, { findings }: Scanned, { say, print }: Voice,
): Fixed {
  const keys = new Set(rules.filter(({ category }) => category === 'keys').map(({ id }) => id));
  const diffs = files.map((one) => {
    const mark = one.original.mark ? '\uFEFF' : '';
    const own = findings.filter((finding) => finding.file === one.file && keys.has(finding.ruleId));
    const masks = file === undefined ? shownMasked(one.file, one.original.text, one.text, own, mark) : undefined;
    return unifiedDiff(one.file, mark + one.original.text, mark + one.text, masks);
  });
  const text = diffs.map((diff) => diff.text).join('');
  if (file !== undefined) {
    const problem = writeReport(resolve(root), file, text, { mode: 0o600 });
    if (problem !== undefined) say(`cannot write ${file} (${problem})`);
    return { changed: false, whole: problem === undefined };
  }
  print(text);
  const masked = diffs.reduce((sum, diff) => sum + diff.masked, 0);
  if (masked > 0) say(`${counted(masked, 'line')} of the diff ${masked === 1 ? 'is' : 'are'} masked for what could be a secret, so it can't be applied as a whole: --fix-dry-run=FILE writes one that can`);
  return { changed: false, whole: true };
}
