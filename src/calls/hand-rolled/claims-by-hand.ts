// The claims of a token that is checked by hand → which of them are compared, and do they decide who the caller is?
// The expiry counts as compared wherever this file asks for it: claims that are returned are often judged elsewhere.

import { identityClaims } from '../../models/places/requests.ts';
import type { CallExpression, Node } from '../../syntax/code.ts';
import { claimsUsedAfter, joinedUses } from '../outcome/claim-checks.ts';
import type { CodeContext } from '../../values/code-context.ts';
import { isTransparent, lastName } from '../../values/plain-nodes.ts';
import { oncePerFile } from '../../values/once.ts';

export function checkedByHand(reads: readonly CallExpression[], context: CodeContext): ReadonlySet<string> {
  const checked = new Set(joinedUses(reads.map((read) => claimsUsedAfter(read, undefined, true, context))).checked);
  return asksForExpiry(context) ? checked.add('exp') : checked;
}

/** `claims.exp` that is read, `{ exp }` that is taken out of something. */
const asksForExpiry = oncePerFile(({ bindings }: CodeContext): boolean =>
  bindings.all('MemberExpression').some((node) => isExpiry(node.property) && !isAssigned(node))
  || bindings.all('Property').some(({ key, parent }) => isExpiry(key) && parent?.type === 'ObjectPattern'));

const isExpiry = (name: Node): boolean =>
  (name.type === 'Identifier' ? name.name : name.type === 'Literal' ? name.value : undefined) === 'exp';

const isAssigned = (node: Node): boolean => node.parent?.type === 'AssignmentExpression' && node.parent.left === node;

/**
 * `if (claims.exp < now) throw`, `if (claims.exp && claims.exp < now) throw`: undefined is not smaller than anything. Only where
 * every look at the expiry is of this kind.
 */
export const passesEndless = oncePerFile(({ bindings }: CodeContext): boolean => {
  const members = bindings.all('MemberExpression').filter((node) => isExpiry(node.property) && !isAssigned(node));
  const taken = bindings.all('Property').filter(({ key, parent }) => isExpiry(key) && parent?.type === 'ObjectPattern')
    .flatMap(({ value }) => bindings.of(value)?.reads ?? []);
  const reads = [...members, ...taken];
  return reads.some((read) => comparison(read) !== undefined) && reads.every(isLenient);
});

const isLenient = (read: Node): boolean => {
  const compared = comparison(read);
  return refuses(compared ?? askedFor(read));
};

/** The comparison in which it is the smaller one, also as milliseconds. */
function comparison(read: Node): Node | undefined {
  let at = read;
  while (at.parent && (isTransparent(at.parent) || (at.parent.type === 'BinaryExpression' && at.parent.operator === '*'))) at = at.parent;
  const { parent } = at;
  if (parent?.type !== 'BinaryExpression') return undefined;
  const isLeft = parent.left === at;
  return (isLeft ? /^<=?$/ : /^>=?$/).test(parent.operator) ? parent : undefined;
}

/** `claims.exp &&`, `claims.exp !== undefined &&`. */
function askedFor(read: Node): Node | undefined {
  let at = read;
  while (at.parent && isTransparent(at.parent)) at = at.parent;
  if (at.parent?.type === 'BinaryExpression' && /^!==?$/.test(at.parent.operator)) at = at.parent;
  return at.parent?.type === 'LogicalExpression' && at.parent.operator === '&&' && at.parent.left === at ? at : undefined;
}

/** The condition of a branch that leaves. */
function refuses(test: Node | undefined): boolean {
  let at = test;
  while (at?.parent && (isTransparent(at.parent) || (at.parent.type === 'LogicalExpression' && at.parent.operator === '&&'))) at = at.parent;
  const branch = at?.parent?.type === 'IfStatement' && at.parent.test === at ? at.parent.consequent : undefined;
  const last = branch && (branch.type === 'BlockStatement' ? branch.body.at(-1) : branch);
  return last?.type === 'ThrowStatement' || last?.type === 'ReturnStatement';
}

/** Given back, or read for what says who somebody is. */
export function decidesByHand(reads: readonly CallExpression[], context: CodeContext): boolean {
  const seen = new Set<Node>();
  return reads.some((read) => decides(read, context, seen));
}

function decides(node: Node, context: CodeContext, seen: Set<Node>): boolean {
  const { parent } = node;
  if (seen.has(node) || !parent) return false;
  seen.add(node);
  switch (parent.type) {
    case 'ReturnStatement': case 'ArrowFunctionExpression': return true;
    case 'AwaitExpression': case 'TSAsExpression': case 'TSNonNullExpression': case 'TSSatisfiesExpression': case 'ParenthesizedExpression':
    case 'LogicalExpression': case 'Property': case 'ObjectExpression': case 'SpreadElement': return decides(parent, context, seen);
    case 'MemberExpression': return identityClaims.has(lastName(parent));
    case 'VariableDeclarator': return isKept(parent.id, context, seen);
    case 'AssignmentExpression': return parent.left.type === 'MemberExpression' || isKept(parent.left, context, seen);
    default: return false;
  }
}

/** The names of a pattern decide, or a claim of identity is taken out by it. */
function isKept(pattern: Node, context: CodeContext, seen: Set<Node>): boolean {
  if (pattern.type === 'ObjectPattern')
    return pattern.properties.some((one) => one.type === 'Property' && one.key.type === 'Identifier' && identityClaims.has(one.key.name));
  const id = context.bindings.of(pattern);
  return id !== undefined && [...id.reads].some((read) => decides(read, context, seen));
}
