// `npm run accuracy [rule…]`: precision and recall of each rule over the labelled fixtures, and what is missed and spurious.
// A claim that is found counts as right; MISSING marks and claims not found as missed; SPURIOUS marks and findings that
// nobody claims as spurious. No claims at all: no figure. Then the same for keys and tokens made up among look-alikes.

import { rules } from '../rules/all.ts';
import { casesOf, differences } from '../test/support/fixture-file.ts';
import { judgedIn, scanned } from '../test/support/fixture-run.ts';
import { measured } from '../test/corpus/corpus.ts';

interface Tally { right: number; missed: number; spurious: number }

const wanted = new Set(process.argv.slice(2));
const tallies = new Map<string, Tally>();
const notes: string[] = [];

for (const each of casesOf()) {
  const all = scanned(each.files.map(({ file }) => file), each, rules).flatMap(({ findings }) => findings);
  for (const file of each.files) {
    const seen = judgedIn(all, file.file.path);
    for (const { ruleId } of seen) tallyOf(ruleId).right++;
    for (const { kind, ruleId, line } of file.claims) {
      if (kind === 'MISSING') missed(ruleId, `${each.name}:${String(line)} ${ruleId}: known to be missed`);
      if (kind === 'SPURIOUS') spurious(ruleId, `${each.name}:${String(line)} ${ruleId}: known to be spurious`);
    }
    for (const difference of differences(file, seen)) {
      const ruleId = rules.find(({ id }) => new RegExp(` ${id}:`).test(difference))?.id ?? '?';
      if (difference.includes(': not found')) missed(ruleId, `${each.name}: ${difference}`);
      if (difference.includes(': not claimed')) spurious(ruleId, `${each.name}: ${difference}`);
    }
  }
}

print();
if (wanted.size === 0) printCorpus();

function tallyOf(ruleId: string): Tally {
  const tally = tallies.get(ruleId) ?? { right: 0, missed: 0, spurious: 0 };
  tallies.set(ruleId, tally);
  return tally;
}

function missed(ruleId: string, note: string): void {
  tallyOf(ruleId).missed++;
  if (isWanted(ruleId)) notes.push(note);
}

/** A spurious finding was counted as right when it was seen. */
function spurious(ruleId: string, note: string): void {
  const tally = tallyOf(ruleId);
  tally.spurious++;
  tally.right--;
  if (isWanted(ruleId)) notes.push(note);
}

function isWanted(ruleId: string): boolean {
  return wanted.size === 0 || wanted.has(ruleId);
}

function print(): void {
  const shown = [...tallies].filter(([id]) => isWanted(id)).sort(([a], [b]) => (a < b ? -1 : 1));
  const total = shown.reduce((sum, [, { right, missed, spurious }]) =>
    ({ right: sum.right + right, missed: sum.missed + missed, spurious: sum.spurious + spurious }), { right: 0, missed: 0, spurious: 0 });
  console.log(row('rule', 'right', 'missed', 'spurious', 'precision', 'recall'));
  for (const [id, tally] of [...shown, ['all', total] as const])
    console.log(row(id, tally.right, tally.missed, tally.spurious, share(tally.right, tally.spurious), share(tally.right, tally.missed)));
  if (notes.length > 0) console.log(`\n${notes.join('\n')}`);
}

function row(id: string, ...cells: readonly (string | number)[]): string {
  return id.padEnd(34) + cells.map((cell) => String(cell).padStart(10)).join('');
}

function share(right: number, wrong: number): string {
  return right + wrong === 0 ? '–' : `${((100 * right) / (right + wrong)).toFixed(1)} %`;
}

function printCorpus(): void {
  const { secrets, lookAlikes, found, missed: notFound, false: wrong } = measured(20_260_101, rules);
  console.log(`\n${secrets} generated keys and tokens among ${lookAlikes} look-alikes, in files of twelve types:`);
  console.log(`${found} found (recall ${((100 * found) / secrets).toFixed(2)} %), ${wrong.length} false reports`);
  for (const one of [...notFound.map((what) => `missed: ${what}`), ...wrong.map((what) => `false: ${what}`)]) console.log(one);
}
