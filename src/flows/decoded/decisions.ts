// Claims that nobody verified → where they decide something. They decide unless what is done with them is known to be
// harmless: a condition over them, a query or service that is given them, what is put on a request, a context or a
// session, and the answer of a function that is taken for verified. Followed through names, patterns, functions in view and
// back to the calls of the function around.
// Leaves alone: claims that only say which token it is, log lines, answers to whoever sent the token, and whether there is a claim,
// but for guards that let a request pass because its token can be read.

import type { CallContext } from '../../calls/call-project.ts';
import { identityClaims, identityMembers, sessionClaims } from '../../models/places/requests.ts';
import {
  askingMethods,
  callingMethods,
  claimContainers,
  countingTables,
  formQuestions,
  harmlessCalls,
  harmlessMakers,
  headerMembers,
  identityMakers,
  namingClaims,
  pageLoaders,
  shapingCalls,
  shapingMethods,
  tokenClaims,
} from '../../models/uses/claims.ts';
import { responseMethods, responseNames } from '../../models/uses/disclosures.ts';
import type { Place } from '../../source/file.ts';
import type { AnyFunction, Node } from '../../syntax/code.ts';
import { boundNames } from '../../values/bindings.ts';
import type { AnyCall } from '../../values/code-context.ts';
import { functionAround } from '../../values/macs.ts';
import { modulesOf, rowsFor } from '../../values/matching.ts';
import { chainText, indexIn, isFunction, isTransparent, keyName, lastName, propertyOf, unwrapped } from '../../values/plain-nodes.ts';
import { membersWritten } from '../../values/written-members.ts';
import { spend } from '../../values/work.ts';
import { callersOf, framesOf, functionCalled, holderOf, MAX_FRAMES, nameOfFunction, rootIn } from './in-view.ts';
import type { Frame } from './in-view.ts';
import { isGate } from './gates.ts';
import { isRequest } from './request-reads.ts';
import { isTrusted } from './sources.ts';

/** What stands at a node: all claims, one of them, or what was found by one. */
interface What {
  /** Undefined for all claims. */
  readonly claim?: string;
  /** Kept under a name that says who somebody is: `{ user: claims }`. */
  readonly asUser?: true;
  /** Only whether there are claims: `!!claims`. */
  readonly onlyWhether?: true;
  /** What a store had under the name of a session. */
  readonly found?: true;
}

interface At { readonly context: CallContext; readonly frame: Frame | undefined }

export interface Asked {
  /** The function whose calls are judged one by one, so that its answer is not followed here. */
  readonly own: AnyFunction | undefined;
  /** The token comes in a request, so that to ask whether it can be read at all is to ask who may pass. */
  readonly isSent: boolean;
}

export function decisionOf(call: Node, context: CallContext, frame: Frame | undefined, asked: Asked): Place | undefined {
  const walk = new Walk(asked);
  walk.follow(call, {}, { context, frame });
  return walk.decision;
}

const MAX_STEPS = 3000;
const COMPARES = /^(?:[!=]==?|[<>]=?)$/;

class Walk {
  decision: Place | undefined;
  private left = MAX_STEPS;
  private readonly seen = new Map<Node, Set<string>>();
  private readonly asked: Asked;

  constructor(asked: Asked) { this.asked = asked; }

