// https://learn.microsoft.com/entra/msal/javascript/node 7.2.3: gets tokens, and verifies none that come in. An empty secret is refused.

import type { LibraryModel, OptionTable } from '../model.ts';

const auth = { clientSecret: 'key', clientCertificate: { nested: { privateKey: 'privateKey' } } } satisfies OptionTable;

export default {
  package: '@azure/msal-node',
  secretUses: [{ call: 'new ConfidentialClientApplication(options)', purpose: 'the login of this client', options: { auth: { nested: auth } } }],
} satisfies LibraryModel;
