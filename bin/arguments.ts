// argv → what was asked for, or a UsageError that says what was probably meant. Checks words only: whether a path or a
// rule exists is asked later.

import { parseArgs, type ParseArgsConfig } from 'node:util';
import { didYouMean } from '../src/findings/nearest.ts';
import type { Level, Preset } from '../src/findings/options.ts';
import type { Certainty } from '../src/findings/rule.ts';
import { certainties, levels, severities } from '../src/findings/settings/settings.ts';
import { isDay } from '../src/findings/settings/suppression.ts';
import type { FailOn } from '../src/hosts/config/config.ts';
import { formats as formatTable } from '../src/report/formats.ts';
import { isCommand, type CommandName } from './command-table.ts';
import { fixArgumentsOf, spelledOut, type FixArguments } from './fix-arguments.ts';
import { optionRows, valueOfFixDryRun, type OptionValues } from './option-table.ts';
import { UsageError } from './usage-error.ts';
import { inOurWords, levelOf } from './words.ts';

/** Paths in one list; with more, their folders are the better way to name them. */
export const mostListed = 500_000;

export interface Arguments {
  readonly command: CommandName | 'scan' | 'version';
  /** Paths of a scan, or what follows the command. */
  readonly operands: readonly string[];
  /** `isAdded`: behind what the file holds already. */
  readonly formats: readonly { readonly name: string; readonly file?: string; readonly isAdded?: true }[];
  readonly preset?: Preset;
  readonly rules: Readonly<Record<string, Level>>;
  readonly config?: string | false;
  readonly failOn?: FailOn;
  readonly maxWarnings?: number;
  readonly minCertainty?: Certainty;
  readonly maxFileSize?: number;
  readonly filesFrom?: string;
  readonly stdinFilename?: string;
  readonly staged?: true;
  readonly since?: string;
  readonly base?: string;
  readonly baseline?: string;
  readonly now?: string;
  readonly allFindings: boolean;
  readonly failOnStale: boolean;
  readonly wordLists: readonly string[];
  readonly color: 'auto' | 'always' | 'never';
  readonly quiet: boolean;
  readonly includeTests?: true;
  readonly noIgnore: boolean;
  readonly inlineIgnores: boolean;
  readonly stats: boolean;
  readonly failOnDiagnostics: boolean;
  readonly allowIncomplete: boolean;
  readonly json: boolean;
  readonly against: readonly string[];
  readonly by?: 'owner' | 'rule' | 'repo';
  readonly fix?: FixArguments;
  /** What single commands ask for, as it was given. */
  readonly own: OptionValues;
}

/** As Node's parser wants them. */
const parsing: NonNullable<ParseArgsConfig['options']> = {
  ...Object.fromEntries(optionRows.map(([name, { value, mayLackValue, multiple = false, short }]) =>
    [name, { type: value === undefined || mayLackValue ? 'boolean' as const : 'string' as const, multiple, ...(short !== undefined && { short }) }])),
  [valueOfFixDryRun]: { type: 'string' },
};

const failOns: readonly FailOn[] = [
  ...severities, 'never', ...severities.flatMap((severity) => certainties.map((certainty) => `${severity}:${certainty}` as const)),
];

export function argumentsOf(argv: readonly string[]): Arguments {
  const { values, positionals } = parsed(argv);
  if (values['fail-on-stale'] === true && values.baseline === undefined) throw new UsageError('--fail-on-stale needs --baseline');
  const config = values['no-config'] === true ? false : values.config;
  if (values['no-config'] === true && values.config !== undefined) throw new UsageError('--config and --no-config exclude each other');
  return {
    ...commandOf(values, positionals),
    formats: formatsOf(values.format ?? []),
    rules: Object.fromEntries((values.rule ?? []).map(ruleOf)),
    wordLists: values.wordlist ?? [],
    color: word('--color', values.color, ['auto', 'always', 'never']) ?? 'auto',
    quiet: values.quiet ?? false,
    allFindings: values['all-findings'] ?? false,
    failOnStale: values['fail-on-stale'] ?? false,
    noIgnore: values['no-ignore'] ?? false,
    inlineIgnores: values['no-inline-ignores'] !== true,
    stats: values.stats ?? false,
    failOnDiagnostics: values['fail-on-diagnostics'] ?? false,
    allowIncomplete: values['allow-incomplete'] ?? false,
    json: values.json ?? false,
    against: values.against ?? [],
    own: { ...values, ...defined({ progress: word('--progress', values.progress, ['auto', 'always', 'never']) }) },
    ...defined({
      fix: fixArgumentsOf(values),
      config,
      by: word('--by', values.by, ['owner', 'rule', 'repo']),
      preset: word('--preset', values.preset, ['recommended', 'strict', 'all']),
      failOn: word('--fail-on', values['fail-on'] && levelOf(values['fail-on']), failOns),
      minCertainty: word('--min-certainty', values['min-certainty'], certainties),
      maxWarnings: wholeNumber('--max-warnings', values['max-warnings']),
      maxFileSize: size('--max-file-size', values['max-file-size']),
      filesFrom: values['files-from'],
      stdinFilename: values['stdin-filename'],
      staged: values.staged === true ? true : undefined,
      since: values.since,
      base: values.base,
      baseline: values.baseline,
      now: day('--now', values.now),
      includeTests: values['include-tests'] === true ? true : undefined,
    }),
  };
}

