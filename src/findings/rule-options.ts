// The options of a rule, each described once → what holds for it in a run, a JSON schema of them, and what is wrong with a
// value that somebody gave.

import { secondsOfText } from '../calls/arguments/times.ts';
import type { OptionTable, Rule, RuleOption, RuleOptions } from './rule.ts';
import { quoted } from './nearest.ts';

export const defaultsOf = ({ options = {} }: Pick<Rule, 'options'>): RuleOptions =>
  Object.fromEntries(Object.entries(options).map(([name, option]) => [name, option.default]));

/** As ESLint and the schema of the configuration have it. */
export const schemaOf = (options: OptionTable = {}): Readonly<Record<string, object>> =>
  Object.fromEntries(Object.entries(options).map(([name, option]) => [name, schemaOfOne(option)]));

function schemaOfOne({ description, default: usual, format, minimum }: RuleOption): object {
  return {
    type: typeof usual, description, default: usual,
    ...(format && { pattern: PATTERNS[format] }),
    ...(minimum !== undefined && { minimum }),
  };
}

/** Says less than the check below, for schemas only. */
const PATTERNS = { duration: '^\\s*\\d+(\\.\\d+)?\\s*[A-Za-z]+\\s*$' } as const;

/** `15m`, or: a span of time such as 15m. */
export const formatOf = ({ default: usual, format, minimum }: RuleOption): string => {
  if (format === 'duration') return 'a span of time, as 15m or 7d';
  const type = typeof usual === 'string' ? 'a text' : typeof usual === 'number' ? 'a number' : 'true or false';
  return minimum === undefined ? type : `${type}, at least ${String(minimum)}`;
};

/** Undefined: the value will do. */
export function optionProblem({ id, options = {} }: Pick<Rule, 'id' | 'options'>, name: string, value: unknown): string | undefined {
  const option = Object.hasOwn(options, name) ? options[name] : undefined;
  if (option) return isFit(value, option) ? undefined : `"${name}" must be ${formatOf(option)}`;
  const known = Object.keys(options);
  return known.length === 0 ? `${id} has no options` : `${id} has no option${quoted(name, known) || ' of that name'}`;
}

function isFit(value: unknown, { default: usual, format, minimum }: RuleOption): boolean {
  if (typeof value !== typeof usual) return false;
  if (typeof value === 'number' && !(value >= (minimum ?? -Infinity))) return false;
  return format !== 'duration' || (typeof value === 'string' && secondsOfText(value) !== undefined);
}
