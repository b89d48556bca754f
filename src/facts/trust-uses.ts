// Facts of one file → who in it signs or verifies, with which key, and what each verifier compares: names and places only, never a text
// that may be a secret, so that it may be kept and shown. Literal keys are told apart by a hash that ends with the process.
// Leaves alone: what only decodes, and registrations that later calls complete.

import { createHmac, randomBytes } from 'node:crypto';
import { comparisonOf, type ComparedClaim } from '../calls/outcome/claim-comparison.ts';
import { disabledChecks } from '../calls/outcome/disabled-checks.ts';
import { missingExpiry } from '../calls/tokens/missing-expiry.ts';
import type { JwtCall, Part } from '../calls/jwt-call.ts';
import { addressIn } from '../calls/trust.ts';
import type { ConfiguredVerifier } from '../documents/configured-verifiers.ts';
import type { Behaviour } from '../models/model.ts';
import type { Place } from '../source/file.ts';
import { linesOf } from '../source/lines.ts';
import { itemsOf, originsOf, type Origin } from '../values/origins.ts';
import { once } from '../values/once.ts';
import type { Value } from '../values/value.ts';
import type { Facts } from './facts.ts';
import { shownText } from './shown-text.ts';

/** Where a person finds it: posix path from the root, line from 1; offsets, to meet findings. */
export interface Spot { readonly file: string; readonly line: number; readonly start: number; readonly end: number }

/** Equal ids: the same key, as far as names and texts tell. */
export interface KeySighting {
  readonly id: string;
  readonly from: 'variable' | 'literal' | 'file' | 'address' | 'export' | 'made here' | 'unknown';
  /** The variable, the file, the address, the parameter: masked where it could hold a secret. */
  readonly name: string;
  readonly at: Spot;
  /** It stands in for what is missing. */
  readonly isFallback?: true;
}

/** `unless NAME is unset`: undefined compares nothing. */
export interface ClaimCheck { readonly checked: 'yes' | 'no' | 'unless unset' | 'unknown'; readonly value?: string; readonly variable?: string }

export interface TrustUse {
  readonly does: 'sign' | 'verify';
  /** As a reader would say it: `jwt.verify`, "Envoy's jwt_authn filter". */
  readonly by: string;
  /** npm package; absent for configuration. */
  readonly package?: string;
  readonly service: { readonly folder: string; readonly name?: string };
  readonly at: Spot;
  readonly slot: 'symmetric' | 'private' | 'public' | 'unknown';
  readonly keys: readonly KeySighting[];
  /** [] when none is in view. */
  readonly algorithms: readonly string[];
  /** Who chooses where no list is given, as `Behaviour` says; absent where a list is given or may be, out of view. */
  readonly unlisted?: Behaviour['algorithmsOmitted'];
  /** It registers what other calls sign and verify with. */
  readonly isSetUp?: true;
  readonly audience: ClaimCheck;
  readonly issuer: ClaimCheck;
  /** Of a verifier: does an expired token fail? Of a signer: does the token end? */
  readonly expiry: 'yes' | 'no' | 'unknown';
  /** Of a signer, as written. */
  readonly lifetime?: string;
  readonly provider?: string;
  /** The call of the wrapper's own file that does the work. */
  readonly wraps?: string;
}

/** A key that configuration gives to a service, by the variable as the service sees it. */
export interface GivenKey { readonly service: string; readonly variable: string; readonly at: Spot }

export interface FileTrust { readonly uses: readonly TrustUse[]; readonly given: readonly GivenKey[] }

export function trustUsesOf(facts: Facts): FileTrust {
  return {
    uses: [
      ...facts.jwtCalls.filter(isUse).flatMap((call) => usesOfCall(call, facts)),
      ...facts.configuredVerifiers.map((verifier) => useOfConfiguration(verifier, facts)),
    ],
    given: facts.serviceKeys.map(({ service, name, at }) => ({ service, variable: name, at: spotOf(at) })),
  };
}

/** The id by which `wraps` names a call. */
export const idOfSpot = ({ file, start }: Pick<Spot, 'file' | 'start'>): string => `${file}:${String(start)}`;

const isUse = ({ kind, setup, operation, key, parts, trust }: JwtCall): boolean =>
  kind === 'configure' ? operation.selfContained === true && (key !== undefined || parts.key !== undefined || parts.jwksUrl !== undefined)
    : kind !== 'decode' && (!setup || key !== undefined || parts.jwksUrl !== undefined || trust === 'third party');

