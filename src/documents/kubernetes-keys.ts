// Kubernetes manifests, Helm templates and values → the signing keys that workloads take from Secrets, and what the Secrets
// of the file hold. A Secret is known by its namespace and name; one that a template names, within its chart alone.
// Leaves alone: literal values, which the rules over values tell, and prefixes that Kustomize puts before names.

import type { Place, SourceFile } from '../source/file.ts';
import type { ConfigDocument, ConfigEntry } from '../syntax/config-document.ts';
import type { Names } from '../secrets/words/names.ts';
import { isOrdinary } from './config-values.ts';
import { isSharedKeyName } from './service-keys.ts';
import type { HeldKey, ServiceKey } from './service-keys.ts';

export interface KubernetesKeys { readonly given: readonly ServiceKey[]; readonly held: readonly HeldKey[] }

const mayMatter = /secretKeyRef|secretRef|secretGenerator|Secret\b/;

export function kubernetesKeysOf(file: SourceFile, { entries }: ConfigDocument, names?: Names): KubernetesKeys {
  const matters = (file.language === 'yaml' || file.language === 'json') && mayMatter.test(file.text);
  const manifests = matters ? manifestsIn(entries) : [];
  return { given: manifests.flatMap((one) => givenIn(one, file, names)), held: manifests.flatMap((one) => heldIn(one, file, names)) };
}

// ---- one file, several objects ----

type Path = ConfigEntry['path'];
interface Line { readonly entry: ConfigEntry; readonly path: Path }
interface Manifest { readonly lines: Line[]; readonly byPath: Map<string, ConfigEntry> }

/** Documents of one file follow each other, each with its version and kind in front; a List has them as items. */
function manifestsIn(entries: readonly ConfigEntry[]): readonly Manifest[] {
  const manifests = [emptyManifest()];
  let [heads, item]: [Set<string>, Path[number] | undefined] = [new Set(), undefined];
  for (const entry of entries) {
    if (!isOrdinary(entry.path)) continue;
    const isItem = entry.path[0] === 'items' && typeof entry.path[1] === 'number';
    const [path, at] = isItem ? [entry.path.slice(2), entry.path[1]] : [entry.path, undefined];
    const head = path.length === 1 && (path[0] === 'apiVersion' || path[0] === 'kind') ? path[0] : undefined;
    if (at !== item || (head !== undefined && heads.has(head))) {
      manifests.push(emptyManifest());
      [heads, item] = [new Set(), at];
    }
    if (head !== undefined) heads.add(head);
    const manifest = manifests.at(-1)!;
    manifest.lines.push({ entry, path });
    manifest.byPath.set(path.join('\0'), entry);
  }
  return manifests;
}

const emptyManifest = (): Manifest => ({ lines: [], byPath: new Map() });
const lineAt = ({ byPath }: Manifest, ...path: Path): ConfigEntry | undefined => byPath.get(path.join('\0'));

/** `{{ .Release.Name }}-jwt` is another name in every chart. */
const named = (text: string, { path }: SourceFile): string => (text.includes('{{') ? `${chartOf(path)} ${text}` : text);
const chartOf = (path: string): string => /^(.*?)(?:\/templates)?\/[^/]*$/.exec(path)?.[1] ?? '';

function secretId(name: string, manifest: Manifest, file: SourceFile): string {
  const namespace = lineAt(manifest, 'metadata', 'namespace')?.value ?? '';
  return `secret ${named(namespace, file)}/${named(name, file)}`;
}

// ---- what workloads are given ----

const lists = new Set<string | number | undefined>(['env', 'envVars', 'extraEnv', 'extraEnvs', 'extraEnvVars', 'envFrom', 'extraEnvFrom']);

/** One variable, or one Secret as a whole: its lines by what stands behind the list and the number in it. */
interface Slot { readonly owner: Path; readonly variable: string | undefined; readonly lines: Map<string, ConfigEntry> }

