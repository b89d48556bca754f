// Parts of a verify call → who issues the tokens: this project, or somebody else and who that is. Said by the address of
// the keys or of a metadata document, by the issuer that is demanded, by the vendor whose verifier it is, or by the only
// provider whose keys the file fetches. A key server of one's own stays one's own.

import { identityProviders, metadataMembers, ownAddresses } from '../models/tokens/identity-providers.ts';
import type { IdentityProvider } from '../models/tokens/identity-providers.ts';
import type { OperationModel } from '../models/model.ts';
import type { CodeContext } from '../values/code-context.ts';
import type { Expressions } from '../values/reading/reader.ts';
import type { Part, Parts, Trust } from './jwt-call.ts';
import { behindFunctions, isSharedKey } from './keys/key-uses.ts';
import { originsOf } from '../values/origins.ts';
import type { Value } from '../values/value.ts';
import type { SourceFile } from '../source/file.ts';
import { once } from '../values/once.ts';
import { spend } from '../values/work.ts';

/** What is known of the issuer. */
export interface IssuerFacts {
  readonly trust: Trust;
  /** Host of the address, when it is written out. */
  readonly issuerHost?: string;
  readonly provider?: IdentityProvider;
}

export function trustOf(parts: Parts, operation: OperationModel, context: CodeContext): IssuerFacts {
  const facts = trustByKeys(parts, operation, context);
  const bringer = facts.provider || isSharedKey(parts, context) ? undefined : bringerOf(parts.token, context.file);
  return bringer ? { ...facts, trust: 'third party', provider: bringer } : facts;
}

function trustByKeys(parts: Parts, { thirdParty }: OperationModel, context: CodeContext): IssuerFacts {
  const key = (parts.key ?? parts.publicKey)?.value;
  const address = addressOf(parts, key, context);
  if (thirdParty) return foreign(thirdParty.host === undefined ? textsIn(address ?? parts.issuer?.value) : [thirdParty.host]);
  if (address) return byAddress(address);
  if (key && isSharedKey(parts, context)) return { trust: 'own' };
  const demanded = parts.issuer && foreign(textsIn(parts.issuer.value));
  if (demanded?.provider) return demanded;
  if (key && isOwnKey(key)) return { trust: 'own' };
  const named = key && isLookedUp(key) ? namedIn(context.file) : undefined;
  return named ? { trust: 'third party', provider: named } : { trust: 'unknown' };
}

/** The address from which the keys are fetched, as an option or behind the key. */
function addressOf(parts: Parts, key: Value | undefined, context: CodeContext): Value | undefined {
  const { expressions } = context;
  if (parts.jwksUrl) return addressIn(parts.jwksUrl.value);
  const set = key && (jwksIn(key, expressions, 0) ?? jwksIn(behindFunctions(key, context), expressions, 0));
  return set && addressIn(set.of);
}

function byAddress(address: Value): IssuerFacts {
  const texts = textsIn(address);
  const known = foreign(texts);
  const { issuerHost } = known;
  if (texts.length > 0 && texts.every(isOwn)) return { trust: 'own', ...(issuerHost !== undefined && { issuerHost }) };
  if (known.provider || known.issuerHost !== undefined || metadataMembers.test(writtenAs(address))) return known;
  return { trust: address.kind === 'object' || address.kind === 'list' || address.kind === 'unknown' ? 'unknown' : 'third party' };
}

function foreign(texts: readonly string[]): IssuerFacts {
  const provider = texts.map(providerAt).find(Boolean);
  const host = texts.map(hostOf).find((one) => one !== undefined && !isOwnHost(one)) ?? texts.map(hostOf).find(Boolean);
  return { trust: 'third party', ...(host !== undefined && { issuerHost: host }), ...(provider && { provider }) };
}

// ---- headers in which a provider brings its tokens ----

/** Whose header or cookie the token is read from: the name stands where it is read, as a text or as a constant. */
function bringerOf(token: Part | undefined, file: SourceFile): IdentityProvider | undefined {
  const known = token ? bringersIn(file) : [];
  if (!token || known.length === 0) return undefined;
  const read = originsOf(token.value).slice(0, MOST_TEXTS).filter(({ value: { at } }) => at.file === file)
    .map(({ value: { at } }) => file.text.slice(at.start, Math.min(at.end, at.start + LONGEST)));
  return known.find(({ said }) => read.some((text) => said.test(text)))?.provider;
}

interface Bringer { readonly provider: IdentityProvider; readonly said: RegExp }

const bringersIn = once(({ text }: SourceFile): readonly Bringer[] => {
  const lower = text.toLowerCase();
  return identityProviders.flatMap((provider) => (provider.brings ?? []).filter((name) => lower.includes(name)).map((name): Bringer => {
    const constants = [...text.matchAll(new RegExp(`\\b(\\w{3,60})\\s{0,3}[:=]\\s{0,3}["'\`]${name}["'\`]`, 'gi'))];
    return { provider, said: new RegExp([name, ...constants.map(([, constant = '']) => `\\b${constant}\\b`)].join('|'), 'i') };
  }));
});

