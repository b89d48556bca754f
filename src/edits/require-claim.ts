// Makes a claim mandatory for a verifier that checks it only when it is there: into the list of required claims, or as
// a list of its own beside the check.

import type { JwtCall, Part } from '../calls/jwt-call.ts';
import { optionBeside } from '../calls/arguments/options.ts';
import type { Edit } from './edit.ts';

/** `option`: the check, dotted as this library names it; `at`: the place of the whole option. */
export function requireClaim(call: JwtCall, claim: string, option: string, at: Part['at']): Edit | undefined {
  return call.parts.required ? intoList(call.parts.required, claim) : besides(call, claim, option, at);
}

function intoList({ value }: Part, claim: string): Edit | undefined {
  const last = value.kind === 'list' ? value.items.at(-1) : undefined;
  if (
    value.kind !== 'list' ||
    !value.whole ||
    (last && (last.at.file !== value.at.file || last.at.end > value.at.end || last.at.start < value.at.start))
  )
    return undefined;
  const at = last ? last.at.end : value.at.end - 1;
  return { file: value.at.file, start: at, end: at, text: `${last ? ', ' : ''}'${claim}'` };
}

function besides({ operation }: JwtCall, claim: string, option: string, { file, end }: Part['at']): Edit | undefined {
  const name = optionBeside(operation, option, 'required');
  return name === undefined ? undefined : { file, start: end, end, text: `, ${name}: ['${claim}']` };
}
