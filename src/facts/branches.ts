// A call → what stands around it: the names of its functions and classes, and the conditions it depends on.

import type { Node } from '../syntax/code.ts';
import type { CodeContext } from './code-context.ts';
import { ENVIRONMENT_TEST } from './expressions.ts';

/** Names of the functions and classes around a node, nearest first. */
export function namesAround(node: Node): readonly string[] {
  const names: string[] = [];
  for (let at: Node | null | undefined = node.parent; at; at = at.parent) {
    const name = nameOf(at);
    if (name !== undefined) names.push(name);
  }
  return names;
}

function nameOf(node: Node): string | undefined {
  switch (node.type) {
    case 'FunctionDeclaration': case 'ClassDeclaration': case 'ClassExpression': return node.id?.name;
    case 'VariableDeclarator': return node.id.type === 'Identifier' ? node.id.name : undefined;
    case 'MethodDefinition': case 'Property': case 'PropertyDefinition': return node.key.type === 'Identifier' ? node.key.name : undefined;
    default: return undefined;
  }
}

/** The texts of the conditions under which a node runs, within its function. */
export function conditionsOn(node: Node, { file }: CodeContext): readonly string[] {
  const texts: string[] = [];
  let child: Node = node;
  for (let at: Node | null | undefined = node.parent; at && !/Function/.test(at.type); child = at, at = at.parent)
    if ((at.type === 'IfStatement' || at.type === 'ConditionalExpression') && at.test !== (child as unknown)) texts.push(file.text.slice(at.test.start, at.test.end));
  return texts;
}

/** One branch of a question about the environment: `NODE_ENV`, or a switch read from it. */
export const dependsOnEnvironment = (node: Node, context: CodeContext): boolean =>
  conditionsOn(node, context).some((text) => ENVIRONMENT_TEST.test(text) || /\benv\.\w/.test(text));
