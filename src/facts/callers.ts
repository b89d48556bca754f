// Functions of this run that hand a key on, or that verify → files that were cleared by their words and call them: by their imports,
// and by the names that stand in them. Nothing of it depends on the order in which files were read.

import { namesGate } from './gate.ts';
import type { Gate } from '../source/gate.ts';
import type { Project } from './project.ts';

interface Caller { readonly path: string; readonly mayCall: Gate }

/** A library of a whole company; a program has a few dozen. */
const MOST_CALLERS = 5000;

/** `taught`: the names of such functions by the file that has them. In the order of the paths. */
export function callersAmong(
  cleared: Pick<ReadonlySet<string>, 'has'>, taught: ReadonlyMap<string, ReadonlySet<string>>, project: Pick<Project, 'usersOf'>,
): readonly Caller[] {
  const names = new Map<string, Set<string>>();
  for (const [path, all] of taught)
    for (const user of project.usersOf(path)) {
      if (!cleared.has(user)) continue;
      const known = names.get(user) ?? new Set();
      for (const name of all) known.add(name);
      names.set(user, known);
    }
  const callers = [...names].sort(([a], [b]) => (a < b ? -1 : 1)).slice(0, MOST_CALLERS);
  return callers.map(([path, all]) => ({ path, mayCall: namesGate(all) }));
}
