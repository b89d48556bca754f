// An answer that counts as true for bad tokens as well, an object or an error → is its truth all that the code asks for?

import type { Node } from '../../syntax/code.ts';
import type { Bindings } from '../../values/bindings.ts';
import { isLogger } from '../../values/conditions/ways-on.ts';
import { spend } from '../../values/work.ts';
import type { Outcome } from '../jwt-call.ts';
import { outermost, awaitedExpression, targetName } from './answer-value.ts';
import { propertyName } from './client-answers.ts';

/** `if (!check(token)) return refuse();`, also through a name of which nothing else is asked. */
export function isTestedInVain(call: Node, bindings: Bindings): Outcome {
  const answer = awaitedExpression(call);
  if (isAsked(answer)) return 'always true';
  const name = targetName(answer);
  const reads = name ? (bindings.of(name)?.reads ?? []) : [];
  spend(reads.length);
  if (!reads.some(isAsked) || !reads.every((read) => isAsked(read) || isTakenWhole(read) || isMemberTaken(read))) return 'used';
  return reads.some(isMemberTaken) ? 'always true, then read' : 'always true';
}

/** The condition of a branch, alone or among others. */
function isAsked(read: Node): boolean {
  const node = outermost(read);
  const { parent } = node;
  switch (parent?.type) {
    case 'IfStatement': case 'ConditionalExpression': return parent.test === node;
    case 'UnaryExpression': return parent.operator === '!' && isAsked(parent);
    case 'LogicalExpression': return isAsked(parent);
    default: return false;
  }
}

/** `req.user = claims`, `console.log(claims)`. */
function isTakenWhole(read: Node): boolean {
  const node = outermost(read);
  const { parent } = node;
  if (parent?.type === 'AssignmentExpression') return parent.right === node && parent.left.type === 'MemberExpression';
  return parent?.type === 'CallExpression' && parent.callee !== node && isLogger(parent.callee);
}

/** `claims.id`, of which nothing is asked; `result.valid` says what the answer itself does not. */
function isMemberTaken(read: Node): boolean {
  const { parent } = outermost(read);
  if (parent?.type !== 'MemberExpression' || parent.object !== outermost(read)) return false;
  const at = outermost(parent);
  const isCalled = at.parent?.type === 'CallExpression' && at.parent.callee === at;
  return !TELLING.test(propertyName(parent)) && !isCalled && !isAsked(parent) && at.parent?.type !== 'BinaryExpression';
}

const TELLING = /^(?:|(?:is_?)?(?:valid|invalid|ok|success|verified|authenticated|expired|failed)|errors?|err|message|name|status|code|reason|type|kind|result)$/i;
