// A configuration document → the names in it that say secret, or that a bundler publishes, with their values.
// Files whose keys are words about things (translations, schemas, lockfiles, API descriptions) say nothing.

import type { Place, SourceFile } from '../source/file.ts';
import { isTranslation } from '../source/role.ts';
import type { ConfigDocument, ConfigEntry } from '../syntax/config-document.ts';
import { asksForReplacement } from '../secrets/words/human-text.ts';
import type { NamedValue } from '../secrets/words/named-values.ts';
import { builtInNames, publicPrefixOf } from '../secrets/words/names.ts';
import type { Names } from '../secrets/words/names.ts';
import { mentionsReference, referenceOf } from '../values/references.ts';
import type { Stretch } from '../values/node-index.ts';
import { isShown } from '../values/samples.ts';
import type { Value } from '../values/value.ts';

export function namedValuesOfConfig(
  file: SourceFile, document: ConfigDocument, names: Names = builtInNames, wanted: Wanted = saysSomething(names),
): NamedValue[] {
  const reading: Reading = { file, document, names, wanted };
  const base = file.path.slice(file.path.lastIndexOf('/') + 1).toLowerCase();
  if (isWordly(file.path, base, document)) return [];
  const isIn = (entry: ConfigEntry): boolean => wanted.entry?.(entry) !== false;
  if (base === 'package.json') return document.entries.flatMap((entry) => (isIn(entry) ? ofPackage(entry, reading) : []));
  const secrets = file.language === 'yaml' || file.language === 'json' ? kubernetesSecrets(document) : undefined;
  const isRecord = recordsIn(base, document);
  return document.entries.flatMap((entry, index) =>
    (isIn(entry) ? ofEntry(entry, index, secrets, reading).filter(({ says }) => says !== 'other secret' || !isRecord(entry)) : []),
  );
}

/** Which values are asked for: by the entry that holds them, and by their names from the outside in. */
export interface Wanted {
  readonly entry?: (entry: ConfigEntry) => boolean;
  readonly path: (path: readonly string[]) => boolean;
}

interface Reading { readonly file: SourceFile; readonly document: ConfigDocument; readonly names: Names; readonly wanted: Wanted }

/** Items of a list from which on a repeated name is a column. */
const LEAST_RECORDS = 3;
const seedFiles = /^(?:users?|accounts?|members?|customers?|people|seeds?|seed[-_].*|.*[-_.]seeds?|fixtures?|.*[-_.]fixtures?)\.\w+$/;

/** `- { email: …, password: … }`, many times over: data about people. The first stands for all; in a file that is called so none does. */
function recordsIn(base: string, { entries }: ConfigDocument): (entry: ConfigEntry) => boolean {
  const columnOf = ({ path, name }: ConfigEntry): string | undefined =>
    typeof path.at(-1) === 'string' && typeof path.at(-2) === 'number' && isOrdinary(path)
      ? `${path
          .filter((one) => typeof one === 'string')
          .slice(0, -1)
          .join('\0')}\0${name}`
      : undefined;
  const columns = new Map<string, { count: number; readonly first: ConfigEntry }>();
  for (const entry of entries) {
    const column = columnOf(entry);
    const known = column === undefined ? undefined : columns.get(column);
    if (known) known.count++;
    else if (column !== undefined) columns.set(column, { count: 1, first: entry });
  }
  return (entry) => {
    const column = columns.get(columnOf(entry) ?? '');
    return column !== undefined && (seedFiles.test(base) || (column.count >= LEAST_RECORDS && column.first !== entry));
  };
}

/** Of a depth and with names as people write them: what is made of any other path would cost its length for each value. */
export const isOrdinary = (path: ConfigEntry['path']): boolean =>
  path.length <= 20 && path.every((segment) => typeof segment === 'number' || segment.length <= 120);

/** `services.api.environment.JWT_SECRET`, as messages show it: of a path that is not ordinary the end. */
const shownPath = (segments: readonly string[]): string =>
  (isOrdinary(segments) ? segments : segments.slice(-5).map((segment) => segment.slice(0, 120))).join('.');

/** Read by name: what these files hold under `password` or `secret` is never a value of either. */
function isWordly(path: string, base: string, document: ConfigDocument): boolean {
  if (
    /(?:^|[-.])lock(?:\.\w+)?$|^npm-shrinkwrap\.json$|^(?:ts|js)config(?:\.[\w-]+)?\.json$|^custom-environment-variables\.|\.schema\.json$|\.(?:postman_collection|arb|snap)\b/.test(
      base,
    )
  )
    return true;
  return isTranslation(path) || describesInterface(document);
}

