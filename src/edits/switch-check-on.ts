// An argument or option that switches a check off → the check on again: the option goes, or the positional switch turns.
// Leaves alone: a table of checks that the library demands, as what has to stand in it is not known here.

import { demandsOption } from '../calls/arguments/options.ts';
import type { JwtCall, Part } from '../calls/jwt-call.ts';
import { familyOf } from '../secrets/algorithms.ts';
import { switchedOff } from '../values/conditions/branches.ts';
import type { Suggestion } from './edit.ts';
import { removeItem } from './remove-item.ts';
import { replaceValue } from './replace-value.ts';

export function switchCheckOn(part: Part, call: JwtCall): Suggestion | undefined {
  if (part.option === undefined) return turned(part, call);
  return part.role === 'verifySignature' && demandsOption(call.operation, 'audience')
    ? undefined
    : removeItem(part, `Remove ${part.option}`);
}

/** Without a pinned algorithm beside it, require-algorithms would have its say. */
function turned({ role, value, at }: Part, { parts }: JwtCall): Suggestion | undefined {
  if (role !== 'skipVerification' || switchedOff(value, true)) return undefined;
  // The algorithm stands where the switch is: it belongs one further.
  if (value.kind === 'text' && isSigning(value.text) && !parts.algorithm)
    return replaceValue(at, `false, '${value.text}'`, `Verify, with ${value.text} as the algorithm`);
  return parts.algorithm ? replaceValue(at, 'false', 'Verify the signature') : undefined;
}

const isSigning = (text: string): boolean => familyOf(text) === 'HMAC' || familyOf(text) === 'asymmetric';
