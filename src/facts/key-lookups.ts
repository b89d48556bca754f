// Code → the places where a field of an unverified token builds what fetches or makes the key: a file path, a query, an
// address, a key, a command. Follows the value from the sink back through names, templates and functions of this file.
// Leaves alone: lookups by equality (a map, a key server's client, a bound parameter), and fields that the code around
// compares with something of its own first.

import type { Role } from '../models/model.ts';
import { codeProperties, globalSinks, moduleSinks, provesPossession, queryMethods, queryOptions, queryText } from '../models/sinks.ts';
import type { Builds, SinkModel } from '../models/sinks.ts';
import { keyFields } from '../models/token-fields.ts';
import type { KeyField } from '../models/token-fields.ts';
import type { Place } from '../source/file.ts';
import type { Node } from '../syntax/code.ts';
import { isAllowListed } from './allow-lists.ts';
import type { AnyCall, CodeContext } from './code-context.ts';
import type { Facts, JwtCall, KeyUse } from './facts.ts';
import { isMissing, isOn, originsOf } from './origins.ts';
import { keyFunctionsIn, tokenFieldOf } from './token-fields.ts';
import { addressIn } from './trust.ts';
import type { Code, ParameterValue, Value, Via } from './value.ts';

export interface KeyLookup {
  readonly field: KeyField;
  readonly builds: Builds;
  /** The expression that is built of it. */
  readonly at: Place;
  /** The call that takes it, and its name. */
  readonly sink: Place;
  readonly name: string;
  /** Where the field is read, and the names and functions it went through. */
  readonly read: Place;
  readonly via: readonly Via[];
  /** Compared with something of ours before, or bound to something of ours after. */
  readonly checked: boolean;
  /** An address whose host is fixed: only the path is the token's. */
  readonly fixedHost: boolean;
}

const FIELD_WORDS = /\b(?:kid|jku|x5u|jwk|x5c|iss)\b/;

export function keyLookupsOf(context: CodeContext, { jwtCalls: calls, keyUses }: Pick<Facts, 'jwtCalls' | 'keyUses'>): readonly KeyLookup[] {
  const embedded = embeddedKeys(calls, keyUses, context);
  if (!FIELD_WORDS.test(context.file.text)) return embedded;
  const search: Search = { context, calls, keyFunctions: new Set(calls.filter(({ does }) => does === 'verify').flatMap(({ parts: { key } }) => keyFunctionsIn(key?.value))) };
  const found = [...embedded, ...[...sinksOf(context), ...keySlots(calls, context)].flatMap((sink) => lookupsAt(sink, search))];
  // One read that builds one thing is one problem: a path that is joined and then opened.
  return found.filter((one, at) => found.findIndex((other) => other.builds === one.builds && isSame(other.read, one.read)) === at);
}

const isSame = (a: Place, b: Place): boolean => a.file === b.file && a.start === b.start;

interface Search { readonly context: CodeContext; readonly calls: readonly JwtCall[]; readonly keyFunctions: ReadonlySet<Code> }

// ---- what takes it? ----

interface Sink { readonly builds: Builds; readonly value: Value; readonly at: Place; readonly call: Place; readonly name: string; readonly node?: Node }

function* sinksOf(context: CodeContext): Generator<Sink> {
  const { bindings, expressions } = context;
  const late: Sink[] = [];
  for (const call of [...bindings.all('CallExpression'), ...bindings.all('NewExpression')]) {
    const first = call.arguments[0];
    if (!first || first.type === 'SpreadElement') continue;
    for (const sink of [...modelledSinks(call, context), ...madeKeys(call, context), ...queries(call, context)])
      // What joins a path is a sink only where nothing opens it in view.
      if (sink.builds === 'path' && isJoin(call)) late.push(sink);
      else yield sink;
  }
  for (const property of bindings.all('Property')) {
    if (property.computed || property.key.type !== 'Identifier' || !codeProperties.has(property.key.name)) continue;
    const at = expressions.placeOf(property.value);
    yield { builds: 'query', value: expressions.valueOf(property.value as Node), at, call: at, name: property.key.name, node: property.value as Node };
  }
  yield* late;
}

const isJoin = ({ callee }: AnyCall): boolean => /^(?:join|resolve)$/.test(callee.type === 'MemberExpression' ? (callee.property.type === 'Identifier' ? callee.property.name : '') : callee.type === 'Identifier' ? callee.name : '');

