// A user's own models → one list with the built-in ones, and the way from an import to a file of the project that is modelled.
// An own model of a known package adds to it: its rows come first, and one of the same `call` replaces the built-in row.

import { libraries } from '../models/libraries/all.ts';
import type { LibraryModel } from '../models/model.ts';

export function withOwnModels(own: readonly LibraryModel[]): readonly LibraryModel[] {
  const known = libraries.map((library) => own.filter((model) => model.package === library.package).reduce(extended, library));
  return [...known, ...own.filter((model) => !libraries.some((library) => library.package === model.package))];
}

function extended(library: LibraryModel, own: LibraryModel): LibraryModel {
  return {
    ...library,
    ...own,
    ...rowsOf('operations', library, own),
    ...rowsOf('keys', library, own),
    ...rowsOf('secretUses', library, own),
    ...rowsOf('signatures', library, own),
    ...rowsOf('guards', library, own),
    aliases: [...(library.aliases ?? []), ...(own.aliases ?? [])],
    passes: [...new Set([...(own.passes ?? []), ...(library.passes ?? [])])],
  };
}

function rowsOf(
  table: 'operations' | 'keys' | 'secretUses' | 'signatures' | 'guards',
  library: LibraryModel,
  own: LibraryModel,
): Partial<LibraryModel> {
  const [before, given] = [library[table] ?? [], own[table] ?? []];
  const rows = [...given, ...before.filter(({ call }) => !given.some((row) => row.call === call))];
  return rows.length === 0 ? {} : { [table]: rows };
}

// ---- files of the project ----

const isFile = (module: string): boolean => module.startsWith('./');

/** `./src/auth/jwt.ts`, `src/auth/jwt/index.js` → src/auth/jwt */
const stemOf = (path: string): string => path.replace(/^\.\//, '').replace(/\.(?:d\.)?[cm]?[jt]sx?$/, '').replace(/\/index$/, '');

/** By stem: under which name the models know the file. */
export const ownFilesOf = (all: readonly LibraryModel[]): ReadonlyMap<string, string> =>
  new Map(all.flatMap(({ package: name, aliases = [] }) => [name, ...aliases].filter(isFile).map((file) => [stemOf(file), name] as const)));

/** The specifiers with which a project may import its modelled files end in one of these words. */
export const lastWordsOf = (all: readonly LibraryModel[]): readonly string[] => [...new Set([...ownFilesOf(all).keys()].map(lastWord))];
const lastWord = (stem: string): string => stem.slice(stem.lastIndexOf('/') + 1);

/** Specifier → the name of a modelled file, else the specifier itself. `locate` knows aliases; relative ones need no disk. */
export function fileFinder(
  path: string,
  files: ReadonlyMap<string, string>,
  locate: (specifier: string) => string | undefined = () => undefined,
): (specifier: string) => string {
  const known = new Map<string, string>();
  const words = new Set([...files.keys()].map(lastWord));
  const find = (specifier: string): string => {
    if (!words.has(lastWord(stemOf(specifier)))) return specifier;
    const file = /^\.\.?\//.test(specifier) ? joined(path, specifier) : locate(specifier);
    return (file === undefined ? undefined : files.get(stemOf(file))) ?? specifier;
  };
  return (specifier) => {
    const before = known.get(specifier) ?? find(specifier);
    known.set(specifier, before);
    return before;
  };
}

function joined(path: string, specifier: string): string {
  const segments = path.split('/').slice(0, -1);
  for (const step of specifier.split('/')) {
    if (step === '..') segments.pop();
    else if (step !== '.') segments.push(step);
  }
  return segments.join('/');
}
