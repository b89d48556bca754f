// Code → query strings that are given as objects: options of HTTP clients and routers, `URLSearchParams`, and what makes a
// text of an object. Leaves alone: forms, which go into a body, and whatever nothing puts into an address.

import { queryOptionNames, queryStringModules, queryTakers } from '../models/uses/disclosures.ts';
import type { CallExpression, Node } from '../syntax/code.ts';
import type { CodeContext } from '../values/code-context.ts';
import { indexIn, keyName, lastName, propertyOf, unwrapped } from '../values/plain-nodes.ts';
import { spend } from '../values/work.ts';

export interface QueryParameter { readonly name: string; readonly value: Node; readonly node: Node }

export interface QueryObject {
  readonly parameters: readonly QueryParameter[];
  /** The address that the query belongs to, where it is in view. */
  readonly address?: Node;
}

export function* queriesIn(context: CodeContext): Generator<QueryObject> {
  const { bindings } = context;
  for (const property of bindings.all('Property')) {
    if (!queryOptionNames.has(keyName(property.key)) || property.parent?.type !== 'ObjectExpression') continue;
    const call = property.parent.parent;
    if (call?.type !== 'CallExpression' || !queryTakers.test(lastName(call.callee))) continue;
    const address = addressOf(call, property.parent);
    yield { parameters: parametersIn(property.value, context), ...(address && { address }) };
  }
  for (const made of [...bindings.all('NewExpression'), ...bindings.all('CallExpression')]) {
    if (!makesQuery(made, context)) continue;
    const address = placeInAddress(made, context);
    if (address) yield { parameters: parametersIn(made, context), address };
  }
}

/** `get('/orders', { params })`, `axios({ url: '/orders', params })`. */
function addressOf(call: CallExpression, options: Node): Node | undefined {
  const [first] = call.arguments;
  if (first !== options || options.type !== 'ObjectExpression') return first;
  const url = options.properties.find((one) => one.type === 'Property' && /^(?:url|uri|baseURL|pathname)$/.test(keyName(one.key)));
  return url?.type === 'Property' ? url.value : undefined;
}

/** `new URLSearchParams(…)`, `qs.stringify(…)`. */
function makesQuery(node: Node, { bindings, local }: CodeContext): boolean {
  if (node.type === 'NewExpression') {
    const { callee } = node;
    return callee.type === 'Identifier' && callee.name === 'URLSearchParams' && !bindings.of(callee);
  }
  if (node.type !== 'CallExpression' || lastName(node.callee) !== 'stringify') return false;
  const callee = local.calleeOf(node);
  return callee.kind === 'imported' && queryStringModules.has(callee.module);
}

// ---- what is in it ----

const MAX_DEPTH = 6;

function parametersIn(node: Node, context: CodeContext, depth = 0): readonly QueryParameter[] {
  if (depth > MAX_DEPTH) return [];
  spend();
  const inner = unwrapped(node);
  const inside = (one: Node): readonly QueryParameter[] => parametersIn(one, context, depth + 1);
  switch (inner.type) {
    case 'ObjectExpression': return inner.properties.flatMap((one) => (one.type === 'SpreadElement' ? inside(one.argument)
      : one.computed ? [] : [{ name: keyName(one.key), value: one.value, node: one }]));
    case 'ArrayExpression': return inner.elements.flatMap((one) => (one ? pairIn(one) : []));
    case 'NewExpression': case 'CallExpression':
      if (!makesQuery(inner, context)) return [];
      return [...inner.arguments.slice(0, 1).flatMap(inside), ...givenLater(inner, context)];
    case 'Identifier': {
      const declaration = context.bindings.of(inner)?.declaration;
      return declaration?.type === 'VariableDeclarator' && declaration.id.type === 'Identifier' && declaration.init
        ? inside(declaration.init)
        : [];
    }
    default: return [];
  }
}

/** `[['token', token]]`. */
function pairIn(node: Node): readonly QueryParameter[] {
  const [name, value] = node.type === 'ArrayExpression' ? node.elements : [];
  return name?.type === 'Literal' && typeof name.value === 'string' && value ? [{ name: name.value, value, node }] : [];
}

/** `query.set('token', token)` of the variable that it was made for. */
function givenLater(made: Node, context: CodeContext): readonly QueryParameter[] {
  return readsOf(made, context).flatMap(({ parent }): readonly QueryParameter[] => {
    const call = parent?.type === 'MemberExpression' && /^(?:set|append)$/.test(propertyOf(parent)) ? parent.parent : undefined;
    if (call?.type !== 'CallExpression') return [];
    const [name, value] = call.arguments;
    return name?.type === 'Literal' && typeof name.value === 'string' && value ? [{ name: name.value, value, node: call }] : [];
  });
}

/** The names that read the variable it was made for. */
function readsOf(made: Node, { bindings }: CodeContext): readonly Node[] {
  const { parent } = made;
  const id = parent?.type === 'VariableDeclarator' ? parent.id : undefined;
  return id?.type === 'Identifier' ? (bindings.of(id)?.reads ?? []) : [];
}

// ---- where it goes ----

/** The address that it, or the variable it was made for, becomes a part of. */
function placeInAddress(made: Node, context: CodeContext): Node | undefined {
  return [made, ...readsOf(made, context)].map((one) => addressAround(one)).find(Boolean);
}

function addressAround(node: Node): Node | undefined {
  let at = node;
  for (;;) {
    const { parent } = at;
    if (!parent) return undefined;
    if (parent.type === 'MemberExpression' && propertyOf(parent) === 'toString' && parent.parent?.type === 'CallExpression') at = parent.parent;
    else if (unwrapped(parent) === unwrapped(at) && parent !== at) at = parent;
    else if (parent.type === 'CallExpression' && lastName(parent.callee) === 'String') at = parent;
    else return partOfAddress(at, parent);
  }
}

/** Behind a question mark, or as the `search` of an address. */
function partOfAddress(node: Node, parent: Node): Node | undefined {
  if (parent.type === 'TemplateLiteral') {
    const at = indexIn(parent.expressions, node);
    return /[?&]$/.test(parent.quasis[at]?.value.raw ?? '') ? parent : undefined;
  }
  if (parent.type === 'BinaryExpression' && parent.operator === '+' && parent.right === node)
    return /[?&](?:['"`])?$/.test(endOf(parent.left)) ? parent : undefined;
  return parent.type === 'AssignmentExpression' && propertyOf(parent.left) === 'search' ? parent.left : undefined;
}

function endOf(node: Node): string {
  const last = node.type === 'BinaryExpression' ? unwrapped(node.right) : unwrapped(node);
  if (last.type === 'TemplateLiteral') return last.quasis.at(-1)?.value.raw ?? '';
  return last.type === 'Literal' && typeof last.value === 'string' ? last.value : '';
}
