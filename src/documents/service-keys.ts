// A Compose document → the signing keys that its services are given, each by the variable or the text it comes from. What
// workloads of Kubernetes are given has the same shape: see kubernetes-keys.ts.
// Services of one image or build are one program, however often it runs.

import type { Place, SourceFile } from '../source/file.ts';
import type { ConfigDocument, ConfigEntry } from '../syntax/config-document.ts';
import { composeProgramsOf, isCompose } from './compose.ts';
import { valueOfEntry } from './config-values.ts';
import { builtInNames, wordsOf } from '../secrets/words/names.ts';
import type { Names } from '../secrets/words/names.ts';
import type { ConfigProject } from './config-project.ts';
import { originsOf } from '../values/origins.ts';
import type { Value } from '../values/value.ts';

export interface ServiceKey {
  readonly service: string;
  /** What runs in it: its image, or the folder it is built from. */
  readonly program: string;
  /** The variable as the service sees it. */
  readonly name: string;
  /** Same for the same key: the variable behind it, its text, or the Secret that holds it. */
  readonly source: string;
  /** Which one in a Secret. */
  readonly key?: string;
  /** All that is in it. */
  readonly all?: true;
  readonly at: Place;
}

/** A signing key that a Secret holds. */
export interface HeldKey { readonly secret: string; readonly key: string }

/** What one encrypts the other has to decrypt: such a key is shared on purpose. */
export const isSharedKeyName = (name: string, names: Names = builtInNames): boolean =>
  names.says([name]) === 'signing secret' && !wordsOf(name).includes('encryption');

export function serviceKeysOf(file: SourceFile, { entries }: ConfigDocument, project?: ConfigProject): readonly ServiceKey[] {
  if (!isCompose(file.path)) return [];
  const programs = new Map([...composeProgramsOf(file.path, entries)].map(([service, { built, folder, image }]) =>
    [service, built === undefined ? `image ${image ?? ''}` : project?.hints.serviceOf(`${folder ?? ''}/Dockerfile`) ?? `build ${built}`] as const));
  return entries.flatMap((entry) => keyOf(entry, file, programs, project?.names));
}

function keyOf(entry: ConfigEntry, file: SourceFile, programs: ReadonlyMap<string, string>, names?: Names): readonly ServiceKey[] {
  const [top, service, section] = entry.path;
  if (top !== 'services' || typeof service !== 'string' || section !== 'environment' || entry.path.length !== 4) return [];
  const assigned = typeof entry.path[3] === 'number' ? /^([A-Za-z_]\w*)=([^]*)$/.exec(entry.value) : null;
  if (typeof entry.path[3] === 'number' && !assigned) return [];
  const name = assigned?.[1] ?? entry.name;
  if (!isSharedKeyName(name, names)) return [];
  const value = valueOfEntry(file, assigned ? { ...entry, value: assigned[2] ?? '' } : entry);
  const at = assigned ? { file, start: entry.start, end: entry.start + name.length } : { file, start: entry.keyStart, end: entry.keyEnd };
  const source = sourceOf(value);
  return source === undefined ? [] : [{ service, program: programs.get(service) ?? service, name, source: `${file.path} ${source}`, at }];
}

/** A variable by its name; a text by itself, so that two names of one text are one key. */
function sourceOf(value: Value): string | undefined {
  const origins = originsOf(value).map(({ value: leaf }) => leaf);
  const variable = origins.find(({ kind }) => kind === 'env');
  if (variable?.kind === 'env') return `variable ${variable.name}`;
  const text = origins.find(({ kind }) => kind === 'text');
  return text?.kind === 'text' && text.text.trim() !== '' ? `text ${text.text}` : undefined;
}

/** One key that too many programs hold tells of all that are in the same Secret. */
const mostKeysOfSecret = 50;

/** Whoever is given a Secret as a whole is given each key in it, as far as its own file or others name them. */
function singleKeys(given: readonly ServiceKey[], held: readonly HeldKey[]): readonly ServiceKey[] {
  const known = new Map<string, Set<string>>();
  const add = (secret: string, key: string): void => { known.set(secret, (known.get(secret) ?? new Set()).add(key)); };
  for (const { secret, key } of held) add(secret, key);
  for (const { source, key } of given) if (key !== undefined) add(source, key);
  return given.flatMap((one) => {
    if (!one.all) return [one];
    const keys = [...(known.get(one.source) ?? [])].slice(0, mostKeysOfSecret);
    if (keys.length > 0) return keys.map((key) => ({ ...one, key, name: key }));
    return isSharedKeyName(one.name) ? [one] : [];
  });
}

export interface SharedServiceKey {
  /** All that are given it, in the order of the files. */
  readonly given: readonly [ServiceKey, ...ServiceKey[]];
  /** One name for each program: one image is one program. */
  readonly services: readonly string[];
}

/** Keys that several programs are given. */
export function sharedServiceKeys(given: readonly ServiceKey[], held: readonly HeldKey[]): readonly SharedServiceKey[] {
  const groups = new Map<string, [ServiceKey, ...ServiceKey[]]>();
  for (const one of singleKeys(given, held)) {
    const id = `${one.source} ${one.key ?? ''}`;
    const known = groups.get(id);
    if (known) known.push(one);
    else groups.set(id, [one]);
  }
  return [...groups.values()].map((group) => {
    // The first workload of each program.
    const byProgram = new Map([...group].reverse().map(({ program, service }) => [program, service]));
    return { given: group, services: [...new Set([...byProgram.values()].reverse())] };
  }).filter(({ services }) => services.length > 1);
}
