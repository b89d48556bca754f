// Expression → is it a MAC that is made here? Values know it as long as they are followed; behind helpers that turn bytes
// into text they are not, so there the syntax is followed. A plain hash is no MAC.

import { converters, keepingMethods } from '../models/uses/comparisons.ts';
import { forEachChild } from '../syntax/code.ts';
import type { AnyFunction, CallExpression, Node } from '../syntax/code.ts';
import { callsOf } from './code-context.ts';
import type { AnyCall, CodeContext } from './code-context.ts';
import { rowsFor } from './matching.ts';
import { originsOf } from './origins.ts';
import { grouped, once, oncePerFile } from './once.ts';
import { lastName, unwrapped } from './plain-nodes.ts';
import type { Value } from './value.ts';

const MAX_DEPTH = 16;

/** Does any call of this file make a MAC? Without one nothing is asked. */
export const makesMacs = (context: CodeContext, modules: readonly string[]): boolean =>
  callsOf(context.bindings).some((call) => rowsFor(call, modules, context).some(({ signing }) => signing?.mac));

const known = new WeakMap<Node, boolean>();

/** Names lead to the same expressions again and again, and in circles: each is asked once. */
export function isMac(node: Node, context: CodeContext, depth = 0): boolean {
  const before = known.get(node);
  if (before !== undefined || depth > MAX_DEPTH) return before ?? false;
  known.set(node, false);
  const inner = (one: Node): boolean => isMac(one, context, depth + 1);
  const answer = holdsMac(context.expressions.valueOf(node)) || isMadeOfMac(unwrapped(node), context, inner);
  known.set(node, answer);
  return answer;
}

function isMadeOfMac(at: Node, context: CodeContext, inner: (one: Node) => boolean): boolean {
  switch (at.type) {
    case 'Identifier': return givenTo(at, context).some(inner);
    case 'SpreadElement': return inner(at.argument);
    case 'TemplateLiteral': return at.expressions.some(inner);
    case 'BinaryExpression': return at.operator === '+' && [at.left, at.right].some(inner);
    case 'ArrayExpression': return at.elements.some((one) => one !== null && inner(one));
    case 'NewExpression': return isConverter(at) && at.arguments.some(inner);
    case 'CallExpression': return isMadeBy(at, context, inner);
    default: return false;
  }
}

function isMadeBy(call: CallExpression, context: CodeContext, inner: (one: Node) => boolean): boolean {
  const fn = ownFunction(call, context);
  if (fn && returnsIn(fn).some(inner)) return true;
  if (isConverter(call) && call.arguments.some(inner)) return true;
  const callee = call.callee;
  return callee.type === 'MemberExpression' && keepingMethods.test(lastName(callee)) && inner(callee.object);
}

const isConverter = ({ callee }: AnyCall): boolean => converters.test(lastName(callee));

/** Signed, whatever stands around it: an encoding, `sha256=` before it, another spelling of it. */
function holdsMac(value: Value): boolean {
  return originsOf(value).some(({ value: leaf, wrappers }) =>
    wrappers.some(({ by }) => by === 'mac') || (leaf.kind === 'template' && leaf.parts.some(holdsMac)));
}

/** What a name was declared with, and what it is given later. */
function givenTo(id: Node, { bindings }: CodeContext): readonly Node[] {
  const { declaration, writes = [] } = bindings.of(id) ?? {};
  const isPlain = declaration?.type === 'VariableDeclarator' && declaration.id.type === 'Identifier';
  const first = isPlain ? declaration.init : null;
  const later = writes.flatMap(({ parent }) => (parent?.type === 'AssignmentExpression' ? [parent.right] : []));
  return first ? [first, ...later] : later;
}

/** The function of this file that is called. */
export function ownFunction(call: CallExpression, { local, file }: CodeContext): AnyFunction | undefined {
  const callee = local.calleeOf(call);
  return callee.kind === 'function' && callee.at.file === file ? local.functionOf(callee) : undefined;
}

/** The calls of a function of this file. */
export const callsOfFunction = (fn: AnyFunction, context: CodeContext): readonly CallExpression[] => callsByFunction(context).get(fn) ?? [];

const callsByFunction = oncePerFile((context: CodeContext) =>
  grouped(context.bindings.all('CallExpression'), (call) => ownFunction(call, context)));

/** What a function gives back, as it is written. */
export const returnsIn = once(({ body }: AnyFunction): readonly Node[] => {
  if (!body) return [];
  if (body.type !== 'BlockStatement') return [body];
  const found: Node[] = [];
  const visit = (node: Node): void => {
    if (/Function|^Class/.test(node.type)) return;
    if (node.type !== 'ReturnStatement') forEachChild(node, visit);
    else if (node.argument) found.push(node.argument);
  };
  forEachChild(body, visit);
  return found;
});

export function functionAround(node: Node): AnyFunction | undefined {
  for (let at = node.parent; at; at = at.parent)
    if (at.type === 'FunctionDeclaration' || at.type === 'FunctionExpression' || at.type === 'ArrowFunctionExpression') return at;
  return undefined;
}
