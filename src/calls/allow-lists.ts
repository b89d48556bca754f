// Something that a token says → does the code around compare it with something of its own before it is used?
// Equality, membership, a pattern, a switch, a table, a check by name. To ask whether it is there settles nothing, nor
// does a cache that is filled with whatever comes.

import type { CallExpression, Node } from '../syntax/code.ts';
import type { NodeOf, IndexedType } from '../values/bindings.ts';
import type { CodeContext } from '../values/code-context.ts';
import { isMissing, isText } from '../values/origins.ts';
import { isTested, standsFor } from './outcome/answer-value.ts';
import { lastName } from '../values/plain-nodes.ts';
import { nodesWithin } from '../values/node-index.ts';
import { grouped, oncePerFile } from '../values/once.ts';
import type { Value } from '../values/value.ts';

export interface Question {
  /** Does this expression say the thing? */
  readonly says: (node: Node) => boolean;
  /** Only comparisons that stand before this offset. */
  readonly before?: number;
  /** A table that is asked for it, `ISSUERS[iss]` or `ISSUERS.get(iss)`, is an allow-list by its keys. */
  readonly tables?: boolean;
  /** It is an address: what looks at its scheme or its path only leaves the host to whoever wrote it. */
  readonly address?: boolean;
}

/** Is it compared within the outermost function around `node`? */
export function isAllowListed(node: Node, question: Question, context: CodeContext): boolean {
  const { says, before = Infinity, tables = false } = question;
  const { bindings } = context;
  const within = outermostFunction(node);
  const near = <T extends IndexedType>(type: T): readonly NodeOf<T>[] =>
    (within ? nodesWithin(bindings, type, within) : bindings.all(type)).filter((one) => one.start < before);
  return (
    near('BinaryExpression').some((one) => isComparison(one, question, context)) ||
    // The call that takes it, `validateJWT(header.alg, …)`, is no check of it.
    near('CallExpression').some((one) => one !== node && isQuestion(one, question, context)) ||
    near('SwitchStatement').some((one) => says(one.discriminant)) ||
    (tables && near('MemberExpression').some((one) => one.computed && isRead(one) && says(one.property)))
  );
}

const isQuestion = (call: CallExpression, question: Question, context: CodeContext): boolean =>
  isMembership(call, question, context) || isCheck(call, question) || isAskedFor(call, question, context);

function outermostFunction(node: Node): Node | undefined {
  let found: Node | undefined;
  for (let at = node.parent; at; at = at.parent) if (/Function/.test(at.type)) found = at;
  return found;
}

/** `header.alg !== 'RS256'`, `iss in ISSUERS`. To refuse `none`, or what is missing, leaves everything else. */
function isComparison(
  { operator, left, right }: NodeOf<'BinaryExpression'>,
  { says, address = false }: Question,
  { expressions }: CodeContext,
): boolean {
  if (operator === 'in') return says(left);
  if (!/^[!=]==?$/.test(operator)) return false;
  const settles = (other: Node): boolean => {
    const value = expressions.valueOf(other);
    const isNothing = isText(value, 'none') || isText(value, '') || isMissing(value);
    return !isNothing && !says(other) && !(address && value.kind === 'text' && isNoHost(value.text));
  };
  return (says(left) && settles(right)) || (says(right) && settles(left));
}

const HOLDS_IT = /^(?:includes|has|indexOf|test|exec|contains|some|find)$/;
const IS_LIKE = /^(?:startsWith|endsWith|match|search)$/;

/** `ALLOWED.has(kid)`, `/^[\w-]+$/.test(kid)`, `jku.startsWith('https://id.example.com/')`. */
function isMembership(call: CallExpression, question: Question, context: CodeContext): boolean {
  const { callee, arguments: given } = call;
  const { says, tables = false, address = false } = question;
  if (callee.type !== 'MemberExpression') return false;
  const name = lastName(callee);
  const holder = callee.object;
  const isForAnyHost = (): boolean => address && saysOfPattern(context.expressions.valueOf(holder)) === '';
  if (HOLDS_IT.test(name) || (tables && name === 'get'))
    return saysFirst(given, says) && !isFilled(holder, says, context) && !isForAnyHost();
  return IS_LIKE.test(name) && isTested(call) && says(holder) && !(address && isLikeAnyHost(call, context));
}

