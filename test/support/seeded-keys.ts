// A label → bytes and keys that are the same in every run: nothing key-shaped is ever committed.

import { checkPrimeSync, createECDH, createHash, createPrivateKey, type KeyObject } from 'node:crypto';

/** Reproducible bytes: SHA-256 in counter mode over a label. */
export function bytes(label: string, length: number): Buffer {
  const blocks: Buffer[] = [];
  for (let count = 0; blocks.length * 32 < length; count++)
    blocks.push(createHash('sha256').update(`jwtlint fixture ${label} ${String(count)}`).digest());
  return Buffer.concat(blocks).subarray(0, length);
}

const made = new Map<string, KeyObject>();

function once(name: string, make: () => KeyObject): KeyObject {
  const key = made.get(name) ?? make();
  made.set(name, key);
  return key;
}

export const ecKey = (label = 'ec'): KeyObject => once(`ec ${label}`, () => {
  const curve = createECDH('prime256v1');
  const d = bytes(label, 32);
  curve.setPrivateKey(d);
  const point = curve.getPublicKey();
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'));
  return createPrivateKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', d: d.toString('base64url'), x: x!, y: y! } });
});

/** RFC 8410: the seed behind a fixed beginning. */
export const edKey = (label: string): KeyObject => once(`ed ${label}`, () =>
  createPrivateKey({ format: 'der', type: 'pkcs8', key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), bytes(label, 32)]) }));

/** node:crypto takes no seed, so the primes are searched here (a tenth of a second, once per run). */
export const rsaKey = (label = ''): KeyObject => once(`rsa ${label}`, () => {
  const e = 65537n;
  const [p, q] = [prime(`p${label}`, e), prime(`q${label}`, e)].sort((a, b) => (a > b ? -1 : 1)) as [bigint, bigint];
  const d = inverse(e, (p - 1n) * (q - 1n));
  const key = { kty: 'RSA', n: p * q, e, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q, p) };
  const jwk = Object.fromEntries(Object.entries(key).map(([name, value]) => [name, typeof value === 'bigint' ? base64url(value) : value]));
  return createPrivateKey({ format: 'jwk', key: jwk });
});

function prime(label: string, e: bigint): bigint {
  const start = bytes(`prime ${label}`, 128);
  start[0]! |= 0xc0;
  start[127]! |= 1;
  let candidate = BigInt(`0x${start.toString('hex')}`);
  while ((candidate - 1n) % e === 0n || !checkPrimeSync(candidate, { checks: 8 })) candidate += 2n;
  return candidate;
}

function inverse(value: bigint, modulus: bigint): bigint {
  let [a, b, x, y] = [modulus, value % modulus, 0n, 1n];
  while (b !== 0n) {
    const quotient = a / b;
    [a, b, x, y] = [b, a - quotient * b, y, x - quotient * y];
  }
  return ((x % modulus) + modulus) % modulus;
}

function base64url(value: bigint): string {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex').toString('base64url');
}
