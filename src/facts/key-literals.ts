// Key uses and names → the literals that are, or may become, a key: one entry per literal with all its uses.
// What kind of problem each is gets decided here once, so that every rule over keys is one sentence.

import type { KeyUse } from '../calls/jwt-call.ts';
import { looksDrawn } from '../secrets/words/human-text.ts';
import type { NamedValue } from '../secrets/words/named-values.ts';
import { meaningOfVariable, wordsOf } from '../secrets/words/names.ts';
import { isCode } from '../source/language.ts';
import { isReference } from '../values/references.ts';
import { originsOf } from '../values/origins.ts';
import type { Origin } from '../values/origins.ts';
import { judgeSecret } from '../secrets/secrets.ts';
import type { TextValue, Value } from '../values/value.ts';

export interface KeyLiteralUse {
  /** `fallback`: stands in when something else is missing; `empty`: no text at all; `literal`: the key itself. */
  readonly problem: 'literal' | 'fallback' | 'empty';
  readonly literal: TextValue;
  readonly origin: Origin;
  /** Key slots it reaches; [] for a literal that only its name calls a key. */
  readonly uses: readonly KeyUse[];
  readonly named?: NamedValue;
}

export function keyLiteralsOf(keyUses: readonly KeyUse[], namedValues: readonly NamedValue[]): readonly KeyLiteralUse[] {
  const found = new Map<
    string,
    { problem: KeyLiteralUse['problem']; literal: TextValue; origin: Origin; uses: KeyUse[]; named?: NamedValue }
  >();
  const add = (value: Value, accept: (text: TextValue, origin: Origin) => boolean, use?: KeyUse, named?: NamedValue): void => {
    for (const origin of originsOf(value).flatMap(partsInView)) {
      const literal = origin.value;
      if (literal.kind !== 'text' || !isMaterial(origin) || !accept(literal, origin)) continue;
      const key = `${literal.at.file.path}:${String(literal.at.start)}`;
      const before = found.get(key);
      if (before) {
        if (use) before.uses.push(use);
        if (named) before.named ??= named;
      } else found.set(key, { problem: problemOf(origin), literal, origin, uses: use ? [use] : [], ...(named && { named }) });
    }
  };
  for (const use of keyUses) if (use.slot !== 'public') add(use.value, use.credential ? isGivenOut : isWritten, use);
  for (const named of namedValues)
    if (named.in === 'code' && (named.says === 'signing secret' || named.says === 'private key') && !isListOfNames(named.value))
      add(named.value, (text, origin) => isLikelyKey(text.text, named, problemOf(origin)), undefined, named);
  return [...found.values()];
}

/** In code `'${KEY}'` is what it says; in a file of settings it is what is put in its place. */
const isWritten = ({ text, at }: TextValue): boolean => isCode(at.file.language) || !isReference(text);

/** A word that stands where a vendor's secret belongs logs in nowhere; so one that stands in for it must look like the vendor's own. */
function isGivenOut(text: TextValue, origin: Origin): boolean {
  const judged = judgeSecret(text.text, { says: 'other secret' });
  if (judged.class === 'empty' || judged.class === 'reference' || judged.class === 'placeholder' || judged.published) return false;
  return isWritten(text) && (problemOf(origin) === 'literal' || looksDrawn(text.text));
}

/** `${base}::refresh` with `base = env.X || 'text'`: where every part is in view, each text that a choice may come to. */
function partsInView(origin: Origin): readonly Origin[] {
  const { value, wrappers, via } = origin;
  if (value.kind !== 'template') return [origin];
  const parts = value.parts.map((part) => ({ part, texts: originsOf(part).filter((one) => one.value.kind === 'text' && one.value.text !== '') }));
  if (!parts.every(({ part, texts }) => texts.length > 0 || (part.kind === 'plain' && part.value !== undefined))) return [origin];
  return parts.flatMap(({ part, texts }) =>
    (part.kind === 'text' ? [] : texts.map((one) => ({ ...origin, ...one, wrappers: [...one.wrappers, ...wrappers], via: [...one.via, ...via] }))));
}

const problemOf = ({ value, fallback }: Origin): KeyLiteralUse['problem'] =>
  value.kind === 'text' && value.text === '' ? 'empty' : fallback ? 'fallback' : 'literal';

const NOT_MATERIAL = new Set(['file', 'public key', 'jwks', 'random', 'embedded key', 'variable', 'number']);

/** Public parts are no secret, and private keys in PEM have a rule of their own. */
export const isMaterial = ({ value, wrappers }: Origin): boolean =>
  !wrappers.some(({ by }) => NOT_MATERIAL.has(by)) && !(value.kind === 'text' && value.text.includes('-----BEGIN '));

/** Under a mere name a placeholder says nothing; as a fallback it is what the program runs with. */
function isLikelyKey(text: string, named: NamedValue, problem: KeyLiteralUse['problem']): boolean {
  if (problem === 'empty') return false;
  const judged = judgeSecret(text, named);
  if (judged.class === 'not a secret' || judged.class === 'reference' || judged.class === 'empty') return false;
  if (judged.class === 'placeholder') return problem === 'fallback';
  if (named.says === 'private key') return looksDrawn(text);
  return !isAmbiguous(named, problem) || looksDrawn(text) || (judged.published && !storageWords.has(text.toLowerCase()));
}

const fieldWords = new Set([
  'secret', 'secrets', 'password', 'passwd', 'pwd', 'passphrase', 'key', 'keys', 'token', 'tokens', 'credential', 'credentials',
  'authorization',
]);

/** `SECRET_KEYS = ['password', 'apiKey']`: fields that hold secrets, for a filter of logs. Made of words, and half of them of such. */
function isListOfNames(value: Value): boolean {
  if (value.kind !== 'list' || value.items.length < 2) return false;
  const names = value.items.filter((item) => item.kind === 'text').map(({ text }) => text);
  if (names.length !== value.items.length || !names.every((name) => /^[A-Za-z_]{2,40}(?:[.\-][A-Za-z_]{2,40}){0,3}$/.test(name)))
    return false;
  return names.filter((name) => wordsOf(name).some((word) => fieldWords.has(word))).length >= names.length / 2;
}

/** `cookieKey`, `accessTokenKey`, `jwtKey`: as often the name of an entry in a store as a key. */
function isAmbiguous({ name, path }: NamedValue, problem: KeyLiteralUse['problem']): boolean {
  const words = wordsOf(name);
  if (!/^keys?$/.test(words.at(-1) ?? '') || words.includes('secret') || meaningOfVariable(name) !== undefined) return false;
  return problem !== 'fallback' || wordsOf(path).some((word) => storageNouns.has(word));
}

const storageNouns = new Set(['cookie', 'token', 'session', 'jwt', 'storage', 'cache']);
/** Published words that are also what such an entry is called. */
const storageWords = new Set([
  'access', 'refresh', 'token', 'jwt', 'session', 'cookie', 'user', 'key', 'admin', 'access-token', 'refresh-token', 'jwt-token',
]);
