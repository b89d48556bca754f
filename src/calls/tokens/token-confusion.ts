// Tokens that one key signs, and the calls that verify them → which kind passes for which other, and which kinds nothing
// tells apart. Claims are compared as far as they are in view.

import { grouped } from '../../values/once.ts';
import { isPurpose, ownClaims } from './token-uses.ts';
import type { SignedToken, TokenUse, VerifiedToken } from './token-uses.ts';

export const ACCESS = 'an access token';

/** Which token it is for, in words. */
export const kindOf = ({ kind }: TokenUse): string => kind?.says ?? ACCESS;

export function usesByKey(uses: readonly TokenUse[]): readonly (readonly TokenUse[])[] {
  return [...grouped(uses.flatMap((use) => use.keys.map((key) => ({ key, use }))), ({ key }) => key).values()]
    .map((group) => group.map(({ use }) => use));
}

/** Hundreds of calls make the same tokens, and ask the same of them: each is compared once. */
function firstOfEach<T>(all: readonly T[], keyOf: (one: T) => string): readonly T[] {
  return [...grouped(all, keyOf).values()].map(([first]) => first!);
}

const tokenKey = (sign: SignedToken): string => `${kindOf(sign)} ${JSON.stringify(sign.claims && [...sign.claims]) ?? ''}`;
const questionOf = ({ kind, asks, read, handedOn, isGuard, open }: VerifiedToken): string =>
  JSON.stringify([kind?.says, [...asks], [...read], handedOn, isGuard, open]);

/** `by` is there for `own`, and accepts `other` as well. */
export interface Confusion { readonly by: VerifiedToken; readonly own: SignedToken; readonly other: SignedToken }

export interface Confusions {
  /** The worst first: the narrower the verifier's purpose, the worse, as with a reset page that takes logins. */
  readonly confused: readonly Confusion[];
  /** Where no verifier in view confuses them: two kinds that nothing keeps one from confusing. */
  readonly alike?: { readonly own: SignedToken; readonly other: SignedToken };
}

/** Uses of one key. */
export function confusionsAmong(uses: readonly TokenUse[]): Confusions {
  const signs = uses.filter((use) => use.side === 'sign');
  const verifiers = uses.filter((use) => use.side === 'verify');
  const kinds = firstOfEach(signs, tokenKey);
  const answers = new Map<string, Confusion[]>();
  const confused = verifiers.flatMap((by): Confusion[] => {
    const known = answers.get(questionOf(by)) ?? confusionsOf(by, kinds);
    answers.set(questionOf(by), known);
    return known.map((one) => ({ ...one, by }));
  });
  const worst = confused.find(({ by }) => kindOf(by) !== ACCESS) ?? confused[0];
  if (worst) return { confused: [worst, ...confused.filter((one) => one !== worst)] };
  const alike = alikeAmong(signs, verifiers);
  return { confused: [], ...(alike && { alike }) };
}

function confusionsOf(by: VerifiedToken, signs: readonly SignedToken[]): Confusion[] {
  // What hands its payload to the request guards the requests of whoever has logged in.
  const kind = by.kind?.says ?? (by.handedOn === 'to the request' || by.isGuard ? ACCESS : undefined);
  const [own, ...more] = signs.filter((sign) => kindOf(sign) === kind);
  if (!own || by.open) return [];
  const other = signs.find((sign) => kindOf(sign) !== kind && [own, ...more].every((one) => passesAs(one, sign, by)));
  return other ? [{ by, own, other }] : [];
}

/** Everything that is asked of `own` is answered by `other` as well. */
function passesAs(own: SignedToken, other: SignedToken, { asks, read, handedOn, isGuard }: VerifiedToken): boolean {
  if (!own.claims || !other.claims) return false;
  for (const [claim, text] of asks) if (tellsApart(claim, text, own.claims, other.claims)) return false;
  const whole = handedOn !== 'nowhere';
  if (whole && [...own.claims.keys(), ...other.claims.keys()].some(isPurpose)) return false;
  const needed = whole ? own.claims.keys() : read;
  const names = [...needed].filter((claim) => !ownClaims.has(claim));
  // A guard that reads nothing takes any token that the key signed.
  return (names.length > 0 || isGuard) && names.every((claim) => other.claims!.has(claim));
}

type Claims = NonNullable<SignedToken['claims']>;

function tellsApart(claim: string, asked: string | undefined, own: Claims, other: Claims): boolean {
  if (ownClaims.has(claim)) return false;
  if (!other.has(claim)) return own.has(claim) || isPurpose(claim);
  const [text, otherText] = [own.get(claim), other.get(claim)];
  if (asked !== undefined && otherText !== undefined) return asked !== otherText;
  return text === undefined && otherText === undefined ? isPurpose(claim) || claim === 'aud' : text !== otherText;
}

function alikeAmong(signs: readonly SignedToken[], verifiers: readonly VerifiedToken[]): Confusions['alike'] {
  if (verifiers.some(({ asks, open }) => open || [...asks.keys()].some(isPurpose))) return undefined;
  const named = firstOfEach(signs, tokenKey).filter(({ kind, claims }) => kind && claims && ![...claims.keys()].some(isPurpose));
  for (const other of named) {
    const own = named.find((one) => kindOf(one) !== kindOf(other) && isAlike(one, other));
    if (own && kindOf(other) !== ACCESS) return { own, other };
  }
  return undefined;
}

/** The claims of one are all among those of the other, and no text differs. */
function isAlike({ claims: a }: SignedToken, { claims: b }: SignedToken): boolean {
  if (!a || !b) return false;
  const [less, more] = a.size <= b.size ? [a, b] : [b, a];
  return (
    less.size > 0 &&
    [...less].every(([claim, text]) => more.has(claim) && (text === undefined || more.get(claim) === undefined || text === more.get(claim)))
  );
}
