// Parts of a call → the key slot: what reaches it, and whether it is symmetric, private or public.

import type { CallExpression } from '../../syntax/code.ts';
import { familyOf } from '../../secrets/algorithms.ts';
import type { Expressions } from '../../values/reading/reader.ts';
import type { JwtCall, KeyUse, Part, Parts } from '../jwt-call.ts';
import type { CodeContext } from '../../values/code-context.ts';
import type { Gathered } from '../arguments/gathering.ts';
import type { Modelled } from '../../values/library-index.ts';
import type { SecretUseModel } from '../../models/model.ts';
import { withoutPublicPrefix, wordsOf } from '../../secrets/words/names.ts';
import { isText, nameOfLeaf, originsOf, textsOf } from '../../values/origins.ts';
import type { Origin } from '../../values/origins.ts';
import type { Value } from '../../values/value.ts';
import { nodesWithin } from '../../values/node-index.ts';
import { tableKeys } from '../../source/untyped.ts';

type Slot = KeyUse['slot'];

export function keyUseOf(call: Omit<JwtCall, 'key'>, context: CodeContext): KeyUse | undefined {
  const part = keyPart(call.parts, call.kind);
  if (!part) return undefined;
  const value = behindFunctions(part.value, context);
  const algorithms = algorithmsIn(call.parts);
  const slot = part.role === 'privateKey' ? 'private' : part.role === 'publicKey' ? 'public' : slotOf(value, algorithms, call.kind);
  return { slot, purpose: `the key of ${call.name}`, value, at: part.at, algorithms, call };
}

const algorithmsIn = ({ algorithms, algorithm }: Parts): readonly string[] =>
  textsOf((algorithms ?? algorithm)?.value).map(({ text }) => text);

/** The key of a verifier is one that also signs, as far as anything says so. */
export const isSharedKey = (parts: Parts, context: CodeContext): boolean =>
  parts.key !== undefined && slotOf(behindFunctions(parts.key.value, context), algorithmsIn(parts), 'verify') === 'symmetric';

function keyPart(parts: Parts, kind: JwtCall['kind']): Part | undefined {
  return kind === 'sign' ? (parts.key ?? parts.privateKey) : (parts.key ?? parts.publicKey);
}

export function macUsesOf({ mac }: Modelled, gathered: Gathered, context: CodeContext): readonly KeyUse[] {
  const part = gathered.parts.get('key') ?? gathered.parts.get('privateKey');
  if (!part || !mac || !isMeant(mac.only, gathered)) return [];
  const lifetime = gathered.parts.get('lifetime');
  return [{
    slot: part.role === 'privateKey' ? 'private' : 'symmetric', at: part.at, algorithms: [],
    purpose: mac.credential ? mac.purpose : `the key of ${mac.purpose}`,
    value: behindFunctions(part.value, context), ...emptied(mac, part.value),
    ...(mac.undefinedKey && { goesWithout: true }), ...(mac.credential && { credential: true }), ...(lifetime && { lifetime }),
  }];
}

/** What the call does with an empty key, alone or in a list. */
export const emptied = ({ emptyKey }: SecretUseModel, { kind }: Value): Pick<KeyUse, 'takesEmpty'> =>
  (emptyKey === 'accepts' || (emptyKey === 'accepts in a list' && kind === 'list') ? { takesEmpty: true } : {});

const isMeant = (only: NonNullable<NonNullable<Modelled['mac']>['only']> = {}, { parts }: Gathered): boolean =>
  tableKeys(only).every((role) => textsOf(parts.get(role)?.value).some((one) => isText(one, only[role]!)));

// ---- which kind of key? The strongest evidence first ----

