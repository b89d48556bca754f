// Words that open the gate for a name: one that says key, and a text that becomes its value.

import { publicPrefixes } from '../../models/places/public-prefixes.ts';
import { latin1 as slice } from '../../source/gate.ts';
import type { GateWord } from '../../source/gate.ts';
import { isNameByte, LONGEST_NAME, nameAround } from '../name-around.ts';
import { nameSays, wordsOf } from '../../secrets/words/names.ts';
import { isQuote } from './libraries.ts';

// ---- names: one that says key, and a text that becomes its value ----

export const nameWords = (context: NonNullable<GateWord['context']>): GateWord[] =>
  [
    'secret', 'private', 'signing', 'sign_key', 'signkey', 'signature', 'encryption', 'jwt', 'jws', 'jwe', 'jwk', 'hmac', 'cookie',
    'session', 'salt', 'app_keys', 'appkeys', 'key_base', 'token_key', 'tokenkey', 'passphrase', 'key_material', 'keymaterial',
    'credentials_json',
  ].map((word) => ({ word, context }));

/** In JSON a secret may also stand under these, or under a name that only what stands around it explains. */
export const secretWords = (): GateWord[] => [
  ...nameWords(isJsonName),
  ...['token', 'password', 'service_role'].map((word) => ({ word, context: isJsonName })),
  { word: '"key"', context: isKeyOfSomething },
];

/**
 * A member of an object that says key and has a text or a list, `"name": "JWT_SECRET"` beside a value, `JWT_SECRET=x` in a text.
 * Snapshots of databases and translations are full of such words and hold none of these, and there are megabytes of them.
 */
function isJsonName(bytes: Uint8Array, start: number, end: number): boolean {
  const [from, to] = nameIn(bytes, start, end);
  if (to - from > LONGEST_NAME || nameSays([slice(bytes, from, to)]) === undefined) return false;
  const after = slice(bytes, to, to + 60);
  return /^["']?\s{0,40}:\s{0,40}[^\s{]/.test(after) || after.startsWith('=') || /["']value["']/.test(slice(bytes, from - 200, to + 200));
}

