// Which claims of a verified token code compares by hand, which it reads at all, and whether it hands them on. Follows
// the result through names, members and destructuring in the same file.

import type { AnyFunction, CallExpression, Node } from '../../syntax/code.ts';
import { boundNames } from '../../values/bindings.ts';
import type { CodeContext } from '../../values/code-context.ts';
import { modulesOf, rowsFor } from '../../values/matching.ts';
import { momentOf } from '../arguments/moments.ts';
import { messageNames, requestNames } from '../../models/places/requests.ts';
import { namingClaims } from '../../models/uses/claims.ts';
import type { ClaimUse } from '../jwt-call.ts';
import { isTested } from './answer-value.ts';
import { chainText, indexIn, isTransparent, lastName, unwrapped } from '../../values/plain-nodes.ts';
import type { Value } from '../../values/value.ts';
import { membersWritten } from '../../values/written-members.ts';
import { oncePerFile } from '../../values/once.ts';
import { spend } from '../../values/work.ts';

/** Where the claims live in a verifier's answer. */
const CONTAINERS = new Set(['payload', 'payloadObj', 'body', 'claims', 'data', 'decoded']);
const VALIDATES = /check|valid|verif|assert|ensure|claim|parse|guard|match|allow|require/i;

/** Parameters of a callback that are no payload. */
const BESIDE_PAYLOAD = /^_*(?:err|error|e|done|cb|callback|next|req|request|res|ctx|h|artifacts)$|^_+$/;

/** `answers`: what the call gives back is the payload, or a promise of it. */
export function claimsUsedAfter(call: Node, callback: Value | undefined, answers: boolean, context: CodeContext): ClaimUse {
  const handler = callback && context.expressions.functionOf(callback);
  let unseen = callback !== undefined && (handler ? mayCompareElsewhere(callback, context) : callback.kind !== 'plain');
  const claims = new Set<string>();
  const read = new Set<string>();
  let handedOn: ClaimUse['handedOn'] = 'nowhere';
  let identifies: ClaimUse['identifies'];
  const away = (): void => { handedOn = 'away'; };
  const identified = (node: Node, name: string): void => {
    if (identifies !== 'on the request') identifies = identifiedBy(node, name) ?? identifies;
  };
  const seen = new Set<Node>();
  const follow = (node: Node): void => {
    if (seen.has(node)) return;
    seen.add(node);
    spend();
    const { parent } = node;
    if (!parent) return;
    if (isTransparent(parent)) { follow(parent); return; }
    switch (parent.type) {
      case 'VariableDeclarator':
        if (parent.init === node) pattern(parent.id);
        return;
      case 'AssignmentExpression':
        if (parent.right !== node) return;
        if (parent.left.type === 'MemberExpression') {
          if (handedOn === 'nowhere') handedOn = 'to the request';
          storedMember(parent.left);
        } else pattern(parent.left);
        return;
      case 'MemberExpression':
        if (parent.object === node) member(parent);
        return;
      case 'CallExpression':
        if (parent.callee === node) return;
        if (chainText(parent.callee) === 'JSON.parse') {
          follow(parent);
          return;
        }
        if (isVerifier(parent, context)) return;
        if (VALIDATES.test(context.file.text.slice(parent.callee.start, parent.callee.end).slice(-60))) claims.add('*');
        if (!isLogged(parent.callee)) away();
        // A strategy or middleware that is mounted is no payload.
        if (node !== call || answers) handedTo(parent, node);
        return;
      case 'LogicalExpression':
      case 'ConditionalExpression':
        follow(parent);
        return;
      case 'ReturnStatement':
      case 'ArrowFunctionExpression':
      case 'Property':
      case 'SpreadElement':
      case 'ArrayExpression':
      case 'YieldExpression':
        away();
        return;
      default:
    }
  };
  const member = (node: Extract<Node, { type: 'MemberExpression' }>): void => {
    const name = node.property.type === 'Identifier' && !node.computed ? node.property.name : undefined;
    if (name === undefined) return;
    if (name === 'then' && node.parent?.type === 'CallExpression') { parameters(node.parent.arguments[0]); return; }
    if (CONTAINERS.has(name)) follow(node);
    else read.add(name);
    if (isCompared(node)) claims.add(name);
    identified(node, name);
    if (node.parent?.type === 'VariableDeclarator' && node.parent.init === node) alias(node.parent.id, name);
  };
  const alias = (id: Node, name: string): void => {
    for (const bound of boundNames(id))
      for (const read of context.bindings.of(bound)?.reads ?? []) {
        if (isCompared(read)) claims.add(name);
        identified(read, name);
      }
  };
  const pattern = (target: Node): void => {
    if (target.type === 'ObjectPattern') {
      for (const property of target.properties) {
        if (property.type !== 'Property' || property.key.type !== 'Identifier') continue;
        if (CONTAINERS.has(property.key.name)) pattern(property.value);
        else { read.add(property.key.name); alias(property.value, property.key.name); }
      }
      return;
    }
    for (const id of boundNames(target)) for (const read of context.bindings.of(id)?.reads ?? []) follow(read);
  };
  // `req.user = verify(…)`, then `req.user.aud !== …` in the same file.
  const storedMember = (target: Node): void => {
    const text = context.file.text.slice(target.start, target.end);
    for (const node of membersWritten(context).get(text) ?? []) if (node.start > target.end) follow(node);
  };
  // `checkTenant(payload)`: a function of this file is read, one of another file or a caller may compare anything.
  const handedTo = (passed: CallExpression, argument: Node): void => {
    const target = context.expressions.calleeOf(passed);
    const fn = context.expressions.functionOf(target);
    if (!fn) unseen ||= isOutOfView(passed, handler, context);
    else if (target.at.file !== context.file) unseen ||= mayCompareElsewhere(target, context);
    else {
      const parameter = fn.params[indexIn(passed.arguments, argument)];
      if (parameter) pattern(parameter);
    }
  };
  const parameters = (fn: Node | undefined): void => {
    if (fn && 'params' in fn)
      for (const one of fn.params) if (one.type !== 'Identifier' || !BESIDE_PAYLOAD.test(one.name)) pattern(one);
  };

  follow(call);
  if (handler && callback?.at.file === context.file) parameters(handler);
  validateMethod(call, parameters);
  return { checked: claims, read, handedOn, unseen, identifies };
}

