// What becomes of the answer of a verify call: awaited, tested, returned, or lost.
// Follows the call's own value; a result stored in an object or handed on is `used`.

import type { Failure } from '../models/model.ts';
import type { Node, TryStatement } from '../syntax/code.ts';
import type { AnyFunction } from './expressions.ts';
import type { Bindings } from './bindings.ts';
import { boundNames } from './bindings.ts';
import type { Outcome } from './facts.ts';
import type { CodeContext } from './code-context.ts';

const WRAPPERS = new Set(['ChainExpression', 'TSAsExpression', 'TSNonNullExpression', 'TSSatisfiesExpression', 'ParenthesizedExpression', 'TSTypeAssertion']);

export function outcomeOf(call: Node, fails: Failure | 'callback' | undefined, callback: AnyFunction | undefined, { bindings }: CodeContext): Outcome {
  switch (fails) {
    case 'callback': return callback ? callbackOutcome(callback, bindings) : 'unknown';
    case 'throws': return isSwallowed(call) ? 'swallowed' : 'used';
    case 'rejects': return promiseOutcome(call, bindings);
    case 'returns false': case 'returns undefined': case 'returns null': return isStatement(settled(call)) ? 'untested' : 'used';
    case 'handled': case undefined: return 'used';
  }
}

// ---- callbacks ----

/** `(err, decoded) => …` that looks neither at its error nor at whether there is a result. */
function callbackOutcome(callback: AnyFunction, bindings: Bindings): Outcome {
  const [error, result] = callback.params as readonly Node[];
  if (error?.type !== 'Identifier' || !callback.body) return 'unknown';
  if (bindings.of(error)?.reads.length !== 0) return 'used';
  const answers = result ? boundNames(result).flatMap((id) => bindings.of(id)?.reads ?? []) : [];
  if (answers.length === 0 && !hasEffect(callback)) return 'used';
  return answers.some(isTested) ? 'used' : 'error ignored';
}

const hasEffect = (fn: AnyFunction): boolean => fn.body !== null && (fn.body.type !== 'BlockStatement' || fn.body.body.length > 0);

// ---- promises ----

function promiseOutcome(call: Node, bindings: Bindings): Outcome {
  const node = outermost(call);
  const { parent } = node;
  switch (parent?.type) {
    case 'AwaitExpression': return isSwallowed(call) ? 'swallowed' : 'used';
    case 'ExpressionStatement': return 'floating';
    case 'UnaryExpression': return parent.operator === 'void' ? 'floating' : 'promise tested';
    case 'ReturnStatement': case 'ArrowFunctionExpression': return 'returned';
    case 'MemberExpression': return chained(parent);
    case 'VariableDeclarator': return parent.id.type === 'Identifier' ? storedOutcome(parent.id as Node, bindings) : 'used';
    default: return isTested(node) ? 'promise tested' : 'used';
  }
}

/** `.catch(() => {})` on a promise whose value nobody uses; other methods hand the outcome on. */
function chained(member: Node): Outcome {
  const call = member.parent;
  if (call?.type !== 'CallExpression' || member.type !== 'MemberExpression' || member.property.type !== 'Identifier') return 'used';
  const [handler] = call.arguments as readonly Node[];
  const quiet = member.property.name === 'catch' && handler?.type === 'ArrowFunctionExpression' && handler.body?.type === 'BlockStatement' && handler.body.body.every((one) => isIdle(one as Node));
  return quiet && isStatement(settled(call)) ? 'swallowed' : 'used';
}

function storedOutcome(id: Node, bindings: Bindings): Outcome {
  const reads = bindings.of(id)?.reads ?? [];
  if (reads.length === 0) return id.parent?.parent?.parent?.type === 'ExportNamedDeclaration' ? 'used' : 'floating';
  return reads.every(isTested) ? 'promise tested' : 'used';
}

// ---- where a value stands ----

function outermost(node: Node): Node {
  let at = node;
  while (at.parent && WRAPPERS.has(at.parent.type)) at = at.parent;
  return at;
}

/** The expression around the call and its `await`. */
function settled(call: Node): Node {
  const node = outermost(call);
  return node.parent?.type === 'AwaitExpression' ? outermost(node.parent) : node;
}

const isStatement = (node: Node): boolean => node.parent?.type === 'ExpressionStatement';

/** Is the truth of this expression asked for? */
export function isTested(read: Node): boolean {
  const node = outermost(read);
  const { parent } = node;
  switch (parent?.type) {
    case 'IfStatement': case 'WhileStatement': case 'ConditionalExpression': return parent.test === (node as unknown);
    case 'UnaryExpression': return parent.operator === '!';
    case 'LogicalExpression': return parent.left === (node as unknown) || isTested(parent);
    default: return false;
  }
}

// ---- catch that goes on ----

/** Nothing differs between a good and a bad token: the result is dropped and the catch does nothing but log or go on. */
function isSwallowed(call: Node): boolean {
  const expression = settled(call);
  if (!isStatement(expression)) return false;
  const statement = expression.parent as Node;
  const attempt = enclosingTry(statement);
  if (!attempt?.handler || attempt.finalizer) return false;
  const body = attempt.block.body as readonly Node[];
  const at = body.indexOf(statement);
  return at >= 0 && body.slice(at + 1).every(isIdle) && (attempt.handler.body.body as readonly Node[]).every(isIdle);
}

function enclosingTry(statement: Node): TryStatement | undefined {
  const block = statement.parent;
  const attempt = block?.parent;
  return block?.type === 'BlockStatement' && attempt?.type === 'TryStatement' && attempt.block === (block as unknown) ? attempt : undefined;
}

/** A log line, `next()`, or `return next()`: the same in both branches, or nothing at all. */
function isIdle(statement: Node): boolean {
  const expression = statement.type === 'ExpressionStatement' ? statement.expression : statement.type === 'ReturnStatement' ? statement.argument : undefined;
  if (statement.type === 'EmptyStatement') return true;
  if (expression?.type !== 'CallExpression') return false;
  const { callee } = expression;
  if (callee.type === 'Identifier') return callee.name === 'next' && expression.arguments.length === 0;
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return false;
  const of = callee.object.type === 'Identifier' ? callee.object.name : callee.object.type === 'MemberExpression' && callee.object.property.type === 'Identifier' ? callee.object.property.name : '';
  return /^(?:console|log|logger)$/i.test(of) && /^(?:log|info|warn|error|debug|trace)$/.test(callee.property.name);
}