function givenIn(manifest: Manifest, file: SourceFile, names?: Names): readonly ServiceKey[] {
  const slots = new Map<string, Slot>();
  for (const { entry, path } of manifest.lines) {
    const at = path.findIndex((segment) => lists.has(segment));
    const item = path[at + 1];
    if (at < 0 || item === undefined) continue;
    const id = path.slice(0, at + 2).join('\0');
    const variable = typeof item === 'string' ? item : undefined;
    const slot: Slot = slots.get(id) ?? { owner: path.slice(0, at), variable, lines: new Map() };
    slots.set(id, slot);
    slot.lines.set(path.slice(at + 2).join('.'), entry);
  }
  return [...slots.values()].flatMap((slot) => keyIn(slot, manifest, file, names));
}

function keyIn({ owner, variable, lines }: Slot, manifest: Manifest, file: SourceFile, names?: Names): readonly ServiceKey[] {
  const whole = lines.get('secretRef.name');
  if (whole) {
    const source = secretId(whole.value, manifest, file);
    return [{ ...runsIn(owner, manifest, file), name: whole.value, source, all: true, at: valuePlace(whole, file) }];
  }
  const secret = lines.get('valueFrom.secretKeyRef.name');
  const key = lines.get('valueFrom.secretKeyRef.key');
  const name = variable ?? lines.get('name')?.value;
  if (!secret || !key || name === undefined || !(isSharedKeyName(name, names) || isSharedKeyName(key.value, names))) return [];
  const source = secretId(secret.value, manifest, file);
  return [{ ...runsIn(owner, manifest, file), name, source, key: key.value, at: valuePlace(lines.get('name') ?? secret, file) }];
}

const valuePlace = ({ start, end }: ConfigEntry, file: SourceFile): Place => ({ file, start, end });

/** The workload by its name, and the image of the container: one image is one program, in however many workloads. */
function runsIn(owner: Path, manifest: Manifest, file: SourceFile): Pick<ServiceKey, 'service' | 'program'> {
  const image = lineAt(manifest, ...owner, 'image') ?? lineAt(manifest, ...owner, 'image', 'repository');
  const name = lineAt(manifest, 'kind')
    ? lineAt(manifest, 'metadata', 'name')?.value
    : owner.filter((one) => typeof one === 'string').at(-1);
  const said = (name ?? '').replace(/\{\{[^}]{0,400}\}\}/g, '').replace(/^-+|(?<!-)-+$/g, '');
  const service = said === '' ? (chartOf(file.path).split('/').at(-1) ?? '') : said;
  return { service, program: image ? `image ${named(withoutTag(image.value), file)}` : service };
}

/** Tag and digest tell when it was built; a registry may have a port. */
const withoutTag = (image: string): string => (image.includes('{{') ? image : image.split('@')[0]!.replace(/:[^:/]*$/, ''));

// ---- what Secrets hold ----

function heldIn(manifest: Manifest, file: SourceFile, names?: Names): readonly HeldKey[] {
  if (!/Secret$|^Kustomization$/.test(lineAt(manifest, 'kind')?.value ?? 'Kustomization')) return [];
  const target = lineAt(manifest, 'spec', 'target', 'name') ?? lineAt(manifest, 'metadata', 'name');
  return manifest.lines.flatMap(({ entry, path }): HeldKey[] => {
    const [secret, key] = path[0] === 'secretGenerator' ? generated(entry, path, manifest) : [target?.value, keyHeld(entry, path)];
    return secret !== undefined && key !== undefined && isSharedKeyName(key, names)
      ? [{ secret: secretId(secret, manifest, file), key }]
      : [];
  });
}

/** In a Secret, a SealedSecret, an ExternalSecret. */
function keyHeld({ name, value }: ConfigEntry, path: Path): string | undefined {
  const [first, second] = path;
  if (path.length === 2 && (first === 'data' || first === 'stringData')) return name;
  if (first !== 'spec') return undefined;
  if (second === 'encryptedData' && path.length === 3) return name;
  return second === 'data' && path.at(-1) === 'secretKey' ? value : undefined;
}

/** Kustomize: `secretGenerator: [{ name, literals: [NAME=value] }]`. */
function generated({ value }: ConfigEntry, path: Path, manifest: Manifest): readonly [string | undefined, string | undefined] {
  const key = path[2] === 'literals' ? /^([\w.-]{1,200})=/.exec(value)?.[1] : undefined;
  return [key === undefined ? undefined : lineAt(manifest, 'secretGenerator', path[1]!, 'name')?.value, key];
}
