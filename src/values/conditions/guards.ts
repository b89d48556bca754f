// What the file refuses to run without: variables tested before a throw or exit, and branches that stop in production.

import type { Node } from '../../syntax/code.ts';
import type { CodeContext } from '../code-context.ts';
import { ENVIRONMENT_TEST } from '../expressions.ts';
import { originsOf } from '../origins.ts';
import { lastName } from '../plain-nodes.ts';

export interface Guards {
  /** Environment variables whose absence stops the program or the function: `if (!process.env.X) throw …`. */
  readonly variables: ReadonlySet<string>;
  /** Those without which the program does not go on at all: a throw or exit, no mere `return`. */
  readonly demanded: ReadonlySet<string>;
  /** Somewhere a production run without a proper key is refused. */
  readonly production: boolean;
  /** Texts that are refused wherever it runs: `if (secret === DEFAULT_SECRET) throw …`. */
  readonly refused: ReadonlySet<string>;
}

export function guardsOf(context: CodeContext): Guards {
  const variables = new Set<string>();
  const demanded = new Set<string>();
  const refused = new Set<string>();
  let production = false;
  for (const statement of context.bindings.all('IfStatement')) {
    const consequent = statement.consequent;
    const isRefusal = fails(consequent);
    if (!isRefusal && !leaves(consequent)) continue;
    for (const node of testedIn(statement.test))
      for (const { value } of originsOf(context.local.valueOf(node))) if (value.kind === 'env') (isRefusal ? demanded : variables).add(value.name);
    if (!isRefusal) continue;
    const isForProduction = ENVIRONMENT_TEST.test(context.file.text.slice(statement.test.start, statement.test.end)) ||
      insideProductionBranch(statement, context);
    production ||= isForProduction;
    if (!isForProduction) for (const text of comparedTo(statement.test, context)) refused.add(text);
  }
  for (const call of context.bindings.all('CallExpression')) for (const name of assertedIn(call, context)) demanded.add(name);
  for (const made of context.bindings.all('NewExpression')) for (const name of addressedIn(made, context)) variables.add(name);
  return { variables: new Set([...variables, ...demanded]), demanded, production, refused };
}

/** `new URL(`${issuer}/jwks`)`, `new URL('/jwks', issuer)`: nothing is no address, and the constructor throws. */
function addressedIn(made: Node, { local }: CodeContext): readonly string[] {
  if (made.type !== 'NewExpression' || lastName(made.callee) !== 'URL') return [];
  const base = beginOf(made.arguments.at(-1));
  const value = base && local.valueOf(base);
  return value?.kind === 'env' ? [value.name] : [];
}

/** What an address begins with. */
function beginOf(node: Node | undefined): Node | undefined {
  switch (node?.type) {
    case 'TemplateLiteral': return node.quasis[0]?.value.raw === '' ? node.expressions[0] : undefined;
    case 'BinaryExpression': return node.operator === '+' ? beginOf(node.left) : undefined;
    default: return node;
  }
}

function fails(node: Node): boolean {
  switch (node.type) {
    case 'ThrowStatement': return true;
    case 'BlockStatement': return node.body.some((one) => fails(one));
    case 'ExpressionStatement': return node.expression.type === 'CallExpression' && isExit(node.expression.callee);
    case 'IfStatement': return fails(node.consequent);
    default: return false;
  }
}

const leaves = (node: Node): boolean =>
  node.type === 'ReturnStatement' || (node.type === 'BlockStatement' && node.body.some((one) => leaves(one)));

const isExit = (callee: Node): boolean =>
  callee.type === 'MemberExpression' &&
  callee.property.type === 'Identifier' &&
  (callee.property.name === 'exit' || callee.property.name === 'abort');

/** Operands of a condition: names, members and negations, through `||`, `&&` and comparisons. */
function testedIn(test: Node): readonly Node[] {
  switch (test.type) {
    case 'UnaryExpression': return testedIn(test.argument);
    case 'LogicalExpression': case 'BinaryExpression': return [...testedIn(test.left), ...testedIn(test.right)];
    case 'Identifier': return [test];
    case 'MemberExpression': return [test, ...testedIn(test.object)];
    case 'CallExpression':
      return test.callee.type === 'MemberExpression' ? testedIn(test.callee.object) : test.arguments;
    default: return [];
  }
}

/** Texts that a condition is true for: `x === 'text'`, `DENIED.includes(x)`, `denied.has(x)`. */
function comparedTo(test: Node, context: CodeContext): readonly string[] {
  switch (test.type) {
    case 'LogicalExpression':
      return test.operator === '||' ? [...comparedTo(test.left, context), ...comparedTo(test.right, context)] : [];
    case 'BinaryExpression':
      return /^===?$/.test(test.operator) ? [test.left, test.right].flatMap((one) => constantTexts(one, context)) : [];
    case 'CallExpression':
      return test.callee.type === 'MemberExpression' && /^(?:includes|has)$/.test(lastName(test.callee))
        ? constantTexts(test.callee.object, context) : [];
    default: return [];
  }
}

function constantTexts(node: Node, { expressions }: CodeContext): readonly string[] {
  const value = expressions.valueOf(node);
  return value.kind === 'text' ? [value.text] : value.kind === 'list' ? value.items.flatMap((item) => (item.kind === 'text' ? [item.text] : [])) : [];
}

function insideProductionBranch(statement: Node, { file }: CodeContext): boolean {
  for (let at: Node | null | undefined = statement.parent; at; at = at.parent)
    if (at.type === 'IfStatement' && ENVIRONMENT_TEST.test(file.text.slice(at.test.start, at.test.end))) return true;
  return false;
}

/** `assert(process.env.X)`, `invariant(secret, …)`. */
function assertedIn(call: Extract<Node, { type: 'CallExpression' }>, { local, file }: CodeContext): readonly string[] {
  const callee = file.text.slice(call.callee.start, call.callee.end);
  const [first] = call.arguments;
  if (!first || first.type === 'SpreadElement' || !/^(?:\w+\.)?(?:assert|ok|invariant|required?|ensure)\w*$/i.test(callee.slice(-60)))
    return [];
  return originsOf(local.valueOf(first)).flatMap(({ value }) => (value.kind === 'env' ? [value.name] : []));
}
