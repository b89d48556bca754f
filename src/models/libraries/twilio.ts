// https://www.twilio.com/docs/iam/access-tokens 6.3.1: an hour unless told, in seconds. Empty secrets are refused.

import type { LibraryModel, OptionTable } from '../model.ts';

const options = { identity: 'subject', ttl: { role: 'lifetime', unit: 'seconds' }, nbf: null, region: null } satisfies OptionTable;

export default {
  package: 'twilio',
  operations: [{ call: 'new jwt.AccessToken(_, _, key, options)', kind: 'sign', options, defaults: { lifetime: '1h' } }],
} satisfies LibraryModel;
