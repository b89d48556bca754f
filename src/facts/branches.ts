// A call → what stands around it: the names of its functions and classes, and the conditions it depends on.

import type { Node } from '../syntax/code.ts';
import type { CodeContext } from './code-context.ts';
import { ENVIRONMENT_TEST } from './expressions.ts';
import type { Value } from './value.ts';

/** Names of the functions, classes, variables and routes around a node, nearest first. */
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
    // `user.resetToken = jwt.sign(…)`
    case 'AssignmentExpression': return node.left.type === 'MemberExpression' && node.left.property.type === 'Identifier' ? node.left.property.name : node.left.type === 'Identifier' ? node.left.name : undefined;
    case 'CallExpression': return routeOf(node);
    default: return undefined;
  }
}

/** `router.post('/auth/reset-password/:token', …)`: the last part of the path that is no parameter. */
function routeOf({ arguments: [path] }: Extract<Node, { type: 'CallExpression' }>): string | undefined {
  const text = path?.type === 'Literal' && typeof path.value === 'string' && path.value.length < 200 && path.value.startsWith('/') ? path.value : '';
  return text.split('/').findLast((part) => /^[A-Za-z]/.test(part));
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

/** When a switch is on: asked for by name in development or test, asked for by a variable of its own, or where nothing says production. */
export type Switch = 'in development' | 'by a variable' | 'outside production';

/**
 * `process.env.NODE_ENV !== 'production'`, `isDev ? true : false`, `env.SKIP_EXPIRY === 'true'`: for which environments does the
 * value come out as `off` (true for an option that ignores, false for one that checks)? Undefined when no environment is asked.
 */
export function switchedOff(value: Value, off: boolean): Switch | undefined {
  const text = value.at.file.text.slice(value.at.start, Math.min(value.at.end, value.at.start + 200));
  if (value.kind !== 'unknown' && value.kind !== 'choice') return undefined;
  if (!ENVIRONMENT_TEST.test(text) && !/\benv\.\w/.test(text)) return undefined;
  if (value.kind === 'choice') return ofChoice(value, text, off);
  return /^[\w\s.!='"`[\]?()]+$/.test(text) ? ofComparison(text, off) : undefined;
}

function ofChoice({ how, alternatives }: Extract<Value, { kind: 'choice' }>, text: string, off: boolean): Switch | undefined {
  const [first, second] = alternatives;
  const isOff = (one: Value | undefined): boolean => one?.kind === 'plain' && Boolean(one.value) === off;
  if (how !== '?:' || isOff(first) === isOff(second)) return undefined;
  const question = text.slice(0, text.indexOf('?'));
  return ofComparison(question, isOff(first));
}

/** `on`: is the comparison true where the check is off? */
function ofComparison(text: string, on: boolean): Switch {
  const negated = /!==?/.test(text) !== /^\s*!(?!=)/.test(text);
  const holds = on !== negated;
  if (/prod/i.test(text)) return 'outside production';
  if (/test|dev|local/i.test(text)) return holds ? 'in development' : 'outside production';
  return 'by a variable';
}
