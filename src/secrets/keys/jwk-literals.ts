// Text → JWKs with a private member, in JSON (also escaped within a string), YAML, TOML and object literals of code.
// The mark stands on the private member's value. A member that is a variable, or elided, is none. Keys that follow each
// other in one set are one problem, told at the first.

import { createPrivateKey, type JsonWebKey } from 'node:crypto';
import { publishedKeyMembers } from '../../models/secrets/published-keys.ts';
import type { Place, SourceFile } from '../../source/file.ts';
import { joinedRunAt } from '../../values/joined-text.ts';
import type { KeyLiteral } from '../literals.ts';

const keyType = /(?<![\w$])kty\\*["']?[ \t]{0,20}[:=]\s{0,20}\\*["'`]?(RSA|EC|OKP|oct|AKP)(?![\w])/g;
const run = /[A-Za-z0-9_+/=-]+/y;
/** An RSA key of 8,192 bits with all its members. */
const longestObject = 16_000;
const longestMember = 6000;
/** Mentions of a key type that are looked into. */
export const mostJwks = 5000;
/** Of those that only check signatures. */
const mostToCheck = 1000;
/** Characters that may be looked at in search of the braces around them. */
const mostSteps = 20_000_000;

interface Kind {
  readonly member: string;
  /** Shortest value that can be one: P-256 and Ed25519 take 43 characters. */ readonly shortest: number;
}
const kinds: Readonly<Record<string, Kind>> = {
  RSA: { member: 'd', shortest: 40 }, EC: { member: 'd', shortest: 40 }, OKP: { member: 'd', shortest: 40 },
  oct: { member: 'k', shortest: 4 }, AKP: { member: 'priv', shortest: 40 },
};

/** `left`: what was too much to be looked at, in words. */
export function* privateJwksIn(file: SourceFile, left: string[]): Generator<KeyLiteral> {
  const { text } = file;
  let looked = 0;
  let steps = 0;
  let seen = -1;
  let open: { first: KeyLiteral; count: number; end: number } | undefined;
  for (const match of text.matchAll(keyType)) {
    if (++looked > mostJwks || steps > mostSteps) {
      left.push('Too many JSON Web Keys, or too large ones: the rest is not looked at.');
      break;
    }
    const kty = match[1]!;
    const kind = kinds[kty];
    const object = kind && objectAround(text, match.index);
    steps += object ? object.end - object.start : 2 * longestObject;
    // A type written twice in one object makes no second key of it.
    if (object?.start === seen) continue;
    seen = object?.start ?? -1;
    const secret = object && member(text, object, kind.member);
    if (!kind || !object || !secret || secret.text.length < kind.shortest || isFiller(secret.text)) continue;
    const key: KeyLiteral = {
      at: { file, start: secret.start, end: secret.end },
      form: 'JWK',
      encrypted: false,
      ...judged(kty, text, object, secret.text),
    };
    if (open && open.first.sample === key.sample && follows(text, open.end, object.start))
      open = { ...open, count: open.count + 1, end: object.end };
    else {
      if (open) yield counted(open);
      open = { first: key, count: 1, end: object.end };
    }
  }
  if (open) yield counted(open);
}

/** Every key of a kind that checks signatures, with its public members; `at` is the object that holds them. */
export function jwksIn(
  file: SourceFile,
): readonly { readonly at: Place; readonly jwk: Readonly<Record<string, string>>; readonly isPrivate: boolean }[] {
  return [...file.text.matchAll(keyType)].slice(0, mostToCheck).flatMap((match) => {
    const kty = match[1]!;
    const object = publicMembers[kty] && objectAround(file.text, match.index);
    if (!object) return [];
    const members = (publicMembers[kty] ?? []).map(
      (name) => [name, shortValue(file.text, object, name) ?? member(file.text, object, name)?.text] as const,
    );
    const jwk = Object.fromEntries([['kty', kty], ...members.filter((one): one is [string, string] => one[1] !== undefined)]);
    return [{ at: { file, start: object.start, end: object.end }, jwk, isPrivate: member(file.text, object, 'd') !== undefined }];
  });
}

const publicMembers: Readonly<Record<string, readonly string[]>> = { RSA: ['n', 'e'], EC: ['crv', 'x', 'y'], OKP: ['crv', 'x'] };

const counted = ({ first, count }: { first: KeyLiteral; count: number }): KeyLiteral => (count > 1 ? { ...first, inSet: count } : first);

/** Nothing but a comma and comments between two objects: items of one list. */
const follows = (text: string, end: number, start: number): boolean =>
  start > end && start - end < 2000 && /^\}?(?:\s|\/\/[^\n]*\n)*(?:,(?:\s|\/\/[^\n]*\n)*)?\{?$/.test(text.slice(end, start));

interface Stretch { readonly start: number; readonly end: number }
interface Around extends Stretch { /** YAML or TOML: lines without braces. */ readonly block: boolean }

/** The braces around, or in block style the lines that are indented alike. */
function objectAround(text: string, at: number): Around | undefined {
  return isBlockLine(text, at) ? blockAround(text, at) : bracesAround(text, at);
}

function bracesAround(text: string, at: number): Around | undefined {
  const start = closing(text, at - 1, -1, '{', '}');
  const end = closing(text, at, 1, '}', '{');
  return start === undefined || end === undefined ? undefined : { start: start + 1, end, block: false };
}

function closing(text: string, from: number, step: 1 | -1, wanted: string, opposite: string): number | undefined {
  let open = 0;
  for (let at = from; at >= 0 && at < text.length && Math.abs(at - from) < longestObject; at += step) {
    if (text[at] === opposite) open++;
    else if (text[at] === wanted && open-- === 0) return at;
  }
  return undefined;
}

/** `kty: RSA` or `kty = "RSA"` alone on its line, without a comma after it. The last member of an object looks so, but for the brace. */
function isBlockLine(text: string, at: number): boolean {
  const end = endOfLine(text, at);
  const line = text.slice(text.lastIndexOf('\n', at) + 1, end);
  return !/^\s*\}/.test(text.slice(end, end + 200)) && /^\s*(?:-\s+)?["']?kty["']?\s*[:=]\s*["']?\w+["']?\s*(?:#.*)?$/.test(line);
}

function blockAround(text: string, at: number): Around {
  const lineStart = text.lastIndexOf('\n', at) + 1;
  const indent = columnOf(text, lineStart);
  let start = lineStart;
  // A line that begins an item of a list belongs to it, those before don't.
  while (start > 0 && at - start < longestObject && !startsItem(text, start)) {
    const previous = text.lastIndexOf('\n', start - 2) + 1;
    if (columnOf(text, previous) !== indent) break;
    start = previous;
  }
  let end = endOfLine(text, at);
  while (end < text.length && end - at < longestObject) {
    const next = end + 1;
    if (columnOf(text, next) !== indent || startsItem(text, next)) break;
    end = endOfLine(text, next);
  }
  return { start, end, block: true };
}

/** Where the key of the line stands: `- kty` counts from the k. -1 for blank lines and table headers. */
function columnOf(text: string, lineStart: number): number {
  const match = /^([ \t]*(?:- +)?)[\w"']/.exec(text.slice(lineStart, Math.min(endOfLine(text, lineStart), lineStart + 200)));
  return match?.[1]?.length ?? -1;
}

const startsItem = (text: string, lineStart: number): boolean => /^[ \t]*- /.test(text.slice(lineStart, lineStart + 200));

function endOfLine(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  return newline < 0 ? text.length : newline;
}

interface Member extends Stretch { readonly text: string }

function member(text: string, object: Around, name: string): Member | undefined {
  const inside = text.slice(object.start, object.end);
  const written = new RegExp(`(?<![\\w$.])${name}\\\\*["']?[ \\t]{0,20}[:=]\\s{0,20}(\\\\*["'\`]|(?=[A-Za-z0-9_-]{16}))`, 'g');
  for (const match of inside.matchAll(written)) {
    const start = object.start + match.index + match[0].length;
    const value = joinedRunAt(text, start, run, longestMember);
    const after = text[value.end] ?? '\n';
    const quoted = match[1] !== '';
    // Without quotes only block style has values; in code it is the name of a variable.
    const ends = quoted ? /[\\"'`]/.test(after) : object.block && /[\r\n]/.test(after);
    if (value.text !== '' && ends) return { start, end: value.end, text: value.text };
  }
  return undefined;
}

/** aaaa…, base64url-private-exponent */
const isFiller = (value: string): boolean =>
  new Set(value).size < 3 || (/^(?:your|base64|private|secret|replace|example)[\w-]*$/i.test(value) && !/\d{2}/.test(value));

function judged(kty: string, text: string, object: Around, secret: string): Omit<KeyLiteral, 'at' | 'form' | 'encrypted'> {
  const value = (name: string): string | undefined => member(text, object, name)?.text;
  if (kty === 'oct') {
    return {
      type: 'oct',
      proven: true,
      bits: Buffer.from(secret, 'base64url').length * 8,
      sample: publishedKeyMembers.has(secret.slice(0, 24)),
    };
  }
  const publicMember = value(kty === 'RSA' ? 'n' : 'x');
  const sample = publicMember !== undefined && publishedKeyMembers.has(publicMember.slice(0, 24));
  const names = kty === 'RSA' ? ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'] : ['crv', 'x', 'y', 'd'];
  const jwk: JsonWebKey = { kty };
  for (const name of names) {
    const known = shortValue(text, object, name) ?? value(name);
    if (known !== undefined) jwk[name] = known;
  }
  return { ...proof(jwk), sample };
}

/** `e` and `crv` are too short to be told from a variable's name, so they need their quotes. */
function shortValue(text: string, object: Around, name: string): string | undefined {
  if (name !== 'e' && name !== 'crv') return undefined;
  const inside = text.slice(object.start, object.end);
  return new RegExp(`(?<![\\w$.])${name}\\\\*["']?[ \\t]{0,20}[:=]\\s{0,20}\\\\*["'\`]?([A-Za-z0-9-]{1,20})(?![\\w-])`).exec(inside)?.[1];
}

function proof(jwk: JsonWebKey): { type?: string; bits?: number; proven: boolean } {
  try {
    const key = createPrivateKey({ key: jwk, format: 'jwk' });
    const bits = key.asymmetricKeyDetails?.modulusLength;
    return {
      ...(key.asymmetricKeyType === undefined ? {} : { type: key.asymmetricKeyType }),
      ...(bits === undefined ? {} : { bits }),
      proven: true,
    };
  } catch {
    return { proven: false };
  }
}