/** OpenAPI, Swagger, AsyncAPI, JSON Schema: the file tells of values that others will hold. */
const describesInterface = (document: ConfigDocument): boolean =>
  document.entries.some(
    ({ path, name, value }) =>
      path.length === 1 &&
      (name === 'openapi' || name === 'swagger' || name === 'asyncapi' || (name === '$schema' && value.includes('json-schema.org'))),
  );

/** Stretches whose tokens and keys are there to be shown: what stands under `example`, in a description of an interface under `default`. */
export function samplesIn(document: ConfigDocument): readonly Stretch[] {
  const describes = describesInterface(document);
  const shows = (name: string | number): boolean => isShown(name) || (describes && (name === 'default' || name === 'x-example'));
  return document.entries.filter(({ path }) => path.some(shows)).map(({ start, end }) => ({ start, end }));
}

/** Mounted or sealed elsewhere; the keys under these name or encrypt a secret. */
const sealed: ReadonlySet<string | number> = new Set([
  'encryptedData', 'sops', 'remoteRef', 'secretKeyRef', 'configMapKeyRef', 'valueFrom',
]);

function ofEntry(entry: ConfigEntry, index: number, secrets: ReadonlySet<number> | undefined, reading: Reading): NamedValue[] {
  const { file, document } = reading;
  if (entry.path.some((segment) => sealed.has(segment) || isShown(segment))) return [];
  const keyAt: Place = { file, start: entry.keyStart, end: entry.keyEnd };
  const segments = entry.path.filter((segment) => typeof segment === 'string');
  if (typeof entry.path.at(-1) === 'number' && entry.kind === 'text') {
    const assigned = ofAssignment(entry, reading);
    if (assigned) return assigned;
  }
  if (isKeyOfStoredSecret(document, index)) return [];
  const named = entry.name === 'value' ? nameBeside(file, document, index) : nameAround(entry, keyAt);
  const path = named ? [named.name] : segments;
  if (path.length === 0 || !matters(path, reading)) return [];
  const value = secrets?.has(index) ? decodedValue(file, entry) : valueOfEntry(file, entry);
  const shown = shownPath([...segments.slice(0, -1), path.at(-1)!]);
  const outer = {
    ...signingBySentence(file.path, namedValue(path, shown, named?.at ?? keyAt, value, reading)),
    ...settingsBeside(document, index),
  };
  return [withKeyInside(outer)];
}

