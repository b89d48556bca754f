// An options value + the library's option table → parts by role, and the names that nothing reads.

import { meantBy } from '../../models/option-names.ts';
import { parseCall } from '../../models/signature.ts';
import type { OperationModel, OptionDetail, OptionModel, OptionTable, Role } from '../../models/model.ts';
import type { IgnoredOption, Part } from '../jwt-call.ts';
import { OWN_CLASS } from '../../values/reading/value-maker.ts';
import type { Expressions } from '../../values/reading/reader.ts';
import type { ChoiceValue, ObjectValue, Value } from '../../values/value.ts';
import { isBelow } from '../../values/versions.ts';
import { spend } from '../../values/work.ts';

export interface OptionsRead {
  readonly parts: readonly Part[];
  readonly ignored: readonly IgnoredOption[];
  readonly whole: boolean;
  /** An option was given that takes the place of what the library sets by default. */
  readonly replacesDefaults?: boolean;
}

export type Side = 'sign' | 'verify';

interface Reading {
  readonly ignoresUnknownOptions: boolean;
  readonly side: Side;
  readonly all: OptionTable;
  /** Installed version, when it is known. */
  readonly version?: string | undefined;
  readonly expressions: Expressions;
}

const NOTHING: OptionsRead = { parts: [], ignored: [], whole: true };

export function readOptions(value: Value, table: OptionTable, reading: Reading, prefix = ''): OptionsRead {
  spend(value.kind === 'object' ? 1 + value.properties.size : 1);
  switch (value.kind) {
    case 'object': return readObject(value, table, reading, prefix);
    case 'plain': return NOTHING;
    case 'choice': return readChoice(value, (one) => readOptions(one, table, reading, prefix));
    default: return { ...NOTHING, whole: false };
  }
}

/** Alternatives: all they may hold is read, nothing counts as absent. What stands in several of them is read once. */
function readChoice(value: ChoiceValue, readOne: (value: Value) => OptionsRead): OptionsRead {
  const known = new Map<unknown, OptionsRead>();
  const read = (one: Value): OptionsRead => {
    // A name gives the value another way, and the same content.
    const content = one.kind === 'choice' ? one.alternatives : one.kind === 'object' ? one.properties : one;
    const before = known.get(content);
    if (before) return before;
    const answer = one.kind === 'choice' ? { ...inSome([...new Set(one.alternatives.map(read))]), whole: one.how === '&&' } : readOne(one);
    known.set(content, answer);
    return answer;
  };
  return read(value);
}

const onlyMaybe = (read: OptionsRead): OptionsRead => ({ ...read, parts: read.parts.map((part) => ({ ...part, maybe: true })) });

/** Of several readings of one object: what another one, seen whole, does not give may be missing. */
function inSome(reads: readonly OptionsRead[]): OptionsRead {
  const isInAll = (part: Part): boolean => reads.every(({ parts, whole }) => !whole || parts.some(({ role }) => role === part.role));
  const all = joined(reads);
  return { ...all, parts: all.parts.map((part) => (isInAll(part) ? part : { ...part, maybe: true })) };
}

const joined = (reads: readonly OptionsRead[]): OptionsRead => ({
  parts: reads.flatMap(({ parts }) => parts),
  ignored: reads.flatMap(({ ignored }) => ignored),
  whole: reads.every(({ whole }) => whole),
  replacesDefaults: reads.some(({ replacesDefaults }) => replacesDefaults),
});

function readObject(value: ObjectValue, table: OptionTable, reading: Reading, prefix: string): OptionsRead {
  const reads = [...value.properties].map(([name, property]): OptionsRead => {
    const option = prefix + name;
    const model = Object.hasOwn(table, name) ? table[name] : undefined;
    if (model === undefined || !isReadIn(model, reading.version)) {
      // Beside a spread that nobody sees into, the right name may be there as well.
      if (!reading.ignoresUnknownOptions || !value.whole || isUndefined(property.value)) return NOTHING;
      return { ...NOTHING, ignored: [ignoredOption(option, name, property.at, property.value, reading, prefix)] };
    }
    const unread =
      model !== null && typeof model === 'object' && 'role' in model && model.unless !== undefined && value.properties.has(model.unless);
    return unread
      ? NOTHING
      : property.maybe
        ? onlyMaybe(readOption(model, option, property, reading))
        : readOption(model, option, property, reading);
  });
  return { ...joined(reads), whole: value.whole && reads.every(({ whole }) => whole) };
}