/** Without the properties that are undefined: "not given" and "given as undefined" are the same here. */
const defined = <T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> };

function parsed(argv: readonly string[]): { values: OptionValues; positionals: string[] } {
  try {
    return parseArgs({ args: spelledOut(inOurWords(argv)), options: parsing, allowPositionals: true, strict: true });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const name = /'(--?[^\s'<,]*)/.exec(message)?.[1] ?? '';
    if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION')
      throw new UsageError(`unknown option ${name}${didYouMean(name, optionRows.map(([option]) => `--${option}`))}`);
    if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE')
      throw new UsageError(message.includes('does not take') ? `${name} takes no value` : `${name || 'the option'} needs a value`);
    throw error;
  }
}

function commandOf(values: OptionValues, positionals: readonly string[]): Pick<Arguments, 'command' | 'operands'> {
  const [first, ...rest] = positionals;
  if (values.help === true) return { command: 'help', operands: positionals };
  if (values.version === true) return { command: 'version', operands: [] };
  const named = isCommand(first) ? { command: first, operands: rest } : { command: 'scan' as const, operands: positionals };
  for (const [name, { of }] of optionRows)
    if (of !== undefined && values[name] !== undefined && !of.includes(named.command)) throw new UsageError(`--${name} belongs to jwtlint ${of.join(' and jwtlint ')}`);
  return named;
}

/** Two reports in one stream are no report. */
function formatsOf(given: readonly string[]): Arguments['formats'] {
  const formats = [...new Set(given)].map(formatOf);
  const printed = formats.filter(({ file }) => file === undefined || file === '/dev/stdout').map(({ name }) => name);
  const twice = formats.find(({ file }, index) => file !== undefined && formats.findIndex((one) => one.file === file) < index);
  if (twice) throw new UsageError(`--format: two reports would both be written to ${twice.file!}`);
  if (printed.filter((name) => formatTable.get(name)?.isLog !== true).length > 1)
    throw new UsageError(`--format ${printed.join(' and ')} would both be printed: write all but one to files, as --format ${printed[1]!}=FILE`);
  return formats;
}

function formatOf(text: string): Arguments['formats'][number] {
  const cut = text.indexOf('=');
  if (cut < 0) return { name: text };
  const file = text.slice(cut + 1);
  if (file === '') throw new UsageError(`--format ${text} names no file`);
  return { name: text.slice(0, cut), file };
}

function ruleOf(text: string): [string, Level] {
  const cut = text.indexOf(':');
  const [id, level] = cut < 0 ? [text, ''] : [text.slice(0, cut).trim(), text.slice(cut + 1).trim()];
  if (level === '') throw new UsageError(`--rule wants 'id: level', with one of ${levels.join(', ')}`);
  // A configuration written for ESLint may come with its prefix.
  return [id.replace(/^jwtlint\//, ''), word(`--rule '${id}'`, levelOf(level), levels)!];
}

function word<const W extends string>(option: string, value: string | undefined, words: readonly W[]): W | undefined {
  if (value === undefined || (words as readonly string[]).includes(value)) return value as W | undefined;
  throw new UsageError(`${option} must be one of ${words.join(', ')}, not "${value}"${didYouMean(value, words)}`);
}

function day(option: string, value: string | undefined): string | undefined {
  if (value === undefined || isDay(value)) return value;
  throw new UsageError(`${option} must be a day such as 2027-01-31, not "${value}"`);
}

function wholeNumber(option: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (!/^\d{1,15}$/.test(value)) throw new UsageError(`${option} must be a whole number, not "${value}"`);
  return Number(value);
}

const units: Readonly<Record<string, number>> = { '': 1, k: 1024, m: 1024 * 1024, g: 1024 * 1024 * 1024 };

function size(option: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const match = /^(\d{1,12})([kmg]?)b?$/i.exec(value);
  const bytes = match === null ? 0 : Number(match[1]) * units[match[2]!.toLowerCase()]!;
  if (bytes === 0) throw new UsageError(`${option} must be a size such as 500000, 500k or 2m, not "${value}"`);
  return bytes;
}
