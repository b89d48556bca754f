// `jwtlint rules` and `jwtlint explain RULE`: the words of the rules, for eyes and for tools.

import { citationsOf } from '../src/findings/references.ts';
import type { Rule } from '../src/findings/rule.ts';

export function rulesText(rules: readonly Rule[]): string {
  const width = Math.max(...rules.map(({ id }) => id.length), 0);
  return rules.map(({ id, severity, recommended, summary }) =>
    `${id.padEnd(width)}  ${severity.padEnd(7)}  ${recommended ? ' ' : '*'}  ${summary}\n`).join('')
    + (rules.some(({ recommended }) => !recommended) ? '\n* in the presets strict and all only\n' : '');
}

export const rulesJson = (rules: readonly Rule[]): string =>
  `${JSON.stringify(rules.map(({ id, severity, recommended, category, summary, why, remediation, references, options, since, formerly }) =>
    ({ id, ...(formerly && { formerly }), ...(since !== undefined && { since }), severity, recommended, category, summary, why, remediation, references, options: options ?? {} })), undefined, 2)}\n`;

export function explanation({ id, severity, recommended, summary, why, remediation, references, options }: Rule): string {
  const settings = Object.entries(options ?? {}).map(([name, value]) => `  ${name} (default ${JSON.stringify(value)})`);
  const sources = citationsOf(references).map(({ text }) => text);
  return [
    `${id} (${severity}, ${recommended ? 'in every preset' : 'in strict and all only'})`,
    '',
    summary,
    '',
    `Why: ${why}`,
    `Instead: ${remediation}`,
    ...(settings.length === 0 ? [] : ['', 'Options:', ...settings]),
    ...(sources.length === 0 ? [] : ['', `See: ${sources.join(', ')}`]),
    '',
    'Switch it off for one line, with a reason:',
    `  // jwtlint-disable-next-line ${id} -- why it is fine here`,
    '',
  ].join('\n');
}
