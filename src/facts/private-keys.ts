// Text → the private keys written in it: PEM in every dress (real line breaks, `\n` escapes, indented, split over string
// literals, encoded once more) and JWK with private members. Elided bodies are silent, and so are public keys.

import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { publishedKeyMembers } from '../models/published-keys.ts';
import type { SourceFile } from '../source/file.ts';
import { privateJwksIn } from './jwk-literals.ts';
import type { KeyLiteral } from './literals.ts';

const begin = /-----BEGIN (?:(RSA|EC|DSA|OPENSSH|ENCRYPTED|PGP) )?PRIVATE KEY(?: BLOCK)?-----/g;
/** A 16,384-bit RSA key takes 12,800 characters; escapes and quotes add some. */
const longestBody = 20_000;
/** Ed25519 in PKCS#8, the shortest of all. */
const shortestBody = 64;
const most = 200;

export function privateKeysIn(file: SourceFile): KeyLiteral[] {
  const { text } = file;
  const keys: KeyLiteral[] = [];
  const form = /["']type["']\s{0,20}:\s{0,20}["']service_account["']/.test(text) ? 'service account' : 'PEM';
  for (const pem of pemsIn(text)) {
    keys.push({ at: { file, start: pem.start, end: pem.end }, form, ...pem.key });
  }
  keys.push(...encodedPems(file));
  if (/kty/.test(text)) keys.push(...privateJwksIn(file));
  return keys.sort((one, other) => one.at.start - other.at.start);
}

type Judged = Omit<KeyLiteral, 'at' | 'form'>;

function* pemsIn(text: string): Generator<{ start: number; end: number; key: Judged }> {
  if (!text.includes('PRIVATE KEY')) return;
  let found = 0;
  for (const match of text.matchAll(begin)) {
    const bodyStart = match.index + match[0].length;
    const bodyEnd = text.indexOf('-----END ', bodyStart);
    if (bodyEnd < 0 || bodyEnd - bodyStart > longestBody) continue;
    const key = judged(match[1], text.slice(bodyStart, bodyEnd));
    const dashes = text.indexOf('-----', bodyEnd + 9);
    const end = dashes >= 0 && dashes - bodyEnd < 60 ? dashes + 5 : bodyEnd;
    if (key) yield { start: match.index, end, key };
    if (key && ++found >= most) return;
  }
}

/** `LS0tLS1CRUdJTi` is `-----BEGIN`, encoded; in YAML it may run over several lines. */
function* encodedPems(file: SourceFile): Generator<KeyLiteral> {
  const { text } = file;
  let from = 0;
  for (let at = text.indexOf('LS0tLS1CRUdJTi', from); at >= 0; at = text.indexOf('LS0tLS1CRUdJTi', from)) {
    const run = encodedRunAt(text, at);
    from = run.end;
    const [pem] = [...pemsIn(Buffer.from(run.text, 'base64').toString('latin1'))];
    if (pem) yield { at: { file, start: at, end: run.end }, form: 'PEM', ...pem.key };
  }
}

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
  if (bytes[0] !== 0x30) return undefined;
  if (label === 'ENCRYPTED') return { encrypted: true, proven: false, sample: false };
  return loaded(label === undefined ? 'PRIVATE KEY' : `${label} PRIVATE KEY`, body);
}

/** The base64 of a body, whatever the text around it did to its lines; undefined when something else stands in it. */
function bodyOf(written: string): { body: string | undefined; encrypted: boolean } {
  let lines = written
    .replace(/\\+[nrt]/g, '\n')
    // The end of one string literal and the start of the next, with the operator between.
    .replace(/["'`][ \t]{0,8}[+,.]?[ \t]{0,8}(?:\\?\r?\n)?[ \t]{0,200}[+,.]?[ \t]{0,8}["'`]/g, '\n')
    .replace(/["'`\\,]/g, '\n')
    .split(/\s*\n\s*/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && line !== '+' && line !== '.');
  for (const marker of ['#', '//', '*', '>', '|']) {
    if (lines.length > 0 && lines.every((line) => line.startsWith(marker))) lines = lines.map((line) => line.slice(marker.length).trim());
  }
  // Headers of RFC 1421 and of OpenPGP, and the checksum line of the latter.
  const headers = lines.filter((line) => /^[A-Za-z][A-Za-z\-]{2,30}:/.test(line));
  const body = lines.filter((line) => !headers.includes(line) && !/^=[A-Za-z0-9+/]{4}$/.test(line)).join('').replace(/ /g, '');
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

function loaded(label: string, body: string): Judged {
  const pem = `-----BEGIN ${label}-----\n${body.replace(/.{64}/g, '$&\n').trimEnd()}\n-----END ${label}-----\n`;
  try {
    const key = createPrivateKey(pem);
    const bits = key.asymmetricKeyDetails?.modulusLength;
    return {
      ...(key.asymmetricKeyType === undefined ? {} : { type: key.asymmetricKeyType }), ...(bits === undefined ? {} : { bits }),
      encrypted: false, proven: true, sample: isPublished(key),
    };
  } catch {
    return { encrypted: false, proven: false, sample: false };
  }
}

function isPublished(key: KeyObject): boolean {
  try {
    const { n, x } = createPublicKey(key).export({ format: 'jwk' });
    return [n, x].some((member) => member !== undefined && publishedKeyMembers.has(member.slice(0, 24)));
  } catch {
    // DSA keys have no JWK form.
    return false;
  }
}
