// https://docs.agora.io 2.0.6: the certificate of the app signs.

import type { LibraryModel } from '../model.ts';

const certificate = { purpose: 'channel tokens' } as const;

export default {
  package: 'agora-token',
  aliases: ['agora-access-token'],
  secretUses: [
    { call: 'RtcTokenBuilder.buildTokenWithUid(_, key, _, _, _, _?, _?)', ...certificate },
    { call: 'RtcTokenBuilder.buildTokenWithUserAccount(_, key, _, _, _, _?, _?)', ...certificate },
    { call: 'RtmTokenBuilder.buildToken(_, key, _, _?, _?)', ...certificate },
  ],
} satisfies LibraryModel;
