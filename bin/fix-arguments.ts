// --fix, --fix-dry-run and --fix-type: what is to be changed, and where that goes. Refuses what cannot be had together.

import { fixKinds, type FixKind } from '../src/hosts/fixing.ts';
import { UsageError } from './usage-error.ts';

export interface FixArguments {
  /** `write`: into the files; `show`: as a diff, on standard output or in a file. */
  readonly does: 'write' | 'show';
  readonly file?: string;
  readonly kinds: ReadonlySet<FixKind>;
}

/** `--fix-dry-run=FILE` is the one option whose value may be left out, which the parser of Node does not know. */
export const spelledOut = (argv: readonly string[]): string[] => {
  const end = argv.indexOf('--');
  return argv.flatMap((one, at) => (one.startsWith('--fix-dry-run=') && (end < 0 || at < end) ? ['--fix-dry-run', `--fix-diff${one.slice('--fix-dry-run'.length)}`] : [one]));
};

export const fixOptions = {
  fix: { type: 'boolean' },
  'fix-dry-run': { type: 'boolean' },
  'fix-diff': { type: 'string' },
  'fix-type': { type: 'string', multiple: true },
} as const;

interface Given {
  readonly fix?: boolean | undefined;
  readonly 'fix-dry-run'?: boolean | undefined;
  readonly 'fix-diff'?: string | undefined;
  readonly 'fix-type'?: readonly string[] | undefined;
  readonly 'stdin-filename'?: string | undefined;
  readonly format?: readonly string[] | undefined;
}

export function fixArgumentsOf(values: Given): FixArguments | undefined {
  const { fix = false, 'fix-dry-run': dry = false, 'fix-diff': file, 'fix-type': types } = values;
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
