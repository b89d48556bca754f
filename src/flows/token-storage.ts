// Code → tokens kept where every script of a page reads them: web storage, and cookies without `httpOnly`.
// Leaves alone: cookies whose options are not wholly in view, and what no name or use calls a token.

import { cookieFunctions, cookieSetters, webStorages } from '../models/uses/disclosures.ts';
import type { CookieFunction, CookieSetter } from '../models/uses/disclosures.ts';
import type { SourceFile } from '../source/file.ts';
import type { CallExpression, Node } from '../syntax/code.ts';
import { isTokenSlot } from './taint.ts';
import { cookieTextsOf } from './cookie-texts.ts';
import type { CookieFlag, StoredToken } from './stored-token.ts';
import type { Taint } from './taint.ts';
import type { CodeContext } from '../values/code-context.ts';
import { isFalse, originsOf } from '../values/origins.ts';
import { chainText, keyName, propertyOf, unwrapped } from '../values/plain-nodes.ts';
import { once } from '../values/once.ts';
import type { Value } from '../values/value.ts';

export function storedTokensOf(context: CodeContext, carriers: Taint): readonly StoredToken[] {
  return [...webStorage(context, carriers), ...cookies(context, carriers), ...cookieTextsOf(context, carriers, isKept)];
}

// ---- localStorage, sessionStorage ----

type WebStorage = (typeof webStorages)[number];

function* webStorage(context: CodeContext, carriers: Taint): Generator<StoredToken> {
  const { bindings, expressions } = context;
  const stored = (node: Node, storage: WebStorage, name: string | undefined): StoredToken =>
    ({ at: expressions.placeOf(node), where: storage, ...(name !== undefined && { name }), missing: [], inPage: true });
  for (const call of bindings.all('CallExpression')) {
    const callee = call.callee;
    const storage =
      propertyOf(callee) === 'setItem' && callee.type === 'MemberExpression' ? storageOf(callee.object, context) : undefined;
    const [key, value] = call.arguments;
    if (!storage || !key || !value) continue;
    const name = textOf(key, context);
    if (isKept(name, value, carriers)) yield stored(call, storage, name);
  }
  for (const assignment of bindings.all('AssignmentExpression')) {
    const { left, right } = assignment;
    const storage = left.type === 'MemberExpression' ? storageOf(left.object, context) : undefined;
    const name = storage && propertyOf(left);
    if (storage && name && isKept(name, right, carriers)) yield stored(assignment, storage, name);
  }
}

/** `localStorage`, `window.localStorage`; not a variable of that name. */
function storageOf(node: Node, { bindings }: CodeContext): WebStorage | undefined {
  const inner = unwrapped(node);
  const isGlobal = inner.type === 'Identifier' ? !bindings.of(inner)
    : inner.type === 'MemberExpression' && /^(?:window|globalThis|self)$/.test(chainText(inner.object) ?? '');
  const name = inner.type === 'Identifier' ? inner.name : propertyOf(inner);
  return isGlobal ? webStorages.find((one) => one === name) : undefined;
}

/** Under a name for tokens, or known to be one; what is removed or emptied is not kept. */
const isKept = (name: string | undefined, value: Node, carriers: Taint): boolean =>
  value.type !== 'Literal' && ((name !== undefined && isTokenSlot(name)) || carriers.sensitiveValuesIn(value).some(({ what }) => what === 'token'));

const textOf = (node: Node, { local }: CodeContext): string | undefined => {
  const value = local.valueOf(node);
  return value.kind === 'text' ? value.text : undefined;
};

// ---- cookies ----

