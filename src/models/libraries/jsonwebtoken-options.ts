// The option names of jsonwebtoken 8 and 9, and how each checks a token: its integrations (express-jwt, koa-jwt, passport-jwt,
// @nestjs/jwt) hand the one on and so do the other. Read from sign.js and verify.js of 8.5.1 and 9.0.3, and run.

import type { Behaviour, OptionTable } from '../model.ts';

// A text of digits goes through `ms`, which takes it as milliseconds: '3600' is 3.6 seconds.
const seconds = { unit: 'seconds', digits: 'milliseconds' } as const;

export const signOptions = {
  algorithm: 'algorithm',
  expiresIn: { role: 'lifetime', ...seconds },
  notBefore: { role: 'notBefore', ...seconds },
  audience: 'audience',
  issuer: 'issuer',
  subject: 'subject',
  jwtid: 'jti',
  // `header.alg` wins over `algorithm`.
  header: 'header',
  keyid: null,
  encoding: null,
  noTimestamp: null,
  mutatePayload: null,
  allowInsecureKeySizes: 'insecureKeys',
  allowInvalidAsymmetricKeyTypes: 'insecureKeys',
} satisfies OptionTable;

/** An encrypted private key, or a JWK. */
export const keyObject = { key: 'key', passphrase: null, format: null } satisfies OptionTable;

/** Without the four that passport-jwt takes from its own options only. */
export const furtherVerifyOptions = {
  subject: 'subject',
  jwtid: 'jti',
  nonce: null,
  maxAge: { role: 'maxAge', ...seconds },
  clockTolerance: { role: 'clockTolerance', unit: 'seconds' },
  clockTimestamp: null,
  ignoreNotBefore: null,
  complete: null,
  allowInvalidAsymmetricKeyTypes: 'insecureKeys',
} satisfies OptionTable;

export const verifyOptions = {
  algorithms: 'algorithms',
  audience: 'audience',
  issuer: 'issuer',
  ignoreExpiration: 'ignoreExpiration',
  ...furtherVerifyOptions,
} satisfies OptionTable;

/** CVE-2022-23539 to 23541: a falsy key without a list accepts `none`, and the key's text chooses the family. */
export const checksOfVersion8 = {
  algorithmsOmitted: 'key text', mixedFamilies: 'confuses',
  noneListed: 'accepts without key', noneUnlisted: 'accepts without key', emptyText: 'refuses', emptyBytes: 'accepts',
  emptyClaim: 'unchecked',
} satisfies Behaviour;

export const checksOfVersion9 = {
  algorithmsOmitted: 'key', mixedFamilies: 'refuses',
  noneListed: 'accepts without key', noneUnlisted: 'refuses', emptyText: 'refuses', emptyBytes: 'accepts',
  emptyClaim: 'unchecked',
} satisfies Behaviour;
