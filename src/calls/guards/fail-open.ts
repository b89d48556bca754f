// A call that verifies → the way around it that opens when its key, or the switch that asks for it, is not set: requests go on, or
// claims are only decoded. Leaves alone: guards that let guests through anyway, and branches that refuse.

import type { Node } from '../../syntax/code.ts';
import { dependsOnEnvironment, namesAround, ofComparison, questionIn } from '../../values/conditions/branches.ts';
import type { AnyCall, CodeContext } from '../../values/code-context.ts';
import { ENVIRONMENT_TEST } from '../../values/expressions.ts';
import { nodesWithin } from '../../values/node-index.ts';
import { grouped, oncePerFile } from '../../values/once.ts';
import { originsOf } from '../../values/origins.ts';
import { isTransparent, lastName, nodesAfter } from '../../values/plain-nodes.ts';
import type { EnvValue, Value } from '../../values/value.ts';
import { goesOn, handsOn, isLog, isNext, letsOn, statementsOf } from '../../values/conditions/ways-on.ts';
import { holdsWhenUnset, readsOf } from '../../values/conditions/when-unset.ts';
import type { IsUnset } from '../../values/conditions/when-unset.ts';
import { spend } from '../../values/work.ts';
import { asksForUser } from '../outcome/claim-checks.ts';
import { tokenFieldOf } from '../tokens/token-fields.ts';
import type { Bypass } from './bypass.ts';
import { hookAround } from './hooks.ts';
import { isForGuests } from './route-guards.ts';

/** `if (NODE_ENV !== 'production') return next();`, `if (!secret) return next();`, `if (secret) { verify(…) } next();`. */
export function bypassOf(node: AnyCall, key: Value | undefined, context: CodeContext): Bypass | undefined {
  const exits = exitsBefore(node, context);
  const within = functionAround(node);
  const switchedOff = exits.find((one) => one.within === within && one.question !== undefined && !opensByDefault(one.test, context));
  if (switchedOff) return { at: context.expressions.placeOf(switchedOff.test), when: ofComparison(switchedOff.question!, true) };
  const unsigned = exits.find((one) => one.within === within && asksForNone(one.test, context));
  if (unsigned) return { at: context.expressions.placeOf(unsigned.test), when: 'for unsigned tokens' };
  const isKey = key && readsOf(key, context);
  const keyless = isKey && wayAround(node, isKey, exits, context);
  const way = keyless ?? wayAround(node, isSwitch(context), exits, context);
  if (!way || letsGuests(node, way, exits, context)) return undefined;
  const isForDevelopment =
    dependsOnEnvironment(way.test, context) || nodesWithin(context.bindings, 'ThrowStatement', way.branch).length > 0;
  const variables = keyless ? variablesOf(key) : switchesIn(way.test, context);
  return {
    at: context.expressions.placeOf(way.test),
    when: isForDevelopment ? 'in development' : keyless ? 'without its key' : 'unless a variable is set',
    unset: variables.map(({ name }) => name),
  };
}

/** `header.alg === 'none'`, of the header that the token itself brings. */
function asksForNone(test: Node, context: CodeContext): boolean {
  if (test.type !== 'BinaryExpression' || !/^===?$/.test(test.operator)) return false;
  const [left, right] = [test.left, test.right].map((one) => context.local.valueOf(one));
  const isNone = (value: Value | undefined): boolean => value?.kind === 'text' && value.text.toLowerCase() === 'none';
  const isAlgorithm = (value: Value | undefined): boolean => value !== undefined && tokenFieldOf(value, new Set(), context) === 'alg';
  return (isNone(left) && isAlgorithm(right)) || (isNone(right) && isAlgorithm(left));
}

/** `secret ? verify(token, secret) : decode(token)`: where this key of the same function is not set, the token is only decoded. */
export function decodesInstead(decodes: AnyCall, verifies: AnyCall, key: Value, context: CodeContext): readonly string[] | undefined {
  const isKey = readsOf(key, context);
  const takes = ({ test, holds }: Choice): boolean => holdsWhenUnset(test, isKey, context) === holds;
  const avoids = ({ test, holds }: Choice): boolean => holdsWhenUnset(test, isKey, context) === !holds;
  const avoided = conditionsOf(verifies).find(avoids);
  const taken = conditionsOf(decodes).find(takes);
  const isBehind = avoided?.branch !== undefined && leaves(avoided.branch) && avoided.branch.end < decodes.start && isReturned(decodes);
  const isBefore = taken?.branch !== undefined && leaves(taken.branch) && taken.branch.end < verifies.start;
  return (taken && (avoided ?? isBefore)) || isBehind ? variablesOf(key).map(({ name }) => name) : undefined;
}

const leaves = (branch: Node): boolean => statementsOf(branch).at(-1)?.type === 'ReturnStatement';

