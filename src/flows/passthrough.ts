// Code of an agent's server → the caller's token where it goes out again unchanged, to another host. Followed back from what a
// request is given, through names, `Bearer ` before it, cuts of the header, and the calls of a function in the same file.
// Leaves alone: whoever exchanges, introspects or revokes the token, the same machine, and addresses without a host.

import type { CallContext } from '../calls/call-project.ts';
import {
  agentGuards, agentServers, credentialHeaders, credentialOptions, issuerWords, lookingNames,
} from '../models/places/agents.ts';
import { identityMakers, trustedCallbacks } from '../models/uses/claims.ts';
import { cuttingMethods } from '../models/uses/comparisons.ts';
import type { Place } from '../source/file.ts';
import type { Node } from '../syntax/code.ts';
import type { AnyCall } from '../values/code-context.ts';
import { functionAround } from '../values/macs.ts';
import { modulesOf, rowsFor } from '../values/matching.ts';
import { oncePerFile } from '../values/once.ts';
import { isTransparent, keyName, lastName, propertyOf, unwrapped } from '../values/plain-nodes.ts';
import { spend } from '../values/work.ts';
import { argumentFor, callersOf, holderOf, nameOfFunction, parameterOf } from './decoded/in-view.ts';
import { isRequest } from './decoded/request-reads.ts';
import { destinationOf } from './destinations.ts';
import type { Destination } from './destinations.ts';

export interface Passthrough {
  /** What the outgoing request is given. */
  readonly at: Place;
  /** As the code reaches the caller's token: `extra.authInfo.token`. */
  readonly name: string;
  readonly from: Place;
  readonly to: Destination;
  /** Is the token verified here? `likely`: only a guard puts it where it is read; `no`: the caller's own key of that service, as a rule. */
  readonly verified: 'yes' | 'likely' | 'no';
}

export function passthroughsOf(context: CallContext): readonly Passthrough[] {
  if (!mayBeAgent(context)) return [];
  return givenOut(context).flatMap(({ value, to }): readonly Passthrough[] => {
    const found = inboundIn(value, context, 0);
    if (!found || isLooking(value)) return [];
    const { node, guarded } = found;
    const verified = isGuardedHere(context) ? 'yes' : guarded ? 'likely' : 'no';
    const { placeOf } = context.expressions;
    const name = context.file.text.slice(node.start, Math.min(node.end, node.start + 80)).replace(/\s+/g, '').replaceAll('!', '');
    return [{ at: placeOf(value), from: placeOf(node), name, to, verified }];
  });
}

// ---- is this a server for agents? ----

const isAgentFile = oncePerFile(({ bindings }: CallContext): boolean =>
  bindings.all('ImportDeclaration').some(({ source, importKind }) => importKind !== 'type' && agentServers.test(source.value))
  || bindings.all('CallExpression').some(({ callee, arguments: [first] }) =>
    lastName(callee) === 'require' && first?.type === 'Literal' && agentServers.test(String(first.value))));

/** Tools stand in files of their own, and are handed what only such a server hands out. */
const mayBeAgent = (context: CallContext): boolean => /authInfo|requestInfo/.test(context.file.text) || isAgentFile(context);

/** In this file, or in one that imports it. */
const isGuardedHere = oncePerFile((context: CallContext): boolean =>
  [context, ...(context.project?.importers(context.file.path) ?? [])].some(guards));

const guards = oncePerFile((context: CallContext): boolean => context.bindings.all('CallExpression').some((call) =>
  agentGuards.has(lastName(call.callee)) || rowsFor(call, modulesOf(context), context).some(({ operation }) => operation?.kind === 'verify')));

/** Inside of what verifies, exchanges or looks it up. */
function isLooking(node: Node): boolean {
  for (let fn = functionAround(node); fn; fn = functionAround(fn)) {
    const name = nameOfFunction(fn);
    const holder = holderOf(fn);
    if (lookingNames.test(name) || trustedCallbacks.test(name)) return true;
    if (holder?.type === 'CallExpression' && identityMakers.has(lastName(holder.callee))) return true;
  }
  return false;
}

// ---- the caller's token ----

interface Inbound { readonly node: Node; readonly guarded: boolean }

const MAX_DEPTH = 12;

