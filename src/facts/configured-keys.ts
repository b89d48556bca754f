// What code uses as a key and what configuration sets, file by file → the values in configuration that are keys, because
// code of the same service reads the variable as one, whatever it is called. The use says what the key is for, with which
// algorithm, and is the evidence.
// One service: the package of the code, or what lies around it; where Compose says what a variable is given to, that.
// Leaves alone: what tests use, and private keys, which are known by their form.

import { timeReadsOf } from '../documents/time-values.ts';
import type { Receiver, Variable } from '../documents/variables.ts';
import { runtimeImages } from '../models/places/environments.ts';
import { familyOf } from '../secrets/algorithms.ts';
import { encodingOf } from '../secrets/secrets.ts';
import { isOwnSecretName } from '../secrets/words/names.ts';
import type { NamedValue } from '../secrets/words/named-values.ts';
import type { Place } from '../source/file.ts';
import { overlapsOf } from '../values/node-index.ts';
import { once } from '../values/once.ts';
import { originsOf } from '../values/origins.ts';
import type { Facts } from './facts.ts';
import { isMaterial } from './key-literals.ts';

export interface KeyReader {
  readonly variable: string;
  /** Where it is read, and the slot that it reaches. */
  readonly read: Place;
  readonly at: Place;
  readonly purpose: string;
  /** Of a call that makes or checks tokens. */
  readonly isForTokens: boolean;
  readonly algorithm?: string;
  readonly encoding?: NamedValue['encoding'];
  /** Folder and name of its package. */
  readonly folder: string;
  readonly names: readonly string[];
}

interface Setting { readonly variable: Variable; readonly folder: string }

/** What one file adds. */
export interface KeptVariables { readonly readers: readonly KeyReader[]; readonly settings: readonly Setting[] }

export interface ConfiguredKey { readonly named: NamedValue; readonly readers: readonly [KeyReader, ...KeyReader[]] }

export const keptVariables = once((facts: Facts): readonly KeptVariables[] => {
  const [readers, settings] = [keyReadersOf(facts), settingsOf(facts)];
  return readers.length === 0 && settings.length === 0 ? [] : [{ readers, settings }];
});

/** Variables that code takes a key or a lifetime from, whatever they are called: configuration that sets one is worth a second look. */
export const variablesTaken = (facts: Pick<Facts, 'file' | 'keyUses' | 'home' | 'jwtCalls'>): readonly string[] =>
  [...keyReadersOf(facts), ...facts.jwtCalls.flatMap(timeReadsOf)].map(({ variable }) => variable);

/** Variables that code which ships uses as keys for HMAC. */
function keyReadersOf({ file, keyUses, home }: Pick<Facts, 'file' | 'keyUses' | 'home'>): readonly KeyReader[] {
  if (file.role === 'test' || file.role === 'docs' || file.role === 'generated') return [];
  const folder = home?.folder ?? '';
  const names = [...folder.split('/').slice(-1), home?.name?.split('/').at(-1) ?? ''].filter(Boolean);
  return keyUses.flatMap(({ slot, value, at, purpose, algorithms, call }) =>
    (slot === 'public' || slot === 'private' ? [] : originsOf(value)).flatMap((origin): KeyReader[] => {
      if (origin.value.kind !== 'env' || !isMaterial(origin)) return [];
      const algorithm = algorithms.find((one) => familyOf(one) === 'HMAC');
      return [{
        variable: origin.value.name, read: origin.value.at, at, purpose, folder, names,
        isForTokens: call !== undefined,
        ...(algorithm !== undefined && { algorithm }), ...(encodingOf(origin) === 'base64' && { encoding: 'base64' as const }),
      }];
    }));
}

/** What a bundler publishes has a finding of its own, and so has what its form tells. */
function settingsOf({ variables, home, publishes, privateKeys, tokens, providerTokens }: Facts): readonly Setting[] {
  if (variables.length === 0) return [];
  const byForm = overlapsOf([...privateKeys, ...tokens, ...providerTokens].map(({ at }) => at));
  return variables
    .filter(({ value: { kind, at }, says, name }) =>
      (kind === 'text' || kind === 'choice') && says !== 'private key' && !publishes(name) && byForm.first(at) === undefined)
    .map((variable) => ({ variable, folder: home?.folder ?? '' }));
}

export function configuredKeys(kept: readonly KeptVariables[]): readonly ConfiguredKey[] {
  const readers = new Map<string, KeyReader[]>();
  for (const reader of kept.flatMap((one) => one.readers)) {
    const known = readers.get(reader.variable);
    if (known) known.push(reader);
    else readers.set(reader.variable, [reader]);
  }
  if (readers.size === 0) return [];
  return kept.flatMap(({ settings }) => settings).flatMap((setting): ConfiguredKey[] => {
    const { variable } = setting;
    const [first, ...others] = (readers.get(variable.name) ?? []).filter((reader) => isOwn(reader, variable) && isGiven(reader, setting));
    if (!first) return [];
    const used = [first, ...others] as const;
    const algorithm = variable.algorithm ?? used.find((one) => one.algorithm !== undefined)?.algorithm;
    const encoding = variable.encoding ?? (used.every((one) => one.encoding !== undefined) ? first.encoding : undefined);
    const named = { ...variable, says: 'signing secret' as const, ...(algorithm !== undefined && { algorithm }), ...(encoding && { encoding }) };
    return [{ named, readers: used }];
  });
}

/** A MAC that a vendor checks, or makes, is made with the vendor's key. */
const isOwn = ({ isForTokens }: KeyReader, { says, name }: Variable): boolean =>
  isForTokens || says !== 'other secret' || isOwnSecretName(name);

function isGiven(reader: KeyReader, { variable: { given }, folder }: Setting): boolean {
  const isAround = isWithin(reader.folder, folder);
  return given === undefined || given.length === 0 ? isAround : given.some((one) => isReceiver(reader, one, isAround));
}

/** Built from the folder of the code; else named like its package, or a plain runtime with the code put into it. */
function isReceiver({ read, names }: KeyReader, receiver: Receiver, isAround: boolean): boolean {
  if (receiver.folder !== undefined) return isWithin(read.file.path, receiver.folder);
  const isOpen = receiver.names.length === 1 || receiver.names.some((name) => runtimeImages.has(name));
  return isAround && (isOpen || receiver.names.some((name) => names.some((own) => own === name || name.endsWith(`-${own}`) || own.endsWith(`-${name}`))));
}

const isWithin = (path: string, folder: string): boolean => folder === '' || path === folder || path.startsWith(`${folder}/`);
