// Code → keys, tokens and Authorization headers that reach a log or an answer, as they are.
// Leaves alone: what a wrapper of the log masks, and tokens in answers that are no error, which is how a login works.

import { responseMethods, responseNames } from '../models/uses/disclosures.ts';
import type { Place } from '../source/file.ts';
import type { CallExpression, Node } from '../syntax/code.ts';
import { dependsOnEnvironment } from '../values/conditions/branches.ts';
import type { SensitiveValue, Taint } from './taint.ts';
import { isLogCall } from './log-calls.ts';
import type { AnyCall, CodeContext } from '../values/code-context.ts';
import { chainText, propertyOf } from '../values/plain-nodes.ts';

export interface Disclosure extends SensitiveValue {
  readonly to: 'log' | 'response' | 'error response' | 'error message';
  /** The call, for messages: `console.log`. */
  readonly sink: string;
  readonly sinkAt: Place;
  /** Runs in one environment only, and that is asked for. */
  readonly inOneEnvironment: boolean;
}

export function disclosuresOf(context: CodeContext, { sensitiveValuesIn }: Taint): readonly Disclosure[] {
  const { bindings, expressions } = context;
  const found: Disclosure[] = [];
  const take = (call: AnyCall, to: Disclosure['to']): void => {
    const sink = nameOf(call.callee, context);
    for (const one of call.arguments.flatMap((argument) => sensitiveValuesIn(argument)))
      if (isDisclosedTo(to, one))
        found.push({
          ...one,
          to,
          sink,
          sinkAt: expressions.placeOf(call.callee),
          inOneEnvironment: dependsOnEnvironment(call, context),
        });
  };
  for (const call of bindings.all('CallExpression')) {
    const to = isLogCall(call) ? 'log' : answerOf(call);
    if (to) take(call, to);
  }
  for (const error of bindings.all('NewExpression'))
    if (error.callee.type === 'Identifier' && /(?:Error|Exception)$/.test(error.callee.name)) take(error, 'error message');
  return found;
}

/** What nobody should see is enough in a log; elsewhere it has to be known for what it is. */
function isDisclosedTo(to: Disclosure['to'], { what, known }: SensitiveValue): boolean {
  if (to === 'log') return true;
  if (what === 'environment') return to !== 'error message';
  return known && (what === 'key' || to === 'error response');
}

/** `res.json(…)`, `Response.json(…)`; `res.status(500).json(…)` answers with an error. */
function answerOf({ callee }: CallExpression): 'response' | 'error response' | undefined {
  if (callee.type !== 'MemberExpression' || !responseMethods.has(propertyOf(callee))) return undefined;
  let isError = false;
  let at: Node = callee.object;
  while (at.type === 'CallExpression' || at.type === 'MemberExpression') {
    isError ||= at.type === 'CallExpression' && saysError(at);
    at = (at.type === 'CallExpression' ? at.callee : at.object);
  }
  if (at.type !== 'Identifier' || !responseNames.test(at.name)) return undefined;
  return isError ? 'error response' : 'response';
}

/** RFC 9110 section 15: from 400 on. */
const saysError = ({ callee, arguments: [status] }: CallExpression): boolean =>
  /^(?:status|code)$/.test(propertyOf(callee)) && status?.type === 'Literal' && typeof status.value === 'number' && status.value >= 400;

const nameOf = (callee: Node, { file }: CodeContext): string =>
  chainText(callee) ?? file.text.slice(callee.start, Math.min(callee.end, callee.start + 60)).replace(/\s+/g, '');
