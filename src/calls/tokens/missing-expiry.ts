// A call → what keeps the token from ever expiring: a call that signs without a lifetime, or with one where nobody reads it; a
// call that verifies and neither asks for the claim nor compares it.

import { isFalse, isMissing, itemsOf } from '../../values/origins.ts';
import type { ObjectValue, Property } from '../../values/value.ts';
import { isMisplaced, optionFor, takesOption } from '../arguments/options.ts';
import type { JwtCall, Part } from '../jwt-call.ts';

export type MissingExpiry =
  /** Given only under a condition. */
  | { readonly how: 'sometimes'; readonly part: Part }
  /** `expiresIn` among the claims. `isOption`: this library takes it elsewhere. `mayBeSet`: a lifetime may come from out of sight. */
  | { readonly how: 'in payload'; readonly property: Property; readonly isOption: boolean; readonly mayBeSet: boolean }
  | { readonly how: 'nowhere' };

export function missingExpiry(call: JwtCall): MissingExpiry | undefined {
  const { parts: { lifetime, expiry, payload: given }, operation, wraps } = call;
  if (call.kind !== 'sign' || call.setup) return undefined;
  if (lifetime?.maybe && !expiry) return { how: 'sometimes', part: lifetime };
  if (isLimited(call) || (wraps && isLimited(wraps))) return undefined;
  const payload = given?.value.kind === 'object' ? given.value : undefined;
  const property = payload?.properties.get('expiresIn');
  if (property)
    return {
      how: 'in payload',
      property,
      isOption: optionFor(operation, 'lifetime') !== undefined || call.slots.chainEnd !== undefined,
      // A module's options, or what else a wrapper is given, may set a lifetime all the same.
      mayBeSet: operation.configuredElsewhere === true || (wraps !== undefined && !call.isComplete),
    };
  // A builder that is given no claims at first gets all of them from its methods: `new SignJWT()`.
  const isInView = operation.selfContained || isWhole(payload) || (given === undefined && operation.chain !== undefined);
  return !call.isForOnce && call.isComplete && isInView ? { how: 'nowhere' } : undefined;
}

const isWhole = (payload: ObjectValue | undefined): boolean => payload?.whole === true;

/** By the call, or by the library itself, unless that is taken away. */
const isLimited = ({ parts: { lifetime, expiry }, defaults }: JwtCall): boolean =>
  lifetime !== undefined || (expiry ? !isMissing(expiry.value) : defaults.lifetime !== undefined);

/** Neither the claim nor an age is asked for, by an option or by hand. */
export function acceptsEndless(call: JwtCall): boolean {
  const { kind, isComplete, setup, operation, parts } = call;
  if (call.handRolled?.passesEndless && call.handRolled.decides) return true;
  if (kind !== 'verify' || !isComplete || setup || operation.unsecured) return false;
  if (parts.maxAge || parts.ignoreExpiration || parts.skipVerification) return false;
  if (isFalse(parts.verifySignature?.value) || isMisplaced(call, 'maxAge', 'required')) return false;
  if (!takesOption(operation, 'required') && !takesOption(operation, 'maxAge')) return false;
  return !itemsOf(parts.required?.value).some((item) => item.kind !== 'text' || item.text === 'exp') && !comparesExpiry(call);
}

/** Checked by hand: no library compares exp, and neither does code of this file, though the claims say who the caller is. */
export const acceptsExpired = (call: JwtCall): boolean =>
  call.kind === 'verify' && call.handRolled?.decides === true && !comparesExpiry(call);

const comparesExpiry = ({ checked }: JwtCall): boolean => ['exp', 'iat', '*'].some((claim) => checked.has(claim));
