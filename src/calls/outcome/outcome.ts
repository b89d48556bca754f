// What becomes of the answer of a verify call: awaited, tested, returned, or lost.
// Follows the call's own value; a result stored in an object or handed on is `used`.

import type { AnyFunction, Node } from '../../syntax/code.ts';
import { boundNames, type Bindings } from '../../values/bindings.ts';
import type { AnyCall, CodeContext } from '../../values/code-context.ts';
import { nodesAfter, indexIn } from '../../values/plain-nodes.ts';
import { isLog, isLogger, statementsOf } from '../../values/conditions/ways-on.ts';
import type { Answer, Outcome } from '../jwt-call.ts';
import {
  endOfChain, enclosingTry, isStatement, isTested, outermost, awaitedExpression, statementAround, targetName,
} from './answer-value.ts';
import { callOf, isAnswer, isAnswering, isNext, nextsIn, onlyAnswers } from './client-answers.ts';
import { caughtWay, chainedWay, isKeptAsUser, toldWay } from './open-guards.ts';
import { isTestedInVain } from './vain-tests.ts';

/** Outcomes that lose the answer. */
const LOST: ReadonlySet<Outcome> = new Set([
  'floating', 'promise tested', 'untested', 'error ignored', 'swallowed', 'error answered', 'answered, then fails', 'let on at last',
  'always true', 'always true, then read',
]);

/** Of several calls of one verifier the first whose answer is lost. */
export function answerOf(
  calls: readonly AnyCall[],
  onInvalid: Answer | 'callback' | undefined,
  callback: AnyFunction | undefined,
  context: CodeContext,
): { readonly outcome: Outcome; readonly by: AnyCall } {
  const answers = calls.map((by) => ({ by, outcome: outcomeOf(by, onInvalid, callback, context) }));
  return answers.find(({ outcome }) => LOST.has(outcome)) ?? answers[0]!;
}

function outcomeOf(
  call: Node,
  onInvalid: Answer | 'callback' | undefined,
  callback: AnyFunction | undefined,
  context: CodeContext,
): Outcome {
  const { bindings } = context;
  switch (onInvalid) {
    // One that is handed in gets the error first, like any other.
    case 'callback':
      return callback ? besideCallback(call, callback, bindings) : 'used';
    case 'throws':
      return caughtOutcome(call, context);
    case 'rejects':
      return promiseOutcome(call, context);
    case 'returns false':
    case 'returns undefined':
    case 'returns null':
      return isStatement(awaitedExpression(call)) || isForgotten(call, bindings) ? 'untested' : (toldWay(call, context) ?? 'used');
    case 'resolves false':
    case 'resolves undefined':
    case 'resolves null':
      if (awaitedExpression(call) === outermost(call)) return promiseOutcome(call, context);
      return isStatement(awaitedExpression(call)) || isForgotten(call, bindings) ? 'untested'
        : (toldWay(call, context) ?? promiseOutcome(call, context));
    case 'returns something':
      return isStatement(awaitedExpression(call)) || isForgotten(call, bindings) ? 'untested' : isTestedInVain(call, bindings);
    case 'resolves something':
      if (awaitedExpression(call) === outermost(call)) return promiseOutcome(call, context);
      return isStatement(awaitedExpression(call)) || isForgotten(call, bindings) ? 'untested' : isTestedInVain(call, bindings);
    // Awaited for its effect as well: it renews a session.
    case 'always answers':
      return isTestedInVain(call, bindings);
    case 'handled':
    case undefined:
      return 'used';
  }
}

/** `const ok = verify(…)` that is never read again, or only logged. */
function isForgotten(call: Node, bindings: Bindings): boolean {
  const name = targetName(awaitedExpression(call));
  const binding = name && bindings.of(name);
  return (
    binding !== undefined &&
    binding.id === name &&
    binding.kind !== 'var' &&
    name.parent?.parent?.parent?.type !== 'ExportNamedDeclaration' &&
    binding.reads.every(isOnlyLogged)
  );
}

// ---- callbacks ----

/** `verify(token, key, (err) => { if (err) return res.sendStatus(401); }); next();`: what the callback answers stops nothing outside. */
function besideCallback(call: Node, callback: AnyFunction, bindings: Bindings): Outcome {
  const outcome = callbackOutcome(callback, bindings);
  const [error] = callback.params;
  if (outcome !== 'used' || error?.type !== 'Identifier' || !isStatement(outermost(call)) || !isFollowedByNext(call)) return outcome;
  const looks = bindings.of(error)?.reads ?? [];
  const statements = callback.body?.type === 'BlockStatement' ? callback.body.body : [];
  return statements.some((one) => one.type === 'IfStatement' && asksForError(one.test, looks) && refuses(one.consequent))
    ? 'error answered'
    : outcome;
}

/** Only answers, and perhaps a way out of the callback. */
function refuses(branch: Node): boolean {
  const statements = statementsOf(branch);
  const last = statements.at(-1);
  if (last?.type !== 'ReturnStatement') return onlyAnswers(branch);
  const answers = last.argument ? isAnswering(last.argument) : statements.slice(0, -1).some(isAnswer);
  return answers && statements.slice(0, -1).every((one) => isLog(one) || isAnswer(one));
}

