// A call that verifies → the function around it, if verifying is all it does, and how it tells its caller that a token is bad:
// it throws as the call does, or gives back nothing, false, or something that counts as true.
// Leaves alone: functions that do more (what they do to a request or a store is their answer), and those whose ways out differ.

import { forEachChild } from '../../syntax/code.ts';
import type { AnyFunction, Node } from '../../syntax/code.ts';
import type { Bindings } from '../../values/bindings.ts';
import { once } from '../../values/once.ts';
import { lastName, nodesAfter, unwrapped } from '../../values/plain-nodes.ts';
import { isLog, statementsOf } from '../../values/conditions/ways-on.ts';
import { spend } from '../../values/work.ts';
import type { Answer } from '../jwt-call.ts';
import { endOfChain, outermost, awaitedExpression } from './answer-value.ts';
import { propertyName } from './client-answers.ts';

const GIVEN = ['false', 'null', 'undefined', 'something'] as const;
type Given = (typeof GIVEN)[number];
type Exit = Given | 'throw' | 'unknown';

interface VerifyingFunction { readonly fn: AnyFunction; readonly fails: Answer }

/** `callback`: the function that the call hands its answer to. */
export function verifyingFunctionAround(
  call: Node, fails: Answer | 'callback' | undefined, callback: AnyFunction | undefined, bindings: Bindings,
): VerifyingFunction | undefined {
  const nearest = functionAround(call);
  if (!nearest || fails === undefined || fails === 'handled') return undefined;
  const promise = promiseMadeBy(nearest);
  const fn = promise ? functionAround(promise) : nearest;
  if (!fn || ('generator' in fn && fn.generator) || !onlyVerifies(fn)) return undefined;
  const told = promise
    ? ofPromise(promise, promised(call, fails, callback, nearest, bindings), fn)
    : fails === 'callback' ? undefined : ofCall(call, fails, fn);
  return told && { fn, fails: told };
}

function functionAround(node: Node): AnyFunction | undefined {
  for (let at = node.parent; at; at = at.parent) if (isFunction(at)) return at;
  return undefined;
}

const isFunction = (node: Node): node is AnyFunction & Node =>
  node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression';

/** `new Promise((resolve, reject) => …)` around its function. */
const promiseMadeBy = ({ parent }: AnyFunction): Node | undefined =>
  (parent?.type === 'NewExpression' && lastName(parent.callee) === 'Promise' ? parent : undefined);

// ---- what the function itself gives ----

function ofCall(call: Node, fails: Answer, fn: AnyFunction): Answer | undefined {
  const isLater = fails === 'rejects' || fails.startsWith('resolves');
  if (isLater && awaitedExpression(call) === outermost(call)) return ofChain(call, fails, fn);
  if (fails !== 'throws' && fails !== 'rejects') {
    const given = givenIn(fails);
    return given && isReturned(awaitedExpression(call)) ? said(given, fn) : undefined;
  }
  return succeeds(fn) ? said(whereThrown(awaitedExpression(call), fn), fn) : undefined;
}

/** `return verify(token).then(…).catch(() => null)`, also waited for. */
function ofChain(call: Node, fails: Answer, fn: AnyFunction): Answer | undefined {
  const last = endOfChain(call);
  const caught = fails === 'rejects' ? caughtIn(call, last) : undefined;
  if (isReturned(outermost(last)))
    return caught === undefined || caught === 'throw' ? fails : caught === 'unknown' ? undefined : `resolves ${caught}`;
  if (last === call || awaitedExpression(last) === outermost(last)) return undefined;
  if (caught !== undefined && caught !== 'throw') return isReturned(awaitedExpression(last)) ? said(caught, fn) : undefined;
  return fails === 'rejects' && succeeds(fn) ? said(whereThrown(awaitedExpression(last), fn), fn) : undefined;
}

/** What the `catch` of a chain gives instead; undefined where there is none. */
function caughtIn(call: Node, last: Node): Exit | undefined {
  for (let at = call; at !== last; ) {
    const method = outermost(at).parent;
    if (method?.type !== 'MemberExpression' || method.parent?.type !== 'CallExpression') return 'unknown';
    at = method.parent;
    const [first, second] = method.parent.arguments;
    const handler = propertyName(method) === 'catch' ? first : propertyName(method) === 'then' ? second : undefined;
    if (handler) return isFunction(handler) ? ofHandler(handler) : 'unknown';
  }
  return undefined;
}

function ofHandler({ body, params: [param] }: AnyFunction): Exit {
  const error = param?.type === 'Identifier' ? param.name : undefined;
  if (!body) return 'unknown';
  if (body.type !== 'BlockStatement') return givenBy(body, error);
  const statements = statementsOf(body);
  const last = statements.at(-1);
  if (!statements.slice(0, -1).every(isLog)) return 'unknown';
  if (!last || isLog(last)) return 'undefined';
  return last.type === 'ReturnStatement' || last.type === 'ThrowStatement' ? exitOf(last, error) : 'unknown';
}

