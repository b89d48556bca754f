// Code → bearer tokens in query strings: written into an address, or taken out of one and verified.
// Leaves alone: one-time links (reset, invite), what stands behind `#`, and form bodies, which are no addresses.

import { handshakeWords, oneTimeWords, otherTokens, plainParameters, urlExtractors, urlParameters } from '../models/uses/disclosures.ts';
import type { Place } from '../source/file.ts';
import type { CallExpression, Node } from '../syntax/code.ts';
import { namesAround } from '../values/conditions/branches.ts';
import type { Taint } from './taint.ts';
import type { CodeContext } from '../values/code-context.ts';
import { wordsOf } from '../secrets/words/names.ts';
import { chainText, propertyOf, unwrapped } from '../values/plain-nodes.ts';
import { queriesIn } from './query-objects.ts';

export interface UrlToken {
  readonly at: Place;
  readonly way: 'written' | 'taken';
  /** The parameter of the query. */
  readonly parameter: string;
  /** A token by its making or its verification, not by the parameter's name alone. */
  readonly known: boolean;
  /** WebSocket and EventSource of browsers send no headers: for the handshake there is little else. */
  readonly handshake: boolean;
  /** Where a written address goes: the browser is sent there, somebody else's server is asked, or it is not in view. */
  readonly to: 'redirect' | 'foreign host' | 'unknown';
}

export function tokenUrlsOf(context: CodeContext, carriers: Taint): readonly UrlToken[] {
  const found: UrlToken[] = [];
  for (const one of [...written(context), ...writtenAsObjects(context), ...taken(context), ...extractors(context)]) {
    const known = one.always ?? carriers.isToken(one.value);
    const isBearer = urlParameters.has(one.parameter) || (plainParameters.has(one.parameter) && known);
    // To be read it must be trusted: a name alone is what OAuth clients, proxies and forms look at, too.
    if (!isBearer || (one.way === 'taken' && !known) || isForOneTime(one.node, context)) continue;
    found.push({
      at: context.expressions.placeOf(one.node),
      way: one.way,
      parameter: one.parameter,
      known,
      handshake: isHandshake(one.node, context),
      to: one.way === 'written' ? goesTo(one.address ?? one.node, context) : 'unknown',
    });
  }
  return found;
}

interface Candidate {
  readonly node: Node;
  readonly way: UrlToken['way'];
  readonly parameter: string;
  /** What is written, or what the taken value becomes. */
  readonly value: Node;
  readonly always?: true;
  /** What the query belongs to, where it stands apart from it. */
  readonly address?: Node;
}

// ---- written ----

const ENDS_IN_PARAMETER = /[?&]([\w-]{1,40})=$/;

function* written({ bindings }: CodeContext): Generator<Candidate> {
  for (const template of bindings.all('TemplateLiteral')) {
    for (const [at, quasi] of template.quasis.entries()) {
      const parameter = ENDS_IN_PARAMETER.exec(quasi.value.raw.slice(-50))?.[1];
      const value = template.expressions[at];
      if (parameter && value) yield { node: template, way: 'written', parameter, value };
    }
  }
  for (const sum of bindings.all('BinaryExpression')) {
    const text = sum.operator === '+' ? lastText(sum.left) : undefined;
    const parameter = text === undefined ? undefined : ENDS_IN_PARAMETER.exec(text.slice(-50))?.[1];
    if (parameter) yield { node: sum, way: 'written', parameter, value: sum.right };
  }
  for (const call of bindings.all('CallExpression')) {
    const callee = call.callee;
    if (
      !/^(?:set|append)$/.test(propertyOf(callee)) ||
      callee.type !== 'MemberExpression' ||
      propertyOf(callee.object) !== 'searchParams'
    )
      continue;
    const [name, value] = call.arguments;
    if (name?.type === 'Literal' && typeof name.value === 'string' && value)
      yield { node: call, way: 'written', parameter: name.value, value };
  }
}

