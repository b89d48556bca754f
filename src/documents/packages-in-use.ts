// A package with a known flaw, and the calls of that library in view → whether they meet the flaw. A call without a list of
// algorithms is reported itself; where every call has one, the old version is no open door.
// Leaves alone: flaws that no call can avoid, and what other packages bring in.

import type { JwtCall } from '../calls/jwt-call.ts';
import { chosenWithoutList, listsAlgorithms } from '../calls/omitted-list.ts';
import type { Place } from '../source/file.ts';
import type { VulnerablePackage } from './vulnerable-packages.ts';

/** `lists`: does it list algorithms? Undefined where that is not known. */
export interface LibraryCall { readonly package: string; readonly at: Place; readonly lists: boolean | undefined }

/** Calls of the program itself: what tests and pages do meets no attacker. */
export const libraryCallsOf = (calls: readonly JwtCall[]): readonly LibraryCall[] =>
  calls.filter(({ at: { file }, kind }) => file.role !== 'test' && file.role !== 'docs' && kind !== 'decode')
    .map((call) => ({ package: call.library.package, at: call.at, lists: listing(call) }));

function listing(call: JwtCall): boolean | undefined {
  const chosen = chosenWithoutList(call);
  if (chosen === 'token' || chosen === 'key text') return false;
  return call.kind === 'sign' || listsAlgorithms(call) ? true : undefined;
}

export interface InUse {
  /** A call meets the flaw, and says so itself; or none does. */
  readonly isMet: boolean;
  /** The first that decided. */
  readonly by: Place;
}

/** Undefined: the calls decide nothing. */
export function inUse({ name, flaws, use, at }: VulnerablePackage, calls: readonly LibraryCall[]): InUse | undefined {
  const folder = at.file.path.slice(0, at.file.path.lastIndexOf('/') + 1);
  if (use === 'transitive' || flaws.some(({ meets }) => meets === undefined)) return undefined;
  const own = calls.filter((call) => call.package === name && call.at.file.path.startsWith(folder));
  const open = own.find(({ lists }) => lists === false);
  if (open) return { isMet: true, by: open.at };
  return own[0] && own.every(({ lists }) => lists === true) ? { isMet: false, by: own[0].at } : undefined;
}