function modelledSinks(call: AnyCall, context: CodeContext): readonly Sink[] {
  const callee = context.local.calleeOf(call);
  const row = callee.kind === 'imported' ? moduleSinks.find(({ modules, calls }) => modules.includes(callee.module) && calls.includes(callee.path.join('.')))
    : callee.kind === 'instance' && callee.module === 'global:' ? globalSinks.find(({ calls }) => calls.includes(callee.path.join('.').replace(/^globalThis\./, '')))
    : undefined;
  return row ? argumentsOf(call, row).map((node) => sinkOf(row, node, call, context)) : [];
}

const argumentsOf = (call: AnyCall, { argument }: SinkModel): readonly Node[] =>
  (call.arguments as readonly Node[]).filter((node, at) => node.type !== 'SpreadElement' && (argument === undefined || at === argument));

function sinkOf({ builds, options = [] }: SinkModel, node: Node, call: AnyCall, context: CodeContext): Sink {
  const { expressions } = context;
  const value = expressions.valueOf(node);
  const inner = value.kind === 'object' ? options.map((name) => value.properties.get(name)?.value).find(Boolean) : undefined;
  return { builds, value: inner ?? value, at: expressions.placeOf(node), call: expressions.placeOf(call.callee), name: nameOf(call, context), node: call };
}

const MATERIAL: ReadonlySet<Role> = new Set(['key', 'jwksUrl', 'options']);

/** Keys and key sets that the models know how to make; what only looks a key up by its name makes none. */
function madeKeys(call: AnyCall, context: CodeContext): readonly Sink[] {
  const { local, expressions, index } = context;
  const callee = local.calleeOf(call);
  if (callee.kind !== 'imported') return [];
  const row = index.rows(callee.module, call.type === 'NewExpression', callee.path).find(({ maker }) => maker && maker.makes !== 'random' && !maker.then);
  const material = row ? (call.arguments as readonly Node[]).find((_, at) => row.signature.parameters[at]?.roles.some((role) => MATERIAL.has(role))) : undefined;
  const made = material && expressions.valueOf(call);
  if (made?.kind !== 'wrapped') return [];
  const builds = made.by === 'jwks' ? 'url' : 'key';
  const value = builds === 'url' ? addressIn(made.of) : made.of;
  const at = made.of.kind === 'object' && value ? value.at : expressions.placeOf(material!);
  return value ? [{ builds, value, at, call: expressions.placeOf(call.callee), name: nameOf(call, context), node: call }] : [];
}

/** A query as text, on whatever object: `db.query(text)`, `pool.query({ text })`. */
function queries(call: AnyCall, context: CodeContext): readonly Sink[] {
  const { callee } = call;
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier' || !queryMethods.has(callee.property.name)) return [];
  return [sinkOf({ builds: 'query', calls: [], options: queryOptions }, call.arguments[0] as Node, call, context)].filter(({ value }) => isQuery(value));
}

const isQuery = (value: Value): boolean =>
  value.kind === 'template' ? value.parts.some((part) => part.kind === 'text' && queryText.test(part.text)) : value.kind === 'choice' && value.alternatives.some(isQuery);

const nameOf = ({ callee }: AnyCall, { file }: CodeContext): string => {
  const text = file.text.slice(callee.start, callee.end).replace(/\s+/g, '');
  return text.length > 40 ? (/[\w$]+$/.exec(text)?.[0] ?? 'this call') : text;
};

/** The keys of verify calls, which may have been made in another file. */
const keySlots = (calls: readonly JwtCall[], { bindings }: CodeContext): readonly Sink[] =>
  calls.flatMap(({ does, key, name, slots: { call } }) => {
    if (does !== 'verify' || !key) return [];
    const node = [...bindings.all('CallExpression'), ...bindings.all('NewExpression')].find(({ start, end }) => start === call.start && end === call.end);
    return madeOf(key.value, 0).map(({ builds, value }) => ({ builds, value, at: value.at, call: key.at, name, ...(node && { node }) }));
  });

function madeOf(value: Value, depth: number): readonly { readonly builds: Builds; readonly value: Value }[] {
  if (depth > 10) return [];
  if (value.kind === 'choice') return value.alternatives.flatMap((one) => madeOf(one, depth + 1));
  if (value.kind !== 'wrapped') return [{ builds: 'key', value }];
  const address = value.by === 'jwks' ? addressIn(value.of) : undefined;
  if (value.by === 'jwks') return address ? [{ builds: 'url', value: address }] : [];
  return value.by === 'file' ? [{ builds: 'path', value: value.of }] : madeOf(value.of, depth + 1);
}

