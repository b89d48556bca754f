// `npm run suggestions -- PATH…`: every change that a finding of preset `all` offers, made alone in memory, and what is wrong
// with it: it does not parse, its finding is still there, another finding of any rule has come, or a protection is gone.
// Without a path: the fixtures. Each path is a project of its own. Exits 1 when anything is wrong.

import { resolve } from 'node:path';
import { rules } from '../rules/all.ts';
import { changedText } from '../src/edits/changed-text.ts';
import type { Finding } from '../src/findings/finding.ts';
import { faultsOfChange } from '../src/findings/faults-of-change.ts';
import type { Inside } from '../src/hosts/inside.ts';
import { collected, scanWith } from '../src/hosts/scan.ts';
import { type Scanned as ScannedTree } from '../src/hosts/scanning/result.ts';
import { readSource } from '../src/source/reading.ts';
import { decode } from '../src/source/decode.ts';
import { sourceFileOf } from '../src/source/source-file-of.ts';
import { casesOf } from '../test/support/fixture-file.ts';
import { faultsOfFix, fixed, scanned, type Fix } from '../test/support/fixture-run.ts';
import { lostProtections } from './protections.ts';

const paths = process.argv.slice(2);
const tally = { changes: 0, wrong: 0 };
const isVerbose = paths.includes('--verbose');

if (paths.every((path) => path.startsWith('--'))) overFixtures();
for (const path of paths.filter((one) => !one.startsWith('--'))) await overProject(resolve(path));
console.log(`${tally.changes} changes, ${tally.wrong} of them at fault`);
process.exitCode = tally.wrong > 0 ? 1 : 0;

function overFixtures(): void {
  for (const each of casesOf()) {
    const files = each.files.map(({ file }) => file);
    const wide = { ...each, settings: { ...each.settings, preset: 'all' }, limit: 'info' } as const;
    const before = scanned(files, wide, rules);
    for (const finding of before.flatMap(({ findings }) => findings))
      for (const fix of finding.fixes) {
        const after = fixed(files, fix);
        const lost = files.flatMap((file, index) => lostProtections(file, after[index]!));
        told(each.name, finding, fix, [...faultsOfFix(before, wide, rules, finding, fix), ...lost]);
      }
  }
}

async function overProject(root: string): Promise<void> {
  const before = await judged(root);
  for (const finding of before.findings)
    for (const fix of finding.suppressed === null ? finding.fixes : []) {
      const overlay = changed(root, fix);
      const after = await judged(root, overlay);
      const faults = faultsOfChange(before, after, [{ finding, fix }], (path) => overlay.get(path))
        .map(({ what, file, ruleId = '', message }) => `${what}: ${file} ${ruleId} ${message}`);
      const lost = [...overlay].flatMap(([path, text]) =>
        lostProtections(sourceFileOf(path, textOf(root, path)), sourceFileOf(path, text)));
      told(root, finding, fix, [...faults, ...lost]);
    }
}

function judged(root: string, overlay?: Inside['overlay']): Promise<ScannedTree> {
  return collected(scanWith(rules, { root, preset: 'all', config: false, allowIncomplete: true }, overlay ? { overlay } : {}));
}

function changed(root: string, { edits }: Fix): Map<string, string> {
  return new Map([...new Set(edits.map(({ file }) => file))].map((path) =>
    [path, changedText(textOf(root, path), edits.filter(({ file }) => file === path))]));
}

function textOf(root: string, path: string): string {
  const read = readSource(resolve(root, path), undefined, path);
  const decoded = read instanceof Uint8Array ? decode(read, true) : undefined;
  if (decoded?.ok !== true) throw new Error(`${path} can't be read`);
  return decoded.text;
}

function told(where: string, { file, range, ruleId }: Finding, { title }: Fix, faults: readonly string[]): void {
  tally.changes++;
  if (faults.length > 0) tally.wrong++;
  if (faults.length > 0 || isVerbose) console.log(`${where} ${file}:${range.start.line} ${ruleId}: "${title}"`);
  for (const fault of faults) console.log(`    ${fault}`);
}
