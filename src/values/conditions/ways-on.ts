// Statements → do they let a request go on, or a caller take it for verified? `return next()`, `return true`, a middleware that only
// hands on, a policy that allows.

import type { Node } from '../../syntax/code.ts';
import { isWrapper, keyName, lastName, unwrapped } from '../plain-nodes.ts';

export const statementsOf = (node: Node): readonly Node[] => (node.type === 'BlockStatement' ? node.body : [node]);

/** Ends with `return next()`, `return true`, or a `return` after `next()`. */
export function goesOn(branch: Node): boolean {
  const statements = statementsOf(branch);
  const last = statements.at(-1);
  if (last?.type !== 'ReturnStatement') return false;
  const given = last.argument;
  if (given) return letsOn(given);
  return statements.some((one) => one.type === 'ExpressionStatement' && isNext(one.expression));
}

/** The value of a guard that stands for a request that goes on. */
export function letsOn(value: Node): boolean {
  const given = isWrapper(value) || value.type === 'AwaitExpression' ? unwrapped(value) : value;
  return isNext(given) || isYes(given) || isAllowing(given) || handsOn(given) || isResolved(given);
}

/** `next()`, `await next()`, `NextResponse.next({ request })`, `next({ ctx })`; not `next(error)`. */
export function isNext(node: Node): boolean {
  const call = node.type === 'AwaitExpression' ? node.argument : node;
  if (call.type !== 'CallExpression' || lastName(call.callee) !== 'next') return false;
  const [given] = call.arguments;
  if (!given) return true;
  const { callee } = call;
  if (callee.type === 'MemberExpression') return callee.object.type === 'Identifier' && callee.object.name === 'NextResponse';
  return given.type === 'ObjectExpression' && given.properties.some((one) => one.type === 'Property' && keyName(one.key) === 'ctx');
}

/** `resolve(event)` of a hook that was handed both: `({ event, resolve }) => …`. */
function isResolved(node: Node): boolean {
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier' || node.callee.name !== 'resolve') return false;
  const [given] = node.arguments;
  return given?.type === 'Identifier' && given.name === 'event' && !isExecutor(node);
}

/** Inside `new Promise((resolve, reject) => …)`. */
function isExecutor(node: Node): boolean {
  for (let at: Node | null | undefined = node.parent; at; at = at.parent)
    if ('params' in at && at.params.some((one) => one.type === 'Identifier' && one.name === 'resolve')) return true;
  return false;
}

const isYes = (node: Node): boolean => node.type === 'Literal' && node.value === true;

const ANSWERS_CALLBACK = /^(?:cb|callback|done|next)$/;

/** A policy or an answer that says so in as many words. */
export const isYesFor = (node: Node): boolean => node.type !== 'Literal' && isAllowing(node);

/** `done(null, true)`, `cb(true)`, `h.continue`, `{ isAuthorized: true }`, `allow('user', 'Allow', arn)`. */
function isAllowing(node: Node): boolean {
  if (node.type === 'MemberExpression') return lastName(node) === 'continue' && node.object.type === 'Identifier' && node.object.name === 'h';
  if (node.type === 'ObjectExpression')
    return node.properties.some((one) => one.type === 'Property' && keyName(one.key) === 'isAuthorized' && isYes(one.value));
  if (node.type !== 'CallExpression') return false;
  const given = node.arguments;
  const last = given.at(-1);
  if (last && ANSWERS_CALLBACK.test(lastName(node.callee)) && isYes(last)) return true;
  return given.some((one) => one.type === 'Literal' && one.value === 'Allow');
}

/** `(req, res, next) => next()`: a middleware that only hands on. */
export function handsOn(node: Node): boolean {
  if (node.type !== 'ArrowFunctionExpression' && node.type !== 'FunctionExpression') return false;
  const statements = node.body ? statementsOf(node.body) : [];
  const [only] = statements;
  if (statements.length !== 1 || !only) return false;
  const given = only.type === 'ReturnStatement' ? only.argument : only.type === 'ExpressionStatement' ? only.expression : only;
  return given !== null && isNext(given);
}

// ---- log lines ----

export function isLog(statement: Node): boolean {
  if (statement.type === 'EmptyStatement') return true;
  return (
    statement.type === 'ExpressionStatement' &&
    statement.expression.type === 'CallExpression' &&
    isLogger(statement.expression.callee)
  );
}

/** `console.error`, `this.logger.warn`, `request.log.info`. */
export function isLogger(callee: Node): boolean {
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return false;
  const { object } = callee;
  const of =
    object.type === 'Identifier'
      ? object.name
      : object.type === 'MemberExpression' && object.property.type === 'Identifier'
        ? object.property.name
        : '';
  return /^(?:console|log|logger)$/i.test(of) && /^(?:log|info|warn|error|debug|trace)$/.test(callee.property.name);
}
