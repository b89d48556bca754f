// The names that a rule has and had → the rule. Settings, comments, baselines and policies of yesterday name a rule as it was called
// then, and go on to hold.

import type { Rule } from './rule.ts';

export const ruleCalled = (rules: Iterable<Rule>, name: string): Rule | undefined => {
  for (const rule of rules) if (rule.id === name || rule.formerly?.includes(name)) return rule;
  return undefined;
};

/** The name itself where nothing was ever called so. */
export const idNow = (rules: Iterable<Rule>, name: string): string => ruleCalled(rules, name)?.id ?? name;

/** A table by rules; of two names of one rule the one of today holds. */
export function underIdsNow<T>(rules: readonly Rule[], table: Readonly<Record<string, T>>): Record<string, T> {
  const renamed = Object.entries(table).map(([name, value]) => [idNow(rules, name), value, name] as const);
  return Object.fromEntries(renamed.sort(([a, , m], [b, , n]) => Number(m === a) - Number(n === b)).map(([id, value]) => [id, value]));
}

/** Of the version that first had it, as 0.2; rules without one are as old as the tool. */
const firstVersion = '0.1';

export const sinceOf = ({ since = firstVersion }: Rule): string => since;

/** Both as 0.2 or 0.2.1. */
export function isNewerThan(version: string, other: string): boolean {
  const [a, b] = [version.split('.').map(Number), other.split('.').map(Number)];
  for (const at of [0, 1, 2]) if ((a[at] ?? 0) !== (b[at] ?? 0)) return (a[at] ?? 0) > (b[at] ?? 0);
  return false;
}
