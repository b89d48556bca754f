// package-lock.json and npm-shrinkwrap.json → versions. npm 7 and later write one flat table "packages", keyed by
// folder; npm 6 (lockfileVersion 1) writes "dependencies" by name, nested.

import { foldersUp } from '../../source/inside.ts';
import { gathering, pinnedAt, type LockedPackage, type LockReader, type Pinned } from './locked.ts';

export const npmLock: LockReader = {
  versionIn(text, packageName, { folder }) {
    if (isNested(text)) return nestedVersion(text, packageName);
    // A lockfile names its own project and its workspaces; of a project that merely lies below them it says nothing.
    if (folder !== '' && bodyOf(text, '""') !== undefined && bodyOf(text, `"${folder}"`) === undefined) return undefined;
    for (const above of foldersUp(folder)) {
      const body = bodyOf(text, `"${above === '' ? '' : `${above}/`}node_modules/${packageName}"`);
      if (body !== undefined) return versionOf(text, body);
    }
    return undefined;
  },
  packagesIn: (text, names) => (isNested(text) ? nestedPackages(text, names) : flatPackages(text, names)),
};

const isNested = (text: string): boolean => /"lockfileVersion"\s*:\s*1\b/.test(text.slice(0, 1000));

/** The beginning of an object: as far as the next brace, and no further than a package's own fields go. */
interface Body { readonly text: string; readonly start: number }
const longestBody = 4000;
/** No system has longer paths; each folder of one is looked through. */
const longestFolder = 1000;

function bodyAt(text: string, start: number): Body {
  const slice = text.slice(start, start + longestBody);
  const end = slice.search(/[{}]/);
  return { text: end < 0 ? slice : slice.slice(0, end), start };
}

function bodyOf(text: string, key: string): Body | undefined {
  for (let at = text.indexOf(key); at >= 0; at = text.indexOf(key, at + key.length)) {
    const opening = /^\s{0,20}:\s{0,20}\{/.exec(text.slice(at + key.length, at + key.length + 50));
    if (opening) return bodyAt(text, at + key.length + opening[0].length);
  }
  return undefined;
}

function versionOf(text: string, { text: body, start }: Body): Pinned | undefined {
  const match = /"version"\s{0,20}:\s{0,20}"/.exec(body);
  return match ? pinnedAt(text, start + match.index + match[0].length) : undefined;
}

function* objectsIn(text: string): Generator<{ readonly key: string; readonly body: Body }> {
  for (const match of text.matchAll(/":\s{0,20}\{/g)) {
    const key = text.slice(text.lastIndexOf('"', match.index - 1) + 1, match.index);
    yield { key, body: bodyAt(text, match.index + match[0].length) };
  }
}

/** Tables of `name: range` in an entry. Peers are installed by whoever depends on them. */
const tables: ReadonlySet<string> = new Set(['dependencies', 'optionalDependencies', 'requires']);
const isEntry = (body: string): boolean =>
  /^\s{0,99}"(?:name|version|resolved|license|dependencies|devDependencies|workspaces)"/.test(body);
const isDev = (body: string): boolean => /"dev(?:Optional)?"\s{0,20}:\s{0,20}true/.test(body);
const nameOf = (key: string): string => key.slice(key.lastIndexOf('node_modules/') + 'node_modules/'.length);

function flatPackages(text: string, names: ReadonlySet<string>): LockedPackage[] {
  const seen = gathering();
  const asks: { readonly owner: string; readonly name: string }[] = [];
  const folders = new Map<string, string>();
  let owner = '';
  for (const { key, body } of objectsIn(text)) {
    if (tables.has(key)) asks.push(...namesIn(body, names).map((name) => ({ owner, name })));
    else if (isEntry(body.text)) {
      owner = key;
      // npm 7 repeats everything in a nested table behind the flat one.
      if (!key.includes('node_modules/')) continue;
      const name = aliasedIn(body) ?? nameOf(key);
      if (!names.has(name)) continue;
      const pinned = versionOf(text, body);
      seen.found(name, pinned, isDev(body.text));
      if (pinned) folders.set(key, pinned.version);
    }
  }
  for (const { owner: by, name } of asks) {
    if (by.length > longestFolder) continue;
    const version = by.includes('node_modules/') ? versionSeenFrom(by, name, folders) : undefined;
    if (version !== undefined) seen.asked(`${name}@${version}`, nameOf(by));
  }
  return seen.packages(({ name, version }) => [`${name}@${version}`]);
}

/** As Node looks for it: below the package that asks, then upwards. */
function versionSeenFrom(owner: string, name: string, folders: ReadonlyMap<string, string>): string | undefined {
  for (const folder of foldersUp(owner)) {
    const version = folders.get(`${folder === '' ? '' : `${folder}/`}node_modules/${name}`);
    if (version !== undefined) return version;
  }
  return undefined;
}

/** `"node_modules/jwt": { "name": "jsonwebtoken" }`: installed under another name. */
const aliasedIn = ({ text }: Body): string | undefined => /^\s{0,99}"name"\s{0,20}:\s{0,20}"([^"]{1,200})"/.exec(text)?.[1];

const namesIn = ({ text }: Body, names: ReadonlySet<string>): string[] =>
  [...text.matchAll(/"([^"]{1,200})"\s{0,20}:\s{0,20}"/g)].map((match) => match[1]!).filter((name) => names.has(name));

function nestedPackages(text: string, names: ReadonlySet<string>): LockedPackage[] {
  const seen = gathering();
  let owner = '';
  for (const { key, body } of objectsIn(text)) {
    if (key === 'requires') for (const name of namesIn(body, names)) seen.asked(name, owner);
    if (!isEntry(body.text)) continue;
    owner = key;
    if (names.has(key)) seen.found(key, versionOf(text, body), isDev(body.text));
  }
  return seen.packages(({ name }) => [name]);
}

// Here a nested table may come before the one that counts, so this form is parsed after all.
function nestedVersion(text: string, packageName: string): Pinned | undefined {
  try {
    const lock = parsed(text);
    const version = lock.dependencies?.[packageName]?.version;
    return nestedPackages(text, new Set([packageName])).find((entry) => entry.version === version);
  } catch {
    return undefined;
  }
}

interface NestedLock { readonly dependencies?: Readonly<Record<string, { readonly version?: string }>> }
let last: { readonly text: string; readonly lock: NestedLock } | undefined;

/** The last one is kept: a manifest asks for one package after the other. */
function parsed(text: string): NestedLock {
  if (last?.text !== text) last = { text, lock: JSON.parse(text) as NestedLock };
  return last.lock;
}
