// https://github.com/stacks-network/jsontokens-js, checked against 4.0.1. ES256K; the signature only, an expired token passes.

import type { LibraryModel } from '../model.ts';

export default {
  package: 'jsontokens',
  operations: [
    { call: 'new TokenSigner(algorithm, privateKey)', does: 'sign', then: ['signAsync(payload, _?, _?)', 'sign(payload, _?, _?)'] },
    { call: 'createUnsecuredToken(payload)', does: 'sign', unsecured: true },
    { call: 'new TokenVerifier(algorithm, publicKey)', does: 'verify', fails: 'returns false', then: ['verify(token)'] },
    { call: 'decodeToken(token)', does: 'decode', fails: 'throws' },
  ],
} satisfies LibraryModel;
