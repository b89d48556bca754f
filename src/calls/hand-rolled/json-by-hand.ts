// Expression → the object that is written in it as JSON, and whether base64 is around it: what a part of a JWT is made of.

import type { Node } from '../../syntax/code.ts';
import { forEachChild } from '../../syntax/code.ts';
import type { CodeContext } from '../../values/code-context.ts';
import { resolved } from './parts-by-hand.ts';
import type { At } from './parts-by-hand.ts';
import { ownFunction, returnsIn } from '../../values/macs.ts';
import { chainText } from '../../values/plain-nodes.ts';
import type { Value } from '../../values/value.ts';
import { spend } from '../../values/work.ts';

export interface Encoded {
  readonly node: Node;
  readonly inBase64: boolean;
  /** It names an algorithm, or says JWT. */
  readonly isHeader: boolean;
  /** All of it is in view, and it does neither. */
  readonly isOther: boolean;
}

const MAX_DEPTH = 16;
const MAX_NODES = 400;

/** Undefined when no JSON is seen. */
export function encodedIn(at: At, context: CodeContext): Encoded | undefined {
  const text = textOf(context.expressions.valueOf(at.node));
  if (text !== undefined) return isHeader(text) ? { node: at.node, inBase64: true, isHeader: true, isOther: false } : undefined;
  const search: Search = { left: MAX_NODES, inBase64: false };
  const found = objectIn(at, context, search, 0);
  if (!found) return undefined;
  const { node } = resolved(found, context);
  const value = context.expressions.valueOf(node);
  const says = saysHeader(value);
  return { node, inBase64: search.inBase64, isHeader: says, isOther: value.kind === 'object' && value.whole && !says };
}

interface Search { left: number; inBase64: boolean }

/** What is given to JSON.stringify, here or in the functions of this file that are called. */
function objectIn(at: At, context: CodeContext, search: Search, depth: number): At | undefined {
  if (depth > MAX_DEPTH || search.left-- <= 0) return undefined;
  spend();
  const { node, frame } = resolved(at, context);
  search.inBase64 ||= /base64|b64|btoa/i.test(context.file.text.slice(node.start, Math.min(node.end, node.start + 2000)));
  if (node.type === 'CallExpression') {
    if (chainText(node.callee) === 'JSON.stringify' && node.arguments[0]) return { node: node.arguments[0], frame };
    const fn = ownFunction(node, context);
    for (const one of fn ? returnsIn(fn) : []) {
      const inside = objectIn({ node: one, frame: { fn: fn!, call: node, outer: frame } }, context, search, depth + 1);
      if (inside) return inside;
    }
  }
  let found: At | undefined;
  forEachChild(node, (child) => {
    if (!/Function/.test(child.type)) found ??= objectIn({ node: child, frame }, context, search, depth + 1);
  });
  return found;
}

function saysHeader(value: Value): boolean {
  const text = textOf(value);
  if (text !== undefined) return isHeader(text);
  if (value.kind === 'choice') return value.alternatives.some(saysHeader);
  if (value.kind !== 'object') return false;
  const type = value.properties.get('typ')?.value;
  return value.properties.has('alg') || (type?.kind === 'text' && /jwt$/i.test(type.text));
}

/** The text as it is written, in whatever encoding it goes on. */
const textOf = (value: Value): string | undefined =>
  (value.kind === 'wrapped' && value.by !== 'mac' ? textOf(value.of) : value.kind === 'text' ? value.text : undefined);

/** A JOSE header written out, as JSON or in base64; what follows it up to a dot is not looked at. */
export function isHeader(text: string): boolean {
  const json = text.startsWith('{') ? text : text.startsWith('ey') ? Buffer.from(text.slice(0, 1000), 'base64url').toString('utf8') : '';
  return /"alg"\s{0,20}:/.test(json);
}