function usesOfCall(call: JwtCall, facts: Facts): readonly TrustUse[] {
  const side = call.kind === 'configure' ? call.operation.side : call.kind;
  const sides = side === 'sign' || side === 'verify' ? [side] : ['sign', 'verify'] as const;
  const given = call.parts.algorithms ?? call.parts.algorithm;
  const algorithms = given ? itemsOf(given.value).flatMap((one) => (one.kind === 'text' ? [shownText(one.text)] : [])) : [];
  const about = {
    by: call.name, package: call.library.package, service: serviceOf(facts), at: spotOf(call.at), slot: slotOf(call), keys: keysOf(call),
    algorithms: algorithms.length > 0 ? algorithms : call.key?.algorithms ?? [],
    ...(!given && call.isComplete && call.behaviour && { unlisted: call.behaviour.algorithmsOmitted }),
    ...(call.setup && { isSetUp: true as const }),
    ...(call.provider && { provider: call.provider.name }), ...(call.wraps && { wraps: idOfSpot(spotOf(call.wraps.at)) }),
  };
  return sides.map((does): TrustUse => (does === 'sign' ? { ...about, does, ...signedBy(call) } : { ...about, does, ...comparedBy(call, facts) }));
}

const slotOf = ({ key, parts }: JwtCall): TrustUse['slot'] => key?.slot ?? (parts.jwksUrl ? 'public' : 'unknown');

/** The program or package; in a repository of one manifest, the folder that such repositories keep programs in. */
const serviceOf = ({ service, home, file }: Facts): TrustUse['service'] => {
  const nearest = service ?? home?.folder ?? folderOf(file.path);
  const folder = nearest === '' ? PART.exec(file.path)?.[1] ?? '' : nearest;
  return { folder, ...(home?.name !== undefined && home.folder === folder && { name: home.name }) };
};

const PART = /^((?:apps|packages|services|libs|functions)\/[^/]{1,100})\//;

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

// ---- what is compared ----

function comparedBy(call: JwtCall, facts: Facts): Pick<TrustUse, 'audience' | 'issuer' | 'expiry'> {
  const off = [...disabledChecks(call, facts.jwtCalls)].some(({ how }) => how === 'expiry' || how === 'onExpired');
  const isByHand = call.handRolled && !call.checked.has('exp') && !call.checked.has('*');
  return {
    audience: claimCheck(call, 'audience', facts), issuer: claimCheck(call, 'issuer', facts),
    expiry: off ? 'no' : isByHand || call.unseen && call.handRolled ? 'unknown' : 'yes',
  };
}

function claimCheck(call: JwtCall, role: ComparedClaim, { isGuarded, sensitive }: Facts): ClaimCheck {
  const found = comparisonOf(call, role, isGuarded);
  if (found?.how === 'not') return { checked: 'no' };
  if (found?.how === 'unless unset') return { checked: 'unless unset', variable: shownText(found.variable) };
  const part = call.parts[role];
  if (part) return { checked: 'yes', ...named(part, sensitive) };
  const isKnown = call.checked.has(role === 'audience' ? 'aud' : 'iss') || call.checked.has('*') || call.operation.defaults?.[role] !== undefined;
  return { checked: isKnown ? 'yes' : call.isComplete && !call.setup ? 'no' : 'unknown' };
}

function signedBy(call: JwtCall): Pick<TrustUse, 'audience' | 'issuer' | 'expiry' | 'lifetime'> {
  const lifetime = call.parts.lifetime;
  const span = lifetime && writtenSpan(lifetime);
  const said = (part: Part | undefined): ClaimCheck => (part ? { checked: 'yes', ...named(part, []) } : { checked: call.isComplete ? 'no' : 'unknown' });
  const isEndless = missingExpiry(call) !== undefined;
  return {
    audience: said(call.parts.audience), issuer: said(call.parts.issuer),
    expiry: isEndless ? 'no' : lifetime ?? call.parts.expiry ?? call.defaults.lifetime ? 'yes' : 'unknown',
    ...(span !== undefined && { lifetime: span }),
  };
}

function writtenSpan({ value, unit }: Part): string | undefined {
  const [origin] = originsOf(value);
  if (origin?.value.kind === 'text') return shownText(origin.value.text);
  if (origin?.value.kind === 'plain' && typeof origin.value.value === 'number') return `${String(origin.value.value)} ${unit ?? 'seconds'}`;
  return origin?.value.kind === 'env' ? `{${shownText(origin.value.name)}}` : undefined;
}

/** Audiences and issuers are names, as a rule; what is known for a secret stays out. */
function named({ value }: Part, sensitive: readonly Place[]): Pick<ClaimCheck, 'value'> {
  const names = itemsOf(value).flatMap((item) => originsOf(item)).flatMap(({ value: leaf }) =>
    leaf.kind === 'env' ? [`{${shownText(leaf.name)}}`] : leaf.kind === 'text' && !isSensitive(leaf.at, sensitive) ? [shownText(leaf.text)] : []);
  return names.length === 0 ? {} : { value: [...new Set(names)].slice(0, MOST_NAMES).join(' or ') };
}

