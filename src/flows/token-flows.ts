// Decode-only reads of a token → where the token came from, what its claims decide, and whether the same token is
// verified anywhere in the file. Paired by the token's value, through names and one helper call, never by neighbourhood.
// Leaves alone: tokens that come from another file, and claims that only say which token it is (exp, kid, iss).

import {
  guardNames,
  identityClaims,
  identityMembers,
  requestFunctions,
  requestNames,
  requestParts,
  sessionClaims,
  tokenResponseWords,
} from '../models/places/requests.ts';
import { parseCall } from '../models/signature.ts';
import type { CallSignature } from '../models/signature.ts';
import type { Place } from '../source/file.ts';
import { forEachChild } from '../syntax/code.ts';
import type { CallExpression, Node } from '../syntax/code.ts';
import { boundNames } from '../values/bindings.ts';
import { chainOf } from '../values/chains.ts';
import type { Binding } from '../values/bindings.ts';
import type { CodeContext } from '../values/code-context.ts';
import type { HandRolled } from '../calls/hand-rolled/hand-rolled.ts';
import { rowsFor } from '../values/matching.ts';
import { isTested } from '../calls/outcome/answer-value.ts';
import { isTransparent, unwrapped } from '../values/plain-nodes.ts';
import { once } from '../values/once.ts';
import { spend } from '../values/work.ts';

export interface TokenFlow {
  /** The decoding call. */
  readonly at: Place;
  readonly name: string;
  readonly handRolled: boolean;
  readonly source: 'request' | 'token response' | 'own' | 'unknown';
  /** The same token is verified somewhere in this file. */
  readonly verified: boolean;
  /** What the claims decide: who the caller is, or nothing that matters. */
  readonly decides: 'identity' | 'nothing';
  /** Where they decide it. */
  readonly sink?: Place;
}

interface Decode { readonly call: Node; readonly token: Node; readonly name: string; readonly handRolled: boolean }

export function tokenFlowsOf(context: CodeContext, modules: readonly string[], byHand: readonly HandRolled[]): readonly TokenFlow[] {
  const decodes = [...libraryDecodes(context, modules), ...handRolledDecodes(context)];
  if (decodes.length === 0) return [];
  const verified = verifiedTokens(context, modules, byHand);
  return decodes.flatMap((decode) => flowsOf(decode, verified, context));
}

// ---- which calls decode, and what? ----

function libraryDecodes(context: CodeContext, modules: readonly string[]): readonly Decode[] {
  return context.bindings.all('CallExpression').flatMap((call): Decode[] => {
    const row = rowsFor(call, modules, context).find(
      ({ operation }) => operation?.does === 'decode' && !operation.headerOnly && !operation.unsecured,
    );
    if (!row) return [];
    // A decoder that is made first takes its tokens later: `createDecoder()(token)`.
    const later = row.operation?.then ? chainOf(call, row.operation.then.map(parseCall), context).calls : [];
    return [{ call, row: row.signature }, ...later].flatMap((one) => decodeOf(one, context));
  });
}

function decodeOf({ call, row }: { readonly call: CallExpression; readonly row: CallSignature }, context: CodeContext): readonly Decode[] {
  const at = row.parameters.findIndex(({ roles }) => roles.includes('token'));
  const token = at >= 0 ? (call.arguments[at] as Node | undefined) : undefined;
  return token ? [{ call, token, name: shortText(call.callee as Node, context), handRolled: false }] : [];
}

/** `JSON.parse(atob(token.split('.')[1]))` in its many spellings, also over several statements. */
function handRolledDecodes(context: CodeContext): readonly Decode[] {
  return context.bindings.all('CallExpression').flatMap((call): Decode[] => {
    if (shortText(call.callee as Node, context) !== 'JSON.parse') return [];
    const token = splitToken(call.arguments[0] as Node | undefined, context, 0);
    return token ? [{ call, token, name: 'JSON.parse', handRolled: true }] : [];
  });
}

