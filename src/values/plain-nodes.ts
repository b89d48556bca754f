// Small questions about nodes and values that need no reading of other nodes.

import type {
  AnyFunction, ChainExpression, Class, Decorator, Node, ParenthesizedExpression, SequenceExpression, TSAsExpression,
  TSNonNullExpression, TSSatisfiesExpression, TSTypeAnnotation, TSTypeAssertion,
} from '../syntax/code.ts';
import type { Value } from './value.ts';

/** `a.b.c` of plain names; undefined for anything else. */
export function chainText(node: Node): string | undefined {
  if (node.type === 'Identifier') return node.name;
  if (node.type === 'ThisExpression') return 'this';
  if (node.type !== 'MemberExpression' || node.computed || node.property.type !== 'Identifier') return undefined;
  const object = chainText(node.object);
  return object === undefined ? undefined : `${object}.${node.property.name}`;
}

type Wrapper = ChainExpression | TSAsExpression | TSNonNullExpression | TSSatisfiesExpression | ParenthesizedExpression | TSTypeAssertion;

const WRAPPERS: ReadonlySet<string> = new Set<Wrapper['type']>([
  'ChainExpression', 'TSAsExpression', 'TSNonNullExpression', 'TSSatisfiesExpression', 'ParenthesizedExpression', 'TSTypeAssertion',
]);

/** Types and brackets around an expression, which is the same without them. */
export const isWrapper = (node: Node): node is Wrapper => WRAPPERS.has(node.type);

/** Those, and `await`: what a reader looks through. */
export const isTransparent = (node: Node): boolean => node.type === 'AwaitExpression' || isWrapper(node);

/** The expression without types, brackets and `await` around it. */
export function unwrapped(node: Node): Node {
  let at = node;
  for (;;) {
    if (isWrapper(at)) at = at.expression;
    else if (at.type === 'AwaitExpression') at = at.argument;
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

export const isFunction = (node: Node): node is AnyFunction =>
  node.type === 'ArrowFunctionExpression' || node.type === 'FunctionExpression' || node.type === 'FunctionDeclaration';

export const isClass = (node: Node): node is Class => node.type === 'ClassDeclaration' || node.type === 'ClassExpression';

/** `@UseGuards(…)` before a class, a member or a parameter. */
export const decoratorsBefore = (node: Node): readonly Decorator[] => ('decorators' in node && node.decorators) || [];

/** What `(a, b, c)` gives: there are at least two. */
export const lastOf = ({ expressions }: SequenceExpression): Node => expressions.at(-1)!;

/** What is written behind a name as its type, colon included. */
export const annotationOf = (node: Node): TSTypeAnnotation | undefined =>
  'typeAnnotation' in node && node.typeAnnotation?.type === 'TSTypeAnnotation' ? node.typeAnnotation : undefined;

/** The name of that type, where it is a plain one. */
export function typeNameOf(node: Node): Extract<Node, { type: 'Identifier' }> | undefined {
  const type = annotationOf(node)?.typeAnnotation;
  return type?.type === 'TSTypeReference' && type.typeName.type === 'Identifier' ? type.typeName : undefined;
}

/** At which place of a list a node stands; -1 where it is none of them. */
export const indexIn = (nodes: readonly (Node | null)[], node: Node): number => nodes.indexOf(node);

/** The nodes of a list that stand behind one of them; all of them, behind what is none. */
export const nodesAfter = <T extends Node>(nodes: readonly T[], node: Node): readonly T[] => nodes.slice(indexIn(nodes, node) + 1);

export const numberOf = (value: Value): number | undefined =>
  value.kind === 'plain' && typeof value.value === 'number'
    ? value.value
    : value.kind === 'text' && /^\d{1,15}$/.test(value.text)
      ? Number(value.text)
      : undefined;
