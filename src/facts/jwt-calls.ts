// Tree + models → JwtCalls and KeyUses: every call of a modelled operation, assembled from what the neighbours read.
// Knows no library; what it reads of one is the `call` row and the option table.

import { parseCall } from '../models/signature.ts';
import type { Behaviour, Does, LibraryModel, OperationModel } from '../models/model.ts';
import type { Place, SourceFile } from '../source/file.ts';
import type { Node } from '../syntax/code.ts';
import { claimsCheckedAfter } from './claim-checks.ts';
import type { AnyCall, CodeContext } from './code-context.ts';
import type { JwtCall, KeyUse, Parts } from './facts.ts';
import { gather } from './gathering.ts';
import type { Gathered } from './gathering.ts';
import { keyUseOf, macUsesOf, trustOf } from './key-uses.ts';
import type { Modelled } from './library-index.ts';
import { modulesOf, rowsFor } from './matching.ts';
import type { Side } from './options.ts';
import { originsOf } from './origins.ts';
import { outcomeOf } from './outcome.ts';
import { isBelow } from './versions.ts';

export interface CallFacts { readonly jwtCalls: readonly JwtCall[]; readonly keyUses: readonly KeyUse[] }

export function callFactsOf(context: CodeContext): CallFacts {
  const jwtCalls: JwtCall[] = [];
  const keyUses: KeyUse[] = [];
  const modules = modulesOf(context);
  for (const node of [...context.bindings.all('CallExpression'), ...context.bindings.all('NewExpression')]) {
    for (const row of rowsFor(node, modules, context)) {
      const { mac, operation, signature, library } = row;
      if (mac) keyUses.push(...macUsesOf(row, gather(node, { signature, then: mac.then, options: mac.options, closed: false }, 'verify', context), context));
      if (!operation) continue;
      const calls = sidesOf(operation.does).map((side) => jwtCall(node, { library, operation, signature }, side, context));
      jwtCalls.push(...calls);
      keyUses.push(...distinct(calls.flatMap(({ key }) => (key ? [key] : []))));
    }
  }
  jwtCalls.sort((a, b) => a.at.start - b.at.start);
  return { jwtCalls, keyUses };
}

/** A registration names one key for both of its sides. */
const distinct = (uses: readonly KeyUse[]): readonly KeyUse[] => uses.filter((use, at) => uses.findIndex((other) => other.at.start === use.at.start) === at);

const sidesOf = (does: Does): readonly Side[] => (does === 'configure' ? ['sign', 'verify'] : [does === 'sign' ? 'sign' : 'verify']);

interface Matched { readonly library: LibraryModel; readonly operation: OperationModel; readonly signature: Modelled['signature'] }

function jwtCall(node: AnyCall, { library, operation, signature }: Matched, side: Side, context: CodeContext): JwtCall {
  const { file, expressions, project } = context;
  const gathered = gather(node, { signature, then: operation.then, options: operation.options, closed: operation.closed ?? false, units: operation.units }, side, context);
  const version = project?.version(file.path, library.package);
  const behaviour = behaviourOf(library, version);
  const name = nameOf(node, file);
  const parts = Object.fromEntries(gathered.parts) as Parts;
  const does = operation.does === 'configure' ? side : operation.does;
  const callback = parts.callback && expressions.functionOf(parts.callback.value);
  // Only where a bad token throws does a callback get the error first; middlewares answer the request themselves.
  const fails: JwtCall['fails'] = parts.callback && operation.fails === 'throws' ? 'callback' : operation.fails;
  const base: JwtCall = {
    does, name, library, operation, parts, ...(fails && { fails }), ...(behaviour && { behaviour }), ...(version && { version }),
    within: enclosingName(node), algorithmFromToken: isFromToken(parts, context), swallowsExpiry: swallowsExpiry(parts, context),
    at: calleePlace(node, context), ignored: gathered.ignored, whole: gathered.whole && !operation.configuredElsewhere,
    setup: operation.does === 'configure', ...trustOf(parts, expressions),
    outcome: does === 'verify' ? outcomeOf(gathered.last, fails, callback, context) : 'used',
    checked: does === 'sign' ? new Set<string>() : claimsCheckedAfter(gathered.last, callback, context),
    slots: { ...slotsOf(node, signature, gathered, context), ...chainSlot(operation, node, gathered) },
  };
  const key = keyUseOf(base, context);
  return key ? { ...base, key } : base;
}

