// Functions and classes that hand a parameter on to a key slot, or on as options, or that only verify → what their callers give
// them, and what becomes of the answer there. A wrapper itself is judged where it stands; what only the caller causes, a literal key
// or `algorithms: ['none']` passed in, or what it puts into the payload, is found at the caller. What a caller leaves out is the
// wrapper's business.

import type { Role } from '../models/model.ts';
import type { Node } from '../syntax/code.ts';
import type { AnyCall } from '../values/code-context.ts';
import type { Answers, CallContext, Learned } from './call-project.ts';
import { answered, handedOver } from './handed-over.ts';
import type { Given } from './handed-over.ts';
import { bypassOf } from './guards/fail-open.ts';
import type { JwtCall, KeyUse } from './jwt-call.ts';
import { verifyingFunctionAround } from './outcome/verifying-functions.ts';
import { originsOf, parameterOf } from '../values/origins.ts';
import { GLOBAL } from '../values/library-index.ts';
import { nodeAtPlace } from '../values/node-index.ts';
import { keyName, lastName } from '../values/plain-nodes.ts';
import type { Code, ParameterValue, Value } from '../values/value.ts';
import { grouped } from '../values/once.ts';
import { spend } from '../values/work.ts';

export interface WrapperFacts {
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

export function wrapperFactsOf(own: CallFacts, calls: readonly AnyCall[], context: CallContext): WrapperFacts {
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
    for (const call of fresh.jwtCalls)
      for (const { parameter, answers } of answersOf(call, context)) add(learned, parameter, { answers });
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

/** The function around a call that verifies, if that is all it does. */
function answersOf(call: JwtCall, { bindings, expressions, file }: CallContext): readonly Lesson[] {
  const { kind, parts: { token, callback }, answer, handRolled, setup, onInvalid } = call;
  const node = kind === 'verify' && token && !handRolled && !setup && answer.call.file === file
    ? nodeAtPlace(bindings, 'CallExpression', answer.call) : undefined;
  if (!node) return [];
  const handed = callback && parametersIn(callback.value)[0];
  const [given] = parametersIn(token!.value);
  // `verify(token, key, done)`: the error goes to whoever was handed in.
  const around = handed
    ? { fn: handed.of, fails: 'callback' as const, callback: handed.index }
    : verifyingFunctionAround(node, onInvalid, callback && expressions.functionOf(callback.value), bindings);
  if (!around) return [];
  const { fn, ...told } = around;
  return [{ parameter: given?.of === fn ? given : { of: fn }, answers: { call, ...told } }];
}

interface Lesson { readonly parameter: Taken; readonly answers: Answers }

/** A parameter, or a function that has none for it. */
interface Taken { readonly of: Code; readonly index?: number; readonly path?: readonly string[] }

function add(learned: Map<Code, Learned[]>, { of, index, path = [] }: Taken, lesson: Omit<Learned, 'index' | 'path'>): void {
  const known = learned.get(of) ?? [];
  spend(known.length);
  const isKnown = ({ asks, answers, ...one }: Learned): boolean =>
    one.index === index && one.path.join('.') === path.join('.') && asks?.role === lesson.asks?.role && !answers === !lesson.answers;
  // A function answers in one way.
  if (known.some((one) => isKnown(one) || (one.answers && lesson.answers))) return;
  known.push({ index, path, ...lesson });
  learned.set(of, known);
}

function givenAt(
  call: AnyCall,
  learned: LearnedByCode,
  context: CallContext,
): readonly { readonly use?: KeyUse; readonly call?: JwtCall }[] {
  const found = codeOf(call, context);
  const known = found && (learned.get(found.code) ?? context.project?.learned(found.code, found.at.file)) || [];
  spend(known.length);
  const isAnswered = known.some(({ answers }) => answers);
  const keys = known.flatMap(({ index, path, use }): KeyUse[] => {
    const given = use && index !== undefined ? argumentAt(call, index, path, context) : undefined;
    return use && given ? [{ ...use, ...given }] : [];
  });
  const key = keys.length === 1 ? keys[0] : undefined;
  return known.flatMap(({ index, path, use, asks, answers }): { use?: KeyUse; call?: JwtCall }[] => {
    const given = index === undefined ? undefined : argumentAt(call, index, path, context);
    if (answers) return [{ call: answered(call, answers, given, key, context) }];
    if (!given) return [];
    const bypass = asks?.call.kind === 'verify' && !isAnswered ? bypassOf(call, asks.call.parts.key?.value, context) : undefined;
    return [
      {
        ...(use && { use: { ...use, ...given, through: [use.at, ...(use.through ?? [])] } }),
        ...(asks && { call: { ...handedOver(call, asks, given, key, context), ...(bypass && { bypass }) } }),
      },
    ];
  });
}

function argumentAt(call: AnyCall, index: number, path: readonly string[], { expressions }: CallContext): Given | undefined {
  const argument = call.arguments[index];
  if (!argument || argument.type === 'SpreadElement') return undefined;
  const at = expressions.placeOf(argument);
  return { at, value: path.reduce((of, name) => expressions.memberOf(of, name, at), expressions.valueOf(argument)) };
}

/** The project's own function or class that is called; other files are only asked where they may teach something. */
function codeOf(call: AnyCall, { local, expressions, project, file }: CallContext): OwnCode | undefined {
  const near = local.calleeOf(call);
  if (near.kind === 'function' || near.kind === 'class') return near;
  if (!project) return undefined;
  const callee = call.callee;
  const module = moduleIn(near) ?? (callee.type === 'MemberExpression' ? moduleIn(local.valueOf(callee.object)) : undefined);
  if (module === undefined || !project.teaches(file.path, module)) return undefined;
  const far = expressions.calleeOf(call);
  return far.kind === 'function' || far.kind === 'class' ? far : undefined;
}

type OwnCode = Extract<Value, { kind: 'function' | 'class' }>;

/** The module that a value comes from: an export, an object of its class, what one of its functions gave. */
const moduleIn = (value: Value): string | undefined =>
  ('module' in value && value.module !== GLOBAL ? value.module : undefined);

/** By what they are called where they can be called from elsewhere. */
export const wrapperNames = (learned: LearnedByCode): ReadonlySet<string> =>
  new Set([...learned.keys()].flatMap((code) => nameWithin(code) ?? []));

/** The name of a function or class, or of what holds it; undefined inside another function, whose callers call that. */
export function nameWithin(code: Node): string | undefined {
  for (let at: Node | null | undefined = code.parent; at; at = at.parent)
    if (/Function/.test(at.type) && at.parent?.type !== 'MethodDefinition') return undefined;
  const own = 'id' in code && code.id !== null && code.id.type === 'Identifier' ? code.id.name : undefined;
  if (own !== undefined) return own;
  const { parent } = code;
  switch (parent?.type) {
    case 'VariableDeclarator': return parent.id.type === 'Identifier' ? parent.id.name : '';
    case 'MethodDefinition': case 'Property': case 'PropertyDefinition': return keyName(parent.key);
    case 'AssignmentExpression': return lastName(parent.left);
    default: return '';
  }
}
