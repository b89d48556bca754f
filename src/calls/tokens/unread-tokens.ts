// Calls that would verify, told to give the token back as it came (`raw: true` of next-auth) → what this file makes of it.
// Leaves alone: a token that a call of this file verifies afterwards, and one of which nothing is asked here.

import type { Node } from '../../syntax/code.ts';
import type { AnyCall, CodeContext } from '../../values/code-context.ts';
import type { JwtCall, Part } from '../jwt-call.ts';
import { isTested, standsFor } from '../outcome/answer-value.ts';
import { unwrapped } from '../../values/plain-nodes.ts';

export interface UnreadToken {
  /** The option that says so. */
  readonly part: Part;
  readonly name: string;
  /** Code asks whether there is a token, and does nothing else with it. */
  readonly isOnlyAskedFor: boolean;
}

export interface HandingOn { readonly node: AnyCall; readonly part: Part; readonly name: string }

export function unreadTokensOf(found: readonly HandingOn[], calls: readonly JwtCall[], { bindings }: CodeContext): readonly UnreadToken[] {
  const verified = calls.flatMap(({ kind, parts: { token } }) => (kind === 'verify' && token ? [token.at] : []));
  return found.flatMap(({ node, part, name }): UnreadToken[] => {
    const uses = standsFor(node, bindings);
    if (uses.some((use) => verified.some(({ start, end }) => use.start >= start && use.end <= end))) return [];
    return [{ part, name, isOnlyAskedFor: uses.length > 0 && uses.every(isAskedFor) }];
  });
}

/** `if (token)`, `token === null`. */
function isAskedFor(use: Node): boolean {
  const { parent } = use;
  if (parent?.type !== 'BinaryExpression' || !/^[!=]==?$/.test(parent.operator)) return isTested(use);
  const other = unwrapped((parent.left === use ? parent.right : parent.left));
  return (other.type === 'Literal' && other.value === null) || (other.type === 'Identifier' && other.name === 'undefined');
}
