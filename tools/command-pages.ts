// The tables of options and commands → the tables of the README.

import { commandRows } from '../bin/command-table.ts';
import { optionRows, spelled } from '../bin/option-table.ts';

const cell = (text: string): string => text.replaceAll('|', '\\|');

/** Every row but those about the command itself. */
export function optionPage(): string {
  const rows = optionRows.filter(([, { topic }]) => topic !== 'self').map(([name, option]) => {
    const of = option.of === undefined ? '' : `\`${option.of.join('`, `')}\`: `;
    return `| \`${cell(spelled(name, option))}\` | ${of}${cell(option.summary)} |`;
  });
  return ['| Option | |', '| --- | --- |', '| `[paths…]` | files, folders or globs; a literal path wins over a glob |', ...rows].join('\n');
}

export function commandPage(): string {
  const rows = commandRows.map(([name, { operands, summary }]) => `| \`jwtlint ${name}${operands === '' ? '' : ` ${cell(operands)}`}\` | ${cell(summary)} |`);
  return ['| Command | |', '| --- | --- |', ...rows].join('\n');
}
