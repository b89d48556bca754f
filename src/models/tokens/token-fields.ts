// The members of a token by which it says which key it wants to be checked with, and how libraries hand them out.

/** `kid` only names a key; the others bring one along, or say where to fetch it (RFC 7515 section 4.1). */
export const keyFields: ReadonlySet<string> = new Set(['kid', 'jku', 'x5u', 'jwk', 'x5c', 'iss']);
/** Say an address in full, so only what names its host settles them. */
export const addressFields: ReadonlySet<string> = new Set(['jku', 'x5u', 'iss']);

/** What stands between a decoded token and its fields. */
export const tokenContainers: ReadonlySet<string> = new Set([
  // `[header, payload, signature]` of djwt.
  '0',
  'header', 'payload', 'protectedHeader', 'unprotectedHeader', 'protected', 'headerObj', 'payloadObj', 'decoded', 'claims', 'body',
  // What a function that was made gives back: `createDecoder(…)(token)`.
  '()',
]);

/** Types of a header that a key function is given before anything is verified. */
export const headerTypes: ReadonlySet<string> = new Set([
  'JwtHeader', 'JWTHeader', 'JWTHeaderParameters', 'JWSHeaderParameters', 'CompactJWSHeaderParameters', 'FlattenedJWSHeaderParameters',
  'JwtHeaderParameters', 'TokenHeader', 'JoseHeader',
]);
