// The tables of provider tokens → forms that can be looked for: compiled once, by word. Also says whether a text that has
// the shape was drawn by a machine, and whether its checksum fits.

import { crc32 } from 'node:zlib';
import { tokenProviders } from '../../models/secrets/provider-tokens.ts';
import type { Checksum, TokenForm, TokenProvider } from '../../models/secrets/provider-tokens.ts';
import { parseShape } from '../../models/secrets/token-shape.ts';
import type { TokenShape } from '../../models/secrets/token-shape.ts';
import { isHumanMade } from '../words/human-text.ts';

export interface Form extends Omit<TokenForm, 'shape' | 'secret'> {
  readonly provider: string;
  /** Described by the user, who knows what such a token looks like. */
  readonly own: boolean;
  readonly shape: TokenShape;
  /** Sticky, without edges. */
  readonly at: RegExp;
  /** Global, with edges. */
  readonly anywhere: RegExp;
  readonly whole: RegExp;
  readonly secret?: { readonly kind: string; readonly shape: TokenShape; readonly anywhere: RegExp };
}

/** The words of which one must be nearby. */
export const nearOf = ({ near = [] }: Pick<TokenForm, 'near'>): readonly string[] => (typeof near === 'string' ? [near] : near);

let built: readonly Form[] | undefined;

export const tokenForms = (): readonly Form[] => (built ??= formsOf(tokenProviders));

export const formsOf = (providers: readonly Pick<TokenProvider, 'name' | 'tokens'>[], own = false): readonly Form[] =>
  providers.flatMap(({ name, tokens }) => tokens.map((token) => formOf(name, token, own)));

function formOf(provider: string, { shape: written, secret, ...token }: TokenForm, own: boolean): Form {
  const shape = shapeOf(written);
  return {
    ...token, provider, own, shape,
    at: new RegExp(written, 'y'), anywhere: anywhere(written), whole: new RegExp(`^${written}$`),
    ...(secret && { secret: { kind: secret.kind, shape: shapeOf(secret.shape), anywhere: anywhere(secret.shape) } }),
  };
}

const anywhere = (shape: string): RegExp => new RegExp(`(?<![A-Za-z0-9/+_-])${shape}(?![A-Za-z0-9/+=_-])`, 'g');

function shapeOf(written: string): TokenShape {
  const shape = parseShape(written);
  if (!shape) throw new Error(`no shape of a token: ${written}`);
  return shape;
}

/** What people write where a token will stand. */
const stands = /(.)\1{5}|x{4}|example|dummy|fake|placeholder|redacted|insert|your[-_a-z]|sample|12345678|abcdefg|\*{3}|\.\./i;
/** Fixed characters that others could begin with, too. */
const shortWord = 5;

/** The part that a machine draws: no filler, no words, and digits where a short prefix proves little. */
export function isDrawn(text: string, { shape, use, own }: Form): boolean {
  const body = text.split(shape.word).join('');
  if (stands.test(body)) return false;
  // Sixteen characters without the digits 0, 1, 8 and 9 look like words now and then.
  if (use === 'identifier' || own) return true;
  if (isHumanMade(body)) return false;
  return shape.word.length >= shortWord || /\d/.test(body) || !/\d/.test(shape.parts.map(({ chars }) => chars).join(''));
}

/** A secret without a prefix of its own: every kind of character that its class offers is in it. */
export function isDrawnSecret(text: string, { parts }: TokenShape): boolean {
  const offered = parts.map(({ chars }) => chars).join('');
  return !stands.test(text) && !isHumanMade(text) && [/[a-z]/, /[A-Z]/, /\d/].every((kind) => !kind.test(offered) || kind.test(text));
}

export function checksumFits(text: string, checksum: Checksum): boolean {
  switch (checksum) {
    case 'crc32 base62': return text.endsWith(inBase62(crc32(text.slice(text.indexOf('_') + 1, -6))));
    case 'crc32 hex': return text.endsWith(`_${leastByteFirst(crc32(text.slice(0, -9)))}`);
    case 'snowflake': return /^\d{17,20}$/.test(Buffer.from(text.slice(0, text.indexOf('.')), 'base64').toString('latin1'));
  }
}

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

function inBase62(value: number): string {
  let text = '';
  for (let rest = value; rest > 0; rest = Math.floor(rest / 62)) text = digits[rest % 62]! + text;
  return text.padStart(6, '0');
}

function leastByteFirst(value: number): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes.toString('hex');
}
