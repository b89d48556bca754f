// https://w3c.github.io/webcrypto, checked against Node 20: a global of browsers, workers and Node.

import type { LibraryModel, SecretUseModel, OptionTable, SignatureModel } from '../model.ts';

/** Raw bytes may also be a public key or one for encryption. */
export const importedHmacKey = {
  purpose: 'an HMAC', options: { name: 'algorithm', hash: null } satisfies OptionTable, only: { algorithm: 'HMAC' },
} satisfies Partial<SecretUseModel>;

const options = { name: 'algorithm', hash: null, saltLength: null, context: null } satisfies OptionTable;

/** May be an HMAC or a signature by a private key, as the algorithm says. */
export const signing = { kind: 'sign', mac: true, options } satisfies Partial<SignatureModel>;
/** Resolves to false for a bad signature, and never rejects for one. */
export const checking = { kind: 'verify', onInvalid: 'resolves false', options } satisfies Partial<SignatureModel>;

export default {
  package: 'global:',
  secretUses: [{ call: "crypto.subtle.importKey('raw', key, algorithm|options, _, _)", ...importedHmacKey }],
  signatures: [
    { call: 'crypto.subtle.sign(algorithm|options, key, data)', ...signing },
    { call: 'crypto.subtle.verify(algorithm|options, key, signature, data)', ...checking },
  ],
} satisfies LibraryModel;
