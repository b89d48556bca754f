// Code → the addresses it fetches keys or metadata from: JWKS clients of the models, options that libraries share
// (`jwksUri`, `wellKnown`), and requests to well-known paths. Whether the address is safe is the rule's to say.

import type { Place } from '../source/file.ts';
import type { AnyCall, CodeContext } from '../values/code-context.ts';
import type { JwtCall } from '../calls/jwt-call.ts';
import { isFalse, originsOf } from '../values/origins.ts';
import { lastName } from '../values/plain-nodes.ts';
import { addressIn, isOwnHost } from '../calls/trust.ts';
import type { Value } from '../values/value.ts';
import type { NodeOf } from '../values/bindings.ts';
import { nodesWithin } from '../values/node-index.ts';

export interface KeySet {
  /** The client, request or option. */
  readonly at: Place;
  /** The text that holds the address, as far as it is written out. */
  readonly address?: { readonly text: string; readonly at: Place; readonly host?: string };
  /** An option of a well-known name, and no call in view that takes it. */
  readonly isSetting?: true;
  /** Loopback, cluster-internal or private: nobody outside stands on the way. */
  readonly isOwn: boolean;
  /** The option that turns the check of the server's certificate off. */
  readonly insecureTls?: Place;
}

const OPTIONS =
  /^(?:issuer_?base_?ur[il]|identityMetadata|jwks_?ur[il]|jwkSetUr[il]|jwks_?endpoint|wellKnown|well_known|discovery(?:Ur[il]|Document)?|openid_?configuration(?:_?ur[il])?|oidc_?discovery_?ur[il])$/i;
