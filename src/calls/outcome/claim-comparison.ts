// A call that verifies → does it compare the audience, or the issuer, of the token: by an option, by hand, or not at all; and
// what the other calls with its key do about it.

import { purposeClaims } from '../../models/tokens/token-kinds.ts';
import { isFalse, isMissing, originsOf } from '../../values/origins.ts';
import { once } from '../../values/once.ts';
import type { Value } from '../../values/value.ts';
import { sharingOf } from '../keys/key-sharing.ts';
import { demandsOption, isMisplaced, takesOption } from '../arguments/options.ts';
import type { JwtCall, Part } from '../jwt-call.ts';

export type ComparedClaim = 'audience' | 'issuer';
const CLAIMS = { audience: 'aud', issuer: 'iss' } as const;

export type Comparison =
  /** What it is compared with comes from this variable alone: unset, nothing is compared. */
  | { readonly how: 'unless unset'; readonly part: Part; readonly variable: string }
  /** The audience is compared, and the issuer writes any audience for whoever asks: these claims would say who did. */
  | { readonly how: 'for whoever asks'; readonly claims: readonly string[] }
  /** `part`: says that it is not compared. */
  | { readonly how: 'not'; readonly part?: Part };

/** Undefined: it is compared, or nothing is known against it. `isGuarded`: code of the file refuses that this variable is unset. */
export function comparisonOf(call: JwtCall, role: ComparedClaim, isGuarded: (name: string) => boolean): Comparison | undefined {
  const { operation, defaults, trust } = call;
  if (call.kind !== 'verify' || operation.unsecured || defaults[role] !== undefined) return undefined;
  if (isComparedByHand(call, role)) return ofWhoeverAsks(call, role);
  const part = partFor(call, role);
  // A check of somebody else's issuer that is switched off is a check switched off: no-disabled-verification.
  if (part?.role === 'checkIssuer' && trust === 'third party') return undefined;
  if (part && !isOff(part.value, call)) {
    const variable = part.omitted === 'throws' ? undefined : unsetVariable(part, call, isGuarded);
    return variable === undefined ? ofWhoeverAsks(call, role) : { how: 'unless unset', part, variable };
  }
  const isLeftOut = call.isComplete && !call.setup && takesOption(operation, role) && !demandsOption(operation, role);
  const isAbsent = part ? !isRefused(part) : isLeftOut;
  return isAbsent && !isMisplaced(call, role) ? { how: 'not', ...(part && { part }) } : undefined;
}

/** The option itself, unless a switch beside it turns it off. */
function partFor({ parts }: JwtCall, role: ComparedClaim): Part | undefined {
  const by = parts[role === 'audience' ? 'checkAudience' : 'checkIssuer'];
  if (by && isFalse(by.value)) return by;
  return role === 'audience' ? (parts.audience ?? parts.authorizedParty) : parts.issuer;
}

/** None of the claims is read here, and the payload goes nowhere else. */
function ofWhoeverAsks(call: JwtCall, role: ComparedClaim): Comparison | undefined {
  const claims = role === 'audience' ? call.provider?.asker : undefined;
  if (!claims || call.setup || call.unseen || call.handedOn !== 'nowhere' || call.checked.has('*') || call.parts.subject) return undefined;
  return claims.some((claim) => call.read.has(claim) || call.checked.has(claim)) ? undefined : { how: 'for whoever asks', claims };
}

/** By hand: the claim itself, another by which this issuer says the same, or all of them at once. */
function isComparedByHand({ checked, provider, at }: JwtCall, role: ComparedClaim): boolean {
  // The header is read by other means than the claims, a decoder of its own as a rule. Whose client it is settles the issuer, too.
  const inHeader = provider?.clientInHeader;
  if (inHeader && (role === 'issuer' || inHeader.some((name) => new RegExp(`[.{,"']\\s{0,20}${name}\\b`).test(at.file.text)))) return true;
  const stand = (role === 'audience' ? provider?.client : provider?.tenant) ?? [];
  return ['*', CLAIMS[role], ...stand].some((one) => checked.has(one));
}

const isOff = (value: Value, call: JwtCall): boolean => isMissing(value) || isFalse(value) || isNothing(value, call);
/** To many an empty text is no more than undefined. */
const isNothing = (value: Value, { behaviour }: JwtCall): boolean =>
  value.kind === 'text' && value.text === '' && behaviour?.emptyClaim === 'unchecked';
/** The library throws for what is left out; only what is said to be off is off. */
const isRefused = ({ omitted, value }: Part): boolean => omitted === 'throws' && value.kind === 'plain' && value.value === undefined;

function unsetVariable({ value }: Part, call: JwtCall, isGuarded: (name: string) => boolean): string | undefined {
  const origins = originsOf(value).filter(({ value: leaf }) => !isNothing(leaf, call));
  const [only] = origins;
  return origins.length === 1 && only?.value.kind === 'env' && !only.value.checked && !isGuarded(only.value.name)
    ? only.value.name
    : undefined;
}

/** The calls of a file that sign with the claim, those that write it out, and those that compare it, by their keys. */
const claimCalls = once((calls: readonly JwtCall[]) => {
  const ofClaim = (role: ComparedClaim) => ({
    signs: sharingOf(signing(calls, role)),
    signsWithOwn: sharingOf(signing(calls, role).filter((call) => !isHandedIn(call))),
    first: signing(calls, role)[0],
    says: sharingOf(calls.filter(({ kind, parts }) => kind === 'sign' && parts[role]?.value.kind === 'text')),
    compares: sharingOf(calls.filter(({ kind, parts, checked }) => kind === 'verify' && (parts[role] !== undefined || checked.has(CLAIMS[role])))),
  });
  return { audience: ofClaim('audience'), issuer: ofClaim('issuer') };
});

const signing = (calls: readonly JwtCall[], role: ComparedClaim): readonly JwtCall[] =>
  calls.filter(({ kind, parts }) => kind === 'sign' && parts[role] !== undefined);

/** What the first call that signs with the claim says of it. */
export const firstSigned = (role: ComparedClaim, calls: readonly JwtCall[]): { readonly part: Part; readonly by: string } | undefined => {
  const call = claimCalls(calls)[role].first;
  const part = call?.parts[role];
  return call && part && { part, by: call.name };
};

/** Tokens of one's own are signed with the claim, and no verifier with their key compares it. */
export function isSignedButNeverCompared(call: JwtCall, role: ComparedClaim, calls: readonly JwtCall[]): boolean {
  const { signs, signsWithOwn, compares } = claimCalls(calls)[role];
  // What a token is for is told apart by a claim of its own.
  if (role === 'issuer' && [...call.checked].some((claim) => purposeClaims.test(claim))) return false;
  return call.trust === 'own' && (isHandedIn(call) ? signs : signsWithOwn)(call) !== undefined && compares(call) === undefined;
}

/** A helper that signs with whatever key it is given says nothing of the tokens that one key makes. */
const isHandedIn = ({ key }: JwtCall): boolean =>
  key !== undefined && originsOf(key.value).every(({ value }) => value.kind === 'parameter');

/** The text that tokens with this key are signed with. */
export function signedText(call: JwtCall, role: ComparedClaim, calls: readonly JwtCall[]): string | undefined {
  const value = claimCalls(calls)[role].says(call)?.parts[role]?.value;
  return value?.kind === 'text' ? value.text : undefined;
}
