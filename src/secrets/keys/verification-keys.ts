// Text → the keys in it that can check a signature, public or private, PEM or JWK; and whether one of them checks a token.
// Only asked for once there are tokens signed with such keys.

import { constants, createPublicKey, verify, type KeyObject } from 'node:crypto';
import type { Place, SourceFile } from '../../source/file.ts';
import { jwksIn } from './jwk-literals.ts';
import type { TokenLiteral } from '../literals.ts';
import { pemBody } from './private-keys.ts';
import { tokenText } from '../tokens/token-macs.ts';

export interface VerificationKey {
  readonly at: Place;
  /** The public half, whichever was written. */
  readonly key: KeyObject;
  readonly isPrivate: boolean;
}

const pem = /-----BEGIN ((?:RSA |EC )?(?:PUBLIC|PRIVATE) KEY|CERTIFICATE)-----/g;
const longestBody = 20_000;
const most = 200;

/** A cheap no for most files. */
export const mayHoldKeys = ({ text }: SourceFile): boolean =>
  text.includes('KEY-----') || text.includes('CERTIFICATE-----') || text.includes('kty');

export function verificationKeysIn(file: SourceFile): readonly VerificationKey[] {
  return [
    ...pemsIn(file),
    ...jwksIn(file).flatMap(({ at, jwk, isPrivate }) => loaded(at, { key: jwk, format: 'jwk' }, isPrivate)),
  ].slice(0, most);
}

function pemsIn(file: SourceFile): readonly VerificationKey[] {
  return [...file.text.matchAll(pem)].slice(0, most).flatMap((match) => {
    const [begin, label = ''] = match;
    const from = match.index + begin.length;
    const end = file.text.indexOf(`-----END ${label}-----`, from);
    const body = end < 0 || end - from > longestBody ? undefined : pemBody(file.text.slice(from, end));
    if (body === undefined) return [];
    return loaded(
      { file, start: match.index, end: end + label.length + 14 },
      `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`,
      label.endsWith('PRIVATE KEY'),
    );
  });
}

function loaded(at: Place, key: Parameters<typeof createPublicKey>[0], isPrivate: boolean): VerificationKey[] {
  try {
    return [{ at, key: createPublicKey(key), isPrivate }];
  } catch {
    return [];
  }
}

/** RFC 7518 section 3 and RFC 8037: the kind of key and the way of signing, by the algorithm's name. */
const kinds: Readonly<Record<string, { readonly type: RegExp; readonly padding?: number }>> = {
  RS: { type: /^rsa$/, padding: constants.RSA_PKCS1_PADDING },
  PS: { type: /^rsa/, padding: constants.RSA_PKCS1_PSS_PADDING },
  ES: { type: /^ec$/ },
  Ed: { type: /^ed(?:25519|448)$/ },
};

export const isAsymmetric = ({ algorithm, unsecured }: TokenLiteral): boolean =>
  !unsecured && /^(?:[RPE]S(?:256|384|512)|Ed\w+)$/.test(algorithm);

/** Work of one check, in steps of an RSA key of 2048 bits: it grows with the square of the size. */
export const costOfCheck = ({ key: { asymmetricKeyDetails } }: VerificationKey): number =>
  Math.max(1, ((asymmetricKeyDetails?.modulusLength ?? 0) / 2048) ** 2);

export function checks({ key }: VerificationKey, token: TokenLiteral): boolean {
  const { algorithm } = token;
  const kind = kinds[algorithm.slice(0, 2)];
  if (!kind?.type.test(key.asymmetricKeyType ?? '')) return false;
  const text = tokenText(token);
  const dot = text.lastIndexOf('.');
  const hash = algorithm.startsWith('Ed') ? null : `sha${algorithm.slice(2)}`;
  try {
    return verify(
      hash,
      Buffer.from(text.slice(0, dot)),
      { key, dsaEncoding: 'ieee-p1363', ...(kind.padding !== undefined && { padding: kind.padding }) },
      Buffer.from(text.slice(dot + 1), 'base64url'),
    );
  } catch {
    // A key too small for the hash, a signature of another length.
    return false;
  }
}