/** An object that holds no key names one: {"jwk_url": "…"}. */
function withKeyInside(named: NamedValue): NamedValue {
  const { value, path, keyAt } = named;
  if (value.kind !== 'text' || !/^\s*\{[\s\S]*"/.test(value.text)) return named;
  return keyInJson(value.at, path, keyAt) ?? { ...named, value: { ...value, kind: 'unknown' } };
}

/** How far apart settings of one mapping stand. */
const NEAR = 12;
const base64Text = /^(?:[A-Za-z0-9+/_-]{4}){2,}[A-Za-z0-9+/_-]{0,3}={0,2}$/;

/** `algorithm: HS512`, `secret_is_base64: true` in the same mapping; `base64-secret` says it of itself. */
function settingsBeside(document: ConfigDocument, index: number): Pick<NamedValue, 'algorithm' | 'encoding'> {
  const own = document.entries[index]!;
  const near = document.entries.slice(Math.max(0, index - NEAR), index + NEAR).filter((other) => other !== own && isSibling(own, other));
  const algorithm = near.find(
    ({ name, value }) =>
      /^HS(?:256|384|512)$/.test(value) && /^(?:alg|algorithm|type|signing_?method)$|(?:_|-|[a-z])(?:alg|algorithm)$/i.test(name),
  )?.value;
  const isEncoded = near.some(({ name, value }) => value === 'true' && saysBase64(name)) || (saysBase64(own.name) && own.kind === 'text');
  return { ...(algorithm !== undefined && { algorithm }), ...(isEncoded && base64Text.test(own.value) && { encoding: 'base64' as const }) };
}

/** Beside `existingSecret` or `secretName` of a Helm chart, `secretKey: SESSION_KEY` says under which key that secret holds it. */
function isKeyOfStoredSecret(document: ConfigDocument, index: number): boolean {
  const own = document.entries[index]!;
  if (!/key$/i.test(own.name) || !/^[\w.-]{1,80}$/.test(own.value)) return false;
  return document.entries
    .slice(Math.max(0, index - NEAR), index + NEAR)
    .some((other) => /^(?:existing_?secret(?:_?name)?|secret_?name|secret_?ref)$/i.test(other.name) && isSibling(own, other));
}

const saysBase64 = (name: string): boolean => /base64/i.test(name);

const matters = (path: readonly string[], { wanted }: Reading): boolean => wanted.path(path);

const saysSomething = (names: Names): Wanted =>
  ({ path: (path) => names.says(path) !== undefined || hasPublicPrefix(path.at(-1)!) });

/** Ambiguous prefixes too: whoever asks knows the dependencies. */
const hasPublicPrefix = (name: string): boolean => /^[A-Z]/.test(name) && publicPrefixOf(name, () => true) !== undefined;

function namedValue(segments: readonly string[], path: string, keyAt: Place, value: Value, { names }: Reading): NamedValue {
  const says = names.says(segments.slice(-2));
  return { name: segments.at(-1)!, path, ...(says === undefined ? {} : { says }), keyAt, value, in: 'config' };
}

const settingsFile =
  /(?:^|\/)(?:config|settings|appsettings|configuration)(?:[.-][\w-]+)?\.(?:jsonc?|json5|ya?ml|toml)$|(?:^|\/)configs?\/[\w.-]+$/i;

/** `"secret": "Used to sign the tokens, replace it with your own"`: where the name leaves open what it is for, the value says it. */
function signingBySentence(path: string, named: NamedValue): NamedValue {
  const { value, name } = named;
  if (named.says !== 'other secret' || value.kind !== 'text' || !/^secret(?:key)?$/i.test(name) || !settingsFile.test(path)) return named;
  return asksForReplacement(value.text) && /\b(?:jwts?|tokens?|signs?|signing|sessions?|cookies?)\b/i.test(value.text)
    ? { ...named, says: 'signing secret' }
    : named;
}

/** `- NAME=value` of Compose and Kustomize. A lone `- NAME` takes the value of the shell. */
function ofAssignment(entry: ConfigEntry, reading: Reading): NamedValue[] | undefined {
  const { file } = reading;
  const match = /^([A-Za-z_][\w.]*)=/.exec(entry.value);
  const name = match?.[1];
  if (!match || !name) return undefined;
  if (!matters([name], reading)) return [];
  // Names have no escapes, so the value begins as far behind the start in the source as in the decoded text.
  const start = entry.start + match[0].length;
  const value = valueOfText(entry.value.slice(match[0].length), { file, start, end: Math.max(start, entry.end) }, entry.unknown);
  const path = shownPath([...entry.path.filter((segment) => typeof segment === 'string'), name]);
  const keyAt = { file, start: entry.start, end: entry.start + name.length };
  return [withKeyInside(namedValue([name], path, keyAt, value, reading))];
}

/** `{ name: JWT_SECRET, value: … }` of Kubernetes, `{ key: …, value: … }` of others: the name stands in the same mapping. */
export function nameBeside(file: SourceFile, document: ConfigDocument, index: number): { name: string; at: Place } | undefined {
  const own = document.entries[index]!;
  for (const offset of [-1, 1, -2, 2]) {
    const other = document.entries[index + offset];
    if (!other || (other.name !== 'name' && other.name !== 'key') || other.kind !== 'text' || !isSibling(own, other)) continue;
    return { name: other.value, at: { file, start: other.start, end: other.end } };
  }
  return undefined;
}

/** A default is named by its parameter: `variable "jwt_secret" { default = … }`, `Parameters: { JwtSecret: { Default: … } }`. */
function nameAround({ name, path }: ConfigEntry, at: Place): { name: string; at: Place } | undefined {
  const [kind, parameter] = path.slice(-3);
  const isDefault = path.at(-1) === name && /^default$/i.test(name) && typeof parameter === 'string' && (kind === 'variable' || kind === 'Parameters');
  return isDefault ? { name: parameter, at } : undefined;
}

const isSibling = (one: ConfigEntry, other: ConfigEntry): boolean =>
  one.path.length === other.path.length && one.path.slice(0, -1).every((segment, index) => segment === other.path[index]);

/**
 * Entries under `data` of a Kubernetes Secret: base64 by definition. `kind` usually stands before `data`; a Secret that
 * has it the other way round is read as it stands.
 */
function kubernetesSecrets(document: ConfigDocument): ReadonlySet<number> | undefined {
  let isSecret = false;
  const found = new Set<number>();
  document.entries.forEach(({ path, value }, index) => {
    const tail = path.slice(-2);
    if (path.at(-1) === 'kind' && (path.length === 1 || typeof path.at(-2) === 'number')) isSecret = value === 'Secret';
    else if (isSecret && tail.length === 2 && tail[0] === 'data') found.add(index);
  });
  return found.size > 0 ? found : undefined;
}

function decodedValue(file: SourceFile, entry: ConfigEntry): Value {
  const plain = valueOfEntry(file, entry);
  const written = entry.value.replace(/\s+/g, '');
  if (plain.kind !== 'text' || !/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(written)) return plain;
  const text = Buffer.from(written, 'base64').toString('utf8');
  // Bytes that are no text: a key store, or random bytes. Their length is all there is to know.
  return text.includes('\uFFFD') ? { ...plain, kind: 'unknown' } : valueOfText(text.replace(/\r?\n$/, ''), plain.at);
}

export function valueOfEntry(file: SourceFile, entry: ConfigEntry): Value {
  const at: Place = { file, start: entry.start, end: entry.end };
  if (entry.kind === 'null') return { kind: 'plain', value: null, at, via: [] };
  if (entry.kind === 'boolean') return { kind: 'plain', value: /^t/i.test(entry.value), at, via: [] };
  return valueOfText(entry.value, at, entry.unknown);
}

/** `${X}` is the variable, `${X:-lit}` a choice of the variable and the literal. Partly a reference is unknown. */
function valueOfText(text: string, at: Place, unknown?: true): Value {
  const reference = referenceOf(text);
  if (!reference)
    return unknown || mentionsReference(text)
      ? { kind: 'unknown', at, via: [] }
      : { kind: 'text', text: escapedDollars(text), at, via: [] };
  const { env, fallback } = reference;
  const variable: Value = env === undefined ? { kind: 'unknown', at, via: [] } : { kind: 'env', name: env, by: env, at, via: [] };
  if (fallback === undefined) return variable;
  const literal: Value = { kind: 'text', text: fallback, at: placeOfFallback(at, fallback), via: [] };
  return { kind: 'choice', how: 'default', alternatives: [variable, literal], at, via: [] };
}

/** Compose writes a dollar as two. */
const escapedDollars = (text: string): string => (text.startsWith('$$') ? text.slice(1) : text);

/** Where the literal stands in the reference, when it stands there as it is. */
function placeOfFallback(at: Place, fallback: string): Place {
  if (fallback === '') return at;
  const offset = at.file.text.slice(at.start, at.end).lastIndexOf(fallback);
  return offset < 0 ? at : { file: at.file, start: at.start + offset, end: at.start + offset + fallback.length };
}

/** HASURA_GRAPHQL_JWT_SECRET={"type":"HS256","key":"…"}: the key inside is what matters. */
function keyInJson({ file, start, end: last }: Place, path: string, keyAt: Place): NamedValue | undefined {
  const source = file.text.slice(start, last);
  const match = /"(key|k|secret)\\*"\s{0,20}:\s{0,20}\\*"([^"\\]{0,4000})/.exec(source);
  if (!match || match[2] === undefined) return undefined;
  const end = start + match.index + match[0].length;
  const name = match[1]!;
  const value = valueOfText(match[2], { file, start: end - match[2].length, end });
  return {
    name,
    path: `${path}.${name}`,
    says: 'signing secret',
    keyAt,
    value,
    in: 'config',
  };
}

