// Code → the calls that make a file path, a query, an address, a key or a command of what they are given, and what that
// is. Which calls do is data: models/sinks.ts, and the key makers of the libraries. Whose word it is, is not asked here.

import { codeProperties, globalSinks, moduleSinks, queryMethods, queryOptions, queryText } from '../models/uses/sinks.ts';
import type { Builds, SinkModel } from '../models/uses/sinks.ts';
import type { Role } from '../models/model.ts';
import type { Place } from '../source/file.ts';
import type { Node } from '../syntax/code.ts';
import type { AnyCall, CodeContext } from '../values/code-context.ts';
import type { JwtCall } from '../calls/jwt-call.ts';
import { lastName } from '../values/plain-nodes.ts';
import { addressIn } from '../calls/trust.ts';
import type { Value } from '../values/value.ts';
import { nodeAtPlace } from '../values/node-index.ts';
import { spend } from '../values/work.ts';

export interface TextSink {
  readonly builds: Builds;
  readonly value: Value;
  /** What the call is given. */
  readonly at: Place;
  /** The call, and its name. */
  readonly call: Place;
  readonly name: string;
  /** Where it stands in the tree of this file. */
  readonly node?: Node;
  /** As in the model: it names whose keys are fetched. */
  readonly ofKeys?: true;
}

export function* textSinksOf(context: CodeContext): Generator<TextSink> {
  const { bindings, expressions } = context;
  const joins: TextSink[] = [];
  for (const call of [...bindings.all('CallExpression'), ...bindings.all('NewExpression')]) {
    const first = call.arguments[0];
    if (!first || first.type === 'SpreadElement') continue;
    for (const sink of [...listedSinks(call, context), ...madeKeys(call, context), ...queries(call, context)])
      // What joins a path comes last: it matters where nothing opens the path in view.
      if (sink.builds === 'path' && /^(?:join|resolve)$/.test(lastName(call.callee))) joins.push(sink);
      else yield sink;
  }
  for (const { computed, key, value } of bindings.all('Property')) {
    if (computed || key.type !== 'Identifier' || !codeProperties.has(key.name)) continue;
    const at = expressions.placeOf(value);
    yield { builds: 'query', value: expressions.valueOf(value), at, call: at, name: key.name, node: value };
  }
  yield* joins;
}

/** `readFile` of `node:fs`, the global `fetch`: by what the callee was imported as. */
function listedSinks(call: AnyCall, context: CodeContext): readonly TextSink[] {
  const row = rowOf(call, context);
  if (!row) return [];
  const given = call.arguments.filter((node, at) => node.type !== 'SpreadElement' && (row.argument ?? at) === at);
  return given.map((node) => sinkOf(row, node, call, context));
}

function rowOf(call: AnyCall, { local }: CodeContext): SinkModel | undefined {
  const callee = local.calleeOf(call);
  if (callee.kind === 'result') {
    const name = `${callee.path.join('.')}().${callee.members.join('.')}`;
    return moduleSinks.find(({ modules, calls }) => modules.includes(callee.module) && calls.includes(name));
  }
  if (callee.kind !== 'imported' && (callee.kind !== 'instance' || callee.module !== 'global:')) return undefined;
  const path = callee.path.join('.').replace(/^globalThis\./, '');
  if (callee.kind === 'imported') return moduleSinks.find(({ modules, calls }) => modules.includes(callee.module) && calls.includes(path));
  return globalSinks.find(({ calls }) => calls.includes(path));
}

function sinkOf({ builds, options = [], ofKeys }: SinkModel, node: Node, call: AnyCall, context: CodeContext): TextSink {
  const { expressions } = context;
  const value = expressions.valueOf(node);
  const inner = value.kind === 'object' ? options.map((name) => value.properties.get(name)?.value).find(Boolean) : undefined;
  return { builds, value: inner ?? value, at: expressions.placeOf(node), ...callOf(call, context), ...(ofKeys && { ofKeys }) };
}

const callOf = (call: AnyCall, context: CodeContext): Pick<TextSink, 'call' | 'name' | 'node'> =>
  ({ call: context.expressions.placeOf(call.callee), name: nameOf(call, context), node: call });