const COMPARABLE = /\b(?:exp|iat|iss|tid|expires?\w*)\b/;

/** A function of another file that speaks of such claims. */
const mayCompareElsewhere = ({ at }: Value, { file }: CodeContext): boolean =>
  at.file !== file && COMPARABLE.test(at.file.text.slice(at.start, at.end));

/** What another module gives, a method of the own object or a function that a caller hands in; not what answers a callback or a promise. */
function isOutOfView(call: CallExpression, handler: AnyFunction | undefined, { local, bindings }: CodeContext): boolean {
  const callee = call.callee;
  const target = local.calleeOf(call);
  if (target.kind === 'imported') return true;
  if (callee.type === 'MemberExpression') return callee.object.type === 'ThisExpression' || rootsInThis(callee.object);
  const binding = callee.type === 'Identifier' ? bindings.of(callee) : undefined;
  if (binding?.kind !== 'parameter') return false;
  const owner = target.kind === 'parameter' ? target.of : undefined;
  return owner !== undefined && owner !== handler && !answersPromise(binding.id);
}

const rootsInThis = (node: Node): boolean =>
  node.type === 'ThisExpression' || (node.type === 'MemberExpression' && rootsInThis(node.object));

/** A parameter of `new Promise((resolve, reject) => …)`. */
const answersPromise = (id: Node): boolean =>
  id.parent?.parent?.type === 'NewExpression' && lastName(id.parent.parent.callee) === 'Promise';

