// argv → the same with the words that people bring from other tools put into ours: `--json`, `-f`, `--no-color`, `warn`, `2`.
// What stands behind `--` is a path and stays as it is.

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

export function inOurWords(argv: readonly string[]): string[] {
  const end = argv.indexOf('--');
  const [given, paths] = end < 0 ? [argv, []] : [argv.slice(0, end), argv.slice(end)];
  const isScan = !['rules'].includes(given.find((word) => !word.startsWith('-')) ?? '');
  return [...given.flatMap((word) => (Object.hasOwn(flags, word) ? flags[word]! : word === '--json' && isScan ? ['--format', 'json'] : [word])), ...paths];
}
