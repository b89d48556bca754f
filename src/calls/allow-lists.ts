// Something that a token says → does the code around compare it with something of its own before it is used?
// Equality, membership, a pattern, a switch, a table, a check by name. To ask whether it is there settles nothing, nor
// does a cache that is filled with whatever comes.

import type { CallExpression, Node } from '../syntax/code.ts';
import type { NodeOf, IndexedType } from '../values/bindings.ts';
import type { CodeContext } from '../values/code-context.ts';
import { isMissing, isText } from '../values/origins.ts';
import { isTested } from './outcome/outcome.ts';
import { lastName } from '../values/plain-nodes.ts';
import { nodesWithin } from '../values/node-index.ts';
import { grouped, oncePerFile } from '../values/once.ts';

export interface Question {
  /** Does this expression say the thing? */
  readonly says: (node: Node) => boolean;
  /** Only comparisons that stand before this offset. */
  readonly before?: number;
  /** A table that is asked for it, `ISSUERS[iss]` or `ISSUERS.get(iss)`, is an allow-list by its keys. */
  readonly tables?: boolean;
}

/** Is it compared within the outermost function around `node`? */
export function isAllowListed(node: Node, { says, before = Infinity, tables = false }: Question, context: CodeContext): boolean {
  const { bindings } = context;
  const within = outermostFunction(node);
  const near = <T extends IndexedType>(type: T): readonly NodeOf<T>[] =>
    (within ? nodesWithin(bindings, type, within) : bindings.all(type)).filter((one) => (one as unknown as Node).start < before);
  return (
    near('BinaryExpression').some((one) => isComparison(one, says, context)) ||
    // The call that takes it, `validateJWT(header.alg, …)`, is no check of it.
    near('CallExpression').some((one) => (one as Node) !== node && (isMembership(one, says, tables, context) || isCheck(one, says))) ||
    near('SwitchStatement').some((one) => says(one.discriminant as Node)) ||
    (tables && near('MemberExpression').some((one) => one.computed && isRead(one) && says(one.property as Node)))
  );
}

function outermostFunction(node: Node): Node | undefined {
  let found: Node | undefined;
  for (let at = node.parent; at; at = at.parent) if (/Function/.test(at.type)) found = at;
  return found;
}

/** `header.alg !== 'RS256'`, `iss in ISSUERS`. To refuse `none`, or what is missing, leaves everything else. */
function isComparison(
  { operator, left, right }: NodeOf<'BinaryExpression'>,
  says: Question['says'],
  { expressions }: CodeContext,
): boolean {
  if (operator === 'in') return says(left as Node);
  if (!/^[!=]==?$/.test(operator)) return false;
  const settles = (other: Node): boolean => {
    const value = expressions.valueOf(other);
    return !isText(value, 'none') && !isText(value, '') && !isMissing(value) && !says(other);
  };
  return (says(left as Node) && settles(right as Node)) || (says(right as Node) && settles(left as Node));
}

const HOLDS_IT = /^(?:includes|has|indexOf|test|exec|contains|some|find)$/;
const IS_LIKE = /^(?:startsWith|endsWith|match|search)$/;

/** `ALLOWED.has(kid)`, `/^[\w-]+$/.test(kid)`, `jku.startsWith('https://id.example.com/')`. */
function isMembership(call: CallExpression, says: Question['says'], tables: boolean, context: CodeContext): boolean {
  const { callee, arguments: given } = call;
  if (callee.type !== 'MemberExpression') return false;
  const name = lastName(callee);
  if (HOLDS_IT.test(name) || (tables && name === 'get')) return saysFirst(given, says) && !isFilled(callee.object as Node, says, context);
  return IS_LIKE.test(name) && isTested(call) && says(callee.object as Node);
}

const saysFirst = ([first]: CallExpression['arguments'], says: Question['says']): boolean =>
  first !== undefined && first.type !== 'SpreadElement' && says(first as Node);

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
const isCheck = ({ callee, arguments: given }: CallExpression, says: Question['says']): boolean =>
  CHECKS.test(lastName(callee as Node)) && given.some((one) => one.type !== 'SpreadElement' && says(one as Node));

/** `cache[iss] = keys` fills a table. */
const isRead = (node: Node): boolean => !(node.parent?.type === 'AssignmentExpression' && node.parent.left === (node as unknown));