/** The text whose second dot-separated part is read. */
function splitToken(node: Node | undefined, context: CodeContext, depth: number): Node | undefined {
  if (!node || depth > 8) return undefined;
  spend();
  if (node.type === 'Identifier') {
    const declaration = context.bindings.of(node)?.declaration;
    if (declaration?.type !== 'VariableDeclarator' || !declaration.init) return undefined;
    const isPart = declaration.id.type !== 'ArrayPattern' || boundNames(declaration.id as Node).length <= 3;
    return isPart ? splitToken(declaration.init as Node, context, depth + 1) : undefined;
  }
  if (
    node.type === 'CallExpression' &&
    node.callee.type === 'MemberExpression' &&
    node.callee.property.type === 'Identifier' &&
    node.callee.property.name === 'split'
  ) {
    const [by] = node.arguments;
    return by?.type === 'Literal' && by.value === '.'
      ? (node.callee.object as Node)
      : splitToken(node.callee.object as Node, context, depth + 1);
  }
  if (node.type === 'MemberExpression' && node.computed && node.property.type === 'Literal' && node.property.value === 0) return undefined;
  let found: Node | undefined;
  forEachChild(node, (child) => { found ??= splitToken(child, context, depth + 1); });
  return found;
}

// ---- tokens by identity ----

/** Bindings and expressions that some verify call of this file is given. */
function verifiedTokens(context: CodeContext, modules: readonly string[], byHand: readonly HandRolled[]): ReadonlySet<Binding | string> {
  const tokens = new Set<Binding | string>();
  const add = (node: Node): void => { for (const identity of identitiesOf(node, context)) tokens.add(identity); };
  const helpers = new Map<Binding, number>();
  for (const { does, token } of byHand) {
    if (does !== 'verify' || !token) continue;
    add(token);
    const parameter = rootBinding(token, context);
    if (parameter?.kind === 'parameter') noteHelper(parameter, helpers, context);
  }
  for (const call of context.bindings.all('CallExpression')) {
    const row = rowsFor(call, modules, context).find(({ operation }) => operation?.does === 'verify');
    const at = row?.signature.parameters.findIndex(({ roles }) => roles.includes('token')) ?? -1;
    const token = at >= 0 ? (call.arguments[at] as Node | undefined) : undefined;
    if (!token) continue;
    add(token);
    const parameter = rootBinding(token, context);
    if (parameter?.kind === 'parameter') noteHelper(parameter, helpers, context);
  }
  for (const call of context.bindings.all('CallExpression')) {
    const helper = call.callee.type === 'Identifier' ? context.bindings.of(call.callee as Node) : undefined;
    const at = helper && helpers.get(helper);
    // A function that is called verify… verifies, wherever it is written.
    if (at === undefined && !/(?<!un)verif|validat|authenticat/i.test(shortText(call.callee as Node, context))) continue;
    for (const [index, argument] of (call.arguments as readonly Node[]).entries())
      if (at === undefined || index === at) for (const one of handedOver(argument)) add(one);
  }
  return tokens;
}

/** An argument, or the values of an object argument: `verifyIdToken({ idToken })`. */
const handedOver = (argument: Node): readonly Node[] =>
  argument.type === 'ObjectExpression'
    ? argument.properties.flatMap((one) => (one.type === 'Property' ? [one.value as Node] : []))
    : [argument];

/** The local function one of whose parameters is verified. */
function noteHelper(parameter: Binding, helpers: Map<Binding, number>, { bindings }: CodeContext): void {
  for (let at: Node | null | undefined = parameter.id.parent; at; at = at.parent) {
    if (at.type !== 'FunctionDeclaration' && at.type !== 'FunctionExpression' && at.type !== 'ArrowFunctionExpression') continue;
    const name =
      at.type === 'FunctionDeclaration'
        ? at.id
        : at.parent?.type === 'VariableDeclarator' && at.parent.id.type === 'Identifier'
          ? at.parent.id
          : null;
    const helper = name ? bindings.of(name as Node) : undefined;
    const index = (at.params as readonly Node[]).findIndex((one) => boundNames(one).includes(parameter.id));
    if (helper && index >= 0) helpers.set(helper, index);
    return;
  }
}

