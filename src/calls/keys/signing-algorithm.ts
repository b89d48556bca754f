// Calls of one file → the algorithm that it signs with, when it says only one; and what a call may be told to use without
// locking anybody out: an algorithm that its key can have, as far as the key, its issuer or the signer says so.

import { familyOf } from '../../secrets/algorithms.ts';
import { originsOf, textsOf } from '../../values/origins.ts';
import { once } from '../../values/once.ts';
import type { JwtCall } from '../jwt-call.ts';
import { identitiesOfKey } from './key-identity.ts';

/** Besides 'none'. */
const namesIn = (calls: readonly JwtCall[]): ReadonlySet<string> => new Set(calls
  .flatMap(({ parts }) => [parts.algorithms, parts.algorithm].flatMap((part) => textsOf(part?.value).map(({ text }) => text)))
  .filter((text) => text.toLowerCase() !== 'none'));

const onlyOne = ([only, ...others]: Iterable<string>): string | undefined => (others.length === 0 ? only : undefined);

const signingAlgorithm = once((calls: readonly JwtCall[]): string | undefined => onlyOne(namesIn(calls.filter(({ kind }) => kind === 'sign'))));

/** What the calls with a key name, by what the key is known by. */
const namesByKey = once((calls: readonly JwtCall[]) => {
  const named = new Map<string, Set<string>>();
  for (const call of calls) {
    const names = [...namesIn([call])];
    for (const identity of identitiesOf(call)) {
      const all = [...(named.get(identity) ?? []), ...names];
      named.set(identity, new Set(all.slice(0, MOST_NAMES)));
    }
  }
  return named;
});
/** A second name is one too many. */
const MOST_NAMES = 2;

/** Undefined where nothing says what the key is: a wrong guess would refuse every token. */
export function fittingAlgorithm(call: JwtCall, calls: readonly JwtCall[]): string | undefined {
  if (call.trust === 'third party') return call.provider?.algorithm ?? algorithmOfText(call);
  const slot = call.key?.slot ?? 'unknown';
  const withKey = identitiesOf(call).flatMap((identity) => [...(namesByKey(calls).get(identity) ?? [])]);
  const named = onlyOne(new Set([...namesIn([call]), ...withKey])) ?? signingAlgorithm(calls);
  if (slot === 'unknown') return named;
  if (named !== undefined && familyOf(named) === (slot === 'symmetric' ? 'HMAC' : 'asymmetric')) return named;
  return slot === 'symmetric' ? 'HS256' : algorithmOfText(call);
}

const identitiesOf = ({ key }: JwtCall): readonly string[] => (key ? identitiesOfKey(key) : []);

/** What stands in the first bytes of a public or private key: the kind of key, and for curves which one. */
const BEGINNINGS: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN RSA |^MII[A-Za-z0-9+/]{4,12}A?NBgkqhkiG9w0BAQEF/, 'RS256'],
  [/^M[A-Za-z0-9+/]{4}wYHKoZIzj0CAQYIKoZIzj0DAQc/, 'ES256'],
];

function algorithmOfText({ key }: JwtCall): string | undefined {
  const found = (key ? originsOf(key.value) : []).map(({ value }) => (value.kind === 'text' ? algorithmOf(value.text) : undefined));
  const [first] = found;
  return found.every((one) => one === first) ? first : undefined;
}

function algorithmOf(text: string): string | undefined {
  const body = text.slice(0, 400).replace(/-----BEGIN (?:PUBLIC|PRIVATE) KEY-----|\\n|\s/g, '');
  return BEGINNINGS.find(([form]) => form.test(body) || form.test(text.slice(0, 40)))?.[1];
}
