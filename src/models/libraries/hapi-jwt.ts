// https://hapi.dev/module/jwt/api, checked against 3.2.4.

import type { LibraryModel, OptionTable } from '../model.ts';
import { hapiGuards } from './hapi-guards.ts';

const claimOptions = {
  exp: 'checkExpiration',
  nbf: null,
  maxAgeSec: { role: 'maxAge', unit: 'seconds' },
  timeSkewSec: { role: 'clockTolerance', unit: 'seconds' },
} satisfies OptionTable;

const keyObject = { key: 'key', algorithm: 'algorithm', algorithms: 'algorithms', kid: null } satisfies OptionTable;

// The strategy's schema demands these three, and takes `false` for "don't compare".
const demanded = { omitted: 'throws' } as const;

const verify = { kind: 'verify', onInvalid: 'throws', objects: { key: keyObject } } as const;

export default {
  package: '@hapi/jwt',
  operations: [
    {
      call: 'token.generate(payload, key, options?)', kind: 'sign', objects: { key: keyObject },
      options: {
        ttlSec: { role: 'lifetime', unit: 'seconds', zero: 'never ends' },
        header: 'header',
        iat: null,
        now: null,
        typ: null,
        encoding: null,
        headless: null,
      },
    },
    {
      call: 'token.verify(token, key, options?)',
      ...verify,
      options: {
        aud: 'audience',
        iss: 'issuer',
        sub: 'subject',
        jti: 'jti',
        nonce: null,
        now: null,
        ...claimOptions,
        maxAgeSec: { role: 'maxAge', unit: 'seconds', ignores: 'text' },
      },
      ignoresUnknownOptions: true,
    },
    { call: 'token.verifySignature(token, key)', ...verify },
    { call: 'token.decode(token, _?)', kind: 'decode', onInvalid: 'throws' },
    {
      // Open: the schema refuses an unknown name.
      call: "*.auth.strategy(_, 'jwt', options)", kind: 'verify', onInvalid: 'handled',
      options: {
        keys: { role: 'key', object: { ...keyObject, uri: 'jwksUrl', rejectUnauthorized: null, headers: null } },
        verify: {
          nested: {
            aud: { role: 'audience', ...demanded }, iss: { role: 'issuer', ...demanded }, sub: { role: 'subject', ...demanded },
            ...claimOptions,
          },
          // false: not even the signature is looked at.
          whenScalar: 'verifySignature',
        },
        validate: null,
        httpAuthScheme: null,
        unauthorizedAttributes: null,
        headerName: null,
        cookieName: null,
        headless: null,
      },
      // A key is mandatory here, and `none` has to be asked for, alone or beside a real key.
      behaviours: [
        {
          algorithmsOmitted: 'key', mixedFamilies: 'confuses', publicTextIsSecret: true,
          noneListed: 'accepts', noneUnlisted: 'refuses', emptyText: 'accepts', emptyBytes: 'accepts',
        },
      ],
    },
  ],
  guards: hapiGuards,
  behaviours: [
    // A falsy key of `token.verify` stands for `none`; beside a list it is an empty HMAC key.
    {
      algorithmsOmitted: 'key', mixedFamilies: 'confuses', publicTextIsSecret: true,
      noneListed: 'accepts', noneUnlisted: 'accepts without key', emptyText: 'accepts', emptyBytes: 'accepts',
      emptyClaim: 'unchecked', noneSigned: 'emits', emptySigned: ['text', 'bytes'], shortRsaSigned: 'signs',
    },
  ],
  keySetVerifier: {
    code: "server.auth.strategy('jwt', 'jwt', { keys: { uri: jwksUri, algorithms: ['RS256'] }, verify: { iss: issuer, aud: audience, sub: false }, validate })",
  },
} satisfies LibraryModel;
