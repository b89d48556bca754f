// https://github.com/auth0/node-jws, checked against 4.0.1. Signatures only: an expired token passes.

import type { LibraryModel, OptionTable } from '../model.ts';

const signOptions = { header: 'header', payload: 'payload', secret: 'key', privateKey: 'privateKey', encoding: null } satisfies OptionTable;
const streamKeys = { secret: 'key', key: 'key' } satisfies OptionTable;

export default {
  package: 'jws',
  operations: [
    { call: 'sign(options)', kind: 'sign', options: signOptions, ignoresUnknownOptions: true },
    { call: 'createSign(options)', kind: 'sign', options: { ...signOptions, ...streamKeys }, ignoresUnknownOptions: true },
    { call: 'verify(token, algorithm, key)', kind: 'verify', onInvalid: 'returns false' },
    {
      call: 'createVerify(options?)', kind: 'verify',
      options: { signature: 'token', algorithm: 'algorithm', ...streamKeys, publicKey: 'publicKey', encoding: null }, ignoresUnknownOptions: true,
    },
    { call: 'decode(token, _?)', kind: 'decode', onInvalid: 'returns null' },
  ],
  behaviours: [
    // The algorithm is an argument: whoever takes it from the token's header accepts `none` with any key.
    {
      algorithmsOmitted: 'throws', mixedFamilies: 'refuses', publicTextIsSecret: true,
      noneListed: 'accepts', noneUnlisted: 'refuses', emptyText: 'accepts', emptyBytes: 'accepts',
      noneSigned: 'emits', emptySigned: ['bytes'], shortRsaSigned: 'signs',
    },
  ],
} satisfies LibraryModel;
