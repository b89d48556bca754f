// Signed tokens that never leave: they only go into a record of the program's own.

import type { Node } from '../../syntax/code.ts';
import type { CodeContext } from '../../values/code-context.ts';
import { outermost, awaitedExpression } from './answer-value.ts';

/** A token that only goes into an object made or stored here: `new Record({ request })`, `store.set(id, token)`. */
export function isKept(call: Node, { bindings }: CodeContext): boolean {
  const node = awaitedExpression(call);
  const { parent } = node;
  const id = parent?.type === 'VariableDeclarator' ? parent.id : parent?.type === 'AssignmentExpression' ? parent.left : undefined;
  if (id?.type !== 'Identifier') return isStored(node);
  const reads = bindings.of(id)?.reads ?? [];
  return reads.some(isStored) && !reads.some(isHandedOut);
}

function isStored(node: Node): boolean {
  const at = aroundObjects(node);
  const { parent } = at;
  if (parent?.type === 'NewExpression')
    return parent.callee !== at && !(parent.callee.type === 'Identifier' && /Response|Error|URL/.test(parent.callee.name));
  return /^(?:save|store|put|insert|insertOne|create|upsert)$/.test(methodTaking(at) ?? '');
}

function isHandedOut(node: Node): boolean {
  const at = aroundObjects(node);
  if (at.parent?.type === 'ReturnStatement' || at.parent?.type === 'ArrowFunctionExpression') return true;
  return /^(?:json|send|end|cookie|set|setHeader|header|append|redirect|write)$/.test(methodTaking(at) ?? '');
}

/** The object literal in which the value stands, if any. */
function aroundObjects(node: Node): Node {
  let at = outermost(node);
  while (at.parent?.type === 'Property' || at.parent?.type === 'ObjectExpression') at = at.parent;
  return at;
}

/** The method that is given this expression. */
function methodTaking({ parent }: Node): string | undefined {
  return parent?.type === 'CallExpression' && parent.callee.type === 'MemberExpression' && parent.callee.property.type === 'Identifier'
    ? parent.callee.property.name
    : undefined;
}
