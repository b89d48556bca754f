// A call of a function that was learned → the wrapped call as this caller makes it: with the part that the caller hands over, or, of a
// function that only verifies, with the token and what becomes of its answer.

import type { Role } from '../models/model.ts';
import type { Place } from '../source/file.ts';
import { namesAround } from '../values/conditions/branches.ts';
import type { AnyCall, CodeContext } from '../values/code-context.ts';
import type { Answers, Learned } from './call-project.ts';
import { bypassOf } from './guards/fail-open.ts';
import { answerFacts, enclosingName, isInAsync } from './call-names.ts';
import { payloadClaims } from './arguments/gathering.ts';
import { readOptions } from './arguments/options.ts';
import { NO_PAYLOAD, nodeAt, payloadOf } from './arguments/payloads.ts';
import type { Payload } from './arguments/payloads.ts';
import type { JwtCall, KeyUse, Part } from './jwt-call.ts';
import { claimsUsedAfter, joinedUses } from './outcome/claim-checks.ts';
import { answerOf } from './outcome/outcome.ts';
import { sensitiveIn } from '../secrets/words/sensitive-names.ts';
import { timesOf } from './tokens/token-times.ts';
import { parameterOf } from '../values/origins.ts';
import type { Value } from '../values/value.ts';

/** Only what a caller hands over is in its call, so nothing in it counts as absent. */
export function handedOver(
  node: AnyCall, { call, role }: NonNullable<Learned['asks']>, { value, at }: Given, key: KeyUse | undefined, context: CodeContext,
): JwtCall {
  const { options = {}, ignoresUnknownOptions = false } = call.operation;
  const read =
    role === 'options'
      ? readOptions(value, options, {
          ignoresUnknownOptions,
          side: call.kind === 'sign' ? 'sign' : 'verify',
          all: options,
          version: call.version,
          expressions: context.expressions,
        })
      : undefined;
  const parts = new Map((read?.parts ?? [{ role, value, at }]).map((part) => [part.role, part] as const));
  const open = role === 'options' && parameterOf(value) ? { openOptions: value } : {};
  return {
    ...asWrapped(node, call, key, context),
    ...open,
    ignored: read?.ignored ?? [],
    ...(role === 'payload' && handedPayload(node, call, parts, context)),
    parts: Object.fromEntries(parts),
  };
}

/** What one caller gives to a parameter. */
export interface Given { readonly value: Value; readonly at: Place }

/** A call of a function that only verifies. What that compares itself is compared for its callers, too. */
export function answered(
  node: AnyCall, { call, fails, callback }: Answers, token: Given | undefined, key: KeyUse | undefined, context: CodeContext,
): JwtCall {
  const handed = callback === undefined ? undefined : node.arguments[callback];
  const handler = handed && context.expressions.valueOf(handed);
  const bypass = bypassOf(node, key?.value ?? call.parts.key?.value, context);
  const used = claimsUsedAfter(node, handler, true, context);
  const at = context.expressions.placeOf(node);
  return {
    ...asWrapped(node, call, key, context),
    ...(bypass && { bypass }),
    onInvalid: fails,
    outcome: isHandedOn(node) ? 'used' : answerOf([node], fails, handler && context.expressions.functionOf(handler), context).outcome,
    answer: answerFacts(node, context),
    within: enclosingName(node),
    ...joinedUses([used, { ...used, checked: call.checked, read: NOTHING, handedOn: 'nowhere' }]),
    slots: { call: at, afterArguments: node.end - 1, argumentCount: node.arguments.length, inAsync: isInAsync(node) },
    parts: token ? { token: { role: 'token', ...token } } : {},
  };
}

const NOTHING: ReadonlySet<string> = new Set();

/** `authenticate(req, res, next)`: what it is given goes on from there. */
const isHandedOn = ({ arguments: given }: AnyCall): boolean =>
  given.some((one) => one.type === 'Identifier' && /^(?:next|done|cb|callback)$/.test(one.name));

/** The wrapped call as it stands here, without what it says of its own place; with the key that it is given here, if it is given one. */
function asWrapped(node: AnyCall, call: JwtCall, key: KeyUse | undefined, context: CodeContext): JwtCall {
  const {
    key: _key,
    openOptions: _open,
    keyByAlgorithm: _index,
    bypass: _bypass,
    insteadOfVerifying: _instead,
    expiresAt: _expires,
    issuedAt: _issued,
    ownLifetime: _own,
    isForOnce: _once,
    algorithmFromToken: _chosen,
    ...rest
  } = call;
  const name = context.file.text.slice(node.callee.start, node.callee.end);
  return {
    ...rest,
    wraps: { ...(call.wraps ?? call), ...(key && { key }) },
    name: name.length > 40 ? call.name : name,
    at: context.expressions.placeOf(node.callee),
    ignored: [],
    isComplete: false,
    isCompleteLocally: false,
    outcome: 'used',
    within: '',
    around: namesAround(node),
    swallowsExpiry: false,
    replacedByNothing: false,
    payload: NO_PAYLOAD,
    parts: {},
  };
}

/** A claim of the payload means the same through a wrapper. A record that the wrapper is at fault for is told there. */
function handedPayload(
  node: AnyCall,
  wrapped: JwtCall,
  parts: Map<Role, Part>,
  context: CodeContext,
): Pick<JwtCall, 'payload' | 'isComplete' | 'expiresAt' | 'issuedAt' | 'ownLifetime' | 'isForOnce'> {
  const { value, at } = parts.get('payload')!;
  payloadClaims(parts, context);
  const argument = nodeAt(node, at);
  // `issue({ payload, key })`: only a member of the argument is the payload.
  const isWhole = argument !== undefined && context.expressions.valueOf(argument) === value;
  const own = payloadOf(value, isWhole ? argument : undefined, context);
  const { records: told, stripped } = wrapped.payload;
  const fresh = own.records.filter(({ password }) => told.length === 0 || (password && told.every((one) => one.password === undefined)));
  const payload: Payload = stripped
    ? { claims: own.claims.filter(({ name }) => sensitiveIn(name) !== 'a password'), records: [], stripped }
    : { ...own, records: fresh };
  // The options are the wrapper's own, and this payload is all that was open.
  return { payload, isComplete: wrapped.isComplete, ...timesOf(Object.fromEntries(parts), namesAround(node), context) };
}

