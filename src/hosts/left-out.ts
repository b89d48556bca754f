// What a run was pointed at and did not look at → words for standard error; and the ignore patterns for a text that comes on
// standard input, which no walk meets.

import { resolve } from 'node:path';
import { posixWay } from '../source/inside.ts';
import { ignoredBy } from '../source/ignores.ts';
import type { Walk } from '../source/walking/run.ts';
import type { ScanOptions } from './run-options.ts';

const mostNamed = 10;

/** `left`: files that the user named and a pattern ignores. */
export function wordsOnLeftOut(listing: Walk | undefined, left: readonly string[], { mayBeGone = [] }: ScanOptions): string[] {
  const gone = (listing?.missing ?? []).filter((path) => mayBeGone.includes(path)).length;
  const named = left.slice(0, mostNamed).join(', ') + (left.length > mostNamed ? ` and ${String(left.length - mostNamed)} more` : '');
  return [
    ...(left.length === 0 ? [] : [`ignored by .jwtlintignore or the configuration although named: ${named}. --no-ignore looks at ignored files, too.`]),
    ...(gone === 0 ? [] : [`${String(gone)} of the listed paths ${gone === 1 ? 'is' : 'are'} not there any more`]),
  ];
}

/** The name that a text on standard input would have may be one that is ignored. */
export function ignoredStdin({ stdin, noIgnore }: ScanOptions, root: string, ignore: readonly string[], ownIgnores: string): string[] {
  if (stdin === undefined || noIgnore === true) return [];
  const path = posixWay(root, resolve(root, stdin.filename));
  return ignoredBy(ownIgnores, ignore)(path) ? [path] : [];
}
