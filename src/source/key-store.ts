// Bytes → the key store or bare key that they are, by their first bytes. Such a file has no text; what it is, is all there is
// to say. Stores that hold certificates alone are none: the entries of a JKS say which kind they are, a PKCS#12 does not.

import { createPrivateKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

export interface KeyStore {
  readonly form: 'PKCS#12' | 'JKS' | 'JCEKS' | 'DER';
  /** The key, where no password stands before it. */
  readonly key?: KeyObject;
}

/** No store or key of a person's is larger. */
const largest = 1024 * 1024;

export function keyStoreOf(bytes: Uint8Array): KeyStore | undefined {
  if (bytes.length < 40 || bytes.length > largest) return undefined;
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 64));
  const magic = head.readUInt32BE(0);
  if (magic === 0xfeedfeed || magic === 0xcececece) return holdsKey(head) ? { form: magic === 0xfeedfeed ? 'JKS' : 'JCEKS' } : undefined;
  return head[0] === 0x30 ? derOf(bytes, head) : undefined;
}

/** Version, count, and the tag of the first entry: 1 for a private key, 3 for a secret one, 2 for a certificate. */
const holdsKey = (head: Buffer): boolean => head.readUInt32BE(8) > 0 && head.readUInt32BE(12) !== 2;

const pkcs7Data = Buffer.from('06092a864886f70d0107', 'hex');
const passwordBased = Buffer.from('06092a864886f70d0105', 'hex');

/** The content of the outer sequence begins with a version: 3 in PKCS#12, 0 or 1 in private keys, none in certificates. */
function derOf(bytes: Uint8Array, head: Buffer): KeyStore | undefined {
  const version = versionIn(head);
  if (version === 3 && head.includes(pkcs7Data)) return { form: 'PKCS#12' };
  const key = version === 0 || version === 1 ? privateKeyIn(bytes) : undefined;
  if (key) return { form: 'DER', key };
  return version === undefined && head.includes(passwordBased) ? { form: 'DER' } : undefined;
}

/** A private key in DER has version 0 or 1, whatever its kind. */
export function startsLikePrivateKey(head: Buffer): boolean {
  const version = versionIn(head);
  return version === 0 || version === 1;
}

/** The number at the start of the outer sequence. */
function versionIn(head: Buffer): number | undefined {
  const content = head[0] === 0x30 ? contentIn(head)?.start : undefined;
  return content !== undefined && head[content] === 2 && head[content + 1] === 1 ? head[content + 2] : undefined;
}

/** Behind the tag and the length of a sequence, and its length. */
export function contentIn(head: Buffer): { readonly start: number; readonly length: number } | undefined {
  const first = head[1] ?? 0;
  if (first < 0x80) return { start: 2, length: first };
  const size = first & 0x7f;
  return size >= 1 && size <= 3 && head.length >= 2 + size ? { start: 2 + size, length: head.readUIntBE(2, size) } : undefined;
}

/** A bare private key in one of the three containers that have no password; undefined when none loads. */
export function privateKeyIn(bytes: Uint8Array): KeyObject | undefined {
  for (const type of ['pkcs8', 'pkcs1', 'sec1'] as const) {
    try {
      return createPrivateKey({ key: Buffer.from(bytes), format: 'der', type });
    } catch {
      // The next container.
    }
  }
  return undefined;
}