/** A scheme, a path, or nothing. */
const isNoHost = (text: string): boolean => /^(?:https?:?\/{0,2}$|\/|$)/i.test(text);

/** What a pattern says of the host: all that stands behind its scheme. `undefined` where it is no pattern. */
const saysOfPattern = (value: Value): string | undefined => (value.kind === 'plain' && value.value instanceof RegExp
  ? value.value.source.replace(/^\^?\(?(?:\?:)?https?\??(?::?(?:\\?\/){0,2})\)?(?:\.[*+]\??)?\$?$/i, '')
  : undefined);

/**
 * `jku.startsWith('https://')`, `iss.endsWith('/jwks')`: every host passes. So does one that only begins like ours, for want
 * of a slash, and an address that ends like ours, in its query.
 */
function isLikeAnyHost({ callee, arguments: [first] }: CallExpression, { expressions }: CodeContext): boolean {
  if (!first || callee.type !== 'MemberExpression') return false;
  const value = expressions.valueOf(first);
  if (saysOfPattern(value) === '') return true;
  if (value.kind !== 'text' || /^(?:host|hostname|origin)$/.test(lastName(callee.object))) return false;
  const isOpenEnded = lastName(callee) === 'startsWith' && /^https?:\/\/[^/?#]*$/i.test(value.text);
  return isOpenEnded || lastName(callee) === 'endsWith' || isNoHost(value.text);
}

const saysFirst = ([first]: CallExpression['arguments'], says: Question['says']): boolean =>
  first !== undefined && first.type !== 'SpreadElement' && says(first);

const CACHES = /cache|redis|memo|store|\bkv\b/i;
const FILLS = /^(?:set|add|put|push)$/;

/** A cache: the same object is given what the token says elsewhere in the file. */
function isFilled(holder: Node, says: Question['says'], context: CodeContext): boolean {
  const name = context.file.text.slice(holder.start, holder.end);
  return CACHES.test(name) || (fillsOf(context).get(name) ?? []).some((given) => saysFirst(given.arguments, says));
}

/** By the object that is filled, as it is written. */
const fillsOf = oncePerFile(({ bindings, file }: CodeContext) => grouped(bindings.all('CallExpression'), ({ callee }) =>
  callee.type === 'MemberExpression' && FILLS.test(lastName(callee)) ? file.text.slice(callee.object.start, callee.object.end) : undefined));

const CHECKS = /^(?:is|assert|ensure|check|validate|sanitize|allow)[A-Z_]|(?:valid|allow|trust|known|safe|sanitiz|permitted|whitelist)/i;

/** `assertTrusted(payload.iss)`, `isValidKid(header.kid)`: by its name, wherever it is written. */
function isCheck({ callee, arguments: given }: CallExpression, { says, address = false }: Question): boolean {
  const name = lastName(callee);
  return CHECKS.test(name) && !(address && CHECKS_FORM.test(name)) && given.some((one) => one.type !== 'SpreadElement' && says(one));
}

/** Whether it is an address at all: `isURL(jku)`. */
const CHECKS_FORM = /^is_?(?:valid_?|absolute_?|web_?|secure_?)?(?:https?_?)?(?:ur[il]|https?|string)$/i;

const ASKS = /^(?:find|lookup|exists|count|load)/i;

/** `const tenant = await tenants.findOne({ domain }); if (!tenant) throw`: somebody who knows is asked. */
function isAskedFor(call: CallExpression, { says, tables = false }: Question, { bindings }: CodeContext): boolean {
  if (!tables || !ASKS.test(lastName(call.callee))) return false;
  const isGiven = (node: Node, depth: number): boolean => node.type === 'ObjectExpression'
    ? depth < MAX_NESTING && node.properties.some((one) => one.type === 'Property' && isGiven(one.value, depth + 1))
    : node.type !== 'SpreadElement' && says(node);
  return call.arguments.some((one) => isGiven(one, 0)) && standsFor(call, bindings).some(isTested);
}

const MAX_NESTING = 4;

/** `cache[iss] = keys` fills a table. */
const isRead = (node: Node): boolean => !(node.parent?.type === 'AssignmentExpression' && node.parent.left === node);
