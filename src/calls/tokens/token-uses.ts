// JwtCalls → what telling kinds of tokens apart needs of each: the key by its names, what the token is for, what stands
// in it, and what a verifier asks. Small and free of trees: it is kept until all files have been seen.

import { purposeClaims } from '../../models/tokens/token-kinds.ts';
import type { Place } from '../../source/file.ts';
import type { JwtCall, Part } from '../jwt-call.ts';
import { identitiesOfCall } from '../keys/key-identity.ts';
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
  /** Something that is not looked into may tell the kinds apart. */
  readonly open: boolean;
}

export function tokenUsesOf(calls: readonly JwtCall[]): readonly TokenUse[] {
  return calls.flatMap((call): TokenUse[] => {
    if ((call.kind !== 'sign' && call.kind !== 'verify') || call.trust === 'third party') return [];
    const keys = identitiesOfCall(call);
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
  const { parts, checked, read, lookedUp, whole } = call;
  const asks = new Map<string, string | undefined>([...checked].map((name) => [name, undefined]));
  for (const [role, claim] of [['subject', 'sub'], ['audience', 'aud'], ['issuer', 'iss'], ['jti', 'jti'], ['tokenType', 'typ']] as const)
    if (parts[role]) asks.set(claim, textOf(parts[role]));
  for (const item of itemsOf(parts.required?.value)) if (item.kind === 'text') asks.set(item.text, undefined);
  return { asks, read, handedOn: isBeforeHandler(call) ? 'to the request' : call.handedOn, open: lookedUp || checked.has('*') || !whole };
}

export const isPurpose = (claim: string): boolean => purposeClaims.test(claim);
