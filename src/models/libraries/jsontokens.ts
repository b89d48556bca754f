// https://github.com/stacks-network/jsontokens-js, checked against 4.0.1. ES256K; the signature only, an expired token passes.

import type { LibraryModel } from '../model.ts';

export default {
  package: 'jsontokens',
  operations: [
    { call: 'new TokenSigner(algorithm, privateKey)', kind: 'sign', chain: ['signAsync(payload, _?, _?)', 'sign(payload, _?, _?)'] },
    { call: 'createUnsecuredToken(payload)', kind: 'sign', unsecured: true },
    { call: 'new TokenVerifier(algorithm, publicKey)', kind: 'verify', onInvalid: 'returns false', chain: ['verify(token)'] },
    { call: 'decodeToken(token)', kind: 'decode', onInvalid: 'throws' },
  ],
} satisfies LibraryModel;
