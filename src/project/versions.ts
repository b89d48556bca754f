// Lockfile text, package name → the exact version that is installed; version range → the lowest version it admits.
// Lockfiles run to tens of megabytes and one package is asked for, so they are searched as text, not parsed. The
// answer is `undefined` wherever the text is not the one the tools write.

const exact = /^v?(\d+\.\d+\.\d+(?:-[\w.-]+)?)/;

/** Where in the tree the question is asked from. */
export interface Asker {
  /** Folder of the manifest relative to the lockfile's folder; '' for the same. */
  readonly folder: string;
  /** The manifest's own name: bun keys nested packages by it. */
  readonly name?: string | undefined;
  /** The range in the manifest. */
  readonly range: string;
}

export type LockReader = (text: string, packageName: string, asker: Asker) => string | undefined;

/** In the order in which they are tried in one folder. */
export const lockfiles: readonly { readonly file: string; readonly versionIn: LockReader }[] = [
  { file: 'package-lock.json', versionIn: npmVersion },
  { file: 'npm-shrinkwrap.json', versionIn: npmVersion },
  { file: 'pnpm-lock.yaml', versionIn: pnpmVersion },
  { file: 'yarn.lock', versionIn: yarnVersion },
  { file: 'bun.lock', versionIn: bunVersion },
];

/** `^8.5.1` → 8.5.1, `8.x` → 8.0.0, `npm:other@^2` → 2.0.0; `latest`, `*`, `<9`, URLs and workspaces say nothing. */
export function lowestVersion(range: string): string | undefined {
  const plain = range.slice(0, 256).replace(/^npm:(?:@[^/@]+\/)?[^@]*@/, '');
  if (/^[a-z]+:|^git|\//i.test(plain.trim())) return undefined;
  const lowest = plain.split('||').map(lowestOfSet);
  if (lowest.some((version) => version === undefined)) return undefined;
  return lowest.map((version) => version!).sort(compareVersions)[0]?.join('.');
}

function lowestOfSet(set: string): number[] | undefined {
  const bound = set.trim().split(/\s+(?![\d\s])|\s+-\s+/).find((part) => !part.trim().startsWith('<')) ?? '';
  const match = /^(?:\^|~>?|>=|>|=|v)?\s*v?(\d+)(?:\.(\d+|[xX*]))?(?:\.(\d+|[xX*]))?/.exec(bound.trim());
  return match === null ? undefined : match.slice(1, 4).map((part) => Number.parseInt(part ?? '0', 10) || 0);
}

const compareVersions = (a: readonly number[], b: readonly number[]): number => a[0]! - b[0]! || a[1]! - b[1]! || a[2]! - b[2]!;

const exactly = (version: string | undefined): string | undefined => (version === undefined ? undefined : exact.exec(version)?.[1]);

// npm 7+: one flat table "packages", keyed by folder. npm 6 (lockfileVersion 1): "dependencies" by name.
function npmVersion(text: string, packageName: string, { folder }: Asker): string | undefined {
  // A lockfile names its own project and its workspaces; of a project that merely lies below them it says nothing.
  if (folder !== '' && objectAfter(text, '""') !== undefined && objectAfter(text, `"${folder}"`) === undefined) return undefined;
  for (const above of foldersUp(folder)) {
    const key = `"${above === '' ? '' : `${above}/`}node_modules/${packageName}"`;
    const body = objectAfter(text, key);
    if (body !== undefined) return exactly(/"version"\s*:\s*"([^"]*)"/.exec(body)?.[1]);
  }
  return /"lockfileVersion"\s*:\s*1\b/.test(text.slice(0, 1000)) ? oldNpmVersion(text, packageName) : undefined;
}

