// A condition → does it hold when something, a key or a switch, is not set? Follows negations, comparisons, `&&` and `||`, and
// constants of the same file. Undefined: that depends on more than what is not set.

import type { CallExpression, Node } from '../../syntax/code.ts';
import type { CodeContext } from '../code-context.ts';
import { isMissing, isText, originsOf } from '../origins.ts';
import { isWrapper, lastName, unwrapped } from '../plain-nodes.ts';
import { initOf } from './branches.ts';
import type { Value } from '../value.ts';
import { spend } from '../work.ts';

/** Does this expression read what is not set? */
export type IsUnset = (node: Node) => boolean;
type Simple = string | number | bigint | boolean | null | undefined;
interface Known { readonly is: Simple }

const MAX_DEPTH = 12;

export function holdsWhenUnset(test: Node, isUnset: IsUnset, context: CodeContext): boolean | undefined {
  const known = knownOf(test, isUnset, context, 0);
  return known && Boolean(known.is);
}

function knownOf(node: Node, isUnset: IsUnset, context: CodeContext, depth: number): Known | undefined {
  if (depth > MAX_DEPTH) return undefined;
  spend();
  const inner = (one: Node): Known | undefined => knownOf(one, isUnset, context, depth + 1);
  if (isWrapper(node)) return inner(unwrapped(node));
  if (isUnset(node)) return { is: undefined };
  switch (node.type) {
    case 'Literal': return typeof node.value === 'object' && node.value !== null ? undefined : { is: node.value };
    case 'Identifier': {
      const init = node.name === 'undefined' ? undefined : initOf(node, context);
      return node.name === 'undefined' ? { is: undefined } : init && inner(init);
    }
    case 'UnaryExpression': return unary(node.operator, inner(node.argument));
    case 'LogicalExpression': return logical(node.operator, inner(node.left), inner(node.right));
    case 'BinaryExpression': return compared(node.operator, inner(node.left), inner(node.right));
    case 'ConditionalExpression': {
      const test = inner(node.test);
      return test && inner((test.is ? node.consequent : node.alternate));
    }
    // `config?.secret`, `value?.trim()`: of nothing there is nothing.
    case 'MemberExpression': {
      const nothing = ofNothing(inner(node.object));
      // An empty text is not set either.
      return nothing && lastName(node) === 'length' ? { is: 0 } : nothing;
    }
    case 'CallExpression': return answered(node, inner, context);
    default: return undefined;
  }
}

const ofNothing = (object: Known | undefined): Known | undefined =>
  object && (object.is === undefined || object.is === null) ? { is: undefined } : undefined;

function unary(operator: string, known: Known | undefined): Known | undefined {
  if (!known) return undefined;
  return operator === '!' ? { is: !known.is } : operator === 'typeof' ? { is: typeof known.is } : undefined;
}

function logical(operator: string, left: Known | undefined, right: Known | undefined): Known | undefined {
  if (operator === '??') return left && (left.is ?? undefined) === undefined ? right : left;
  const decides = operator === '||';
  if (left) return Boolean(left.is) === decides ? left : right;
  return right && Boolean(right.is) === decides ? right : undefined;
}

function compared(operator: string, left: Known | undefined, right: Known | undefined): Known | undefined {
  const match = /^([!=])=(=?)$/.exec(operator);
  if (!left || !right) return undefined;
  if (typeof left.is === 'number' && typeof right.is === 'number' && /^[<>]=?$/.test(operator))
    return { is: operator.endsWith('=') && left.is === right.is ? true : operator.startsWith('<') ? left.is < right.is : left.is > right.is };
  if (!match) return undefined;
  const bothMissing = (left.is ?? undefined) === undefined && (right.is ?? undefined) === undefined;
  const same = left.is === right.is || (match[2] === '' && bothMissing);
  return { is: same === (match[1] === '=') };
}

/** `Boolean(x)`, `x?.toLowerCase()`, `['1', 'true'].includes(x)`. */
function answered(call: CallExpression, inner: (node: Node) => Known | undefined, { local }: CodeContext): Known | undefined {
  const callee = call.callee;
  const first = call.arguments[0];
  if (callee.type === 'Identifier') return callee.name === 'Boolean' && first ? unary('!', unary('!', inner(first))) : undefined;
  if (callee.type !== 'MemberExpression') return undefined;
  const list = lastName(callee) === 'includes' ? local.valueOf(callee.object) : undefined;
  const known = list?.kind === 'list' && list.whole && first ? inner(first) : undefined;
  if (list?.kind === 'list' && known?.is === undefined && known) return { is: false };
  return ofNothing(inner(callee.object));
}

// ---- what is not set ----

/** Reads the same as what the value is made of, and nothing that would stand in for it. */
export function readsOf(made: Value, { expressions }: CodeContext): IsUnset {
  const wanted = new Set(sourcesOf(made).flatMap(identitiesOf));
  const known = new Map<Node, boolean>();
  return (node) => {
    if (wanted.size === 0 || !READS.has(node.type)) return false;
    const before = known.get(node);
    if (before !== undefined) return before;
    const sources = sourcesOf(expressions.valueOf(node)).filter((one) => !isMissing(one) && !isText(one, ''));
    const is = sources.length > 0 && sources.every((one) => identitiesOf(one).some((identity) => wanted.has(identity)));
    known.set(node, is);
    return is;
  };
}

const READS: ReadonlySet<string> = new Set(['Identifier', 'MemberExpression', 'CallExpression', 'LogicalExpression']);

/** The parts of templates, too: an address is made of a domain. */
const sourcesOf = (value: Value): readonly Value[] => originsOf(value)
  .flatMap(({ value: one }) =>
    (one.kind === 'template' ? one.parts.flatMap((part) => originsOf(part).map((origin) => origin.value)) : [one]));

function identitiesOf(value: Value): readonly string[] {
  const { file, start, end } = value.at;
  switch (value.kind) {
    case 'env': return [`env ${value.name}`];
    case 'imported': return [`import ${value.module} ${value.path.join('.')}`];
    case 'parameter':
      return value.of ? [`${file.path} ${String(value.of.start)} ${String(value.index)} ${(value.path ?? []).join('.')}`] : [];
    case 'unknown': case 'instance': case 'result': {
      const text = file.text.slice(start, Math.min(end, start + 200));
      // `this.config.secret` is the same wherever the file says so.
      return [`${file.path}:${String(start)}`, ...(CHAIN.test(text) ? [`${file.path} ${text.replace(/[?!]/g, '')}`] : [])];
    }
    default: return [];
  }
}

const CHAIN = /^[\w$]+(?:[?!]?\.[\w$]+)+[!]?$|^[\w$.]+\((?:'[\w.-]+'|"[\w.-]+")\)$/;
