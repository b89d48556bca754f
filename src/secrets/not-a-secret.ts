// A value under a secret's name that is none: a switch, a duration, an address, a name of the same kind, UI text.
// Only a name makes this a question: what stands in a key slot is a key, whatever it looks like.

import { passwordHashes } from '../models/secrets/password-hashes.ts';
import { nameSays, wordsOf } from './words/names.ts';

/** `signs`: the name is that of a signing secret, under which sentences and numbers are bad keys rather than none. */
export function isNotASecret(text: string, name: string, signs: boolean): boolean {
  return (
    isSwitch(text) || isPasswordHash(text) || isAddress(text) || isNameOfASecret(text, name) ||
    isStorageKey(text, name) || (!signs && isOrdinaryText(text, name))
  );
}

const isPasswordHash = (text: string): boolean => passwordHashes.some((form) => form.test(text));

const isSwitch = (text: string): boolean =>
  /^(?:true|false|yes|no|on|off|null|nil|undefined|~)$/i.test(text) ||
  /^-?\d{1,6}\s?(?:ms|s|sec|m|min|h|d|w|y|hours?|days?|weeks?|years?|minutes?|seconds?)$/i.test(text);

/** URLs without credentials, paths, e-mail addresses, URNs. Base64 that begins with a slash has capitals. */
const isAddress = (text: string): boolean =>
  (/^[a-z][a-z0-9+.\-]*:\/\/\S*$/i.test(text) && !/^[^/]*\/\/[^/\s:@]*:[^/\s@]+@/.test(text)) ||
  /^(?:~|\.{1,2})?\/[a-z0-9._/\-]+$/.test(text) || /^[A-Z]:\\/.test(text) || /^urn:/.test(text) ||
  /^[\w./\-]{1,200}\.(?:pem|key|json|ya?ml|txt|crt|cer|p12|pfx|p8|jks|toml)$/.test(text) ||
  /^[\w.+\-]{1,64}@[\w\-]{1,64}(?:\.[\w\-]{1,64})+$/.test(text);

/** JWT_SECRET: 'JWT_SECRET', 'auth.jwt.secret'. */
function isNameOfASecret(text: string, name: string): boolean {
  if (text === name) return true;
  if (/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(text)) return nameSays([text]) !== undefined;
  return /^[a-z]\w*(?:[.:][a-z]\w*)+$/i.test(text) && text.length < 80 && nameSays(text.split(/[.:]/)) !== undefined;
}

/** ACCESS_TOKEN_KEY = 'access_token': the name of an entry in a store, a cookie or a header. */
function isStorageKey(text: string, name: string): boolean {
  if (/^(?:bearer|authorization|x-[a-z\-]+)$/i.test(text)) return true;
  if (!/^[A-Za-z][\w\-.]*$/.test(text)) return false;
  const own = wordsOf(name);
  return own.at(-1) === 'key' && wordsOf(text).every((word) => own.includes(word) && word !== 'secret');
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const typeWords =
  /^(?:string|text|number|boolean|object|hidden|required|optional|input|secret_?key|client_secret_(?:post|basic|jwt)|private_key_jwt)$/i;

/** For passwords and the like, whose names are also words of forms, of messages and of protocols. */
function isOrdinaryText(text: string, name: string): boolean {
  if (/^\d{1,4}$/.test(text) || uuid.test(text) || typeWords.test(text)) return true;
  if (/\S\s+\S+\s+\S/.test(text) || /^[A-Z][a-z]+\s[\w'’]+[:.!?]?$/.test(text)) return true;
  if (/^[a-z][\w\-]*(?:[./][a-z][\w\-]*)+$/.test(text) && text.length < 80) return !/\d{3}/.test(text);
  // A vendor's prefix without the key behind it.
  if (/^[A-Za-z]{1,8}(?:[_\-][A-Za-z]{1,8})?[_\-]$/.test(text)) return true;
  return /^[A-Za-z_\-]+$/.test(text) && mentionsName(text, name);
}

/** INCORRECT_PASSWORD: 'incorrectPassword', password: 'new-password'. `password` alone is one, and no good one. */
function mentionsName(text: string, name: string): boolean {
  const words = wordsOf(text);
  const own = wordsOf(name);
  return words.length > 1 && own.length > 0 && ` ${words.join(' ')} `.includes(` ${own.join(' ')} `);
}
