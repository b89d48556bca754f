// A Compose document → what runs in each of its services: an image, or what is built from a folder.

import { posix } from 'node:path';
import type { ConfigEntry } from '../syntax/config-document.ts';

export interface ComposeProgram {
  readonly image?: string;
  /** As written, and seen from the root. */
  readonly built?: string;
  readonly folder?: string;
}

export const isCompose = (path: string): boolean => /(?:^|[./_-])compose[\w.-]*\.ya?ml$/i.test(path);

/** By the name of the service. What says neither image nor folder is left out: another file does. */
export function composeProgramsOf(file: string, entries: readonly ConfigEntry[]): ReadonlyMap<string, ComposeProgram> {
  const programs = new Map<string, ComposeProgram>();
  for (const { path, value } of entries) {
    const [top, service, what, inner] = path;
    if (top !== 'services' || typeof service !== 'string') continue;
    const known = programs.get(service);
    if (what === 'build' && (inner === undefined || inner === 'context'))
      programs.set(service, { ...known, built: value, folder: folderSeenFrom(file, value) });
    else if (what === 'image' && path.length === 3) programs.set(service, { ...known, image: value });
  }
  return programs;
}

/** A path seen from the folder of the file, seen from the root: '' for the root itself. */
function folderSeenFrom(file: string, relative: string): string {
  const folder = posix.join(posix.dirname(file), relative).replace(/\/$/, '');
  return folder === '.' ? '' : folder;
}