/** The same token under its names: the binding, what it was declared from, and the expression as written. */
function identitiesOf(node: Node, context: CodeContext, depth = 0): readonly (Binding | string)[] {
  const expression = unwrapped(node);
  if (depth > 6) return [];
  const binding = expression.type === 'Identifier' ? context.bindings.of(expression) : undefined;
  if (!binding) return expression.type === 'MemberExpression' ? [shortText(expression, context)] : [];
  const init =
    binding.declaration.type === 'VariableDeclarator' && binding.declaration.id.type === 'Identifier'
      ? (binding.declaration.init as Node | null)
      : null;
  return [binding, ...(init ? identitiesOf(init, context, depth + 1) : [])];
}

function rootBinding(node: Node, context: CodeContext): Binding | undefined {
  const expression = unwrapped(node);
  return expression.type === 'Identifier' ? context.bindings.of(expression) : undefined;
}

// ---- the flow of one decode ----

function flowsOf(
  { call, token, name, handRolled }: Decode,
  verified: ReadonlySet<Binding | string>,
  context: CodeContext,
): readonly TokenFlow[] {
  const at = context.expressions.placeOf((call as CallExpression).callee);
  const helper = helperAround(token, context);
  const ends = helper
    ? [{ token, call }, ...helper.calls.map((one) => ({ token: one.arguments[helper.index] as Node, call: one as Node }))]
    : [{ token, call }];
  const known = ends.map((end) => ({
    end,
    source: sourceOf(end.token, context),
    verified: isVerified(end.token, verified, context),
    sink: sinkOf(end.call, context),
  }));
  const worst =
    known.find(({ source, sink, verified: paired }) => source === 'request' && sink && !paired) ??
    known.find(({ sink }) => sink) ??
    known[0];
  if (!worst) return [];
  const paired = worst.verified || isVerified(token, verified, context);
  return [
    {
      at,
      name,
      handRolled,
      source: worst.source,
      verified: paired,
      decides: worst.sink ? 'identity' : 'nothing',
      ...(worst.sink && { sink: worst.sink }),
    },
  ];
}

const isVerified = (token: Node, verified: ReadonlySet<Binding | string>, context: CodeContext): boolean =>
  identitiesOf(token, context).some((identity) => verified.has(identity));

interface Helper { readonly calls: readonly CallExpression[]; readonly index: number }

/** `const read = (token) => jwt.decode(token)`: its calls in this file stand for the decode. */
function helperAround(token: Node, context: CodeContext): Helper | undefined {
  const parameter = rootBinding(token, context);
  if (parameter?.kind !== 'parameter') return undefined;
  const helpers = new Map<Binding, number>();
  noteHelper(parameter, helpers, context);
  const [entry] = helpers;
  if (!entry) return undefined;
  spend(entry[0].reads.length);
  const calls = entry[0].reads.flatMap((read) =>
    read.parent?.type === 'CallExpression' && read.parent.callee === (read as unknown) && read.parent.arguments.length > entry[1]
      ? [read.parent]
      : [],
  );
  return { calls, index: entry[1] };
}

// ---- where the token comes from ----

function sourceOf(token: Node, context: CodeContext): TokenFlow['source'] {
  const binding = rootBinding(token, context);
  return binding ? sourceOfName(binding, token, context) : sourceOfNode(token, context);
}

const sourceOfName = once((_: Binding, token: Node, context: CodeContext) => sourceOfNode(token, context));

function sourceOfNode(token: Node, context: CodeContext): TokenFlow['source'] {
  const parts = [...madeOf(token, context)];
  if (parts.some(isRequestPart)) return 'request';
  if (
    parts.some((node) => node.type === 'CallExpression' && /sign|issue|generate|createToken/i.test(shortText(node.callee as Node, context)))
  )
    return 'own';
  return parts.some((node) => tokenResponseWords.test(shortText(node, context))) ? 'token response' : 'unknown';
}

