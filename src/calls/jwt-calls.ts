// Tree + models → JwtCalls and KeyUses: every call of a modelled operation, assembled from what the neighbours read.
// Knows no library; what it reads of one is the `call` row and the option table.

import { parseCall } from '../models/signature.ts';
import type { Behaviour, LibraryModel, OperationModel } from '../models/model.ts';
import type { Place } from '../source/file.ts';
import type { Node } from '../syntax/code.ts';
import { assignedKeys } from './keys/assigned-keys.ts';
import { dependsOnEnvironment, namesAround } from '../values/conditions/branches.ts';
import { bypassOf, decodesInstead } from './guards/fail-open.ts';
import { asksForUser, claimsUsedAfter, joinedUses } from './outcome/claim-checks.ts';
import { callsOf } from '../values/code-context.ts';
import type { AnyCall, CodeContext } from '../values/code-context.ts';
import { answerFacts, calleePlace, enclosingName, isInAsync, nameOf } from './call-names.ts';
import type { JwtCall, KeyUse, Parts } from './jwt-call.ts';
import { gather } from './arguments/gathering.ts';
import { checkedByHand, decidesByHand, passesEndless } from './hand-rolled/claims-by-hand.ts';
import { gatheredByHand } from './hand-rolled/gathering-by-hand.ts';
import type { HandRolled } from './hand-rolled/hand-rolled.ts';
import type { Gathered } from './arguments/gathering.ts';
import { keyObjectsOf } from './keys/key-objects.ts';
import { keyUseOf, macUsesOf } from './keys/key-uses.ts';
import { isHarmlessCookie, sessionOf } from './guards/sessions.ts';
import type { Session } from './guards/sessions.ts';
import { safeguardsOff } from './guards/safeguards.ts';
import type { SafeguardOff } from './guards/safeguards.ts';
import type { Modelled } from '../values/library-index.ts';
import { rowsFor } from '../values/matching.ts';
import { guardsAllInView } from './guards/mounts.ts';
import type { Side } from './arguments/options.ts';
import { isOn, isTrue } from '../values/origins.ts';
import { fallsBackTo } from './outcome/decoding-catch.ts';
import { isKept } from './outcome/kept-tokens.ts';
import { isPromised } from './outcome/open-guards.ts';
import { answerOf } from './outcome/outcome.ts';
import { NO_PAYLOAD, nodeAt, payloadOf } from './arguments/payloads.ts';
import type { Payload } from './arguments/payloads.ts';
import { isForGuests } from './guards/route-guards.ts';
import { chosenByToken } from './tokens/token-header.ts';
import { isLookedUp } from './tokens/token-lookups.ts';
import { timesOf } from './tokens/token-times.ts';
import { trustOf } from './trust.ts';
import { unreadTokensOf } from './tokens/unread-tokens.ts';
import type { HandingOn, UnreadToken } from './tokens/unread-tokens.ts';
import { isBelow } from '../values/versions.ts';
import { nodeAtPlace, nodesWithin } from '../values/node-index.ts';
import { grouped, once } from '../values/once.ts';
import { spend } from '../values/work.ts';

export interface CallFacts {
  readonly jwtCalls: readonly JwtCall[];
  readonly keyUses: readonly KeyUse[];
  readonly sessions: readonly Session[];
  readonly safeguardsOff: readonly SafeguardOff[];
  readonly unreadTokens: readonly UnreadToken[];
}

