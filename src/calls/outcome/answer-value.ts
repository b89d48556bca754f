// Where the answer of a call stands: the expression around it and its `await`, the name that takes it, the `try` around it.

import type { Node, TryStatement } from '../../syntax/code.ts';
import type { Bindings } from '../../values/bindings.ts';
import { isWrapper } from '../../values/plain-nodes.ts';
import { propertyName } from './client-answers.ts';

export function outermost(node: Node): Node {
  let at = node;
  while (at.parent && isWrapper(at.parent)) at = at.parent;
  return at;
}

/** The expression around the call and its `await`. */
export function awaitedExpression(call: Node): Node {
  const node = outermost(call);
  return node.parent?.type === 'AwaitExpression' ? outermost(node.parent) : node;
}

/** The expressions by which this function has the answer: the names that read it, or the call where it stands. */
export function standsFor(call: Node, bindings: Bindings): readonly Node[] {
  const name = targetName(awaitedExpression(call));
  return name ? (bindings.of(name)?.reads ?? []) : [awaitedExpression(call)];
}

export const isStatement = (node: Node): boolean => node.parent?.type === 'ExpressionStatement';

/** Is the truth of this expression asked for? */
export function isTested(read: Node): boolean {
  const node = outermost(read);
  const { parent } = node;
  switch (parent?.type) {
    case 'IfStatement': case 'WhileStatement': case 'ConditionalExpression': return parent.test === node;
    case 'UnaryExpression': return parent.operator === '!';
    case 'LogicalExpression': return parent.left === node || isTested(parent);
    default: return false;
  }
}

/** The variable that takes the answer. */
export function targetName({ parent }: Node): Node | undefined {
  const target = parent?.type === 'AssignmentExpression' ? parent.left : parent?.type === 'VariableDeclarator' ? parent.id : undefined;
  return target?.type === 'Identifier' ? target : undefined;
}

export function statementAround(node: Node): Node | undefined {
  let at: Node | null | undefined = node;
  while (at && !/Statement$|Declaration$/.test(at.type)) at = /Function/.test(at.type) ? undefined : at.parent;
  return at ?? undefined;
}

/** The `try` in whose block the call's own statement stands. */
export function tryAround(call: Node): TryStatement | undefined {
  const at = statementAround(call);
  return at && enclosingTry(at);
}

export function enclosingTry(statement: Node): TryStatement | undefined {
  const block = statement.parent;
  const attempt = block?.parent;
  return block?.type === 'BlockStatement' && attempt?.type === 'TryStatement' && attempt.block === block ? attempt : undefined;
}

/** `.then(…).catch(…).finally(…)`: the last call. */
export function endOfChain(call: Node): Node {
  let at = call;
  for (;;) {
    const next = outermost(at).parent;
    if (next?.type !== 'MemberExpression' || next.parent?.type !== 'CallExpression') return at;
    if (!/^(?:then|catch|finally)$/.test(propertyName(next))) return at;
    at = next.parent;
  }
}
