// Decode-only reads of a token → where the token came from, what its claims decide, and whether the same token is verified
// or goes on to something that may verify it. Each call of a function that only decodes what it is given is judged by
// itself, also where the function stands in another file; the finding stands at the decoder, once.

import type { CallContext } from '../calls/call-project.ts';
import type { Place } from '../source/file.ts';
import type { AnyFunction, CallExpression, Node } from '../syntax/code.ts';
import type { Binding } from '../values/bindings.ts';
import { functionAround } from '../values/macs.ts';
import { nodesWithin } from '../values/node-index.ts';
import { once, oncePerFile } from '../values/once.ts';
import { lastName } from '../values/plain-nodes.ts';
import { decisionOf } from './decoded/decisions.ts';
import { decodesOf, nameOf } from './decoded/decodes.ts';
import type { Decode } from './decoded/decodes.ts';
import { argumentFor, callersOf, framesOf, functionCalled, holderOf, MAX_FRAMES, parameterOf } from './decoded/in-view.ts';
import type { Frame, InView, Parameter } from './decoded/in-view.ts';
import { goesOn } from './decoded/pairing.ts';
import { isBehindVerifier } from './decoded/routes.ts';
import { sourceOf } from './decoded/sources.ts';
import type { Source } from './decoded/sources.ts';
import { madeOf, partsOf } from './request-parts.ts';

export interface TokenFlow {
  /** The decoding call, or the call of another file's function that decodes. */
  readonly at: Place;
  readonly name: string;
  readonly handRolled: boolean;
  /** `trusted`: a token that a function is given which is there to say who somebody is. */
  readonly source: Source;
  /** The same token is verified, or goes on to something that may verify it. */
  readonly verified: boolean;
  /** Where the claims decide something; undefined where they decide nothing that matters. */
  readonly decides?: Place;
  /** The decoder is one that pages use: only what else is in view says that this is a server. */
  readonly forPages: boolean;
  /** Where another file decodes. */
  readonly decodedAt?: Place;
  /** Nobody handed it a token: the session that the request brings. `instead`: what verifies it; `onServer`: by how it was made. */
  readonly session?: { readonly instead: string; readonly onServer: boolean };
}

export function tokenFlowsOf(context: CallContext): readonly TokenFlow[] {
  return [...decodesOf(context).flatMap((decode) => ownFlow(decode, context)), ...handedFlows(context)];
}

type Judged = Pick<TokenFlow, 'source' | 'verified' | 'decides'>;

const isBad = ({ source, verified, decides }: Judged): boolean =>
  decides !== undefined && !verified && (source === 'request' || source === 'trusted');

// ---- decoders of this file ----

const ownFlow = (decode: Decode, context: CallContext): readonly TokenFlow[] => {
  const judged = worstOf(decode, context);
  const { name, handRolled, forPages } = decode;
  return judged ? [{ ...judged, at: decoderAt(decode, context), name, handRolled, forPages }] : [];
};

/** With its `new`. */
const decoderAt = ({ call }: Decode, { expressions }: CallContext): Place =>
  expressions.placeOf({ start: call.type === 'NewExpression' ? call.start : call.callee.start, end: call.callee.end });

/** One problem at the decoder, whichever of its callers shows it. */
const worst = oncePerFile((context: CallContext) => {
  const known = new Map<Decode, Judged | undefined>();
  return (decode: Decode): Judged | undefined => {
    if (!known.has(decode)) {
      const all = framesAround(decode, context).map((frame) => judge(decode, frame, context));
      known.set(decode, all.find(isBad) ?? all.find(({ decides }) => decides !== undefined) ?? all[0]);
    }
    return known.get(decode);
  };
});
const worstOf = (decode: Decode, context: CallContext): Judged | undefined => worst(context)(decode);

const MAX_CALLERS = 40;

/** The function as it stands, and each call of it, where the token is what it is given. */
function framesAround(decode: Decode, context: CallContext): readonly (Frame | undefined)[] {
  if (decode.frame) return [decode.frame];
  const found: (Frame | undefined)[] = [undefined];
  const open: (readonly [Node, Frame | undefined])[] = [[decode.token, undefined]];
  for (let next = open.pop(); next && found.length < MAX_CALLERS; next = open.pop()) {
    const [token, inner] = next;
    const parameter = parameterIn(token, context);
    if (!parameter || framesOf(inner) >= MAX_FRAMES) continue;
    for (const call of callersOf(parameter.fn, context).slice(0, MAX_CALLERS)) {
      const frame = withOuter(inner, { fn: parameter.fn, call, context });
      const given = argumentFor(parameter, { fn: parameter.fn, call, context });
      if (!given) continue;
      found.push(frame);
      open.push([given.node, frame]);
    }
  }
  return found;
}

/** The newest caller is the outermost. */
const withOuter = (frame: Frame | undefined, caller: Frame): Frame =>
  (frame ? { ...frame, outer: withOuter(frame.outer, caller) } : caller);

/** The parameter that a token is, is cut out of, or comes in. */
function parameterIn(token: Node, context: CallContext): Parameter | undefined {
  for (const node of partsOf(token)) {
    const binding = node.type === 'Identifier' ? context.bindings.of(node) : undefined;
    const parameter = binding && parameterBehind(binding, node, context);
    if (parameter) return parameter;
  }
  return undefined;
}

