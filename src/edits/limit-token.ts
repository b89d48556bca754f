// A call that signs a token without an end → the same with a lifetime, where this library takes one: an option, a builder's
// method, or a claim of the payload; and `expiresIn` out of the payload, where it means nothing, to that place.

import { optionFor } from '../calls/arguments/options.ts';
import { secondsOfText } from '../calls/arguments/times.ts';
import type { JwtCall } from '../calls/jwt-call.ts';
import type { ObjectValue, Property, Value } from '../values/value.ts';
import type { Edit, Suggestion } from './edit.ts';
import { withoutPart, withProperty } from './separators.ts';
import { setOption } from './set-option.ts';

/** `expiry`: a text with its unit, as `15m`. Without a payload none is changed. */
export function limitToken(call: JwtCall, payload: Value | undefined, expiry: string): Suggestion | undefined {
  const title = `Let the token expire after ${expiry}`;
  const option = optionFor(call.operation, 'lifetime');
  if (option !== undefined) return setOption(call, option, `'${expiry}'`, title);
  const seconds = secondsOfText(expiry) ?? 0;
  const inChain = takesMoment(call) ? `Date.now() + ${String(seconds * 1000)}` : `'${expiry}'`;
  // Taken away by `setExpiration()`: a second call beside it would not say what is meant.
  if (call.slots.chainEnd) return call.parts.expiry ? undefined : byMethod(call, inChain, title);
  const edit = seconds === 0 || payload?.kind !== 'object' ? undefined : claim(payload, seconds, call);
  return edit && { title, kind: 'suggestion', edits: [edit] };
}

/** Its setter takes milliseconds since 1970, no span. */
const takesMoment = ({ operation }: JwtCall): boolean => operation.units?.expiry === 'epoch milliseconds';

function claim(payload: ObjectValue, seconds: number, call: JwtCall): Edit | undefined {
  if (payload.at.file !== call.at.file) return undefined;
  const last = [...payload.properties.values()]
    .map(({ at }) => at)
    .filter((at) => at.start > payload.at.start && at.end < payload.at.end)
    .at(-1);
  if (!last && payload.properties.size > 0) return undefined;
  return withProperty(payload.at, last, `exp: Math.floor(Date.now() / 1000) + ${String(Math.round(seconds))}`);
}

export function moveLifetime(call: JwtCall, { at, value }: Property): Suggestion | undefined {
  if (value.at.file !== at.file || value.at.start < at.start || value.at.end > at.end) return undefined;
  const text = at.file.text.slice(value.at.start, value.at.end);
  const added = placed(call, text);
  return added && { ...added, edits: [withoutPart(at), ...added.edits] };
}

function placed(call: JwtCall, text: string): Suggestion | undefined {
  const option = optionFor(call.operation, 'lifetime');
  if (option !== undefined) return setOption(call, option, text, 'Move expiresIn to the options');
  return takesMoment(call) ? undefined : byMethod(call, text, 'Move expiresIn to the builder');
}

function byMethod({ slots: { chainEnd, call } }: JwtCall, value: string, title: string): Suggestion | undefined {
  if (chainEnd?.expiryMethod === undefined) return undefined;
  return {
    title,
    kind: 'suggestion',
    edits: [{ file: call.file, start: chainEnd.offset, end: chainEnd.offset, text: `.${chainEnd.expiryMethod}(${value})` }],
  };
}
