// A verify call whose failure is caught, or told by a value → does the request go on all the same? Always worth telling where the client
// is told otherwise; else only where somebody promises that nobody gets past without a good token: a name, a branch that refuses
// requests without one, a policy that allows.
// Leaves alone: names that promise less (`currentUser`, `optionalAuth`), which put the user there if there is one.

import { attachingWords, demandingWords, guestWords, identityMembers } from '../../models/places/requests.ts';
import { wordsOf } from '../../secrets/words/names.ts';
import type { Node } from '../../syntax/code.ts';
import { namesAround } from '../../values/conditions/branches.ts';
import type { CodeContext } from '../../values/code-context.ts';
import { functionAround } from '../../values/macs.ts';
import { nodesWithin } from '../../values/node-index.ts';
import { chainText, lastName, nodesAfter, propertyOf } from '../../values/plain-nodes.ts';
import { isYesFor } from '../../values/conditions/ways-on.ts';
import { holdsWhenUnset } from '../../values/conditions/when-unset.ts';
import { hookAround } from '../guards/hooks.ts';
import type { Outcome } from '../jwt-call.ts';
import { isTested, outermost, awaitedExpression, statementAround, targetName, tryAround } from './answer-value.ts';
import { isRefusing, wayFrom, wayThrough } from './failing-way.ts';
import type { Ask, Way } from './failing-way.ts';

/** `try { req.user = verify(t) } catch { res.status(401).end() } next();` */
export function caughtWay(call: Node, context: CodeContext): Outcome | undefined {
  const [attempt, statement] = [tryAround(call), statementAround(call)];
  if (!attempt || !statement) return undefined;
  const { handler, finalizer } = attempt;
  const caught = (handler?.body.body ?? []);
  const failing = wayFrom(caught, attempt, unsetBy(call, context));
  const atLast = finalizer ? wayFrom(finalizer.body, finalizer, undefined) : undefined;
  if (finalizer && atLast && isIn(atLast, finalizer) && atLast.ends === 'goes on') {
    if (!handler || failing.ends === 'leaves') return 'let on at last';
    return failing.isAnswered ? 'error answered' : undefined;
  }
  if (!handler) return undefined;
  if (failing.isAnswered && readsOf(call, context).some(isTested)) return undefined;
  const body = attempt.block.body;
  const good = (): Way => wayFrom(nodesAfter(body, statement), attempt, undefined, true);
  return judged(call, failing, good, context);
}

const isIn = ({ at }: Way, { start, end }: Node): boolean => at >= start && at <= end;

/** `if (!isValid(token)) res.sendStatus(401); next();`, and the same by a name. */
export function toldWay(call: Node, context: CodeContext): Outcome | undefined {
  const statement = statementAround(awaitedExpression(call));
  if (!statement) return undefined;
  const failing = wayFrom(statement.type === 'IfStatement' ? [statement] : [], statement, unsetBy(call, context));
  return failing.isAnswered ? judged(call, failing, () => failing, context) : undefined;
}

/** `verify(t).then(…).catch(() => { res.status(401).end(); }).then(() => next())`. */
export function chainedWay(call: Node, context: CodeContext): Outcome | undefined {
  let [isHandled, isAnswered] = [false, false];
  const goods: Node[] = [];
  for (const { name, given: [first, second] } of linksOf(call)) {
    const handler = name === 'catch' ? (isHandled ? undefined : first) : name === 'finally' ? first : isHandled ? first : second;
    if (name === 'then' && first) goods.push(first);
    if (!handler) continue;
    const way = wayThrough(handler);
    if (way.ends === 'unknown') return undefined;
    if (name === 'finally' && way.ends !== 'goes on') continue;
    isAnswered ||= way.isAnswered;
    if (way.ends === 'goes on') {
      if (name === 'finally' && !isHandled) return 'let on at last';
      const good = (): Way =>
        goods.map((one) => wayThrough(one, undefined, true)).find(({ ends }) => ends === 'goes on') ?? { ...way, ends: 'unknown' };
      return judged(call, { ...way, isAnswered }, good, context);
    }
    isHandled = way.ends === 'falls' || way.given !== undefined;
  }
  return undefined;
}

