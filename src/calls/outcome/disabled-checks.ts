// A call that verifies → the checks that its options switch off, and how: plainly, or only in some environments. That code
// beside the call makes up for it (the claim is compared by hand, a second token is verified) is said or leaves nothing to say.

import { switchedOff } from '../../values/conditions/branches.ts';
import type { Switch } from '../../values/conditions/branches.ts';
import { isFalse, isOn, isTrue } from '../../values/origins.ts';
import { secondsOf } from '../arguments/times.ts';
import type { JwtCall, Part } from '../jwt-call.ts';
import { isBesideVerifiedToken, isVerifiedAfter } from '../tokens/same-token.ts';

/** RFC 7519 section 4.1.4 allows "some small leeway, usually no more than a few minutes". */
const MAX_TOLERANCE = 300;

export type DisabledCheck = { readonly part: Part } & (
  /** `truthy`: the value is no `true`, but counts as one. `refresh`: expired tokens pass beside a verified refresh token. */
  | { readonly how: 'signature' | 'truthy' | 'expiry' | 'refresh' | 'issuer' | 'replaced' | 'onExpired' }
  | { readonly how: 'tolerance'; readonly seconds: number }
  /** In some environments only. */
  | { readonly how: 'conditional'; readonly when: Switch; readonly isSignature: boolean }
);

export function* disabledChecks(call: JwtCall, calls: readonly JwtCall[]): Generator<DisabledCheck> {
  const { skipVerification, verifySignature, checkIssuer, clockTolerance, onExpired, ownVerification } = call.parts;
  if (skipVerification && isOn(skipVerification.value) && !isVerifiedAfter(call, calls))
    yield { part: skipVerification, how: isTrue(skipVerification.value) ? 'signature' : 'truthy' };
  if (verifySignature && isFalse(verifySignature.value)) yield { part: verifySignature, how: 'signature' };
  const expiry = comparesTime(call) || call.unseen ? undefined : ignoredExpiry(call);
  if (expiry) yield { part: expiry, how: isBesideVerifiedToken(call, calls) ? 'refresh' : 'expiry' };
  if (checkIssuer && isFalse(checkIssuer.value) && call.trust === 'third party' && !comparesIssuer(call) && !call.unseen)
    yield { part: checkIssuer, how: 'issuer' };
  const seconds = clockTolerance && secondsOf(clockTolerance.value, clockTolerance.unit ?? 'seconds');
  if (clockTolerance && seconds !== undefined && seconds > MAX_TOLERANCE) yield { part: clockTolerance, how: 'tolerance', seconds };
  if (ownVerification && call.replacedByNothing) yield { part: ownVerification, how: 'replaced' };
  if (onExpired && call.swallowsExpiry) yield { part: onExpired, how: 'onExpired' };
  yield* conditional(call);
}

function ignoredExpiry({ parts: { ignoreExpiration, checkExpiration } }: JwtCall): Part | undefined {
  if (ignoreExpiration && isOn(ignoreExpiration.value)) return ignoreExpiration;
  return checkExpiration && isFalse(checkExpiration.value) ? checkExpiration : undefined;
}

function* conditional(call: JwtCall): Generator<DisabledCheck> {
  const { skipVerification, verifySignature, checkIssuer, ignoreExpiration, checkExpiration } = call.parts;
  const times = comparesTime(call) ? [] : [[ignoreExpiration, true], [checkExpiration, false]] as const;
  for (const [part, off] of [[skipVerification, true], [verifySignature, false], [checkIssuer, false], ...times] as const) {
    const when = part && switchedOff(part.value, off);
    if (when) yield { part, how: 'conditional', when, isSignature: part === skipVerification || part === verifySignature };
  }
}

/** `iss`, or the claim in which this issuer says for whom it signed: the tenant. */
const comparesIssuer = ({ checked, provider }: JwtCall): boolean => ['iss', 'tid', ...(provider?.tenant ?? [])].some((claim) => checked.has(claim));

const comparesTime = ({ checked }: JwtCall): boolean => ['exp', 'iat', 'expiresAt', 'createdAt'].some((claim) => checked.has(claim));
