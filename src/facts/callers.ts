// Functions of this run that hand a key on, or that verify → files that were cleared by their words and call them: by their imports,
// and by the names that stand in them. Nothing of it depends on the order in which files were read.

import { namesGate } from './gate.ts';
import type { Gate } from '../source/gate.ts';
import type { Project } from './project.ts';

interface Caller { readonly path: string; readonly mayCall: Gate }

/** A library of a whole company; a program has a few dozen. */
const MOST_CALLERS = 5000;

/**
 * `taught`: the names of such functions by the file that has them. `mayName`: does one of the names stand in the text of a file?
 * Asked first, since most files hold none and their imports need not be read. In the order of the paths.
 */
export function callersAmong(
  cleared: Iterable<string>, taught: ReadonlyMap<string, ReadonlySet<string>>, project: Pick<Project, 'usedBy'>,
  mayName: (path: string, names: Gate) => boolean,
): readonly Caller[] {
  if (taught.size === 0) return [];
  const anyName = namesGate(union([...taught.values()]));
  const callers: Caller[] = [];
  for (const path of [...cleared].sort()) {
    const teachers = mayName(path, anyName) ? project.usedBy(path, taught) : [];
    if (teachers.length > 0) callers.push({ path, mayCall: namesGate(union(teachers.map((teacher) => taught.get(teacher)!))) });
    if (callers.length === MOST_CALLERS) break;
  }
  return callers;
}

const union = (sets: readonly ReadonlySet<string>[]): ReadonlySet<string> => new Set(sets.flatMap((set) => [...set]));
