// The registrations of a package that are nearest to a file: JwtModule.register in the same feature folder, else further
// up. Files are chosen by their words; only those are parsed.

import type { JwtCall } from '../calls/jwt-call.ts';
import type { LibraryModel } from '../models/model.ts';
import { parseCall } from '../models/signature.ts';
import { isCode, languageOf } from '../source/language.ts';

export interface RegistrationDisk {
  readonly libraries: readonly LibraryModel[];
  readFile(path: string): string | undefined;
  files(): readonly string[];
  /** Is the file production code? */
  ships(path: string): boolean;
  callsIn(path: string): readonly JwtCall[];
}

const MAX_TEXT = 500_000;

export function registrationsOf(disk: RegistrationDisk): (path: string, packageName: string) => readonly JwtCall[] {
  const known = new Map<string, readonly JwtCall[]>();
  const open = new Set<string>();
  const near = new Map<string, readonly JwtCall[]>();
  const nearestTo = (path: string, packageName: string, all: readonly JwtCall[]): readonly JwtCall[] => {
    const key = `${packageName}\0${path.slice(0, path.lastIndexOf('/') + 1)}`;
    const answer = near.get(key) ?? nearest(all, path);
    near.set(key, answer);
    return answer;
  };
  return (path, packageName) => {
    const before = known.get(packageName);
    if (before) return open.has(packageName) ? [] : nearestTo(path, packageName, before);
    // Reading a registration may ask for registrations: nothing is known until the list is whole.
    known.set(packageName, []);
    open.add(packageName);
    const all = disk
      .files()
      .filter((file) => mayRegister(file, packageName, disk))
      .flatMap((file) => disk.callsIn(file))
      .filter(({ operation, library }) => operation.kind === 'configure' && library.package === packageName);
    open.delete(packageName);
    known.set(packageName, all);
    return nearestTo(path, packageName, all);
  };
}

function mayRegister(path: string, packageName: string, { readFile, ships, libraries }: RegistrationDisk): boolean {
  const language = languageOf(path);
  if (!language || !isCode(language) || !ships(path)) return false;
  const text = readFile(path);
  return (
    text !== undefined &&
    text.length < MAX_TEXT &&
    text.includes(packageName) &&
    registering(packageName, libraries).some((word) => text.includes(word))
  );
}

/** The names that the models give to a package's registrations. */
const registering = (packageName: string, libraries: readonly LibraryModel[]): readonly string[] =>
  libraries
    .filter((library) => library.package === packageName)
    .flatMap(({ operations = [] }) => operations.flatMap(({ kind, call }) => (kind === 'configure' ? parseCall(call).path.slice(-1) : [])));

/** Those that share the longest part of the path with the file. */
function nearest(calls: readonly JwtCall[], path: string): readonly JwtCall[] {
  const shared = calls.map(({ at }) => sharedSegments(at.file.path, path));
  const most = shared.reduce((one, other) => Math.max(one, other), 0);
  return calls.filter((_, index) => shared[index] === most);
}

function sharedSegments(a: string, b: string): number {
  const [one, two] = [a.split('/').slice(0, -1), b.split('/').slice(0, -1)];
  let count = 0;
  while (count < one.length && one[count] === two[count]) count++;
  return count;
}
