// A configuration document → the environment variables that it sets, whatever their names say: `.env`, `environment` of
// Compose, `vars` of Workers, `env` of Kubernetes and of most platforms, scripts of a manifest. Settings below `config/`
// have no variables, but paths under which a program asks for them; here they count as names.
// What a name leaves open, code tells: see src/facts/configured-keys.ts.

import type { SourceFile } from '../source/file.ts';
import type { ConfigDocument, ConfigEntry } from '../syntax/config-document.ts';
import type { NamedValue } from '../secrets/words/named-values.ts';
import type { Names } from '../secrets/words/names.ts';
import { composeProgramsOf, isCompose } from './compose.ts';
import { isOrdinary, namedValuesOfConfig } from './config-values.ts';
import type { Wanted } from './config-values.ts';

export interface Variable extends NamedValue {
  /** Of Compose: what is given it; one place may serve several services. */
  readonly given?: readonly Receiver[];
}

export interface Receiver {
  /** Of the service, and of its image without registry and tag. */
  readonly names: readonly string[];
  /** What it is built from; '' for the root. */
  readonly folder?: string;
}

/** A file with more is a list of samples. */
const most = 2000;

export function variablesOf(file: SourceFile, document: ConfigDocument, names?: Names): readonly Variable[] {
  const isSettings = settingsFolder.test(file.path);
  const found = namedValuesOfConfig(file, document, names, isSettings ? anySetting : variablesIn(file, document)).slice(0, most);
  if (isSettings) return found.map((one) => ({ ...one, name: one.path }));
  const receivers = isCompose(file.path) ? receiversIn(file, document) : undefined;
  if (!receivers) return found;
  // Anchors repeat a place.
  const once = new Map(found.map((one) => [`${String(one.keyAt.start)}:${String(one.value.at.start)}`, one] as const));
  return [...once.values()].map((one) => ({ ...one, given: receivers.get(one.keyAt.start) ?? [] }));
}

const settingsFolder = /(?:^|\/)config\/[\w.-]+\.(?:json5?|jsonc|ya?ml|toml)$/i;
const anySetting: Wanted = { entry: ({ path }) => path.length <= 8 && isOrdinary(path), path: () => true };

/** Mappings and lists of variables. */
const section =
  /^(?:envs?|environments?|vars|variables|env_?vars?|env(?:ironment)?_?variables?|(?:container|remote|build)_?env|env_\w{1,40}|literals)$/i;
const variableName = /^[A-Za-z_]\w{0,79}$/;

function variablesIn({ path: file, language }: SourceFile, { entries }: ConfigDocument): Wanted {
  if (language === 'env' || /(?:^|\/)package\.json$/.test(file)) return { path: lastIsVariable };
  const isCluster = entries.some(({ name, value }) => name === 'kind' && (value === 'Secret' || value === 'ConfigMap'));
  const isFunctions = /(?:^|\/)local\.settings\.json$/.test(file);
  const holds = (segment: string | number | undefined): boolean =>
    typeof segment === 'string' &&
    (section.test(segment) || (isCluster && (segment === 'data' || segment === 'stringData')) || (isFunctions && segment === 'Values'));
  return { entry: (entry) => isVariable(entry, holds), path: lastIsVariable };
}

const lastIsVariable = (path: readonly string[]): boolean => variableName.test(path.at(-1) ?? '');

/** `env: { X: 1 }`, `env: ['X=1']`, `env: [{ name: X, value: 1 }]`. */
function isVariable({ path, value }: ConfigEntry, holds: (segment: string | number | undefined) => boolean): boolean {
  if (!isOrdinary(path)) return false;
  const [last, parent, above] = [path.at(-1), path.at(-2), path.at(-3)];
  if (holds(parent)) return typeof last === 'string' || /^[A-Za-z_]\w{0,79}=/.test(value);
  return last === 'value' && typeof parent === 'number' && holds(above);
}

/** By the place of the name. */
function receiversIn(file: SourceFile, { entries }: ConfigDocument): ReadonlyMap<number, readonly Receiver[]> {
  const programs = composeProgramsOf(file.path, entries);
  const found = new Map<number, Receiver[]>();
  for (const { path, keyStart } of entries) {
    const [top, service] = path;
    if (top !== 'services' || typeof service !== 'string' || !path.includes('environment')) continue;
    const { image, folder } = programs.get(service) ?? {};
    const receiver = { names: [service, ...(image === undefined ? [] : [imageName(image)])], ...(folder !== undefined && { folder }) };
    const known = found.get(keyStart);
    if (known) known.push(receiver);
    else found.set(keyStart, [receiver]);
  }
  return found;
}

/** `ghcr.io/shop/api:2@sha256:…` is `api`. */
const imageName = (image: string): string => (image.split('@')[0] ?? '').split('/').at(-1)?.split(':')[0] ?? '';
