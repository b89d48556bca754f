// `@@…@@` in a fixture → a key, a token or random text, made at load time: nothing key-shaped or token-shaped is ever
// committed. Keys come from a fixed seed, so a run repeats itself. Positions map from the written text to the made one.
//
//   @@PEM_RSA@@ @@PEM_EC@@ @@PEM_PUBLIC@@ @@PEM_ENCRYPTED@@   several lines, indented like their first line
//   @@PEM_RSA_ESCAPED@@ @@PEM_EC_ESCAPED@@                    one line with \n escapes
//   @@PEM_EC_BASE64@@ @@DER_EC@@                              one line of base64, with and without armour
//   @@JWK_EC_PRIVATE@@ @@JWK_RSA_PRIVATE@@ @@JWK_EC_PUBLIC@@  JSON
//   @@JWT(alg=HS256,key=secret,exp=+3600,role=admin)@@        alg, typ, kid, jku go into the header; cut=N keeps N characters
//   @@RANDOM32@@ @@RANDOM(48)@@ @@HEX64@@                     base64url text; hexadecimal text
//   @@TOKEN(GitHub personal access token)@@                   a provider's token, from its shape in the models
//   @@BASIC(…)@@                                              a user and the token, as Basic sends them
//   @@BASE64_TOKEN(…)@@ @@TOKEN_HALF(…)@@ @@TOKEN_REST(…)@@    the same in base64; its first 20 characters; the others
//   @@BASE64(length=40)@@                                     base64 text without padding
//   @@CHARS(prefix=abc_,length=36)@@                          letters and digits behind a prefix, `suffix` after them

