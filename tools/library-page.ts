// What fixtures cover → docs/libraries.md: for each section a table of libraries by rules. No state is kept by hand.

import type { Rule } from '../src/findings/rule.ts';
import { rules } from '../rules/all.ts';
import { type Case } from '../test/support/fixture-file.ts';
import { relations } from './applicability.ts';
import { boundRules, type Cell, coverage, type Row, type Section } from './library-coverage.ts';

const TOPICS: readonly (readonly [Rule['category'], string])[] = [
  ['signature', 'Signature and algorithm'],
  ['claims', 'Claims and options'],
  ['keys', 'Keys'],
];

export function libraryPage(): string {
  const sections = coverage();
  const reasons = [...new Set(sections.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells.flatMap(({ reason }) => reason ?? []))))];
  return `${[
    '# Libraries',
    'What each rule knows of each library. `bad` leads to code that the rule reports, `good` to code about the same library '
      + 'that no rule reports, not even in the preset `strict`, or that this one does not. '
      + 'A letter says why the rule does not apply. Generated from the models and the fixtures by `npm run update`.',
    ...sections.map((section) => sectionOf(section, reasons)),
    '## Not applicable because',
    reasons.map((reason, at) => `- **${letterOf(at)}**: ${reason}`).join('\n'),
    '## Rules that need no model of a library',
    unboundRules().join('\n'),
  ].join('\n\n')}\n`;
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** a to z, then aa, ab and so on. */
const letterOf = (at: number): string =>
  `${at < LETTERS.length ? '' : LETTERS[Math.floor(at / LETTERS.length) - 1]!}${LETTERS[at % LETTERS.length]!}`;

function sectionOf({ title, rows }: Section, reasons: readonly string[]): string {
  return [`## ${title}`, ...TOPICS.flatMap(([topic, heading]) => {
    const ids = boundRules.filter((rule) => rule.category === topic).map(({ id }) => id);
    return [`### ${heading}`, [
      `| Library | ${ids.map((id) => `[${id}](rules/${id}.md)`).join(' | ')} |`, `| --- |${' --- |'.repeat(ids.length)}`,
      ...rows.map(
        (row) =>
          `| ${nameOf(row)} | ${ids
            .map((id) =>
              cellText(
                row.cells.find(({ ruleId }) => ruleId === id)!,
                reasons,
              ),
            )
            .join(' | ')} |`,
      ),
    ].join('\n')];
  })].join('\n\n');
}

/** `global:` is what is there without an import. */
const nameOf = ({ library: { package: name } }: Row): string => `\`${name === 'global:' ? 'WebCrypto' : name}\``;

function cellText({ reason, bad, good }: Cell, reasons: readonly string[]): string {
  if (reason !== undefined) return letterOf(reasons.indexOf(reason));
  return [link('bad', bad), link('good', good)].join(' ');
}

const link = (word: string, each: Case | undefined): string => (each ? `[${word}](../fixtures/${each.name})` : `**no ${word}**`);

const unboundRules = (): string[] => rules.flatMap(({ id }) => {
  const relation = relations[id];
  return relation && 'unbound' in relation ? [`- [${id}](rules/${id}.md) ${relation.unbound}.`] : [];
});
