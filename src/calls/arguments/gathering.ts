// A matched call + its row → the parts by role, builder chains and options included.

import { parseCall } from '../../models/signature.ts';
import type { CallSignature, Parameter } from '../../models/signature.ts';
import type { OperationModel, OptionTable, Role } from '../../models/model.ts';
import type { Place } from '../../source/file.ts';
import { chainOf, isEnd } from '../../values/chains.ts';
import type { AnyCall, CodeContext } from '../../values/code-context.ts';
import type { IgnoredOption, Part } from '../jwt-call.ts';
import { readOptions } from './options.ts';
import type { Side } from './options.ts';
import { nameOfLeaf, originsOf, parameterOf } from '../../values/origins.ts';
import type { ObjectValue, Value } from '../../values/value.ts';

/** What the row says of the call, as far as gathering needs it. */
export interface Row {
  readonly signature: CallSignature;
  readonly chain?: readonly string[] | undefined;
  readonly options?: OptionTable | undefined;
  readonly ignoresUnknownOptions: boolean;
  readonly units?: OperationModel['units'];
  readonly ignores?: OperationModel['ignores'];
  readonly objects?: OperationModel['objects'];
  /** Installed version of the library. */
  readonly version?: string | undefined;
}

export interface Gathered {
  readonly parts: Map<Role, Part>;
  readonly ignored: IgnoredOption[];
  readonly whole: boolean;
  /** What the library sets by itself is replaced by what was given. */
  readonly replacesDefaults: boolean;
  readonly options?: ObjectValue;
  readonly openOptions?: Value;
  /** The last call of a builder chain, else the call itself: whose outcome counts. */
  readonly last: AnyCall;
  /** Every call that answers: a verifier that was made once is called in several places. */
  readonly ends: readonly AnyCall[];
}
export function gather(
  node: AnyCall,
  { signature, chain, options: table = {}, ignoresUnknownOptions, units, ignores, objects, version }: Row,
  side: Side,
  context: CodeContext,
): Gathered {
  const parts = new Map<Role, Part>();
  const ignored: IgnoredOption[] = [];
  const state: {
    whole: boolean;
    replacesDefaults: boolean;
    options?: ObjectValue;
    openOptions?: Value;
    last: AnyCall;
    ends: readonly AnyCall[];
  } = { whole: true, replacesDefaults: false, last: node, ends: [node] };
  // Their rows name the roles of a signature; a parameter may have that of an option, too.
  const optionsIn: Partial<Record<Role, OptionTable>> = objects ?? {};
  const unitOf: Partial<Record<Role, Part['unit']>> = units ?? {};
  const ignoredOf: Partial<Record<Role, Part['ignores']>> = ignores ?? {};
  const take = (call: AnyCall, parameters: readonly Parameter[]): void => {
    for (const { role, value, at } of argumentsOf(call, parameters, context)) {
      if (role === undefined) {
        state.whole = false;
        continue;
      }
      if (role === 'options') {
        const read = readOptions(value, table, { ignoresUnknownOptions, side, all: table, version, expressions: context.expressions });
        for (const part of read.parts) add(parts, part);
        ignored.push(...read.ignored);
        state.whole &&= read.whole;
        state.replacesDefaults ||= read.replacesDefaults ?? false;
        if (value.kind === 'object') state.options = value;
        else if (originsOf(value).some(({ value: leaf }) => parameterOf(leaf))) state.openOptions = value;
      } else if (value.kind === 'object' && optionsIn[role]) {
        const inner = optionsIn[role];
        const read = readOptions(value, inner, { ignoresUnknownOptions: false, side, all: inner, expressions: context.expressions });
        for (const part of read.parts) add(parts, part);
        state.whole &&= read.whole;
      } else if (!(value.kind === 'plain' && value.value === undefined && role !== 'key')) {
        const [unit, ignores] = [unitOf[role], ignoredOf[role]];
        add(parts, { role, value, at, ...(unit && { unit }), ...(ignores && { ignores }) });
      }
    }
  };
  take(node, signature.parameters);
  if (chain) {
    const rows = chain.map(parseCall);
    const built = chainOf(node, rows, context);
    for (const { call, row } of built.calls) {
      take(call, row.parameters);
      if (call.arguments.length === 0 && isFor(row.parameters[0], 'expiry'))
        parts.set('expiry', noExpiry(context.expressions.placeOf(call)));
      state.last = call;
    }
    const ends = built.calls.filter(({ row }) => isEnd(row, rows)).map(({ call }) => call);
    if (ends.length > 0) state.ends = ends;
    // A function made here has all its options, wherever it goes; a builder may get more.
    state.whole &&= !built.escapes || rows.every(({ path }) => path.length === 0);
  }
  headerAlgorithm(parts, context);
  payloadClaims(parts, context);
  return { parts, ignored, ...state };
}

