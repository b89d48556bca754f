// https://github.com/nestjs/jwt, checked against 12.0.2.

import type { LibraryModel, OptionTable } from '../model.ts';
import { checksOfVersion8, checksOfVersion9, signOptions, verifyOptions } from './jsonwebtoken-options.ts';

const moduleOptions = {
  secret: 'key',
  privateKey: 'privateKey',
  publicKey: 'publicKey',
  // Deprecated, and still wins over the others.
  secretOrPrivateKey: 'key',
  secretOrKeyProvider: 'key',
  // jsonwebtoken throws for an unknown sign option.
  signOptions: { nested: signOptions, rejectsUnknownOptions: true, side: 'sign' },
  verifyOptions: { nested: verifyOptions, side: 'verify' },
  global: null,
} satisfies OptionTable;

const serviceSign = {
  kind: 'sign',
  options: { ...signOptions, secret: 'key', privateKey: 'privateKey' },
  keyElsewhere: true, configuredElsewhere: true,
} as const;

const serviceVerify = {
  kind: 'verify',
  options: { ...verifyOptions, secret: 'key', publicKey: 'publicKey' }, ignoresUnknownOptions: true,
  keyElsewhere: true, configuredElsewhere: true,
} as const;

export default {
  package: '@nestjs/jwt',
  operations: [
    { call: 'JwtModule.register(options)', kind: 'configure', options: moduleOptions, ignoresUnknownOptions: true },
    {
      call: 'JwtModule.registerAsync(options)', kind: 'configure',
      options: {
        useFactory: { returns: moduleOptions },
        useClass: { returns: moduleOptions, method: 'createJwtOptions' },
        useExisting: { returns: moduleOptions, method: 'createJwtOptions' },
        inject: null,
        imports: null,
        extraProviders: null,
        global: null,
      },
      ignoresUnknownOptions: true,
    },
    { call: 'new JwtService(options?)', kind: 'configure', options: moduleOptions, ignoresUnknownOptions: true },
    { call: 'JwtService#sign(payload, options?)', ...serviceSign },
    { call: 'JwtService#signAsync(payload, options?)', ...serviceSign },
    { call: 'JwtService#verify(token, options?)', ...serviceVerify, onInvalid: 'throws' },
    { call: 'JwtService#verifyAsync(token, options?)', ...serviceVerify, onInvalid: 'rejects' },
    {
      call: 'JwtService#decode(token, options?)', kind: 'decode', onInvalid: 'returns null',
      options: { complete: null, json: null }, ignoresUnknownOptions: true,
    },
  ],
  behaviours: [
    // 9.0.0 still depends on jsonwebtoken 8: a module without any key accepts `none`.
    { below: '10', ...checksOfVersion8, noneSigned: 'emits', emptySigned: ['bytes'], shortRsaSigned: 'signs' },
    { ...checksOfVersion9, noneSigned: 'emits', emptySigned: ['bytes'] },
  ],
  keySetVerifier: {
    code: "JwtModule.register({ secretOrKeyProvider: async (_, token) => "
      + "(await keys.getSigningKey(jwt.decode(token, { complete: true })?.header.kid)).getPublicKey(), "
      + "verifyOptions: { algorithms: ['RS256'], issuer, audience } }) and verifyAsync",
    with: { what: 'keys = jwksClient({ jwksUri })', of: 'jwks-rsa' },
  },
} satisfies LibraryModel;