function readOption(
  model: OptionModel,
  option: string,
  property: { readonly value: Value; readonly at: Part['at'] },
  reading: Reading,
): OptionsRead {
  if (model === null) return NOTHING;
  if (typeof model === 'string') return { ...NOTHING, parts: [{ role: model, option, value: property.value, at: property.at }] };
  if ('nested' in model) {
    if (model.side && model.side !== reading.side) return NOTHING;
    if (model.whenScalar && property.value.kind !== 'object' && property.value.kind !== 'choice')
      return { ...NOTHING, parts: [{ role: model.whenScalar, option, value: property.value, at: property.at }] };
    const ignoresUnknownOptions = reading.ignoresUnknownOptions && !model.rejectsUnknownOptions;
    const read = readOptions(property.value, model.nested, { ...reading, ignoresUnknownOptions }, `${option}.`);
    return model.replaces && !isUndefined(property.value) ? { ...read, replacesDefaults: true } : read;
  }
  if ('returns' in model) return readReturned(model.returns, option, property.value, reading, model.method);
  return readDetail(model, option, property, reading);
}

function readReturned(table: OptionTable, option: string, value: Value, reading: Reading, method?: string): OptionsRead {
  const target =
    method && value.kind === 'class'
      ? reading.expressions.memberOf({ ...value, kind: 'instance', module: OWN_CLASS, path: [] }, method, value.at)
      : value;
  const fn = reading.expressions.functionOf(target);
  if (!fn) return { ...NOTHING, whole: false };
  const returned = reading.expressions.returnsOf(fn).map((one) => readOptions(one, table, reading, `${option}().`));
  return { ...joined(returned), whole: returned.length === 1 && returned.every(({ whole }) => whole) };
}

function readDetail(
  model: OptionDetail,
  option: string,
  { value, at }: { readonly value: Value; readonly at: Part['at'] },
  reading: Reading,
): OptionsRead {
  if (model.side && model.side !== reading.side) return NOTHING;
  if (model.object) {
    const [only, ...more] = value.kind === 'list' && value.whole ? value.items : [value];
    if (only?.kind === 'object' && more.length === 0) return readOptions(only, model.object, reading, `${option}.`);
  }
  const { unit, digits, presence, ignores, omitted, zero } = model;
  return {
    ...NOTHING,
    parts: [
      {
        role: model.role,
        option,
        value: model.inverted ? opposite(value) : model.named ? valuesOf(value) : value,
        at,
        ...(unit && { unit }),
        ...(digits && { digits }),
        ...(presence && { presence }),
        ...(ignores && { ignores }),
        ...(omitted && { omitted }),
        ...(zero && { zero }),
      },
    ],
  };
}

const opposite = (value: Value): Value =>
  value.kind === 'plain' && typeof value.value === 'boolean' ? { ...value, value: !value.value } : value;

/** All that an object holds, whatever it is called there. */
const valuesOf = (value: Value): Value =>
  value.kind === 'object'
    ? { kind: 'list', items: [...value.properties.values()].map((one) => one.value), whole: value.whole, at: value.at, via: value.via }
    : value;

/** The newest is meant when none is known. */
const isReadIn = (model: OptionModel, version: string | undefined): boolean =>
  version === undefined ||
  model === null ||
  typeof model === 'string' ||
  !('from' in model) ||
  model.from === undefined ||
  !isBelow(version, model.from);

const isUndefined = (value: Value): boolean => value.kind === 'plain' && value.value === undefined;

// ---- names that nothing reads ----

function ignoredOption(option: string, name: string, at: Part['at'], value: Value, reading: Reading, prefix: string): IgnoredOption {
  const means = Object.hasOwn(meantBy, name) ? meantBy[name] : undefined;
  const names = [...optionNames(reading.all, reading.side, reading.version)];
  const instead = means && preferred(names.filter((one) => rolesAlike(one.role, means)).map(({ name: other }) => other), name, prefix);
  const spelled =
    instead ??
    preferred(
      names
        .filter((one) => one.role !== undefined)
        .map(({ name: other }) => other)
        .filter((other) => isAlmost(last(other), name)),
      name,
      prefix,
    );
  const role = means ?? names.find((one) => one.name === spelled)?.role;
  return { name: option, at, value, ...(spelled && { instead: spelled }), ...(role && { role }) };
}