/** A promise that is made, and given back or waited for. */
function ofPromise(promise: Node, exit: Exit, fn: AnyFunction): Answer | undefined {
  if (isReturned(outermost(promise))) return exit === 'unknown' ? undefined : exit === 'throw' ? 'rejects' : `resolves ${exit}`;
  const isAwaited = awaitedExpression(promise) !== outermost(promise);
  if (!isAwaited) return undefined;
  if (exit !== 'throw') return isReturned(awaitedExpression(promise)) ? said(exit, fn) : undefined;
  return succeeds(fn) ? said(whereThrown(awaitedExpression(promise), fn), fn) : undefined;
}

const givenIn = (fails: Answer): Given | undefined => GIVEN.find((one) => fails === `returns ${one}` || fails === `resolves ${one}`);

function said(exit: Exit, { async }: AnyFunction): Answer | undefined {
  if (exit === 'unknown') return undefined;
  if (exit === 'throw') return async ? 'rejects' : 'throws';
  return async ? `resolves ${exit}` : `returns ${exit}`;
}

const isReturned = ({ parent }: Node): boolean => parent?.type === 'ReturnStatement' || parent?.type === 'ArrowFunctionExpression';

/** The nearest `catch` around it decides; without one the function throws. */
function whereThrown(node: Node, fn: AnyFunction): Exit {
  let child = node;
  for (let at = node.parent; at && at !== fn; child = at, at = at.parent) {
    spend();
    if (at.type === 'TryStatement' && at.handler && at.block === child) return at.finalizer ? 'unknown' : ofCatch(at, fn);
  }
  return 'throw';
}

function ofCatch(attempt: Extract<Node, { type: 'TryStatement' }>, fn: AnyFunction): Exit {
  const body = attempt.handler!.body;
  const error = attempt.handler!.param?.type === 'Identifier' ? attempt.handler!.param.name : undefined;
  const found = exitsIn(body).map((one) => exitOf(one, error));
  const last = statementsOf(body).at(-1);
  if (last?.type !== 'ReturnStatement' && last?.type !== 'ThrowStatement') {
    if (!statementsOf(body).every(isLog)) return 'unknown';
    found.push(behind(attempt, fn));
  }
  const [first = 'unknown', ...others] = new Set(found);
  return others.length === 0 ? first : 'unknown';
}

/** What comes after a `catch` that goes on. */
function behind(attempt: Node, fn: AnyFunction): Exit {
  if (attempt.parent?.type !== 'BlockStatement' || attempt.parent !== fn.body) return 'unknown';
  const body = attempt.parent.body;
  const [next, ...more] = nodesAfter(body, attempt).filter((one) => !isLog(one));
  if (!next) return 'undefined';
  return more.length === 0 && next.type === 'ReturnStatement' ? exitOf(next, undefined) : 'unknown';
}

/** `return` and `throw` of this function. */
const exitsIn = once((block: Node): readonly Node[] => {
  const found: Node[] = [];
  const visit = (node: Node): void => {
    if (isFunction(node) || node.type === 'ClassDeclaration') return;
    if (node.type === 'ReturnStatement' || node.type === 'ThrowStatement') found.push(node);
    else forEachChild(node, visit);
  };
  visit(block);
  return found;
});

const exitOf = (statement: Node, error: string | undefined): Exit =>
  (statement.type === 'ReturnStatement' ? (statement.argument ? givenBy(statement.argument, error) : 'undefined') : 'throw');

function givenBy(value: Node, error: string | undefined): Exit {
  const at = unwrapped(value);
  switch (at.type) {
    case 'Literal':
      if (at.value === null && at.raw === 'null') return 'null';
      return at.value === false ? 'false' : typeof at.value === 'string' && at.value !== '' ? 'something' : 'unknown';
    case 'Identifier': return at.name === 'undefined' ? 'undefined' : at.name === error ? 'something' : 'unknown';
    case 'UnaryExpression': return at.operator === 'void' ? 'undefined' : 'unknown';
    case 'MemberExpression': return isOfError(at, error) ? 'something' : 'unknown';
    case 'TemplateLiteral': case 'ArrayExpression': return 'something';
    case 'ObjectExpression': return at.properties.every(({ type }) => type === 'Property') ? 'something' : 'unknown';
    case 'NewExpression': return /Error$/.test(lastName(at.callee)) ? 'something' : 'unknown';
    case 'CallExpression': return settledBy(at, error);
    default: return 'unknown';
  }
}

/** `error.message`. */
const isOfError = ({ object }: Extract<Node, { type: 'MemberExpression' }>, error: string | undefined): boolean =>
  error !== undefined && object.type === 'Identifier' && object.name === error;

