// https://github.com/pilcrowonpaper/oslo 1.2.1. The algorithm is an argument; audience and issuer are not compared.

import type { LibraryModel } from '../model.ts';

export default {
  package: 'oslo',
  also: ['oslo/jwt'],
  operations: [
    {
      call: 'createJWT(algorithm, key, payload, options?)', does: 'sign',
      options: {
        expiresIn: 'lifetime', issuer: 'issuer', subject: 'subject', audiences: 'audience', notBefore: 'notBefore', jwtId: 'jti',
        headers: null, includeIssuedTimestamp: null,
      },
      closed: true,
    },
    { call: 'validateJWT(algorithm, key, token)', does: 'verify', fails: 'rejects' },
    { call: 'parseJWT(token)', does: 'decode', fails: 'returns null' },
  ],
  behaviours: [
    {
      algorithmsOmitted: 'throws', mixedFamilies: 'refuses',
      noneListed: 'refuses', noneUnlisted: 'refuses', emptyText: 'refuses', emptyBytes: 'refuses',
      shortRsaSigned: 'signs',
    },
  ],
} satisfies LibraryModel;