const MOST_NAMES = 4;

const isSensitive = ({ file, start, end }: Place, sensitive: readonly Place[]): boolean =>
  sensitive.some((one) => one.file.path === file.path && one.start < end && one.end > start);

// ---- keys ----

function keysOf(call: JwtCall): readonly KeySighting[] {
  const { parts } = call;
  if (parts.jwksUrl) return sightings(addressIn(parts.jwksUrl.value), 'address');
  const given = call.key?.value ?? (parts.key ?? (call.kind === 'sign' ? parts.privateKey : parts.publicKey))?.value;
  if (given) return sightings(given);
  const host = call.operation.thirdParty && (call.operation.thirdParty.host ?? call.issuerHost);
  return host === undefined ? [] : [{ id: `address ${host}`, from: 'address', name: host, at: spotOf(call.at) }];
}

function sightings(value: Value | undefined, as?: 'address'): readonly KeySighting[] {
  const found = (value ? originsOf(value) : []).map((origin) => sighting(origin, as));
  const known = found.filter(({ from }) => from !== 'unknown');
  const distinct = new Map((known.length > 0 ? known : found).map((one) => [one.id, one]));
  return [...distinct.values()].slice(0, MOST_KEYS);
}

const MOST_KEYS = 12;

function sighting(origin: Origin, as: 'address' | undefined): KeySighting {
  const { value, wrappers, fallback } = origin;
  const at = spotOf(value.at);
  const by = as ?? (wrappers.some((one) => one.by === 'jwks') ? 'address' : undefined);
  const is = (from: KeySighting['from'], id: string, name: string): KeySighting =>
    ({ id: `${from} ${id}`, from, name, at, ...(fallback && value.kind === 'text' && { isFallback: true as const }) });
  const written = by && addressText(by === 'address' && value.kind === 'object' ? addressIn(value) : value);
  if (written !== undefined) return is('address', written, written);
  if (wrappers.some((one) => one.by === 'random')) return is('made here', idOfSpot(at), '');
  switch (value.kind) {
    case 'env': return is('variable', value.name, shownText(value.name));
    case 'text':
      return wrappers.some((one) => one.by === 'file') ? is('file', pathShown(value.text), pathShown(value.text)) : is('literal', tagOf(value.text), '');
    case 'imported': return is('export', `${value.module} ${value.path.join('.')}`, shownText([value.module, ...value.path].join(' ')));
    case 'parameter': return is('unknown', idOfSpot(at), `parameter ${shownText(value.name)}`);
    default: return is('unknown', idOfSpot(at), '');
  }
}

/** Where it begins with a variable, that in braces: `{ISSUER}/.well-known/jwks.json`. */
function addressText(value: Value | undefined): string | undefined {
  switch (value?.kind) {
    case 'text': return addressShown(value.text);
    case 'env': return `{${shownText(value.name)}}`;
    case 'template': return addressShown(value.parts.map((part) => (part.kind === 'text' ? part.text : part.kind === 'env' ? `{${part.name}}` : '{…}')).join(''));
    default: return undefined;
  }
}

/** Who logs in there, and what is asked behind `?`, is left out. */
export const addressShown = (text: string): string =>
  shownText(text.split(/[?#]/, 1)[0]!.replace(/^([a-z]+:\/\/)[^/@\s]{0,200}@/i, '$1').replace(/\/{1,5}$/, ''));

const pathShown = (text: string): string => shownText(text.replace(/^(?:\.{0,2}\/)+/, ''));

const ofThisProcess = randomBytes(32);
const tagOf = (text: string): string => createHmac('sha256', ofThisProcess).update(text).digest('base64');

// ---- configuration ----

function useOfConfiguration(verifier: ConfiguredVerifier, { file }: Facts): TrustUse {
  const { name, at, unchecked, checked, addresses, provider, isOverlaid } = verifier;
  const check = (claim: ComparedClaim): ClaimCheck =>
    ({ checked: checked.includes(claim) ? 'yes' : unchecked.includes(claim) && !isOverlaid ? 'no' : 'unknown' });
  return {
    does: 'verify', by: name, service: { folder: folderOf(file.path) }, at: spotOf(at), slot: addresses.length > 0 ? 'public' : 'unknown',
    keys: addresses.map((address): KeySighting => {
      const text = addressShown(address.text);
      return { id: `address ${text}`, from: 'address', name: text, at: spotOf(address.at) };
    }),
    algorithms: [], audience: check('audience'), issuer: check('issuer'), expiry: 'yes', ...(provider && { provider: provider.name }),
  };
}

const linesIn = once((file: Place['file']) => linesOf(file.text));

const spotOf = ({ file, start, end }: Place): Spot => ({ file: file.path, line: linesIn(file).positionAt(start).line, start, end });
