// Statements that answer the client or hand the request on. Neither is a way out of the function.

import type { BlockStatement, CallExpression, Node } from '../../syntax/code.ts';
import { once } from '../../values/once.ts';
import { lastName, unwrapped } from '../../values/plain-nodes.ts';
import { isLog, statementsOf } from '../../values/conditions/ways-on.ts';

/** Only answers and log lines, at least one answer, and no way out. Any other call may throw or end the request its own way. */
export function onlyAnswers(branch: Node): boolean {
  const statements = statementsOf(branch);
  return statements.every((one) => isLog(one) || isAnswer(one) || isPrepared(one)) && statements.some(isAnswer);
}

/** `res.clearCookie('token');`: says nothing of the request. */
export const isPrepared = (statement: Node): boolean =>
  statement.type === 'ExpressionStatement' && statement.expression.type === 'CallExpression' &&
  PREPARES.test(lastName(statement.expression.callee));

const PREPARES = /^(?:set|header|setHeader|removeHeader|type|cookie|clearCookie|delete)$/;

export const isAnswer = (statement: Node): boolean => statement.type === 'ExpressionStatement' && isAnswering(statement.expression);

export function isAnswering(given: Node): boolean {
  const expression = unwrapped(given);
  if (expression.type === 'AssignmentExpression')
    return (
      expression.left.type === 'MemberExpression' &&
      /^(?:status|statusCode|statusMessage|body|type)$/.test(propertyName(expression.left))
    );
  // Made, and neither thrown nor returned.
  if (expression.type === 'NewExpression') return MADE.test(lastName(expression.callee));
  if (expression.type !== 'CallExpression') return false;
  if (expression.callee.type === 'Identifier')
    return (isNext(expression) && expression.arguments.length > 0) || MADE_BY.test(expression.callee.name);
  const [root, name] = [rootName(expression.callee), propertyName(expression.callee)];
  return (
    (ANSWERS.test(name) && RESPONSES.test(root)) || (name === 'emit' && SOCKETS.test(root)) ||
    (expression.arguments.length > 0 && MAKES.test(name) && MAKERS.test(root))
  );
}

const MADE_BY = /^(?:createError|setResponseStatus)$/;

/** `new UnauthorizedException()`, `new Response('…', { status: 401 })`. */
const MADE = /^(?:\w*Exception|\w*Error|(?:Next)?Response)$/;

/** Ends the response. */
export function isSending(given: Node): boolean {
  const expression = unwrapped(given);
  return expression.type === 'CallExpression' && SENDS.test(propertyName(expression.callee)) &&
    RESPONSES.test(rootName(expression.callee));
}

const SENDS = /^(?:json|jsonp|send|end|sendStatus|sendFile|redirect|render)$/;

/** `c.json({ … }, 401)`, `NextResponse.json(…)`: values that a handler has to return. */
const MAKES = /^(?:json|text|html|redirect)$/;

const MAKERS = /^(?:c|NextResponse|Response)$/;

const SOCKETS = /^(?:socket|client|ws)$/;

const ANSWERS =
  /^(?:json|jsonp|send|end|sendStatus|sendFile|status|redirect|render|write|writeHead|code)$/;

const RESPONSES = /^_?(?:res|resp|response|rep|reply|ctx|context)$/i;

export const propertyName = (member: Node): string =>
  member.type === 'MemberExpression' && member.property.type === 'Identifier' ? member.property.name : '';

/** `res` of `res.status(401).json({})`. */
export function rootName(node: Node): string {
  let at = node;
  for (;;) {
    if (at.type === 'MemberExpression') at = at.object;
    else if (at.type === 'CallExpression') at = at.callee;
    else return at.type === 'Identifier' ? at.name : '';
  }
}

export function callOf(statement: Node): CallExpression | undefined {
  const expression =
    statement.type === 'ExpressionStatement' ? statement.expression : statement.type === 'ReturnStatement' ? statement.argument : undefined;
  const call = expression?.type === 'AwaitExpression' ? expression.argument : expression;
  return call?.type === 'CallExpression' ? call : undefined;
}

export const isNext = ({ callee }: CallExpression): boolean => (callee.type === 'Identifier' && callee.name === 'next') ||
  (callee.type === 'MemberExpression' && propertyName(callee) === 'next' && rootName(callee) === 'NextResponse');

/** Statements of a block that call `next`, the last one first. */
export const nextsIn = once(({ body }: BlockStatement): readonly { readonly start: number; readonly isPlain: boolean }[] =>
  body.flatMap((one) => {
    const next = callOf(one);
    return next && isNext(next) ? [{ start: one.start, isPlain: next.arguments.length === 0 }] : [];
  }).reverse());
