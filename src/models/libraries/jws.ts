// https://github.com/auth0/node-jws, checked against 4.0.1. Signatures only: an expired token passes.

import type { LibraryModel, OptionTable } from '../model.ts';

const signOptions = { header: 'header', payload: 'payload', secret: 'key', privateKey: 'privateKey', encoding: null } satisfies OptionTable;
const streamKeys = { secret: 'key', key: 'key' } satisfies OptionTable;

export default {
  package: 'jws',
  operations: [
    { call: 'sign(options)', does: 'sign', options: signOptions, closed: true },
    { call: 'createSign(options)', does: 'sign', options: { ...signOptions, ...streamKeys }, closed: true },
    { call: 'verify(token, algorithm, key)', does: 'verify', fails: 'returns false' },
    {
      call: 'createVerify(options?)', does: 'verify',
      options: { signature: 'token', algorithm: 'algorithm', ...streamKeys, publicKey: 'publicKey', encoding: null }, closed: true,
    },
    { call: 'decode(token, _?)', does: 'decode', fails: 'returns null' },
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
