// Parts of a call → the key slot: what reaches it, whether it is symmetric, private or public, and who issues.

import type { CallExpression, Node } from '../syntax/code.ts';
import { familyOf } from './algorithms.ts';
import type { Expressions } from './expressions.ts';
import type { JwtCall, KeyUse, Part, Parts } from './facts.ts';
import type { CodeContext } from './code-context.ts';
import type { Gathered } from './gathering.ts';
import type { Modelled } from './library-index.ts';
import type { MacModel, OperationModel, Role } from '../models/model.ts';
import { withoutPublicPrefix, wordsOf } from './names.ts';
import { isText, nameOfLeaf, originsOf, textsOf } from './origins.ts';
import type { Origin } from './origins.ts';
import type { Value } from './value.ts';

type Slot = KeyUse['slot'];

export function keyUseOf(call: Omit<JwtCall, 'key'>, context: CodeContext): KeyUse | undefined {
  const part = keyPart(call.parts, call.does);
  if (!part) return undefined;
  const value = behindFunctions(part.value, context);
  const algorithms = textsOf((call.parts.algorithms ?? call.parts.algorithm)?.value).map(({ text }) => text);
  const slot = part.role === 'privateKey' ? 'private' : part.role === 'publicKey' ? 'public' : slotOf(value, algorithms, call.does);
  return { slot, purpose: `the key of ${call.name}`, value, at: part.at, algorithms, call };
}

function keyPart(parts: Parts, does: JwtCall['does']): Part | undefined {
  return does === 'sign' ? (parts.key ?? parts.privateKey) : (parts.key ?? parts.publicKey);
}

export function macUsesOf({ mac }: Modelled, gathered: Gathered, context: CodeContext): readonly KeyUse[] {
  const part = gathered.parts.get('key') ?? gathered.parts.get('privateKey');
  if (!part || !mac || !isMeant(mac.only, gathered)) return [];
  const lifetime = gathered.parts.get('lifetime');
  return [{
    slot: part.role === 'privateKey' ? 'private' : 'symmetric', purpose: `the key of ${mac.protects}`, value: behindFunctions(part.value, context), at: part.at, algorithms: [],
    ...emptied(mac, part.value), ...(lifetime && { lifetime }),
  }];
}

/** What the call does with an empty key, alone or in a list. */
export const emptied = ({ emptyKey }: MacModel, { kind }: Value): Pick<KeyUse, 'takesEmpty'> =>
  (emptyKey === 'accepts' || (emptyKey === 'accepts in a list' && kind === 'list') ? { takesEmpty: true } : {});

const isMeant = (only: NonNullable<Modelled['mac']>['only'], { parts }: Gathered): boolean =>
  Object.entries(only ?? {}).every(([role, text]) => textsOf(parts.get(role as Role)?.value).some((one) => isText(one, text)));

// ---- which kind of key? (jwt-libraries section 0.3, strongest evidence first) ----

