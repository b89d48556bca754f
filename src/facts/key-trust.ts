// Production code → the keys that it relies on by their place: public halves that its verifiers take, private keys that its
// signers load. What is written in the code itself has a place; a file is named by a path, which is seen from the code or
// from a folder above it, where the program may have been started; a variable is named.
// Leaves alone: keys that are fetched, and what tests and examples rely on.

import { posix } from 'node:path';
import type { Place, SourceFile } from '../source/file.ts';
import { foldersUp } from '../source/inside.ts';
import type { KeyUse } from '../calls/jwt-call.ts';
import type { Facts } from './facts.ts';
import { originsOf } from '../values/origins.ts';
import type { Origin } from '../values/origins.ts';

export interface KeyTrust {
  readonly half: 'public' | 'private';
  readonly at: Place;
  /** The call, as a reader would say it. */
  readonly by: string;
  readonly written: { readonly place: Place } | { readonly files: readonly string[] } | { readonly variable: string };
}

export function keyTrustsOf({ file, keyUses }: Pick<Facts, 'file' | 'keyUses'>): readonly KeyTrust[] {
  return file.role === 'production' ? keyUses.flatMap(trustsOf) : [];
}

function trustsOf({ slot, value, at, call }: KeyUse): readonly KeyTrust[] {
  if (!call || slot === 'symmetric') return [];
  const half = call.kind === 'sign' ? 'private' : 'public';
  return originsOf(value).flatMap((origin): KeyTrust[] => {
    const written = writtenAt(origin, at.file);
    return written ? [{ half, at, by: call.name, written }] : [];
  });
}

function writtenAt({ value, wrappers }: Origin, code: SourceFile): KeyTrust['written'] | undefined {
  if (value.kind === 'env') return { variable: value.name };
  if (!wrappers.some(({ by }) => by === 'file')) return value.kind === 'text' || value.kind === 'object' ? { place: value.at } : undefined;
  return value.kind === 'text' ? { files: pathsFrom(code, value.text) } : undefined;
}

/** Where the text may lead: `./` stands for the folder of the code, too. */
function pathsFrom({ path }: SourceFile, text: string): readonly string[] {
  const folder = posix.dirname(path);
  return foldersUp(folder === '.' ? '' : folder).map((above) => posix.join(above, text)).filter((one) => !one.startsWith('..'));
}
