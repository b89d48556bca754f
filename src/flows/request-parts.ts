// Expression → everything that it is made of, and which of that a client sends.

import { requestFunctions, requestNames, requestParts } from '../models/places/requests.ts';
import { forEachChild } from '../syntax/code.ts';
import type { Node } from '../syntax/code.ts';
import type { Binding } from '../values/bindings.ts';
import type { CodeContext } from '../values/code-context.ts';
import { spend } from '../values/work.ts';

const MAX_DEPTH = 12;

/** The expression, and those behind its names. */
export function* madeOf(node: Node, context: CodeContext, depth = 0, seen = new Map<Node | Binding, number>()): Generator<Node> {
  // Names of names come to the same nodes again and again: only on a shorter way is there more to see.
  if (depth > MAX_DEPTH || (seen.get(node) ?? Infinity) <= depth) return;
  seen.set(node, depth);
  spend();
  yield node;
  if (node.type === 'Identifier') {
    const binding = context.bindings.of(node);
    if (!binding || (seen.get(binding) ?? Infinity) <= depth) return;
    seen.set(binding, depth);
    const { declaration } = binding;
    if (declaration.type === 'VariableDeclarator' && declaration.init) yield* madeOf(declaration.init, context, depth + 1, seen);
    for (const write of binding.writes)
      if (write.parent?.type === 'AssignmentExpression') yield* madeOf(write.parent.right, context, depth + 2, seen);
    return;
  }
  if (/Function/.test(node.type)) return;
  const children: Node[] = [];
  forEachChild(node, (child) => { children.push(child); });
  for (const child of children) yield* madeOf(child, context, depth + 1, seen);
}

/** The expression and its parts; what its names stand for is left out, and so are functions. */
export function* partsOf(node: Node, depth = 0): Generator<Node> {
  if (depth > MAX_DEPTH) return;
  spend();
  yield node;
  if (/Function/.test(node.type)) return;
  const children: Node[] = [];
  forEachChild(node, (child) => { children.push(child); });
  for (const child of children) yield* partsOf(child, depth + 1);
}

export function isRequestPart(node: Node): boolean {
  if (node.type === 'CallExpression') return node.callee.type === 'Identifier' && requestFunctions.has(node.callee.name);
  if (node.type !== 'MemberExpression' || node.property.type !== 'Identifier' || !requestParts.has(node.property.name)) return false;
  for (let at: Node = node.object; ; at = at.object) {
    if (at.type === 'Identifier') return requestNames.has(at.name);
    if (at.type !== 'MemberExpression') return false;
    if (at.property.type === 'Identifier' && requestNames.has(at.property.name)) return true;
  }
}