// ---- addresses as texts ----

const LONGEST = 300;
const MOST_TEXTS = 8;

/** Every address that a value may be, in lower case and without its scheme; what comes from elsewhere stands in braces. */
function textsIn(value: Value | undefined): readonly string[] {
  const texts = (value ? originsOf(value) : []).slice(0, MOST_TEXTS).map(({ value: leaf }) => textOf(leaf).toLowerCase());
  return texts.filter((text) => text !== '' && text !== '{}');
}

function textOf(value: Value): string {
  switch (value.kind) {
    case 'text': return value.text.replace(/^https?:\/\//i, '').slice(0, LONGEST);
    case 'template': return value.parts.map(textOf).join('').slice(0, LONGEST);
    case 'env': return `{${value.name}}`;
    case 'choice': return value.alternatives[0] ? textOf(value.alternatives[0]) : '{}';
    case 'wrapped': return textOf(value.of);
    case 'plain': return String(value.value);
    default: return `{${writtenAs(value)}}`;
  }
}

/** The expression as written, where it is a name or a chain of names. */
function writtenAs({ at: { file, start, end } }: Value): string {
  const text = file.text.slice(start, Math.min(end, start + 90));
  return /^[\w$.?!()[\]'"]{1,80}$/.test(text) ? text : '';
}

export const providerAt = (text: string): IdentityProvider | undefined => identityProviders.find(({ at }) => at.test(text));

const hostOf = (text: string): string | undefined => /^[^/:?#{}]+/.exec(text)?.[0];

const isOwn = (text: string): boolean => ownAddresses.test(text) || isOwnHost(hostOf(text) ?? '.');

/**
 * Names under which nobody else's key server lives: loopback, and within a cluster. No top-level domain has a hyphen but the encoded
 * ones (`xn--…`), so `keys.shop-infra` is a service in a namespace.
 */
const OWN_HOST =
  /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\]|0\.0\.0\.0|[\w-]+|.*\.(?:internal|local|localhost|svc|cluster\.local|(?!xn--)[a-z\d]{1,60}-[a-z\d-]{1,60}))$/;

/** Private addresses (RFC 1918) and reserved names are reached on a network of one's own. */
export const isOwnHost = (host: string): boolean =>
  OWN_HOST.test(host) || /^(?:10\.\d+|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.\d+\.\d+$/.test(host);

/** The address among the options of a JWKS client. */
export function addressIn(value: Value): Value | undefined {
  if (value.kind === 'object') return ['jwksUri', 'jwks_uri', 'url'].map((name) => value.properties.get(name)?.value).find(Boolean);
  return value;
}

// ---- keys ----

function jwksIn(value: Value, expressions: Expressions, depth: number): Extract<Value, { kind: 'wrapped' }> | undefined {
  if (depth > 6) return undefined;
  spend();
  if (value.kind === 'wrapped') return value.by === 'jwks' ? value : jwksIn(value.of, expressions, depth + 1);
  if (value.kind === 'choice') return value.alternatives.map((one) => jwksIn(one, expressions, depth + 1)).find(Boolean);
  const fn = expressions.functionOf(value);
  return fn ? expressions.returnsOf(fn).map((one) => jwksIn(one, expressions, depth + 1)).find(Boolean) : undefined;
}

const isOwnKey = (value: Value): boolean => originsOf(value).some(({ value: leaf, wrappers }) =>
  (leaf.kind === 'text' || leaf.kind === 'env' || leaf.kind === 'template')
  && !wrappers.some(({ by }) => by === 'public key' || by === 'jwks'));

/** Out of something that nothing is known of, such as what a request gave; a parameter is whatever a caller has. */
const isLookedUp = (key: Value): boolean => originsOf(key).some(({ value: { kind } }) => kind === 'unknown' || kind === 'result');

const ADDRESS = /https:\/\/([\w.@%/${}-]{4,200})(?=["'`?#])/g;
const OF_KEYS = /(?:certs?|keys?|jwks?)(?:\.\w+|-\w+)?(?:\/|$)|gserviceaccount|openid-configuration/;
/** A client that is given the address is followed by its value. */
const OF_CLIENT = /(?:JWKSet|jwks_?uri)\b.{0,30}$/i;

/** A key that nothing is known of, in a file that fetches the keys of one provider and no other. */
const namedIn = once(({ text }: SourceFile): IdentityProvider | undefined => {
  const fetched = [...text.matchAll(ADDRESS)].filter(({ index }) => !OF_CLIENT.test(text.slice(Math.max(0, index - 50), index)));
  const addresses = fetched.map(([, address = '']) => address.replaceAll('${', '{').toLowerCase());
  const [only, ...others] = new Set(addresses.flatMap((address) => (OF_KEYS.test(address) ? (providerAt(address) ?? []) : [])));
  return others.length === 0 ? only : undefined;
});
