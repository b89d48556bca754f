// `npm run test:fixture -- NAME…`: the fixtures whose name holds one of the words, in a few seconds: what differs from their
// claims, with the lines it is about. Exits 1 when anything differs, 2 when no fixture has such a name.

import { checks, resultsOf } from '../test/support/fixture-checks.ts';
import { type Case, casesOf } from '../test/support/fixture-file.ts';

const words = process.argv.slice(2);
const chosen = casesOf().filter(({ name }) => words.some((word) => name.includes(word)));
if (chosen.length === 0) {
  console.error(words.length === 0 ? 'usage: npm run test:fixture -- NAME…, a part of `no-alg-none/bad.ts`' : `no fixture has a name with ${words.join(' or ')}`);
  process.exit(2);
}

let failed = 0;
for (const each of chosen) {
  const results = resultsOf(each);
  const faults = checks.filter(({ asksAbout }) => asksAbout(each))
    .flatMap((check) => check.faults(each, results).map((fault) => ({ name: check.name, fault })));
  if (faults.length === 0) continue;
  failed++;
  console.log(`\n${each.name}`);
  for (const { name, fault } of faults) console.log(`  ${name}? No:\n    ${fault}\n${frameOf(each, fault)}`);
  console.log(`  again: npm run test:fixture -- ${each.name}`);
}
console.log(`${chosen.length - failed} fixtures as claimed, ${failed} not`);
process.exitCode = failed > 0 ? 1 : 0;

/** The line that the words name, with its neighbours: as committed for a claim, as scanned for a finding. */
function frameOf({ files }: Case, fault: string): string {
  const named = files.map((one) => ({ one, at: /^(?: \(fixture line (\d+)\)|:(\d+) )/.exec(fault.startsWith(one.file.path) ? fault.slice(one.file.path.length) : '') }))
    .find(({ at }) => at !== null);
  if (named === undefined || named.at === null) return '';
  const [, ofFixture, ofFile] = named.at;
  const lines = (ofFixture === undefined ? named.one.file.text : named.one.written).split('\n');
  const line = Number(ofFixture ?? ofFile);
  return [line - 1, line, line + 1].filter((each) => each >= 1 && each <= lines.length)
    .map((each) => `    ${each === line ? '>' : ' '} ${String(each).padStart(4)} | ${lines[each - 1]!}\n`).join('');
}