function behaviourOf(library: LibraryModel, version: string | undefined): Behaviour | undefined {
  const rows = library.behaviours;
  return version === undefined ? rows?.at(-1) : rows?.find(({ below }) => below === undefined || isBelow(version, below));
}

/** `algorithms: [decode(token, { complete: true }).header.alg]`: whoever wrote the token chooses. */
function isFromToken(parts: Parts, { index }: CodeContext): boolean {
  const chosen = (parts.algorithms ?? parts.algorithm)?.value;
  return chosen !== undefined && originsOf(chosen).some(({ value }) =>
    value.kind === 'result' && value.members.at(-1) === 'alg' && index.rows(value.module, false, value.path).some(({ operation }) => operation?.does === 'decode'));
}

/** A handler that throws nothing lets the request go on (express-jwt 8 `onExpired`). */
function swallowsExpiry({ onExpired }: Parts, { expressions, bindings }: CodeContext): boolean {
  const handler = onExpired && expressions.functionOf(onExpired.value);
  return handler !== undefined && !bindings.all('ThrowStatement').some(({ start, end }) => start > handler.start && end < handler.end);
}

// ---- places and names ----

function calleePlace(node: AnyCall, { expressions }: CodeContext): Place {
  const callee = node.callee as Node;
  if (node.type === 'NewExpression') return expressions.placeOf({ start: node.start, end: callee.end });
  if (callee.type === 'MemberExpression' && expressions.placeOf(callee).file.text.slice(callee.start, callee.end).includes('\n')) return expressions.placeOf(callee.property);
  return expressions.placeOf(callee);
}

function nameOf(node: AnyCall, file: SourceFile): string {
  const callee = file.text.slice(node.callee.start, node.callee.end).replace(/\s+/g, '');
  const short = callee.length > 40 ? (/[\w$]+$/.exec(callee.slice(-40))?.[0] ?? 'call') : callee;
  return node.type === 'NewExpression' ? `new ${short}` : short;
}

function slotsOf(node: AnyCall, signature: Modelled['signature'], gathered: Gathered, { expressions }: CodeContext): JwtCall['slots'] {
  const last = node.arguments.at(-1);
  const optionsIndex = signature.parameters.findIndex((one) => one.roles.includes('options'));
  return {
    call: expressions.placeOf(node),
    ...(gathered.options && { options: gathered.options }),
    afterArguments: last ? last.end : node.end - 1,
    argumentCount: node.arguments.length,
    ...(optionsIndex >= 0 && { optionsIndex }),
    inAsync: isInAsync(node),
  };
}

/** Inside an async function, or at the top level of a module. */
function isInAsync(node: Node): boolean {
  for (let at: Node | null | undefined = node.parent; at; at = at.parent)
    if (at.type === 'FunctionDeclaration' || at.type === 'FunctionExpression' || at.type === 'ArrowFunctionExpression') return at.async;
  return true;
}

function enclosingName(node: Node): string {
  for (let at: Node | null | undefined = node.parent; at; at = at.parent) {
    if (at.type === 'FunctionDeclaration') return at.id?.name ?? '';
    if (at.type !== 'FunctionExpression' && at.type !== 'ArrowFunctionExpression') continue;
    const holder = at.parent;
    if (holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier') return holder.id.name;
    if ((holder?.type === 'MethodDefinition' || holder?.type === 'Property' || holder?.type === 'PropertyDefinition') && holder.key.type === 'Identifier') return holder.key.name;
  }
  return '';
}

/** A builder takes an expiry through a method of its own. */
function chainSlot(operation: OperationModel, node: AnyCall, { last }: Gathered): Pick<JwtCall['slots'], 'chainEnd'> {
  if (last === node || last.callee.type !== 'MemberExpression') return {};
  const row = operation.then?.map(parseCall).find(({ parameters }) => parameters[0]?.roles.includes('expiry'));
  const expiryMethod = row?.path.at(-1);
  return { chainEnd: { offset: last.callee.object.end, ...(expiryMethod && { expiryMethod }) } };
}
