// https://docs.livekit.io 2.19.2: six hours unless told, a number means seconds, 0 means the default. Empty keys are refused.

import type { LibraryModel, OptionTable } from '../model.ts';

const options = { identity: 'subject', ttl: { role: 'lifetime', unit: 'seconds' }, name: null, metadata: null, attributes: null } satisfies OptionTable;

export default {
  package: 'livekit-server-sdk',
  operations: [
    { call: 'new AccessToken(_, key, options?)', kind: 'sign', options, defaults: { lifetime: '6h' } },
    { call: 'WebhookReceiver#receive(_, token?, skipVerification?, _?)', kind: 'verify', onInvalid: 'rejects', keyElsewhere: true },
  ],
  secretUses: [{ call: 'new WebhookReceiver(_, key)', purpose: 'webhooks' }],
} satisfies LibraryModel;
