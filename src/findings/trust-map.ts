// What each file knows of trust, and the findings → one map: services, keys, and who signs and who verifies with each. What only hands a
// key on stands for nothing where its callers are in view. Everything in a fixed order: the same project gives the same map.

import { idOfSpot, type ClaimCheck, type FileTrust, type KeySighting, type Spot, type TrustUse } from '../facts/trust-uses.ts';
import { familyOf } from '../secrets/algorithms.ts';
import type { Finding } from './finding.ts';
import { compareText } from './findings-of.ts';

/** `one name`: several programs sign and verify under it, each with a key of its own or all with one. */
export type KeyKind = 'shared secret' | 'one name' | 'secret' | 'key pair' | 'fetched keys' | 'provider' | 'unknown';

export interface MapKey {
  /** `k1`, `k2` … in the order of the map. */
  readonly id: string;
  readonly from: KeySighting['from'];
  readonly name: string;
  readonly kind: KeyKind;
  readonly provider?: string;
  /** Where it is written or read, without doubles. */
  readonly places: readonly Spot[];
  /** Literals that stand in where it is missing. */
  readonly fallbacks: readonly Spot[];
  /** Services of Compose files and workloads of Kubernetes that are given it. */
  readonly given: readonly { readonly service: string; readonly at: Spot }[];
  /** Ids of services, sorted. */
  readonly signers: readonly string[];
  readonly verifiers: readonly string[];
  readonly findings: readonly RuleCount[];
}

export interface RuleCount { readonly ruleId: string; readonly count: number }

export interface MapUse {
  readonly does: 'sign' | 'verify';
  readonly by: string;
  readonly package?: string;
  readonly service: string;
  /** Ids of keys; [] when none is known. */
  readonly keys: readonly string[];
  readonly at: Spot;
  /** Of a key that could not be followed: what it is called there. */
  readonly keyName?: string;
  readonly algorithms: readonly string[];
  readonly unlisted?: TrustUse['unlisted'];
  readonly isSetUp?: true;
  readonly audience: ClaimCheck;
  readonly issuer: ClaimCheck;
  readonly expiry: 'yes' | 'no' | 'unknown';
  readonly lifetime?: string;
  readonly findings: readonly RuleCount[];
}

export interface MapService { readonly id: string; readonly folder: string; readonly name?: string }

export interface TrustMap { readonly services: readonly MapService[]; readonly keys: readonly MapKey[]; readonly uses: readonly MapUse[] }

export function trustMapOf(files: readonly FileTrust[], findings: readonly Finding[]): TrustMap {
  const uses = withoutEmptyWrappers(files.flatMap((file) => file.uses)).sort(inOrder);
  const counting = countingIn(findings);
  const folders = [...new Set(uses.map(({ service }) => service.folder))].sort(compareText);
  const services = folders.map((folder, index): MapService => {
    const name = uses.find(({ service }) => service.folder === folder && service.name !== undefined)?.service.name;
    return { id: `s${String(index + 1)}`, folder, ...(name !== undefined && { name }) };
  });
  const serviceOf = new Map(services.map(({ folder, id }) => [folder, id]));
  const byKey = groupedUses(uses);
  const keyIds = new Map([...byKey.keys()].map((id, index) => [id, `k${String(index + 1)}`]));
  const given = files.flatMap((file) => file.given);
  return {
    services,
    keys: [...byKey].map(([id, entries]) => keyOf(keyIds.get(id)!, entries, { given, counting, serviceOf })),
    uses: uses.map((use): MapUse => useOf(use, serviceOf, keyIds, counting)),
  };
}

function useOf(use: TrustUse, serviceOf: Known['serviceOf'], keyIds: ReadonlyMap<string, string>, counting: Known['counting']): MapUse {
  const { keys: sightings, service, wraps: _wraps, slot: _slot, provider: _provider, at, ...rest } = use;
  const keys = [...new Set(sightings.flatMap(({ id }) => keyIds.get(id) ?? []))];
  const keyName = keys.length > 0 ? undefined : sightings.find(({ name }) => name !== '')?.name;
  return { ...rest, service: serviceOf.get(service.folder)!, keys, ...(keyName !== undefined && { keyName }), at, findings: counting([at], 'line') };
}

type Entry = { readonly use: TrustUse; readonly key: KeySighting };
interface Known {
  readonly given: FileTrust['given'];
  /** Findings that meet a place, or stand in its line. */
  readonly counting: (spots: readonly Spot[], reach: 'place' | 'line') => readonly RuleCount[];
  readonly serviceOf: ReadonlyMap<string, string>;
}

