// Text → the private keys written in it: PEM in every dress (real line breaks, `\n` escapes, indented, split over string
// literals, encoded once more) and JWK with private members. Elided bodies are silent, and so are public keys.

import { contentIn } from '../../source/key-store.ts';
import type { SourceFile } from '../../source/file.ts';
import { bareKeysIn } from './bare-keys.ts';
import { asLines } from '../../values/joined-text.ts';
import { privateJwksIn } from './jwk-literals.ts';
import type { KeyLiteral } from '../literals.ts';
import { judgedKey, loadedPem, type Judged } from './loaded-key.ts';

const begin = /-----BEGIN (?:(RSA|EC|DSA|OPENSSH|ENCRYPTED|PGP) )?PRIVATE KEY(?: BLOCK)?-----/g;
/** A 16,384-bit RSA key takes 12,800 characters; escapes and quotes add some. */
const longestBody = 20_000;
/** Ed25519 in PKCS#8, the shortest of all. */
const shortestBody = 64;
/** Keys in armour that one text may hold. What holds more is a dump. */
export const mostKeys = 1000;

/** `left`: what was too much to be looked at, in words. */
export function privateKeysIn(file: SourceFile, left: string[] = []): KeyLiteral[] {
  if (file.store) return storeIn(file);
  const keys = [...written(file, left), ...encodedKeys(file, left)].sort(byStart);
  // A body that stands alone is a key of its own; one within armour has been told.
  return [...keys, ...apartFrom(keys, [...bareKeysIn(file, left)].sort(byStart))].sort(byStart);
}

const byStart = (one: KeyLiteral, other: KeyLiteral): number => one.at.start - other.at.start;

/** Those of `others` that overlap none of `keys`, nor one another; both in the order of their places. */
function apartFrom(keys: readonly KeyLiteral[], others: readonly KeyLiteral[]): readonly KeyLiteral[] {
  let next = 0;
  let end = 0;
  return others.filter(({ at }) => {
    for (; next < keys.length && keys[next]!.at.start < at.end; next++) end = Math.max(end, keys[next]!.at.end);
    const isApart = end <= at.start;
    if (isApart) end = at.end;
    return isApart;
  });
}

/** Truststores hold the certificates of others; in a PKCS#12 only the name tells. */
function storeIn(file: SourceFile): KeyLiteral[] {
  const { form, key } = file.store!;
  const at = { file, start: 0, end: 0 };
  if (key) return [{ at, form, ...judgedKey(key) }];
  return /trust|cacerts/i.test(file.path.slice(file.path.lastIndexOf('/') + 1))
    ? []
    : [{ at, form, encrypted: true, proven: false, sample: false }];
}

function* written(file: SourceFile, left: string[]): Generator<KeyLiteral> {
  const { text } = file;
  if (text.includes('PRIVATE KEY')) yield* armoured(file, left);
  if (text.includes('kty')) yield* privateJwksIn(file, left);
}

