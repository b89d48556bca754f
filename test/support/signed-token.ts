// → a JWT that is signed with a key of random bytes, which nobody keeps. Nothing token-shaped is ever committed.

import { createHmac, randomBytes } from 'node:crypto';

export function signedToken(claims: Readonly<Record<string, unknown>> = { sub: 'u-1029', iss: 'https://shop.example.test' }): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  return `${signed}.${createHmac('sha256', randomBytes(32)).update(signed).digest('base64url')}`;
}
