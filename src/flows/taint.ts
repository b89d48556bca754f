// Expression → the secrets it hands on as they are: a key, a token, the Authorization header. What is asked about them
// (`!!token`, `token.length`), cut, hashed or masked is handed on no more.
// Leaves alone: what a called function does with its arguments, but for those that only change the form.

import { aboutTokens, bearerWords, headerParts, otherTokens, passingCalls, passingMethods } from '../models/uses/disclosures.ts';
import { requestFunctions, requestNames } from '../models/places/requests.ts';
import type { Place } from '../source/file.ts';
import type { Node } from '../syntax/code.ts';
import type { Binding } from '../values/bindings.ts';
import type { CodeContext } from '../values/code-context.ts';
import type { JwtCall } from '../calls/jwt-call.ts';
import type { NamingContext } from '../secrets/words/code-names.ts';
import { wordsOf } from '../secrets/words/names.ts';
import type { Names } from '../secrets/words/names.ts';
import type { NameClass } from '../secrets/words/named-values.ts';
import { originsOf } from '../values/origins.ts';
import { chainText, propertyOf, unwrapped } from '../values/plain-nodes.ts';
import type { Value } from '../values/value.ts';
import { spend } from '../values/work.ts';

export interface SensitiveValue {
  readonly what: 'key' | 'token' | 'authorization header' | 'environment';
  /** The name by which it is reached. */
  readonly name: string;
  readonly at: Place;
  /** Its value or its use says so, not its name alone. */
  readonly known: boolean;
}

export interface Taint {
  sensitiveValuesIn(node: Node): readonly SensitiveValue[];
  /** A token by its making or its use. */
  isToken(node: Node): boolean;
}

const MAX_DEPTH = 12;

export function taintOf(context: NamingContext, jwtCalls: readonly JwtCall[]): Taint {
  const { expressions, bindings, index, names } = context;
  const made = madeTokens(context, jwtCalls);
  const given = givenTokens(context, jwtCalls);
  const tokens = tokenBindings(context, made, given);

  function sensitiveValuesIn(node: Node, depth = 0): readonly SensitiveValue[] {
    if (depth > MAX_DEPTH) return [];
    spend();
    const inside = (one: Node | null | undefined): readonly SensitiveValue[] => (one ? sensitiveValuesIn(one, depth + 1) : []);
    switch (node.type) {
      case 'TemplateLiteral': return node.expressions.flatMap(inside);
      case 'BinaryExpression': return node.operator === '+' ? [...inside(node.left), ...inside(node.right)] : [];
      case 'LogicalExpression':
        return node.operator === '&&' ? inside(node.right) : [...inside(node.left), ...inside(node.right)];
      case 'ConditionalExpression': return [...inside(node.consequent), ...inside(node.alternate)];
      case 'ArrayExpression': return node.elements.flatMap(inside);
      case 'SpreadElement': return inside(node.argument);
      case 'ObjectExpression': return node.properties.flatMap((one) => inside((one.type === 'Property' ? one.value : one)));
      case 'CallExpression': return calledWith(node, inside);
      case 'Identifier': case 'MemberExpression': return leaf(node, inside);
      default: return unwrapped(node) === node ? [] : inside(unwrapped(node));
    }
  }

  function calledWith(node: Extract<Node, { type: 'CallExpression' }>, inside: (one: Node) => readonly SensitiveValue[]): readonly SensitiveValue[] {
    if (isAuthorization(node, context)) return [carried('authorization header', 'Authorization', node, true)];
    if (isSigned(node)) return [carried('token', chainText(node.callee) ?? 'a signed token', node, true)];
    const callee = node.callee;
    if (passingCalls.has(chainText(callee) ?? '')) return node.arguments.flatMap(inside);
    return callee.type === 'MemberExpression' && passingMethods.has(propertyOf(callee)) ? inside(callee.object) : [];
  }

  function leaf(
    node: Extract<Node, { type: 'Identifier' | 'MemberExpression' }>,
    inside: (one: Node) => readonly SensitiveValue[],
  ): readonly SensitiveValue[] {
    const name = node.type === 'Identifier' ? node.name : propertyOf(node);
    if (isAuthorization(node, context)) return [carried('authorization header', 'Authorization', node, true)];
    const binding = node.type === 'Identifier' ? bindings.of(node) : undefined;
    if (binding && tokens.has(binding)) return [carried('token', name, node, true)];
    const init =
      binding?.declaration.type === 'VariableDeclarator' && binding.declaration.id.type === 'Identifier'
        ? binding.declaration.init
        : null;
    if (init && isSigned(unwrapped(init))) return [carried('token', name, node, true)];
    if (init && isAuthorization(unwrapped(init), context)) return [carried('authorization header', name, node, true)];
    // A text built before: `const line = `key ${key}`; log(line)`.
    if (init && (init.type === 'TemplateLiteral' || init.type === 'BinaryExpression'))
      return inside(init).map((one) => ({ ...one, at: expressions.placeOf(node) }));
    return keyAt(node, name) ?? (isBearerName(name) && !isAskedOnly(node) ? [carried('token', name, node, false)] : []);
  }

  /** A variable of the environment that holds a key, all of them, or a name that says key. */
  function keyAt(node: Node, name: string): readonly SensitiveValue[] | undefined {
    const chain = chainText(node);
    if (chain === 'process.env' || chain === 'import.meta.env' || chain === 'Bun.env') return [carried('environment', chain, node, true)];
    const says = isSigning(names.says(pathOf(node, name)));
    if (!says && !/env|conf|secret|key|jwt|settings|options/i.test(chain ?? name)) return undefined;
    const value = expressions.valueOf(node);
    const variable = originsOf(value).map((origin) => keyVariable(origin, names)).find((one) => one !== undefined);
    if (variable !== undefined) return [carried('key', variable, node, true)];
    return says && mayBeText(value) ? [carried('key', name, node, false)] : undefined;
  }

  const carried = (what: SensitiveValue['what'], name: string, node: Node, known: boolean): SensitiveValue => ({
    what,
    name,
    at: expressions.placeOf(node),
    known,
  });

  /** Signed by this call, by a function of this file, or by one of another that says by its name what it might return. */
  function isSigned(node: Node): boolean {
    if (made.has(node.start)) return true;
    if (node.type !== 'CallExpression') return false;
    const callee = context.file.text.slice(node.callee.start, Math.min(node.callee.end, node.callee.start + 80));
    return isSignedValue(context.local.valueOf(node)) || (/sign|token|jwt/i.test(callee) && isSignedValue(expressions.valueOf(node)));
  }

  const isSignedValue = (value: Value): boolean =>
    originsOf(value).some(
      ({ value: leafValue }) =>
        leafValue.kind === 'result' &&
        leafValue.members.length === 0 &&
        index.rows(leafValue.module, false, leafValue.path).some(({ operation }) => operation?.kind === 'sign'),
    );

  function isToken(node: Node): boolean {
    const inner = unwrapped(node);
    if (given.has(inner.start) || (inner.type === 'CallExpression' && isSigned(inner))) return true;
    const binding = inner.type === 'Identifier' ? bindings.of(inner) : undefined;
    if (!binding) return false;
    const init = binding.declaration.type === 'VariableDeclarator' ? binding.declaration.init : null;
    return tokens.has(binding) || (init !== null && isSigned(unwrapped(init)));
  }

  return { sensitiveValuesIn, isToken };
}

