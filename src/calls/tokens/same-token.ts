// Calls of one file → which of them concern the same token: one that is made and read in one go, one that is verified twice,
// and one beside which a second token is verified.

import type { Place } from '../../source/file.ts';
import { grouped, once } from '../../values/once.ts';
import { isOn } from '../../values/origins.ts';
import type { JwtCall } from '../jwt-call.ts';

/** Made and read in one go, to check claims that came another way: no such token travels. */
export function isMadeAndReadAtOnce(call: JwtCall, calls: readonly JwtCall[]): boolean {
  const { made, read } = tokensIn(calls);
  if (call.kind === 'verify') return call.parts.token !== undefined && made.has(startOf(call.parts.token.value.at));
  return call.kind === 'sign' && read.has(madeAt(call));
}

const startOf = ({ file, start }: Place): string => `${file.path}:${String(start)}`;
const madeAt = ({ at, slots }: JwtCall): string => startOf({ ...slots.call, file: at.file });

/** Where tokens are made, and where those begin that are read. */
const tokensIn = once((calls: readonly JwtCall[]) => ({
  made: new Set(calls.flatMap((call) => (call.kind === 'sign' ? [madeAt(call)] : []))),
  read: new Set(calls.flatMap(({ kind, parts: { token } }) => (kind === 'verify' && token ? [startOf(token.value.at)] : []))),
}));

/** The same function verifies a second token with its expiry, as a refresh token is verified beside a stale access token. */
export const isBesideVerifiedToken = (call: JwtCall, calls: readonly JwtCall[]): boolean =>
  call.within !== '' && (fullChecks(calls).get(call.within) ?? []).some((other) => other !== call && !isSameToken(other, call));

/** Read first to find its key, and then verified: the same function hands the same token to a call that looks at the signature. */
export const isVerifiedAfter = (call: JwtCall, calls: readonly JwtCall[]): boolean => call.within !== '' && tokenKey(call) !== ''
  && (verifyingTokens(calls).get(`${call.within} ${tokenKey(call)}`) ?? []).some((other) => other.at.start > call.at.start);

const verifyingTokens = once((calls: readonly JwtCall[]) => grouped(
  calls.filter(({ kind, parts: { skipVerification } }) => kind === 'verify' && !(skipVerification && isOn(skipVerification.value))),
  (call) => `${call.within} ${tokenKey(call)}`,
));

/** Calls that ask for the expiry, by the function around them: the first two of each token, which is all that is asked for. */
const fullChecks = once((calls: readonly JwtCall[]) => {
  const all = calls.filter(({ kind, parts }) => kind === 'verify' && !parts.ignoreExpiration);
  return new Map([...grouped(all, ({ within }) => within)].map(([within, here]) =>
    [within, [...grouped(here, tokenKey).values()].flatMap((same) => same.slice(0, 2))]));
});

const tokenKey = ({ parts: { token } }: JwtCall): string => (token ? startOf(token.value.at) : '');

const isSameToken = (one: JwtCall, other: JwtCall): boolean => tokenKey(one) !== '' && tokenKey(one) === tokenKey(other);

/** `isProduction ? verify(token, key) : decode(token)`: the same function verifies when the environment says so. */
export const isDecodedInstead = (call: JwtCall, calls: readonly JwtCall[]): boolean =>
  call.kind === 'decode' &&
  call.switchedByEnvironment &&
  !call.operation.headerOnly &&
  verifiedAround(calls).has(call.around[0]);

const verifiedAround = once((calls: readonly JwtCall[]): ReadonlySet<string | undefined> =>
  new Set(calls.flatMap(({ kind, around }) => (kind === 'verify' ? [around[0]] : []))));