function slotOf(value: Value, algorithms: readonly string[], does: JwtCall['does']): Slot {
  const families = new Set(algorithms.map(familyOf));
  const asymmetric: Slot = does === 'sign' ? 'private' : 'public';
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
function behindFunctions(value: Value, { expressions, bindings }: CodeContext): Value {
  const fn = expressions.functionOf(value);
  if (!fn) return value;
  const inside = (node: Node): boolean => node.start >= fn.start && node.end <= fn.end;
  const last = (fn.params as readonly Node[]).at(-1);
  const done = last?.type === 'Identifier' ? bindings.of(last) : undefined;
  const handed = bindings.all('CallExpression').filter((call) => inside(call) && done?.reads.includes(call.callee as Node) && call.arguments.length > 1)
    .map((call) => expressions.valueOf(call.arguments[1] as Node));
  const candidates = [...handed, ...expressions.returnsOf(fn)].filter(({ kind }) => kind !== 'plain' && kind !== 'unknown' && kind !== 'result');
  const jwks = bindings.all('CallExpression').filter(inside).map((call) => receiver(call, expressions)).find((one) => one?.kind === 'wrapped' && one.by === 'jwks');
  const [first] = jwks ? [jwks] : candidates;
  if (!first) return { kind: 'unknown', at: value.at, via: value.via };
  return candidates.length > 1 && !jwks ? { kind: 'choice', how: 'assigned', alternatives: candidates, at: value.at, via: value.via } : first;
}

const receiver = (call: CallExpression, expressions: Expressions): Value | undefined =>
  call.callee.type === 'MemberExpression' ? expressions.valueOf(call.callee.object as Node) : undefined;

// ---- who issues? ----

export interface Trust { readonly trust: JwtCall['trust']; readonly issuerHost?: string }

/** Names under which nobody else's key server lives: loopback, cluster-internal, reserved test names (RFC 6761). */
const OWN_HOST = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\]|0\.0\.0\.0|[\w-]+|.*\.(?:internal|local|localhost|svc|cluster\.local|test))$/;

export function trustOf(parts: Parts, { thirdParty }: OperationModel, context: CodeContext): Trust {
  const key = (parts.key ?? parts.publicKey)?.value;
  const { expressions } = context;
  const address = parts.jwksUrl?.value ?? (key && (jwksIn(key, expressions, 0) ?? jwksIn(behindFunctions(key, context), expressions, 0))?.of);
  if (thirdParty) {
    const host = thirdParty.host ?? (address && hostIn(address));
    return { trust: 'third party', ...(host !== undefined && { issuerHost: host }) };
  }
  if (!address) return { trust: key && isOwnKey(key) ? 'own' : 'unknown' };
  const host = hostIn(address);
  if (host === undefined) return { trust: hasAddress(address) ? 'third party' : 'unknown' };
  return isOwnHost(host) ? { trust: 'own', issuerHost: host } : { trust: 'third party', issuerHost: host };
}

/** Private addresses (RFC 1918) and reserved names are reached on a network of one's own. */
export const isOwnHost = (host: string): boolean => OWN_HOST.test(host) || /^(?:10\.\d+|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.\d+\.\d+$/.test(host);

function jwksIn(value: Value, expressions: Expressions, depth: number): Extract<Value, { kind: 'wrapped' }> | undefined {
  if (depth > 6) return undefined;
  if (value.kind === 'wrapped') return value.by === 'jwks' ? value : jwksIn(value.of, expressions, depth + 1);
  if (value.kind === 'choice') return value.alternatives.map((one) => jwksIn(one, expressions, depth + 1)).find(Boolean);
  const fn = expressions.functionOf(value);
  return fn ? expressions.returnsOf(fn).map((one) => jwksIn(one, expressions, depth + 1)).find(Boolean) : undefined;
}

const isOwnKey = (value: Value): boolean => originsOf(value).some(({ value: leaf, wrappers }) =>
  (leaf.kind === 'text' || leaf.kind === 'env' || leaf.kind === 'template') && !wrappers.some(({ by }) => by === 'public key' || by === 'jwks'));

/** The address among the options of a JWKS client. */
export function addressIn(value: Value): Value | undefined {
  if (value.kind === 'object') return ['jwksUri', 'jwks_uri', 'url'].map((name) => value.properties.get(name)?.value).find(Boolean);
  return value;
}

const hasAddress = (value: Value): boolean => {
  const address = addressIn(value);
  return address !== undefined && address.kind !== 'object' && address.kind !== 'list' && address.kind !== 'unknown';
};

function hostIn(value: Value): string | undefined {
  const address = addressIn(value);
  if (!address) return undefined;
  const text = address.kind === 'template' ? textsOf(address.parts[0])[0]?.text : textsOf(address)[0]?.text;
  return text === undefined ? undefined : /^https?:\/\/([^/:?#]+)/i.exec(text)?.[1]?.toLowerCase();
}