function isReturned(node: Node): boolean {
  let at: Node | null | undefined = node.parent;
  while (at && isTransparent(at)) at = at.parent;
  return at?.type === 'ReturnStatement';
}

const variablesOf = (key: Value): readonly EnvValue[] =>
  originsOf(key).map(({ value }) => value).filter((value): value is EnvValue => value.kind === 'env' && !value.checked);

// ---- ways around ----

/** The condition that opens it, and where it leads. */
interface Way { readonly test: Node; readonly branch: Node }

interface Exit extends Way { readonly question: string | undefined; readonly end: number; readonly within: Node | undefined }

function wayAround(node: AnyCall, isUnset: IsUnset, exits: readonly Exit[], context: CodeContext): Way | undefined {
  return exits.find(({ test }) => holdsWhenUnset(test, isUnset, context) === true) ?? branchAround(node, isUnset, context);
}

/** The branches that go on, above the call in its function, and in those around it where they hand on requests. */
function exitsBefore(node: Node, context: CodeContext): readonly Exit[] {
  const found: Exit[] = [];
  const nearest = functionAround(node);
  for (let within = nearest; within; within = functionAround(within)) {
    const before = (exitsOf(context).get(within) ?? []).filter(({ end }) => end < node.start);
    found.push(...(within === nearest ? before : before.filter(({ branch }) => handsRequestOn(branch))));
  }
  return found;
}

/** By the function in which they stand. */
const exitsOf = oncePerFile((context: CodeContext) => grouped(
  context.bindings.all('IfStatement').flatMap((node): Exit[] => {
    const [test, branch] = [node.test, node.consequent];
    const isOpen = goesOn(branch) || endsHook(branch, node, context);
    return isOpen ? [{ test, branch, question: questionIn(test, context), end: node.end, within: functionAround(node) }] : [];
  }),
  ({ within }) => within,
));

function functionAround(node: Node): Node | undefined {
  for (let at: Node | null | undefined = node.parent; at; at = at.parent) if (/Function/.test(at.type)) return at;
  return undefined;
}

/** `if (!key) return;` in a hook that lets through whatever returns nothing. */
function endsHook(branch: Node, node: Node, context: CodeContext): boolean {
  const statements = statementsOf(branch);
  const last = statements.at(-1);
  const isBare = last?.type === 'ReturnStatement' && last.argument === null && statements.slice(0, -1).every(isLog);
  return isBare && hookAround(node, context) !== undefined;
}

/** What a middleware, or what makes one, goes on with. */
function handsRequestOn(branch: Node): boolean {
  const last = statementsOf(branch).at(-1);
  const given = last?.type === 'ReturnStatement' ? last.argument : undefined;
  return !given || isNext(given) || handsOn(given);
}

/** The call stands in a branch that is not taken when something is not set, and the other way goes on. */
function branchAround(node: AnyCall, isUnset: IsUnset, context: CodeContext): Way | undefined {
  let child: Node = node;
  for (let at: Node | null | undefined = node.parent; at; child = at, at = at.parent) {
    spend();
    if (/Function/.test(at.type)) return undefined;
    const choice = choiceAt(at, child);
    if (!choice || holdsWhenUnset(choice.test, isUnset, context) !== !choice.holds) continue;
    if (at.type === 'ConditionalExpression') return letsOn(choice.other!) ? { test: choice.test, branch: choice.other! } : undefined;
    const statement = at.type === 'LogicalExpression' ? ifAsking(at) : at;
    if (!statement) continue;
    const other = at.type === 'LogicalExpression' ? undefined : choice.other;
    if (other && goesOnOrEnds(other)) return { test: choice.test, branch: other };
    if (other && !statementsOf(other).every(isLog)) return undefined;
    return restGoesOn(statement, context) || mountsIn(node, statement) ? { test: choice.test, branch: statement } : undefined;
  }
  return undefined;
}

interface Choice {
  readonly test: Node;
  /** What it has to be for the call to run. */
  readonly holds: boolean;
  /** Where the call stands, and where it does not. */
  readonly branch: Node;
  readonly other?: Node | undefined;
}

function choiceAt(at: Node, child: Node): Choice | undefined {
  switch (at.type) {
    case 'IfStatement': case 'ConditionalExpression': {
      if (at.test === child) return undefined;
      const holds = at.consequent === child;
      return { test: at.test, holds, branch: child, other: (holds ? at.alternate : at.consequent) ?? undefined };
    }
    case 'LogicalExpression':
      return at.right === child && at.operator !== '??' 
        ? { test: at.left, holds: at.operator === '&&', branch: child } : undefined;
    default: return undefined;
  }
}

/** Within its function. */
function conditionsOf(node: Node): readonly Choice[] {
  const found: Choice[] = [];
  let child = node;
  for (let at: Node | null | undefined = node.parent; at && !/Function/.test(at.type); child = at, at = at.parent) {
    const choice = choiceAt(at, child);
    if (choice) found.push(choice);
  }
  return found;
}

