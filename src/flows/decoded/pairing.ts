// A token that is decoded → does the token itself go on to something that verifies, or that may verify it? Paired by its
// value: its names, the texts that it is cut out of, the request that it came in, and the arguments of the functions around.
// A function in view that does not verify is none; whatever is not in view and takes a token may well be one.

import type { CallContext } from '../../calls/call-project.ts';
import { handRolledOf } from '../../calls/hand-rolled/hand-rolled.ts';
import { handedReaders } from '../../models/places/requests.ts';
import { blindCalls, bytesMakers, harmlessMakers, verifyingNames } from '../../models/uses/claims.ts';
import { cuttingMethods } from '../../models/uses/comparisons.ts';
import { boundNames } from '../../values/bindings.ts';
import type { Binding } from '../../values/bindings.ts';
import type { Node } from '../../syntax/code.ts';
import type { AnyCall } from '../../values/code-context.ts';
import { modulesOf, rowsFor } from '../../values/matching.ts';
import { once, oncePerFile } from '../../values/once.ts';
import { chainText, indexIn, isTransparent, lastName, propertyOf, unwrapped } from '../../values/plain-nodes.ts';
import { membersWritten } from '../../values/written-members.ts';
import { spend } from '../../values/work.ts';
import { argumentFor, callersOf, functionCalled, MAX_FRAMES, parameterOf, rootIn } from './in-view.ts';
import type { Frame, Parameter } from './in-view.ts';
import { isRequest } from './request-reads.ts';
import { saysVerify, verifies } from './routes.ts';

/** Where this token is read, and in which call of the functions around. */
export interface TokenRead {
  readonly token: Node;
  readonly within: Node;
  readonly context: CallContext;
  readonly frame?: Frame | undefined;
}

export function goesOn({ token, within, context, frame }: TokenRead, depth = 0): boolean {
  const { names, roots } = identityOf(token, context);
  if (isVerifiedByHand(names, context) || isVerified(names, within, context)) return true;
  if ([...roots].some((request) => isRequestVerified(request, within, context))) return true;
  for (const binding of names.bindings) {
    const parameter = binding.kind === 'parameter' ? parameterOf(binding) : undefined;
    if (parameter && depth < MAX_FRAMES && givenBy(parameter, context, frame).some((one) => goesOn(one, depth + 1))) return true;
  }
  return false;
}

/** What the call in question gives; where none is, any call of this file. */
function givenBy(parameter: Parameter, context: CallContext, frame: Frame | undefined): readonly TokenRead[] {
  const { fn } = parameter;
  const known = argumentFor(parameter, frame);
  const all = known ? [known] : callersOf(fn, context).flatMap((call) => argumentFor(parameter, { fn, call, context }) ?? []);
  return all.map(({ node, frame: { call, context: home, outer } }) => ({ token: node, within: call, context: home, frame: outer }));
}

// ---- the token under its names ----

interface Names {
  readonly bindings: Set<Binding>;
  /** Members as they are written, with the name that they begin with. */
  readonly members: Map<string, Binding | undefined>;
}

interface Identity {
  readonly names: Names;
  /** What the token comes in. */
  readonly roots: Set<Binding>;
}

const MAX_DEPTH = 16;

/** A name, and a member of an object, are asked for once, however many calls decode them or parts of them. */
function identityOf(node: Node, context: CallContext): Identity {
  const at = unwrapped(node);
  const cut = cutFrom(at);
  if (cut) {
    const known = identityOf(cut, context);
    const root = at.type === 'MemberExpression' ? rootOf(at, context) : undefined;
    return root === undefined || known.roots.has(root) ? known : { ...known, roots: new Set([...known.roots, root]) };
  }
  const key = at.type === 'Identifier' ? context.bindings.of(at) : undefined;
  if (key) return identityOfName(key, at, context);
  if (at.type !== 'MemberExpression') return collected(at, context);
  const alike = identitiesOfMembers(context);
  const text = `${textOf(at, context)} ${String(rootOf(at, context)?.id.start)}`;
  const known = alike.get(text) ?? collected(at, context);
  alike.set(text, known);
  return known;
}

const identityOfName = once((_: Binding, id: Node, context: CallContext) => collected(id, context));
const identitiesOfMembers = oncePerFile((_: CallContext) => new Map<string, Identity>());

function collected(node: Node, context: CallContext): Identity {
  const known: Identity = { names: { bindings: new Set(), members: new Map() }, roots: new Set() };
  collect(node, known, context, 0);
  return known;
}

/** The text that this is a part of: `token.trim()`, `parts[1]`. */
function cutFrom(at: Node): Node | undefined {
  if (at.type === 'MemberExpression')
    return at.computed && at.property.type === 'Literal' && typeof at.property.value === 'number' ? at.object : undefined;
  const callee = at.type === 'CallExpression' ? unwrapped(at.callee) : undefined;
  return callee?.type === 'MemberExpression' && cuttingMethods.test(propertyOf(callee)) && propertyOf(callee) !== 'get'
    ? callee.object : undefined;
}