const last = (dotted: string): string => dotted.slice(dotted.lastIndexOf('.') + 1);
const rolesAlike = (a: Role | undefined, b: Role): boolean =>
  a === b || (a === 'algorithm' && b === 'algorithms') || (a === 'expiry' && b === 'lifetime');

/** The option in the same table, else the one of the same name, else the first. */
function preferred(candidates: readonly string[], name: string, prefix: string): string | undefined {
  const here = candidates.filter((one) => one.startsWith(prefix) && !one.slice(prefix.length).includes('.'));
  return here[0] ?? candidates.find((one) => last(one) === name) ?? candidates[0];
}

interface Named { readonly name: string; readonly role?: Role; readonly omitted?: 'throws'; readonly presence?: 'if present' }

function* optionNames(table: OptionTable, side: Side, version?: string, prefix = ''): Generator<Named> {
  for (const [name, model] of Object.entries(table)) {
    if (!isReadIn(model, version)) continue;
    const dotted = prefix + name;
    if (model === null) yield { name: dotted };
    else if (typeof model === 'string') yield { name: dotted, role: model };
    else if ('nested' in model) {
      if (!model.side || model.side === side) yield* optionNames(model.nested, side, version, `${dotted}.`);
    } else if ('role' in model) {
      if (!model.side || model.side === side)
        yield {
          name: dotted,
          role: model.role,
          ...(model.omitted && { omitted: model.omitted }),
          ...(model.presence && { presence: model.presence }),
        };
    }
  }
}

/** One edit apart (insertion, deletion, substitution, neighbours swapped), ignoring case; short names never are. */
export function isAlmost(a: string, b: string): boolean {
  const [one, two] = [a.toLowerCase(), b.toLowerCase()];
  if (one === two) return a !== b;
  if (Math.min(one.length, two.length) < 5 || Math.abs(one.length - two.length) > 1) return false;
  let at = 0;
  while (at < one.length && one[at] === two[at]) at++;
  const [left, right] = [one.slice(at), two.slice(at)];
  return left.slice(1) === right.slice(1) || left.slice(1) === right || left === right.slice(1)
    || (left.slice(2) === right.slice(2) && left[0] === right[1] && left[1] === right[0]);
}

/** The operation's own top-level option for a role; undefined when it has none, or only a nested one. */
export function optionFor({ options = {} }: OperationModel, role: Role): string | undefined {
  return Object.entries(options).find(
    ([, model]) => model === role || (model !== null && typeof model === 'object' && 'role' in model && model.role === role),
  )?.[0];
}

/** Leaving the option out makes the call throw, so whoever got this far has given it. */
export const demandsOption = ({ options = {} }: OperationModel, role: Role): boolean =>
  [...optionNames(options, 'verify')].some((one) => one.role === role && one.omitted === 'throws');

/** Can this operation be told at all, by an optional argument or by an option, at the top or in a nested table? */
export const takesOption = ({ call, options = {} }: OperationModel, role: Role): boolean =>
  [...optionNames(options, 'verify')].some((one) => one.role === role) ||
  parseCall(call).parameters.some(({ roles, optional }) => optional && roles.includes(role));

/** The option for a role that stands beside another one, dotted as it is. */
export function optionBeside({ options = {} }: OperationModel, beside: string, role: Role): string | undefined {
  const prefix = beside.slice(0, beside.lastIndexOf('.') + 1);
  const found = [...optionNames(options, 'verify')].find(
    (one) => one.role === role && one.name.startsWith(prefix) && !one.name.slice(prefix.length).includes('.'),
  );
  return found && last(found.name);
}

/** What should say it stands where the call does not read it. */
export const isMisplaced = ({ ignored }: { readonly ignored: readonly IgnoredOption[] }, ...roles: readonly Role[]): boolean =>
  ignored.some(({ role }) => role !== undefined && roles.includes(role));

/** Is this option's check skipped for tokens without the claim? */
export const checksIfPresent = ({ options = {} }: OperationModel, option: string): boolean =>
  [...optionNames(options, 'verify')].some((one) => one.name === option && one.presence !== undefined);
