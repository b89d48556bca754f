// --fix, --fix-dry-run and --fix-type: what is to be changed, and where that goes. Refuses what cannot be had together.

import { fixKinds, type FixKind } from '../src/hosts/fixing.ts';
import { valueOfFixDryRun, type OptionValues } from './option-table.ts';
import { UsageError } from './usage-error.ts';

export interface FixArguments {
  /** `write`: into the files; `show`: as a diff, on standard output or in a file. */
  readonly does: 'write' | 'show';
  readonly file?: string;
  readonly kinds: ReadonlySet<FixKind>;
}

/** `--fix-dry-run=FILE` → two words that the parser knows. */
export const spelledOut = (argv: readonly string[]): string[] => {
  const end = argv.indexOf('--');
  const isJoined = (one: string, at: number): boolean => one.startsWith('--fix-dry-run=') && (end < 0 || at < end);
  return argv.flatMap((one, at) => (isJoined(one, at) ? ['--fix-dry-run', `--${valueOfFixDryRun}${one.slice('--fix-dry-run'.length)}`] : [one]));
};

export function fixArgumentsOf(values: OptionValues): FixArguments | undefined {
  const { fix = false, 'fix-dry-run': dry = false, [valueOfFixDryRun]: file, 'fix-type': types } = values;
  if (!fix && !dry) {
    if (types !== undefined) throw new UsageError('--fix-type says what --fix or --fix-dry-run may change; neither is given');
    return undefined;
  }
  if (fix && dry) throw new UsageError('--fix writes, and --fix-dry-run writes nothing: give one of them');
  if (file === '') throw new UsageError('--fix-dry-run= names no file');
  if (fix && values['stdin-filename'] !== undefined)
    throw new UsageError('--fix has no file to write when the text comes on standard input: --fix-dry-run prints the change');
  // What is staged is not what lies in the folder, and there the fix would be written.
  for (const other of ['staged', 'commits'])
    if ((values as Readonly<Record<string, unknown>>)[other] !== undefined) throw new UsageError(`--fix changes files in the folder, and --${other} looks elsewhere: give one of them`);
  if (dry && file === undefined && (values.format ?? []).some((one) => !one.includes('=')))
    throw new UsageError('--fix-dry-run prints a diff on standard output: name a file for the report (--format json=FILE) or for the diff (--fix-dry-run=FILE)');
  return { does: fix ? 'write' : 'show', kinds: kindsOf(types), ...(file !== undefined && { file }) };
}

function kindsOf(types: readonly string[] | undefined): ReadonlySet<FixKind> {
  const named = (types ?? ['safe']).flatMap((one) => one.split(',')).map((one) => one.trim());
  return new Set(named.map((one) => {
    const known = fixKinds.find((kind) => kind === one);
    if (known === undefined) throw new UsageError(`--fix-type must be one or more of ${fixKinds.join(', ')}, not "${one}"`);
    return known;
  }));
}