function collect(node: Node, known: Identity, context: CallContext, depth: number): void {
  if (depth > MAX_DEPTH) return;
  spend();
  const inner = (one: Node): void => { collect(one, known, context, depth + 1); };
  const { names: { bindings, members }, roots } = known;
  const at = unwrapped(node);
  const cut = cutFrom(at);
  switch (at.type) {
    case 'Identifier': {
      const binding = context.bindings.of(at);
      if (!binding || bindings.has(binding)) return;
      bindings.add(binding);
      const { declaration, writes } = binding;
      if (declaration.type === 'VariableDeclarator' && declaration.init && declaration.id.type !== 'ObjectPattern')
        inner(declaration.init);
      for (const { parent } of writes) if (parent?.type === 'AssignmentExpression') inner(parent.right);
      return;
    }
    case 'MemberExpression': {
      const root = rootOf(at, context);
      if (root) roots.add(root);
      if (cut) inner(cut);
      else members.set(textOf(at, context), root);
      return;
    }
    case 'CallExpression': {
      if (cut) { inner(cut); return; }
      const callee = unwrapped(at.callee);
      const root = rootOf(callee, context);
      members.set(textOf(at, context), root);
      // `normalized(token)` is still the token; `bearerOf(req)` came in the request.
      for (const one of at.arguments) {
        if (!isRequest(one, context)) inner(one);
        else if (one.type === 'Identifier') addRoot(one, known, context);
      }
      if (root) roots.add(root);
      return;
    }
    case 'LogicalExpression': inner(at.left); inner(at.right); return;
    case 'ConditionalExpression': inner(at.consequent); inner(at.alternate); return;
    case 'TemplateLiteral': at.expressions.forEach(inner); return;
    default:
  }
}

function addRoot(id: Node, known: Identity, context: CallContext): void {
  const binding = context.bindings.of(id);
  if (binding) known.roots.add(binding);
}

const textOf = (node: Node, { file }: CallContext): string => file.text.slice(node.start, Math.min(node.end, node.start + 200));

function rootOf(node: Node, context: CallContext): Binding | undefined {
  const at = rootIn(node);
  return at.type === 'Identifier' ? context.bindings.of(at) : undefined;
}

/** Reads of its names, and the same members of the same object elsewhere. */
function usesOf({ bindings, members }: Names, context: CallContext): readonly Node[] {
  const written = membersWritten(context);
  const again = [...members].flatMap(([text, root]) =>
    (written.get(text) ?? []).filter((node) => root === undefined || rootOf(node, context) === root));
  return [...[...bindings].flatMap(({ reads }) => reads), ...again];
}

// ---- where it goes ----

const MAX_FUNCTIONS = 3;

/** Does a use of the token end in something that may verify it? `within`: the call that decodes, which is no such thing. */
function isVerified(names: Names, within: Node, context: CallContext): boolean {
  // Most often all calls that decode a token have the same answer: none verifies, or one does that stands in none of them.
  const found = verifiedUse(names, context);
  return found !== undefined && [found, ...usesOf(names, context)].some(mayVerify(within, context, 0));
}

const verifiedUse = once((names: Names, context: CallContext) => usesOf(names, context).find(mayVerify(undefined, context, 0)));

/** Of each of the uses that are asked for one after the other. */
function mayVerify(within: Node | undefined, context: CallContext, depth: number): (use: Node) => boolean {
  const seen = new Set<Node>();
  const follow = (node: Node): boolean => {
    if (seen.has(node) || (within && node.start >= within.start && node.end <= within.end)) return false;
    seen.add(node);
    spend();
    const { parent } = node;
    if (!parent) return false;
    if (isTransparent(parent)) return follow(parent);
    switch (parent.type) {
      case 'LogicalExpression': case 'TemplateLiteral': case 'ArrayExpression': case 'ObjectExpression': case 'SpreadElement':
        return follow(parent);
      case 'Property': return parent.value === node && parent.parent?.type === 'ObjectExpression' && follow(parent);
      case 'ConditionalExpression': return parent.test !== node && follow(parent);
      case 'BinaryExpression': return parent.operator === '+' && follow(parent);
      case 'VariableDeclarator': return parent.init === node && readsOf(parent.id).some(follow);
      case 'AssignmentExpression':
        return parent.right === node && parent.left.type === 'Identifier' && readsOf(parent.left).some(follow);
      case 'MemberExpression': return parent.object === node && ofMember(parent, node);
      case 'CallExpression': case 'NewExpression': return parent.callee !== node && isTaken(parent, node, context, depth);
      default: return false;
    }
  };
  const readsOf = (target: Node): readonly Node[] => boundNames(target).flatMap((id) => context.bindings.of(id)?.reads ?? []);
  const ofMember = (member: Extract<Node, { type: 'MemberExpression' }>, node: Node): boolean => {
    const call = member.parent;
    if (call?.type === 'CallExpression' && call.callee === member)
      return cuttingMethods.test(propertyOf(member)) && follow(call);
    return member.computed && node !== member && follow(member);
  };
  return follow;
}

