// https://github.com/panva/jose, checked against 6.2.17 and the typings of 5.10.0, 4.15.9 and 2.0.7.
// 3.x had no root: each subpath offered one function, by its name and as its default.

import type { LibraryModel, OptionTable } from '../model.ts';
import { claimOptions, verifyOptions } from './jose-options.ts';

/** 2.x: lifetimes are texts there, and expiry could be switched off. */
const legacyVerifyOptions = {
  algorithms: 'algorithms',
  audience: 'audience',
  issuer: 'issuer',
  subject: 'subject',
  jti: 'jti',
  typ: 'tokenType',
  maxTokenAge: 'maxAge',
  clockTolerance: 'clockTolerance',
  ignoreExp: 'ignoreExpiration',
  ignoreNbf: null,
  ignoreIat: null,
  complete: null,
  crit: null,
  now: null,
  profile: null,
} satisfies OptionTable;

const legacySignOptions = {
  algorithm: 'algorithm',
  expiresIn: 'lifetime',
  notBefore: 'notBefore',
  audience: 'audience',
  issuer: 'issuer',
  subject: 'subject',
  jti: 'jti',
  header: 'header',
  iat: null,
  kid: null,
  now: null,
} satisfies OptionTable;

const claimSetters = [
  'setExpirationTime(expiry)', 'setIssuedAt(issuedAt?)', 'setNotBefore(notBefore)', 'setIssuer(issuer)',
  'setAudience(audience)', 'setSubject(subject)', 'setJti(jti)',
] as const;

const epochs = { expiry: 'epoch seconds', notBefore: 'epoch seconds', issuedAt: 'epoch seconds' } as const;

const builder = { kind: 'sign', units: epochs, chain: ['setProtectedHeader(header)', ...claimSetters, 'sign(key, _?)'] } as const;
const verify = { kind: 'verify', onInvalid: 'rejects', options: verifyOptions, ignoresUnknownOptions: true } as const;
const unsecuredBuilder = { kind: 'sign', unsecured: true, units: epochs, chain: [...claimSetters, 'encode()'] } as const;
const unsecuredVerify = { kind: 'verify', unsecured: true, onInvalid: 'throws', options: claimOptions, ignoresUnknownOptions: true } as const;

const only3 = { from: '3', below: '4' } as const;