  follow(node: Node, what: What, at: At): void {
    if (this.decision || this.left-- <= 0 || !this.isNew(node, what)) return;
    spend();
    const { parent } = node;
    if (!parent) return;
    if (isTransparent(parent)) { this.follow(parent, what, at); return; }
    if (what.claim === undefined && this.asked.isSent && isGate(node, at.context)) { this.decides(node, what, at); return; }
    switch (parent.type) {
      case 'LogicalExpression':
        if (parent.left === node && parent.operator === '&&') this.tested(node, what, at);
        else this.follow(parent, what, at);
        return;
      case 'ConditionalExpression':
        if (parent.test === node) this.tested(node, what, at);
        else this.follow(parent, what, at);
        return;
      case 'IfStatement': case 'WhileStatement': this.tested(node, what, at); return;
      case 'UnaryExpression':
        if (parent.operator === '!') this.negated(parent, what, at);
        return;
      case 'BinaryExpression': this.compared(node, parent, what, at); return;
      case 'SwitchStatement': if (parent.discriminant === node) this.decides(node, what, at); return;
      case 'VariableDeclarator': if (parent.init === node) this.pattern(parent.id, what, at); return;
      case 'ForOfStatement': if (parent.right === node) this.loop(parent.left, what, at); return;
      case 'AssignmentExpression': if (parent.right === node) this.assigned(parent.left, what, at); return;
      case 'MemberExpression':
        if (parent.object === node) this.member(parent, what, at);
        else this.lookedUp(parent, what, at);
        return;
      case 'ExpressionStatement': this.dropped(node, what, at); return;
      case 'Property': this.property(node, parent, what, at); return;
      case 'ObjectExpression': case 'ArrayExpression': case 'SpreadElement': case 'SequenceExpression':
        this.follow(parent, what, at);
        return;
      case 'TemplateLiteral':
        if (parent.parent?.type === 'TaggedTemplateExpression') this.decides(node, what, at);
        else this.follow(parent, what, at);
        return;
      case 'CallExpression': if (parent.callee !== node) this.argument(parent, node, what, at); return;
      case 'NewExpression': if (parent.callee !== node) this.made(parent, what, at); return;
      case 'ReturnStatement': case 'ArrowFunctionExpression': this.returned(node, what, at); return;
      default:
    }
  }

  private isNew(node: Node, { claim = '', asUser, onlyWhether, found }: What): boolean {
    const key = `${claim} ${String(asUser)} ${String(onlyWhether)} ${String(found)}`;
    const before = this.seen.get(node);
    if (before?.has(key)) return false;
    if (before) before.add(key);
    else this.seen.set(node, new Set([key]));
    return true;
  }

  private sink(node: Node, { context }: At): void {
    this.decision ??= context.expressions.placeOf(node);
  }

  /** What is found under the name of a session decides only as the caller; which token it is decides nothing. */
  private decides(node: Node, what: What, at: At): void {
    if (!what.found && !isHarmless(what)) this.sink(node, at);
  }

  // ---- conditions ----

  /** Whether there are claims, or a name, is no decision; `isAdmin` is. */
  private tested(node: Node, what: What, at: At): void {
    if (what.claim !== undefined && !namingClaims.has(what.claim)) this.decides(node, what, at);
  }

  /** A decoder whose answer nobody wants was called to see whether the token is good. */
  private dropped(node: Node, what: What, at: At): void {
    if (what.claim === undefined && this.asked.isSent && at.frame === undefined) this.decides(node, what, at);
  }

  /** `!!claims.isAdmin` goes on as an answer; `!claims` is the same question. */
  private negated(node: Node, what: What, at: At): void {
    if (what.claim !== undefined) this.tested(node, what, at);
    if (!this.decision) this.follow(node, what.claim === undefined ? { ...what, onlyWhether: true as const } : what, at);
  }

  private compared(node: Node, parent: Extract<Node, { type: 'BinaryExpression' }>, what: What, at: At): void {
    const isLeft = parent.left === node;
    const other = unwrapped((isLeft ? parent.right : parent.left));
    if (parent.operator === '+') { this.follow(parent, what, at); return; }
    if (parent.operator === 'in') { if (!isLeft && what.claim !== undefined) this.decides(node, what, at); return; }
    if (!COMPARES.test(parent.operator) || what.claim === undefined) return;
    if (isNothing(other)) this.tested(node, what, at);
    else this.decides(node, what, at);
  }

  // ---- names ----

  private reads(target: Node, what: What, at: At): void {
    for (const id of boundNames(target)) for (const read of at.context.bindings.of(id)?.reads ?? []) this.follow(read, what, at);
  }

  private pattern(target: Node, what: What, at: At): void {
    const inner = target.type === 'AssignmentPattern' ? target.left : target;
    if (inner.type !== 'ObjectPattern') { this.reads(inner, what, at); return; }
    for (const property of inner.properties) {
      if (property.type !== 'Property') { this.reads(property.argument, what, at); continue; }
      const next = memberOf(what, keyName(property.key));
      if (next) this.pattern(property.value, next, at);
    }
  }