export function callFactsOf(context: CodeContext, modules: readonly string[], byHand: readonly HandRolled[] = []): CallFacts {
  const jwtCalls: JwtCall[] = [];
  const keyUses: KeyUse[] = [];
  const sessions: Session[] = [];
  const off: SafeguardOff[] = [];
  const handingOn: HandingOn[] = [];
  for (const node of callsOf(context.bindings)) {
    for (const row of rowsFor(node, modules, context)) {
      const { mac, operation, safeguard, signature, library } = row;
      if (mac) {
        const gathered = gather(node, { signature, chain: mac.chain, options: mac.options, ignoresUnknownOptions: false }, 'verify', context);
        if (isHarmlessCookie(gathered)) continue;
        keyUses.push(...macUsesOf(row, gathered, context));
        sessions.push(...sessionOf(node, mac, gathered, context));
      }
      if (safeguard) off.push(...safeguardsOff(node, safeguard, signature, context));
      if (!operation) continue;
      const asked = sidesOf(operation).map((side) => jwtCall(node, { library, operation, signature }, side, context));
      const calls = asked.filter(({ parts }) => !isOn(parts.returnRaw?.value));
      handingOn.push(...asked.flatMap((call) => (calls.includes(call) ? [] : [{ node, part: call.parts.returnRaw!, name: call.name }])));
      jwtCalls.push(...calls);
      keyUses.push(...distinct(calls.flatMap(({ key }) => (key ? [key] : []))));
    }
  }
  const handRolled = byHand.map((found) => callByHand(found, context));
  jwtCalls.push(...handRolled);
  // The key of an HMAC that signs a token is a token's key.
  const better = handRolled.flatMap(({ key }) => (key ? [key] : []));
  keyUses.push(...assignedKeys(context), ...keyObjectsOf(context), ...distinct(better));
  jwtCalls.sort((a, b) => a.at.start - b.at.start);
  const decodes = decodesOf(jwtCalls);
  const found = jwtCalls.map((call) => (call.kind === 'verify' ? { ...call, ...claimsAlso(call, decodes) } : call));
  return {
    jwtCalls: found.map((call) => ({
      ...call,
      ...(fallsBackTo(call, found, context) && { outcome: 'decoded instead' as const }),
      ...insteadOf(call, found, context),
    })),
    keyUses: withBetter(keyUses, better),
    sessions,
    safeguardsOff: off,
    unreadTokens: unreadTokensOf(handingOn, found, context),
  };
}

/** The same function verifies, but only where it has the key. */
function insteadOf(call: JwtCall, calls: readonly JwtCall[], context: CodeContext): Pick<JwtCall, 'insteadOfVerifying'> {
  if (call.kind !== 'decode' || call.operation.headerOnly) return {};
  const nodeAtCall = ({ slots }: JwtCall): AnyCall | undefined => nodeAtPlace(context.bindings, 'CallExpression', slots.call);
  const decodes = nodeAtCall(call);
  for (const other of verifiedIn(calls).get(call.within) ?? []) {
    spend();
    const [verifies, key] = [nodeAtCall(other), other.parts.key?.value];
    const found = decodes && verifies && key && decodesInstead(decodes, verifies, key, context);
    if (found) return { insteadOfVerifying: found };
  }
  return {};
}

const verifiedIn = once((calls: readonly JwtCall[]) =>
  grouped(calls.filter(({ kind }) => kind === 'verify'), ({ within }) => within));

/** `if (!verifyJWT(token, …)) throw …; const claims = parse(token)`: what is made of the claims of the same token. */
function claimsAlso(call: JwtCall, { after, at }: Decodes): Pick<JwtCall, 'checked' | 'read' | 'handedOn'> {
  const following = (after.get(tokenKey(call)) ?? []).filter((other) => other.at.start > call.at.start);
  // `verify(decode(token), key)`, also through a name: the claims are read from what was decoded.
  const handed = at.get(call.parts.token ? placeKey(call.parts.token.value.at) : '') ?? [];
  spend(following.length);
  return joinedUses([call, ...following, ...handed.filter((other) => !following.includes(other))]);
}

/** Decoding calls by the function around and the text of their token, and by their place. */
interface Decodes { readonly after: ReadonlyMap<string, readonly JwtCall[]>; readonly at: ReadonlyMap<string, readonly JwtCall[]> }

function decodesOf(calls: readonly JwtCall[]): Decodes {
  const all = calls.filter(({ kind }) => kind === 'decode');
  return { after: grouped(all, (call) => tokenKey(call) || undefined), at: grouped(all, ({ slots }) => placeKey(slots.call)) };
}

const tokenKey = ({ within, parts: { token } }: JwtCall): string =>
  (token ? `${within}\0${token.at.file.text.slice(token.at.start, token.at.end)}` : '');
const placeKey = ({ file, start, end }: Place): string => `${file.path}:${String(start)}:${String(end)}`;

