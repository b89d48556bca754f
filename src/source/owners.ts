// A CODEOWNERS file → who owns a path. The last pattern that fits decides, as GitHub and GitLab have it; GitLab's section
// heads are passed over.

import { ignoredBy } from './ignores.ts';
import type { RootFiles } from './root-files.ts';

const places = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS'] as const;
const mostRead = 3 * 1024 * 1024;
/** Each pattern is compared with each path that is asked for. */
const mostPatterns = 2000;

/** `files`: of the top of the repository; paths are relative to it. */
export function ownersIn(files: RootFiles): (path: string) => readonly string[] {
  const place = places.find((path) => files.standing(path)?.kind === 'file');
  const lines = place === undefined ? [] : (files.readFile(place, mostRead) ?? '').split(/\r?\n/).slice(0, 100_000);
  const owned = lines.flatMap((line) => {
    const [pattern, ...owners] = line.replace(/(?:^|\s)#.*$/, '').trim().split(/\s+/);
    return pattern === undefined || pattern === '' || /^\^?\[/.test(pattern) ? [] : [{ covers: ignoredBy('', [pattern]), owners }];
  }).slice(-mostPatterns);
  return (path) => owned.findLast(({ covers }) => covers(path))?.owners ?? [];
}
