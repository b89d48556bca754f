// Checks of a signature over bytes that are no token → what becomes of their answer, which is a word, not an exception.

import type { AnyCall, CodeContext } from '../../values/code-context.ts';
import type { JwtCall, Outcome } from '../jwt-call.ts';
import { signingsIn } from '../hand-rolled/hand-rolled.ts';
import type { HandRolled } from '../hand-rolled/hand-rolled.ts';
import { answerFacts } from '../call-names.ts';
import { answerOf } from './outcome.ts';

export interface SignatureCheck { readonly outcome: Outcome; readonly answer: JwtCall['answer'] }

type Checks = readonly SignatureCheck[];

export function signatureChecksOf(context: CodeContext, modules: readonly string[], byHand: readonly HandRolled[]): Checks {
  const tokens = new Set<AnyCall>(byHand.map(({ signing }) => signing));
  return signingsIn(context, modules).flatMap(({ row: { signing }, start, end }): SignatureCheck[] => {
    if (signing?.kind !== 'verify' || tokens.has(start) || (signing.chain && end === start)) return [];
    const { outcome, by } = answerOf([end], signing.onInvalid, undefined, context);
    return [{ outcome, answer: answerFacts(by, context) }];
  });
}
