// An option that the library does not read → the same option under the name, or at the place, where it reads it.
// Leaves alone: the switch that turns a check off, because renaming it would make it work.

import { checksIfPresent } from '../calls/arguments/options.ts';
import type { IgnoredOption, JwtCall } from '../calls/jwt-call.ts';
import type { Suggestion } from './edit.ts';
import { replaceValue } from './replace-value.ts';
import { requireClaim } from './require-claim.ts';
import { withoutPart } from './separators.ts';
import { setOption } from './set-option.ts';

export const renameOption = (option: IgnoredOption, call: JwtCall): Suggestion | undefined =>
  completed(renamed(option), option, call) ?? moved(option, call);

/** A new name in the same place. */
function renamed({ name, instead, at, role }: IgnoredOption): Suggestion | undefined {
  const [from, to] = [lastOf(name), instead === undefined ? undefined : lastOf(instead)];
  if (to === undefined || role === 'ignoreExpiration' || from === to || instead?.slice(0, -to.length) !== name.slice(0, -from.length))
    return undefined;
  const text = at.file.text.slice(at.start, at.end);
  // Shorthand `{ aud }` becomes `{ audience: aud }`.
  if (text === from) return replaceValue(at, `${to}: ${from}`, `Rename it to ${to}`);
  return text.startsWith(from) ? replaceValue({ ...at, end: at.start + from.length }, to, `Rename it to ${to}`) : undefined;
}

const CLAIMS: Readonly<Record<string, string>> = { audience: 'aud', issuer: 'iss', subject: 'sub', maxAge: 'iat' };

/** Under its right name the check may still be skipped for tokens without the claim: the claim becomes mandatory with it. */
function completed(suggestion: Suggestion | undefined, { instead, role, at }: IgnoredOption, call: JwtCall): Suggestion | undefined {
  const claim = role === undefined ? undefined : CLAIMS[role];
  if (!suggestion || instead === undefined || claim === undefined || !checksIfPresent(call.operation, instead)) return suggestion;
  const edit = requireClaim(call, claim, instead, at);
  if (!edit) return suggestion;
  return { ...suggestion, title: `${suggestion.title}, and require the claim ${claim}`, edits: [...suggestion.edits, edit] };
}

/** Out of the inner object into the options themselves, where the library reads it. */
function moved({ name, instead, at, value, role }: IgnoredOption, call: JwtCall): Suggestion | undefined {
  if (instead === undefined || instead.includes('.') || !name.includes('.') || role === 'ignoreExpiration') return undefined;
  if (value.at.file !== at.file || value.at.start < at.start || value.at.end > at.end) return undefined;
  const added = setOption(call, instead, at.file.text.slice(value.at.start, value.at.end), `Move it to ${instead} of the options`);
  return added && { ...added, edits: [withoutPart(at), ...added.edits] };
}

const lastOf = (dotted: string): string => dotted.slice(dotted.lastIndexOf('.') + 1);
