// A call → what a reader calls it and where it stands: its name, the place a finding marks, the function around it.

import type { Place, SourceFile } from '../source/file.ts';
import type { Node } from '../syntax/code.ts';
import type { AnyCall, CodeContext } from '../values/code-context.ts';
import type { JwtCall } from './jwt-call.ts';

export const answerFacts = (by: AnyCall, context: CodeContext): JwtCall['answer'] =>
  ({ at: calleePlace(by, context), call: context.expressions.placeOf(by), name: nameOf(by, context.file), inAsync: isInAsync(by) });

export function calleePlace(node: AnyCall, { expressions }: CodeContext): Place {
  const callee = node.callee;
  if (node.type === 'NewExpression') return expressions.placeOf({ start: node.start, end: callee.end });
  if (callee.type === 'MemberExpression' && expressions.placeOf(callee).file.text.slice(callee.start, callee.end).includes('\n'))
    return expressions.placeOf(callee.property);
  return expressions.placeOf(callee);
}

export function nameOf(node: AnyCall, file: SourceFile): string {
  const callee = file.text.slice(node.callee.start, node.callee.end).replace(/\s+/g, '');
  const short = callee.length > 40 ? (/(?<![\w$])[\w$]+$/.exec(callee.slice(-40))?.[0] ?? 'call') : callee;
  return node.type === 'NewExpression' ? `new ${short}` : short;
}

/** Inside an async function, or at the top level of a module. */
export function isInAsync(node: Node): boolean {
  for (let at: Node | null | undefined = node.parent; at; at = at.parent)
    if (at.type === 'FunctionDeclaration' || at.type === 'FunctionExpression' || at.type === 'ArrowFunctionExpression') return at.async;
  return true;
}

export function enclosingName(node: Node): string {
  for (let at: Node | null | undefined = node.parent; at; at = at.parent) {
    if (at.type === 'FunctionDeclaration') return at.id?.name ?? '';
    if (at.type !== 'FunctionExpression' && at.type !== 'ArrowFunctionExpression') continue;
    const holder = at.parent;
    if (holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier') return holder.id.name;
    if (
      (holder?.type === 'MethodDefinition' || holder?.type === 'Property' || holder?.type === 'PropertyDefinition') &&
      holder.key.type === 'Identifier'
    )
      return holder.key.name;
  }
  return '';
}
