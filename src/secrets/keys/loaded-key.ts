// A private key that node:crypto has read → what is told of it: its kind, its size, whether everyone knows it.

import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { publishedKeyMembers } from '../../models/secrets/published-keys.ts';
import type { KeyLiteral } from '../literals.ts';

export type Judged = Omit<KeyLiteral, 'at' | 'form'>;

export function judgedKey(key: KeyObject): Judged {
  const bits = key.asymmetricKeyDetails?.modulusLength;
  return {
    ...(key.asymmetricKeyType === undefined ? {} : { type: key.asymmetricKeyType }), ...(bits === undefined ? {} : { bits }),
    encrypted: false, proven: true, sample: isPublished(key),
  };
}

/** `label` as in the armour: RSA PRIVATE KEY. */
export function loadedPem(label: string, body: string): Judged {
  const pem = `-----BEGIN ${label}-----\n${body.replace(/.{64}/g, '$&\n').trimEnd()}\n-----END ${label}-----\n`;
  try {
    return judgedKey(createPrivateKey(pem));
  } catch {
    return { encrypted: false, proven: false, sample: false };
  }
}

function isPublished(key: KeyObject): boolean {
  try {
    const { n, x } = createPublicKey(key).export({ format: 'jwk' });
    return [n, x].some((member) => member !== undefined && publishedKeyMembers.has(member.slice(0, 24)));
  } catch {
    // DSA keys have no JWK form.
    return false;
  }
}
