// Bytes → could any fact be in here? A cheap no for most files, before they are decoded. The words come from the models,
// so a new library widens the gate by itself. Says yes too often rather than too seldom.

import { libraries } from '../models/libraries/all.ts';
import { parseCall } from '../models/signature.ts';
import type { LibraryModel } from '../models/model.ts';
import { publicPrefixes } from '../models/public-prefixes.ts';
import { makeGate } from '../source/gate.ts';
import type { Gate, GateWord } from '../source/gate.ts';
import { isCode } from '../source/language.ts';
import type { Language } from '../source/language.ts';

let codeGate: Gate | undefined;
let configGate: Gate | undefined;
let textGate: Gate | undefined;

export function mayHoldFacts(bytes: Uint8Array, language: Language): boolean {
  if (language === 'env') return true;
  if (isCode(language)) return (codeGate ??= makeGate([...libraryWords(), ...nameWords(isBeforeText), ...prefixWords(), ...handRolledWords, ...literalWords]))(bytes);
  if (language === 'text') return (textGate ??= makeGate(literalWords))(bytes);
  return (configGate ??= makeGate([...nameWords(isName), 'jwt', 'token', 'password', 'service_role', ...literalWords]))(bytes);
}

// ---- libraries: a specifier in quotes; built-ins, which every file has, by the names of their calls ----

function libraryWords(): GateWord[] {
  return [...new Set(libraries.flatMap((library) => (isBuiltIn(library) ? callNames(library) : [library.package, ...(library.also ?? [])])))]
    .map((word) => ({ word, context: libraries.some((library) => isBuiltIn(library) && callNames(library).includes(word)) ? isName : isSpecifier }));
}

const isBuiltIn = ({ package: name }: LibraryModel): boolean => name.startsWith('node:') || name === 'global:';

const callNames = (library: LibraryModel): readonly string[] =>
  (library.macs ?? []).map(({ call }) => parseCall(call).path.at(-1) ?? '').filter((name) => name.length > 3);

const isQuote = (byte: number | undefined): boolean => byte === 0x22 || byte === 0x27 || byte === 0x60;
const isSpecifier = (bytes: Uint8Array, start: number, end: number): boolean => isQuote(bytes[start - 1]) && (isQuote(bytes[end]) || bytes[end] === 0x2f);
const isName = (): boolean => true;

// ---- names: a word of secrecy that is followed, on this line or the next, by a text ----

const nameWords = (context: GateWord['context']): GateWord[] =>
  ['secret', 'private', 'signing', 'sign_key', 'signkey', 'encryption', 'jwt', 'jwk', 'hmac', 'cookie', 'session', 'salt', 'app_keys', 'key_base', 'token_key', 'tokenkey', 'passphrase', 'key_material']
    .map((word) => ({ word, ...(context && { context }) }));

const LOOK_AHEAD = 160;

/** `name = "`, `name: '`, `name ||\n  '`: a quote within reach, over at most one line end. */
function isBeforeText(bytes: Uint8Array, _start: number, end: number): boolean {
  let lines = 0;
  let assigns = false;
  for (let at = end; at < Math.min(bytes.length, end + LOOK_AHEAD); at++) {
    const byte = bytes[at];
    if (byte === 0x0a && ++lines > 1) return false;
    // = : ( | ? , [
    if (byte === 0x3d || byte === 0x3a || byte === 0x28 || byte === 0x7c || byte === 0x3f || byte === 0x2c || byte === 0x5b) assigns = true;
    if (assigns && isQuote(byte)) return true;
  }
  return false;
}

const prefixWords = (): GateWord[] => publicPrefixes.map(({ prefix }) => ({ word: prefix, context: namesSecret }));

const SECRECY = /SECRET|PRIVATE|_KEY|TOKEN|PASSW/i;
const namesSecret = (bytes: Uint8Array, start: number, end: number): boolean => SECRECY.test(Buffer.from(bytes.subarray(start, end + 60)).toString('latin1'));

// ---- literals recognised by their own form ----

const isBase64Url = (byte: number | undefined): boolean =>
  byte !== undefined && ((byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a) || byte === 0x2d || byte === 0x5f);

/** A run of base64url characters that a dot ends: the first part of a compact JWS. */
function isTokenHeader(bytes: Uint8Array, _start: number, end: number): boolean {
  let at = end;
  while (at < end + 4096 && isBase64Url(bytes[at])) at++;
  return at - end >= 12 && (bytes[at] === 0x2e || bytes[at] === 0x25);
}

/** Base64 near a split: the parts of a token read by hand. */
const nearSplit = (bytes: Uint8Array, start: number, end: number): boolean =>
  Buffer.from(bytes.subarray(Math.max(0, start - 300), end + 300)).includes('split(');

const handRolledWords: readonly GateWord[] = [{ word: 'atob', context: nearSplit }, { word: 'base64', context: nearSplit }];

const literalWords: readonly GateWord[] = [
  { word: 'eyJ', context: isTokenHeader }, { word: 'eyA', context: isTokenHeader }, { word: 'ewo', context: isTokenHeader }, { word: 'ew0', context: isTokenHeader },
  { word: 'PRIVATE KEY-----' }, { word: 'PRIVATE KEY BLOCK' }, { word: 'LS0tLS1CRUdJTi' }, { word: 'kty' },
];
