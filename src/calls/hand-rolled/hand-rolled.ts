// Calls that sign or check bytes → those whose bytes are `header.payload` of a JWT, with header, claims, token and key.
// Told by what the two parts are: JSON in base64 whose first part names an `alg`, or the first parts of a token that is
// read as JSON. A webhook's `timestamp.body`, a ticket's `id.expiry`, a cookie's `value` are no such thing.

import { parseCall } from '../../models/signature.ts';
import type { AnyFunction, CallExpression, Node } from '../../syntax/code.ts';
import { chainOf } from '../../values/chains.ts';
import { callsOf } from '../../values/code-context.ts';
import type { AnyCall, CodeContext } from '../../values/code-context.ts';
import { encodedIn, isHeader } from './json-by-hand.ts';
import { isSame, partOf, piecesOf, readsOf, resolved, searchIn, identityOf } from './parts-by-hand.ts';
import type { At, Frame, Part, Piece } from './parts-by-hand.ts';
import type { Modelled } from '../../values/library-index.ts';
import { functionAround, callsOfFunction } from '../../values/macs.ts';
import { rowsFor } from '../../values/matching.ts';
import { wordsOf } from '../../secrets/words/names.ts';
import { chainText, lastName, unwrapped } from '../../values/plain-nodes.ts';
import { grouped, once } from '../../values/once.ts';

export interface HandRolled {
  readonly kind: 'sign' | 'verify';
  /** The call that signs or checks the bytes. */
  readonly signing: AnyCall;
  /** That call, or the one that hands the bytes to the function around it. */
  readonly call: AnyCall;
  /** The call whose result is the signature, or the answer. */
  readonly end: AnyCall;
  readonly row: Modelled;
  readonly key?: Node;
  readonly algorithm?: Node;
  /** The objects that become header and payload. */
  readonly header?: Node;
  readonly payload?: Node;
  /** The token that is checked, and the calls that read its claims. */
  readonly token?: Node;
  readonly claims: readonly CallExpression[];
  /** An HMAC with the key that also checks signatures of this token. */
  readonly isConfusing?: true;
}

interface Signing extends Pick<HandRolled, 'row' | 'end' | 'key' | 'algorithm'> {
  readonly start: AnyCall;
  readonly data: readonly Node[];
}
type Found = Pick<HandRolled, 'kind' | 'header' | 'payload' | 'token' | 'claims'>;

/** A helper of a helper is still followed to its callers. */
const MAX_CALLERS = 2;

export function handRolledOf(context: CodeContext, modules: readonly string[]): readonly HandRolled[] {
  if (isTokenLibrary(context)) return [];
  const found = signingsIn(context, modules).flatMap((signing) => foundAt(signing, signing.start, undefined, context, MAX_CALLERS));
  // Checks of signatures alone: what is compared with them are the HMACs.
  const signatures = grouped(found.filter((one) => isChecked(one) && !one.row.signing?.mac),
    ({ token }) => identityOf({ node: token! }, context));
  return found.map((one) => (isConfusing(one, signatures, context) ? { ...one, isConfusing: true } : one));
}

/** One key makes HMACs and checks signatures of the same token: what is meant for a public key becomes the secret. */
const isConfusing = (one: HandRolled, signatures: ReadonlyMap<unknown, readonly HandRolled[]>, context: CodeContext): boolean =>
  isChecked(one) && one.row.signing?.mac === true && (signatures.get(identityOf({ node: one.token! }, context)) ?? [])
    .some((other) => isSame({ node: one.key! }, { node: other.key! }, context));

const isChecked = ({ kind, token, key }: HandRolled): boolean => kind === 'verify' && token !== undefined && key !== undefined;

const TOKENS: ReadonlySet<string> = new Set(['jwt', 'jwts', 'jws', 'jwe', 'jose', 'jwk', 'jwa', 'jsonwebtoken']);

/** A package whose job it is. */
export function isTokenLibrary({ project, file, index }: CodeContext): boolean {
  const name = project?.packageName(file.path);
  return name !== undefined && (index.knows(name) || wordsOf(name).some((word) => TOKENS.has(word)));
}

export function signingsIn(context: CodeContext, modules: readonly string[]): readonly Signing[] {
  return callsOf(context.bindings).flatMap((start): Signing[] => {
    const row = rowsFor(start, modules, context).find(({ signing }) => signing);
    return row ? [signingAt(start, row, context)] : [];
  });
}

function signingAt(start: AnyCall, row: Modelled, context: CodeContext): Signing {
  const rows = (row.signing?.chain ?? []).map(parseCall);
  const calls = [{ call: start, row: row.signature }, ...(rows.length > 0 ? chainOf(start, rows, context).calls : [])];
  const given = (role: 'data' | 'key' | 'algorithm'): readonly Node[] => calls.flatMap(({ call, row: { parameters } }) => {
    const argument = call.arguments[parameters.findIndex(({ roles }) => roles.includes(role))];
    return argument && argument.type !== 'SpreadElement' ? [argument] : [];
  });
  const [[key], [algorithm]] = [given('key'), given('algorithm')];
  return { row, start, end: calls.at(-1)!.call, data: given('data'), ...(key && { key }), ...(algorithm && { algorithm }) };
}