function nameOf({ callee }: AnyCall, { file }: CodeContext): string {
  const text = file.text.slice(callee.start, callee.end).replace(/\s+/g, '');
  return text.length > 40 ? lastName(callee) || 'this call' : text;
}

const MATERIAL: ReadonlySet<Role> = new Set(['key', 'jwksUrl', 'options']);

/** Keys and key sets that the models know how to make; what only looks a key up by its name makes none. */
function madeKeys(call: AnyCall, context: CodeContext): readonly TextSink[] {
  const { local, expressions, index } = context;
  const callee = local.calleeOf(call);
  if (callee.kind !== 'imported') return [];
  const rows = index.rows(callee.module, call.type === 'NewExpression', callee.path);
  const row = rows.find(({ maker }) => maker && maker.makes !== 'random' && !maker.chain);
  const roles = (at: number): readonly Role[] => row?.signature.parameters[at]?.roles ?? [];
  const material = call.arguments.find((_, at) => roles(at).some((role) => MATERIAL.has(role)));
  const made = material && expressions.valueOf(call);
  if (made?.kind !== 'wrapped') return [];
  const value = made.by === 'jwks' ? addressIn(made.of) : made.of;
  if (!value) return [];
  const at = made.of.kind === 'object' ? value.at : expressions.placeOf(material!);
  return [{ ...(made.by === 'jwks' ? { builds: 'url', ofKeys: true } : { builds: 'key' }), value, at, ...callOf(call, context) }];
}

/** A query as text, on whatever object: `db.query(text)`, `pool.query({ text })`. */
function queries(call: AnyCall, context: CodeContext): readonly TextSink[] {
  if (call.callee.type !== 'MemberExpression' || !queryMethods.has(lastName(call.callee))) return [];
  const [query] = call.arguments;
  if (!query) return [];
  const row: SinkModel = { builds: 'query', calls: [], options: queryOptions };
  return [sinkOf(row, query, call, context)].filter(({ value }) => isQuery(value));
}

function isQuery(value: Value): boolean {
  if (value.kind === 'choice') return value.alternatives.some(isQuery);
  return value.kind === 'template' && value.parts.some((part) => part.kind === 'text' && queryText.test(part.text));
}

/** The keys of verify calls: what they are made of may have been made in another file. */
export function keySlotsOf(calls: readonly JwtCall[], { bindings }: CodeContext): readonly TextSink[] {
  return calls.flatMap(({ kind, key, name, slots: { call } }) => {
    if (kind !== 'verify' || !key) return [];
    const node = nodeAtPlace(bindings, 'CallExpression', call) ?? nodeAtPlace(bindings, 'NewExpression', call);
    const slot = { call: key.at, name, ...(node && { node }) };
    return materialOf(key.value, 0).map(({ builds, value }) => ({ builds, value, at: value.at, ...slot }));
  });
}

function materialOf(value: Value, depth: number): readonly Pick<TextSink, 'builds' | 'value'>[] {
  if (depth > 10) return [];
  spend();
  if (value.kind === 'choice') return value.alternatives.flatMap((one) => materialOf(one, depth + 1));
  if (value.kind !== 'wrapped') return [{ builds: 'key', value }];
  if (value.by === 'file') return [{ builds: 'path', value: value.of }];
  if (value.by !== 'jwks') return materialOf(value.of, depth + 1);
  const address = addressIn(value.of);
  return address ? [{ builds: 'url', value: address }] : [];
}

/** Verifiers that are told whose tokens they take, and fetch the keys of that issuer, tenant or pool. */
export function keyOwnersOf(calls: readonly JwtCall[], { bindings }: CodeContext): readonly TextSink[] {
  return calls.flatMap(({ parts, operation, wraps, name, slots: { call } }) => {
    const owner = parts.jwksUrl ?? parts.keyOwner ?? (operation.thirdParty && !parts.key ? parts.issuer : undefined);
    if (!owner || wraps) return [];
    const node = nodeAtPlace(bindings, 'CallExpression', call) ?? nodeAtPlace(bindings, 'NewExpression', call);
    return [{ builds: 'url', value: owner.value, at: owner.value.at, call: owner.at, name, ofKeys: true, ...(node && { node }) }];
  });
}