/** `if (secret && !verify(token, secret)) return refuse();` */
function ifAsking(node: Node): Node | undefined {
  let at = node;
  while (at.parent?.type === 'LogicalExpression' && at.parent.operator === '&&') at = at.parent;
  const { parent } = at;
  return parent?.type === 'IfStatement' && parent.test === at && !goesOn(parent.consequent) ? parent : undefined;
}

const goesOnOrEnds = (branch: Node): boolean => {
  const last = statementsOf(branch).at(-1);
  return goesOn(branch) || (last?.type === 'ExpressionStatement' && isNext(last.expression));
};

/** What stands behind the statement, up to the end of the function: nothing that could refuse, and then the request goes on. */
function restGoesOn(statement: Node, context: CodeContext): boolean {
  let child = statement;
  for (let at = statement.parent; at; child = at, at = at.parent) {
    if (/Function/.test(at.type)) return hookAround(statement, context) !== undefined;
    if (at.type === 'TryStatement' ? at.block !== child : at.type !== 'BlockStatement') return false;
    if (at.type !== 'BlockStatement') continue;
    const body = at.body;
    for (const one of nodesAfter(body, child)) {
      if (one.type === 'ReturnStatement') return one.argument !== null && letsOn(one.argument);
      if (one.type === 'ExpressionStatement' && isNext(one.expression)) return true;
      if (one.type !== 'ExpressionStatement' && one.type !== 'VariableDeclaration') return false;
    }
  }
  return false;
}

const MOUNTS = /^(?:use|addHook)$/;

/** `if (secret) app.use(verifier({ secret }));`: whoever comes behind it is served all the same. */
function mountsIn(node: Node, statement: Node): boolean {
  for (let at = node.parent; at && at !== statement; at = at.parent) {
    if (/Function/.test(at.type)) return false;
    if (at.type === 'CallExpression' && at.parent?.type === 'ExpressionStatement')
      return MOUNTS.test(lastName(at.callee)) && node.type === 'CallExpression';
  }
  return false;
}

// ---- switches ----

/** Anything that the environment says, but which environment it is. */
const isSwitch = (context: CodeContext): IsUnset => (node) => switchOf(node, context) !== undefined;

function switchOf(node: Node, { local }: CodeContext): EnvValue | undefined {
  if (node.type !== 'Identifier' && node.type !== 'MemberExpression') return undefined;
  const value = local.valueOf(node);
  return value.kind === 'env' && !ENVIRONMENT_TEST.test(value.name) ? value : undefined;
}

function switchesIn(test: Node, context: CodeContext): readonly EnvValue[] {
  const names = [...nodesWithin(context.bindings, 'MemberExpression', { start: test.start - 1, end: test.end })];
  const found = names.flatMap((node) => switchOf(node, context) ?? []);
  return found.slice(0, 1);
}

const opensByDefault = (test: Node, context: CodeContext): boolean => holdsWhenUnset(test, isSwitch(context), context) === true;

// ---- guests ----

const SAYS_TOKEN = /token|auth(?!0)|header|bearer|cookie|jwt|session|credential/i;
const SAYS_ROUTE = /path|url|route|method/i;

/** Requests without a token go on anyway: what they may do is asked for behind it. */
function letsGuests(node: Node, way: Way, exits: readonly Exit[], context: CodeContext): boolean {
  const tests = [...exits.map(({ test }) => test), ...conditionsOf(node).flatMap(({ test, other }) => (other ? [] : [test])), way.test];
  return (
    isForGuests(namesAround(node)) || asksForUser(context) || passesFailure(node) ||
    tests.flatMap(operandsOf).some((one) => asksForToken(one, way, context))
  );
}

const operandsOf = (test: Node): readonly Node[] => (test.type === 'LogicalExpression'
  ? [...operandsOf(test.left), ...operandsOf(test.right)] : [test]);

function asksForToken(test: Node, way: Way, { file }: CodeContext): boolean {
  const text = file.text.slice(test.start, Math.min(test.end, test.start + 200));
  const isOwn = test.start >= way.test.start && test.end <= way.test.end && operandsOf(way.test).length === 1;
  return !isOwn && SAYS_TOKEN.test(text) && !SAYS_ROUTE.test(text) && !SAYS_KEY.test(text);
}

const SAYS_KEY = /secret|key|process\.env|jwks|issuer|domain/i;

/** A `catch` around it that goes on. */
function passesFailure(node: Node): boolean {
  let child = node;
  for (let at: Node | null | undefined = node.parent; at && !/Function/.test(at.type); child = at, at = at.parent) {
    if (at.type !== 'TryStatement' || at.block !== child || !at.handler) continue;
    const body = at.handler.body;
    const statements = statementsOf(body);
    if (statements.length === 0 || goesOnOrEnds(body)) return true;
  }
  return false;
}
