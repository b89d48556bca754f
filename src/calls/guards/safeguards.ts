// A call that begins or ends a login, or serves sessions → what keeps others out of it and is switched off or left out: the state that
// ties the answer of a login to the browser that began it, the look at where a request comes from, the encryption of keys at rest.
// Leaves alone: what only some environments switch off, and logins in code that speaks of a state or a code verifier by itself.

import type { SafeguardModel } from '../../models/model.ts';
import type { CallSignature } from '../../models/signature.ts';
import type { Place } from '../../source/file.ts';
import type { Node } from '../../syntax/code.ts';
import { dependsOnEnvironment } from '../../values/conditions/branches.ts';
import type { AnyCall, CodeContext } from '../../values/code-context.ts';
import { isFalse, isOn, isText, itemsOf, originsOf } from '../../values/origins.ts';
import type { Value } from '../../values/value.ts';
import { gather } from '../arguments/gathering.ts';
import { nameOf } from '../call-names.ts';
import type { Part, Parts } from '../jwt-call.ts';

export interface SafeguardOff {
  readonly at: Place;
  /** The call, and the option as written; none where something is left out. */
  readonly name: string;
  readonly option?: string;
  /** `no state, as usual`: most programs with this library leave it out. */
  readonly lacks: 'state' | 'no state' | 'no state, as usual' | 'constant state' | 'origin' | 'any origin' | 'plain keys' | 'transport';
}

export function safeguardsOff(
  node: AnyCall, model: SafeguardModel, signature: CallSignature, context: CodeContext,
): readonly SafeguardOff[] {
  const needed = signature.parameters.filter(({ optional }) => !optional).length;
  if (node.arguments.length < needed || dependsOnEnvironment(node, context)) return [];
  const { parts: gathered, whole } = gather(node, { signature, options: model.options, ignoresUnknownOptions: false }, 'verify', context);
  const parts = Object.fromEntries(gathered);
  const name = node.callee.type === 'Super' ? 'this strategy' : nameOf(node, context.file);
  const off = (part: Part, lacks: SafeguardOff['lacks'], at = part.at): SafeguardOff => ({ at, name, option: part.option ?? 'This argument', lacks });
  const found = [
    ...switchedOff(parts, model, context).map(({ part, lacks }) => off(part, lacks)),
    ...itemsOf(parts.origins?.value).filter((item) => isText(item, '*')).map((item) => off(parts.origins!, 'any origin', item.at)),
  ];
  const { withoutState } = model;
  if (withoutState === undefined || found.length > 0 || !whole || isTied(parts) || speaksOfState(node, context)) return found;
  const lacks = withoutState === 'accepts' ? 'no state' : withoutState === 'usual' ? 'no state, as usual' : 'constant state';
  return [{ at: context.expressions.placeOf(node.callee), name, lacks }];
}

interface Off { readonly part: Part; readonly lacks: SafeguardOff['lacks'] }

function switchedOff(parts: Parts, model: SafeguardModel, context: CodeContext): readonly Off[] {
  const { state, codeVerifier, stateCheck, stateMaker, loginChecks, skipState, skipOrigin, skipCsrf, plainKeys, plainTransport } = parts;
  const all: readonly (readonly [Part | undefined, boolean, SafeguardOff['lacks']])[] = [
    [skipState, isOn(skipState?.value), 'state'],
    [skipOrigin, isOn(skipOrigin?.value), 'origin'],
    [skipCsrf, isOn(skipCsrf?.value), 'origin'],
    [plainKeys, isOn(plainKeys?.value), 'plain keys'],
    [plainTransport, isSkipped(plainTransport, model), 'transport'],
    [state, !codeVerifier && (isFalse(state?.value) || isSkipped(state, model)), 'state'],
    [loginChecks, isNoCheck(loginChecks?.value), 'state'],
    [stateCheck, takesAny(stateCheck, context), 'state'],
    [stateMaker, isConstant(stateMaker, context), 'constant state'],
  ];
  return all.flatMap(([part, isOff, lacks]) => (part && isOff ? [{ part, lacks }] : []));
}

const isTied = ({ state, codeVerifier, stateCheck }: Parts): boolean => (state ?? codeVerifier ?? stateCheck) !== undefined;

/** The export that says not to check, alone or in a list. */
const isSkipped = (part: Part | undefined, { skippedBy }: SafeguardModel): boolean =>
  part !== undefined && skippedBy !== undefined &&
  [part.value, ...itemsOf(part.value)].flatMap((value) => originsOf(value)).some(({ value }) => value.kind === 'imported' && value.path.at(-1) === skippedBy);

const isNoCheck = (value: Value | undefined): boolean =>
  value?.kind === 'list' ? value.whole && value.items.every((item) => isText(item, 'none')) : value !== undefined && isText(value, 'none');

/** A function of this file that looks at nothing a state could be kept in. */
function takesAny(part: Part | undefined, { expressions, file }: CodeContext): boolean {
  const check = part && expressions.functionOf(part.value);
  if (!check || expressions.placeOf(check).file !== file) return false;
  return !/state|cookie|session|cache|redis|store|verif|compare|throw|Error/i.test(file.text.slice(check.start, check.end));
}

function isConstant(part: Part | undefined, { expressions }: CodeContext): boolean {
  const maker = part && expressions.functionOf(part.value);
  const made = maker ? expressions.returnsOf(maker) : [];
  return made.length > 0 && made.every(({ kind }) => kind === 'text');
}

/** The outermost function around compares it by hand, or hands it on in a way that is not seen; outside of functions the file does. */
function speaksOfState(node: Node, { file }: CodeContext): boolean {
  let around: Node | undefined;
  for (let at: Node | null | undefined = node.parent; at; at = at.parent) if (/Function/.test(at.type)) around = at;
  return /state(?!ment|ful|less)|csrf|nonce|verifier|pkce/i.test(around ? file.text.slice(around.start, around.end) : file.text);
}