function keyOf(id: string, entries: readonly Entry[], { given, counting, serviceOf }: Known): MapKey {
  const { from, name } = entries[0]!.key;
  const places = distinctSpots(entries.map(({ key }) => key.at));
  const fallbacks = distinctSpots(entries.flatMap(({ use }) => use.keys.filter(({ isFallback }) => isFallback).map(({ at }) => at)));
  const sides = (does: TrustUse['does']): readonly string[] =>
    [...new Set(entries.filter(({ use }) => use.does === does).map(({ use }) => serviceOf.get(use.service.folder)!))].sort(byNumber);
  const [signers, verifiers] = [sides('sign'), sides('verify')];
  const provider = entries.find(({ use }) => use.provider !== undefined)?.use.provider;
  return {
    id, from, name, kind: kindOf(entries, signers, verifiers), ...(provider !== undefined && { provider }), places, fallbacks,
    given: from === 'variable' ? given.filter(({ variable }) => variable === name).map(({ service, at }) => ({ service, at })) : [],
    signers, verifiers, findings: counting([...places, ...fallbacks], 'place'),
  };
}

function kindOf(entries: readonly Entry[], signers: readonly string[], verifiers: readonly string[]): KeyKind {
  if (entries.some(({ key }) => key.from === 'address')) return entries.some(({ use }) => use.provider !== undefined) ? 'provider' : 'fetched keys';
  const families = new Set(entries.flatMap(({ use }) => use.algorithms.map(familyOf)));
  const slots = new Set(entries.map(({ use }) => use.slot));
  if (slots.has('symmetric') || (families.size === 1 && families.has('HMAC'))) {
    if (new Set([...signers, ...verifiers]).size < 2) return 'secret';
    // As no-shared-secret has it: programs that each do both may have two keys under one name. A text is one wherever it stands.
    const isSplit = signers.length === 1 && verifiers.some((one) => !signers.includes(one));
    return isSplit || entries[0]!.key.from === 'literal' ? 'shared secret' : 'one name';
  }
  return slots.has('private') || slots.has('public') || [...families].some((family) => family === 'asymmetric') ? 'key pair' : 'unknown';
}

/** A call whose key comes from its callers, where a caller is among the uses; a registration, where what it serves is. */
function withoutEmptyWrappers(uses: readonly TrustUse[]): TrustUse[] {
  const wrapped = new Set(uses.flatMap(({ wraps }) => wraps ?? []));
  const isOpen = ({ keys }: TrustUse): boolean => keys.every(({ from }) => from === 'unknown');
  const served = new Set(uses.filter(({ isSetUp }) => !isSetUp).flatMap(({ keys, service }) => keys.map(({ id }) => `${service.folder}\0${id}`)));
  const isServed = ({ isSetUp, keys, service }: TrustUse): boolean => isSetUp === true && keys.some(({ id }) => served.has(`${service.folder}\0${id}`));
  const kept = uses.filter((use) => !(wrapped.has(idOfSpot(use.at)) && isOpen(use)) && !isServed(use));
  return [...new Map(kept.map((use) => [`${use.does} ${idOfSpot(use.at)}`, use])).values()];
}

/** Keys that a fallback stands for have no node of their own; those that could not be followed have none either. */
function groupedUses(uses: readonly TrustUse[]): ReadonlyMap<string, readonly Entry[]> {
  const byKey = new Map<string, Entry[]>();
  for (const use of uses)
    for (const key of use.keys) {
      if (key.from === 'unknown' || (key.isFallback && use.keys.some(({ isFallback }) => !isFallback))) continue;
      const known = byKey.get(key.id);
      if (known) known.push({ use, key });
      else byKey.set(key.id, [{ use, key }]);
    }
  return byKey;
}

function countingIn(findings: readonly Finding[]): Known['counting'] {
  const byFile = new Map<string, Finding[]>();
  for (const finding of findings.filter(({ suppressed }) => suppressed === null))
    byFile.set(finding.file, [...byFile.get(finding.file) ?? [], finding]);
  return (spots, reach) => {
    const met = new Set(spots.flatMap((spot) => (byFile.get(spot.file) ?? []).filter(({ range: { start, end } }) =>
      (start.offset < spot.end && end.offset > spot.start) || (reach === 'line' && start.line === spot.line))));
    const counts = new Map<string, number>();
    for (const { ruleId } of met) counts.set(ruleId, (counts.get(ruleId) ?? 0) + 1);
    return [...counts].sort(([a], [b]) => compareText(a, b)).map(([ruleId, count]) => ({ ruleId, count }));
  };
}

const distinctSpots = (spots: readonly Spot[]): readonly Spot[] => [...new Map(spots.map((spot) => [idOfSpot(spot), spot])).values()];

const inOrder = (a: TrustUse, b: TrustUse): number =>
  compareText(a.at.file, b.at.file) || a.at.start - b.at.start || compareText(a.does, b.does);

const byNumber = (a: string, b: string): number => Number(a.slice(1)) - Number(b.slice(1));
