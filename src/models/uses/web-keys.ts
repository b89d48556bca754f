// Methods of WebCrypto that make a CryptoKey, by the positions of their arguments (https://w3c.github.io/webcrypto).

export interface WebKeyMaker {
  readonly method: string;
  /** Says which kind of key comes out: its algorithm. */
  readonly algorithm: number;
  readonly extractable: number;
  readonly usages: number;
  /** The format of what is imported: `spki` holds a public key. */
  readonly format?: number;
}

export const webKeyMakers: readonly WebKeyMaker[] = [
  { method: 'importKey', format: 0, algorithm: 2, extractable: 3, usages: 4 },
  { method: 'generateKey', algorithm: 0, extractable: 1, usages: 2 },
  { method: 'deriveKey', algorithm: 2, extractable: 3, usages: 4 },
  { method: 'unwrapKey', format: 0, algorithm: 4, extractable: 5, usages: 6 },
];

/** Algorithms whose keys are secret on both sides. */
export const symmetricAlgorithms = /^(?:HMAC|AES|HKDF|PBKDF2)/i;
/** What only the holder of a private or secret key does. */
export const secretUsages: ReadonlySet<string> = new Set(['sign', 'decrypt', 'deriveKey', 'deriveBits', 'unwrapKey']);
/** Calls that take a key out of its box. */
export const exportingMethods: ReadonlySet<string> = new Set(['exportKey', 'wrapKey']);
