// https://hono.dev/docs/middleware/builtin/jwt, checked against 4.13.19 and 4.10.7; cut-offs run on 4.11.3, 4.11.4 and 4.12.17.

import type { Behaviour, LibraryModel, OptionTable } from '../model.ts';

const claimOptions = {
  aud: { means: 'audience', from: '4.10.2' },
  // Only a text or a RegExp is compared.
  iss: { means: 'issuer', ignores: 'list', from: '4.9' },
  typ: { means: 'tokenType', from: '4.13.19' },
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

const sign = { does: 'sign' } as const;

/** Before 4.9 there was no option but the algorithm. */
const plainVerify = { does: 'verify', fails: 'rejects', below: '4.9' } as const;

const verify = {
  does: 'verify', fails: 'rejects', options: { alg: 'algorithm', ...claimOptions }, closed: true, from: '4.9',
} as const;

const verifyWithJwks = {
  does: 'verify',
  fails: 'rejects',
  options: { ...jwksOptions, allowedAlgorithms: 'algorithms' },
  closed: true,
  behaviours: keySetBehaviours,
  from: '4.9',
} as const;

export default {
  package: 'hono',
  also: ['hono/jwt', 'hono/jwk', 'hono/utils/jwt', 'hono/utils/jwt/jwt', 'hono/cookie'],
  operations: [
    { call: 'sign(payload, key, algorithm?)', ...sign },
    { call: 'Jwt.sign(payload, key, algorithm?)', ...sign },
    { call: 'verify(token, key, algorithm|options?)', ...verify },
    { call: 'verify(token, key, algorithm?)', ...plainVerify },
    { call: 'Jwt.verify(token, key, algorithm|options?)', ...verify },
    { call: 'Jwt.verify(token, key, algorithm?)', ...plainVerify },
    { call: 'verifyWithJwks(token, options, _?)', ...verifyWithJwks },
    { call: 'Jwt.verifyWithJwks(token, options, _?)', ...verifyWithJwks },
    { call: 'decode(token)', does: 'decode', fails: 'throws' },
    { call: 'Jwt.decode(token)', does: 'decode', fails: 'throws' },
    {
      call: 'jwt(options)', does: 'verify', fails: 'handled',
      options: { secret: 'key', alg: 'algorithm', verification: { nested: claimOptions }, ...tokenSource }, closed: true,
    },
    {
      call: 'jwk(options, _?)', does: 'verify', fails: 'handled', from: '4.7',
      options: { ...jwksOptions, alg: 'algorithms', allow_anon: 'optional', ...tokenSource }, closed: true, behaviours: keySetBehaviours,
    },
  ],
  macs: [
    { call: 'setSignedCookie(_, _, _, key, _?)', protects: 'a signed cookie' },
    { call: 'generateSignedCookie(_, _, key, _?)', protects: 'a signed cookie', from: '4.9' },
    { call: 'getSignedCookie(_, key, _?, _?)', protects: 'a signed cookie' },
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
