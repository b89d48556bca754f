// A call and the 'none' among its algorithms → the call without it. An item of a list in view goes; anything else, an enum
// member or a constant, gets the algorithm that the key implies.

import type { JwtCall, Part } from '../calls/jwt-call.ts';
import { fittingAlgorithm } from '../calls/keys/signing-algorithm.ts';
import { once } from '../values/once.ts';
import { itemsOf } from '../values/origins.ts';
import type { Value } from '../values/value.ts';
import type { Suggestion } from './edit.ts';
import { removeItem } from './remove-item.ts';
import { replaceValue } from './replace-value.ts';

export function withoutNone(call: JwtCall, item: Value, part: Part | undefined, calls: readonly JwtCall[]): Suggestion | undefined {
  const list = part?.value;
  const count = list ? countOf(list) : 0;
  const inList =
    list?.kind === 'list' && item.at.file === list.at.file && item.at.start > list.at.start && item.at.end < list.at.end && count > 1;
  if (inList) return { ...removeItem(item, "Remove 'none' from the algorithms"), kind: isRefused(call, item) ? 'safe' : 'suggestion' };
  const algorithm = fittingAlgorithm(call, calls);
  return count > 1 || algorithm === undefined ? undefined : replaceValue(item.at, `'${algorithm}'`, `Use ${algorithm}`);
}

/** The installed version takes no unsigned token anyway, and nobody else reads this list. */
const isRefused = ({ behaviour, version, slots: { call } }: JwtCall, { at }: Value): boolean =>
  behaviour?.noneListed === 'refuses' && version !== undefined && at.file === call.file && at.start > call.start && at.end < call.end;

/** Asked for each 'none' in it. */
const countOf = once((list: Value): number => itemsOf(list).length);
