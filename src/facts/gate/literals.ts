// Words that open the gate for what stands in a text itself: keys and tokens by their own form, addresses that are not encrypted.

import { latin1 as slice } from '../../source/gate.ts';
import type { GateWord } from '../../source/gate.ts';
import { isNameByte } from '../name-around.ts';
import { derWords, namedKeyWords, startsLikeDer } from '../../secrets/keys/bare-keys.ts';
import { startsRun } from '../../values/joined-text.ts';
import { encodedKeyAt } from '../../secrets/keys/private-keys.ts';
import { builtInTokens, tokenMargin, tokenWords, type TokenWord } from '../../secrets/tokens/provider-tokens.ts';
import { isQuote } from './libraries.ts';

// ---- addresses of keys that are fetched without encryption ----

const nearPlainAddress = (bytes: Uint8Array, start: number, end: number): boolean => slice(bytes, start - 200, end + 200).includes('http:');

export const addressWords: readonly GateWord[] = [
  'jwks', 'jwkset', '.well-known', 'wellknown', 'well_known', 'discovery', 'openid_configuration', 'openidconfiguration',
  'openid-connect/certs',
].map((word) => ({ word, context: nearPlainAddress }));

// ---- literals recognised by their own form ----

const isBase64Url = (byte: number | undefined): boolean =>
  byte !== undefined &&
  ((byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a) || byte === 0x2d || byte === 0x5f);

/** A run of base64url characters that a dot ends: the first part of a compact JWS. Or the end of a literal that goes on in another. */
function isTokenHeader(bytes: Uint8Array, start: number, end: number): boolean {
  if (!/^e(?:y[JA]|w[0ok])$/.test(slice(bytes, start, end)) || !startsRun(slice(bytes, start - 3, start), Math.min(3, start))) return false;
  let at = end;
  while (at < end + 4096 && isBase64Url(bytes[at])) at++;
  if (at - end < 12) return false;
  return (
    bytes[at] === 0x2e ||
    bytes[at] === 0x25 ||
    (isQuote(bytes[at]) && /^.[ \t]{0,8}(?:[,+]|\r?\n[ \t]{0,80}\+)/.test(slice(bytes, at, at + 100)))
  );
}

/** The same in base64 once more: long, and of its characters. */
function isWrappedToken(bytes: Uint8Array, start: number, end: number): boolean {
  if (!slice(bytes, start, end).startsWith('ZX') || isBase64Url(bytes[start - 1])) return false;
  let at = end;
  while (at < end + 60 && (isBase64Url(bytes[at]) || bytes[at] === 0x2b || bytes[at] === 0x2f)) at++;
  return at - end >= 40;
}

/** The last run of base64 that held no key: what begins within it holds none, and need not be decoded again. */
let keyless: { readonly bytes: WeakRef<Uint8Array>; readonly start: number; readonly end: number } | undefined;

function isEncodedKey(bytes: Uint8Array, start: number, end: number): boolean {
  if (isBase64Url(bytes[start - 1])) return false;
  if (keyless?.bytes.deref() === bytes && start > keyless.start && start < keyless.end) return false;
  const run = encodedKeyAt(slice(bytes, start, end + 30_000), 0);
  if (!run.holds) keyless = { bytes: new WeakRef(bytes), start, end: start + run.end };
  return run.holds;
}

const isDer = (before: number) => (bytes: Uint8Array, start: number): boolean =>
  !isBase64Url(bytes[start - before - 1]) && startsLikeDer(slice(bytes, start - before, start + 24), 0);

/** Base64 near a split: the parts of a token read by hand. */
const nearSplit = (bytes: Uint8Array, start: number, end: number): boolean => slice(bytes, start - 300, end + 300).includes('split(');

/** `alg: 'none'`, `"alg":"none"`, also inside another text. */
const isUnsecured = (bytes: Uint8Array, start: number, end: number): boolean =>
  !isNameByte(bytes[start - 1]) && /^\\*["']?\s{0,4}:\s{0,4}\\*["'`]?none/i.test(slice(bytes, end, end + 24));

export const handRolledWords: readonly GateWord[] = [
  { word: 'atob', context: nearSplit }, { word: 'base64', context: nearSplit }, { word: 'alg', context: isUnsecured },
];

export const literalWords = (): readonly GateWord[] => [
  ...['eyJ', 'eyA', 'ewo', 'ew0', 'ewk'].map((word) => ({ word, context: isTokenHeader })),
  ...['ZXlK', 'ZXlB', 'ZXdv'].map((word) => ({ word, context: isWrappedToken })),
  ...['eyJ', 'ewo'].map((word) => ({ word, context: isEncodedKey })),
  ...derWords.map(([word, before]) => ({ word, context: isDer(before) })),
  ...namedKeyWords.map((word) => ({ word })),
  { word: 'PRIVATE KEY-----' },
  { word: 'PUBLIC KEY-----' },
  { word: 'BEGIN CERTIFICATE-----' },
  { word: 'PRIVATE KEY BLOCK' },
  { word: 'LS0tLS1CRUdJTi' },
  { word: 'kty', context: isKeyType },
  ...tokenWords(builtInTokens()).map(aroundWord),
];

/** A word of a provider's token, with what stands around it. */
export const aroundWord = ({ word, isIn }: TokenWord): GateWord => ({
  word,
  context: (bytes, start, end) => {
    const from = Math.max(0, start - tokenMargin);
    return isIn(slice(bytes, from, end + tokenMargin), start - from);
  },
});

/** `"kty": "RSA"`, `kty=oct`: a word of its own before a value. */
function isKeyType(bytes: Uint8Array, start: number, end: number): boolean {
  return !isNameByte(bytes[start - 1]) && /^\\*["']?\s{0,20}[:=]\s{0,20}\\*["'`]?(?:RSA|EC|OKP|oct|AKP)/.test(slice(bytes, end, end + 60));
}