/** package.json: scripts that set variables, `config`, `jest.globals`, `nodemonConfig.env`. */
function ofPackage(entry: ConfigEntry, reading: Reading): NamedValue[] {
  const { file } = reading;
  const [first, second] = entry.path;
  if (first === 'scripts' && entry.path.length === 2) return ofScript(entry, reading);
  const isValue = first === 'config' || (first === 'jest' && second === 'globals') || (first === 'nodemonConfig' && second === 'env');
  const path = entry.path.filter((segment) => typeof segment === 'string');
  if (!isValue || !matters(path, reading)) return [];
  return [namedValue(path, shownPath(path), { file, start: entry.keyStart, end: entry.keyEnd }, valueOfEntry(file, entry), reading)];
}

const scriptAssignment = /(?<![\w\-./$])([A-Za-z_]\w*)=(?:\\"([^"\\]*)\\"|'([^']*)'|([^\s"'\\;&|]+))/g;

/** Reads the source, not the decoded text, so that places fit. */
function ofScript(entry: ConfigEntry, reading: Reading): NamedValue[] {
  const { file } = reading;
  const source = file.text.slice(entry.start, entry.end);
  return [...source.matchAll(scriptAssignment)].flatMap((match) => {
    const name = match[1]!;
    const text = match[2] ?? match[3] ?? match[4] ?? '';
    if (!matters([name], reading)) return [];
    const keyStart = entry.start + match.index;
    const start = keyStart + match[0].indexOf(text, name.length + 1);
    const at = { file, start: keyStart, end: keyStart + name.length };
    return [namedValue([name], shownPath(['scripts', entry.name, name]), at, valueOfText(text, { file, start, end: start + text.length }), reading)];
  });
}
