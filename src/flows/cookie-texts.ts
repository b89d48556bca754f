// Texts of cookies, as a `Set-Cookie` header has them or a page writes them, → those that hold a token without the flags that
// keep scripts and other sites away. Leaves alone: a text whose attributes are not in view.

import { cookieHeader } from '../models/uses/disclosures.ts';
import type { Node } from '../syntax/code.ts';
import type { CodeContext } from '../values/code-context.ts';
import { chainText, keyName, lastName, unwrapped } from '../values/plain-nodes.ts';
import type { Taint } from './taint.ts';
import type { CookieFlag, StoredToken } from './stored-token.ts';

type IsKept = (name: string | undefined, value: Node, carriers: Taint) => boolean;

export function* cookieTextsOf(context: CodeContext, carriers: Taint, isKept: IsKept): Generator<StoredToken> {
  for (const { node, inPage } of textsOf(context)) {
    const cookie = readAs(node, context);
    if (!cookie || !isKept(cookie.name, cookie.value, carriers)) continue;
    const missing: readonly CookieFlag[] = inPage ? ['httpOnly'] : missingFrom(cookie.attributes);
    if (missing.length > 0) yield { at: context.expressions.placeOf(node), where: 'cookie', name: cookie.name, missing, inPage };
  }
}

interface CookieText { readonly node: Node; readonly inPage: boolean }

function* textsOf({ bindings, file }: CodeContext): Generator<CookieText> {
  for (const { left, right } of bindings.all('AssignmentExpression'))
    if (/^(?:window\.)?document\.cookie$/.test(chainText(left) ?? '')) yield { node: right, inPage: true };
  if (!/set-cookie/i.test(file.text)) return;
  for (const call of bindings.all('CallExpression')) {
    if (!/^(?:set|append)|header/i.test(lastName(call.callee))) continue;
    const given = call.arguments;
    const at = given.findIndex(isCookieHeader);
    const text = at < 0 ? undefined : given[at + 1];
    if (text) yield* each(text);
  }
  for (const { key, value } of bindings.all('Property')) if (cookieHeader.test(keyName(key))) yield* each(value);
}

const isCookieHeader = (node: Node): boolean => node.type === 'Literal' && typeof node.value === 'string' && cookieHeader.test(node.value);

/** A header may set several. */
function* each(node: Node): Generator<CookieText> {
  const inner = unwrapped(node);
  if (inner.type !== 'ArrayExpression') yield { node: inner, inPage: false };
  else for (const one of inner.elements) if (one && one.type !== 'SpreadElement') yield { node: one, inPage: false };
}

// ---- the text of one ----

interface Read {
  readonly name: string;
  readonly value: Node;
  /** What stands behind the value, with a blank for what is not in view. */
  readonly attributes: string;
}

const STARTS = /^\s*([\w.-]{1,60})=$/;

function readAs(node: Node, context: CodeContext): Read | undefined {
  const [first, value, ...rest] = piecesOf(node, context, 0);
  const name = typeof first === 'string' ? STARTS.exec(first)?.[1] : undefined;
  if (name === undefined || value === undefined || typeof value === 'string') return undefined;
  // `Max-Age=${seconds}` says itself what it is; what stands for attributes of its own is not in view.
  const isOpen = rest.some((one, at) => {
    const before = rest[at - 1];
    return typeof one !== 'string' && !(typeof before === 'string' && before.endsWith('='));
  });
  return isOpen ? undefined : { name, value, attributes: rest.map((one) => (typeof one === 'string' ? one : ' ')).join('') };
}

const MAX_DEPTH = 20;

/** The texts and expressions that it is put together from. */
function piecesOf(node: Node, context: CodeContext, depth: number): readonly (string | Node)[] {
  const inner = unwrapped(node);
  if (depth > MAX_DEPTH) return [inner];
  switch (inner.type) {
    case 'Literal': return typeof inner.value === 'string' ? [inner.value] : [inner];
    case 'TemplateLiteral': return inner.quasis.flatMap((quasi, at): readonly (string | Node)[] => {
      const expression = inner.expressions[at];
      return [...(quasi.value.raw === '' ? [] : [quasi.value.raw]), ...(expression ? [expression] : [])];
    });
    case 'BinaryExpression': return inner.operator === '+'
      ? [...piecesOf(inner.left, context, depth + 1), ...piecesOf(inner.right, context, depth + 1)]
      : [inner];
    case 'Identifier': {
      const declaration = depth === 0 ? context.bindings.of(inner)?.declaration : undefined;
      const init = declaration?.type === 'VariableDeclarator' && declaration.id.type === 'Identifier' ? declaration.init : null;
      return init ? piecesOf(init, context, depth + 1) : [inner];
    }
    default: return [inner];
  }
}

function missingFrom(attributes: string): readonly CookieFlag[] {
  const flags: readonly (readonly [CookieFlag, RegExp])[] = [
    ['httpOnly', /;\s*httponly/i], ['secure', /;\s*secure/i], ['sameSite', /;\s*samesite/i],
  ];
  return flags.filter(([, written]) => !written.test(attributes)).map(([flag]) => flag);
}
