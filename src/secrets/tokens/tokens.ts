// Text → the JWTs written in it, decoded. The header must be a JSON object with a string `alg`, the payload a JSON object;
// so what is truncated, redacted or merely looks the part is no token. JWE has five parts and no readable claims: skipped.

import { localStackIssuers, pipelineIssuers } from '../../models/tokens/token-issuers.ts';
import type { SourceFile } from '../../source/file.ts';
import { isRecord } from '../../source/untyped.ts';
import { joinedRunAt, nextLineAt, nextLiteralAt, startsRun, type NextPiece } from '../../values/joined-text.ts';
import type { TokenLiteral } from '../literals.ts';

/**
 * JSON may be spaced or broken over lines before it is encoded: `{"`, `{ `, `{` and a line break or tab begin `eyJ`, `eyA`,
 * `ewo`, `ew0`, `ewk`. One plain search for all files; what stands before is looked at afterwards.
 */
const start = /e(?:y[JA]|w[0ok])[A-Za-z0-9_-]/g;
const run = /[A-Za-z0-9_-]+/y;
const dot = /\.|%2[Ee]/y;
/** The same, encoded in base64 once more, as in a Kubernetes Secret. */
const wrapped = /(?<![A-Za-z0-9+/_-])(?:ZXlK|ZXlB|ZXdv)[A-Za-z0-9+/_-]{40,80000}={0,2}/g;

const longest = { header: 4096, payload: 65_536, signature: 4096 };
/** A file with more tokens than this is a list of samples. */
export const mostTokens = 1000;
const tooMany = `More than ${String(mostTokens)} tokens: the rest is not looked at.`;

/** `left`: what was too much to be looked at, in words. */
export function tokensIn(file: SourceFile, left: string[] = []): TokenLiteral[] {
  const { text } = file;
  const tokens: TokenLiteral[] = [];
  let done = 0;
  for (const match of text.matchAll(start)) {
    if (match.index < done || !startsRun(text, match.index)) continue;
    if (tokens.length >= mostTokens) {
      left.push(tooMany);
      break;
    }
    const found = tokenAt(text, match.index);
    if (!found) continue;
    done = found.end;
    const token = found.parts.join('.');
    const at = { file, start: match.index, end: found.end };
    tokens.push({ at, ...found.claims, ...(text.slice(at.start, at.end) === token ? {} : { token }) });
  }
  return text.includes('ZX') ? [...tokens, ...wrappedTokens(file, left)] : tokens;
}

interface Decoded { readonly parts: Parts; readonly end: number; readonly claims: Claims }

/** As it stands or split over literals; wrapped over lines when it makes no token so, or one whose signature is cut. */
function tokenAt(text: string, at: number): Decoded | undefined {
  const plain = readAt(text, at, nextLiteralAt);
  if (plain && hasWholeSignature(plain)) return plain;
  const wrapped = readAt(text, at, nextLineAt);
  return wrapped && (!plain || hasWholeSignature(wrapped)) ? wrapped : plain;
}

function readAt(text: string, at: number, next: NextPiece): Decoded | undefined {
  const found = compactAt(text, at, next);
  const claims = found && decoded(found.parts);
  return found && claims && { ...found, claims };
}

/** Base64url characters of a signature: RFC 7518 section 3, RFC 8037 section 3.1; RSA by size of key, 1024 to 4096 bits. */
const signatureLengths: Readonly<Record<string, readonly number[]>> = {
  HS256: [43],
  HS384: [64],
  HS512: [86],
  ES256: [86],
  ES256K: [86],
  ES384: [128],
  ES512: [176],
  EdDSA: [86, 152],
  RS: [171, 342, 512, 683],
  PS: [171, 342, 512, 683],
};

const hasWholeSignature = ({ parts: [, , signature], claims: { algorithm } }: Decoded): boolean =>
  (signatureLengths[algorithm] ?? signatureLengths[algorithm.slice(0, 2)])?.includes(signature.length) ?? true;

function wrappedTokens(file: SourceFile, left: string[]): TokenLiteral[] {
  const tokens: TokenLiteral[] = [];
  for (const match of file.text.matchAll(wrapped)) {
    const token = Buffer.from(match[0], 'base64').toString('latin1').trim();
    const found = compactAt(token, 0, nextLiteralAt);
    const claims = found?.end === token.length ? decoded(found.parts) : undefined;
    if (claims) tokens.push({ at: { file, start: match.index, end: match.index + match[0].length }, ...claims, token });
    if (tokens.length < mostTokens) continue;
    left.push(tooMany);
    break;
  }
  return tokens;
}

type Parts = readonly [header: string, payload: string, signature: string];

