// Functions and classes that hand a parameter on to a key slot, or on as options → what their callers give them.
// A wrapper itself is judged where it stands; what only the caller causes, a literal key or `algorithms: ['none']`
// passed in, or what it puts into the payload, is found at the caller. What a caller leaves out is the wrapper's business.

import type { Role } from '../models/model.ts';
import type { Place } from '../source/file.ts';
import type { Node } from '../syntax/code.ts';
import { namesAround } from '../values/branches.ts';
import type { AnyCall, CodeContext } from '../values/code-context.ts';
import type { CallContext, Learned } from './call-project.ts';
import { bypassOf } from './guards/fail-open.ts';
import type { JwtCall, KeyUse, Part, Parts } from './jwt-call.ts';
import { payloadClaims } from './arguments/gathering.ts';
import { readOptions } from './arguments/options.ts';
import { originsOf, parameterOf } from '../values/origins.ts';
import { NO_PAYLOAD, nodeAt, payloadOf } from './arguments/payloads.ts';
import type { Payload } from './arguments/payloads.ts';
import { sensitiveIn } from '../secrets/words/sensitive-names.ts';
import { timesOf } from './tokens/token-times.ts';
import type { Code, ParameterValue, Value } from '../values/value.ts';
import { grouped } from '../values/once.ts';
import { spend } from '../values/work.ts';

export interface Lessons {
  /** Key uses that calls of learned functions make. */
  readonly uses: readonly KeyUse[];
  /** Calls of learned functions, with the parts that they hand over and nothing else. */
  readonly jwtCalls: readonly JwtCall[];
  /** What this file teaches others. */
  readonly learned: LearnedByCode;
}

export type LearnedByCode = ReadonlyMap<Code, readonly Learned[]>;

/** A wrapper of a wrapper of a wrapper is still followed; more is rare. */
const MAX_ROUNDS = 3;

export function lessonsOf(own: CallFacts, calls: readonly AnyCall[], context: CallContext): Lessons {
  const learned = new Map<Code, Learned[]>();
  const uses: KeyUse[] = [];
  const jwtCalls: JwtCall[] = [];
  let fresh: CallFacts = own;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const before = sizeOf(learned);
    for (const use of fresh.keyUses)
      if (use.slot !== 'public') for (const parameter of parametersIn(use.value)) add(learned, parameter, { use });
    for (const call of fresh.jwtCalls)
      for (const [role, value] of openParts(call))
        for (const parameter of parametersIn(value)) add(learned, parameter, { asks: { call, role } });
    if (round > 0 && sizeOf(learned) === before) break;
    const given = calls.flatMap((call) => givenAt(call, learned, context));
    const [knownUses, knownCalls] = [new Set(uses.map(useKey)), grouped(jwtCalls, ({ at }) => at.start)];
    fresh = {
      keyUses: given.flatMap(({ use }) => (use && !knownUses.has(useKey(use)) ? [use] : [])),
      jwtCalls: given.flatMap(({ call }) =>
        call && !knownCalls.get(call.at.start)?.some(({ operation }) => operation === call.operation) ? [call] : [],
      ),
    };
    uses.push(...fresh.keyUses);
    jwtCalls.push(...fresh.jwtCalls);
  }
  return { uses, jwtCalls, learned };
}

const useKey = ({ at, purpose }: KeyUse): string => `${String(at.start)} ${purpose}`;

interface CallFacts { readonly keyUses: readonly KeyUse[]; readonly jwtCalls: readonly JwtCall[] }
type OwnedParameter = ParameterValue & { readonly of: Code; readonly index: number };

const sizeOf = (learned: ReadonlyMap<Code, readonly Learned[]>): number => [...learned.values()].reduce((sum, one) => sum + one.length, 0);

const parametersIn = (value: Value): readonly OwnedParameter[] => originsOf(value).flatMap(({ value: leaf, wrappers }) => {
  const parameter = wrappers.some(({ by }) => by === 'variable') ? undefined : parameterOf(leaf);
  return parameter?.of && parameter.index !== undefined ? [{ ...parameter, of: parameter.of, index: parameter.index }] : [];
});

/** Parts whose presence can do harm; the rest is asked of the wrapper. */
const HARMFUL: ReadonlySet<Role> = new Set([
  'payload', 'algorithms', 'algorithm', 'ignoreExpiration', 'checkExpiration', 'verifySignature', 'skipVerification', 'clockTolerance',
]);

const openParts = ({ parts, openOptions }: JwtCall): readonly (readonly [Role, Value])[] => [
  ...(openOptions ? [['options', openOptions] as const] : []),
  ...Object.values(parts).flatMap(({ role, value }) => (HARMFUL.has(role) ? [[role, value] as const] : [])),
];

function add(learned: Map<Code, Learned[]>, { of, index, path = [] }: OwnedParameter, lesson: Pick<Learned, 'use' | 'asks'>): void {
  const known = learned.get(of) ?? [];
  spend(known.length);
  if (known.some((one) => one.index === index && one.path.join('.') === path.join('.') && one.asks?.role === lesson.asks?.role)) return;
  known.push({ index, path, ...lesson });
  learned.set(of, known);
}