/** Where the bytes are a parameter of the function around, its callers say what they are. */
function foundAt(signing: Signing, call: AnyCall, frame: Frame | undefined, context: CodeContext, callers: number): readonly HandRolled[] {
  const { row, start, end, key, algorithm } = signing;
  const found = judged(signing, frame, context);
  if (found) return [{ ...found, row, signing: start, call, end, ...(key && { key }), ...(algorithm && { algorithm }) }];
  const around = callers > 0 ? functionAround(call) : undefined;
  if (!around || around.params.length === 0) return [];
  return callsOfFunction(around, context)
    .flatMap((one) => foundAt(signing, one, withCaller(frame, { fn: around, call: one }), context, callers - 1));
}

/** The outermost frame is the newest caller. */
const withCaller = (frame: Frame | undefined, caller: Frame): Frame =>
  (frame ? { ...frame, outer: frame.outer ? withCaller(frame.outer, caller) : caller } : caller);

// ---- is it a JWT? ----

function judged({ data, row, end }: Signing, frame: Frame | undefined, context: CodeContext): Found | undefined {
  const search = searchIn(context);
  const pieces = withDotApart(data.flatMap((node) => piecesOf({ node, frame }, search)));
  const [first, dot, second] = pieces;
  if (pieces.length !== 3 || first === undefined || dot !== '.' || second === undefined || typeof second === 'string') return undefined;
  const [one, two] = [partOf(first, context), partOf(second, context)];
  const isStart = one?.index === 0 && two?.index === 1;
  if (one && two) return isStart && isSame(one.token, two.token, context) ? ofToken(one, two, context) : undefined;
  return ofParts(first, second, { kind: row.signing?.kind ?? 'sign', end }, context);
}

/** A header that is written out has the dot in its own text. */
export function withDotApart(pieces: readonly Piece[]): readonly Piece[] {
  const [first, ...rest] = pieces;
  return typeof first === 'string' && first.length > 1 && first.endsWith('.') ? [first.slice(0, -1), '.', ...rest] : pieces;
}

/** The first two parts of a token, one of which is read as a JWT's. */
function ofToken(one: Part, two: Part, context: CodeContext): Found | undefined {
  const reads = readsOf(one.token, context);
  const claims = reads.filter(({ index }) => index === 1).map(({ call }) => call);
  const found: Found = { kind: 'verify', token: one.token.node, claims };
  if (reads.some(({ index }) => index === 0)) return found;
  if (says(one.name, HEADER)) return claims.length > 0 || says(two.name, PAYLOAD) ? found : undefined;
  return (one.name === undefined || one.name === 'h') && claims.length > 0 && !one.isCompared ? found : undefined;
}

type Done = Pick<HandRolled, 'kind' | 'end'>;

/** Two parts that are made here, or handed in. */
function ofParts(first: Piece, second: At | Part, { kind, end }: Done, context: CodeContext): Found | undefined {
  if ('index' in second || (typeof first !== 'string' && 'index' in first)) return undefined;
  const payload = encodedIn(second, context);
  const rest = { kind, claims: [], ...(payload && { payload: payload.node }) } as const;
  if (typeof first === 'string') return isHeader(first) ? rest : undefined;
  const header = encodedIn(first, context);
  const found = { ...rest, ...(header && { header: header.node }) };
  if (header?.isHeader) return found;
  if (header) return header.isOther || !header.inBase64 || !payload?.inBase64 ? undefined : found;
  const named = payload?.inBase64 ?? (says(nameOf(second), PAYLOAD) && isOpen(second, context));
  return named && says(nameOf(first), HEADER) && isOpen(first, context) && isCompact(first, end, context) ? found : undefined;
}

/** Only where nothing shows what it is made of does the name speak. */
function isOpen(at: At, context: CodeContext): boolean {
  const { node } = resolved(at, context);
  if (node.type === 'CallExpression') return /base64|b64|encode/i.test(chainText(node.callee) ?? '');
  return node.type === 'Identifier' && context.bindings.of(node)?.kind === 'parameter';
}

const HEADER: ReadonlySet<string> = new Set(['header', 'head', 'hdr', 'protected']);
const PAYLOAD: ReadonlySet<string> = new Set(['payload', 'claims', 'claim', 'body', 'data', 'message']);

const says = (name: string | undefined, words: ReadonlySet<string>): boolean =>
  name !== undefined && wordsOf(name).some((word) => words.has(word));

function nameOf({ node }: At): string | undefined {
  const at = unwrapped(node);
  return lastName(at) || undefined;
}

const COMPACT = /(?:base64|b64)_?url|replace\(\/(?:\\\+|=)/i;

/** In base64url, which is a token's; a webhook with the header of a request before its body is in hex or plain base64. */
function isCompact(first: At, end: Node, { file }: CodeContext): boolean {
  return /encoded|b64|base64/i.test(nameOf(first) ?? '') || saysCompact(functionAround(end) ?? end, file.text);
}

const saysCompact = once(({ start, end }: Node | AnyFunction, text: string): boolean => COMPACT.test(text.slice(start, end)));