/** The caller's token as it came, with nothing but its scheme before it. */
function inboundIn(node: Node, context: CallContext, depth: number): Inbound | undefined {
  if (depth > MAX_DEPTH) return undefined;
  spend();
  const at = unwrapped(node);
  const inner = (one: Node): Inbound | undefined => inboundIn(one, context, depth + 1);
  switch (at.type) {
    case 'TemplateLiteral': return at.expressions.length === 1 && isScheme(at.quasis.map(({ value }) => value.raw).join('')) ? inner(at.expressions[0]!) : undefined;
    case 'BinaryExpression':
      return at.operator === '+' && at.left.type === 'Literal' && isScheme(String(at.left.value)) ? inner(at.right) : undefined;
    case 'LogicalExpression': return at.operator === '&&' ? inner(at.right) : inner(at.left) ?? inner(at.right);
    case 'ConditionalExpression': return inner(at.consequent) ?? inner(at.alternate);
    case 'CallExpression': {
      const callee = unwrapped(at.callee);
      if (isHeaderRead(at, context)) return { node: at, guarded: false };
      return callee.type === 'MemberExpression' && cuttingMethods.test(propertyOf(callee)) ? inner(callee.object) : undefined;
    }
    case 'MemberExpression': return (isHeaders(at, context) ? { node: at, guarded: false } : ofMember(at, context)) ?? (at.computed && at.property.type === 'Literal' ? inner(at.object) : undefined);
    case 'Identifier': return ofName(at, context, depth);
    default: return undefined;
  }
}

const isScheme = (text: string): boolean => /^(?:bearer|token)?\s*$/i.test(text);

/** `extra.authInfo.token`, `req.auth.token`, `extra.requestInfo.headers.authorization`. */
function ofMember(at: Extract<Node, { type: 'MemberExpression' }>, context: CallContext): Inbound | undefined {
  const object = unwrapped(at.object);
  const holder = object.type === 'MemberExpression' ? propertyOf(object) : object.type === 'Identifier' ? object.name : '';
  if (propertyOf(at) === 'token' && (holder === 'authInfo' || (holder === 'auth' && isOfRequest(object, context)))) return { node: at, guarded: true };
  return /^(?:authorization|cookie|x-api-key)$/i.test(propertyOf(at)) && isHeaders(object, context) ? { node: at, guarded: false } : undefined;
}

const isOfRequest = (node: Node, context: CallContext): boolean =>
  node.type === 'MemberExpression' && isAgentFile(context) && isRequest(node.object, context);

/** `extra.requestInfo.headers`; in the file of a server also those of any request. */
function isHeaders(node: Node, context: CallContext): boolean {
  const at = unwrapped(node);
  if (at.type !== 'MemberExpression' || propertyOf(at) !== 'headers') return false;
  const of = unwrapped(at.object);
  return lastName(of) === 'requestInfo' || (isAgentFile(context) && isRequest(of, context));
}

/** `headers.get('authorization')`, `c.req.header('Authorization')`. */
function isHeaderRead({ callee, arguments: [first] }: Extract<Node, { type: 'CallExpression' }>, context: CallContext): boolean {
  const at = unwrapped(callee);
  if (at.type !== 'MemberExpression' || first?.type !== 'Literal' || !/^(?:authorization|x-api-key)$/i.test(String(first.value))) return false;
  return propertyOf(at) === 'get' ? isHeaders(at.object, context)
    : propertyOf(at) === 'header' && isAgentFile(context) && isRequest(at.object, context);
}

function ofName(id: Node, context: CallContext, depth: number): Inbound | undefined {
  const binding = context.bindings.of(id);
  if (!binding) return undefined;
  if (binding.kind === 'parameter') {
    const parameter = parameterOf(binding);
    const callers = parameter ? callersOf(parameter.fn, context) : [];
    for (const call of parameter ? callers : []) {
      const given = argumentFor(parameter!, { fn: parameter!.fn, call, context });
      const found = given && inboundIn(given.node, context, depth + 2);
      if (found) return found;
    }
    return undefined;
  }
  const { declaration } = binding;
  if (declaration.type !== 'VariableDeclarator' || !declaration.init || binding.writes.length > 0) return undefined;
  if (declaration.id.type === 'Identifier') return inboundIn(declaration.init, context, depth + 1);
  // `const { token } = extra.authInfo`
  const taken = binding.id.parent?.type === 'Property' ? keyName(binding.id.parent.key) : '';
  return taken === 'token' && lastName(unwrapped(declaration.init)) === 'authInfo' ? { node: declaration.init, guarded: true } : undefined;
}