/** A call that is given the token. */
function isTaken(call: AnyCall, argument: Node, context: CallContext, depth: number): boolean {
  const rows = rowsFor(call, modulesOf(context), context);
  if (rows.some(({ operation }) => operation?.kind === 'verify')) return true;
  if (rows.some(({ operation }) => operation?.kind === 'decode')) return false;
  const own = functionCalled(call, context, true);
  if (own) {
    const index = indexIn(call.arguments, argument);
    const pattern = own.fn.params[index];
    const names = pattern ? boundNames(pattern).flatMap((id) => own.context.bindings.of(id) ?? []) : [];
    if (depth >= MAX_FUNCTIONS) return false;
    const isChecked = (binding: Binding): boolean =>
      isVerifiedByHand({ bindings: new Set([binding]), members: new Map() }, own.context)
      || binding.reads.some(mayVerify(undefined, own.context, depth + 1));
    return saysVerify(lastName(call.callee), own) || names.some(isChecked);
  }
  const callee = unwrapped(call.callee);
  const name = chainText(callee) ?? lastName(callee);
  if (bytesMakers.test(name)) return isGivenToVerifier(call, context);
  if (call.type === 'NewExpression') return !harmlessMakers.test(name) && !HOLDERS.test(name);
  return !blindCalls.test(name) && !/Function|Call/.test(callee.type);
}

/** Bytes of a part of the token, and where they go: to something that says that it verifies. */
function isGivenToVerifier(bytes: Node, { bindings }: CallContext): boolean {
  let at = bytes;
  while (at.parent && isTransparent(at.parent)) at = at.parent;
  const { parent } = at;
  if (parent?.type === 'CallExpression')
    return parent.callee !== (at as unknown) && verifyingNames.test(lastName(unwrapped(parent.callee)));
  const kept = parent?.type === 'VariableDeclarator' && parent.init === (at as unknown) ? boundNames(parent.id) : [];
  return kept.flatMap((id) => bindings.of(id)?.reads ?? []).some(({ parent: use }) =>
    use?.type === 'CallExpression' && verifyingNames.test(lastName(unwrapped(use.callee))));
}

const HOLDERS = /^(?:Headers|Request|TextEncoder|Uint8Array|Set|Map|URLSearchParams)$/;

/** No call stands there. */

/** The names of all texts that the file checks by hand. */
const byHandOf = oncePerFile((context: CallContext) => {
  const verified = handRolledOf(context, modulesOf(context)).filter(({ kind }) => kind === 'verify');
  const all = verified.flatMap(({ token }) => (token ? [identityOf(token, context).names] : []));
  return {
    bindings: new Set(all.flatMap(({ bindings }) => [...bindings])),
    members: new Set(all.flatMap(({ members }) => [...members.keys()])),
  };
});

/** A check by hand of the same text. */
function isVerifiedByHand({ bindings, members }: Names, context: CallContext): boolean {
  const known = byHandOf(context);
  return [...bindings].some((one) => known.bindings.has(one)) || [...members.keys()].some((one) => known.members.has(one));
}

// ---- the request that it came in ----

/** `await authenticate(req)` beside it: the request as a whole goes to something that says it looks at who sent it. */
function isRequestVerified(request: Binding, within: Node, context: CallContext): boolean {
  return verifiersOf(request, context).some(({ call, own }) => {
    if (call.start <= within.start && call.end >= within.end) return isExpired(within, context);
    return !(own && within.start >= own.fn.start && within.end <= own.fn.end && own.context === context);
  });
}

/** `if (info.name === 'TokenExpiredError')` in the callback of what verifies: the signature was good. */
function isExpired(within: Node, { file }: CallContext): boolean {
  for (let at: Node = within; at.parent; at = at.parent) {
    const { parent } = at;
    const isTaken = (parent.type === 'IfStatement' || parent.type === 'ConditionalExpression') && parent.consequent === at;
    if (isTaken && SAYS_EXPIRED.test(file.text.slice(parent.test.start, parent.test.end))) return true;
  }
  return false;
}

const SAYS_EXPIRED = /(?<!!\s?\(?.{0,40})(?:TokenExpired|jwt expired|ERR_JWT_EXPIRED|JWTExpired)/;

const verifiersOf = once((request: Binding, context: CallContext) => request.reads.flatMap((read) => {
  const call = read.parent;
  if (call?.type !== 'CallExpression' || call.callee === read) return [];
  const own = functionCalled(call, context, true);
  // `passport.authenticate('jwt', …)(req, res, next)`
  const callee = unwrapped(call.callee);
  const name = lastName(callee.type === 'CallExpression' ? (callee.callee) : callee);
  const isVerifier = own ? verifies(own) || saysVerify(name, own)
    : verifyingNames.test(name) || (/auth|session|user|login|guard|protect/i.test(name) && !handedReaders.test(name));
  return isVerifier ? [{ call, own }] : [];
}));