/** `params: { token }` of an HTTP client, `new URLSearchParams({ token })` and what it is given later, where they become a query. */
function* writtenAsObjects(context: CodeContext): Generator<Candidate> {
  for (const { parameters, address } of queriesIn(context))
    for (const { name, value, node } of parameters) yield { node, way: 'written', parameter: name, value, ...(address && { address }) };
}

/** The text that a sum of texts ends with. */
function lastText(node: Node): string | undefined {
  const end = node.type === 'BinaryExpression' && node.operator === '+' ? unwrapped(node.right) : unwrapped(node);
  if (end.type === 'TemplateLiteral') return end.quasis.at(-1)?.value.raw;
  return end.type === 'Literal' && typeof end.value === 'string' ? end.value : undefined;
}

// ---- taken ----

const QUERY = /(?:^|\.)(?:query|queryStringParameters|searchParams)$/;

function* taken({ bindings }: CodeContext): Generator<Candidate> {
  for (const member of bindings.all('MemberExpression')) {
    const parameter = propertyOf(member);
    if (
      (urlParameters.has(parameter) || plainParameters.has(parameter)) &&
      QUERY.test(chainText(unwrapped(member.object)) ?? '') &&
      isRead(member)
    )
      yield { node: member, way: 'taken', parameter, value: becomes(member) };
  }
  for (const call of bindings.all('CallExpression')) {
    const parameter = readByCall(call);
    if (parameter !== undefined) yield { node: call, way: 'taken', parameter, value: becomes(call) };
  }
  for (const declarator of bindings.all('VariableDeclarator')) {
    if (declarator.id.type !== 'ObjectPattern' || !declarator.init || !QUERY.test(chainText(unwrapped(declarator.init)) ?? '')) continue;
    for (const property of declarator.id.properties)
      if (property.type === 'Property' && property.key.type === 'Identifier')
        yield { node: property, way: 'taken', parameter: property.key.name, value: nameIn(property.value) };
  }
}

const isRead = ({ parent }: Node): boolean => parent?.type !== 'AssignmentExpression' || parent.operator !== '=';
const nameIn = (pattern: Node): Node => (pattern.type === 'AssignmentPattern' ? pattern.left : pattern);

/** `url.searchParams.get('token')`, hono's `c.req.query('token')`. */
function readByCall(call: CallExpression): string | undefined {
  const callee = call.callee;
  const [first] = call.arguments;
  if (callee.type !== 'MemberExpression' || first?.type !== 'Literal' || typeof first.value !== 'string') return undefined;
  const isQuery =
    propertyOf(callee) === 'query'
      ? /(?:^|\.)req(?:uest)?$/.test(chainText(callee.object) ?? '')
      : propertyOf(callee) === 'get' &&
        /(?:^|\.)(?:searchParams|query)$/.test(chainText(unwrapped(callee.object)) ?? propertyOf(unwrapped(callee.object)));
  return isQuery ? first.value : undefined;
}

/** The variable that what is read ends up in, through `||` and the like; else the read itself. */
function becomes(node: Node): Node {
  let at = node;
  while (
    at.parent &&
    (unwrapped(at.parent) !== at.parent || at.parent.type === 'LogicalExpression' || at.parent.type === 'ConditionalExpression')
  )
    at = at.parent;
  return at.parent?.type === 'VariableDeclarator' && at.parent.id.type === 'Identifier' ? at.parent.id : at;
}

/** Calls of libraries whose whole purpose it is: passport-jwt's `ExtractJwt.fromUrlQueryParameter('token')`. */
function* extractors({ bindings, local }: CodeContext): Generator<Candidate> {
  for (const call of bindings.all('CallExpression')) {
    if (!urlExtractors.some(({ path }) => path.at(-1) === propertyOf(call.callee))) continue;
    const callee = local.calleeOf(call);
    const is =
      callee.kind === 'imported' &&
      urlExtractors.some(({ module, path }) => module === callee.module && path.join('.') === callee.path.join('.'));
    const [name] = call.arguments;
    if (is) yield { node: call, way: 'taken', parameter: 'access_token', value: (name ?? call), always: true };
  }
}

