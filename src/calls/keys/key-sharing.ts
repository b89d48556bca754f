// Calls → which of them may have the key of another one: another variable is another kind of token; where no variable is
// known, the keys may be the same.

import type { JwtCall } from '../jwt-call.ts';
import { once } from '../../values/once.ts';
import { originsOf } from '../../values/origins.ts';

/** The first of these calls that is not known to have another key. */
export type Sharing = (call: JwtCall) => JwtCall | undefined;

export function sharingOf(calls: readonly JwtCall[]): Sharing {
  const order = new Map(calls.map((call, at) => [call, at] as const));
  const [first] = calls;
  const nameless = calls.find((call) => variablesOf(call).length === 0);
  const byVariable = new Map([...calls].reverse().flatMap((call) => variablesOf(call).map((name) => [name, call] as const)));
  return (call) => {
    const variables = variablesOf(call);
    if (variables.length === 0) return first;
    const found = [nameless, ...variables.map((name) => byVariable.get(name))].filter((one) => one !== undefined);
    return found.sort((a, b) => order.get(a)! - order.get(b)!)[0];
  };
}

const variablesOf = once(({ key }: JwtCall): readonly string[] =>
  key ? originsOf(key.value).flatMap(({ value }) => (value.kind === 'env' ? [value.name] : [])) : []);
