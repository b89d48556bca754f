// Small questions about nodes and values that need no reading of other nodes.

import type { Node } from '../syntax/code.ts';
import type { Value } from './value.ts';

/** `a.b.c` of plain names; undefined for anything else. */
export function chainText(node: Node): string | undefined {
  if (node.type === 'Identifier') return node.name;
  if (node.type === 'ThisExpression') return 'this';
  if (node.type !== 'MemberExpression' || node.computed || node.property.type !== 'Identifier') return undefined;
  const object = chainText(node.object as Node);
  return object === undefined ? undefined : `${object}.${node.property.name}`;
}

const WRAPPERS: ReadonlySet<string> = new Set([
  'ChainExpression', 'TSAsExpression', 'TSNonNullExpression', 'TSSatisfiesExpression', 'ParenthesizedExpression', 'TSTypeAssertion',
]);

/** Types and brackets around an expression, which is the same without them. */
export const isWrapper = ({ type }: Node): boolean => WRAPPERS.has(type);

/** Those, and `await`: what a reader looks through. */
export const isTransparent = (node: Node): boolean => node.type === 'AwaitExpression' || isWrapper(node);

/** The expression without types, brackets and `await` around it. */
export function unwrapped(node: Node): Node {
  let at = node;
  for (;;) {
    if (isWrapper(at) && 'expression' in at) at = at.expression as Node;
    else if (at.type === 'AwaitExpression') at = at.argument as Node;
    else return at;
  }
}

/** The last name of a callee: `digest` of `hmac.update(x).digest`, `fetch`; '' for what has none. */
export function lastName(callee: Node): string {
  const name = callee.type === 'MemberExpression' ? callee.property : callee;
  return name.type === 'Identifier' ? name.name : '';
}

/** The member that is asked for, also as `x['name']`; '' where it is computed, and for what is no member. */
export const propertyOf = (node: Node): string =>
  node.type !== 'MemberExpression' ? '' : node.property.type === 'Identifier' && !node.computed ? node.property.name
    : node.property.type === 'Literal' && typeof node.property.value === 'string' ? node.property.value : '';

/** `key`, `'key'`: what a property of an object or a pattern is called. */
export const keyName = (key: Node): string =>
  key.type === 'Identifier' ? key.name : key.type === 'Literal' && typeof key.value === 'string' ? key.value : '';

export const numberOf = (value: Value): number | undefined =>
  value.kind === 'plain' && typeof value.value === 'number'
    ? value.value
    : value.kind === 'text' && /^\d{1,15}$/.test(value.text)
      ? Number(value.text)
      : undefined;
