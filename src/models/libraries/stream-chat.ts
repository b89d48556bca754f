// https://getstream.io/chat/docs/node 9.53.0: tokens never end unless an `exp` in epoch seconds is given. An empty secret is refused.

import type { LibraryModel } from '../model.ts';

const secret = { purpose: 'user tokens' } as const;

export default {
  package: 'stream-chat',
  secretUses: [
    { call: 'new StreamChat(_, key, _?)', ...secret },
    { call: 'StreamChat.getInstance(_, key, _?)', ...secret },
  ],
  operations: [
    { call: '*.createToken(subject, expiry?, issuedAt?)', kind: 'sign', keyElsewhere: true, units: { expiry: 'epoch seconds', issuedAt: 'epoch seconds' } },
  ],
} satisfies LibraryModel;
