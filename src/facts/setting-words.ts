// Words by which settings (YAML, TOML) may say a fact: names that say secret, variables, Secrets of Kubernetes. Part of the gate.

import { latin1 as slice } from '../source/gate.ts';
import type { GateWord } from '../source/gate.ts';
import { nameSays } from '../secrets/words/names.ts';
import { isNameByte, LONGEST_NAME, nameAround } from './name-around.ts';

/** Every name that says secret holds one of the first; the others stand in names of variables, whose times and values code asks for. */
const SETTING_WORDS = [
  'secret', 'key', 'pass', 'pwd', 'salt', 'token', 'jwk', 'pkcs', 'credentials_json',
  'private', 'signing', 'signature', 'encryption', 'jwt', 'jws', 'jwe', 'hmac', 'cookie', 'session',
];
export const settingWords: readonly GateWord[] = SETTING_WORDS.map((word) => ({ word, context: isSetting }));

/** A name that says secret, or of a variable, before its value or as that of `name`; a reference to a Secret of Kubernetes, or one. */
function isSetting(bytes: Uint8Array, start: number, end: number): boolean {
  const [from, to] = nameAround(bytes, start, end, isSettingByte);
  if (to - from > LONGEST_NAME) return false;
  const name = slice(bytes, from, to);
  const isName = /^["']?\s{0,40}[:=]/.test(slice(bytes, to, to + 50)) || isNameOf.test(slice(bytes, from - 30, from));
  if (isName && isVariable.test(name)) return true;
  if (isName && (nameSays([name]) !== undefined || isNamedAbove(bytes, from, name))) return !isAboveOthers(bytes, from, to);
  if (/^secret(?:Key)?Ref$|^secretGenerator$/.test(name)) return true;
  return name.endsWith('Secret') && /kind["']?:\s{0,9}["']?$/.test(slice(bytes, from - 20, from));
}

/** What is longer is not looked through. */
const LONGEST_BLOCK = 6000;
const OTHER_WORDS = new RegExp(SETTING_WORDS.join('|'), 'i');

/**
 * `user-secret:` above a mapping in which no name tells of anything, as lists of icons, routes and columns have them: a value is
 * called by its own name, and by the one above it only beside a telling one. Aliases, tags, flows and texts of several lines are
 * not looked through, nor are parameters, which name their `default`.
 */
function isAboveOthers(bytes: Uint8Array, from: number, to: number): boolean {
  const block = /^["']?:[ \t]*\r?\n/.exec(slice(bytes, to, to + 50));
  const indent = /(?:^|\n)( *)["']?$/.exec(slice(bytes, from - 80, from))?.[1]?.length;
  if (!block || indent === undefined) return false;
  const end = to + block[0].length + LONGEST_BLOCK;
  let isFirst = true;
  for (const line of slice(bytes, to + block[0].length, end).split('\n')) {
    const text = line.trim();
    if (text === '' || text.startsWith('#')) continue;
    if (line.search(/\S/) <= indent) return !isFirst && text !== '-' && !text.startsWith('- ');
    const name = /^(?:- +)*["']?([^\s"'#:]{1,80})["']?:(?:\s|$)/.exec(text)?.[1];
    if ((isFirst && name === undefined) || isEntangled.test(text)) return false;
    if (name !== undefined && (OTHER_WORDS.test(name) || /^(?:default|value|name|data)$/i.test(name))) return false;
    isFirst = false;
  }
  return end >= bytes.length && !isFirst;
}

const isEntangled = /(?:^|[:-]\s+)[{[*&!]|[|>][-+\d]{0,2}$|\{\{/;

/** `name: JWT_SECRET`, with its value beside it. */
const isNameOf = /(?:name|key)["']?\s{0,9}:\s{0,9}["']?$/;

const isVariable = /^[A-Z][A-Z0-9_]{2,}$/;

/** `key: x`, `pass: x`: what it is stands above it. */
const isNamedAbove = (bytes: Uint8Array, from: number, name: string): boolean =>
  /^(?:key|pass)(?:[A-Z_-]|$)/i.test(name) && abovePlainNames.test(slice(bytes, from - 4000, from));
const abovePlainNames = /jw[tse]|hmac|sign|encryption|cookie|jose|secret|private|token|db|database|smtp|mail|mysql|postgres|redis|mongo|admin|root/i;

/** In XML: an element or an attribute with a name that says secret, or such a name as the value of `key` or `name`. */
export const xmlWords: readonly GateWord[] = ['secret', 'key', 'pass', 'pwd', 'token', 'jwt'].map((word) => ({ word, context: isInXml }));

function isInXml(bytes: Uint8Array, start: number, end: number): boolean {
  const [from, to] = nameAround(bytes, start, end, isSettingByte);
  if (to - from > LONGEST_NAME || nameSays(slice(bytes, from, to).split('.')) === undefined) return false;
  const isElement = bytes[from - 1] === 0x3c && bytes[to] === 0x3e;
  return isElement || /^\s{0,9}=\s{0,9}["']/.test(slice(bytes, to, to + 24)) || /\b(?:key|name)=["']$/.test(slice(bytes, from - 8, from));
}

const isSettingByte = (byte: number | undefined): boolean => isNameByte(byte) || byte === 0x2d || byte === 0x2e;

/** OpenAPI and its like, by their first line: names there are of what others will hold. */
export const describesInterface = (bytes: Uint8Array): boolean =>
  /^(?:\xEF\xBB\xBF)?(?:\s{0,40}\{\s{0,40}["'])?(?:openapi|swagger|asyncapi)["']?\s{0,4}:/.test(slice(bytes, 0, 120));
