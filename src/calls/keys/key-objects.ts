// Objects that hold a key whatever becomes of them → key uses: the private member of a JWK that is made of values, the secret
// of a symmetric one, the passphrase beside a private key. A JWK that stands complete in the text has a finding of its own.

import { publishedKeyMembers } from '../../models/secrets/published-keys.ts';
import type { Place } from '../../source/file.ts';
import type { CodeContext } from '../../values/code-context.ts';
import { originsOf } from '../../values/origins.ts';
import { keyName, propertyOf } from '../../values/plain-nodes.ts';
import type { Property, Value } from '../../values/value.ts';
import type { KeyUse } from '../jwt-call.ts';

export function keyObjectsOf({ bindings, expressions }: CodeContext): readonly KeyUse[] {
  const objects = bindings.all('Property').flatMap(({ key, computed, parent }): readonly KeyUse[] => {
    if (computed || parent?.type !== 'ObjectExpression' || !TELLING.has(keyName(key))) return [];
    const value = expressions.valueOf(parent);
    return value.kind === 'object' ? [...memberUse(value.properties, expressions.placeOf(parent)), ...passphraseUse(value.properties)] : [];
  });
  // `jwk.d = …` on an object that says what it is.
  const assigned = bindings.all('AssignmentExpression').flatMap(({ operator, left, right }): readonly KeyUse[] => {
    const name = operator === '=' ? propertyOf(left) : '';
    if ((name !== 'd' && name !== 'k') || left.type !== 'MemberExpression') return [];
    const holder = expressions.valueOf(left.object);
    const type = holder.kind === 'object' ? typeIn(holder.properties) : undefined;
    return type === undefined ? [] : useOf(name, type, expressions.valueOf(right), expressions.placeOf(right));
  });
  return [...objects, ...assigned];
}

const TELLING: ReadonlySet<string> = new Set(['d', 'k', 'passphrase']);

type Properties = ReadonlyMap<string, Property>;

const typeIn = (properties: Properties): string | undefined => {
  const type = properties.get('kty')?.value;
  return type?.kind === 'text' ? type.text : undefined;
};

function memberUse(properties: Properties, object: Place): readonly KeyUse[] {
  const type = typeIn(properties);
  const name = type === 'oct' ? 'k' : 'd';
  const member = type === undefined ? undefined : properties.get(name);
  const isWrittenHere = (value: Value | undefined): boolean =>
    value?.kind === 'text' && value.at.file === object.file && value.at.start >= object.start && value.at.end <= object.end;
  if (isWrittenHere(properties.get('kty')?.value) && isWrittenHere(member?.value)) return [];
  return type !== undefined && member ? useOf(name, type, member.value, member.at) : [];
}

/** Of a member that can be no key, `d: '…'` in a text about JWKs, and of a published example nothing is said. */
function useOf(name: string, type: string, value: Value, at: KeyUse['at']): readonly KeyUse[] {
  if ((type === 'oct') !== (name === 'k') || !KINDS.has(type)) return [];
  const texts = originsOf(value).flatMap((origin) => (origin.value.kind === 'text' ? [origin.value.text] : []));
  if (texts.length === 0 || !texts.every((text) => MEMBER.test(text) && !publishedKeyMembers.has(text.slice(0, 24)))) return [];
  return [type === 'oct'
    ? { slot: 'symmetric', purpose: 'the secret of a JWK', value, at, algorithms: [] }
    : { slot: 'private', purpose: 'the private member of a JWK', value, at, algorithms: [] }];
}

const KINDS: ReadonlySet<string> = new Set(['oct', 'EC', 'RSA', 'OKP']);
/** Base64url, as long as a key is. */
const MEMBER = /^[A-Za-z0-9_-]{16,4000}={0,2}$/;

/** `{ key: pem, passphrase: '…' }`; with a certificate it is for connections, not for tokens. */
function passphraseUse(properties: Properties): readonly KeyUse[] {
  const [phrase, key] = [properties.get('passphrase'), properties.get('key') ?? properties.get('privateKey')];
  if (!phrase || !key || ['cert', 'pfx', 'ca'].some((name) => properties.has(name))) return [];
  return originsOf(phrase.value).some(({ value }) => value.kind === 'text' && value.text !== '')
    ? [{ slot: 'private', purpose: 'the passphrase of a private key', value: phrase.value, at: phrase.at, algorithms: [] }]
    : [];
}
