// Calls of one file → which of them concern the same token: one that is made and read in one go, one that is verified twice,
// and one beside which a second token is verified.

import type { JwtCall } from '../jwt-call.ts';

/** Made and read in one go, to check claims that came another way: no such token travels. */
export const isMadeAndReadAtOnce = (call: JwtCall, calls: readonly JwtCall[]): boolean =>
  calls.some((other) => (call.does === 'verify' ? isReadWhereMade(call, other) : isReadWhereMade(other, call)));

const isReadWhereMade = (read: JwtCall, made: JwtCall): boolean =>
  read.does === 'verify' &&
  made.does === 'sign' &&
  read.parts.token?.value.at.file === made.at.file &&
  read.parts.token.value.at.start === made.slots.call.start;

/** The same function verifies a second token with its expiry, as a refresh token is verified beside a stale access token. */
export const isBesideVerifiedToken = (call: JwtCall, calls: readonly JwtCall[]): boolean =>
  call.within !== '' &&
  calls.some(
    (other) =>
      other !== call &&
      other.does === 'verify' &&
      other.within === call.within &&
      !other.parts.ignoreExpiration &&
      !isSameToken(other, call),
  );

function isSameToken({ parts: { token: one } }: JwtCall, { parts: { token: other } }: JwtCall): boolean {
  return (
    one !== undefined && other !== undefined && one.value.at.file === other.value.at.file && one.value.at.start === other.value.at.start
  );
}

/** `isProduction ? verify(token, key) : decode(token)`: the same function verifies when the environment says so. */
export const isDecodedInstead = (call: JwtCall, calls: readonly JwtCall[]): boolean =>
  call.does === 'decode' &&
  call.switchedByEnvironment &&
  !call.operation.headerOnly &&
  calls.some((other) => other.does === 'verify' && other.around[0] === call.around[0]);