/** A registration names one key for both of its sides. */
function distinct(uses: readonly KeyUse[]): readonly KeyUse[] {
  const seen = new Set<number>();
  return uses.filter(({ at }) => !seen.has(at.start) && seen.add(at.start));
}

/** What is known better takes the place of what was found there before. */
function withBetter(uses: readonly KeyUse[], better: readonly KeyUse[]): readonly KeyUse[] {
  const [kept, replaced] = [new Set(better), new Set(better.map(({ at }) => at.start))];
  return uses.filter((use) => kept.has(use) || !replaced.has(use.at.start));
}

const sidesOf = ({ kind, side }: OperationModel): readonly Side[] =>
  kind === 'configure' ? (side ? [side] : ['sign', 'verify']) : [kind === 'sign' ? 'sign' : 'verify'];

interface Matched { readonly library: LibraryModel; readonly operation: OperationModel; readonly signature: Modelled['signature'] }

function jwtCall(node: AnyCall, row: Matched, side: Side, context: CodeContext): JwtCall {
  const { library, operation, signature } = row;
  const version = context.project?.version(context.file.path, library.package);
  return assembled(
    node,
    row,
    gather(node, { ...operation, signature, ignoresUnknownOptions: operation.ignoresUnknownOptions ?? false, version }, side, context),
    side,
    context,
  );
}

/** A token made or checked with what signs bytes. */
function callByHand(found: HandRolled, context: CodeContext): JwtCall {
  const { kind, call, signing, row: { library, signature, signing: model } } = found;
  const operation: OperationModel = {
    call: model?.call ?? '',
    kind,
    ...(model?.kind === 'verify' && model.onInvalid && { onInvalid: model.onInvalid }),
  };
  const claims = found.claims.map(({ callee }) => context.expressions.placeOf(callee));
  const handRolled = {
    claims,
    decides: decidesByHand(found.claims, context),
    isConfusing: found.isConfusing === true,
    passesEndless: kind === 'verify' && passesEndless(context),
  };
  const own = {
    name: nameOf(signing, context.file),
    handRolled,
    ...(kind === 'verify' && { checked: checkedByHand(found.claims, context) }),
  };
  return {
    ...assembled(call, { library, operation, signature }, gatheredByHand(found, context), kind === 'sign' ? 'sign' : 'verify', context),
    ...own,
  };
}

function assembled(
  node: AnyCall,
  { library, operation, signature }: Matched,
  gathered: Gathered,
  side: Side,
  context: CodeContext,
): JwtCall {
  const { file, expressions, project } = context;
  const version = project?.version(file.path, library.package);
  const askedAt = version === undefined ? undefined : project?.askedAt(file.path, library.package);
  const behaviour = behaviourOf(library, operation, version);
  // Behind `super` a reader sees no name: it is the strategy that this class is.
  const name = node.callee.type === 'Super' ? `this ${library.package} strategy` : nameOf(node, file);
  const parts = Object.fromEntries(gathered.parts);
  const kind = operation.kind === 'configure' ? side : operation.kind;
  const callback = parts.callback && expressions.functionOf(parts.callback.value);
  const onInvalid = failureOf(node, { library, operation, signature }, gathered, context);
  const answer =
    kind === 'verify'
      ? answerOf(gathered.ends, onInvalid, callback, context)
      : { outcome: kind === 'sign' && isKept(gathered.last, context) ? ('kept' as const) : ('used' as const), by: gathered.last };
  const bypass = kind === 'verify' ? bypassOf(node, parts.key?.value, context) : undefined;
  const base: JwtCall = {
    kind,
    name,
    library,
    operation: { ...operation, unsecured: isUnsecured(operation, parts, gathered, context) },
    parts,
    ...(onInvalid && { onInvalid }),
    ...(behaviour && { behaviour }),
    ...(version && { version }),
    ...(askedAt && { askedAt }),
    within: enclosingName(node),
    around: namesAround(node),
    switchedByEnvironment: dependsOnEnvironment(node, context),
    ...(bypass && { bypass }),
    ...anonymityOf(node, parts, context),
    payload: kind === 'sign' ? signedBy(node, gathered, context) : NO_PAYLOAD,
    ...(kind === 'sign' && timesOf(parts, namesAround(node), context)),
    ...chosenByToken(node, parts, context),
    swallowsExpiry: swallowsExpiry(parts, context),
    replacedByNothing: replacedByNothing(parts, context),
    defaults: gathered.replacesDefaults ? {} : (operation.defaults ?? {}),
    at: calleePlace(node, context),
    ignored: gathered.ignored,
    isComplete: gathered.whole && !operation.configuredElsewhere,
    isCompleteLocally: gathered.whole,
    ...(gathered.openOptions && { openOptions: gathered.openOptions }),
    setup: operation.kind === 'configure' && !operation.selfContained,
    ...trustOf(parts, operation, context),
    outcome: isForWhoever(answer.outcome, node, parts, context) ? 'used' : answer.outcome,
    answer: answerFacts(answer.by, context),
    ...joinedUses(kind === 'sign' ? [] : gathered.ends.map((end) => claimsUsedAfter(end, parts.callback?.value, operation.onInvalid !== 'handled', context))),
    lookedUp: kind === 'verify' && isLookedUp(parts, gathered.ends, context),
    ...(operation.configuredElsewhere && heldIn(node, context)),
    slots: { ...slotsOf(node, signature, gathered, context), ...chainSlot(operation, node, gathered) },
  };
  const key = keyUseOf(base, context);
  return key ? { ...base, key } : base;
}

