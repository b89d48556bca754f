// Code → the places where a field of an unverified token builds what fetches or makes the key: a file path, a query, an
// address, a key, a command. Follows the value from the sink back through names, templates and functions of this file.
// Leaves alone: lookups by equality (a map, a key server's client, a bound parameter), and fields that the code around
// compares with something of its own first.

import { checksChains, provesPossession } from '../models/uses/sinks.ts';
import type { Builds } from '../models/uses/sinks.ts';
import { addressFields, keyFields } from '../models/tokens/token-fields.ts';
import type { Place, SourceFile } from '../source/file.ts';
import type { Node } from '../syntax/code.ts';
import { isAllowListed } from '../calls/allow-lists.ts';
import type { AnyCall, CodeContext } from '../values/code-context.ts';
import type { JwtCall, KeyUse } from '../calls/jwt-call.ts';
import { DECODED_JSON } from '../values/reading/value-maker.ts';
import { isMissing, isOn, originsOf } from '../values/origins.ts';
import { isFunction, lastName } from '../values/plain-nodes.ts';
import { basisOf } from './picked-parts.ts';
import { keyOwnersOf, keySlotsOf, textSinksOf } from './text-sinks.ts';
import type { TextSink } from './text-sinks.ts';
import { keyFunctionsIn, tokenFieldOf } from '../calls/tokens/token-fields.ts';
import type { Code, ParameterValue, Value, Via } from '../values/value.ts';
import { callsOf } from '../values/code-context.ts';
import { grouped, once, oncePerFile } from '../values/once.ts';
import { spend } from '../values/work.ts';