// ---- around it ----

/** Reset, verification and invitation links carry tokens of one use, by the names, routes and addresses around them. */
const isForOneTime = (node: Node, context: CodeContext): boolean =>
  [...routesAround(node), context.file.text.slice(node.start, node.end)].some((text) => wordsOf(text).some((word) => otherTokens.has(word)))
  || namesNear(node).some((name) => wordsOf(name).some((word) => otherTokens.has(word) && word !== 'verify'))
  || namesAround(node).some((name) => wordsOf(name).some((word) => oneTimeWords.has(word.replace(/s$/, ''))));

const NAMES_FUNCTIONS = /^(?:VariableDeclarator|Property|MethodDefinition)$/;

/** What verifies a token is called so, too; a link to verify an address says of what. What stands further out, a class, a module
 *  or a function that registers routes, only counts with words that mean nothing else. */
function namesNear(node: Node): readonly string[] {
  for (let at: Node | null | undefined = node; at; at = at.parent) {
    const isNamed = at.type === 'FunctionDeclaration' || (/Function/.test(at.type) && NAMES_FUNCTIONS.test(at.parent?.type ?? ''));
    if (!isNamed && routeArgument(at) === undefined) continue;
    const outside = namesAround(isNamed && at.type !== 'FunctionDeclaration' ? at.parent! : at).length;
    const all = namesAround(node);
    return all.slice(0, Math.max(0, all.length - outside));
  }
  return namesAround(node);
}

const routeArgument = (node: Node): string | undefined => {
  const first = node.type === 'CallExpression' ? node.arguments[0] : undefined;
  return first?.type === 'Literal' && typeof first.value === 'string' && first.value.startsWith('/') ? first.value : undefined;
};

/** `router.get('/verify-email', handler)`. */
function routesAround(node: Node): readonly string[] {
  const routes: string[] = [];
  for (let at: Node | null | undefined = node.parent; at; at = at.parent) {
    const first = at.type === 'CallExpression' ? at.arguments[0] : undefined;
    if (first?.type === 'Literal' && typeof first.value === 'string') routes.push(first.value);
  }
  return routes;
}

const isHandshake = (node: Node, context: CodeContext): boolean =>
  handshakeWords.test(statementText(node, context)) ||
  namesAround(node).some((name) =>
    wordsOf(name).some((word) => /^(?:socket|sockets|websocket|ws|wss|sse|gateway|upgrade|handshake)$/.test(word)),
  );

function statementOf(node: Node): Node {
  let at = node;
  while (at.parent && !/Statement$|Declaration$|^PropertyDefinition$/.test(at.type)) at = at.parent;
  return at;
}

const LONGEST_STATEMENT = 400;
/** The statement as written, or its end where it is long: what a literal says counts, too. */
function statementText(node: Node, { file }: CodeContext): string {
  const { start, end } = statementOf(node);
  return end - start > LONGEST_STATEMENT
    ? file.text.slice(Math.max(start, node.start - 150), Math.min(end, node.end + 50))
    : file.text.slice(start, end);
}

function goesTo(node: Node, context: CodeContext): UrlToken['to'] {
  for (let at: Node | null | undefined = node.parent; at && !/Function/.test(at.type); at = at.parent) {
    if (at.type === 'CallExpression' && /redirect$/i.test(propertyOf(at.callee) || (chainText(at.callee) ?? '')))
      return 'redirect';
    if (at.type === 'AssignmentExpression' && /location(?:\.href)?$/.test(chainText(at.left) ?? '')) return 'redirect';
  }
  const value = context.local.valueOf(node);
  const first = value.kind === 'template' ? value.parts[0] : value;
  return first?.kind === 'text' && /^https?:\/\/[^/]+\//i.test(first.text) ? 'foreign host' : 'unknown';
}
