// Tokens made by hand, so that no library under test makes what another one is asked about.

import { createHmac, createSign, generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

export type Key = string | Buffer | null | undefined;
export type Claims = Readonly<Record<string, unknown>>;

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const short = generateKeyPairSync('rsa', { modulusLength: 1024 });
const pem = (key: KeyObject): string => key.export({ type: key.type === 'private' ? 'pkcs8' : 'spki', format: 'pem' }).toString();

export const [publicPem, privatePem] = [pem(rsa.publicKey), pem(rsa.privateKey)];
/** 1024 bits, which RFC 7518 section 3.3 forbids. */
export const [shortPublicPem, shortPrivatePem] = [pem(short.publicKey), pem(short.privateKey)];
/** The same public key under other labels and in other texts than SubjectPublicKeyInfo. */
export const publicPkcs1 = rsa.publicKey.export({ type: 'pkcs1', format: 'pem' }).toString();
export const publicJwkText = JSON.stringify(rsa.publicKey.export({ format: 'jwk' }));
/** Not a certificate at all, which is the point: a label is enough for a guess. */
export const certificateLabel = publicPem.replaceAll('PUBLIC KEY', 'CERTIFICATE');
export const secret = 'dev-only-example-'.repeat(4);

export const soon = (): number => Math.floor(Date.now() / 1000) + 600;
const base64url = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

const unsigned = (algorithm: string, claims: Claims = { sub: 'x', exp: soon() }, header: Claims = {}): string =>
  `${base64url({ alg: algorithm, typ: 'JWT', kid: 'k', ...header })}.${base64url(claims)}`;

export const none = (claims?: Claims): string => `${unsigned('none', claims)}.`;

export function hmac(key: string | Buffer, claims?: Claims, bits: 256 | 512 = 256, header?: Claims): string {
  const input = unsigned(`HS${String(bits)}`, claims, header);
  return `${input}.${createHmac(`sha${String(bits)}`, key).update(input).digest('base64url')}`;
}

export function signed(key: string = privatePem, claims?: Claims, header?: Claims): string {
  const input = unsigned('RS256', claims, header);
  return `${input}.${createSign('RSA-SHA256').update(input).sign(key, 'base64url')}`;
}

/** The same token with another signature, of the same length. */
export function forged(token: string): string {
  const at = token.lastIndexOf('.') + 2;
  return `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
}

const partOf = (token: string, at: number): Record<string, any> =>
  JSON.parse(Buffer.from(token.split('.')[at] ?? '', 'base64url').toString()) as Record<string, any>;
export const headerOf = (token: string): Record<string, any> => partOf(token, 0);
export const claimsOf = (token: string): Record<string, any> => partOf(token, 1);