import { createHmac, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { bytes, ecKey, rsaKey } from './seeded-keys.ts';
import { tokenNamed } from './token-samples.ts';

export interface Expanded {
  readonly text: string;
  /** Offset in the fixture as written → offset in `text`; inside a placeholder: its start, or its end for `end` offsets. */
  readonly startAt: (written: number) => number;
  readonly endAt: (written: number) => number;
  /** Puts the placeholders back into any text, for files that are committed. */
  readonly restored: (text: string) => string;
}

interface Piece { readonly from: number; readonly to: number; readonly name: string; readonly made: string }

const PLACEHOLDER = /@@([A-Z][A-Z0-9_]*)(?:\(([^()\n]*)\))?@@/g;

export function expanded(written: string): Expanded {
  const pieces = [...written.matchAll(PLACEHOLDER)].map((match): Piece => ({
    from: match.index, to: match.index + match[0].length, name: match[0],
    made: indented(madeFrom(match[1]!, match[2] ?? ''), written, match.index),
  }));
  let text = '';
  let last = 0;
  for (const { from, to, made } of pieces) {
    text += written.slice(last, from) + made;
    last = to;
  }
  const shift = (offset: number, side: 'from' | 'to'): number => {
    let delta = 0;
    for (const { from, to, made } of pieces) {
      if (offset >= to) delta += made.length - (to - from);
      else if (offset > from) return side === 'from' ? from + delta : from + delta + made.length;
    }
    return offset + delta;
  };
  return {
    text: text + written.slice(last),
    startAt: (offset) => shift(offset, 'from'),
    endAt: (offset) => shift(offset, 'to'),
    restored: (some) => restored(some, pieces),
  };
}

/** The whole made text, and any single line of it: reports show lines. */
function restored(text: string, pieces: readonly Piece[]): string {
  let result = text;
  for (const { name, made } of pieces) {
    result = result.replaceAll(made, name);
    for (const line of made.split('\n')) if (line.trim().length >= 16) result = result.replaceAll(line.trim(), name);
  }
  return result;
}

function indented(made: string, written: string, at: number): string {
  const before = written.slice(written.lastIndexOf('\n', at - 1) + 1, at);
  return before.trim() === '' ? made.replaceAll('\n', `\n${before}`) : made;
}

function madeFrom(name: string, detail: string): string {
  const make = makers[name];
  if (!make) throw new Error(`unknown placeholder @@${name}@@`);
  return make(detail);
}

const makers: Readonly<Record<string, (detail: string) => string>> = {
  PEM_RSA: () => pem(rsaKey()),
  PEM_EC: () => pem(ecKey()),
  PEM_PUBLIC: () => createPublicKey(rsaKey()).export({ type: 'spki', format: 'pem' }).toString().trimEnd(),
  // node:crypto takes no seed for the salt; nobody decrypts it.
  PEM_ENCRYPTED: () => armoured('ENCRYPTED PRIVATE KEY', Buffer.concat([Buffer.from('3081ec', 'hex'), bytes('encrypted', 0xec)])),
  PEM_RSA_ESCAPED: () => pem(rsaKey()).replaceAll('\n', '\\n'),
  PEM_EC_ESCAPED: () => pem(ecKey()).replaceAll('\n', '\\n'),
  DER_EC: () => ecKey().export({ type: 'pkcs8', format: 'der' }).toString('base64'),
  PEM_EC_BASE64: () => Buffer.from(pem(ecKey())).toString('base64'),
  JWK_EC_PRIVATE: () => JSON.stringify(ecKey().export({ format: 'jwk' })),
  JWK_RSA_PRIVATE: () => JSON.stringify(rsaKey().export({ format: 'jwk' })),
  JWK_EC_PUBLIC: () => JSON.stringify(createPublicKey(ecKey()).export({ format: 'jwk' })),
  JWT: (detail) => token(fieldsOf(detail)),
  TOKEN: (detail) => tokenNamed(detail, bytes(`token ${detail}`, 2000)),
  BASE64_TOKEN: (detail) => Buffer.from(makers['TOKEN']!(detail)).toString('base64'),
  BASIC: (detail) => Buffer.from(`deployer:${makers['TOKEN']!(detail)}`).toString('base64'),
  TOKEN_HALF: (detail) => makers['TOKEN']!(detail).slice(0, 20),
  TOKEN_REST: (detail) => makers['TOKEN']!(detail).slice(20),
  BASE64: (detail) => bytes('base64', Number(fieldsOf(detail)['length'])).toString('base64').slice(0, Number(fieldsOf(detail)['length'])),
  RANDOM32: () => randomText(32),
  RANDOM: (detail) => randomText(Number(detail)),
  HEX64: () => bytes('hex', 32).toString('hex'),
  CHARS: (detail) => {
    const { prefix = '', length = '32', suffix = '' } = fieldsOf(detail);
    const body = bytes(`chars ${prefix}`, Number(length) * 4).toString('base64').replace(/[^A-Za-z0-9]/g, '');
    return prefix + body.slice(0, Number(length)) + suffix;
  },
};

function fieldsOf(detail: string): Record<string, string> {
  const pairs = detail.split(',').filter((part) => part.trim() !== '').map((part) => {
    const equals = part.indexOf('=');
    return [part.slice(0, equals).trim(), part.slice(equals + 1).trim()] as const;
  });
  return Object.fromEntries(pairs);
}

const randomText = (length: number): string => bytes(`random ${String(length)}`, length).toString('base64url').slice(0, length);
const armoured = (label: string, der: Buffer): string =>
  [`-----BEGIN ${label}-----`, ...der.toString('base64').match(/.{1,64}/g)!, `-----END ${label}-----`].join('\n');
const pem = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString().trimEnd();

const headerFields = new Set(['alg', 'typ', 'kid', 'jku', 'x5u', 'enc']);
const times = new Set(['exp', 'iat', 'nbf']);

/** Without a key of its own it is signed with one that nobody can guess. */
function token({ key = bytes('token key', 32).toString('base64url'), cut, ...fields }: Record<string, string>): string {
  const header: Record<string, unknown> = { alg: 'HS256', typ: 'JWT' };
  const payload: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (headerFields.has(name)) header[name] = value;
    else payload[name] = times.has(name) ? timeOf(value) : plain(value);
  }
  const input = [header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  const whole = `${input}.${signature(String(header['alg']), input, key)}`;
  return cut === undefined ? whole : whole.slice(0, Number(cut));
}

/** `+3600` and `-3600` count from now, a date is a date, a number is seconds since the epoch. */
function timeOf(value: string): number {
  if (/^[+-]\d+$/.test(value)) return Math.floor(Date.now() / 1000) + Number(value);
  return /^\d+$/.test(value) ? Number(value) : Math.floor(Date.parse(value) / 1000);
}

function plain(value: string): unknown {
  if (/^-?\d+$/.test(value)) return Number(value);
  return value === 'true' ? true : value === 'false' ? false : value;
}

function signature(algorithm: string, input: string, key: string): string {
  if (algorithm.toLowerCase() === 'none') return '';
  const hash = `sha${algorithm.slice(2)}`;
  if (algorithm.startsWith('HS')) return createHmac(hash, key).update(input).digest('base64url');
  if (algorithm.startsWith('RS')) return sign(hash, Buffer.from(input), rsaKey()).toString('base64url');
  return sign(hash, Buffer.from(input), { key: ecKey(), dsaEncoding: 'ieee-p1363' }).toString('base64url');
}