interface Link { readonly name: string; readonly given: readonly Node[] }

function linksOf(call: Node): readonly Link[] {
  const links: Link[] = [];
  for (let at = outermost(call); ; ) {
    const member: Node | null | undefined = at.parent;
    const next: Node | null | undefined = member?.parent;
    if (member?.type !== 'MemberExpression' || next?.type !== 'CallExpression' || !LINKS.test(propertyOf(member))) return links;
    links.push({ name: propertyOf(member), given: next.arguments });
    at = outermost(next);
  }
}

const LINKS = /^(?:then|catch|finally)$/;

/** `request.user = verify(token)` of a promise: the user is one, too, and no `catch` hears of it. */
export const isKeptAsUser = ({ parent }: Node): boolean =>
  parent?.type === 'AssignmentExpression' && parent.left.type === 'MemberExpression' && identityMembers.has(lastName(parent.left));

// ---- does it go on? ----

function judged(call: Node, failing: Way, good: () => Way, context: CodeContext): Outcome | undefined {
  const letsOn = ({ ends, isSent }: Way): boolean =>
    ends === 'goes on' || (ends === 'falls' && !isSent && hookAround(call, context) !== undefined);
  if (!letsOn(failing)) return undefined;
  if (failing.isAnswered) return failsFirst(call, failing, context) ? 'answered, then fails' : 'error answered';
  const isMeant = isPromised(call) || refusesWithout(call, context) || isNoWayOut(failing) ||
    (failing.given !== undefined && isYesFor(failing.given));
  return isMeant && letsOn(good()) ? 'swallowed' : undefined;
}

/** `catch { log(); return; }` at the end of a hook: written to stop it. */
const isNoWayOut = ({ ends, given }: Way): boolean => ends === 'falls' && given !== undefined;

/** `claims.id` of undefined throws before anything goes on; `claims?.id` does not. */
const failsFirst = (call: Node, { at }: Way, context: CodeContext): boolean => readsOf(call, context).some((read) => {
  const node = outermost(read);
  const { parent } = node;
  return read.start > call.end && read.start < at && parent?.type === 'MemberExpression' &&
    parent.object === node && !parent.optional;
});

function readsOf(call: Node, { bindings }: CodeContext): readonly Node[] {
  const name = targetName(awaitedExpression(call));
  return name ? (bindings.of(name)?.reads ?? []) : [];
}

/** On the failing way there is no answer: neither the call, nor the name or member that takes it. */
function unsetBy(call: Node, context: CodeContext): Ask {
  const own = awaitedExpression(call);
  const reads = new Set([own, call, ...readsOf(call, context)]);
  const target = own.parent?.type === 'AssignmentExpression' ? chainText(own.parent.left) : undefined;
  const isUnset = (node: Node): boolean => reads.has(node) ||
    (target !== undefined && node.type === 'MemberExpression' && chainText(node) === target);
  return (test) => holdsWhenUnset(test, isUnset, context);
}

// ---- does somebody promise otherwise? ----

/** The function and, for a method, its class; what the answer is assigned to says nothing of the guard. */
export const isPromised = (call: Node): boolean => namesAround(statementAround(call) ?? call).slice(0, 2).some(promisesAUser);

function promisesAUser(name: string): boolean {
  const words = wordsOf(name);
  return words.some((word) => demandingWords.has(word)) && !words.some((word) => attachingWords.has(word) || guestWords.has(word));
}

/** `if (!token) return res.sendStatus(401);` above it in the same function. */
function refusesWithout(call: Node, { bindings, file }: CodeContext): boolean {
  const fn = functionAround(call);
  return fn !== undefined && nodesWithin(bindings, 'IfStatement', fn).some(({ test, consequent, end }) =>
    end < call.start && /^!|\|\| ?!|== ?null|=== ?undefined/.test(file.text.slice(test.start, test.end)) &&
    SAYS_TOKEN.test(file.text.slice(test.start, test.end)) && isRefusing(consequent));
}

const SAYS_TOKEN = /token|auth|header|bearer|cookie|jwt|session|credential/i;