const isSigning = (says: NameClass | undefined): boolean => says === 'signing secret' || says === 'private key';

/** The variable that a value is read from, when it holds a key. */
const keyVariable = ({ value }: { readonly value: Value }, names: Names): string | undefined =>
  value.kind === 'env' && isSigning(names.says([value.name])) ? value.name : undefined;

/** What a name says counts only for what can be a text: no function, no table, no constant in view. */
const mayBeText = ({ kind }: Value): boolean =>
  kind === 'unknown' || kind === 'parameter' || kind === 'imported' || kind === 'instance' || kind === 'choice' || kind === 'template';

/** The last two names, as names of keys are judged. */
function pathOf(node: Node, name: string): readonly string[] {
  const parent = node.type === 'MemberExpression' ? chainText(node.object)?.split('.').at(-1) : undefined;
  return parent === undefined ? [name] : [parent, name];
}

/** `accessToken`, `refresh_token`, `jwt`; not `csrfToken`, `tokenType`, nor a lone `token`, which may be anything. */
export function isBearerName(name: string): boolean {
  const words = wordsOf(name);
  const last = words.at(-1);
  if (words.some((word) => otherTokens.has(word))) return false;
  return (last === 'token' && words.slice(0, -1).some((word) => bearerWords.has(word))) || (last === 'jwt' && words.length <= 2);
}

/** As the name of a slot for a token, `token` alone is enough. */
export function isTokenSlot(name: string): boolean {
  const words = wordsOf(name);
  return (
    isBearerName(name) ||
    ((words.at(-1) === 'token' || words.at(-1) === 'jwt') && !words.some((word) => otherTokens.has(word) || aboutTokens.has(word)))
  );
}

/** `typeof token`, `!token`, a comparison: the answer tells nothing of it. */
const isAskedOnly = ({ parent }: Node): boolean =>
  parent?.type === 'UnaryExpression' || (parent?.type === 'BinaryExpression' && parent.operator !== '+');