/** The expression, and those behind its names. */
export function* madeOf(node: Node, context: CodeContext, depth = 0, seen = new Map<Node | Binding, number>()): Generator<Node> {
  // Names of names come to the same nodes again and again: only on a shorter way is there more to see.
  if (depth > 12 || (seen.get(node) ?? Infinity) <= depth) return;
  seen.set(node, depth);
  spend();
  yield node;
  if (node.type === 'Identifier') {
    const binding = context.bindings.of(node);
    if (!binding || (seen.get(binding) ?? Infinity) <= depth) return;
    seen.set(binding, depth);
    const { declaration } = binding;
    if (declaration.type === 'VariableDeclarator' && declaration.init) yield* madeOf(declaration.init as Node, context, depth + 1, seen);
    for (const write of binding.writes)
      if (write.parent?.type === 'AssignmentExpression') yield* madeOf(write.parent.right as Node, context, depth + 2, seen);
    return;
  }
  if (/Function/.test(node.type)) return;
  const children: Node[] = [];
  forEachChild(node, (child) => { children.push(child); });
  for (const child of children) yield* madeOf(child, context, depth + 1, seen);
}

export function isRequestPart(node: Node): boolean {
  if (node.type === 'CallExpression') return node.callee.type === 'Identifier' && requestFunctions.has(node.callee.name);
  if (node.type !== 'MemberExpression' || node.property.type !== 'Identifier' || !requestParts.has(node.property.name)) return false;
  for (let at: Node = node.object as Node; ; at = at.object as Node) {
    if (at.type === 'Identifier') return requestNames.has(at.name);
    if (at.type !== 'MemberExpression') return false;
    if (at.property.type === 'Identifier' && requestNames.has(at.property.name)) return true;
  }
}

// ---- what the claims decide ----

/** Where the claims stand in what a decoder gives back: @hapi/jwt `decoded.payload`, jwt-lite, jsrsasign. */
const CLAIMS = new Set(['payload', 'payloadObj', 'claims', 'decoded']);

function sinkOf(call: Node, context: CodeContext): Place | undefined {
  let sink: Node | undefined;
  const seen = new Set<Node>();
  const follow = (node: Node): void => {
    if (sink || seen.has(node)) return;
    seen.add(node);
    spend();
    const { parent } = node;
    if (!parent) return;
    if (isTransparent(parent) || parent.type === 'LogicalExpression' || parent.type === 'ConditionalExpression') {
      if (!isTested(node)) follow(parent);
      return;
    }
    switch (parent.type) {
      case 'VariableDeclarator': if (parent.init === (node as unknown)) pattern(parent.id as Node); return;
      case 'AssignmentExpression':
        if (parent.right !== (node as unknown)) return;
        if (parent.left.type === 'MemberExpression') {
          if (isIdentity(parent.left as Node)) sink = parent.left as Node;
        } else pattern(parent.left as Node);
        return;
      case 'MemberExpression': if (parent.object === (node as unknown)) member(parent); return;
      case 'ReturnStatement': case 'ArrowFunctionExpression': if (returnsIdentity(parent)) sink = node; return;
      default:
    }
  };
  const member = (node: Extract<Node, { type: 'MemberExpression' }>): void => {
    const name = !node.computed && node.property.type === 'Identifier' ? node.property.name : undefined;
    if (name !== undefined && CLAIMS.has(name)) { follow(node); return; }
    if (name !== undefined) named(name, [node]);
  };
  const readsOf = (target: Node): readonly Node[] => boundNames(target).flatMap((id) => context.bindings.of(id)?.reads ?? []);
  const passed = new Set<Node>();
  /** The whole expression around a claim or an answer, once; what it is declared as goes on by its reads. */
  const outermost = (node: Node, goesOn: (read: Node) => void): Node | undefined => {
    if (sink || passed.has(node)) return undefined;
    passed.add(node);
    spend();
    let at = node;
    while (
      at.parent &&
      (isTransparent(at.parent) || (at.parent.type === 'MemberExpression' && at.parent.object === (at as unknown)))
    )
      at = at.parent;
    if (at.parent?.type !== 'VariableDeclarator' || at.parent.init !== (at as unknown)) return at;
    readsOf(at.parent.id as Node).forEach(goesOn);
    return undefined;
  };
  const callerAt = (value: Node): Node | undefined => {
    const { parent } = value;
    return parent?.type === 'AssignmentExpression' && parent.right === (value as unknown) && isIdentity(parent.left as Node)
      ? (parent.left as Node)
      : undefined;
  };
  /** A claim of identity that is compared, looked up, stored as the caller or returned by a guard. */
  const claim = (node: Node): void => {
    const at = outermost(node, claim);
    if (!at) return;
    const isDecided = at.parent?.type === 'BinaryExpression' ? /^[!=]==?$/.test(at.parent.operator) : lookUpOf(at, context) !== undefined;
    sink = isDecided ? at : callerAt(at);
  };
  /** What names a session is looked up, and what is found becomes the caller: `request.userId = stored.userId`. */
  const sessionName = (node: Node): void => {
    const at = outermost(node, sessionName);
    const lookup = at && lookUpOf(at, context);
    if (lookup) answer(lookup);
  };
  const answer = (node: Node): void => {
    const at = outermost(node, answer);
    sink ??= at && callerAt(at);
  };
  const named = (name: string, nodes: readonly Node[]): void => {
    if (identityClaims.has(name)) nodes.forEach(claim);
    else if (sessionClaims.has(name)) nodes.forEach(sessionName);
  };
  const pattern = (target: Node): void => {
    if (target.type === 'ObjectPattern') {
      for (const property of target.properties) {
        if (property.type !== 'Property' || property.key.type !== 'Identifier') continue;
        if (property.key.name === 'payload') pattern(property.value as Node);
        else named(property.key.name, readsOf(property.value as Node));
      }
      return;
    }
    readsOf(target).forEach(follow);
  };
  follow(call);
  return sink && context.expressions.placeOf(sink);
}

