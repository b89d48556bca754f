// The tables of commands and options → what --help prints, for the whole or for one command.

import { formats } from '../src/report/formats.ts';
import { commandRows, commandTable, isCommand, type CommandRow } from './command-table.ts';
import { optionRows, optionTopics, spelled, type OptionRow } from './option-table.ts';

const width = 120;
const indent = 29;

export function help(command?: string): string {
  return isCommand(command) ? helpOf(command, commandTable[command]) : helpOfAll;
}

function helpOf(name: string, { operands, summary, scans }: CommandRow): string {
  const own = optionRows.filter(([, { of }]) => of?.includes(name) === true);
  return `${[
    `jwtlint ${name}${operands === '' ? '' : ` ${operands}`}`, '', wrapped(`${summary}.`, 0).replace(/^./, (first) => first.toUpperCase()),
    ...(own.length === 0 ? [] : ['', 'Options', ...linesOf(own)]),
    ...(scans === true ? ['', 'It takes the options of a scan as well: jwtlint --help.'] : []),
  ].join('\n')}\n`;
}

const row = (head: string, words: string): string =>
  (head.length > indent - 2 ? `${head}\n${' '.repeat(indent)}` : head.padEnd(indent)) + wrapped(words, indent);

/** At blanks, as far as there are any. */
function wrapped(words: string, from: number): string {
  const lines = [''];
  for (const word of words.split(' ')) {
    const last = lines.at(-1)!;
    if (last !== '' && from + last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines.join(`\n${' '.repeat(from)}`);
}

const linesOf = (rows: readonly (readonly [string, OptionRow])[], isWhole = false): string[] =>
  rows.map(([name, option]) => row(`  ${spelled(name, option)}`, (isWhole && option.of ? `${option.of.join(', ')}: ` : '') + option.summary));

const helpOfAll = `jwtlint finds JWT and secret misuse in JavaScript and TypeScript projects.

${[
  row('jwtlint [options] [paths…]', 'files, folders or globs; the current folder when none is given'),
  ...commandRows.map(([name, { operands, summary }]) => row(`jwtlint ${name}${operands === '' ? '' : ` ${operands}`}`, summary)),
].join('\n')}

${Object.entries(optionTopics).map(([topic, title]) => [title, ...linesOf(optionRows.filter(([, option]) => option.topic === topic), true), ''].join('\n')).join('\n')}
Formats
${[...formats].map(([name, { summary }]) => row(`  ${name}`, summary)).join('\n')}

Exit code: 0 nothing to fail on; 1 findings; 2 the scan could not do its job: bad arguments or configuration, a path that is
not there, a file that matters but was not analysed to its end, nothing to look at, a report that could not be written, an
interruption, a fault of its own. What was found is reported all the same. jwtlint help COMMAND says what a command takes.
`;
