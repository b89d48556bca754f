// An exception and what a floor from outside of the tree demands → why it counts for nothing, if it does. The floor is the
// organisation's: nothing in the scanned tree lowers it.

import type { Floor } from '../options.ts';

interface Exception { readonly reason: string; readonly until?: string | undefined }

/** In words that follow the exception's name. `until` is a day, or none. */
export function refusedByFloor(floor: Floor | undefined, ruleId: string, { reason, until }: Exception, today: string): string | undefined {
  if (floor === undefined) return undefined;
  if (takesNoException(floor, ruleId)) return `the policy takes no exception of ${ruleId}`;
  if (floor.reasons && reason === '') return 'the policy demands a reason';
  if (floor.exceptionDays === undefined) return undefined;
  if (until === undefined) return `the policy demands a last day, at most ${String(floor.exceptionDays)} days from now: until=YYYY-MM-DD`;
  const days = (Date.parse(until) - Date.parse(today)) / 86_400_000;
  return days > floor.exceptionDays ? `the policy lets an exception last ${String(floor.exceptionDays)} days at most` : undefined;
}

export const takesNoException = ({ noExceptions }: Floor, ruleId: string): boolean => noExceptions.includes(ruleId) || noExceptions.includes('*');