/** The beginning of the object that stands behind a key. */
function objectAfter(text: string, key: string): string | undefined {
  for (let at = text.indexOf(key); at >= 0; at = text.indexOf(key, at + key.length)) {
    const body = text.slice(at + key.length, at + key.length + 1000);
    if (/^\s*:\s*\{/.test(body)) return body.slice(0, body.indexOf('}') < 0 ? undefined : body.indexOf('}'));
  }
  return undefined;
}

// Here a nested table may come before the one that counts, so this form is parsed after all.
function oldNpmVersion(text: string, packageName: string): string | undefined {
  try {
    const lock = JSON.parse(text) as { dependencies?: Record<string, { version?: string }> };
    const version = lock.dependencies?.[packageName]?.version;
    return typeof version === 'string' ? exactly(version) : undefined;
  } catch {
    return undefined;
  }
}

// Lockfile 6 and later: importers → folder → dependencies → name → specifier, version. Without workspaces, and in 5.4,
// the dependencies stand at the top, with the version behind the name.
function pnpmVersion(text: string, packageName: string, { folder }: Asker): string | undefined {
  const end = text.search(/^packages:/m);
  const lines = (end < 0 ? text : text.slice(0, end)).split(/\r?\n/);
  const importers = lines.indexOf('importers:');
  const section = importers < 0 ? lines : importerOf(lines.slice(importers + 1), folder === '' ? '.' : folder);
  const row = section.findIndex((line, index) => keyOf(line) === packageName && !isSpecifier(section, index));
  if (row < 0) return undefined;
  const depth = indentOf(section[row]!);
  const same = valueOf(section[row]!);
  if (same !== '') return exactly(same);
  const below = section.slice(row + 1, row + 4).find((line) => indentOf(line) > depth && keyOf(line) === 'version');
  return below === undefined ? undefined : exactly(valueOf(below));
}

function importerOf(lines: readonly string[], name: string): string[] {
  const start = lines.findIndex((line) => indentOf(line) === 2 && keyOf(line) === name);
  if (start < 0) return [];
  const rest = lines.slice(start + 1);
  const stop = rest.findIndex((line) => line.trim() !== '' && indentOf(line) <= 2);
  return stop < 0 ? rest : rest.slice(0, stop);
}

// Lockfile 5.4 repeats the ranges in a table "specifiers" above the dependencies.
function isSpecifier(lines: readonly string[], index: number): boolean {
  const depth = indentOf(lines[index]!);
  const above = lines.slice(0, index).findLast((other) => indentOf(other) < depth && other.trim() !== '');
  return above !== undefined && (keyOf(above) === 'specifiers' || keyOf(above) === 'overrides');
}

const indentOf = (line: string): number => line.length - line.trimStart().length;
const unquoted = (text: string): string => text.replace(/^['"]/, '').replace(/['"]$/, '');
const keyOf = (line: string): string => unquoted(/^([^\s'":][^:]*|'[^']*'|"[^"]*"):(?:\s|$)/.exec(line.trim())?.[1] ?? '');
const valueOf = (line: string): string => unquoted(/^(?:[^\s'":][^:]*|'[^']*'|"[^"]*"):\s*(.*)$/.exec(line.trim())?.[1] ?? '');

// Classic: `name@range, name@range:` and `version "1.2.3"`. Berry: `"name@npm:range, …":` and `version: 1.2.3`.
function yarnVersion(text: string, packageName: string, { range }: Asker): string | undefined {
  const entries = yarnEntries(text, packageName);
  const wanted = [`${packageName}@${range}`, `${packageName}@npm:${range}`];
  const own = entries.find(({ heads }) => heads.some((head) => wanted.includes(head)));
  return (own ?? (entries.length === 1 ? entries[0] : undefined))?.version;
}

function yarnEntries(text: string, packageName: string): { heads: string[]; version: string | undefined }[] {
  const entries: { heads: string[]; version: string | undefined }[] = [];
  const word = `${packageName}@`;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    const start = text.lastIndexOf('\n', at) + 1;
    if (/[\s#]/.test(text[start] ?? ' ')) continue;
    const stop = text.indexOf('\n', at) < 0 ? text.length : text.indexOf('\n', at);
    const heads = text.slice(start, stop).replace(/:\s*$/, '').split(',').map((head) => head.trim().replaceAll('"', ''));
    if (!heads.some((head) => head.startsWith(word))) continue;
    const version = /^\s+version:?\s+"?([^"\s]+)/.exec(text.slice(stop, stop + 200))?.[1];
    entries.push({ heads, version: exactly(version) });
    at = stop - word.length;
  }
  return entries;
}

// `"name": ["name@1.2.3", …]`; a package nested below a workspace has the workspace's name before it.
function bunVersion(text: string, packageName: string, { name }: Asker): string | undefined {
  const keys = [...(name === undefined ? [] : [`${name}/${packageName}`]), packageName];
  for (const key of keys) {
    const head = `"${key}": ["${packageName}@`;
    const at = text.indexOf(head);
    if (at >= 0) return exactly(text.slice(at + head.length, at + head.length + 100));
  }
  return undefined;
}

/** `a/b` → `a/b`, `a`, ``. */
export function foldersUp(folder: string): string[] {
  const parts = folder === '' ? [] : folder.split('/');
  return Array.from({ length: parts.length + 1 }, (_, cut) => parts.slice(0, parts.length - cut).join('/'));
}
