// JwtCalls → what telling kinds of tokens apart needs of each: the key by its names, what the token is for, what stands
// in it, and what a verifier asks. Small and free of trees: it is kept until all files have been seen.

import { guardNames, purposeClaims } from '../../models/tokens/token-kinds.ts';
import type { Place } from '../../source/file.ts';
import type { JwtCall, Part } from '../jwt-call.ts';
import { identitiesOfCall, standInsOfKey } from '../keys/key-identity.ts';
import { itemsOf, textsOf } from '../../values/origins.ts';
import { kindOfToken } from './token-kinds.ts';
import type { KindOfToken } from './token-kinds.ts';

export type TokenUse = SignedToken | VerifiedToken;

interface Use {
  readonly at: Place;
  readonly name: string;
  readonly keys: readonly string[];
  /** By the names around; undefined where they say nothing. */
  readonly kind?: KindOfToken;
}

export interface SignedToken extends Use {
  readonly side: 'sign';
  /** Claims by name with their text, where it is one; undefined when not all of them are in view. */
  readonly claims?: ReadonlyMap<string, string | undefined>;
}

export interface VerifiedToken extends Use {
  readonly side: 'verify';
  /** Claims it asks for, by an option or by hand, with the text where an option names one. */
  readonly asks: ReadonlyMap<string, string | undefined>;
  readonly read: ReadonlySet<string>;
  readonly handedOn: JwtCall['handedOn'];
  /** It stands before what only who has logged in may do: it takes access tokens, whatever it is called. */
  readonly isGuard: boolean;
  /** Something that is not looked into may tell the kinds apart. */
  readonly open: boolean;
}

export function tokenUsesOf(calls: readonly JwtCall[]): readonly TokenUse[] {
  return calls.flatMap((call): TokenUse[] => {
    if ((call.kind !== 'sign' && call.kind !== 'verify') || call.trust === 'third party') return [];
    const use = call.key ?? call.wraps?.key;
    const keys = [...identitiesOfCall(call), ...(use ? standInsOfKey(use) : [])];
    if (keys.length === 0 || call.setup) return [];
    const kind = kindOfToken(call, lifetimeNames(call));
    // What runs before the handler (a strategy, a middleware) leaves asking for the token in a store to the handler.
    if (isBeforeHandler(call) && kind && kind.kind !== 'access') return [];
    const about = { at: call.at, name: call.name, keys, ...(kind && kind.kind !== 'program' && { kind }) };
    return [call.kind === 'sign' ? { ...about, side: 'sign', ...claimsOf(call) } : { ...about, side: 'verify', ...questionsOf(call) }];
  });
}

/** It takes the token out of the request itself, and hands the payload on. */
const isBeforeHandler = ({ kind, parts }: JwtCall): boolean => kind === 'verify' && !parts.token;

const lifetimeNames = ({ parts: { lifetime, expiry } }: JwtCall): readonly string[] =>
  [lifetime, expiry].flatMap((part) =>
    part
      ? itemsOf(part.value).flatMap((value) => [...(value.kind === 'env' ? [value.name] : []), ...value.via.map(({ note }) => note)])
      : [],
  );

const textOf = (part: Part | undefined): string | undefined => textsOf(part?.value)[0]?.text;

/** What libraries put in, and read, themselves. */
export const ownClaims: ReadonlySet<string> = new Set(['iat', 'exp', 'nbf']);

function claimsOf({ parts }: JwtCall): Pick<SignedToken, 'claims'> {
  const payload = parts.payload?.value;
  if (payload?.kind !== 'object' || !payload.whole) return {};
  const claims = new Map<string, string | undefined>([...payload.properties].map(([name, { value }]) => [name, textsOf(value)[0]?.text]));
  for (const [role, claim] of [['subject', 'sub'], ['audience', 'aud'], ['issuer', 'iss'], ['jti', 'jti'], ['tokenType', 'typ']] as const)
    if (parts[role]) claims.set(claim, textOf(parts[role]));
  const header = parts.header?.value;
  const typ = header?.kind === 'object' ? header.properties.get('typ')?.value : undefined;
  if (typ) claims.set('typ', textsOf(typ)[0]?.text);
  return { claims };
}

function questionsOf(call: JwtCall): Omit<VerifiedToken, keyof Use | 'side'> {
  const { checked, read, lookedUp, wraps } = call;
  const parts = { ...wraps?.parts, ...call.parts };
  const asks = new Map<string, string | undefined>([...checked].map((name) => [name, undefined]));
  for (const [role, claim] of [['subject', 'sub'], ['audience', 'aud'], ['issuer', 'iss'], ['jti', 'jti'], ['tokenType', 'typ']] as const)
    if (parts[role]) asks.set(claim, textOf(parts[role]));
  for (const item of itemsOf(parts.required?.value)) if (item.kind === 'text') asks.set(item.text, undefined);
  return {
    // What a wrapper reads of the payload, it needs.
    asks, read: new Set([...read, ...(wraps?.read ?? [])]), isGuard: isGuard(call), handedOn: isBeforeHandler(call) ? 'to the request' : call.handedOn,
    // Of a wrapper the options are its own, and what it compares is among what its caller does.
    open: lookedUp || checked.has('*') || !isInView(wraps ?? call),
  };
}

/** What a registration gives the service of a class, it gives to all kinds of tokens alike. */
const isInView = ({ isComplete, isCompleteLocally, heldIn }: JwtCall): boolean => isComplete || (heldIn !== undefined && isCompleteLocally);

/** By its name, by what it puts on the request, or by whom it looks up for a token that came with the request. */
const isGuard = (call: JwtCall): boolean =>
  call.around.slice(0, 2).some((name) => guardNames.test(name)) ||
  (call.identifies !== undefined && (call.identifies === 'on the request' ? !isOfLink(call) : COMES_WITH_REQUEST.test(tokenText(call))));

/** Whoever follows a link or fills a form brings a token of another kind. */
const isOfLink = (call: JwtCall): boolean => /\b(?:body|query|params|searchParams|formData)\b/.test(tokenText(call));

const COMES_WITH_REQUEST = /authorization|bearer|cookie|headers?\b|handshake/i;

/** How the token is spelled here and where it is written. */
const tokenText = ({ parts: { token } }: JwtCall): string =>
  (token ? [token.at, token.value.at] : []).map(({ file, start, end }) => file.text.slice(start, Math.min(end, start + 120))).join(' ');

export const isPurpose = (claim: string): boolean => purposeClaims.test(claim);
