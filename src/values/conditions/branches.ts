// A call → what stands around it: the names of its functions and classes, and the conditions it depends on.

import type { CallExpression, Node } from '../../syntax/code.ts';
import type { CodeContext } from '../code-context.ts';
import { ENVIRONMENT_TEST } from '../expressions.ts';
import { lastName } from '../plain-nodes.ts';
import type { Value } from '../value.ts';
import { spend } from '../work.ts';

/** Names of the functions, classes, variables and routes around a node, nearest first. */
export function namesAround(node: Node): readonly string[] {
  const names: string[] = [];
  for (let at: Node | null | undefined = node.parent; at; at = at.parent) {
    const name = nameOf(at);
    if (name !== undefined) names.push(name);
    spend();
  }
  return names;
}

function nameOf(node: Node): string | undefined {
  switch (node.type) {
    case 'FunctionDeclaration': case 'ClassDeclaration': case 'ClassExpression': return node.id?.name;
    case 'VariableDeclarator': return node.id.type === 'Identifier' ? node.id.name : undefined;
    case 'MethodDefinition': case 'Property': case 'PropertyDefinition': return node.key.type === 'Identifier' ? node.key.name : undefined;
    // `user.resetToken = jwt.sign(…)`
    case 'AssignmentExpression':
      return node.left.type === 'MemberExpression' && node.left.property.type === 'Identifier'
        ? node.left.property.name
        : node.left.type === 'Identifier'
          ? node.left.name
          : undefined;
    case 'CallExpression': return routeOf(node) ?? decoratedName(node);
    default: return undefined;
  }
}

/** `router.post('/auth/reset-password/:token', …)`: the last part of the path that is no parameter. */
function routeOf({ arguments: [path] }: Extract<Node, { type: 'CallExpression' }>): string | undefined {
  const text =
    path?.type === 'Literal' && typeof path.value === 'string' && path.value.length < 200 && path.value.startsWith('/') ? path.value : '';
  return text.split('/').findLast((part) => /^[A-Za-z]/.test(part));
}

/** `app.decorate('requireMember', async (request) => …)`. */
function decoratedName({ callee, arguments: [name] }: Extract<Node, { type: 'CallExpression' }>): string | undefined {
  return /^decorate/.test(lastName(callee)) && name?.type === 'Literal' && typeof name.value === 'string' ? name.value : undefined;
}

/** One branch of a question about the environment: `NODE_ENV`, or a switch read from it. */
export const dependsOnEnvironment = (node: Node, context: CodeContext): boolean =>
  conditionsOn(node).some((test) => questionIn(test, context) !== undefined);

/** The conditions under which a node runs, within its function. */
function conditionsOn(node: Node): readonly Node[] {
  const tests: Node[] = [];
  let child: Node = node;
  for (let at: Node | null | undefined = node.parent; at && !/Function/.test(at.type); child = at, at = at.parent)
    if ((at.type === 'IfStatement' || at.type === 'ConditionalExpression') && at.test !== child) tests.push(at.test);
  return tests;
}

const asksEnvironment = (text: string): boolean => ENVIRONMENT_TEST.test(text) || /\benv\.\w/.test(text);

/** The words in which a condition asks about the environment, also through a constant of this file. */
export function questionIn(test: Node, context: CodeContext, depth = 0): string | undefined {
  const text = context.file.text.slice(test.start, Math.min(test.end, test.start + 200));
  const inside = (part: Node): string | undefined => questionIn(part, context, depth);
  switch (test.type) {
    case 'LogicalExpression': return inside(test.left) ?? inside(test.right);
    case 'BinaryExpression': return inside(test.left) ?? inside(test.right) ? text : undefined;
    case 'UnaryExpression': return withSign(test.operator, inside(test.argument));
    case 'CallExpression': return isQuestionCall(test, inside) && asksEnvironment(text) ? text : undefined;
    case 'Identifier': {
      const init = depth < 3 ? initOf(test, context) : undefined;
      return (init && questionIn(init, context, depth + 1)) ??
        (asksEnvironment(text) || isTakenFromEnvironment(test, context) ? text : undefined);
    }
    default: return asksEnvironment(text) ? text : undefined;
  }
}

/** `const { AUTH_DISABLED } = process.env`. */
const isTakenFromEnvironment = (id: Node, { bindings, local }: CodeContext): boolean => {
  const declaration = bindings.of(id)?.declaration;
  return declaration?.type === 'VariableDeclarator' && declaration.id.type === 'ObjectPattern' && local.valueOf(id).kind === 'env';
};

/** What a call is given is no question, `verify(token, env.KEY)`, save for `['1', 'true'].includes(env.X)`, `/^on$/.test(env.X)`. */
function isQuestionCall({ callee, arguments: given }: CallExpression, inside: (part: Node) => string | undefined): boolean {
  if (given.every(({ type }) => type === 'Literal')) return true;
  const [only, ...more] = given;
  return only !== undefined && more.length === 0 && callee.type === 'MemberExpression' && HOLDS.test(lastName(callee)) && inside(only) !== undefined;
}

const HOLDS = /^(?:includes|has|test)$/;

const withSign = (sign: string, text: string | undefined): string | undefined => (text === undefined ? undefined : `${sign}${text}`);

/** What a name of this file was declared with. */
export function initOf(id: Node, { bindings }: CodeContext): Node | undefined {
  const declaration = bindings.of(id)?.declaration;
  const isPlain = declaration?.type === 'VariableDeclarator' && declaration.id.type === 'Identifier';
  return isPlain ? (declaration.init ?? undefined) : undefined;
}

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
export function ofComparison(text: string, on: boolean): Switch {
  const negated = /!==?/.test(text) !== /^\s*!(?!=)/.test(text);
  const holds = on !== negated;
  if (/prod/i.test(text)) return 'outside production';
  if (/test|dev|local/i.test(text.replace(/\.test\((?!\))/g, ''))) return holds ? 'in development' : 'outside production';
  return 'by a variable';
}