function failureOf(node: AnyCall, { operation, signature }: Matched, gathered: Gathered, context: CodeContext): JwtCall['onInvalid'] {
  const parts = Object.fromEntries(gathered.parts);
  // Only where a bad token throws or rejects does a callback get the error first; middlewares answer the request themselves.
  if (parts.callback && (operation.onInvalid === 'throws' || operation.onInvalid === 'rejects')) return 'callback';
  // `request.jwtVerify(done)`: what a caller hands in may be one.
  const mayCallBack = gathered.openOptions !== undefined && signature.parameters.some(({ roles }) => roles.includes('callback'));
  if (mayCallBack && operation.onInvalid === 'rejects') return 'callback';
  return isTrue(parts.throwing?.value) || isAsync(node, operation, parts, context) ? 'rejects' : operation.onInvalid;
}

function anonymityOf(node: AnyCall, parts: Parts, context: CodeContext): Pick<JwtCall, 'userIsAsked' | 'isForGuests' | 'guardsAllInView'> {
  const passes = parts.allowInvalid ?? parts.optional ?? parts.credentialsRequired;
  if (passes === undefined) return { userIsAsked: false, isForGuests: false, guardsAllInView: false };
  return {
    userIsAsked: asksForUser(context),
    isForGuests: isForGuests(namesAround(node).slice(0, 1)),
    guardsAllInView: guardsAllInView(node, context),
  };
}

/** A hook that takes the token out of the request and puts the user there: whoever comes without goes on as a guest. */
const isForWhoever = (outcome: JwtCall['outcome'], node: AnyCall, { token }: Parts, context: CodeContext): boolean =>
  outcome === 'swallowed' && !token && !isPromised(node) && (isForGuests(namesAround(node).slice(0, 1)) || asksForUser(context));

/** `this.jwt.sign(…)`: where the class says that it has `jwt`. */
function heldIn(node: AnyCall, { local }: CodeContext): Pick<JwtCall, 'heldIn'> {
  const held = node.callee.type === 'MemberExpression' ? node.callee.object : undefined;
  const value = held?.type === 'MemberExpression' && held.object.type === 'ThisExpression' ? local.valueOf(held) : undefined;
  return value?.kind === 'instance' ? { heldIn: value.at } : {};
}

/** The argument may belong to a later call of a builder. */
function signedBy(node: AnyCall, { parts, last }: Gathered, context: CodeContext): Payload {
  const payload = parts.get('payload');
  if (!payload) return NO_PAYLOAD;
  const { at, value } = payload;
  return payloadOf(value, at.file === context.file ? (nodeAt(node, at) ?? nodeAt(last, at)) : undefined, context);
}

