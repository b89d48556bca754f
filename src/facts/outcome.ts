// What becomes of the answer of a verify call: awaited, tested, returned, or lost.
// Follows the call's own value; a result stored in an object or handed on is `used`.

import type { Failure } from '../models/model.ts';
import type { Node, TryStatement } from '../syntax/code.ts';
import type { AnyFunction } from './expressions.ts';
import type { Bindings } from './bindings.ts';
import { boundNames } from './bindings.ts';
import type { JwtCall, Outcome } from './facts.ts';
import type { AnyCall, CodeContext } from './code-context.ts';

const WRAPPERS = new Set(['ChainExpression', 'TSAsExpression', 'TSNonNullExpression', 'TSSatisfiesExpression', 'ParenthesizedExpression', 'TSTypeAssertion']);

/** Outcomes that lose the answer. */
const LOST: ReadonlySet<Outcome> = new Set(['floating', 'promise tested', 'untested', 'error ignored', 'swallowed']);

/** Of several calls of one verifier the first whose answer is lost. */
export function answerOf(calls: readonly AnyCall[], fails: Failure | 'callback' | undefined, callback: AnyFunction | undefined, context: CodeContext): { readonly outcome: Outcome; readonly by: AnyCall } {
  const answers = calls.map((by) => ({ by, outcome: outcomeOf(by, fails, callback, context) }));
  return answers.find(({ outcome }) => LOST.has(outcome)) ?? answers[0]!;
}

function outcomeOf(call: Node, fails: Failure | 'callback' | undefined, callback: AnyFunction | undefined, { bindings }: CodeContext): Outcome {
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
  if (!callback.body || (error && error.type !== 'Identifier')) return 'unknown';
  const looks = error ? (bindings.of(error)?.reads ?? []).filter((read) => !isOnlyLogged(read)) : [];
  if (looks.length > 0) return 'used';
  const answers = result ? boundNames(result).flatMap((id) => bindings.of(id)?.reads ?? []) : [];
  if (answers.length === 0 && !hasEffect(callback)) return 'used';
  return answers.some(isTested) || isHandedOn(callback, answers) ? 'used' : 'error ignored';
}

const hasEffect = (fn: AnyFunction): boolean => fn.body !== null && (fn.body.type !== 'BlockStatement' || !fn.body.body.every((one) => isLog(one as Node)));

/** `console.log(err)`, or `if (err) console.log(err)`: nothing follows from it. */
function isOnlyLogged(read: Node): boolean {
  let at: Node | null | undefined = read;
  while (at && !/Statement$/.test(at.type)) at = /Function/.test(at.type) ? undefined : at.parent;
  if (at?.type === 'IfStatement') return at.test === (read as unknown) && !at.alternate && statementsOf(at.consequent as Node).every(isLog);
  return at?.type === 'ExpressionStatement' && isLog(at);
}

const statementsOf = (node: Node): readonly Node[] => (node.type === 'BlockStatement' ? (node.body as Node[]) : [node]);

/** `(_, claims) => resolve(claims)`: the next one gets nothing for a bad token, and can see that. */
function isHandedOn({ body }: AnyFunction, answers: readonly Node[]): boolean {
  const [only, ...more] = body?.type === 'BlockStatement' ? (body.body as Node[]) : [body as Node];
  const call = only?.type === 'ExpressionStatement' ? only.expression : only?.type === 'ReturnStatement' ? only.argument : only;
  return more.length === 0 && call?.type === 'CallExpression' && call.arguments.some((one) => answers.includes(one as Node));
}

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
  return member.property.name === 'catch' && isQuiet(call.arguments[0] as Node | undefined) && isStatement(settled(call)) ? 'swallowed' : 'used';
}

