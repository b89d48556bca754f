// https://hono.dev/docs/middleware/builtin/jwt, checked against 4.13.19 and 4.10.7; cut-offs run on 4.11.3, 4.11.4 and 4.12.17.

import type { Behaviour, LibraryModel, OptionTable } from '../model.ts';

const claimOptions = {
  aud: { role: 'audience', from: '4.10.2' },
  // Only a text or a RegExp is compared.
  iss: { role: 'issuer', ignores: 'list', from: '4.9' },
  typ: { role: 'tokenType', from: '4.13.19' },
  exp: 'checkExpiration',
  nbf: null,
  iat: null,
} satisfies OptionTable;

const jwksOptions = { keys: 'publicKey', jwks_uri: 'jwksUrl', verification: { nested: claimOptions } } satisfies OptionTable;

/** The key set binds the family; which algorithm of it, the header said, until a list became mandatory. */
const keySetBehaviours = [
  {
    below: '4.11.4', algorithmsOmitted: 'key', mixedFamilies: 'refuses',
    noneListed: 'refuses', noneUnlisted: 'refuses', emptyText: 'refuses', emptyBytes: 'refuses',
    textExpiry: 'never expires',
  },
  {
    below: '4.12.18', algorithmsOmitted: 'throws', mixedFamilies: 'refuses',
    noneListed: 'refuses', noneUnlisted: 'refuses', emptyText: 'refuses', emptyBytes: 'refuses',
    textExpiry: 'never expires',
  },
  {
    algorithmsOmitted: 'throws', mixedFamilies: 'refuses',
    noneListed: 'refuses', noneUnlisted: 'refuses', emptyText: 'refuses', emptyBytes: 'refuses',
  },
] as const satisfies readonly Behaviour[];

const tokenSource = { cookie: null, headerName: null, realm: null } satisfies OptionTable;

const sign = { kind: 'sign' } as const;

/** Before 4.9 there was no option but the algorithm. */
const plainVerify = { kind: 'verify', onInvalid: 'rejects', below: '4.9' } as const;

const verify = {
  kind: 'verify', onInvalid: 'rejects', options: { alg: 'algorithm', ...claimOptions }, ignoresUnknownOptions: true, from: '4.9',
} as const;

const verifyWithJwks = {
  kind: 'verify',
  onInvalid: 'rejects',
  options: { ...jwksOptions, allowedAlgorithms: 'algorithms' },
  ignoresUnknownOptions: true,
  behaviours: keySetBehaviours,
  from: '4.9',
} as const;

export default {
  package: 'hono',
  aliases: ['hono/jwt', 'hono/jwk', 'hono/utils/jwt', 'hono/utils/jwt/jwt', 'hono/cookie'],
  operations: [
    { call: 'sign(payload, key, algorithm?)', ...sign },
    { call: 'Jwt.sign(payload, key, algorithm?)', ...sign },
    { call: 'verify(token, key, algorithm|options?)', ...verify },
    { call: 'verify(token, key, algorithm?)', ...plainVerify },
    { call: 'Jwt.verify(token, key, algorithm|options?)', ...verify },
    { call: 'Jwt.verify(token, key, algorithm?)', ...plainVerify },
    { call: 'verifyWithJwks(token, options, _?)', ...verifyWithJwks },
    { call: 'Jwt.verifyWithJwks(token, options, _?)', ...verifyWithJwks },
    { call: 'decode(token)', kind: 'decode', onInvalid: 'throws' },
    { call: 'Jwt.decode(token)', kind: 'decode', onInvalid: 'throws' },
    {
      call: 'jwt(options)', kind: 'verify', onInvalid: 'handled',
      options: { secret: 'key', alg: 'algorithm', verification: { nested: claimOptions }, ...tokenSource }, ignoresUnknownOptions: true,
    },
    {
      call: 'jwk(options, _?)', kind: 'verify', onInvalid: 'handled', from: '4.7',
      options: { ...jwksOptions, alg: 'algorithms', allow_anon: 'optional', ...tokenSource }, ignoresUnknownOptions: true, behaviours: keySetBehaviours,
    },
  ],
  secretUses: [
    { call: 'setSignedCookie(_, _, _, key, _?)', purpose: 'a signed cookie' },
    { call: 'generateSignedCookie(_, _, key, _?)', purpose: 'a signed cookie', from: '4.9' },
    { call: 'getSignedCookie(_, key, _?, _?)', purpose: 'a signed cookie' },
  ],
  behaviours: [
    // Without an algorithm: HS256.
    {
      below: '4.11.4', algorithmsOmitted: 'one', mixedFamilies: 'refuses',
      noneListed: 'refuses', noneUnlisted: 'refuses', emptyText: 'refuses', emptyBytes: 'refuses',
      textExpiry: 'never expires', emptyClaim: 'unchecked', shortRsaSigned: 'signs',
    },
    {
      below: '4.12.18', algorithmsOmitted: 'throws', mixedFamilies: 'refuses',
      noneListed: 'refuses', noneUnlisted: 'refuses', emptyText: 'refuses', emptyBytes: 'refuses',
      textExpiry: 'never expires', emptyClaim: 'unchecked', shortRsaSigned: 'signs',
    },
    {
      algorithmsOmitted: 'throws', mixedFamilies: 'refuses',
      noneListed: 'refuses', noneUnlisted: 'refuses', emptyText: 'refuses', emptyBytes: 'refuses',
      emptyClaim: 'unchecked', shortRsaSigned: 'signs',
    },
  ],
  keySetVerifier: {
    code: "jwk({ jwks_uri: jwksUri, alg: ['RS256'], verification: { iss: issuer, aud: audience } })",
    with: { what: 'jwk', of: 'hono/jwk' },
  },
} satisfies LibraryModel;
