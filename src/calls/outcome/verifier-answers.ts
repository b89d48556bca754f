// Functions of this file that verify a token and tell by what they give back whether it is good → what their callers do with the answer.
// Leaves alone: those whose answer is more than a word, and of which nobody needs it.

import type { InvalidTokenBehaviour } from '../../models/model.ts';
import type { Node } from '../../syntax/code.ts';
import type { CodeContext } from '../../values/code-context.ts';
import { callsOfFunction, functionAround } from '../../values/macs.ts';
import { nodeAtPlace } from '../../values/node-index.ts';
import type { AnyFunction } from '../../values/reading/reader.ts';
import { answerFacts } from '../jwt-calls.ts';
import type { JwtCall } from '../jwt-call.ts';
import { tryAround } from './answer-value.ts';
import { wayFrom } from './failing-way.ts';
import { answerOf } from './outcome.ts';
import type { SignatureCheck } from './signature-checks.ts';

export function verifierAnswersOf(calls: readonly JwtCall[], context: CodeContext): readonly SignatureCheck[] {
  return [...tellersIn(calls, context)].flatMap(([fn, { onInvalid, isWord }]) =>
    callsOfFunction(fn, context).flatMap((call): SignatureCheck[] => {
    const { outcome, by } = answerOf([call], onInvalid, undefined, context);
    return outcome === 'untested' && !isWord ? [] : [{ outcome, answer: answerFacts(by, context) }];
  }));
}

interface Teller { readonly onInvalid: InvalidTokenBehaviour; readonly isWord: boolean }

function tellersIn(calls: readonly JwtCall[], context: CodeContext): ReadonlyMap<AnyFunction, Teller> {
  const found = new Map<AnyFunction, Teller>();
  for (const { kind, outcome, slots } of calls) {
    const node = kind === 'verify' && outcome === 'used' ? nodeAtPlace(context.bindings, 'CallExpression', slots.call) : undefined;
    const [fn, attempt] = node ? [functionAround(node), tryAround(node)] : [];
    if (!fn || !attempt?.handler || attempt.finalizer) continue;
    const { ends, given } = wayFrom(attempt.handler.body.body as readonly Node[], attempt);
    if (ends !== 'leaves' || !given || !isNothing(given)) continue;
    const isWord = isWordOnly(attempt.block.body as readonly Node[]);
    found.set(fn, { onInvalid: fn.async ? 'resolves false' : 'returns false', isWord });
  }
  return found;
}

const isNothing = (node: Node): boolean =>
  (node.type === 'Literal' && (node.value === false || node.value === null)) || (node.type === 'Identifier' && node.name === 'undefined');

/** `try { verify(token); return true; } catch { return false; }` */
const isWordOnly = (statements: readonly Node[]): boolean => {
  const [last] = statements.slice(-1);
  return statements.length === 2 && statements[0]!.type === 'ExpressionStatement' && last!.type === 'ReturnStatement' &&
    last!.argument?.type === 'Literal' && last!.argument.value === true;
};