  private loop(left: Node, what: What, at: At): void {
    if (left.type === 'VariableDeclaration') for (const one of left.declarations) this.pattern(one.id, what, at);
  }

  private member(node: Extract<Node, { type: 'MemberExpression' }>, what: What, at: At): void {
    const call = node.parent?.type === 'CallExpression' && node.parent.callee === node ? node.parent : undefined;
    const name = propertyOf(node);
    if (call) { this.method(call, name, what, at); return; }
    const next = memberOf(what, name);
    if (next) this.follow(node, next, at);
  }

  /** `users[claims.sub]`: what a table has under a name, or under a role. */
  private lookedUp(node: Extract<Node, { type: 'MemberExpression' }>, what: What, at: At): void {
    const { claim = '' } = what;
    const isIdentity = namingClaims.has(claim) || identityClaims.has(claim);
    if (isIdentity && !isWritten(node) && !countingTables.test(lastName(node.object))) this.decides(node, what, at);
  }

  /** A method of the claims, or of one. */
  private method(call: AnyCall & Node, name: string, what: What, at: At): void {
    if (askingMethods.has(name) && what.claim !== undefined) this.decides(call, what, at);
    const [first] = call.arguments;
    const callback = first && callingMethods.has(name) && isFunction(first) ? first : undefined;
    const [parameter] = (callback?.params ?? []);
    if (parameter) this.pattern(parameter, what, at);
    if (shapingMethods.has(name) && (!callback || name === 'filter')) this.follow(call, what, at);
  }

  // ---- what it is put into ----

  private property(node: Node, parent: Extract<Node, { type: 'Property' }>, what: What, at: At): void {
    if (parent.value !== node || parent.parent?.type !== 'ObjectExpression') return;
    const key = keyName(parent.key);
    const isUser = (identityMembers.has(key) || (key === 'context' && isAuthorizing(parent.parent))) && !isHarmless(what);
    this.follow(parent.parent, { ...what, ...(isUser && { asUser: true as const }) }, at);
  }

  private assigned(left: Node, what: What, at: At): void {
    if (left.type !== 'MemberExpression') { this.pattern(left, what, at); return; }
    if (isHarmless(what)) return;
    if (isIdentityTarget(left, at.context)) { this.sink(left, at); return; }
    if (what.found) return;
    const text = at.context.file.text.slice(left.start, left.end);
    for (const node of membersWritten(at.context).get(text) ?? []) if (node !== left) this.follow(node, what, at);
  }

  // ---- calls ----

  private argument(call: AnyCall & Node, node: Node, what: What, at: At): void {
    const { context } = at;
    if (what.found || isHarmless(what)) return;
    const does = rowsFor(call, modulesOf(context), context).find(({ operation }) => operation)?.operation?.kind;
    if (does === 'verify' || does === 'decode') return;
    const callee = unwrapped(call.callee);
    const name = chainText(callee) ?? lastName(callee);
    if (isAnswer(callee) || (callee.type === 'Identifier' && /^(?:resolve|reject)$/.test(callee.name))) return;
    if (this.entered(call, node, what, at)) return;
    if (harmlessCalls.test(name)) return;
    const [first] = call.arguments;
    const isPut = name.startsWith('Object.assign') && first !== node && first !== undefined && isRequest(first, context);
    if (shapingCalls.test(name) && !isPut) { this.follow(call, what, at); return; }
    if (what.claim !== undefined && sessionClaims.has(what.claim)) this.follow(call, { ...what, found: true }, at);
    else this.sink(node, at);
  }

  /** A function in view is looked into. */
  private entered(call: AnyCall, node: Node, what: What, at: At): boolean {
    const own = functionCalled(call, at.context, true);
    if (!own) return false;
    const index = indexIn(call.arguments, node);
    const parameter = own.fn.params[index];
    if (parameter && framesOf(at.frame) < MAX_FRAMES)
      this.pattern(parameter, what, { context: own.context, frame: { fn: own.fn, call, context: at.context, outer: at.frame } });
    return true;
  }

  /** `new Set(claims.roles)`, `new User(claims)`: the same in another shape. */
  private made(node: AnyCall & Node, what: What, at: At): void {
    if (!harmlessMakers.test(lastName(node.callee))) this.follow(node, what, at);
  }