/** `verify(decode(token), key)`: the check itself, not one of the claims. */
const isVerifier = (call: CallExpression, context: CodeContext): boolean =>
  VALIDATES.test(lastName(call.callee)) &&
  rowsFor(call, modulesOf(context), context).some(({ operation }) => operation?.kind === 'verify');

const isLogged = (callee: Node): boolean =>
  callee.type === 'MemberExpression' && callee.object.type === 'Identifier' && /^(?:console|log|logger)$/i.test(callee.object.name);

/** What several answers of one verifier come to. */
export function joinedUses(uses: readonly ClaimUse[]): ClaimUse {
  const handedOn = uses.map((use) => use.handedOn);
  return {
    checked: new Set(uses.flatMap(({ checked }) => [...checked])), read: new Set(uses.flatMap(({ read }) => [...read])),
    handedOn: handedOn.includes('away') ? 'away' : handedOn.includes('to the request') ? 'to the request' : 'nowhere',
    unseen: uses.some(({ unseen }) => unseen),
    identifies: (['on the request', 'by a look-up'] as const).find((how) => uses.some(({ identifies }) => identifies === how)),
  };
}

/** Nest strategies get the payload in `validate(payload)` of the class whose constructor calls `super`. */
function validateMethod(call: Node, parameters: (fn: Node) => void): void {
  if (call.type !== 'CallExpression' || call.callee.type !== 'Super') return;
  for (let at: Node | null | undefined = call.parent; at; at = at.parent) {
    if (at.type !== 'ClassDeclaration' && at.type !== 'ClassExpression') continue;
    for (const part of at.body.body)
      if (part.type === 'MethodDefinition' && part.key.type === 'Identifier' && part.key.name === 'validate')
        parameters(part.value);
    return;
  }
}

/**
 * `if (!ctx.state.user) …`, `if (!req.auth) …`, `request.auth.isAuthenticated`, a guard such as `requireUser` on a route: the
 * file asks whether a middleware found a user.
 */
export const asksForUser = oncePerFile(({ bindings }: CodeContext): boolean =>
  bindings
    .all('MemberExpression')
    .some(
      (node) =>
        node.property.type === 'Identifier' &&
        /^(?:user|auth|jwtOriginalError)$/.test(node.property.name) &&
        isRequest(node.object) &&
        (isTested(node) || isCompared(node)),
    ) ||
  bindings.all('MemberExpression').some((node) => lastName(node) === 'isAuthenticated') ||
  bindings.all('CallExpression').some(({ callee, arguments: passed }) => [callee, ...passed].some((one) => isGuardName(one))));

/** What middlewares put the user on: `req`, `ctx.state`, `c.var`. */
const isRequest = (node: Node): boolean =>
  node.type === 'MemberExpression' || (node.type === 'Identifier' && /^(?:req|request|ctx|context|c)$/.test(node.name));

const isGuardName = (node: Node): boolean =>
  node.type === 'Identifier' &&
  /^(?:require|ensure|must|assert|is|check|needs?)_?(?:Auth|Log(?:ged)?In|Login|User|Signed|Session|Admin|Permission|Role)|^(?:authoriz|authoris|protect|loginRequired)/i.test(
    node.name,
  );

// ---- lifetimes of one's own ----

const ENDS = /^(?:expires?|expires?_?(?:at|on|date|time)|expiry|expiration(?:_?(?:date|time))?|valid_?(?:until|to|thru)|not_?after|ttl)$/i;
const STARTS = /^(?:(?:created|issued|generated|signed)_?(?:at|on)?|timestamp|ts|time|date|iat|now)$/i;
const ONE_TIME = /^(?:code|otp|nonce|state|csrf|verifier|codeVerifier|pin)$/;

/** The claim by which code of its own limits the token. */
export function ownLifetimeIn(payload: Value, context: CodeContext): string | undefined {
  if (payload.kind !== 'object') return undefined;
  const claims = [...payload.properties].filter(([, { value }]) => !(value.kind === 'plain' && value.value === undefined));
  return claims.find(([name, { value }]) => ENDS.test(name) || (STARTS.test(name) && countsFromNow(value, context)))?.[0];
}

