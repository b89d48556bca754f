// Expression → the text that it is a piece of: `iss.split('/').pop()`, `new URL(jku).host`, `issuer.replace(/\/$/, '')`. A
// piece is the word of whoever wrote the text; what an edit may have cleaned is nobody's.

import type { Node } from '../syntax/code.ts';
import type { CodeContext } from '../values/code-context.ts';
import { nodeAtPlace } from '../values/node-index.ts';
import { lastName, unwrapped } from '../values/plain-nodes.ts';
import type { Value } from '../values/value.ts';

const PICKS = /^(?:split|pop|shift|at|slice|substring|substr|toString|toLowerCase|trim)$/;
const PIECES = /^(?:host|hostname|origin|pathname|href|\d+)$/;
const MAX_PICKS = 8;

/** What the value at hand is picked from, where nothing on the way could have cleaned it. */
export function basisOf({ kind, at }: Value, { bindings, expressions, file }: CodeContext): Value | undefined {
  if (at.file !== file || (kind !== 'unknown' && kind !== 'wrapped')) return undefined;
  const start = nodeAtPlace(bindings, 'CallExpression', at) ?? nodeAtPlace(bindings, 'MemberExpression', at);
  let node: Node | undefined = start;
  for (let left = MAX_PICKS; node && left > 0; left--) {
    const inner = within(node);
    if (!inner) break;
    node = unwrapped(inner);
  }
  return node === undefined || node === start ? undefined : expressions.valueOf(node);
}

function within(node: Node): Node | undefined {
  if (node.type === 'NewExpression')
    return node.callee.type === 'Identifier' && node.callee.name === 'URL' ? node.arguments[0] : undefined;
  if (node.type === 'MemberExpression') return PIECES.test(pieceOf(node)) ? node.object : undefined;
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined;
  const name = lastName(node.callee);
  const picks = PICKS.test(name) || (name.startsWith('replace') && onlyTrims(node.arguments[0]));
  return picks ? node.callee.object : undefined;
}

const pieceOf = ({ computed, property }: Extract<Node, { type: 'MemberExpression' }>): string =>
  property.type === 'Identifier' && !computed ? property.name : property.type === 'Literal' ? String(property.value) : '';

/** A scheme or slashes go: `replace('https://', '')`, `replace(/\/+$/, '')`. */
const onlyTrims = (pattern: Node | undefined): boolean =>
  pattern?.type === 'Literal' && /^\/?\^?\(?(?:https?\??)?[:\\/+*?()]*\$?\/?[gi]*$/.test(pattern.raw ?? '') ||
  (pattern?.type === 'Literal' && typeof pattern.value === 'string' && /^(?:https?:)?\/*$/.test(pattern.value));