/** `Promise.resolve(null)`, `Promise.reject(error)`, `Error('…')`. */
function settledBy({ callee, arguments: [given] }: Extract<Node, { type: 'CallExpression' }>, error: string | undefined): Exit {
  if (callee.type === 'Identifier') return callee.name === 'Error' ? 'something' : 'unknown';
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier' || callee.object.name !== 'Promise') return 'unknown';
  if (lastName(callee) === 'reject') return 'throw';
  return lastName(callee) !== 'resolve' ? 'unknown' : given ? givenBy(given, error) : 'undefined';
}

// ---- what a promise that is made by hand gives ----

function promised(
  call: Node, fails: Answer | 'callback', callback: AnyFunction | undefined, executor: AnyFunction, bindings: Bindings,
): Exit {
  const [resolve, reject] = executor.params.map((one) => (one.type === 'Identifier' ? bindings.of(one) : undefined));
  const callsOf = (binding: typeof resolve): readonly Extract<Node, { type: 'CallExpression' }>[] =>
    (binding?.reads ?? []).flatMap(({ parent }) => (parent?.type === 'CallExpression' ? [parent] : []));
  if (fails === 'callback') {
    const isInside = ({ start, end }: Node): boolean => callback !== undefined && start >= callback.start && end <= callback.end;
    if (!callback) return isPassed(call, reject) ? 'throw' : 'unknown';
    if (callsOf(reject).some(isInside) || (reject?.reads ?? []).some(isInside)) return 'throw';
    return resolvedWith(callsOf(resolve).filter(isInside), callback, bindings);
  }
  return fails === 'throws' && whereThrown(awaitedExpression(call), executor) === 'throw' ? 'throw' : 'unknown';
}

/** `verify(token, key, (error, claims) => …)` is told of by what stands there; a function that is handed over may reject. */
const isPassed = (call: Node, reject: ReturnType<Bindings['of']>): boolean =>
  (reject?.reads ?? []).some(({ start, end }) => start >= call.start && end <= call.end);

/** What `resolve` is given where there is an error: in the branch for it, by a condition, or by its absence. */
function resolvedWith(calls: readonly Extract<Node, { type: 'CallExpression' }>[], callback: AnyFunction, bindings: Bindings): Exit {
  const [error, claims] = callback.params;
  if (error?.type !== 'Identifier') return 'unknown';
  const looks = bindings.of(error)?.reads ?? [];
  const asks = (test: Node): boolean => looks.includes(outermostName(test));
  for (const call of calls) {
    spend();
    const [given] = call.arguments;
    const branch = branchAround(call, callback);
    if (branch && asks(branch.test)) return given ? givenBy(given, error.name) : 'undefined';
    if (given?.type === 'ConditionalExpression' && asks(given.test)) return givenBy(given.consequent, error.name);
    if (given?.type === 'UnaryExpression' && given.operator === '!' && looks.includes(given.argument)) return 'false';
  }
  const [only, ...more] = calls;
  const name = only?.arguments[0];
  return looks.length === 0 && more.length === 0 && name?.type === 'Identifier' && claims?.type === 'Identifier'
    && bindings.of(name) === bindings.of(claims) ? 'undefined' : 'unknown';
}

/** `err` of `err`, `err != null`. */
const outermostName = (test: Node): Node => (test.type === 'BinaryExpression' && /^!==?$/.test(test.operator) ? test.left : test);

/** The `if` in whose first branch the node stands. */
function branchAround(node: Node, fn: AnyFunction): Extract<Node, { type: 'IfStatement' }> | undefined {
  let child = node;
  for (let at = node.parent; at && at !== fn; child = at, at = at.parent)
    if (at.type === 'IfStatement' && at.consequent === child) return at;
  return undefined;
}

// ---- functions that only verify ----

/** A good token gives something back. */
const succeeds = (fn: AnyFunction): boolean =>
  fn.body?.type !== 'BlockStatement' || exitsIn(fn.body).some((one) =>
    one.type === 'ReturnStatement' && one.argument !== null && !NOTHING.test(givenBy(one.argument, undefined)));

const NOTHING = /^(?:null|undefined|false)$/;

/** Every statement says, keeps or logs something; none does anything to what is outside. */
const onlyVerifies = once((fn: AnyFunction): boolean => fn.body?.type !== 'BlockStatement' || isQuiet(fn.body));

function isQuiet(node: Node): boolean {
  let quiet = true;
  const visit = (at: Node): void => {
    if (!quiet || isFunction(at)) return;
    if (at.type === 'ExpressionStatement') quiet = isQuietExpression(at);
    else forEachChild(at, visit);
  };
  forEachChild(node, visit);
  return quiet;
}

/** A log line, a name that is given a value, a call that is waited for as it may throw. */
function isQuietExpression(statement: Extract<Node, { type: 'ExpressionStatement' }>): boolean {
  const expression = unwrapped(statement.expression);
  if (isLog(statement)) return true;
  if (expression.type === 'AssignmentExpression') return expression.left.type === 'Identifier';
  return expression.type === 'CallExpression' && CHECKS.test(lastName(expression.callee));
}

const CHECKS = /^_?(?:verif|check|assert|validate|ensure|invariant|debug)/i;
