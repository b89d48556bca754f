// `catch` blocks that decode what could not be verified.

import type { Node, TryStatement } from '../../syntax/code.ts';
import type { CodeContext } from '../../values/code-context.ts';
import { nodeAtPlace, nodesWithin } from '../../values/node-index.ts';
import { isTransparent, keyName } from '../../values/plain-nodes.ts';
import { grouped, once } from '../../values/once.ts';
import type { JwtCall } from '../jwt-call.ts';

/** `try { claims = verify(t) } catch { claims = decode(t) }`: a bad token gives claims all the same. */
export function fallsBackTo(call: JwtCall, calls: readonly JwtCall[], context: CodeContext): boolean {
  if (call.kind !== 'verify' || call.outcome === 'floating') return false;
  const decoding = decodingCatches(calls, context);
  if (decoding.size === 0) return false;
  let at: Node | null | undefined = nodeOf(call, context);
  for (; at; at = at.parent) {
    if (at.type !== 'TryStatement' || call.at.start < at.block.start || call.at.end > at.block.end) continue;
    const good = targetOf(call, context) ?? nameOf(call, context);
    if (good !== undefined && decoding.get(at)?.has(good)) return true;
  }
  return false;
}

/** What the catches of this file decode, without asking whether the token has but expired: where the claims go, by the `try`. */
const decodingCatches = once((calls: readonly JwtCall[], context: CodeContext): ReadonlyMap<Node, ReadonlySet<string>> => {
  const decodes = calls.filter(({ kind, operation, at }) => kind === 'decode' && !operation.headerOnly && at.file === context.file);
  const found = decodes.length === 0 ? [] : decodes.flatMap((call) => {
    const attempt = outermostCatch(call, context)?.parent;
    const target = attempt?.type === 'TryStatement' && !isForExpired(call, attempt, context) ? targetOf(call, context) : undefined;
    return attempt && target !== undefined ? [{ attempt, target }] : [];
  });
  return new Map([...grouped(found, ({ attempt }) => attempt)]
    .map(([attempt, all]) => [attempt, new Set(all.map(({ target }) => target))]));
});

function outermostCatch(call: JwtCall, context: CodeContext): Node | undefined {
  let found: Node | undefined;
  for (let at: Node | null | undefined = nodeOf(call, context); at; at = at.parent) if (at.type === 'CatchClause') found = at;
  return found;
}

const nodeOf = ({ slots: { call } }: JwtCall, { bindings }: CodeContext): Node | undefined =>
  nodeAtPlace(bindings, 'CallExpression', call) ?? nodeAtPlace(bindings, 'NewExpression', call);

const EXPIRED = /TokenExpired|JWTExpired|JWT_EXPIRED|jwt expired|token.?expired|exp\b/i;

/** Decoded only when the error says that the token, whose signature was good, has expired. */
const isForExpired = (call: JwtCall, attempt: TryStatement, { bindings, file }: CodeContext): boolean =>
  nodesWithin(bindings, 'IfStatement', attempt)
    .some(
      (one) =>
        isWithin(call, one.consequent) &&
        EXPIRED.test(file.text.slice(one.test.start, one.test.end)),
    );

const isWithin = ({ at }: JwtCall, { start, end }: Node): boolean => at.start >= start && at.end <= end;

/** `const user = verify(t)`, which is given back under that name. */
function nameOf({ slots: { call } }: JwtCall, { bindings }: CodeContext): string | undefined {
  let at: Node | null | undefined = nodeAtPlace(bindings, 'CallExpression', call)?.parent;
  while (at && isTransparent(at)) at = at.parent;
  return at?.type === 'VariableDeclarator' && at.id.type === 'Identifier' ? at.id.name : undefined;
}

/** Where the answer goes: the text of what it is assigned to, or `return`. */
function targetOf({ slots: { call } }: JwtCall, { bindings, file }: CodeContext): string | undefined {
  let at: Node | null | undefined = nodeAtPlace(bindings, 'CallExpression', call);
  for (; at; at = at.parent) {
    if (at.type === 'ReturnStatement') return 'return';
    // `const user = verify(t); return { user };`, `return { user: decode(t) };`
    if (at.type === 'Property' && at.parent?.parent?.type === 'ReturnStatement') return keyName(at.key);
    if (at.type === 'AssignmentExpression') return file.text.slice(at.left.start, at.left.end);
    if (at.parent?.type === 'CallExpression' && at.parent.callee !== at) return undefined;
    if (/Statement|Function|Declarat/.test(at.type)) return undefined;
  }
  return undefined;
}