/** `"key": "…"` means what it stands under. */
const isKeyOfSomething = (bytes: Uint8Array, start: number, end: number): boolean =>
  /^\s{0,40}:\s{0,40}["']/.test(slice(bytes, end, end + 90)) &&
  /jw[tse]|hmac|sign|encryption|cookie|jose/i.test(slice(bytes, start - 400, start));

/** From quote to quote; the name itself where none stands around it. */
function nameIn(bytes: Uint8Array, start: number, end: number): readonly [number, number] {
  const [from, to] = nameAround(bytes, start, end);
  let [left, right] = [from, to];
  while (isNamePart(bytes[left - 1]) && end - left <= LONGEST_NAME) left--;
  while (isNamePart(bytes[right]) && right - start <= LONGEST_NAME) right++;
  return isQuote(bytes[left - 1]) && isQuote(bytes[right]) ? [left, right] : [from, to];
}

const isNamePart = (byte: number | undefined): boolean => isNameByte(byte) || byte === 0x2d || byte === 0x2e || byte === 0x3a;

/** `name = `, and a call or two before the text. */
const LOOK_AHEAD = 160;

type Verdict = 'key' | 'owner' | 'nothing';
const verdicts = new Map<string, Verdict>();
const MOST_VERDICTS = 5000;

export function isKeyBeforeText(bytes: Uint8Array, start: number, end: number): boolean {
  const [from, to] = nameAround(bytes, start, end);
  if (to - from > LONGEST_NAME) return false;
  switch (verdictOn(slice(bytes, from, to))) {
    case 'key': return isBeforeText(bytes, to);
    case 'owner': return KEY_INSIDE.test(slice(bytes, to, to + 300));
    case 'nothing': return false;
  }
}

function verdictOn(name: string): Verdict {
  const known = verdicts.get(name);
  if (known !== undefined) return known;
  if (verdicts.size > MOST_VERDICTS) verdicts.clear();
  const verdict = judged(name);
  verdicts.set(name, verdict);
  return verdict;
}

function judged(name: string): Verdict {
  const says = nameSays([name]);
  if (says === 'signing secret' || says === 'private key') return 'key';
  const words = wordsOf(name);
  // A lone `secret` is what it stands under, which only the tree shows.
  if (says === 'other secret') return /secret/i.test(name) ? 'key' : 'nothing';
  return owners.has(words.at(-1) ?? '') ? 'owner' : 'nothing';
}

/** `jwt: { key: 'x' }`, `cookie: { password: 'x' }`. */
const owners = new Set(['jwt', 'jws', 'jwe', 'hmac', 'signing', 'signature', 'encryption', 'cookie', 'session']);
const KEY_INSIDE = /^['"]?\s{0,4}[:=]\s{0,4}\{[^}]{0,280}?\b(?:key|password|passphrase)['"]?\s{0,4}[:=][^,;}\n]{0,80}["'`]/;

/** Between a name and its operator: the end of a call or an index, marks of TypeScript, an operator on a new line. */
const isBetween = (byte: number): boolean =>
  byte === 0x20 || byte === 0x09 || byte === 0x0d || byte === 0x29 || byte === 0x5d || byte === 0x21 || byte === 0x3f || isQuote(byte);

/** `name = "`, `name: z.string().default('`, `env('NAME', '`, `env.NAME ||\n  '`: a text within reach, over at most one line end. */
function isBeforeText(bytes: Uint8Array, from: number): boolean {
  const operator = operatorAt(bytes, from);
  if (operator === undefined) return false;
  const after = slice(bytes, operator, operator + 120);
  if (CONSTANT.test(after)) return true;
  // `"user-secret": [448, 512, …, "f21b"]`: a list of numbers, and perhaps of something about them.
  if (LIST_OF_NUMBERS.test(after)) return false;
  let lines = 0;
  let depth = 0;
  for (let at = operator + 1; at < Math.min(bytes.length, operator + LOOK_AHEAD); at++) {
    const byte = bytes[at]!;
    if (isQuote(byte)) return true;
    // ( [ {  and  ) ] }
    if (byte === 0x28 || byte === 0x5b || byte === 0x7b) depth++;
    else if (byte === 0x29 || byte === 0x5d || byte === 0x7d) depth--;
    if (depth < 0 || (depth === 0 && (byte === 0x2c || byte === 0x3b)) || (byte === 0x0a && ++lines > 1)) return false;
  }
  return false;
}

const LIST_OF_NUMBERS = /^[:=]\s{0,20}\[\s{0,40}\d{1,12}(?:\.\d{1,12})?\s{0,20}[,\]]/;

/** `|| DEFAULT_KEY`, `?? defaults.secret`: a name that may hold a text; of plain assignments only one that says default. */
const CONSTANT =
  /^(?:(?:\|\||\?\?)=?\s{0,40}(?!undefined|null|true|false|await|new|throw|process|import)[A-Za-z_$][\w$]{0,60}(?:\.[A-Za-z_$][\w$]{0,60}){0,3}(?![\w$.([])|[=:]\s{0,20}[A-Z0-9_]{0,40}(?:DEFAULT|FALLBACK|INSECURE)[A-Z0-9_]{0,40}\b)/;

function operatorAt(bytes: Uint8Array, from: number): number | undefined {
  const quoted = isQuote(bytes[from]);
  for (let at = from, lines = 0; at < Math.min(bytes.length, from + 40); at++) {
    const byte = bytes[at]!;
    const next = bytes[at + 1];
    // = but not == or =>, : and ||, ??
    if (byte === 0x3d) return next === 0x3d || next === 0x3e ? undefined : at;
    if (byte === 0x3a || byte === 0x7c || (byte === 0x3f && next === 0x3f)) return at;
    if (byte === 0x2c) return quoted ? at : undefined;
    if (byte === 0x61 && next === 0x73 && bytes[at - 1] === 0x20) { at += typeAfter(bytes, at + 2); continue; }
    if (byte === 0x0a ? ++lines > 1 : !isBetween(byte)) return undefined;
  }
  return undefined;
}

/** `as string`: as long as a word of type. */
const typeAfter = (bytes: Uint8Array, from: number): number =>
  (/^ {1,4}[\w.]{1,40}/.exec(slice(bytes, from, from + 44))?.[0].length ?? 0) + 1;

export const prefixWords = (): GateWord[] => publicPrefixes.map(({ prefix }) => ({ word: prefix, context: saysSecret }));

function saysSecret(bytes: Uint8Array, start: number, end: number): boolean {
  const [from, to] = nameAround(bytes, start, end);
  return from === start && nameSays([slice(bytes, from, to)]) !== undefined;
}

export const publishingWords: readonly GateWord[] = [{ word: 'DefinePlugin' }, { word: 'EnvironmentPlugin' }, { word: 'stringify(process.env)' }];