/** A payload of nothing but a code, which a store knows for once, or a function that says so. */
export function isOneTime(payload: Value, around: readonly string[]): boolean {
  const names = payload.kind === 'object' ? [...payload.properties.keys()] : [];
  return (
    names.length > 0 &&
    (names.every((name) => ONE_TIME.test(name)) ||
      around.slice(0, 2).some((name) => /(?:one_?time|otp|nonce|csrf|oauth_?state)/i.test(name)))
  );
}

/** A time of now, in any spelling: numbers, dates and their texts. */
const countsFromNow = (value: Value, context: CodeContext): boolean =>
  momentOf(value, context) !== undefined ||
  (value.at.file === context.file &&
    /^(?:new Date\(|Date\.now\(|moment\(|dayjs\()/.test(context.file.text.slice(value.at.start, value.at.start + 20)));

/** `req.userId = claims.sub`, `c.set('userId', claims.sub)`, `findById(claims.sub)`, `findUnique({ where: { id: claims.sub } })`. */
function identifiedBy(node: Node, name: string): ClaimUse['identifies'] {
  if (!namingClaims.has(name)) return undefined;
  let at = node;
  while (at.parent && (isTransparent(at.parent) || isShaped(at.parent, at))) at = at.parent;
  const { parent } = at;
  if (parent?.type === 'AssignmentExpression')
    return parent.right === at && isOfRequest(parent.left) ? 'on the request' : undefined;
  if (parent?.type !== 'CallExpression' || parent.callee === at) return undefined;
  const called = lastName(parent.callee);
  if (called === 'set') return isOfRequest(parent.callee) ? 'on the request' : undefined;
  return LOOKS_UP.test(called) ? 'by a look-up' : undefined;
}

const LOOKS_UP = /^(?:find(?:One|First|Unique)?(?:OrFail|OrThrow)?(?:By(?:_?Id|Pk|PK|Email)?)?|(?:find|get|load|fetch)(?:One|User|Account|Member)(?:By\w+)?|getById)$/;

/** `String(claims.sub)`, `{ where: { id: claims.sub } }`. */
const isShaped = (parent: Node, at: Node): boolean =>
  parent.type === 'ObjectExpression' || (parent.type === 'Property' && parent.value === at) ||
  (parent.type === 'CallExpression' && parent.callee !== at && SHAPES.test(lastName(parent.callee)));

const SHAPES = /^(?:String|Number|parseInt)$/;

/** `req.…`, `res.locals.…`, `ctx.state.…`. */
function isOfRequest(member: Node): boolean {
  if (member.type !== 'MemberExpression') return false;
  let at: Node = member;
  while (at.type === 'MemberExpression') at = unwrapped(at.object);
  return at.type === 'Identifier' && (requestNames.has(at.name) || ANSWERED.test(at.name) || messageNames.requests.test(at.name));
}

const ANSWERED = /^_?(?:res|response|reply|locals|session)$/;

/** Compared, searched for, switched over, or handed to something that looks at it. */
function isCompared(node: Node): boolean {
  let at = node;
  while (at.parent && isTransparent(at.parent)) at = at.parent;
  const { parent } = at;
  switch (parent?.type) {
    case 'BinaryExpression': return !['+', '-', '*', '/'].includes(parent.operator) || isCompared(parent);
    case 'SwitchStatement': return parent.discriminant === at;
    case 'IfStatement': case 'ConditionalExpression': return parent.test === at;
    case 'UnaryExpression': return parent.operator === '!' || parent.operator === 'typeof';
    case 'LogicalExpression': return isCompared(parent) || parent.left === at;
    case 'CallExpression': return parent.callee !== at && !isLogged(parent.callee);
    case 'MemberExpression':
      return (
        parent.object === at &&
        parent.parent?.type === 'CallExpression' &&
        parent.property.type === 'Identifier' &&
        /^(?:includes|startsWith|endsWith|some|every|indexOf|match)$/.test(parent.property.name)
      );
    default: return false;
  }
}