/** `setExpiration()` of njwt: a setter that is given nothing takes away what the library would set by itself. */
const noExpiry = (at: Place): Part => ({ role: 'expiry', value: { kind: 'plain', value: undefined, at, via: [] }, at });

/** The first of several spellings wins, save that a choice of options keeps all alternatives. */
function add(parts: Map<Role, Part>, part: Part): void {
  const before = parts.get(part.role);
  if (!before) parts.set(part.role, part);
  else if (before.option !== undefined && before.option === part.option)
    parts.set(part.role, {
      ...before,
      value: { kind: 'choice', how: '?:', alternatives: [before.value, part.value], at: before.value.at, via: [] },
    });
}

interface Argument { readonly role: Role | undefined; readonly value: Value; readonly at: Place }

function* argumentsOf(call: AnyCall, parameters: readonly Parameter[], { expressions }: CodeContext): Generator<Argument> {
  let slot = 0;
  for (const node of call.arguments) {
    const at = expressions.placeOf(node);
    if (node.type === 'SpreadElement') { yield { role: undefined, value: expressions.valueOf(node), at }; return; }
    const value = expressions.valueOf(node);
    // A callback may stand where the options would: verify(token, key, callback).
    if (isCallback(value) && parameters[slot]?.optional && !isFor(parameters[slot], 'callback')) {
      const callback = parameters.findIndex((one, index) => index > slot && isFor(one, 'callback'));
      if (callback > 0) slot = callback;
    }
    const parameter = parameters[slot++];
    if (!parameter || parameter.roles.length === 0) continue;
    const role = roleFor(parameter, value);
    yield { role, value, at };
  }
}

/** A function, or a parameter that is called like one. */
const isCallback = (value: Value): boolean =>
  value.kind === 'function' || (value.kind === 'parameter' && /^(?:done|cb|callback|next)$/i.test(value.name));

const isFor = (parameter: Parameter | undefined, role: Role): boolean => parameter?.roles.includes(role) ?? false;

/** `algorithm|options`: text is the first, as is what is called so, an object the second; anything else leaves the call open. */
function roleFor({ roles }: Parameter, value: Value): Role | undefined {
  if (roles.length === 1) return roles[0];
  if (value.kind === 'object') return roles[1];
  return value.kind === 'text' || value.kind === 'plain' || value.kind === 'function' || value.kind === 'env' || value.kind === 'parameter'
    || (roles[0] === 'algorithm' && originsOf(value).some(({ value: leaf }) => /^alg(?:orithm)?$/i.test(calledAs(leaf))))
    ? roles[0]
    : undefined;
}

const calledAs = (leaf: Value): string => (leaf.kind === 'result' ? leaf.members.at(-1) : nameOfLeaf(leaf)) ?? '';

/** A protected header names the algorithm, and overrides the option (jsonwebtoken: `header.alg`). */
export function headerAlgorithm(parts: Map<Role, Part>, { expressions }: CodeContext): void {
  const header = parts.get('header');
  if (!header) return;
  const algorithm = expressions.memberOf(header.value, 'alg', header.at);
  if (algorithm.kind !== 'unknown' && !(algorithm.kind === 'plain'))
    parts.set('algorithm', { role: 'algorithm', value: algorithm, at: header.at, option: 'header.alg' });
}

/** `exp`, `aud` and `iss` written as claims. */
export function payloadClaims(parts: Map<Role, Part>, { expressions }: Pick<CodeContext, 'expressions'>): void {
  const payload = parts.get('payload');
  if (payload?.value.kind !== 'object' && payload?.value.kind !== 'choice') return;
  for (const [claim, role] of [['exp', 'expiry'], ['aud', 'audience'], ['iss', 'issuer']] as const) {
    const value = expressions.memberOf(payload.value, claim, payload.at);
    if (parts.has(role) || value.kind === 'plain' && value.value === undefined) continue;
    const written = payload.value.kind === 'object' && payload.value.properties.has(claim);
    // `user = {}`: what a caller may put there is not what this call sets.
    if (written || isSet(value)) parts.set(role, { role, value, at: payload.at, option: `payload.${claim}` });
  }
}

const isSet = (value: Value): boolean =>
  originsOf(value).some(({ value: leaf }) => leaf.kind !== 'unknown' && leaf.kind !== 'parameter' && leaf.kind !== 'plain');
