// argv → the same with the words that people bring from other tools put into ours: `--json`, `-f`, `--no-color`, `warn`, `2`.
// What stands behind `--` is a path and stays as it is.

import { optionTable } from './option-table.ts';

const flags: Readonly<Record<string, readonly string[]>> = {
  '--no-color': ['--color', 'never'],
  '-q': ['--quiet'],
  '-v': ['--version'],
  '-V': ['--version'],
  '-f': ['--format'],
  '-c': ['--config'],
};

/** Levels of ESLint, by word and by number. */
const levels: Readonly<Record<string, string>> = { warn: 'warning', err: 'error', '0': 'off', '1': 'warning', '2': 'error' };

export const levelOf = (word: string): string => (Object.hasOwn(levels, word) ? levels[word]! : word);

/** Where an acceptance goes, as flags: of `allow` alone, for elsewhere two of them take a value. */
const intoFlags = ['--inline', '--config', '--baseline'];
const isIntoFlag = (word: string, next: string | undefined): boolean => intoFlags.includes(word) && (word === '--inline' || next === undefined || next.startsWith('-'));

/** Commands whose answer is no report. */
const takesJson: readonly string[] = optionTable.json.of;

export function inOurWords(argv: readonly string[]): string[] {
  const end = argv.indexOf('--');
  const [given, paths] = end < 0 ? [argv, []] : [argv.slice(0, end), argv.slice(end)];
  const isScan = !takesJson.includes(given.find((word) => !word.startsWith('-')) ?? '');
  const isAllow = given.find((word) => !word.startsWith('-')) === 'allow';
  return [...given.flatMap((word, at) => (isAllow && isIntoFlag(word, given[at + 1]) ? ['--into', word.slice(2)] : [word])).flatMap((word) => (Object.hasOwn(flags, word) ? flags[word]! : word === '--json' && isScan ? ['--format', 'json'] : [word])), ...paths];
}