export interface KeyLookup {
  readonly field: string;
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


/** What has to stand in a file where a token's field builds anything; its other claims matter to key sets only. */
const FIELD_WORDS = /\b(?:kid|jku|x5u|jwk|x5c|iss)\b/;
const KEY_SETS = /jwks|\bdiscovery\b/i;

interface Search { readonly context: CodeContext; readonly calls: readonly JwtCall[]; readonly keyFunctions: ReadonlySet<Code> }

interface Known { readonly jwtCalls: readonly JwtCall[]; readonly keyUses: readonly KeyUse[] }

export function keyLookupsOf(context: CodeContext, { jwtCalls: calls, keyUses }: Known): readonly KeyLookup[] {
  const embedded = embeddedKeys(calls, keyUses, context);
  const owners = keyOwnersOf(calls, context);
  if (!FIELD_WORDS.test(context.file.text) && !KEY_SETS.test(context.file.text) && owners.length === 0) return embedded;
  const keys = calls.filter(({ kind }) => kind === 'verify').map(({ parts }) => parts.key?.value);
  const search: Search = { context, calls, keyFunctions: new Set(keys.flatMap(keyFunctionsIn)) };
  const sinks = [...textSinksOf(context), ...owners, ...keySlotsOf(calls, context)];
  const found = [...embedded, ...sinks.flatMap((sink) => lookupsAt(sink, search))];
  // One read that builds one thing is one problem: a path that is joined and then opened.
  const seen = new Set<string>();
  return found.filter(({ builds, read }) => {
    const key = `${builds} ${read.file.path}:${String(read.start)}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** Verifiers told to take the key out of the token itself: jose's EmbeddedJWK, node-jose's option. */
function embeddedKeys(calls: readonly JwtCall[], uses: readonly KeyUse[], { index, file, bindings }: CodeContext): readonly KeyLookup[] {
  const isMaker = (leaf: Value): boolean =>
    leaf.kind === 'imported' && index.rows(leaf.module, false, leaf.path).some(({ maker }) => maker?.makes === 'embedded key');
  const isEmbedded = (value: Value): boolean =>
    originsOf(value).some(({ value: leaf, wrappers }) => isMaker(leaf) || wrappers.some(({ by }) => by === 'embedded key'));
  const named = uses.filter(({ value }) => isEmbedded(value)).map(({ at, purpose }) => ({ at, name: purpose }));
  const switched = calls.flatMap(({ parts: { embeddedKey: by }, name }) => (by && isOn(by.value) ? [{ at: by.at, name }] : []));
  return [...named, ...switched].map(({ at, name }) => {
    const call = bindings.all('CallExpression').find(({ start, end }) => start <= at.start && at.end <= end);
    return { field: 'jwk', builds: 'key', at, sink: at, name, read: at, via: [], checked: saysPossession(call, file), fixedHost: false };
  });
}

// ---- is it the token's? ----

/** A leaf of what a sink is given, and what stands before it in a text. */
interface Leaf { readonly value: Value; readonly before: readonly Value[]; readonly edited: boolean; readonly via: readonly Via[] }

const MAX_LEAVES = 200;

function leavesOf(value: Value, context: CodeContext): readonly Leaf[] {
  const leaves: Leaf[] = [];
  const visit = (one: Value, leaf: Omit<Leaf, 'value'>, depth: number): void => {
    if (leaves.length >= MAX_LEAVES || depth > 20) return;
    const here = { ...leaf, via: [...one.via, ...leaf.via] };
    const inside = (child: Value, more: Partial<Leaf> = {}): void => { visit(child, { ...here, ...more }, depth + 1); };
    switch (one.kind) {
      case 'choice': one.alternatives.forEach((alternative) => { inside(alternative); }); return;
      case 'list': one.items.forEach((item) => { inside(item); }); return;
      case 'wrapped': inside(one.of, { edited: here.edited || (one.by === 'newlines' && !basisOf(one, context)) }); return;
      case 'template': one.parts.forEach((part, at) => { inside(part, { before: [...here.before, ...one.parts.slice(0, at)] }); }); return;
      case 'object': {
        const key = one.properties.get('key')?.value;
        if (key) inside(key);
        return;
      }
      default: leaves.push({ ...here, value: one });
    }
  };
  visit(value, { before: [], edited: false, via: [] }, 0);
  return leaves;
}

function lookupsAt(sink: TextSink, search: Search): readonly KeyLookup[] {
  return leavesOf(sink.value, search.context).flatMap((leaf): KeyLookup[] => {
    // An edited text may have been cleaned; edited certificates are certificates.
    if (leaf.edited && sink.builds !== 'key') return [];
    const source = sourceOf(leaf.value, sink, search, 0);
    if (!source || !isHarm(source.field, sink)) return [];
    return [{
      field: source.field, builds: sink.builds, read: source.read, via: [...source.via, ...leaf.via],
      at: sink.value.kind === 'template' ? sink.value.at : sink.at, sink: sink.call, name: sink.name,
      checked: source.checked || isSettled(source.field, sink, search), fixedHost: sink.builds === 'url' && !namesHost(leaf.before),
    }];
  });
}

/** A key needs more than a name; where `kid` stands in for one, it only looks one up. */
const isHarm = (field: string, { builds }: TextSink): boolean => builds !== 'key' || field === 'jwk' || field === 'x5c';

/** What comes first, or before the first slash after a scheme, names the host; a part of it that is read from elsewhere is no end of it. */
function namesHost(before: readonly Value[]): boolean {
  const [first] = before;
  if (first === undefined) return true;
  return first.kind === 'text' && /^(?:$|[a-z]+:\/\/[^/?#]*$)/i.test(before.map((one) => (one.kind === 'text' ? one.text : '{}')).join(''));
}

interface Source { readonly field: string; readonly read: Place; readonly via: readonly Via[]; readonly checked: boolean }

const MAX_HELPERS = 3;

/** Where a value is used. */
type Use = Pick<TextSink, 'node' | 'ofKeys'>;

/** Read by a decoder, or by hand where a token is taken apart: any other JSON has claims of its own. */
const isOfToken = (value: Value, { file }: CodeContext): boolean =>
  value.kind !== 'result' || value.module !== DECODED_JSON || splitsTokens(file);

const splitsTokens = once(({ text }: SourceFile): boolean => /\.split\(\s*(['"`])\.\1/.test(text));

/** The field itself, or what callers hand to the function around. */
function sourceOf(value: Value, sink: Use, search: Search, depth: number): Source | undefined {
  const { context, keyFunctions } = search;
  const user = sink.node;
  const name = tokenFieldOf(value, keyFunctions, context);
  if (name === undefined) {
    const basis = basisOf(value, context);
    if (basis && depth < MAX_HELPERS) return sourceOf(basis, sink, search, depth + 1);
    return isHandedOver(value) && depth < MAX_HELPERS ? throughCallers(value, sink, search, depth) : undefined;
  }
  if (!keyFields.has(name) && !(sink.ofKeys && isOfToken(value, context))) return undefined;
  const says = saying((one) => tokenFieldOf(one, keyFunctions, context) === name, context);
  // An issuer that is compared after the use is compared in time: until then nothing is trusted.
  const before = name === 'iss' ? Infinity : user?.start ?? Infinity;
  const address = addressFields.has(name);
  const checked = user !== undefined && isAllowListed(user, { says, before, tables: true, address }, context);
  return { field: name, read: value.at, via: [], checked };
}

/** The value itself, or what is picked out of it: `new URL(jku).host`, `iss.split('/')[2]`. */
const saying = (isMeant: (value: Value) => boolean, context: CodeContext) => (node: Node): boolean =>
  originsOf(context.expressions.valueOf(node)).some(({ value }) => isMeant(value) || isMeant(basisOf(value, context) ?? value));

type OwnedParameter = ParameterValue & { readonly of: Code; readonly index: number };

const isHandedOver = (value: Value): value is OwnedParameter =>
  value.kind === 'parameter' && value.of !== undefined && value.index !== undefined;

function throughCallers(parameter: OwnedParameter, sink: Use, search: Search, depth: number): Source | undefined {
  const { context } = search;
  const user = sink.node;
  const { expressions } = context;
  for (const { argument, call } of givenTo(parameter, context)) {
    const at = expressions.placeOf(argument);
    const given = (parameter.path ?? []).reduce((of, name) => expressions.memberOf(of, name, at), expressions.valueOf(argument));
    for (const { value, via } of leavesOf(given, context)) {
      const source = sourceOf(value, { node: call, ...(sink.ofKeys && { ofKeys: true }) }, search, depth + 1);
      if (!source) continue;
      const says = saying((one) => isParameter(one, parameter), context);
      const address = addressFields.has(source.field);
      const isChecked = user !== undefined && isAllowListed(user, { says, before: user.start, tables: true, address }, context);
      const checked = source.checked || isChecked;
      return { ...source, checked, via: [...source.via, ...via, { place: at, note: parameter.name }] };
    }
  }
  return undefined;
}

const isParameter = (value: Value, { of, index, path = [] }: ParameterValue): boolean =>
  value.kind === 'parameter' && value.of === of && value.index === index && (value.path ?? []).join('.') === path.join('.');

const ITEM_BY_ITEM = /^(?:map|forEach|some|every|find|filter|flatMap)$/;

interface Given { readonly argument: Node; readonly call: AnyCall }

/** What calls of this file hand to a parameter: by name, or item by item: `header.x5c.map((one) => …)`. */
function* givenTo({ of, index }: OwnedParameter, context: CodeContext): Generator<Given> {
  for (const { call, isEach } of callersOf(context).get(of) ?? []) {
    spend();
    const argument = isEach && call.callee.type === 'MemberExpression' ? call.callee.object : call.arguments[index];
    if (argument && argument.type !== 'SpreadElement' && (!isEach || index === 0)) yield { argument, call };
  }
}

/** The calls of each function and class of this file, and those that hand it over to be called for each item. */
const callersOf = oncePerFile((context: CodeContext) => {
  const { bindings, local } = context;
  const all = callsOf(bindings).flatMap((call): { readonly call: AnyCall; readonly isEach: boolean; readonly of: Code }[] => {
    const { callee } = call;
    const isEach = callee.type === 'MemberExpression' && ITEM_BY_ITEM.test(lastName(callee));
    const handed = isEach ? call.arguments.filter(isFunction) : [];
    const target = local.calleeOf(call);
    const called = target.kind === 'function' || target.kind === 'class' ? [target.code] : [];
    return [...handed.map((of) => ({ call, isEach: true, of })), ...called.map((of) => ({ call, isEach: false, of }))];
  });
  return grouped(all, ({ of }) => of);
});

// ---- is it settled otherwise? ----

/** The function or class around it does, or the file by its name: what a package or a host is called says nothing. */
function saysPossession(node: Node | undefined, { path, text }: SourceFile): boolean {
  const { start, end } = node ? outermost(node) : { start: 0, end: text.length };
  return provesPossession.test(path.slice(path.lastIndexOf('/') + 1)) || provesPossession.test(text.slice(start, end));
}
const saysChains = once(({ text }: SourceFile): boolean => checksChains.test(text));

function isSettled(field: string, { node, name }: TextSink, { context: { file }, calls }: Search): boolean {
  // A key in the header that its sender only has to hold.
  if (field === 'jwk') return saysPossession(node, file);
  // A certificate whose chain is checked up to a root.
  if (field === 'x5c') return saysChains(file);
  // The issuer that the key came from must be ours in the end.
  const isRelated = (call: JwtCall): boolean => node === undefined || call.name === name || isNear(call, node);
  if (field === 'iss') spend(calls.length);
  return field === 'iss' && calls.some((call) => call.kind === 'verify' && bindsIssuer(call) && isRelated(call));
}

const FIXED: ReadonlySet<Value['kind']> = new Set(['text', 'env', 'plain', 'imported']);

const bindsIssuer = ({ parts: { issuer }, checked }: JwtCall): boolean => checked.has('iss')
  || (issuer !== undefined && !isMissing(issuer.value) && originsOf(issuer.value).every(({ value }) => FIXED.has(value.kind)));

/** In the same outermost function. */
function isNear({ at }: JwtCall, node: Node): boolean {
  const around = outermost(node);
  return at.start >= around.start && at.end <= around.end;
}

/** The last of the functions and classes around a node, or the node. */
function outermost(node: Node): Node {
  let around: Node = node;
  for (let one: Node | null | undefined = node; one; one = one.parent) if (/Function|^Class/.test(one.type)) around = one;
  return around;
}