function slotOf(value: Value, algorithms: readonly string[], kind: JwtCall['kind']): Slot {
  const families = new Set(algorithms.map(familyOf));
  const asymmetric: Slot = kind === 'sign' ? 'private' : 'public';
  const seen = originsOf(value).map((origin) => slotOfOrigin(origin, asymmetric));
  const shown = seen.find((slot) => slot !== 'unknown');
  if (shown === 'public' || shown === 'private') return shown;
  if (families.has('asymmetric') && !families.has('HMAC')) return asymmetric;
  if (families.has('HMAC') && !families.has('asymmetric')) return 'symmetric';
  return shown ?? 'unknown';
}

function slotOfOrigin({ value, wrappers, via }: Origin, asymmetric: Slot): Slot {
  const text = value.kind === 'text' ? value.text : value.kind === 'template' ? textsOf(value.parts[0])[0]?.text : undefined;
  if (text?.includes('PRIVATE KEY-----')) return 'private';
  if (text && /PUBLIC KEY-----|BEGIN CERTIFICATE/.test(text)) return 'public';
  for (const { by } of wrappers) {
    if (by === 'public key' || by === 'jwks' || by === 'embedded key') return 'public';
    if (by === 'private key') return 'private';
    if (by === 'secret key' || by === 'derived') return 'symmetric';
    if (by === 'newlines') return asymmetric;
    if (by === 'file') return value.kind === 'text' && /\.(?:pem|pub|crt|cer)$/i.test(value.text) ? asymmetric : 'unknown';
  }
  if (value.kind === 'text') return 'symmetric';
  if (wrappers.some(({ by }) => by === 'text encoder' || by === 'utf8' || by === 'hex')) return 'symmetric';
  return namesOf({ value, via }).map((name) => slotOfName(name, asymmetric)).find((slot) => slot !== 'unknown') ?? 'unknown';
}

/** What the key is called: its own name, then the names it went through. */
function namesOf({ value, via }: Pick<Origin, 'value' | 'via'>): readonly string[] {
  return [nameOfLeaf(value), ...via.map(({ note }) => note)].filter((name) => name !== undefined);
}

/** What a name says of the key it holds; `secretOrPublicKey` says both, which is nothing. */
function slotOfName(name: string, asymmetric: Slot): Slot {
  const words = wordsOf(withoutPublicPrefix(name));
  if (words.includes('or')) return 'unknown';
  if (words.includes('public') || words.includes('cert') || words.includes('certificate')) return 'public';
  if (words.includes('private') || words.includes('pem')) return asymmetric === 'private' ? 'private' : 'unknown';
  return words.includes('secret') ? 'symmetric' : 'unknown';
}

// ---- keys given by a function ----

/** A key function stands for what it returns or hands to its callback: `(req, token, done) => done(null, key)`. */
export function behindFunctions(value: Value, { expressions, bindings }: CodeContext): Value {
  const fn = expressions.functionOf(value);
  if (!fn) return value;
  const calls = nodesWithin(bindings, 'CallExpression', fn);
  const last = fn.params.at(-1);
  const done = last?.type === 'Identifier' ? bindings.of(last) : undefined;
  const handed = (done ? calls : [])
    .filter(({ callee, arguments: given }) => given.length > 1 && callee.type === 'Identifier' && bindings.of(callee) === done)
    .flatMap(({ arguments: [, key] }) => (key ? [expressions.valueOf(key)] : []));
  const candidates = [...handed, ...expressions.returnsOf(fn)].filter(
    ({ kind }) => kind !== 'plain' && kind !== 'unknown' && kind !== 'result',
  );
  const jwks = calls
    .map((call) => receiver(call, expressions))
    .find((one) => one?.kind === 'wrapped' && one.by === 'jwks');
  const [first] = jwks ? [jwks] : candidates;
  if (!first) return { kind: 'unknown', at: value.at, via: value.via };
  return candidates.length > 1 && !jwks
    ? { kind: 'choice', how: 'assigned', alternatives: candidates, at: value.at, via: value.via }
    : first;
}

const receiver = (call: CallExpression, expressions: Expressions): Value | undefined =>
  call.callee.type === 'MemberExpression' ? expressions.valueOf(call.callee.object) : undefined;