function* armoured(file: SourceFile, left: string[]): Generator<KeyLiteral> {
  const { text } = file;
  const form = /["']type\\*["']\s{0,20}:\s{0,20}\\*["']service_account\\*["']/.test(text) ? 'service account' : 'PEM';
  for (const { start, end, key } of pemsIn(text, left)) yield { at: { file, start, end }, form, ...key };
}

function* pemsIn(text: string, left: string[]): Generator<{ start: number; end: number; key: Judged }> {
  let found = 0;
  for (const { match, bodyStart, bodyEnd } of bodiesIn(text)) {
    if (bodyEnd - bodyStart > longestBody) continue;
    if (found >= mostKeys) {
      left.push(`More than ${String(mostKeys)} private keys: the rest is not looked at.`);
      return;
    }
    const key = judged(match[1], text.slice(bodyStart, bodyEnd));
    const dashes = text.indexOf('-----', bodyEnd + 9);
    const end = dashes >= 0 && dashes - bodyEnd < 60 ? dashes + 5 : bodyEnd;
    if (key) yield { start: match.index, end, key };
    if (key) found++;
  }
}

/** Each beginning with the next end, unless another beginning stands between: that body is no base64. Both are looked for once. */
function* bodiesIn(text: string): Generator<{ readonly match: RegExpExecArray; readonly bodyStart: number; readonly bodyEnd: number }> {
  let open: RegExpExecArray | undefined;
  let bodyEnd = 0;
  for (const match of [...text.matchAll(begin), undefined]) {
    const bodyStart = open ? open.index + open[0].length : 0;
    if (open && bodyEnd < bodyStart) bodyEnd = text.indexOf('-----END ', bodyStart);
    if (bodyEnd < 0) return;
    if (open && (match === undefined || bodyEnd < match.index)) yield { match: open, bodyStart, bodyEnd };
    open = match;
  }
}

/** `-----BEGIN` in base64, or JSON that may hold a key; in YAML it may run over several lines. */
const encodedStart = /(?<![A-Za-z0-9+/_-])(?:LS0tLS1CRUdJTi|e(?:yJ|w[ok]))/g;
const shortestEncoded = 80;

/** Keys encoded in base64 once more, with the document around them: a PEM, a JWK, the file of a service account. */
function* encodedKeys(file: SourceFile, left: string[]): Generator<KeyLiteral> {
  let end = 0;
  for (const { index } of file.text.matchAll(encodedStart)) {
    if (index < end) continue;
    const run = encodedRunAt(file.text, index);
    end = run.end;
    // A dot ends the first part of a token, which tokens.ts reads.
    if (run.text.length < shortestEncoded || file.text[run.end] === '.') continue;
    const inside = Buffer.from(run.text, 'base64').toString('latin1');
    const [key] = mayHoldKey(inside) ? written({ ...file, text: inside }, left) : [];
    if (key) yield { ...key, at: { file, start: index, end: run.end } };
  }
}

/** Does the base64 text from here on hold a key, and where does it end? For the gate. */
export function encodedKeyAt(text: string, at: number): { readonly holds: boolean; readonly end: number } {
  const run = encodedRunAt(text, at);
  return { holds: run.text.length >= shortestEncoded && mayHoldKey(Buffer.from(run.text, 'base64').toString('latin1')), end: run.end };
}

const mayHoldKey = (text: string): boolean => text.includes('PRIVATE KEY') || text.includes('kty');

const encodedLine = /[A-Za-z0-9+/_-]+={0,2}/y;
const nextLine = /\r?\n[ \t]*(?=[A-Za-z0-9+/_-]{20})/y;

function encodedRunAt(text: string, start: number): { text: string; end: number } {
  let collected = '';
  let end = start;
  for (let at = start; collected.length < longestBody * 2; at = nextLine.lastIndex) {
    encodedLine.lastIndex = at;
    const line = encodedLine.exec(text);
    if (!line) break;
    collected += line[0];
    end = nextLine.lastIndex = encodedLine.lastIndex;
    if (!nextLine.test(text)) break;
  }
  return { text: collected, end };
}

/** `label`: the word before PRIVATE KEY. */
function judged(label: string | undefined, written: string): Judged | undefined {
  const { body, encrypted } = bodyOf(written);
  if (body === undefined || body.length < shortestBody) return undefined;
  if (label === 'PGP') return { type: 'pgp', encrypted: false, proven: false, sample: false };
  const bytes = Buffer.from(body, 'base64');
  if (label === 'OPENSSH') return openSsh(bytes);
  if (encrypted) return { encrypted, proven: false, sample: false };
  // Every other kind is a DER sequence.
  if (bytes[0] !== 0x30 || isCutShort(bytes)) return undefined;
  if (label === 'ENCRYPTED') return { encrypted: true, proven: false, sample: false };
  return loadedPem(label === undefined ? 'PRIVATE KEY' : `${label} PRIVATE KEY`, body);
}

/** The length that a DER sequence begins with is more than there is: a part of a key, as people show one. */
function isCutShort(bytes: Buffer): boolean {
  const content = contentIn(bytes);
  return content !== undefined && content.start + content.length > bytes.length;
}

/** The base64 of a body, whatever the text around it did to its lines; undefined when something else stands in it. */
function bodyOf(written: string): { body: string | undefined; encrypted: boolean } {
  let lines = asLines(written)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && line !== '+' && line !== '.');
  for (const marker of ['#', '//', '*', '>', '|', ';', '--']) {
    if (lines.length > 0 && lines.every((line) => line.startsWith(marker))) lines = lines.map((line) => line.slice(marker.length).trim());
  }
  // Headers of RFC 1421 and of OpenPGP, and the checksum line of the latter.
  const isHeader = (line: string): boolean => /^[A-Za-z][A-Za-z\-]{2,30}:/.test(line);
  const headers = lines.filter(isHeader);
  const body = lines.filter((line) => !isHeader(line) && !/^=[A-Za-z0-9+/]{4}$/.test(line)).join('').replace(/ /g, '');
  return {
    body: /^[A-Za-z0-9+/]+={0,2}$/.test(body) ? body : undefined,
    encrypted: headers.some((line) => /^Proc-Type:\s*4$|^Proc-Type:.*ENCRYPTED/.test(line)),
  };
}

/** The body alone, for keys that are not encrypted. */
export function pemBody(written: string): string | undefined {
  const { body, encrypted } = bodyOf(written);
  return encrypted ? undefined : body;
}

/** openssh-key-v1\0, then the name of the cipher with its length; node:crypto does not read this format. */
function openSsh(bytes: Buffer): Judged | undefined {
  if (bytes.toString('latin1', 0, 15) !== 'openssh-key-v1\0') return undefined;
  const encrypted = bytes.toString('latin1', 19, 23) !== 'none';
  return { type: 'openssh', encrypted, proven: !encrypted, sample: false };
}
