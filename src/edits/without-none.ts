// A call and the 'none' among its algorithms → the call without it. An item of a list in view goes; anything else, an enum
// member or a constant, gets the algorithm that the key implies.

import type { JwtCall, Part } from '../calls/jwt-call.ts';
import { impliedAlgorithm } from '../secrets/algorithms.ts';
import { once } from '../values/once.ts';
import { itemsOf } from '../values/origins.ts';
import type { Value } from '../values/value.ts';
import type { Suggestion } from './edit.ts';
import { removeItem } from './remove-item.ts';
import { replaceValue } from './replace-value.ts';

export function withoutNone(call: JwtCall, item: Value, part: Part | undefined): Suggestion | undefined {
  const list = part?.value;
  const count = list ? countOf(list) : 0;
  const inList =
    list?.kind === 'list' && item.at.file === list.at.file && item.at.start > list.at.start && item.at.end < list.at.end && count > 1;
  if (inList) return removeItem(item, "Remove 'none' from the algorithms");
  const algorithm = impliedAlgorithm(call.key?.slot);
  return count > 1 ? undefined : replaceValue(item.at, `'${algorithm}'`, `Use ${algorithm}`);
}

/** Asked for each 'none' in it. */
const countOf = once((list: Value): number => itemsOf(list).length);