/** `(err, decoded) => …` that looks neither at its error nor at whether there is a result. */
function callbackOutcome(callback: AnyFunction, bindings: Bindings): Outcome {
  const [error, result] = callback.params;
  if (!callback.body || (error && error.type !== 'Identifier')) return 'unknown';
  const looks = error ? (bindings.of(error)?.reads ?? []).filter((read) => !isOnlyLogged(read)) : [];
  const answers = result ? boundNames(result).flatMap((id) => bindings.of(id)?.reads ?? []) : [];
  if (looks.length > 0) return goesOn(callback, looks, answers);
  if (answers.length === 0 && !hasEffect(callback)) return 'used';
  return answers.some(isTested) || isHandedOn(callback, answers) ? 'used' : 'error ignored';
}

const hasEffect = (fn: AnyFunction): boolean =>
  fn.body !== null && (fn.body.type !== 'BlockStatement' || !fn.body.body.every((one) => isLog(one)));

/** `console.log(err)`, or `if (err) console.log(err)`: nothing follows from it. */
function isOnlyLogged(read: Node): boolean {
  let at: Node | null | undefined = read;
  while (at && !/Statement$/.test(at.type)) at = /Function/.test(at.type) ? undefined : at.parent;
  if (at?.type === 'IfStatement') return at.test === read && !at.alternate && statementsOf(at.consequent).every(isLog);
  return at?.type === 'ExpressionStatement' && isLog(at);
}

/** `(_, claims) => resolve(claims)`: the next one gets nothing for a bad token, and can see that. */
function isHandedOn({ body }: AnyFunction, answers: readonly Node[]): boolean {
  const [only, ...more] = body?.type === 'BlockStatement' ? body.body : [body];
  const call = only?.type === 'ExpressionStatement' ? only.expression : only?.type === 'ReturnStatement' ? only.argument : only;
  return more.length === 0 && call?.type === 'CallExpression' && call.arguments.some((one) => answers.includes(one));
}

// ---- branches that answer, and go on ----

/** `if (err) res.status(401).json(…);` without a `return`: an answer to the client is no way out of the function. */
function goesOn({ body }: AnyFunction, looks: readonly Node[], answers: readonly Node[]): Outcome {
  const statements = body?.type === 'BlockStatement' ? body.body : [];
  const at = statements.findIndex(
    (one) => one.type === 'IfStatement' && asksForError(one.test, looks) && onlyAnswers(one.consequent),
  );
  const branch = statements[at];
  if (!branch || answers.some(isTested) || looks.some((read) => !isOnlyLogged(read) && !isInside(read, branch))) return 'used';
  // What stands in the `else` is for good tokens alone.
  return afterAnswer(statements.slice(at + 1), answers);
}

/** `err`, `err != null`, `err || !claims`. */
function asksForError(test: Node, looks: readonly Node[]): boolean {
  if (test.type === 'LogicalExpression') return test.operator === '||' && asksForError(test.left, looks);
  if (test.type === 'BinaryExpression') return /^!==?$/.test(test.operator) && looks.includes(test.left);
  return looks.includes(test);
}

const isInside = (node: Node, { start, end }: Node): boolean => node.start >= start && node.end <= end;

/** What comes first after the answer: the claims are taken as they are, the request goes on, or nothing of the kind. */
function afterAnswer(statements: readonly Node[], answers: readonly Node[]): Outcome {
  const [first, last] = [statements[0], statements.at(-1)];
  const events: { readonly at: number; readonly outcome: Outcome }[] = answers
    .filter((read) => first && last && read.start >= first.start && read.end <= last.end)
    .map((read) => ({ at: read.start, outcome: isDereferenced(read) ? 'answered, then fails' : 'error answered' }));
  // Only the first of them can come first.
  for (const statement of statements) {
    const call = callOf(statement);
    if (!call || !isNext(call) || call.arguments.length > 0) continue;
    events.push({ at: call.start, outcome: 'error answered' });
    break;
  }
  return events.sort((a, b) => a.at - b.at)[0]?.outcome ?? 'used';
}

/** `claims.id` of undefined throws; `claims?.id` does not. */
const isDereferenced = (read: Node): boolean => {
  const { parent } = outermost(read);
  return parent?.type === 'MemberExpression' && parent.object === outermost(read) && !parent.optional;
};

const caughtOutcome = (call: Node, context: CodeContext): Outcome => (isSwallowed(call) ? 'swallowed' : (caughtWay(call, context) ?? 'used'));

// ---- promises ----

function promiseOutcome(call: Node, context: CodeContext): Outcome {
  const { bindings } = context;
  const node = outermost(call);
  if (isKeptAsUser(node)) return 'floating';
  const { parent } = node;
  switch (parent?.type) {
    case 'AwaitExpression': return caughtOutcome(call, context);
    case 'ExpressionStatement': return 'floating';
    case 'UnaryExpression': return parent.operator === 'void' ? 'floating' : 'promise tested';
    case 'ReturnStatement': case 'ArrowFunctionExpression': return 'returned';
    case 'MemberExpression': return chainedWay(call, context) ?? chained(parent, bindings);
    case 'VariableDeclarator': return parent.id.type === 'Identifier' ? storedOutcome(parent.id, bindings) : 'used';
    default: return isTested(node) ? 'promise tested' : 'used';
  }
}