function givenAt(
  call: AnyCall,
  learned: LearnedByCode,
  context: CallContext,
): readonly { readonly use?: KeyUse; readonly call?: JwtCall }[] {
  const code = codeOf(call, context);
  const known = code && (learned.get(code) ?? context.project?.learned(code));
  spend(known?.length ?? 0);
  return (known ?? []).flatMap(({ index, path, use, asks }) => {
    const argument = call.arguments[index] as Node | undefined;
    if (!argument || argument.type === 'SpreadElement') return [];
    const at = context.expressions.placeOf(argument);
    const value = path.reduce((of, name) => context.expressions.memberOf(of, name, at), context.expressions.valueOf(argument));
    return [
      {
        ...(use && { use: { ...use, value, at, through: [use.at, ...(use.through ?? [])] } }),
        ...(asks && { call: handedOver(call, asks, value, at, context) }),
      },
    ];
  });
}

/** The wrapped call as this caller makes it: only what it hands over is in it, so nothing in it counts as absent. */
function handedOver(node: AnyCall, { call, role }: NonNullable<Learned['asks']>, value: Value, at: Place, context: CodeContext): JwtCall {
  const { options = {}, ignoresUnknownOptions = false } = call.operation;
  const read =
    role === 'options'
      ? readOptions(value, options, {
          ignoresUnknownOptions,
          side: call.kind === 'sign' ? 'sign' : 'verify',
          all: options,
          version: call.version,
          expressions: context.expressions,
        })
      : undefined;
  const parts = new Map((read?.parts ?? [{ role, value, at }]).map((part) => [part.role, part] as const));
  const {
    key: _key,
    openOptions: _open,
    keyByAlgorithm: _index,
    bypass: _bypass,
    expiresAt: _expires,
    issuedAt: _issued,
    ownLifetime: _own,
    isForOnce: _once,
    algorithmFromToken: _chosen,
    ...rest
  } = call;
  const name = context.file.text.slice(node.callee.start, node.callee.end);
  const bypass = call.kind === 'verify' ? bypassOf(node, call.parts.key?.value, context) : undefined;
  const open = role === 'options' && parameterOf(value) ? { openOptions: value } : {};
  return {
    ...rest,
    ...open,
    ...(bypass && { bypass }),
    wraps: call.wraps ?? call,
    name: name.length > 40 ? call.name : name,
    at: context.expressions.placeOf(node.callee),
    ignored: read?.ignored ?? [],
    whole: false,
    ownWhole: false,
    outcome: 'used',
    within: '',
    around: namesAround(node),
    swallowsExpiry: false,
    payload: NO_PAYLOAD,
    ...(role === 'payload' && handedPayload(node, call, parts, context)),
    parts: Object.fromEntries(parts) as Parts,
  };
}

/** A claim of the payload means the same through a wrapper. A record that the wrapper is at fault for is told there. */
function handedPayload(
  node: AnyCall,
  wrapped: JwtCall,
  parts: Map<Role, Part>,
  context: CodeContext,
): Pick<JwtCall, 'payload' | 'whole' | 'expiresAt' | 'issuedAt' | 'ownLifetime' | 'isForOnce'> {
  const { value, at } = parts.get('payload')!;
  payloadClaims(parts, context);
  const argument = nodeAt(node, at);
  // `issue({ payload, key })`: only a member of the argument is the payload.
  const isWhole = argument !== undefined && context.expressions.valueOf(argument) === value;
  const own = payloadOf(value, isWhole ? argument : undefined, context);
  const { records: told, stripped } = wrapped.payload;
  const fresh = own.records.filter(({ password }) => told.length === 0 || (password && told.every((one) => one.password === undefined)));
  const payload: Payload = stripped
    ? { claims: own.claims.filter(({ name }) => sensitiveIn(name) !== 'a password'), records: [], stripped }
    : { ...own, records: fresh };
  // The options are the wrapper's own, and this payload is all that was open.
  return { payload, whole: wrapped.whole, ...timesOf(Object.fromEntries(parts) as Parts, namesAround(node), context) };
}

/** The project's own function or class that is called; other files are only asked where they may teach something. */
function codeOf(call: AnyCall, { local, expressions, project, bindings, file }: CallContext): Code | undefined {
  const near = local.calleeOf(call);
  if (near.kind === 'function' || near.kind === 'class') return near.code;
  if (!project) return undefined;
  const module = importedFrom(call.callee as Node, bindings);
  if (module === undefined || !project.teaches(file.path, module)) return undefined;
  const far = expressions.calleeOf(call);
  return far.kind === 'function' || far.kind === 'class' ? far.code : undefined;
}

/** The module that the callee's root name comes from, also through `const service = new Service(…)`. */
function importedFrom(callee: Node, bindings: CodeContext['bindings'], depth = 0): string | undefined {
  if (depth > 6) return undefined;
  if (callee.type === 'MemberExpression') return importedFrom(callee.object as Node, bindings, depth + 1);
  if (callee.type === 'NewExpression' || callee.type === 'CallExpression') return importedFrom(callee.callee as Node, bindings, depth + 1);
  if (callee.type !== 'Identifier') return undefined;
  const declaration = bindings.of(callee)?.declaration;
  if (declaration?.type === 'VariableDeclarator' && declaration.init) {
    const init = declaration.init as Node;
    const [source] =
      init.type === 'CallExpression' && init.callee.type === 'Identifier' && init.callee.name === 'require' ? init.arguments : [];
    return source?.type === 'Literal' && typeof source.value === 'string' ? source.value : importedFrom(init, bindings, depth + 1);
  }
  const statement = declaration?.parent;
  return statement?.type === 'ImportDeclaration' ? statement.source.value : undefined;
}
