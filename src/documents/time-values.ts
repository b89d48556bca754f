// A configuration document → the times that it gives to environment variables; calls → the variables that they take a
// lifetime from; both → which of these texts ends up in which option. A program reads the settings that are nearest to it.
// Leaves alone: files that git leaves out, samples, and what developers run with; numbers that are reckoned with a variable.

import type { Place, SourceFile } from '../source/file.ts';
import { foldersUp } from '../source/inside.ts';
import type { ConfigDocument, ConfigEntry } from '../syntax/config-document.ts';
import { nameBeside, valueOfEntry } from './config-values.ts';
import type { JwtCall, Part } from '../calls/jwt-call.ts';
import { originsOf } from '../values/origins.ts';
import { digitsIn, secondsOfText } from '../calls/arguments/times.ts';
import type { TextValue, Value } from '../values/value.ts';

/** `JWT_EXPIRES_IN=365d`. */
export interface TimeValue { readonly name: string; readonly value: TextValue }

const variableName = /^[A-Z][A-Z0-9_]{2,80}$/;

export function timeValuesOf(file: SourceFile, document: ConfigDocument): readonly TimeValue[] {
  if (file.ignoredByGit || file.role === 'sample' || file.role === 'development') return [];
  const found: TimeValue[] = [];
  document.entries.forEach((entry, index) => {
    const name = entry.name === 'value' ? nameBeside(file, document, index)?.name : entry.name;
    const given = assigned(entry) ?? { name, entry };
    if (given.name === undefined || !variableName.test(given.name)) return;
    const text = originsOf(valueOfEntry(file, given.entry)).map(({ value }) => value).find(isTime);
    if (text) found.push({ name: given.name, value: text });
  });
  return found;
}

/** `- NAME=value`: the entry of what stands behind the sign. */
function assigned(entry: ConfigEntry): { readonly name: string; readonly entry: ConfigEntry } | undefined {
  if (typeof entry.path.at(-1) !== 'number') return undefined;
  const [whole, name] = /^([A-Z][A-Z0-9_]{2,80})=/.exec(entry.value) ?? [];
  if (whole === undefined || name === undefined) return undefined;
  return { name, entry: { ...entry, value: entry.value.slice(whole.length), start: Math.min(entry.end, entry.start + whole.length) } };
}

const isTime = (value: Value): value is TextValue =>
  value.kind === 'text' && (digitsIn(value) !== undefined || secondsOfText(value.text) !== undefined);

// ---- who reads them ----

/** An option that takes its time from a variable. Names and places only: it is kept until the end of the run. */
export interface TimeRead {
  readonly variable: string;
  readonly option: Omit<Part, 'value'>;
  readonly call: Pick<JwtCall, 'kind' | 'name'>;
  /** What stands behind the variable in a text: `${HOURS}h`. */
  readonly unit: string;
  /** `Number(process.env.SECONDS)`: in the unit of the option, as no text of digits is. */
  readonly isNumber: boolean;
  /** Names that the lifetime goes through. */
  readonly names: readonly string[];
}

export const timeReadsOf = (call: JwtCall): readonly TimeRead[] =>
  [call.parts.lifetime, call.parts.maxAge, call.parts.expiry].flatMap((part) => (part ? readsIn(part, call) : []));

function readsIn({ value, ...option }: Part, { kind, name }: JwtCall): readonly TimeRead[] {
  return originsOf(value).flatMap(({ value: leaf, wrappers, via }): TimeRead[] => {
    const [variable, unit] = leaf.kind === 'template' ? leaf.parts : [leaf];
    const isWhole = leaf.kind !== 'template' || (leaf.parts.length === 2 && unit?.kind === 'text');
    if (variable?.kind !== 'env' || wrappers.some(({ by }) => by !== 'number') || !isWhole) return [];
    const names = [...via.map(({ note }) => note), variable.name];
    return [
      {
        variable: variable.name,
        option,
        call: { kind, name },
        unit: unit?.kind === 'text' ? unit.text : '',
        isNumber: wrappers.length > 0,
        names,
      },
    ];
  });
}

// ---- both together ----

export interface TimeGiven<R extends TimeRead = TimeRead> { readonly read: R; readonly at: Place; readonly part: Part }

/** For each text the options that it reaches. */
export function timesGiven<R extends TimeRead>(
  values: readonly TimeValue[],
  reads: readonly R[],
): readonly (readonly [TimeGiven<R>, ...TimeGiven<R>[]])[] {
  const given = new Map<TimeValue, [TimeGiven<R>, ...TimeGiven<R>[]]>();
  const byName = new Map<string, TimeValue[]>();
  for (const value of values) {
    const known = byName.get(value.name);
    if (known) known.push(value);
    else byName.set(value.name, [value]);
  }
  for (const read of reads)
    for (const one of nearest(byName.get(read.variable) ?? [], read.option.at.file)) {
      const value = taken(one.value, read);
      if (!value) continue;
      const found: TimeGiven<R> = { read, at: one.value.at, part: { ...read.option, value } };
      const known = given.get(one);
      if (known) known.push(found);
      else given.set(one, [found]);
    }
  return [...given.values()];
}

function taken({ text, at, via }: TextValue, { unit, isNumber }: TimeRead): Value | undefined {
  if (!isNumber) return { kind: 'text', text: `${text}${unit}`, at, via };
  const number = digitsIn({ text });
  return number === undefined ? undefined : { kind: 'plain', value: number, at, via };
}

/** In the nearest folder above the code; settings that lie elsewhere count where there are none. */
function nearest(values: readonly TimeValue[], { path }: SourceFile): readonly TimeValue[] {
  for (const folder of foldersUp(folderOf(path))) {
    const here = values.filter(({ value }) => folderOf(value.at.file.path) === folder);
    if (here.length > 0) return here;
  }
  return values;
}

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