function* cookies(context: CodeContext, carriers: Taint): Generator<StoredToken> {
  for (const call of context.bindings.all('CallExpression')) {
    const { setter, key, value, options } = cookieOf(call, context) ?? {};
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

interface Cookie { readonly setter: CookieFlags; readonly key?: Node; readonly value?: Node; readonly options?: Node }

/** By what the call was imported as, or by how its receiver is written. */
function cookieOf(call: CallExpression, context: CodeContext): Cookie | undefined {
  const given = call.arguments;
  const by = functionOf(call, context);
  const setter = by ? {} : setterOf(call, context);
  if (!setter) return undefined;
  const [key, value, options] = given.slice(by?.before ?? 0);
  if (key?.type !== 'ObjectExpression') return { setter, ...(key && { key }), ...(value && { value }), ...(options && { options }) };
  const member = (name: string): Node | undefined => {
    const found = key.properties.find((one) => one.type === 'Property' && keyName(one.key) === name);
    return found?.type === 'Property' ? found.value : undefined;
  };
  const [name, text] = [member('name'), member('value')];
  return name && text ? { setter, key: name, value: text, options: key } : undefined;
}

const importsThem = once(({ text }: SourceFile): boolean =>
  cookieFunctions.some(({ modules }) => modules.some((name) => text.includes(`'${name}'`) || text.includes(`"${name}"`))));

function functionOf(call: CallExpression, { local, file }: CodeContext): CookieFunction | undefined {
  if (call.arguments.length < 2 || !importsThem(file)) return undefined;
  const callee = local.calleeOf(call);
  return callee.kind === 'imported'
    ? cookieFunctions.find(({ modules, calls }) => modules.includes(callee.module) && calls.includes(callee.path.join('.')))
    : undefined;
}

function setterOf(call: CallExpression, { file, bindings }: CodeContext): CookieSetter | undefined {
  const { callee } = call;
  if (callee.type !== 'MemberExpression') return undefined;
  const method = propertyOf(callee);
  const rows = cookieSetters.filter((row) => row.method === method);
  if (rows.length === 0 || callee.object.end - callee.object.start > 80) return undefined;
  const written = (node: Node): string => file.text.slice(node.start, node.end).replace(/\bawait\b|\s+/g, '').replace(/^\((.*)\)$/, '$1');
  const receiver = written(callee.object);
  const made = madeAs(callee.object, bindings);
  const asMade = made ? `${written({ ...made.init, end: Math.min(made.init.end, made.init.start + 80) })}${made.member}` : receiver;
  const row = rows.find((one) => one.receiver.test(asMade)) ?? rows.find((one) => one.receiver.test(receiver));
  return row && (call.arguments.length > 1 || row.object) ? row : undefined;
}

/** `store` of `const store = await cookies()`, and `answer.cookies` of `const answer = NextResponse.json(…)`. */
function madeAs(receiver: Node, bindings: CodeContext['bindings']): { readonly init: Node; readonly member: string } | undefined {
  const isCookies = receiver.type === 'MemberExpression' && propertyOf(receiver) === 'cookies';
  const owner = isCookies ? receiver.object : receiver;
  const init = owner.type === 'Identifier' ? initOf(owner, bindings) : undefined;
  return init && { init, member: isCookies ? '.cookies' : '' };
}

/** What a variable was declared with. */
function initOf(id: Node, bindings: CodeContext['bindings']): Node | undefined {
  const declaration = bindings.of(id)?.declaration;
  const isPlain = declaration?.type === 'VariableDeclarator' && declaration.id.type === 'Identifier';
  return isPlain ? (declaration.init ?? undefined) : undefined;
}

type CookieFlags = Pick<CookieSetter, 'httpOnly' | 'secure' | 'inPage' | 'flagged'>;

/** Nothing, where the options are not wholly in view. `secure` may depend on the environment. */
function missingIn(given: Value | undefined, { httpOnly, secure, inPage, flagged }: CookieFlags): readonly CookieFlag[] {
  if (given !== undefined && given.kind !== 'object' && !(given.kind === 'plain' && given.value === undefined)) return [];
  if (given?.kind === 'object' && !given.whole) return [];
  const flag = (name: string): Value | undefined => (given?.kind === 'object' ? given.properties.get(name)?.value : undefined);
  const isOff = (value: Value | undefined): boolean => value === undefined || originsOf(value).every(({ value: leaf }) => isFalse(leaf));
  const missing: CookieFlag[] = [];
  const lacks = (name: CookieFlag, usual: boolean): boolean => (usual ? flag(name) !== undefined && isOff(flag(name)) : isOff(flag(name)));
  if (inPage || lacks('httpOnly', httpOnly === true || flagged === true)) missing.push('httpOnly');
  if (lacks('secure', secure === true || flagged === true)) missing.push('secure');
  if (lacks('sameSite', flagged === true)) missing.push('sameSite');
  return missing;
}
