// JWA names (RFC 7518 section 3.1, RFC 8037) and the families that must not be mixed in one allow-list.

export type Family = 'HMAC' | 'asymmetric' | 'none';

export function familyOf(algorithm: string): Family | undefined {
  if (/^HS(?:256|384|512)$/i.test(algorithm)) return 'HMAC';
  if (/^(?:[RPE]S(?:256|384|512)|ES256K|EdDSA|Ed25519|Ed448|ML-DSA-\d\d)$/i.test(algorithm)) return 'asymmetric';
  return algorithm.toLowerCase() === 'none' ? 'none' : undefined;
}