/** `.catch(() => {})` on a promise whose value nobody uses; other methods hand the outcome on. */
function chained(member: Node, bindings: Bindings): Outcome {
  const call = member.parent;
  if (call?.type !== 'CallExpression' || member.type !== 'MemberExpression' || member.property.type !== 'Identifier') return 'used';
  const last = endOfChain(call);
  if (member.property.name === 'then' && isStatement(outermost(last)) && isFollowedByNext(last)) return 'floating';
  const handler = call.arguments[0];
  if (member.property.name === 'catch' && last === call && answersOnly(handler)) return behindAnswer(call, bindings);
  return member.property.name === 'catch' && isQuiet(call.arguments[0]) && isStatement(awaitedExpression(call))
    ? 'swallowed'
    : 'used';
}

/** `(error) => { res.status(401).end(); }`. */
const answersOnly = (handler: Node | undefined): boolean =>
  (handler?.type === 'ArrowFunctionExpression' || handler?.type === 'FunctionExpression') &&
  handler.body !== null &&
  (handler.body.type === 'BlockStatement' ? onlyAnswers(handler.body) : isAnswering(handler.body));

/** `const result = await verify(token).catch(() => { res.status(401).end(); }); next();`: what stands behind it. */
function behindAnswer(call: Node, bindings: Bindings): Outcome {
  const declared = targetName(awaitedExpression(call));
  const reads = declared ? (bindings.of(declared)?.reads ?? []) : [];
  const statement = statementAround(awaitedExpression(call));
  const block = statement?.parent;
  if (!statement || block?.type !== 'BlockStatement' || awaitedExpression(call) === outermost(call) || reads.some(isTested)) return 'used';
  const body = block.body;
  return nextsIn(block).length === 0 ? 'used' : afterAnswer(nodesAfter(body, statement), reads);
}

/** `verify(token).then(…); next();`: the request goes on before there is an answer. */
function isFollowedByNext(call: Node): boolean {
  const statement = awaitedExpression(call).parent;
  const block = statement?.parent;
  return block?.type === 'BlockStatement' && nextsIn(block).some(({ start, isPlain }) => isPlain && start > statement!.start);
}

/** `() => {}`, `() => null`, `console.error`. */
function isQuiet(handler: Node | undefined): boolean {
  if (handler?.type === 'MemberExpression') return isLogger(handler);
  if (handler?.type !== 'ArrowFunctionExpression' && handler?.type !== 'FunctionExpression') return false;
  const { body } = handler;
  if (body?.type === 'BlockStatement') return body.body.every(isIdle);
  return (
    body?.type === 'Literal' ||
    (body?.type === 'Identifier' && body.name === 'undefined') ||
    (body?.type === 'CallExpression' && isLogger(body.callee))
  );
}

function storedOutcome(id: Node, bindings: Bindings): Outcome {
  const reads = bindings.of(id)?.reads ?? [];
  if (reads.length === 0) return id.parent?.parent?.parent?.type === 'ExportNamedDeclaration' ? 'used' : 'floating';
  return reads.every(isTested) ? 'promise tested' : 'used';
}

// ---- catch that goes on ----

/** Nothing differs between a good and a bad token: the result is dropped, and both ways log, go on, or return the same. */
function isSwallowed(call: Node): boolean {
  const expression = awaitedExpression(call);
  if (!isStatement(expression)) return false;
  const statement = expression.parent;
  const attempt = statement && enclosingTry(statement);
  if (!attempt?.handler || (attempt.finalizer && !attempt.finalizer.body.every(isIdle))) return false;
  const body = attempt.block.body;
  const at = statement ? indexIn(body, statement) : -1;
  return at >= 0 && endsAlike(body.slice(at + 1), attempt.handler.body.body);
}

function endsAlike(one: readonly Node[], other: readonly Node[]): boolean {
  const [word, same] = [constantOf(one.at(-1)), constantOf(other.at(-1))];
  const rest = (statements: readonly Node[], last: string | undefined): readonly Node[] =>
    last === undefined ? statements : statements.slice(0, -1);
  return word === same && [...rest(one, word), ...rest(other, same)].every(isIdle);
}

/** `return true;`: the constant as it is written. */
function constantOf(statement: Node | undefined): string | undefined {
  const argument = statement?.type === 'ReturnStatement' ? statement.argument : undefined;
  return argument?.type === 'Literal' ? (argument.raw ?? undefined) : undefined;
}

/** A log line, `next()`, or `return next()`: the same in both branches, or nothing at all. */
function isIdle(statement: Node): boolean {
  const expression =
    statement.type === 'ReturnStatement' ? statement.argument : statement.type === 'ExpressionStatement' ? statement.expression : undefined;
  if (expression?.type === 'CallExpression' && expression.callee.type === 'Identifier')
    return expression.callee.name === 'next' && expression.arguments.length === 0;
  return isLog(statement);
}

