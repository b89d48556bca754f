// A text that serves, or would serve, as a secret → what it is worth. Never returns the text or a part of it.
// Placeholders, references and published secrets are matched against the whole value: an allow-list that matched parts
// of values has disarmed scanners before.

import { publishedSecrets } from '../models/secrets/known-secrets.ts';
import { entropyOf, isHumanMade, isPlaceholder, isWords, looksDrawn } from './words/human-text.ts';
import type { NameClass } from './words/named-values.ts';
import { nameSays } from './words/names.ts';
import { isNotASecret } from './not-a-secret.ts';
import type { Origin } from '../values/origins.ts';
import { mentionsReference, referenceOf } from '../values/references.ts';

export type SecretEncoding = 'utf8' | 'base64' | 'base64url' | 'hex';

export interface SecretUse {
  /** JOSE name: HS256. */
  readonly algorithm?: string;
  /** How the text becomes the bytes of the key; UTF-8 when nothing is said. */
  readonly encoding?: SecretEncoding;
  /** The name it stands under, when a name is what makes it a secret. */
  readonly name?: string;
  /** What the whole path says, where the name alone says less: `secret` under `jwt`. */
  readonly says?: NameClass;
  /** Words of the project. */
  readonly own?: ReadonlySet<string>;
}

export interface SecretJudgement {
  readonly class: 'empty' | 'reference' | 'placeholder' | 'known' | 'short' | 'human' | 'random' | 'not a secret';
  /** Bytes of the key that comes out of the text. */
  readonly bytes: number;
  /** Bytes the algorithm asks for (RFC 7518 section 3.2; HS256 when none is named); 0 for passwords and the like. */
  readonly needs: number;
  readonly form: 'hex' | 'base64' | 'words' | 'text';
  /** On the list of published secrets, also when its class is `placeholder`. */
  readonly published: boolean;
  /** Made up by a person, also when its class is `short`. */
  readonly human: boolean;
}

export function judgeSecret(text: string, use: SecretUse = {}): SecretJudgement {
  const bytes = keyBytes(text, use.encoding).length;
  const needs = bytesAsked(use);
  const published = text.trim() === '' ? false : isPublishedSecret(text);
  const human = published || isHuman(text, needs, use.own);
  return { class: classOf(text, use, { bytes, needs, published, human }), bytes, needs, form: formOf(text), published, human };
}

interface Measures { readonly bytes: number; readonly needs: number; readonly published: boolean; readonly human: boolean }

function classOf(text: string, use: SecretUse, { bytes, needs, published, human }: Measures): SecretJudgement['class'] {
  const trimmed = text.trim();
  if (trimmed === '') return 'empty';
  if (referenceOf(trimmed) || mentionsReference(trimmed)) return 'reference';
  if (/-----BEGIN (?:[A-Z0-9]+ )*(?:PUBLIC KEY|CERTIFICATE)/.test(trimmed)) return 'not a secret';
  if (isPlaceholder(trimmed)) return 'placeholder';
  if (use.name !== undefined && isNotASecret(trimmed, use.name, saidBy(use) === 'signing secret')) return 'not a secret';
  if (published) return 'known';
  if (bytes < needs) return 'short';
  return human ? 'human' : 'random';
}

const hmacBytes: Readonly<Record<string, number>> = {
  HS256: 32, HS384: 48, HS512: 64,
  // Content and wrapping keys have an exact length (RFC 7518 sections 4 and 5).
  A128KW: 16, A192KW: 24, A256KW: 32, A128GCMKW: 16, A192GCMKW: 24, A256GCMKW: 32, A128GCM: 16, A192GCM: 24, A256GCM: 32,
  'A128CBC-HS256': 32, 'A192CBC-HS384': 48, 'A256CBC-HS512': 64,
};

function bytesAsked({ algorithm, ...use }: SecretUse): number {
  const asked = algorithm === undefined ? undefined : hmacBytes[algorithm.toUpperCase()];
  if (asked !== undefined) return asked;
  const says = saidBy(use);
  return says === 'other secret' || says === 'private key' ? 0 : 32;
}

