// A token → what its signature is made of, and whether a key makes it again. Only HMAC here; keys of other kinds are
// in verification-keys.ts.

import { createHmac } from 'node:crypto';
import type { TokenLiteral } from '../literals.ts';

export interface TokenMac {
  readonly hash: 'sha256' | 'sha384' | 'sha512';
  /** What is signed: header and payload as they stand in the token. */
  readonly input: Buffer;
  /** The signature as a text of bytes, which compares fastest. */
  readonly made: string;
}

/** By the length of the signature: libraries exist that write another algorithm into the header than they use. */
const hashes: Readonly<Record<number, TokenMac['hash']>> = { 32: 'sha256', 48: 'sha384', 64: 'sha512' };

export const tokenText = ({ at, token }: TokenLiteral): string => token ?? at.file.text.slice(at.start, at.end);

export function macOf(token: TokenLiteral): TokenMac | undefined {
  if (token.unsecured || !/^HS\d/i.test(token.algorithm)) return undefined;
  const text = tokenText(token);
  const dot = text.lastIndexOf('.');
  const signature = Buffer.from(text.slice(dot + 1), 'base64url');
  const hash = hashes[signature.length];
  return hash && { hash, input: Buffer.from(text.slice(0, dot)), made: signature.toString('binary') };
}

export const isMadeBy = ({ hash, input, made }: TokenMac, key: string | Uint8Array): boolean =>
  createHmac(hash, key).update(input).digest('binary') === made;

/** The keys that programs make of one text: as it stands, trimmed, decoded. `base64` reads both alphabets. */
export function keysOf(text: string): readonly (string | Buffer)[] {
  const trimmed = text.trim();
  const keys: (string | Buffer)[] = trimmed === text ? [text] : [text, trimmed];
  if (/^(?:[0-9a-f]{2}){4,}$/i.test(trimmed)) keys.push(Buffer.from(trimmed, 'hex'));
  if (/^[A-Za-z0-9+/_-]{6,}={0,2}$/.test(trimmed)) keys.push(Buffer.from(trimmed, 'base64'));
  return keys;
}

/** Work of one try, in steps of about two microseconds: the longer a token, the longer each takes. */
export const costOf = ({ input }: TokenMac): number => 1 + Math.floor(input.length / 512);