const WELL_KNOWN =
  /^https?:\/\/.{0,200}(?:\/\.well-known\/(?:openid-configuration|oauth-authorization-server|[\w-]*jwks)|\/jwks(?:\.json)?(?:[?#]|$)|\/openid-connect\/certs)/i;
/** Their argument is an issuer, whose metadata stands at a well-known path below it. */
const DISCOVERS = /^(?:discover|discovery)$/;
const ANY_ADDRESS = /^https?:/i;
const REQUESTS = /^(?:fetch|get|request|axios|got|getJson|createRemoteJWKSet)$/;

export function keySetsOf(context: CodeContext, jwtCalls: readonly JwtCall[]): readonly KeySet[] {
  const sets = [...clients(context), ...verifiers(jwtCalls, context), ...options(context), ...requests(context)];
  const seen = new Set<string>();
  return sets.filter(({ at, address, insecureTls }) => {
    const place = insecureTls ?? address?.at ?? at;
    const key = `${place.file.path}\0${String(place.start)}`;
    return !seen.has(key) && seen.add(key);
  });
}

function* clients(context: CodeContext): Generator<KeySet> {
  for (const call of [...context.bindings.all('CallExpression'), ...context.bindings.all('NewExpression')]) {
    const value = isMaker(call, context) ? context.expressions.valueOf(call) : undefined;
    if (value?.kind !== 'wrapped' || value.by !== 'jwks') continue;
    const insecureTls = uncheckedTls(call, context);
    yield { ...keySet(addressIn(value.of), context.expressions.placeOf(call)), ...(insecureTls && { insecureTls }) };
  }
}

/** Verifiers that fetch their keys themselves, whatever the option is called: `keys: { uri }` of @hapi/jwt. */
function* verifiers(jwtCalls: readonly JwtCall[], context: CodeContext): Generator<KeySet> {
  for (const { parts: { jwksUrl }, slots: { call } } of jwtCalls) {
    if (jwksUrl?.option === undefined || call.file !== context.file) continue;
    const insecureTls = uncheckedTls(call, context);
    yield { ...keySet(jwksUrl.value, jwksUrl.at), ...(insecureTls && { insecureTls }) };
  }
}

/** The call itself, not one that hands a client on. */
function isMaker(call: AnyCall, { local, index }: CodeContext): boolean {
  const callee = local.calleeOf(call);
  return (
    callee.kind === 'imported' &&
    index.rows(callee.module, call.type === 'NewExpression', callee.path).some(({ maker }) => maker?.makes === 'jwks')
  );
}

function* options({ bindings, expressions, local }: CodeContext): Generator<KeySet> {
  for (const property of bindings.all('Property')) {
    if (property.key.type !== 'Identifier' || property.computed || property.parent?.type === 'ObjectPattern') continue;
    // A name that says nothing by itself: the address must.
    const isUri = property.key.name === 'uri' && WELL_KNOWN.test(leadingText(local.valueOf(property.value)).text);
    const isMeant = isUri || OPTIONS.test(property.key.name);
    const set = isMeant ? keySet(expressions.valueOf(property.value), expressions.placeOf(property)) : undefined;
    if (!set?.address) continue;
    const insecureTls = isUri && property.parent ? uncheckedTls(property.parent, { bindings, local, file: set.at.file }) : undefined;
    yield { ...set, isSetting: true, ...(insecureTls && { insecureTls }) };
  }
}

function* requests(context: CodeContext): Generator<KeySet> {
  const { bindings, expressions, local } = context;
  for (const call of bindings.all('CallExpression')) {
    const first = call.arguments[0];
    const address = first && addressAskedBy(lastName(call.callee));
    if (!first || !address?.test(leadingText(local.valueOf(first)).text)) continue;
    const insecureTls = uncheckedTls(call, context);
    yield { ...keySet(expressions.valueOf(first), expressions.placeOf(call)), ...(insecureTls && { insecureTls }) };
  }
}

/** What the address of a call so named looks like when it asks for keys; most names ask for none. */
const addressAskedBy = (name: string): RegExp | undefined =>
  REQUESTS.test(name) ? WELL_KNOWN : DISCOVERS.test(name) ? ANY_ADDRESS : undefined;

function keySet(value: Value | undefined, at: Place): KeySet {
  // Of several addresses the plain one matters.
  const written = value ? originsOf(value).map(({ value: leaf }) => leadingText(leaf)).filter(({ text }) => /^https?:/i.test(text)) : [];
  const address = written.find(({ text }) => /^http:/i.test(text)) ?? written[0];
  if (!address) return { at, isOwn: false };
  const host = hostIn(address.text);
  return { at, address: { ...address, ...(host !== undefined && { host }) }, isOwn: host !== undefined && isOwnHost(host) };
}

/** Of an http or https address, in lower case. */
export const hostIn = (address: string): string | undefined =>
  /^https?:\/\/(?:[^/@\s]{0,200}@)?(\[[^\]]{1,60}\]|[^/:?#\s]+)/i.exec(address)?.[1]?.toLowerCase();

/** A text, the text that a template starts with, or nothing. */
function leadingText(value: Value): { readonly text: string; readonly at: Place } {
  const first = value.kind === 'template' ? value.parts[0] : value;
  if (first?.kind !== 'text') return { text: '', at: value.at };
  // `http://auth${suffix}/…` names no host.
  const whole = value.kind !== 'template' || /^https?:\/\/[^/]+\//i.test(first.text);
  return { text: whole ? first.text : '', at: first.at };
}

// ---- certificates nobody looks at ----

const UNCHECKED = /^(?:rejectUnauthorized|strictSsl)$/;
const AGENTS = /^(?:requestAgent|agent|httpsAgent|dispatcher)$/;

/** `rejectUnauthorized: false` in the options, or in the agent they name; jwks-rsa's old `strictSsl: false`. */
function uncheckedTls(
  call: { readonly start: number; readonly end: number },
  { bindings, local, file }: Pick<CodeContext, 'bindings' | 'local' | 'file'>,
): Place | undefined {
  const namedIn = (range: { readonly start: number; readonly end: number }, names: RegExp): readonly NodeOf<'Property'>[] =>
    nodesWithin(bindings, 'Property', range).filter(({ key, computed }) => key.type === 'Identifier' && !computed && names.test(key.name));
  const agents = namedIn(call, AGENTS)
    .map((one) => local.valueOf(one.value).at)
    .filter((at) => at.file === file);
  const found = [call, ...agents].flatMap((range) => namedIn(range, UNCHECKED)).filter((one) => isFalse(local.valueOf(one.value)))
    .sort((a, b) => a.start - b.start)[0];
  return found && { file, start: found.start, end: found.end };
}
