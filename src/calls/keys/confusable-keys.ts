// A call → where it could take one kind of key for the other: a list with HMAC and public-key algorithms, and the text of a
// public key where an HMAC secret is read.

import { familyOf } from '../../secrets/algorithms.ts';
import { wordsOf } from '../../secrets/words/names.ts';
import type { Place } from '../../source/file.ts';
import { itemsOf, listsOf, nameOfLeaf, originsOf, textsOf } from '../../values/origins.ts';
import type { Origin } from '../../values/origins.ts';
import type { TextValue, Value } from '../../values/value.ts';
import type { JwtCall } from '../jwt-call.ts';

/** In a list of both families, the first item of the one that does not fit the key. */
export function mixedAlgorithm(call: JwtCall): TextValue | undefined {
  return listsOf(call.parts.algorithms?.value).map((list) => mixedIn(list, call)).find(Boolean);
}

function mixedIn(list: Value, call: JwtCall): TextValue | undefined {
  const items = itemsOf(list).filter((item): item is TextValue => item.kind === 'text');
  const hmac = items.filter(({ text }) => familyOf(text) === 'HMAC');
  const asymmetric = items.filter(({ text }) => familyOf(text) === 'asymmetric');
  if (hmac.length === 0 || asymmetric.length === 0) return undefined;
  return call.key?.slot === 'symmetric' ? asymmetric[0] : hmac[0];
}

/** Bytes at jose, any key beside a list of HMAC algorithms elsewhere. */
export function publicTextAsSecret({ library, behaviour, parts, key }: JwtCall): { readonly at: Place; readonly via: Origin['via'] } | undefined {
  if (!key) return undefined;
  const families = new Set(textsOf((parts.algorithms ?? parts.algorithm)?.value).map(({ text }) => familyOf(text)));
  if (families.has('asymmetric')) return undefined;
  // Left out, the one algorithm is HS256 wherever the text of a key is a secret.
  const isHmac =
    families.has('HMAC') || (families.size === 0 && behaviour?.algorithmsOmitted === 'one' && behaviour.publicTextIsSecret === true);
  const readsText = isHmac && (behaviour?.mixedFamilies === 'confuses' || behaviour?.publicTextIsSecret === true);
  if (!readsText && !library.bytesAreSecrets) return undefined;
  const found = originsOf(key.value).find(
    (origin) => isPublicText(origin) && (readsText || library.bytesAreSecrets === 'texts' || isBytes(origin)),
  );
  return found && { at: found.value.at, via: found.via };
}

const isBytes = ({ wrappers }: Origin): boolean => wrappers.some(({ by }) => by === 'text encoder' || by === 'utf8' || by === 'file');

/** By what it holds, by the file or the variable that holds it, or by what it is called on its way here. */
function isPublicText({ value, wrappers, via }: Origin): boolean {
  if (wrappers.some(({ by }) => by === 'public key' || by === 'private key' || by === 'jwks' || by === 'jwk')) return false;
  if (value.kind === 'env') return isPublicName(value.name);
  if (value.kind === 'imported') return isPublicName(value.path.at(-1) ?? value.module) || via.some(({ note }) => isPublicName(note));
  if (value.kind === 'unknown' || value.kind === 'parameter' || value.kind === 'result')
    return [nameOfLeaf(value) ?? '', ...via.map(({ note }) => note)].some(isPublicName);
  if (value.kind !== 'text') return false;
  return wrappers.some(({ by }) => by === 'file') ? isPublicName(value.text) : /PUBLIC KEY-----|BEGIN CERTIFICATE-----/.test(value.text);
}

/** JWT_PUBLIC_KEY, keys/public.pem, server.crt; `secretOrPublicKey` may be either. */
function isPublicName(name: string): boolean {
  const words = wordsOf(name);
  if (words.includes('secret') || words.includes('private')) return false;
  const has = (word: string): boolean => words.includes(word);
  return (has('public') && (has('key') || has('pem'))) || has('pub') || has('crt') || has('cer');
}
