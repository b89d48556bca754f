// A guard whose name promises that nobody gets past it without a good token, and whose `catch` lets the request go on.
// Leaves alone: names that promise less (`currentUser`, `optionalAuth`), which put the user there if there is one.

import { attachingWords, demandingWords, guestWords } from '../../models/places/requests.ts';
import { wordsOf } from '../../secrets/words/names.ts';
import type { Node } from '../../syntax/code.ts';
import { namesAround } from '../../values/branches.ts';
import { isLog } from '../../values/ways-on.ts';
import { tryAround } from './answer-value.ts';
import { callOf, isNext } from './client-answers.ts';

/** `function requireAuth(…) { try { req.user = verify(t) } catch (e) { log(e) } next(); }`, or `next()` in both. */
export function letsEveryonePass(call: Node): boolean {
  const attempt = tryAround(call);
  if (!attempt?.handler || attempt.finalizer || attempt.parent?.type !== 'BlockStatement') return false;
  // The function and, for a method, its class; what the answer is assigned to says nothing of the guard.
  if (!namesAround(attempt).slice(0, 2).some(promisesAUser)) return false;
  const body = attempt.parent.body as readonly Node[];
  const after = body.slice(body.indexOf(attempt) + 1);
  const failing = attempt.handler.body.body as readonly Node[];
  return failing.every(isIdle) && after.every(isIdle) && [...failing, ...after].some(goesOn);
}

function promisesAUser(name: string): boolean {
  const words = wordsOf(name);
  return words.some((word) => demandingWords.has(word)) && !words.some((word) => attachingWords.has(word) || guestWords.has(word));
}

const isIdle = (statement: Node): boolean => isLog(statement) || goesOn(statement);

/** `next();`, `return next();`, without an error. */
function goesOn(statement: Node): boolean {
  const call = callOf(statement);
  return call !== undefined && isNext(call) && call.arguments.length === 0;
}
