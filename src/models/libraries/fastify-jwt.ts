// https://github.com/fastify/fastify-jwt, checked against 10.2.8.
// Left out on purpose: decorators under a `namespace`, whose names the user chooses.

import type { LibraryModel, OptionTable } from '../model.ts';
import { decodeOptions, signOptions as fastSign, verifyOptions as fastVerify } from './fast-jwt-options.ts';

// Numbers are seconds here and become milliseconds for fast-jwt; texts go through `ms` unchanged.
const seconds = { unit: 'seconds', digits: 'milliseconds' } as const;

const signOptions = {
  ...fastSign,
  expiresIn: { role: 'lifetime', ...seconds },
  notBefore: { role: 'notBefore', ...seconds },
} satisfies OptionTable;

const verifyOptions = {
  ...fastVerify,
  maxAge: { role: 'maxAge', presence: 'if present', ...seconds },
  extractToken: null,
  onlyCookie: null,
} satisfies OptionTable;

const elsewhere = { ignoresUnknownOptions: true, keyElsewhere: true, configuredElsewhere: true } as const;

export default {
  package: '@fastify/jwt',
  operations: [
    {
      call: '*.register(self, options)', kind: 'configure',
      options: {
        secret: { role: 'key', object: { private: 'privateKey', public: 'publicKey' } },
        sign: { nested: signOptions, side: 'sign' },
        verify: { nested: verifyOptions, side: 'verify' },
        decode: { nested: decodeOptions },
        trusted: null,
        formatUser: null,
        cookie: null,
        messages: null,
        namespace: null,
        decoratorName: null,
        jwtSign: null,
        jwtVerify: null,
        jwtDecode: null,
        // Fastify's own, for every plugin.
        prefix: null,
        logLevel: null,
        logSerializers: null,
      },
      ignoresUnknownOptions: true,
    },
    { call: '*.jwt.sign(payload, options?, callback?)', kind: 'sign', options: signOptions, ...elsewhere },
    { call: '*.jwt.verify(token, options?, callback?)', kind: 'verify', onInvalid: 'throws', options: verifyOptions, ...elsewhere },
    { call: '*.jwt.decode(token, options?)', kind: 'decode', onInvalid: 'throws', options: decodeOptions, ignoresUnknownOptions: true },
    {
      call: '*.jwtSign(payload, options?, callback?)', kind: 'sign',
      options: { ...signOptions, sign: { nested: signOptions } }, ...elsewhere,
    },
    {
      call: '*.jwtVerify(options?, callback?)', kind: 'verify', onInvalid: 'rejects',
      options: { ...verifyOptions, verify: { nested: verifyOptions }, decode: { nested: decodeOptions } }, ...elsewhere,
    },
    {
      call: '*.jwtDecode(options?, callback?)', kind: 'decode', onInvalid: 'rejects', from: '5',
      options: { verify: { nested: verifyOptions }, decode: { nested: decodeOptions } }, ignoresUnknownOptions: true,
    },
  ],
  behaviours: [
    // A secret is mandatory, so `none` never comes through. Before 10 the engine is fast-jwt 5 or older.
    {
      below: '10', algorithmsOmitted: 'key text', mixedFamilies: 'refuses',
      noneListed: 'refuses', noneUnlisted: 'refuses', emptyText: 'refuses', emptyBytes: 'accepts',
      emptyClaim: 'unchecked', emptySigned: ['bytes'], shortRsaSigned: 'signs',
    },
    {
      algorithmsOmitted: 'key', mixedFamilies: 'refuses',
      noneListed: 'refuses', noneUnlisted: 'refuses', emptyText: 'refuses', emptyBytes: 'refuses',
      emptyClaim: 'unchecked', shortRsaSigned: 'signs',
    },
  ],
  keySetVerifier: {
    code:
      'app.register(fastifyJwt, { secret: { public: async (request, { header }) => (await keys.getSigningKey(header.kid)).getPublicKey() }, decode: { complete: true }, ' +
      "verify: { algorithms: ['RS256'], allowedIss: issuer, allowedAud: audience, requiredClaims: ['exp', 'iss', 'aud'] } })",
    with: { what: 'keys = jwksClient({ jwksUri })', of: 'jwks-rsa' },
  },
} satisfies LibraryModel;
