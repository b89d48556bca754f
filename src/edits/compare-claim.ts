// A call that does not compare the audience, or the issuer → the option that does: with the value that the project signs with,
// as it is written there, or with a variable, as what a third party calls us, or itself, is no word of this code.

import { optionFor } from '../calls/arguments/options.ts';
import type { JwtCall } from '../calls/jwt-call.ts';
import { signedText, type ComparedClaim } from '../calls/outcome/claim-comparison.ts';
import type { Suggestion } from './edit.ts';
import { required } from './read-from-env.ts';
import { setOption } from './set-option.ts';

export function compareClaim(call: JwtCall, role: ComparedClaim, calls: readonly JwtCall[]): Suggestion | undefined {
  const option = optionFor(call.operation, role);
  if (option === undefined || call.parts[role]) return undefined;
  if (call.trust === 'third party') {
    // Where other claims name the client, tokens may have no audience.
    if (role === 'audience' && (call.provider?.client ?? call.provider?.clientInHeader)) return undefined;
    const variable = `JWT_${role.toUpperCase()}`;
    return setOption(call, option, required(`process.env.${variable}`, variable), `Compare the ${role} with process.env.${variable}`);
  }
  const text = signedText(call, role, calls);
  if (text === undefined) return undefined;
  return setOption(call, option, JSON.stringify(text).replaceAll('"', "'"), `Compare the ${role} that the tokens are signed with`);
}
