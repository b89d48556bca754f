// A form of the models and random bytes → a token of that form, checksum included. Nothing token-shaped is ever committed.

import { crc32 } from 'node:zlib';
import { tokenForms, type Form } from '../../src/secrets/tokens/token-forms.ts';
import type { TokenShape } from '../../src/models/secrets/token-shape.ts';

/** `bytes` long enough for the shape: about one a character. */
export function tokenOf({ shape, checksum }: Pick<Form, 'shape' | 'checksum'>, bytes: Uint8Array): string {
  const text = textOf(shape, bytes);
  if (checksum === undefined) return text;
  switch (checksum) {
    case 'crc32 base62': {
      const body = text.slice(text.indexOf('_') + 1, -6);
      return text.slice(0, -6) + base62(crc32(body));
    }
    case 'crc32 hex': {
      const sum = crc32(text.slice(0, -9)).toString(16).padStart(8, '0');
      return text.slice(0, -8) + sum.match(/../g)!.reverse().join('');
    }
    case 'snowflake': {
      const id = [...bytes.slice(0, 18)].map((byte) => String(1 + (byte % 9))).join('');
      return Buffer.from(id).toString('base64') + text.slice(text.indexOf('.'));
    }
  }
}

/** A text of the shape, as long as the last bytes say. */
export function textOf({ parts }: TokenShape, bytes: Uint8Array): string {
  let at = 0;
  const next = (): number => bytes[at++ % bytes.length]! * 256 + bytes[at++ % bytes.length]!;
  return parts.map(({ chars, least, most }) =>
    Array.from({ length: least + (most > least ? next() % (most - least + 1) : 0) }, () => chars[chars.length === 1 ? 0 : next() % chars.length]).join('')).join('');
}

export function tokenNamed(name: string, bytes: Uint8Array): string {
  const form = tokenForms().find(({ provider, kind }) => `${provider} ${kind}` === name);
  if (!form) throw new Error(`no token is called ${name}`);
  return tokenOf(form, bytes);
}

function base62(value: number): string {
  const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  let text = '';
  for (let rest = value; rest > 0; rest = Math.floor(rest / 62)) text = digits.charAt(rest % 62) + text;
  return text.padStart(6, '0');
}