const isIdentity = (target: Node): boolean =>
  target.type === 'MemberExpression' && target.property.type === 'Identifier' && identityMembers.has(target.property.name);

/** `users.findOne({ id: decoded.sub })`, `getUserById(decoded.sub)`, `session.set(…)`. */
const isLookUp = (call: CallExpression, context: CodeContext): boolean =>
  /(?:find|get|load|fetch|lookup|select|query|by_?id|user|account|member|session|authoriz|permission|role|admin)\w*$/i.test(
    shortText(call.callee as Node, context),
  ) && !/console|log|track|capture/i.test(shortText(call.callee as Node, context));

/** The lookup that a value is handed to, by itself or in an object. */
function lookUpOf(value: Node, context: CodeContext): CallExpression | undefined {
  for (let at: Node | null | undefined = value.parent; at; at = at.parent) {
    if (at.type === 'CallExpression') return at.callee !== (value as unknown) && isLookUp(at, context) ? at : undefined;
    if (at.type !== 'ObjectExpression' && at.type !== 'Property') return undefined;
  }
  return undefined;
}

function returnsIdentity(at: Node): boolean {
  for (let node: Node | null | undefined = at; node; node = node.parent) {
    if (node.type !== 'FunctionDeclaration' && node.type !== 'FunctionExpression' && node.type !== 'ArrowFunctionExpression') continue;
    const holder: Node | null | undefined = node.parent;
    if (node.type === 'FunctionDeclaration') return guardNames.test(node.id?.name ?? '');
    if (holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier') return guardNames.test(holder.id.name);
    if (
      (holder?.type === 'MethodDefinition' || holder?.type === 'Property' || holder?.type === 'PropertyDefinition') &&
      holder.key.type === 'Identifier'
    )
      return guardNames.test(holder.key.name);
    // Nest: createParamDecorator((data, context) => …) hands its result to the route as the user.
    if (holder?.type === 'CallExpression') return holder.callee.type === 'Identifier' && holder.callee.name === 'createParamDecorator';
    return false;
  }
  return false;
}

const shortText = (node: Node, { file }: CodeContext): string =>
  file.text.slice(node.start, Math.min(node.end, node.start + 160)).replace(/\s+/g, '');