/** Three parts with dots between; the third may be empty. */
function compactAt(text: string, from: number, next: NextPiece): { parts: Parts; end: number } | undefined {
  const header = joinedRunAt(text, from, run, longest.header, next);
  const afterHeader = dotAt(text, header.end, next);
  if (afterHeader === undefined) return undefined;
  const payload = joinedRunAt(text, afterHeader, run, longest.payload, next);
  const afterPayload = dotAt(text, payload.end, next);
  if (payload.text === '' || afterPayload === undefined) return undefined;
  const signature = joinedRunAt(text, afterPayload, run, longest.signature, next);
  if (isCut(text, signature.end, signature.text)) return undefined;
  return { parts: [header.text, payload.text, signature.text], end: signature.text === '' ? afterPayload : signature.end };
}

/** The dot may stand at either side of a split. */
function dotAt(text: string, from: number, next: NextPiece): number | undefined {
  for (const at of [from, next(text, from)]) {
    if (at === undefined) continue;
    dot.lastIndex = at;
    if (dot.test(text)) {
      const after = dot.lastIndex;
      return /[A-Za-z0-9_-]/.test(text[after] ?? '') ? after : (next(text, after) ?? after);
    }
  }
  comma.lastIndex = from;
  return comma.test(text) ? comma.lastIndex : undefined;
}

/** `['eyJ…', 'eyJ…', '…'].join('.')`: the parts one by one. */
const comma = /["'`][ \t]{0,8},\s{0,100}["'`](?=[A-Za-z0-9_-])/y;

/** A fourth part, an ellipsis, a redaction, or a signature shorter than any algorithm makes. */
function isCut(text: string, end: number, signature: string): boolean {
  if (signature !== '' && signature.length < 20) return true;
  return /^(?:\.[A-Za-z0-9_-]|\.\.|…|<(?!\/)|\[|\*|\{|\$\{)/.test(text.slice(end, end + 3));
}

type Claims = Omit<TokenLiteral, 'at' | 'token'>;

function decoded([header, payload, signature]: Parts): Claims | undefined {
  const head = jsonObject(header);
  if (typeof head?.['alg'] !== 'string' || head['enc'] !== undefined) return undefined;
  const claims = jsonObject(payload);
  if (!claims) return undefined;
  const role = roleOf(claims);
  const issuer = claims['iss'];
  const expires = seconds(claims['exp']);
  const issued = seconds(claims['iat']);
  return {
    algorithm: head['alg'],
    ...(typeof issuer === 'string' ? { issuer } : {}),
    ...(role === undefined ? {} : { role }),
    ...(expires === undefined ? {} : { expires }),
    ...(issued === undefined ? {} : { issued }),
    ...(isOfPipeline(issuer, issued, expires) && { ofPipeline: true }),
    ...(typeof issuer === 'string' && localStackIssuers.has(issuer) && { ofLocalStack: true }),
    unsecured: signature === '' || head['alg'].toLowerCase() === 'none',
    sample: isSample(claims),
  };
}

function jsonObject(part: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const seconds = (value: unknown): number | undefined => (typeof value === 'number' && Number.isFinite(value) ? value : undefined);

const isOfPipeline = (issuer: unknown, issued: number | undefined, expires: number | undefined): boolean =>
  typeof issuer === 'string' &&
  pipelineIssuers.some((beginning) => issuer.startsWith(beginning)) &&
  issued !== undefined &&
  expires !== undefined &&
  expires - issued <= 3600;

const hasuraClaims = 'https://hasura.io/jwt/claims';

/** One role worth naming. Only plain words go into messages: a claim's text is the token's. */
function roleOf(claims: Readonly<Record<string, unknown>>): string | undefined {
  const hasura = claims[hasuraClaims];
  const nested = isRecord(hasura) ? hasura['x-hasura-default-role'] : undefined;
  const candidates = [
    claims['role'],
    claims['user_role'],
    claims['x-hasura-default-role'],
    nested,
    ...listed(claims['roles']),
    ...keycloakRoles(claims),
  ];
  const words = candidates.filter((role): role is string => typeof role === 'string' && /^[\w:.\-]{1,40}$/.test(role));
  if (claims['admin'] === true || claims['isAdmin'] === true || claims['is_admin'] === true) words.push('admin');
  if (claims['scope'] === '*') words.push('*');
  return words.find((role) => /admin|root|service_role|owner|super|^\*$/i.test(role)) ?? words[0];
}

const listed = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value.slice(0, 50) : [value]);

function keycloakRoles(claims: Readonly<Record<string, unknown>>): readonly unknown[] {
  const access = claims['realm_access'];
  return isRecord(access) ? listed(access['roles']) : [];
}

/** jwt.io's John Doe; RFC 7515 appendix A.1 and RFC 7519 section 3.1. */
const isSample = (claims: Readonly<Record<string, unknown>>): boolean =>
  (claims['sub'] === '1234567890' && claims['name'] === 'John Doe') || (claims['iss'] === 'joe' && claims['exp'] === 1_300_819_380);