/** Once for a name, however many calls decode what it holds. */
const parameterBehind = once((_: Binding, id: Node, context: CallContext): Parameter | undefined => {
  for (const node of madeOf(id, context)) {
    const binding = node.type === 'Identifier' ? context.bindings.of(node) : undefined;
    const parameter = binding?.kind === 'parameter' ? parameterOf(binding) : undefined;
    if (parameter) return parameter;
  }
  return undefined;
});

function judge(decode: Decode, frame: Frame | undefined, context: CallContext): Judged {
  const { call, token } = decode;
  const source = sourceOf(token, context, frame);
  const parameter = parameterIn(token, context);
  const decides = decisionOf(call, context, frame, { own: frame ? undefined : parameter?.fn, isSent: source === 'request' });
  const isOpen = decides !== undefined && (source === 'request' || source === 'trusted');
  const verified = isOpen && (goesOn({ token, within: call, context, frame }) || isGuarded(call, frame, context));
  return { source, verified, ...(decides && { decides }) };
}

/** Something in front of the handler may verify: of the function around, and of those around its calls. */
export function isGuarded(call: Node, frame: Frame | undefined, context: CallContext): boolean {
  const handler = handlerAround(call);
  if (handler && isBehindVerifier(handler, context)) return true;
  return frame !== undefined && isGuarded(frame.call, frame.outer, frame.context);
}

/** Callbacks of promises and lists belong to the function around them. */
export function handlerAround(node: Node): AnyFunction | undefined {
  let fn = functionAround(node);
  for (let holder = fn && holderOf(fn); fn && holder?.type === 'CallExpression' && INNER.test(lastName(holder.callee)); holder = fn && holderOf(fn))
    fn = functionAround(fn);
  return fn;
}

const INNER = /^(?:then|catch|finally|map|forEach|filter|find|some|every|reduce|flatMap|Promise)$/;

// ---- decoders of other files ----

// Asked before a call is followed into another file: all calls would have the whole project read.
/** The call's name speaks of a token, or of who somebody is. */
const NAMES_TOKEN = /jwt|token|claim|decod|bearer|payload|principal|verif/i;
const NAMES_SOMEBODY = /auth|session|identity|user|viewer|account|caller|tenant|role|subject|member/i;
/** What is handed to it may be a token, or the request that brings one. */
const HANDS_TOKEN = /token|jwt|authoriz|bearer|cookie/i;
const HANDS_REQUEST = /\b(?:req|request|headers?|event)\b/i;

function mayGiveClaims(call: CallExpression, context: CallContext): boolean {
  const [first] = call.arguments;
  // What is handed nothing is judged where it stands.
  if (first === undefined) return false;
  const name = nameOf(call, context);
  if (NAMES_TOKEN.test(name)) return true;
  const given = context.file.text.slice(first.start, Math.min(call.end, first.start + 240));
  return HANDS_TOKEN.test(given) || (NAMES_SOMEBODY.test(name) && HANDS_REQUEST.test(given));
}

function handedFlows(context: CallContext): readonly TokenFlow[] {
  if (!context.project) return [];
  return farDecodesOf(context).flatMap((call) => farFlows(call, context));
}

/** The calls of functions of other files that read a token's claims. */
export const farDecodesOf = oncePerFile((context: CallContext): readonly CallExpression[] =>
  (context.project === undefined ? [] : context.bindings.all('CallExpression').filter((call) => {
    if (!mayGiveClaims(call, context) || functionCalled(call, context, false)) return false;
    const far = functionCalled(call, context, true);
    return far !== undefined && far.context !== context && decodesWithin(far, { fn: far.fn, call, context }, 0).length > 0;
  })));

function farFlows(call: CallExpression, context: CallContext): readonly TokenFlow[] {
  const far = functionCalled(call, context, true);
  if (!far || far.context === context) return [];
  for (const { decode, home, frame } of decodesWithin(far, { fn: far.fn, call, context }, 0)) {
    // What is wrong whoever calls is told where it stands.
    const own = worstOf(decode, home);
    if (own && isBad(own)) continue;
    const judged = judge(decode, frame, home);
    if (!isBad(judged)) continue;
    const { handRolled, forPages } = decode;
    const decodedAt = decoderAt(decode, home);
    return [{ ...judged, at: context.expressions.placeOf(call.callee), name: nameOf(call, context), handRolled, forPages, decodedAt }];
  }
  return [];
}

interface Reached { readonly decode: Decode; readonly home: CallContext; readonly frame: Frame }

/** A file that asks a file that asks a file. */
const MAX_FILES = 3;

/** The decoders that a call of the function comes to: in it, in helpers of its file, and in those of other files. */
function decodesWithin({ fn, context }: InView, caller: Frame, depth: number): readonly Reached[] {
  const isInside = ({ start, end }: Node): boolean => start >= fn.start && end <= fn.end;
  const near = decodesOf(context).flatMap((decode) => framesAround(decode, context)
    .filter((frame) => isInside((frame ? outermost(frame).call : decode.call)))
    .map((frame): Reached => ({ decode, home: context, frame: withOuter(frame, caller) })));
  if (near.length > 0 || depth >= MAX_FILES) return near;
  return nodesWithin(context.bindings, 'CallExpression', fn).flatMap((call) => {
    const next = mayGiveClaims(call, context) ? functionCalled(call, context, true) : undefined;
    if (!next || next.context === context) return [];
    return decodesWithin(next, { fn: next.fn, call, context, outer: caller }, depth + 1);
  });
}

const outermost = (frame: Frame): Frame => (frame.outer ? outermost(frame.outer) : frame);