const saidBy = ({ name, says }: SecretUse): NameClass | undefined => says ?? (name === undefined ? undefined : nameSays([name]));

/** The bytes that the product will use. */
export const keyBytes = (text: string, encoding: SecretEncoding = 'utf8'): Buffer => Buffer.from(text, encoding);

/** How the program turns the text into bytes: `Buffer.from(text, 'hex')`. */
export const encodingOf = ({ wrappers }: Origin): SecretEncoding | undefined =>
  wrappers.map(({ by }) => by).find((by): by is 'hex' | 'base64' | 'base64url' => by === 'hex' || by === 'base64' || by === 'base64url');

/** Under 90 bits in all a key can be searched for; a password of eight characters can't have them. */
const isHuman = (text: string, needs: number, own?: ReadonlySet<string>): boolean =>
  isHumanMade(text, own) || (needs === 0 ? text.length < 8 : entropyOf(text) * text.length < 90);

let published: ReadonlySet<string> | undefined;
const normalised = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]+/g, '');

/** As written, trimmed, and decoded; case and separators don't matter. */
export function isPublishedSecret(text: string): boolean {
  published ??= new Set(publishedSecrets.map(normalised).filter(Boolean));
  if (text.length > 200) return false;
  return [text, ...decodings(text)].some((form) => published?.has(normalised(form)) === true);
}

function decodings(text: string): readonly string[] {
  const trimmed = text.trim();
  const forms: string[] = [];
  if (/^(?:[0-9a-f]{2}){4,}$/i.test(trimmed)) forms.push(printable(Buffer.from(trimmed, 'hex')));
  if (/^[A-Za-z0-9+/_\-]{6,}={0,2}$/.test(trimmed)) forms.push(printable(Buffer.from(trimmed, 'base64')));
  return forms.filter((form) => form.length >= 4);
}

const printable = (bytes: Buffer): string => {
  const text = bytes.toString('latin1');
  return /^[\x20-\x7e]+$/.test(text) ? text : '';
};

let tries: readonly string[] | undefined;

/** Secrets to try on a signature: the empty one, and the published in the spellings that programs give them. */
export const secretsToTry = (): readonly string[] => (tries ??= [...new Set(['', ...publishedSecrets.flatMap(spellings)])]);

/** `my-secret-key` is also my_secret_key, mysecretkey, mySecretKey, MySecretKey, MY_SECRET_KEY and `my secret key`. */
function spellings(text: string): readonly string[] {
  const parts = text.split(/[-_ ]/);
  if (parts.length === 1) return [text, text.toLowerCase(), capitalised(text)];
  const pascal = parts.map(capitalised).join('');
  return [
    text,
    ...['-', '_', ' ', ''].map((joint) => parts.join(joint)),
    pascal,
    `${text[0] ?? ''}${pascal.slice(1)}`,
    parts.join('_').toUpperCase(),
    normalised(text),
  ];
}

const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

function formOf(text: string): SecretJudgement['form'] {
  const trimmed = text.trim();
  if (/^(?:[0-9a-f]{2}){4,}$/i.test(trimmed) && /\d/.test(trimmed)) return 'hex';
  if (isWords(trimmed)) return 'words';
  const isBase64 = trimmed.length >= 16 && /^[A-Za-z0-9+/_\-]+={0,2}$/.test(trimmed);
  return isBase64 && /[a-z]/.test(trimmed) && /[A-Z]/.test(trimmed) && /\d/.test(trimmed) ? 'base64' : 'text';
}

const NO_KEYS: ReadonlySet<SecretJudgement['class']> = new Set<SecretJudgement['class']>(['empty', 'reference', 'not a secret', 'placeholder']);

/** Is a text under such a name one that is told? Names of vendors' secrets are also those of labels, so theirs must look drawn. */
export function isTelling(text: string, named: SecretUse & { readonly says?: NameClass }): boolean {
  const judged = judgeSecret(text, named).class;
  return named.says === 'other secret' ? looksDrawn(text) && judged === 'random' : !NO_KEYS.has(judged);
}
