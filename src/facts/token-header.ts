// The algorithms of a verify call → does the token's own header choose them? A header that is compared with something
// of ours before is no longer the token's word.

import type { Node } from '../syntax/code.ts';
import type { AnyCall, CodeContext } from './code-context.ts';
import { DECODED_JSON } from './expressions.ts';
import type { Parts } from './facts.ts';
import { modulesOf, rowsFor } from './matching.ts';
import { isText, originsOf } from './origins.ts';
import type { Value } from './value.ts';

/** `algorithms: [decode(token, { complete: true }).header.alg]`: whoever wrote the token chooses. */
export function isFromToken(call: AnyCall, parts: Parts, context: CodeContext): boolean {
  const chosen = (parts.algorithms ?? parts.algorithm)?.value;
  return chosen !== undefined && originsOf(chosen).some(({ value }) => isHeaderAlgorithm(value, context) || isMemberOfDecoded(value, context)) && !isChecked(call, context);
}

/** The `alg` of a decode-only call, or of base64 text read as JSON; some decoders also say it as `algorithm`. */
function isHeaderAlgorithm(value: Value, { index }: CodeContext): boolean {
  return value.kind === 'result' && /^alg(?:orithm)?$/.test(value.members.at(-1) ?? '')
    && (value.module === DECODED_JSON || index.rows(value.module, false, value.path).some(({ operation }) => operation?.does === 'decode'));
}

/** `this.jwts.decode(token, …).header.alg`: a decoder that is found by its member chain, not by an import. */
function isMemberOfDecoded({ kind, at }: Value, context: CodeContext): boolean {
  if (kind !== 'unknown' || at.file !== context.file || !/\balg$/.test(at.file.text.slice(at.end - 4, at.end))) return false;
  let node: Node | undefined = context.bindings.all('MemberExpression').find(({ start, end }) => start === at.start && end === at.end);
  while (node?.type === 'MemberExpression' || node?.type === 'TSNonNullExpression' || node?.type === 'ChainExpression')
    node = (node.type === 'MemberExpression' ? node.object : node.expression) as Node;
  return node?.type === 'CallExpression' && rowsFor(node, modulesOf(context), context).some(({ operation }) => operation?.does === 'decode');
}

/** `if (!ALLOWED.includes(alg)) throw …`, `header.alg !== 'RS256'`. To refuse `none` alone settles nothing. */
function isChecked(call: AnyCall, context: CodeContext): boolean {
  const { bindings, expressions } = context;
  const within = outermostFunction(call);
  const near = (node: Node): boolean => !within || (node.start > within.start && node.end < within.end);
  const isAlgorithm = (node: Node | undefined): boolean => node !== undefined && node.type !== 'SpreadElement' && originsOf(expressions.valueOf(node)).some(({ value }) => isHeaderAlgorithm(value, context));
  return bindings.all('BinaryExpression').some((node) => {
    const [left, right] = [node.left as Node, node.right as Node];
    if (!near(node) || !/^[!=]==?$/.test(node.operator)) return false;
    return (isAlgorithm(left) && !isText(expressions.valueOf(right), 'none')) || (isAlgorithm(right) && !isText(expressions.valueOf(left), 'none'));
  }) || bindings.all('CallExpression').some((node) =>
    near(node) && node.callee.type === 'MemberExpression' && node.callee.property.type === 'Identifier'
    && /^(?:includes|has|indexOf)$/.test(node.callee.property.name) && isAlgorithm(node.arguments[0] as Node | undefined));
}

function outermostFunction(node: Node): Node | undefined {
  let found: Node | undefined;
  for (let at = node.parent; at; at = at.parent) if (/Function/.test(at.type)) found = at;
  return found;
}
