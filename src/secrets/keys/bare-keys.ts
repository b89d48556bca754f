// Text → private keys that wear no PEM armour: base64 of DER as Keycloak and others write it, PuTTY's file, age, dotenvx.
// DER is told by its first bytes and proven by loading it, so any name will do, and nothing else is taken for a key.

import { contentIn, privateKeyIn, startsLikePrivateKey } from '../../source/key-store.ts';
import type { SourceFile } from '../../source/file.ts';
import { asLines, nextLiteralAt } from '../../values/joined-text.ts';
import type { KeyLiteral } from '../literals.ts';
import { judgedKey } from './loaded-key.ts';

/** Beginnings of such keys that are looked into. */
export const mostBareKeys = 2000;
/** An RSA key of 16,384 bits, with what escapes and quotes add. */
const longest = 20_000;

/** `left`: what was too much to be looked at, in words. */
export function* bareKeysIn(file: SourceFile, left: string[]): Generator<KeyLiteral> {
  yield* derKeysIn(file, left);
  yield* puttyKeysIn(file);
  yield* namedKeysIn(file);
}

// ---- DER in base64 ----

/**
 * A sequence, its length in one to three bytes, and a version: `MII`, `MIG`, `MIH`, or `MC4CAQ` and the like for the small
 * ones. Also in base64url, and as the first line of several.
 */
const der = /(?<![A-Za-z0-9+/_-])M(?:I[IGH]|[A-H][AEIMQUYcgkosw048]CAQ[AE])/g;
/** For the gate: the same in words, each with how far before it the text begins. */
export const derWords: readonly (readonly [word: string, before: number])[] = [
  ['MII', 0],
  ['MIG', 0],
  ['MIH', 0],
  ['CAQAw', 3],
  ['CAQEE', 3],
];

/** Do the characters from here on, base64, begin like a private key? */
export const startsLikeDer = (text: string, at: number): boolean => startsLikePrivateKey(Buffer.from(text.slice(at, at + 16), 'base64'));

function* derKeysIn(file: SourceFile, left: string[]): Generator<KeyLiteral> {
  let looked = 0;
  let end = 0;
  for (const { index } of file.text.matchAll(der)) {
    if (index < end || !startsLikeDer(file.text, index)) continue;
    if (++looked > mostBareKeys) {
      left.push(`More than ${String(mostBareKeys)} texts that begin like a private key in DER: the rest is not looked at.`);
      return;
    }
    const run = wholeRunAt(file.text, index);
    const key = run && privateKeyIn(Buffer.from(run.base64, 'base64'));
    if (!run || !key) continue;
    end = run.end;
    yield { at: { file, start: index, end }, form: 'DER', ...judgedKey(key) };
  }
}

const line = /[A-Za-z0-9+/_-]+={0,2}/y;
/** Between two lines of a body: a line break, written out or not, with what a continuation, an indent or a comment adds. */
const lineEnd = /(?:\\{1,2}r)?\\{1,2}n|[ \t]*\\?\r?\n[ \t]{0,200}(?:(?:\/\/|[#*;])[ \t]*)?/y;

/** As many characters as the length in the first bytes asks for. */
function wholeRunAt(text: string, start: number): { readonly base64: string; readonly end: number } | undefined {
  const content = contentIn(Buffer.from(text.slice(start, start + 12), 'base64'));
  const needed = content ? Math.ceil(((content.start + content.length) * 4) / 3) : Infinity;
  let base64 = '';
  for (let at = start; needed < longest; ) {
    line.lastIndex = at;
    const found = line.exec(text)?.[0];
    if (found === undefined) return undefined;
    base64 += found;
    const end = line.lastIndex;
    const length = base64.length - (found.includes('=') ? found.length - found.indexOf('=') : 0);
    if (length >= needed) return length === needed ? { base64, end } : undefined;
    lineEnd.lastIndex = end;
    const next = nextLiteralAt(text, end) ?? (lineEnd.test(text) ? lineEnd.lastIndex : undefined);
    if (next === undefined) return undefined;
    at = next;
  }
  return undefined;
}

// ---- PuTTY ----

function* puttyKeysIn(file: SourceFile): Generator<KeyLiteral> {
  if (!file.text.includes('PuTTY-User-Key')) return;
  const heads = [...file.text.matchAll(/PuTTY-User-Key-File-[23]: /g)].map(({ index }) => index);
  let end = -1;
  for (const [number, index] of heads.entries()) {
    if (end < index) end = file.text.indexOf('Private-MAC', index);
    if (end < 0) return;
    // Of two heads before one end the first belongs to nothing.
    if (end - index > longest || (heads[number + 1] ?? Infinity) < end) continue;
    const lines = asLines(file.text.slice(index, end));
    const [, type] = /: ([a-z\d-]+)/.exec(lines) ?? [];
    const encrypted = !/^[ \t]*Encryption: none[ \t]*\r?$/m.test(lines);
    if (type && /Private-Lines: \d+\s+[A-Za-z0-9+/]{30}/.test(lines))
      yield { at: { file, start: index, end }, form: 'PuTTY', type, encrypted, proven: !encrypted, sample: false };
  }
}

// ---- keys with a prefix or a name of their own ----

/** age encodes 32 bytes in Bech32 (https://age-encryption.org/v1); dotenvx keeps 32 bytes in hex (https://dotenvx.com/docs). */
const named = [
  { word: 'AGE-SECRET-KEY-1', form: 'age', pattern: /(?<![\w-])AGE-SECRET-KEY-1([QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58})(?![\w-])/g },
  {
    word: 'DOTENV_PRIVATE_KEY',
    form: 'dotenvx',
    pattern: /(?<![A-Z_])DOTENV_PRIVATE_KEY(?:_[A-Z0-9_]{1,40})?["']?[ \t]{0,8}(?:[:=]|value=)[ \t]{0,8}["']?([0-9a-f]{64})(?![0-9a-f])/g,
  },
] as const;
export const namedKeyWords: readonly string[] = ['PuTTY-User-Key-File-', ...named.map(({ word }) => word)];

/** A drawn text of this length has more different characters than any filler. */
const fewestDifferent = 9;

function* namedKeysIn(file: SourceFile): Generator<KeyLiteral> {
  for (const { word, form, pattern } of named) {
    if (!file.text.includes(word)) continue;
    for (const { 0: whole, 1: body, index } of file.text.matchAll(pattern)) {
      const start = form === 'age' ? index : index + whole.length - body!.length;
      if (new Set(body).size >= fewestDifferent)
        yield { at: { file, start, end: index + whole.length }, form, encrypted: false, proven: true, sample: false };
    }
  }
}