/** `promisify(jwt.verify)`, or a verifier that answers later because its key does. */
function isAsync(node: AnyCall, operation: OperationModel, { key }: Parts, { bindings, expressions }: CodeContext): boolean {
  if (operation.onInvalid !== 'throws') return false;
  if (operation.rejectsWithKeyFunction) return key !== undefined && expressions.functionOf(key.value) !== undefined;
  const callee = node.callee;
  const declaration = callee.type === 'Identifier' ? bindings.of(callee)?.declaration : undefined;
  const made = declaration?.type === 'VariableDeclarator' ? declaration.init : callee;
  if (made?.type !== 'CallExpression') return false;
  const maker = made.callee.type === 'MemberExpression' ? made.callee.property : made.callee;
  return maker.type === 'Identifier' && maker.name === 'promisify';
}

/** Without a manifest the newest that has this signature. */
function behaviourOf(library: LibraryModel, operation: OperationModel, version: string | undefined): Behaviour | undefined {
  const { behaviours } = operation.behaviours ? operation : library;
  if (version !== undefined) return behaviours?.find(({ below }) => below === undefined || isBelow(version, below));
  const limit = operation.below;
  return limit === undefined ? behaviours?.at(-1) : behaviours?.find(({ below }) => below === undefined || !isBelow(below, limit));
}

/** By its signature, for want of an algorithm, or by a key that stands for none. */
function isUnsecured({ unsecured }: OperationModel, parts: Parts, { whole }: Gathered, { index }: CodeContext): boolean {
  if (unsecured === 'without algorithm') return whole && !parts.algorithm;
  const key = parts.key?.value;
  return (
    unsecured === true ||
    (key?.kind === 'imported' && index.rows(key.module, false, key.path).some(({ maker }) => maker?.makes === 'no key'))
  );
}

/** A handler that throws nothing lets the request go on (express-jwt 8 `onExpired`). */
function swallowsExpiry({ onExpired }: Parts, { expressions, bindings }: CodeContext): boolean {
  const handler = onExpired && expressions.functionOf(onExpired.value);
  return (
    handler !== undefined &&
    nodesWithin(bindings, 'ThrowStatement', handler).length === 0 &&
    !nodesWithin(bindings, 'CallExpression', handler).some(({ callee }) => isRejection(callee))
  );
}

/** A function of one's own in place of the check: it may verify by other means, so any call that says so counts. */
function replacedByNothing({ ownVerification }: Parts, { expressions, bindings, file }: CodeContext): boolean {
  const own = ownVerification && expressions.functionOf(ownVerification.value);
  if (!own || expressions.placeOf(own).file !== file) return false;
  return !nodesWithin(bindings, 'CallExpression', own)
    .some(({ callee: { start, end } }) => /verif|decrypt|introspect/i.test(file.text.slice(Math.max(start, end - 60), end)));
}

const isRejection = (callee: Node): boolean =>
  callee.type === 'MemberExpression' &&
  callee.object.type === 'Identifier' &&
  callee.object.name === 'Promise' &&
  callee.property.type === 'Identifier' &&
  callee.property.name === 'reject';

function slotsOf(node: AnyCall, signature: Modelled['signature'], gathered: Gathered, { expressions }: CodeContext): JwtCall['slots'] {
  const last = node.arguments.at(-1);
  const optionsIndex = signature.parameters.findIndex((one) => one.roles.includes('options'));
  return {
    call: expressions.placeOf(node),
    ...(gathered.options && { options: gathered.options }),
    afterArguments: last ? last.end : node.end - 1,
    argumentCount: node.arguments.length,
    ...(optionsIndex >= 0 && { optionsIndex }),
    inAsync: isInAsync(node),
  };
}

/** A builder takes an expiry through a method of its own. */
function chainSlot(operation: OperationModel, node: AnyCall, { last }: Gathered): Pick<JwtCall['slots'], 'chainEnd'> {
  if (last === node || last.callee.type !== 'MemberExpression') return {};
  const row = operation.chain?.map(parseCall).find(({ parameters }) => parameters[0]?.roles.includes('expiry'));
  const expiryMethod = row?.path.at(-1);
  return { chainEnd: { offset: last.callee.object.end, ...(expiryMethod && { expiryMethod }) } };
}