// ---- the Authorization header ----

/** `req.headers.authorization`, `request.headers.get('authorization')`, and the part behind `Bearer`. */
function isAuthorization(node: Node, context: CodeContext, depth = 0): boolean {
  if (depth > 8) return false;
  const inner = unwrapped(node);
  if (inner.type === 'MemberExpression') {
    if (/^authorization$/i.test(propertyOf(inner))) return isHeaders(inner.object);
    return inner.computed && isAuthorization(inner.object, context, depth + 1);
  }
  if (inner.type === 'Identifier') {
    const binding = context.bindings.of(inner);
    if (binding?.declaration.type !== 'VariableDeclarator' || binding.declaration.init === null) return false;
    const { id, init } = binding.declaration;
    // `const { authorization } = req.headers`, whatever it is called here.
    if (id.type === 'ObjectPattern') return /^authorization$/i.test(takenAs(binding.id) ?? '') && isHeaders(init);
    return id.type === 'Identifier' && isAuthorization(init, context, depth + 1);
  }
  if (inner.type === 'LogicalExpression') return isAuthorization(inner.left, context, depth + 1);
  if (inner.type !== 'CallExpression') return false;
  const callee = inner.callee.type === 'ChainExpression' ? inner.callee.expression : inner.callee;
  if (callee.type !== 'MemberExpression') return false;
  const [first] = inner.arguments;
  const named = first?.type === 'Literal' && typeof first.value === 'string' && /^authorization$/i.test(first.value);
  if (named) return /^(?:get|header)$/.test(propertyOf(callee)) && (isHeaders(callee.object) || isRequest(callee.object));
  return keepsToken(inner, propertyOf(callee)) && isAuthorization(callee.object, context, depth + 1);
}

/** The name of the member that a binding of a pattern takes. */
function takenAs({ parent: property }: Node): string | undefined {
  const member = property?.type === 'AssignmentPattern' ? property.parent : property;
  return member?.type === 'Property' && member.key.type === 'Identifier' ? member.key.name : undefined;
}

/** `slice(7)` cuts `Bearer ` off; `slice(-4)` and `slice(0, 8)` keep a stub that opens nothing. */
function keepsToken({ arguments: [first, ...more] }: Extract<Node, { type: 'CallExpression' }>, method: string): boolean {
  const cuts = method === 'slice' || method === 'substring' || method === 'substr';
  return headerParts.has(method) && (!cuts || (more.length === 0 && first?.type === 'Literal'));
}

function isHeaders(node: Node): boolean {
  const inner = unwrapped(node);
  if (inner.type === 'CallExpression') return inner.callee.type === 'Identifier' && requestFunctions.has(inner.callee.name);
  return inner.type === 'MemberExpression' ? /^headers?$/i.test(propertyOf(inner)) && isRequest(inner.object) : false;
}

function isRequest(node: Node): boolean {
  const inner = unwrapped(node);
  if (inner.type === 'Identifier') return requestNames.has(inner.name);
  return inner.type === 'MemberExpression' && requestNames.has(propertyOf(inner));
}

// ---- tokens by identity ----

/** Where signed tokens come out of a call of this file. */
const madeTokens = ({ file }: CodeContext, jwtCalls: readonly JwtCall[]): ReadonlySet<number> =>
  new Set(
    jwtCalls.flatMap(({ kind, setup, answer }) => (kind === 'sign' && !setup && answer.call.file === file ? [answer.call.start] : [])),
  );

/** Where tokens are handed to a verifier or decoder. */
const givenTokens = ({ file }: CodeContext, jwtCalls: readonly JwtCall[]): ReadonlySet<number> =>
  new Set(jwtCalls.flatMap(({ parts: { token } }) => (token?.at.file === file ? [token.at.start] : [])));

/** Variables that hold a token that was made or is given to a verifier. */
function tokenBindings({ bindings }: CodeContext, made: ReadonlySet<number>, given: ReadonlySet<number>): ReadonlySet<Binding> {
  const found = new Set<Binding>();
  if (given.size === 0 && made.size === 0) return found;
  const add = (node: Node | null | undefined): void => {
    const binding = node?.type === 'Identifier' ? bindings.of(node) : undefined;
    if (binding) found.add(binding);
  };
  for (const call of [...bindings.all('CallExpression'), ...bindings.all('NewExpression')])
    for (const one of call.arguments) if (given.has(one.start)) add(unwrapped(one));
  for (const declarator of bindings.all('VariableDeclarator'))
    if (declarator.init && made.has(unwrapped(declarator.init).start)) add(declarator.id);
  return found;
}
