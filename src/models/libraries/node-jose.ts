// https://github.com/cisco/node-jose, checked against 2.2.0. Signatures only: an expired token passes.

import type { LibraryModel, OptionTable } from '../model.ts';

// What is given to `createVerify` becomes the default of every later verifier of the process.
const verifyOptions = { algorithms: 'algorithms', allowEmbeddedKey: 'embeddedKey', handlers: null } satisfies OptionTable;

export default {
  package: 'node-jose',
  operations: [
    {
      call: 'JWS.createVerify(key?, options?)',
      kind: 'verify',
      onInvalid: 'rejects',
      options: verifyOptions,
      ignoresUnknownOptions: true,
      chain: ['verify(token, options?)'],
    },
  ],
  keys: [
    { call: 'JWK.asKey(key, _?)', makes: 'jwk' },
    { call: 'JWK.asKeyStore(key)', makes: 'jwk' },
    { call: 'JWK.createKey(_, _, _?)', makes: 'random' },
  ],
  secretUses: [
    { call: 'JWS.createSign(key)', purpose: 'a JWS' },
    { call: 'JWS.createSign(_, key)', purpose: 'a JWS' },
  ],
  behaviours: [
    // A short HMAC key is refused, an empty one with it.
    {
      algorithmsOmitted: 'key', mixedFamilies: 'refuses',
      noneListed: 'refuses', noneUnlisted: 'refuses', emptyText: 'refuses', emptyBytes: 'refuses',
      shortHmac: 'refuses',
    },
  ],
} satisfies LibraryModel;