// ---- what goes out ----

interface Given { readonly value: Node; readonly to: Destination }

function givenOut(context: CallContext): readonly Given[] {
  const { bindings } = context;
  const asHeaders = bindings.all('Property').flatMap(({ key, value, parent }): readonly Given[] =>
    (parent?.type === 'ObjectExpression' && credentialHeaders.has(keyName(key).toLowerCase())
      ? requestsWith(parent, context).flatMap((call) => sentTo(call, [value], context)) : []));
  // `{ ...extra.requestInfo.headers }`: all of them go on.
  const asBag = bindings.all('MemberExpression').flatMap((bag): readonly Given[] =>
    (isHeaders(bag, context) && carriesOn(bag)
      ? requestsWith(outermost(bag), context).flatMap((call) => sentTo(call, [bag], context)) : []));
  const asSet = bindings.all('CallExpression').flatMap(({ callee, arguments: [name, value] }): readonly Given[] => {
    if (callee.type !== 'MemberExpression' || !/^(?:set|append)$/.test(propertyOf(callee)) || name?.type !== 'Literal' || !value) return [];
    if (!credentialHeaders.has(String(name.value).toLowerCase())) return [];
    const requests = usesOf(unwrapped(callee.object), context).flatMap((use) => requestsWith(use, context));
    return requests.flatMap((request) => sentTo(request, [value], context));
  });
  return [...asHeaders, ...asBag, ...asSet, ...bindings.all('NewExpression').flatMap((made) => ofClient(made, context))];
}

/** `extra.requestInfo!.headers` with its marks. */
function outermost(node: Node): Node {
  let at = node;
  while (at.parent && isTransparent(at.parent)) at = at.parent;
  return at;
}

function carriesOn(bag: Node): boolean {
  const at = outermost(bag);
  return at.parent?.type === 'SpreadElement' || (at.parent?.type === 'Property' && at.parent.value === at && keyName(at.parent.key) === 'headers');
}

const sentTo = (call: AnyCall, values: readonly Node[], context: CallContext): readonly Given[] => {
  const to = destinationOf(call, context);
  return to && !issuerWords.test(to.host) ? values.map((value) => ({ value, to })) : [];
};

/** `new Octokit({ auth: token })`: a client of somebody's service. */
function ofClient(made: Extract<Node, { type: 'NewExpression' }>, context: CallContext): readonly Given[] {
  const value = context.local.valueOf(made.callee);
  const module = value.kind === 'imported' ? value.module : '';
  if (!/^[@a-z]/i.test(module) || /^@\//.test(module) || agentServers.test(module) || module.startsWith('@modelcontextprotocol/')) return [];
  const [first] = made.arguments;
  if (first?.type !== 'ObjectExpression') return [];
  return first.properties.flatMap((one): readonly Given[] => (one.type === 'Property' && credentialOptions.has(keyName(one.key))
    ? [{ value: one.value, to: { host: `the service of ${module}`, known: true } }] : []));
}

/** The calls that send an object of headers, as it is, under `headers`, or through a name. */
function requestsWith(object: Node, context: CallContext, depth = 0): readonly AnyCall[] {
  if (depth > 4) return [];
  const { parent } = object;
  switch (parent?.type) {
    case 'Property': return parent.value === object && parent.parent?.type === 'ObjectExpression' ? requestsWith(parent.parent, context, depth + 1) : [];
    case 'SpreadElement': return parent.parent ? requestsWith(parent.parent, context, depth + 1) : [];
    case 'CallExpression': case 'NewExpression':
      if (parent.callee === object) return [];
      return parent.type === 'NewExpression' && lastName(parent.callee) === 'Headers' ? requestsWith(parent, context, depth + 1) : [parent];
    case 'VariableDeclarator': return usesOf(parent.id, context).flatMap((use) => requestsWith(use, context, depth + 1));
    case 'TSAsExpression': case 'TSSatisfiesExpression': return requestsWith(parent, context, depth + 1);
    default: return [];
  }
}

const usesOf = (id: Node, { bindings }: CallContext): readonly Node[] => (id.type === 'Identifier' ? bindings.of(id)?.reads ?? [] : []);