/** Verifiers told to take the key out of the token itself: jose's EmbeddedJWK, node-jose's option. */
function embeddedKeys(calls: readonly JwtCall[], uses: readonly KeyUse[], { index, file }: CodeContext): readonly KeyLookup[] {
  const isEmbedded = (value: Value): boolean => originsOf(value).some(({ value: leaf, wrappers }) => wrappers.some(({ by }) => by === 'embedded key')
    || (leaf.kind === 'imported' && index.rows(leaf.module, false, leaf.path).some(({ maker }) => maker?.makes === 'embedded key')));
  const named = uses.filter(({ value }) => isEmbedded(value)).map(({ at, purpose }) => ({ at, name: purpose }));
  const switched = calls.flatMap(({ parts: { embeddedKey }, name }) => (embeddedKey && isOn(embeddedKey.value) ? [{ at: embeddedKey.at, name }] : []));
  return [...named, ...switched].map(({ at, name }) =>
    ({ field: 'jwk', builds: 'key', at, sink: at, name, read: at, via: [], checked: provesPossession.test(file.text), fixedHost: false }));
}

// ---- is it the token's? ----

/** A leaf of what a sink is given, and the text before it. */
interface Leaf { readonly value: Value; readonly before: readonly Value[]; readonly edited: boolean; readonly via: readonly Via[] }

const MAX_LEAVES = 200;

function leavesOf(value: Value): readonly Leaf[] {
  const leaves: Leaf[] = [];
  const visit = (one: Value, before: readonly Value[], edited: boolean, via: readonly Via[], depth: number): void => {
    if (leaves.length >= MAX_LEAVES || depth > 20) return;
    const way = [...one.via, ...via];
    switch (one.kind) {
      case 'choice': for (const alternative of one.alternatives) visit(alternative, before, edited, way, depth + 1); return;
      case 'wrapped': visit(one.of, before, edited || one.by === 'newlines', way, depth + 1); return;
      case 'template': one.parts.forEach((part, at) => { visit(part, [...before, ...one.parts.slice(0, at)], edited, way, depth + 1); }); return;
      case 'list': for (const item of one.items) visit(item, before, edited, way, depth + 1); return;
      case 'object': {
        const key = one.properties.get('key')?.value;
        if (key) visit(key, before, edited, way, depth + 1);
        return;
      }
      default: leaves.push({ value: one, before, edited, via: way });
    }
  };
  visit(value, [], false, [], 0);
  return leaves;
}

function lookupsAt(sink: Sink, search: Search): readonly KeyLookup[] {
  return leavesOf(sink.value).flatMap((leaf): KeyLookup[] => {
    // An edited text may have been cleaned; edited certificates are certificates.
    if (leaf.edited && sink.builds !== 'key') return [];
    const source = sourceOf(leaf.value, sink.node, search, 0);
    if (!source || !isHarm(source.field, sink)) return [];
    const { field, read, via, checked } = source;
    const built = sink.value.kind === 'template' ? sink.value.at : sink.at;
    return [{
      field, builds: sink.builds, at: built, sink: sink.call, name: sink.name, read, via: [...via, ...leaf.via],
      checked: checked || isSettled(field, sink, search), fixedHost: sink.builds === 'url' && !namesHost(leaf.before),
    }];
  });
}

/** A key needs more than a name; where `kid` stands in for one, it only looks one up. */
const isHarm = (field: KeyField, { builds }: Sink): boolean => builds !== 'key' || field === 'jwk' || field === 'x5c';

