// The option names of fast-jwt, which @fastify/jwt hands on. Read from signer.js, verifier.js and decoder.js of 6.3.6.
// Lifetimes are left to the two models: fast-jwt counts milliseconds, @fastify/jwt seconds.

import type { OptionTable } from '../model.ts';

const key = { role: 'key', object: { key: 'key', passphrase: null } } as const;

export const signOptions = {
  key,
  algorithm: 'algorithm',
  aud: 'audience',
  iss: 'issuer',
  sub: 'subject',
  jti: 'jti',
  header: 'header',
  typ: 'tokenType',
  nonce: null,
  kid: null,
  noTimestamp: null,
  mutatePayload: null,
  clockTimestamp: null,
} satisfies OptionTable;

// `allowed…` and `maxAge` look at claims that are there; only `requiredClaims` makes a claim mandatory.
const ifPresent = { presence: 'if present' } as const;

export const verifyOptions = {
  key,
  algorithms: { role: 'algorithms', ignores: 'text' },
  allowedAud: { role: 'audience', ...ifPresent },
  allowedIss: { role: 'issuer', ...ifPresent },
  allowedSub: { role: 'subject', ...ifPresent },
  allowedJti: { role: 'jti', ...ifPresent },
  allowedNonce: null,
  requiredClaims: 'required',
  checkTyp: 'tokenType',
  // Milliseconds also in @fastify/jwt, which converts `maxAge` only.
  clockTolerance: { role: 'clockTolerance', unit: 'milliseconds' },
  ignoreExpiration: 'ignoreExpiration',
  ignoreNotBefore: null,
  complete: null,
  clockTimestamp: null,
  allowedCritHeaders: null,
  cache: null,
  cacheTTL: null,
  errorCacheTTL: null,
  cacheKeyBuilder: null,
} satisfies OptionTable;

export const decodeOptions = { complete: null, checkTyp: 'tokenType' } satisfies OptionTable;
