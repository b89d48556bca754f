// Code → tokens kept where every script of a page reads them: web storage, and cookies without `httpOnly`.
// Leaves alone: cookies whose options are not wholly in view, and what no name or use calls a token.

import { cookieSetters, webStorages } from '../models/uses/disclosures.ts';
import type { CookieSetter } from '../models/uses/disclosures.ts';
import type { Place } from '../source/file.ts';
import type { CallExpression, Node } from '../syntax/code.ts';
import { isTokenSlot } from './carried.ts';
import type { Carriers } from './carried.ts';
import type { CodeContext } from '../values/code-context.ts';
import { isFalse, originsOf } from '../values/origins.ts';
import { chainText, propertyOf, unwrapped } from '../values/plain-nodes.ts';
import type { ObjectValue, Value } from '../values/value.ts';

export type CookieFlag = 'httpOnly' | 'secure' | 'sameSite';

export interface StoredToken {
  readonly at: Place;
  readonly where: 'localStorage' | 'sessionStorage' | 'cookie';
  /** The name it is kept under, where that is in view. */
  readonly name?: string;
  /** What a cookie lacks; for a cookie that a page writes, httpOnly is out of reach. */
  readonly missing: readonly CookieFlag[];
  readonly inPage: boolean;
  /** The options of a cookie, where a flag can be added. */
  readonly options?: ObjectValue;
}

export function storedTokensOf(context: CodeContext, carriers: Carriers): readonly StoredToken[] {
  return [...webStorage(context, carriers), ...cookies(context, carriers)];
}

// ---- localStorage, sessionStorage ----

function* webStorage(context: CodeContext, carriers: Carriers): Generator<StoredToken> {
  const { bindings, expressions } = context;
  const stored = (node: Node, storage: string, name: string | undefined): StoredToken =>
    ({ at: expressions.placeOf(node), where: storage as 'localStorage', ...(name !== undefined && { name }), missing: [], inPage: true });
  for (const call of bindings.all('CallExpression')) {
    const callee = call.callee as Node;
    const storage =
      propertyOf(callee) === 'setItem' && callee.type === 'MemberExpression' ? storageOf(callee.object as Node, context) : undefined;
    const [key, value] = call.arguments as Node[];
    if (!storage || !key || !value) continue;
    const name = textOf(key, context);
    if (isKept(name, value, carriers)) yield stored(call as Node, storage, name);
  }
  for (const { left, right, start, end } of bindings.all('AssignmentExpression')) {
    const storage = left.type === 'MemberExpression' ? storageOf(left.object as Node, context) : undefined;
    const name = storage && propertyOf(left as Node);
    if (storage && name && isKept(name, right as Node, carriers)) yield stored({ start, end } as Node, storage, name);
  }
}

/** `localStorage`, `window.localStorage`; not a variable of that name. */
function storageOf(node: Node, { bindings }: CodeContext): string | undefined {
  const inner = unwrapped(node);
  if (inner.type === 'Identifier') return webStorages.has(inner.name) && !bindings.of(inner) ? inner.name : undefined;
  const name = propertyOf(inner);
  return webStorages.has(name) &&
    /^(?:window|globalThis|self)$/.test(chainText((inner as Extract<Node, { type: 'MemberExpression' }>).object as Node) ?? '')
    ? name
    : undefined;
}

/** Under a name for tokens, or known to be one; what is removed or emptied is not kept. */
const isKept = (name: string | undefined, value: Node, carriers: Carriers): boolean =>
  value.type !== 'Literal' && ((name !== undefined && isTokenSlot(name)) || carriers.carriedBy(value).some(({ what }) => what === 'token'));

const textOf = (node: Node, { local }: CodeContext): string | undefined => {
  const value = local.valueOf(node);
  return value.kind === 'text' ? value.text : undefined;
};

// ---- cookies ----

function* cookies(context: CodeContext, carriers: Carriers): Generator<StoredToken> {
  for (const call of context.bindings.all('CallExpression')) {
    const setter = setterOf(call, context);
    const [key, value, options] = call.arguments as Node[];
    if (!setter || !key || !value) continue;
    const name = textOf(key, context);
    if (!isKept(name, value, carriers)) continue;
    const given = options && context.expressions.valueOf(options);
    const missing = missingIn(given, setter);
    if (missing.length === 0) continue;
    yield {
      at: context.expressions.placeOf(call.callee),
      where: 'cookie',
      ...(name !== undefined && { name }),
      missing,
      inPage: setter.inPage ?? false,
      ...(given?.kind === 'object' && { options: given }),
    };
  }
}

function setterOf(call: CallExpression, { file }: CodeContext): CookieSetter | undefined {
  const { callee } = call;
  if (callee.type !== 'MemberExpression' || call.arguments.length < 2) return undefined;
  const method = propertyOf(callee as Node);
  const rows = cookieSetters.filter((row) => row.method === method);
  if (rows.length === 0 || callee.object.end - callee.object.start > 80) return undefined;
  const receiver = file.text.slice(callee.object.start, callee.object.end).replace(/\bawait\b|\s+/g, '').replace(/^\((.*)\)$/, '$1');
  return rows.find((row) => row.receiver.test(receiver));
}

/** Nothing, where the options are not wholly in view. `secure` may depend on the environment. */
function missingIn(given: Value | undefined, { httpOnly, secure, inPage }: CookieSetter): readonly CookieFlag[] {
  if (given !== undefined && given.kind !== 'object' && !(given.kind === 'plain' && given.value === undefined)) return [];
  if (given?.kind === 'object' && !given.whole) return [];
  const flag = (name: string): Value | undefined => (given?.kind === 'object' ? given.properties.get(name)?.value : undefined);
  const isOff = (value: Value | undefined): boolean => value === undefined || originsOf(value).every(({ value: leaf }) => isFalse(leaf));
  const missing: CookieFlag[] = [];
  if (inPage || (httpOnly ? flag('httpOnly') !== undefined && isOff(flag('httpOnly')) : isOff(flag('httpOnly')))) missing.push('httpOnly');
  if (isOff(flag('secure')) && (!secure || flag('secure') !== undefined)) missing.push('secure');
  if (isOff(flag('sameSite'))) missing.push('sameSite');
  return missing;
}
