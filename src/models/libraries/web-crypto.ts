// https://w3c.github.io/webcrypto, checked against Node 20: a global of browsers, workers and Node.

import type { LibraryModel, MacModel, OptionTable } from '../model.ts';

/** Raw bytes may also be a public key or one for encryption. */
export const importedHmacKey = {
  protects: 'an HMAC', options: { name: 'algorithm', hash: null } satisfies OptionTable, only: { algorithm: 'HMAC' },
} satisfies Partial<MacModel>;

export default {
  package: 'global:',
  macs: [{ call: "crypto.subtle.importKey('raw', key, algorithm|options, _, _)", ...importedHmacKey }],
} satisfies LibraryModel;
