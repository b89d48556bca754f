// Texts that are put together as `header.payload`, where the header names the algorithm `none`: tokens that nobody signs.
// Leaves alone: packages whose job is to make them, and headers that are only looked at.

import type { CallExpression, Node } from '../../syntax/code.ts';
import type { Place } from '../../source/file.ts';
import { namesAround } from '../../values/conditions/branches.ts';
import type { CodeContext } from '../../values/code-context.ts';
import { lastName } from '../../values/plain-nodes.ts';
import type { Value } from '../../values/value.ts';
import { isTokenLibrary, withDotApart } from './hand-rolled.ts';
import { encodedIn } from './json-by-hand.ts';
import { piecesOf, resolved, searchIn } from './parts-by-hand.ts';
import type { Piece } from './parts-by-hand.ts';

export interface UnsecuredByHand {
  /** Where `none` is written, or the text that holds it. */
  readonly at: Place;
  /** Names of the functions, methods, classes and constants around it, nearest first. */
  readonly around: readonly string[];
}

export function unsecuredByHandOf(context: CodeContext): readonly UnsecuredByHand[] {
  if (!SAYS_ALGORITHM.test(context.file.text) || !SAYS_NONE.test(context.file.text) || isTokenLibrary(context)) return [];
  const found = joiningsIn(context).flatMap((node) => {
    const at = noneIn(headerOf(node, context), context);
    return at ? [{ at, around: namesAround(node) }] : [];
  });
  return [...new Map(found.map((one) => [one.at.start, one])).values()].filter(({ at }) => at.file === context.file);
}

const SAYS_ALGORITHM = /\balg\b/;
const SAYS_NONE = /["'`]none\\?["'`]/i;

/** Sums, templates and lists that are joined by a dot. */
function joiningsIn({ bindings, file }: CodeContext): readonly Node[] {
  const sums = bindings.all('BinaryExpression').filter(({ operator, parent }) =>
    operator === '+' && !(parent?.type === 'BinaryExpression' && parent.operator === '+'));
  const calls = bindings.all('CallExpression').filter(({ callee }) => JOINS.test(lastName(callee)));
  return [...sums, ...bindings.all('TemplateLiteral'), ...calls].filter(({ start, end }) => file.text.slice(start, end).includes('.'));
}

const JOINS = /^(?:join|concat)$/;

type Header = Piece | Value;

/** What stands before the first dot. */
function headerOf(node: Node, context: CodeContext): Header | undefined {
  const mapped = node.type === 'CallExpression' ? firstMapped(node, context) : undefined;
  if (mapped) return mapped;
  const pieces = withDotApart(piecesOf({ node }, searchIn(context)));
  // `token = encode(header); token += '.' + encode(claims);`
  const [first, dot, second] = typeof pieces[0] === 'string' && pieces[0].startsWith('.') ? [startOf(node, context), ...pieces] : pieces;
  return typeof dot === 'string' && dot.startsWith('.') && second !== undefined ? first : undefined;
}

/** `[header, claims].map((part) => encode(JSON.stringify(part))).join('.')`. */
function firstMapped({ callee, arguments: [by] }: CallExpression, { expressions, file }: CodeContext): Value | undefined {
  const list = callee.type === 'MemberExpression' && lastName(callee) === 'join' ? callee.object : undefined;
  if (list?.type !== 'CallExpression' || list.callee.type !== 'MemberExpression' || lastName(list.callee) !== 'map') return undefined;
  if (by?.type !== 'Literal' || by.value !== '.' || !/stringify|encode/i.test(file.text.slice(list.callee.end, list.end))) return undefined;
  const items = expressions.valueOf(list.callee.object);
  return items.kind === 'list' ? items.items[0] : undefined;
}

function startOf({ parent }: Node, { bindings }: CodeContext): Piece | undefined {
  if (parent?.type !== 'AssignmentExpression' || parent.operator !== '+=') return undefined;
  const declaration = bindings.of(parent.left)?.declaration;
  return declaration?.type === 'VariableDeclarator' && declaration.init ? { node: declaration.init } : undefined;
}

function noneIn(header: Header | undefined, context: CodeContext): Place | undefined {
  if (header === undefined || typeof header === 'string' || 'token' in header) return undefined;
  if ('kind' in header) return noneOf(header);
  const encoded = encodedIn(header, context);
  if (encoded) return encoded.inBase64 ? noneOf(context.expressions.valueOf(encoded.node)) : undefined;
  // `encode('{"alg":"none"}')`
  const { node } = resolved(header, context);
  const [given] = node.type === 'CallExpression' ? node.arguments : [];
  return given?.type === 'Literal' ? noneOf(context.expressions.valueOf(given)) : undefined;
}

function noneOf(value: Value): Place | undefined {
  switch (value.kind) {
    case 'object': {
      const algorithm = value.properties.get('alg')?.value;
      return algorithm?.kind === 'text' && /^none$/i.test(algorithm.text) ? algorithm.at : undefined;
    }
    case 'wrapped': return noneOf(value.of);
    case 'text': return /"alg"\s{0,20}:\s{0,20}"none"/i.test(value.text) ? value.at : undefined;
    default: return undefined;
  }
}
