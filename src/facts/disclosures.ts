// Code → keys, tokens and Authorization headers that reach a log or an answer, as they are.
// Leaves alone: what a wrapper of the log masks, and tokens in answers, which is how a login works.

import { logMethods, logReceivers, responseMethods, responseNames } from '../models/disclosures.ts';
import type { Place } from '../source/file.ts';
import type { CallExpression, Node } from '../syntax/code.ts';
import { dependsOnEnvironment } from './branches.ts';
import { bare, propertyOf } from './carried.ts';
import type { Carried, Carriers } from './carried.ts';
import type { CodeContext } from './code-context.ts';
import { chainText } from './plain-nodes.ts';

export interface Disclosure extends Carried {
  readonly to: 'log' | 'response' | 'error message';
  /** The call, for messages: `console.log`. */
  readonly sink: string;
  readonly sinkAt: Place;
  /** Runs in one environment only, and that is asked for. */
  readonly inOneEnvironment: boolean;
}

export function disclosuresOf(context: CodeContext, { carriedBy }: Carriers): readonly Disclosure[] {
  const { bindings, expressions } = context;
  const found: Disclosure[] = [];
  const take = (call: Node & { readonly arguments: readonly unknown[]; readonly callee: unknown }, to: Disclosure['to']): void => {
    const sink = nameOf(call.callee as Node, context);
    for (const one of (call.arguments as Node[]).flatMap((argument) => carriedBy(argument)))
      if (to === 'log' || (one.known && one.what === 'key') || (one.what === 'environment' && to === 'response'))
        found.push({
          ...one,
          to,
          sink,
          sinkAt: expressions.placeOf(call.callee as Node),
          inOneEnvironment: dependsOnEnvironment(call, context),
        });
  };
  for (const call of bindings.all('CallExpression')) {
    const to = isLog(call) ? 'log' : isAnswer(call) ? 'response' : undefined;
    if (to) take(call, to);
  }
  for (const error of bindings.all('NewExpression'))
    if (error.callee.type === 'Identifier' && /(?:Error|Exception)$/.test(error.callee.name)) take(error, 'error message');
  return found;
}

function isLog({ callee }: CallExpression): boolean {
  if (callee.type !== 'MemberExpression' || !logMethods.has(propertyOf(callee))) return false;
  const object = bare(callee.object as Node);
  const name = object.type === 'Identifier' ? object.name : object.type === 'MemberExpression' ? propertyOf(object) : '';
  return logReceivers.test(name);
}

/** `res.json(…)`, `res.status(500).json(…)`, `Response.json(…)`. */
function isAnswer({ callee }: CallExpression): boolean {
  if (callee.type !== 'MemberExpression' || !responseMethods.has(propertyOf(callee))) return false;
  let at: Node = callee.object as Node;
  while (at.type === 'CallExpression' || at.type === 'MemberExpression')
    at = (at.type === 'CallExpression' ? at.callee : at.object) as Node;
  return at.type === 'Identifier' && responseNames.test(at.name);
}

const nameOf = (callee: Node, { file }: CodeContext): string =>
  chainText(callee) ?? file.text.slice(callee.start, Math.min(callee.end, callee.start + 60)).replace(/\s+/g, '');