/** `() => {}`, `() => null`, `console.error`. */
function isQuiet(handler: Node | undefined): boolean {
  if (handler?.type === 'MemberExpression') return isLogger(handler);
  if (handler?.type !== 'ArrowFunctionExpression' && handler?.type !== 'FunctionExpression') return false;
  const { body } = handler;
  if (body?.type === 'BlockStatement') return (body.body as Node[]).every(isIdle);
  return body?.type === 'Literal' || (body?.type === 'Identifier' && body.name === 'undefined') || (body?.type === 'CallExpression' && isLogger(body.callee as Node));
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
  const expression = statement.type === 'ReturnStatement' ? statement.argument : statement.type === 'ExpressionStatement' ? statement.expression : undefined;
  if (expression?.type === 'CallExpression' && expression.callee.type === 'Identifier') return expression.callee.name === 'next' && expression.arguments.length === 0;
  return isLog(statement);
}

function isLog(statement: Node): boolean {
  if (statement.type === 'EmptyStatement') return true;
  return statement.type === 'ExpressionStatement' && statement.expression.type === 'CallExpression' && isLogger(statement.expression.callee as Node);
}

/** `console.error`, `this.logger.warn`, `request.log.info`. */
function isLogger(callee: Node): boolean {
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return false;
  const { object } = callee;
  const of = object.type === 'Identifier' ? object.name : object.type === 'MemberExpression' && object.property.type === 'Identifier' ? object.property.name : '';
  return /^(?:console|log|logger)$/i.test(of) && /^(?:log|info|warn|error|debug|trace)$/.test(callee.property.name);
}

// ---- catch that decodes ----

/** `try { claims = verify(t) } catch { claims = decode(t) }`: a bad token gives claims all the same. */
export function fallsBackTo(call: JwtCall, calls: readonly JwtCall[], context: CodeContext): boolean {
  if (call.does !== 'verify' || call.outcome === 'floating') return false;
  return calls.some((other) => {
    if (other.does !== 'decode' || other.operation.headerOnly) return false;
    const attempt = context.bindings.all('CatchClause').find(({ start, end }) => other.at.start > start && other.at.end < end)?.parent;
    if (attempt?.type !== 'TryStatement' || call.at.start < attempt.block.start || call.at.end > attempt.block.end) return false;
    const [good, bad] = [targetOf(call, context), targetOf(other, context)];
    return good !== undefined && good === bad;
  });
}

/** Where the answer goes: the text of what it is assigned to, or `return`. */
function targetOf({ slots: { call } }: JwtCall, { bindings, file }: CodeContext): string | undefined {
  let at: Node | null | undefined = bindings.all('CallExpression').find(({ start, end }) => start === call.start && end === call.end);
  for (; at; at = at.parent) {
    if (at.type === 'ReturnStatement') return 'return';
    if (at.type === 'AssignmentExpression') return file.text.slice(at.left.start, at.left.end);
    if (at.parent?.type === 'CallExpression' && at.parent.callee !== (at as unknown)) return undefined;
    if (/Statement|Function|Declarat/.test(at.type)) return undefined;
  }
  return undefined;
}

// ---- signed tokens ----

/** A token that only goes into an object made or stored here: `new Record({ request })`, `store.set(id, token)`. */
export function isKept(call: Node, { bindings }: CodeContext): boolean {
  const node = settled(call);
  const { parent } = node;
  const id = parent?.type === 'VariableDeclarator' ? parent.id : parent?.type === 'AssignmentExpression' ? parent.left : undefined;
  if (id?.type !== 'Identifier') return isStored(node);
  const reads = bindings.of(id as Node)?.reads ?? [];
  return reads.some(isStored) && !reads.some(isHandedOut);
}

function isStored(node: Node): boolean {
  const at = aroundObjects(node);
  const { parent } = at;
  if (parent?.type === 'NewExpression') return parent.callee !== (at as unknown) && !(parent.callee.type === 'Identifier' && /Response|Error|URL/.test(parent.callee.name));
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
  return parent?.type === 'CallExpression' && parent.callee.type === 'MemberExpression' && parent.callee.property.type === 'Identifier' ? parent.callee.property.name : undefined;
}
