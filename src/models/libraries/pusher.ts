// https://pusher.com/docs/channels/server_api/authorizing-users 5.3.4: an empty secret signs, an undefined one throws.

import type { LibraryModel } from '../model.ts';

export default {
  package: 'pusher',
  secretUses: [
    {
      call: 'new default(options)', purpose: 'the right to join a channel', emptyKey: 'accepts',
      options: { secret: 'key', appId: null, key: null, cluster: null },
    },
  ],
} satisfies LibraryModel;