  // ---- answers ----

  private returned(node: Node, what: What, at: At): void {
    const fn = node.parent?.type === 'ArrowFunctionExpression' ? node.parent : functionAround(node);
    if (!fn || isHarmless(what)) return;
    const frame = frameOf(fn, at.frame);
    if (frame) { this.follow(frame.call, what, { context: frame.context, frame: frame.outer }); return; }
    const holder = makerOf(fn) ?? holderOf(fn);
    if (holder?.type === 'CallExpression' && indexIn(holder.arguments, fn) >= 0) {
      if (identityMakers.has(lastName(holder.callee))) this.sink(node, at);
      else if (callingMethods.has(lastName(holder.callee))) this.follow(holder, what, at);
      else if (what.asUser) this.sink(node, at);
      return;
    }
    if (what.found) return;
    const name = nameOfFunction(fn);
    if (what.onlyWhether && formQuestions.test(name)) return;
    if (isTrusted(name) || (what.asUser && !pageLoaders.has(name))) { this.sink(node, at); return; }
    if (fn !== this.asked.own) for (const call of callersOf(fn, at.context)) this.follow(call, what, at);
  }
}

/** `createParamDecorator((data, context) => …)` */
const makerOf = ({ parent }: AnyFunction): Node | undefined =>
  (parent?.type === 'CallExpression' && identityMakers.has(lastName(parent.callee)) ? parent : undefined);

function frameOf(fn: AnyFunction, frame: Frame | undefined): Frame | undefined {
  return frame && (frame.fn === fn ? frame : frameOf(fn, frame.outer));
}

// ---- words ----

/** The answer of a Lambda authorizer: its context is what the functions behind it are told of the caller. */
const isAuthorizing = ({ properties }: Extract<Node, { type: 'ObjectExpression' }>): boolean =>
  properties.some((one) => one.type === 'Property' && /^(?:isAuthorized|policyDocument|principalId)$/.test(keyName(one.key)));

/** `hits[claims.sub] += 1`, `delete open[claims.sub]`. */
const isWritten = (node: Node): boolean => {
  const { parent } = node;
  return (parent?.type === 'AssignmentExpression' && parent.left === node) || parent?.type === 'UpdateExpression'
    || (parent?.type === 'UnaryExpression' && parent.operator === 'delete');
};

/** A claim that says only which token it is. */
const isHarmless = ({ claim }: What): boolean => claim !== undefined && tokenClaims.has(claim);

const isNothing = (node: Node): boolean =>
  (node.type === 'Literal' && (node.value === null || node.value === '')) ||
  (node.type === 'Identifier' && node.name === 'undefined') ||
  (node.type === 'UnaryExpression' && node.operator === 'void');

/** What a member of the claims, or of one of them, holds; undefined for a header. */
function memberOf(what: What, name: string): What | undefined {
  if (what.found) return what;
  if (what.claim === undefined) {
    if (headerMembers.has(name)) return undefined;
    return claimContainers.has(name) ? what : { claim: name };
  }
  return tokenClaims.has(what.claim) || name === 'length' || name === '' ? what : { claim: name };
}

/** `res.json(…)`, `Response.json(…)`, `res.status(200).send(…)`: shown to whoever sent the token. */
function isAnswer(callee: Node): boolean {
  if (callee.type !== 'MemberExpression' || !responseMethods.has(propertyOf(callee))) return false;
  const at = rootIn(callee.object);
  return at.type === 'Identifier' && responseNames.test(at.name);
}

/** Where later code looks for the caller: the request, what goes along with it, or a name that says so. */
function isIdentityTarget(left: Extract<Node, { type: 'MemberExpression' }>, context: CallContext): boolean {
  const name = propertyOf(left);
  if (/^(?:body|status|statusCode|type|message)$/.test(name)) return false;
  if (identityMembers.has(name)) return true;
  const object = unwrapped(left.object);
  if (isRequest(object, context)) return true;
  return object.type === 'MemberExpression' && /^(?:locals|state|context|session|headers|data|auth|ctx|raw)$/.test(propertyOf(object))
    && unwrapped(object.object).type !== 'ThisExpression';
}