export default {
  package: 'jose',
  unimported: ['jose.jwtVerify', 'jose.decodeJwt', 'jose.SignJWT', 'jwtVerify', 'decodeJwt', 'SignJWT'],
  bytesAreSecrets: true,
  aliases: [
    'jose/jwt/sign', 'jose/jwt/verify', 'jose/jwt/decode', 'jose/jwt/unsecured', 'jose/jwt/encrypt', 'jose/jwt/decrypt',
    'jose/jws/compact/sign', 'jose/jws/compact/verify', 'jose/jws/flattened/sign', 'jose/jws/flattened/verify',
    'jose/jws/general/sign', 'jose/jws/general/verify',
    'jose/jwks/remote', 'jose/jwks/local', 'jose/jwk/embedded', 'jose/key/import', 'jose/key/generate/secret',
    'jose/key/generate/keypair', 'jose/decode/protected_header',
    // 3.x
    'jose/jwk/parse', 'jose/util/decode_protected_header', 'jose/util/generate_secret', 'jose/util/generate_key_pair',
  ],
  operations: [
    { call: 'new SignJWT(payload?)', ...builder, from: '3' },
    { call: 'jwtVerify(token, key, options?)', ...verify, from: '3' },
    { call: 'decodeJwt(token)', kind: 'decode', onInvalid: 'throws', from: '4' },
    { call: 'decodeProtectedHeader(token)', kind: 'decode', headerOnly: true, onInvalid: 'throws', from: '3' },
    { call: 'new UnsecuredJWT(payload)', ...unsecuredBuilder, from: '3' },
    { call: 'UnsecuredJWT.decode(token, options?)', ...unsecuredVerify, from: '3' },
    { call: 'new default(payload)', at: 'jose/jwt/sign', ...builder, ...only3 },
    { call: 'default(token, key, options?)', at: 'jose/jwt/verify', ...verify, ...only3 },
    { call: 'new default(payload)', at: 'jose/jwt/unsecured', ...unsecuredBuilder, ...only3 },
    { call: 'default.decode(token, options?)', at: 'jose/jwt/unsecured', ...unsecuredVerify, ...only3 },
    { call: 'default(token)', at: 'jose/util/decode_protected_header', kind: 'decode', headerOnly: true, onInvalid: 'throws', ...only3 },
    { call: 'JWT.sign(payload, key, options?)', kind: 'sign', options: legacySignOptions, ignoresUnknownOptions: true, below: '3' },
    {
      call: 'JWT.verify(token, key, options?)', kind: 'verify', onInvalid: 'throws',
      options: legacyVerifyOptions, ignoresUnknownOptions: true, below: '3',
    },
    { call: 'JWT.decode(token, options?)', kind: 'decode', onInvalid: 'throws', below: '3' },
  ],
  keys: [
    { call: 'createRemoteJWKSet(jwksUrl, options?)', makes: 'jwks', from: '3' },
    // No address: whose keys these are can't be seen.
    { call: 'createLocalJWKSet(key)', makes: 'public key', from: '4' },
    { call: 'importSPKI(key, algorithm?, _?)', makes: 'public key', from: '3' },
    { call: 'importX509(key, algorithm?, _?)', makes: 'public key', from: '3' },
    { call: 'importPKCS8(key, algorithm?, _?)', makes: 'private key', from: '3' },
    { call: 'importJWK(key, algorithm?, _?)', makes: 'jwk', from: '3' },
    { call: 'generateSecret(algorithm, _?)', makes: 'random', from: '3' },
    { call: 'generateKeyPair(algorithm, _?)', makes: 'random', from: '3' },
    { call: 'EmbeddedJWK(_?, _?)', makes: 'embedded key', from: '3' },
    { call: 'default(jwksUrl, options?)', at: 'jose/jwks/remote', makes: 'jwks', ...only3 },
    { call: 'default(key, algorithm?, _?)', at: 'jose/jwk/parse', makes: 'jwk', ...only3 },
    { call: 'parseJwk(key, algorithm?, _?)', at: 'jose/jwk/parse', makes: 'jwk', ...only3 },
    { call: 'default(_?, _?)', at: 'jose/jwk/embedded', makes: 'embedded key', ...only3 },
    { call: 'default(algorithm, _?)', at: 'jose/util/generate_secret', makes: 'random', ...only3 },
    { call: 'default(algorithm, _?)', at: 'jose/util/generate_key_pair', makes: 'random', ...only3 },
    { call: 'JWK.asKey(key, _?)', makes: 'jwk', below: '3' },
    { call: 'JWKS.asKeyStore(key)', makes: 'jwk', below: '3' },
    { call: 'JWK.generateSync(_, _?, _?, _?)', makes: 'random', below: '3' },
    // Not called: with it as a key, tokens are unsigned.
    { call: 'JWK.None()', makes: 'no key', below: '3' },
  ],
  // Bare JWS and JWE: they take the same keys, and check no claims (an expired token passes `compactVerify`).
  secretUses: [
    { call: 'new CompactSign(_)', purpose: 'a JWS', chain: ['sign(key, _?)'], from: '3' },
    { call: 'new FlattenedSign(_)', purpose: 'a JWS', chain: ['sign(key, _?)'], from: '3' },
    { call: 'new GeneralSign(_)', purpose: 'a JWS', chain: ['addSignature(key, _?)'], from: '3' },
    { call: 'compactVerify(_, key, _?)', purpose: 'a JWS', from: '3' },
    { call: 'flattenedVerify(_, key, _?)', purpose: 'a JWS', from: '3' },
    { call: 'generalVerify(_, key, _?)', purpose: 'a JWS', from: '3' },
    { call: 'new EncryptJWT(_)', purpose: 'an encrypted JWT', chain: ['encrypt(key, _?)'], from: '3' },
    { call: 'jwtDecrypt(_, key, _?)', purpose: 'an encrypted JWT', from: '3' },
    { call: 'default(_, key, _?)', at: 'jose/jws/compact/verify', purpose: 'a JWS', ...only3 },
    { call: 'default(_, key, _?)', at: 'jose/jwt/decrypt', purpose: 'an encrypted JWT', ...only3 },
    { call: 'JWS.sign(_, key, _?)', purpose: 'a JWS', below: '3' },
    { call: 'JWS.verify(_, key, _?)', purpose: 'a JWS', below: '3' },
  ],
  behaviours: [
    {
      below: '3', algorithmsOmitted: 'key', mixedFamilies: 'refuses',
      noneListed: 'refuses', noneUnlisted: 'refuses', emptyText: 'refuses', emptyBytes: 'accepts',
      emptySigned: ['bytes'], shortRsaSigned: 'signs',
    },
    // 3.x demanded keys as long as the hash, which nobody else does.
    {
      below: '4', algorithmsOmitted: 'key', mixedFamilies: 'refuses',
      noneListed: 'refuses', noneUnlisted: 'refuses', emptyText: 'refuses', emptyBytes: 'refuses',
      shortHmac: 'refuses', shortRsa: 'refuses', emptyClaim: 'unchecked',
    },
    // Zero bytes as HMAC key sign and verify on Node before 6; a text has become bytes.
    {
      below: '6', algorithmsOmitted: 'key', mixedFamilies: 'refuses',
      noneListed: 'refuses', noneUnlisted: 'refuses', emptyText: 'accepts', emptyBytes: 'accepts',
      shortRsa: 'refuses', emptyClaim: 'unchecked', emptySigned: ['text', 'bytes'],
    },
    {
      algorithmsOmitted: 'key', mixedFamilies: 'refuses',
      noneListed: 'refuses', noneUnlisted: 'refuses', emptyText: 'refuses', emptyBytes: 'refuses',
      shortRsa: 'refuses',
    },
  ],
  keySetVerifier: {
    code: "jwtVerify(token, keys, { algorithms: ['RS256'], issuer, audience })",
    with: { what: 'keys = createRemoteJWKSet(new URL(jwksUri))', of: 'jose' },
  },
} satisfies LibraryModel;