/** What comes first, or right after a scheme, names the host. */
function namesHost(before: readonly Value[]): boolean {
  const [first] = before;
  return first === undefined || (first.kind === 'text' && (first.text === '' || /^[a-z]+:\/\/[^/?#]*$/i.test(first.text)));
}

interface Source { readonly field: KeyField; readonly read: Place; readonly via: readonly Via[]; readonly checked: boolean }

const MAX_HELPERS = 3;

/** The field itself, or what callers hand to the function around. */
function sourceOf(value: Value, user: Node | undefined, search: Search, depth: number): Source | undefined {
  const { context, keyFunctions } = search;
  const name = tokenFieldOf(value, keyFunctions, context);
  if (name !== undefined) {
    if (!keyFields.has(name)) return undefined;
    const field = name as KeyField;
    const says = (node: Node): boolean => originsOf(context.expressions.valueOf(node)).some(({ value: one }) => tokenFieldOf(one, keyFunctions, context) === field);
    // What is compared after the use is compared in time only where the same word is looked at again: the issuer.
    const before = field === 'iss' ? Infinity : user?.start ?? Infinity;
    return { field, read: value.at, via: [], checked: user !== undefined && isAllowListed(user, { says, before, tables: true }, context) };
  }
  if (value.kind !== 'parameter' || !value.of || value.index === undefined || depth >= MAX_HELPERS) return undefined;
  return throughCallers({ ...value, of: value.of, index: value.index }, user, search, depth);
}

function throughCallers(parameter: ParameterValue & { readonly of: Code; readonly index: number }, user: Node | undefined, search: Search, depth: number): Source | undefined {
  const { context } = search;
  const { expressions } = context;
  for (const { argument, call } of handedTo(parameter, context)) {
    const at = expressions.placeOf(argument);
    const given = (parameter.path ?? []).reduce((of, name) => expressions.memberOf(of, name, at), expressions.valueOf(argument));
    for (const { value, via } of leavesOf(given)) {
      const source = sourceOf(value, call, search, depth + 1);
      if (!source) continue;
      const says = (node: Node): boolean => originsOf(expressions.valueOf(node)).some(({ value: one }) => isParameter(one, parameter));
      const checked = source.checked || (user !== undefined && isAllowListed(user, { says, before: user.start, tables: true }, context));
      return { ...source, checked, via: [...source.via, ...via, { place: at, note: parameter.name }] };
    }
  }
  return undefined;
}

const isParameter = (value: Value, { of, index, path = [] }: ParameterValue): boolean =>
  value.kind === 'parameter' && value.of === of && value.index === index && (value.path ?? []).join('.') === path.join('.');

/** What calls of this file hand to a parameter: by name, or item by item: `header.x5c.map((one) => …)`. */
function* handedTo({ of, index }: { readonly of: Code; readonly index: number }, { bindings, local }: CodeContext): Generator<{ readonly argument: Node; readonly call: AnyCall }> {
  for (const call of [...bindings.all('CallExpression'), ...bindings.all('NewExpression')]) {
    const callee = call.callee.type === 'MemberExpression' && /^(?:map|forEach|some|every|find|filter|flatMap)$/.test(call.callee.property.type === 'Identifier' ? call.callee.property.name : '') ? call.callee : undefined;
    if (callee && index === 0 && call.arguments.some((one) => one.start === of.start && one.end === of.end)) { yield { argument: callee.object as Node, call }; continue; }
    const target = local.calleeOf(call);
    const argument = call.arguments[index] as Node | undefined;
    if ((target.kind === 'function' || target.kind === 'class') && target.code === of && argument && argument.type !== 'SpreadElement') yield { argument, call };
  }
}

// ---- is it settled otherwise? ----

const CHAIN_CHECKS = /(?:verif|validat|check|trust|build)\w*(?:cert|chain|x5c|path)|checkIssued|(?:cert|chain|issuer|root|ca|leaf|intermediate)\w*\.verify\(|fingerprint256|\.verify\(\s*\w*(?:root|issuer|ca|cert|parent)/i;

function isSettled(field: KeyField, { node, name }: Sink, { context: { file }, calls }: Search): boolean {
  // A key in the header that its sender only has to hold.
  if (field === 'jwk') return provesPossession.test(file.text);
  // A certificate whose chain is checked up to a root.
  if (field === 'x5c') return CHAIN_CHECKS.test(file.text);
  // The issuer that the key came from must be ours in the end.
  return field === 'iss' && calls.some((call) => call.does === 'verify' && bindsIssuer(call) && (node === undefined || call.name === name || isNear(call, node)));
}

const bindsIssuer = ({ parts: { issuer }, checked }: JwtCall): boolean =>
  checked.has('iss') || (issuer !== undefined && !isMissing(issuer.value) && originsOf(issuer.value).every(({ value }) => value.kind === 'text' || value.kind === 'env' || value.kind === 'plain' || value.kind === 'imported'));

/** In the same outermost function. */
function isNear({ at }: JwtCall, node: Node): boolean {
  let outermost: Node = node;
  for (let one: Node | null | undefined = node; one; one = one.parent) if (/Function/.test(one.type)) outermost = one;
  return at.start >= outermost.start && at.end <= outermost.end;
}
