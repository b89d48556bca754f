// https://github.com/pilcrowonpaper/oslo 1.2.1. The algorithm is an argument; audience and issuer are not compared.

import type { LibraryModel } from '../model.ts';

export default {
  package: 'oslo',
  aliases: ['oslo/jwt'],
  operations: [
    {
      call: 'createJWT(algorithm, key, payload, options?)', kind: 'sign',
      options: {
        expiresIn: 'lifetime', issuer: 'issuer', subject: 'subject', audiences: 'audience', notBefore: 'notBefore', jwtId: 'jti',
        headers: null, includeIssuedTimestamp: null,
      },
      ignoresUnknownOptions: true,
    },
    { call: 'validateJWT(algorithm, key, token)', kind: 'verify', onInvalid: 'rejects' },
    { call: 'parseJWT(token)', kind: 'decode', onInvalid: 'returns null' },
  ],
  behaviours: [
    {
      algorithmsOmitted: 'throws', mixedFamilies: 'refuses',
      noneListed: 'refuses', noneUnlisted: 'refuses', emptyText: 'refuses', emptyBytes: 'refuses',
      shortRsaSigned: 'signs',
    },
  ],
} satisfies LibraryModel;
