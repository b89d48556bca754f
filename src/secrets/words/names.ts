// A name, with the name it stands under → does it say secret? Words are compared, never substrings, the last one first:
// the last word says what a thing is, those before it say of what.

import { publicPrefixes, publishableNames, type PublicPrefix } from '../../models/places/public-prefixes.ts';
import {
  compounds, deniedWords, knownVariables, neutralTails, otherQualifiers, ownWords, publicWords, signingQualifiers, stops, wordlyParents,
} from '../../models/secrets/secret-names.ts';
import type { NameClass } from './named-values.ts';

/** A run of capitals that ends before a capitalised word (JWT|Secret), a word, or digits. */
const pieces = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g;

export function wordsOf(name: string): readonly string[] {
  const words: string[] = [];
  for (const [piece] of name.matchAll(pieces)) {
    const word = piece.toLowerCase();
    // OAuth, i18n and the like are one word.
    if (word === 'auth' && words.at(-1) === 'o') words[words.length - 1] = 'oauth';
    else words.push(...(Object.hasOwn(compounds, word) ? compounds[word]!.split(' ') : [word]));
  }
  return words;
}

const longestName = 120;
/** Every class needs one of these words: a cheap no for most names. */
const telling = /secret|key|pass|pwd|salt|token|jwk|pkcs/i;

export interface Names {
  /** `path`: key names from the outside in; the last two count. */
  says(path: readonly string[]): NameClass | undefined;
  /** What the user's own names end with, for the gate. */
  readonly words: readonly string[];
}

/** A user's own names that say signing secret, by the words they end with: `pepper` is `SHOP_PEPPER`, too. */
const ownNames = new WeakMap<readonly string[], Names>();

export function namesWith(own: readonly string[] = []): Names {
  const known = own.length === 0 ? builtInNames : (ownNames.get(own) ?? namesOf(own));
  if (own.length > 0) ownNames.set(own, known);
  return known;
}

function namesOf(own: readonly string[]): Names {
  const ends = own.map((name) => wordsOf(name).join(' ')).filter((end) => end !== '');
  const isOwn = (name: string): boolean => {
    const words = name.length > longestName ? [] : meaningfulWords(withoutPublicPrefix(name));
    return !questionWords.has(words[0] ?? '') && ends.some((end) => ` ${words.join(' ')}`.endsWith(` ${end}`));
  };
  return {
    says: (path) => (isOwn(path.at(-1) ?? '') ? 'signing secret' : nameSays(path)),
    words: ends.map((end) => end.split(' ').at(-1)!),
  };
}

/** `path`: key names from the outside in; the last two count. */
export function nameSays(path: readonly string[]): NameClass | undefined {
  const name = path.at(-1);
  if (name === undefined || name.length > longestName) return undefined;
  if (Object.hasOwn(exactNames, name)) return exactNames[name];
  if (!telling.test(name)) return undefined;
  const words = meaningfulWords(withoutPublicPrefix(name));
  if (words.length === 0 || isAboutSecrets(words)) return undefined;
  const parents = parentWords(path.at(-2));
  if (parents === 'wordly') return undefined;
  return classOf(words, parents);
}

export const builtInNames: Names = { says: nameSays, words: [] };

/** Of the names that say signing secret, those of keys for tokens: sessions and cookies have keys, too. */
export const saysTokenKey = (name: string): boolean =>
  nameSays([name]) === 'signing secret' &&
  wordsOf(withoutPublicPrefix(name)).some((word) => word === 'jwt' || word === 'jws' || word === 'token');

/** `SECRET`, `APP_SECRET`: nobody's but this program's, as far as the name tells. */
export const isOwnSecretName = (name: string): boolean => wordsOf(withoutPublicPrefix(name)).every((word) => ownWords.has(word));

/** What a well-known variable protects: "the sessions of Auth.js". */
export const meaningOfVariable = (name: string): string | undefined =>
  Object.hasOwn(knownVariables, name) ? knownVariables[name] : undefined;

const exactNames: Readonly<Record<string, NameClass>> = {
  GOOGLE_APPLICATION_CREDENTIALS_JSON: 'private key',
  HASURA_GRAPHQL_ADMIN_SECRET: 'other secret',
  CLERK_SECRET_KEY: 'other secret',
  // User and password of a registry, in base64.
  _auth: 'other secret',
};

function meaningfulWords(name: string): readonly string[] {
  const words = [...wordsOf(name)];
  while (words.length > 1 && isTail(words)) words.pop();
  return words;
}

/** `secret key base` ends in its own word, not in what is left of `base64`. */
function isTail(words: readonly string[]): boolean {
  const last = words.at(-1)!;
  if (last === 'base' && words.at(-2) === 'key') return false;
  return neutralTails.has(last) || /^\d+$/.test(last);
}

/** `existingSecret` names one, `HAS_JWT_SECRET` says whether there is one. */
const questionWords = new Set(['existing', 'has', 'have', 'is', 'missing', 'requires', 'needs']);

const isAboutSecrets = (words: readonly string[]): boolean =>
  stops.has(words.at(-1)!) ||
  questionWords.has(words[0]!) ||
  words.some((word) => publicWords.has(word) || deniedWords.has(word));

function parentWords(parent: string | undefined): readonly string[] | 'wordly' {
  if (parent === undefined || parent.length > longestName) return [];
  const words = wordsOf(parent);
  return words.some((word) => wordlyParents.has(word) || deniedWords.has(word)) || words.includes('public') ? 'wordly' : words;
}

function classOf(words: readonly string[], parents: readonly string[]): NameClass | undefined {
  const last = words.at(-1)!;
  const before = words.slice(0, -1);
  const context = before.length > 0 ? before : parents;
  switch (last) {
    case 'secret': return secretClass(before, parents);
    case 'secrets': return has(before, signingQualifiers) ? 'signing secret' : undefined;
    case 'key': return keyClass(before, parents);
    case 'keys': return keysClass(before);
    case 'password': case 'passwd': case 'pwd': case 'pass': case 'passphrase': return passwordClass(last, context);
    case 'salt': return before.includes('token') ? 'signing secret' : undefined;
    case 'base': return endsWith(words, 'secret key base') ? 'signing secret' : undefined;
    case 'material': return before.at(-1) === 'key' ? 'signing secret' : undefined;
    case 'token': return before.at(-1) === 'auth' ? 'other secret' : undefined;
    case 'jwk': case 'jwks': case 'pkcs': return before.includes('private') ? 'private key' : undefined;
    default: return undefined;
  }
}

function secretClass(before: readonly string[], parents: readonly string[]): NameClass {
  // A lone `secret` means what it stands under: jwt.secret, session.secret.
  const context = before.length > 0 ? before : parents;
  if (context.includes('jwt')) return 'signing secret';
  if (has(context, otherQualifiers)) return context.includes('token') ? 'signing secret' : 'other secret';
  return has(context, signingQualifiers) ? 'signing secret' : 'other secret';
}

const keyNouns = new Set(['jwt', 'jws', 'jwe', 'hmac', 'signing', 'sign', 'signature', 'encryption', 'cookie', 'jose']);
const tokenKinds = new Set(['access', 'refresh', 'id', 'reset', 'verify', 'verification', 'email', 'admin', 'auth']);

function keyClass(before: readonly string[], parents: readonly string[]): NameClass | undefined {
  if (before.length === 0) return keyNouns.has(parents.at(-1) ?? '') ? 'signing secret' : undefined;
  const nearest = before.at(-1)!;
  // secretOrKey and secretOrPrivateKey are the words of passport-jwt and of Nest.
  if (nearest === 'secret' || (before.includes('or') && before.includes('secret'))) return secretKeyClass(before, parents);
  if (nearest === 'private') return before.includes('jwt') || parents.includes('jwt') ? 'signing secret' : 'private key';
  if (keyNouns.has(nearest)) return 'signing secret';
  if (nearest === 'token') return before.some((word) => tokenKinds.has(word)) ? 'signing secret' : undefined;
  if (endsWith(before, 'service role') || nearest === 'access') return 'other secret';
  return undefined;
}

/** A vendor's secret key logs in at the vendor; ours signs. */
function secretKeyClass(before: readonly string[], parents: readonly string[]): NameClass {
  const own = before.slice(0, before.indexOf('secret'));
  const around = (own.length > 0 ? own : parents).filter((word) => !/^\d+$/.test(word));
  return around.every((word) => ownWords.has(word) || signingQualifiers.has(word)) || has(around, keyNouns)
    ? 'signing secret'
    : 'other secret';
}

function keysClass(before: readonly string[]): NameClass | undefined {
  const nearest = before.at(-1);
  if (nearest === 'private') return 'private key';
  return nearest !== undefined &&
    (keyNouns.has(nearest) || nearest === 'secret' || (nearest === 'app' && before.length === 1) || nearest === 'session')
    ? 'signing secret'
    : undefined;
}

function passwordClass(last: string, context: readonly string[]): NameClass | undefined {
  if (last === 'pass') return context.some((word) => passOwners.has(word)) ? 'other secret' : undefined;
  if (context.includes('cookie') || (context.includes('jwt') && last === 'passphrase')) return 'signing secret';
  if (context.includes('session') && last === 'password') return 'signing secret';
  return context.includes('keystore') ? 'private key' : 'other secret';
}

/** `pass` alone is a verb, a ticket, a result of a test. */
const passOwners = new Set(['db', 'database', 'smtp', 'mail', 'mysql', 'postgres', 'redis', 'mongo', 'admin', 'root']);

const has = (words: readonly string[], set: ReadonlySet<string>): boolean => words.some((word) => set.has(word));
const endsWith = (words: readonly string[], phrase: string): boolean => ` ${words.join(' ')}`.endsWith(` ${phrase}`);

/** PUBLIC_JWT_SECRET is a secret in the wrong place, PUBLIC_KEY and PUBLIC_SIGNING_KEY are public keys. */
export function withoutPublicPrefix(name: string): string {
  const found = publicPrefixes.find(({ prefix }) => name.startsWith(prefix));
  if (!found) return name;
  const rest = name.slice(found.prefix.length);
  if (found.prefix !== 'PUBLIC_' || !/(?:^|_)KEYS?$/.test(rest)) return rest;
  return /SECRET|PRIVATE|SERVICE_ROLE/.test(rest) ? rest : name;
}

/**
 * The prefix by which a bundler publishes this variable. A prefix that is also a plain word counts only where
 * `dependsOn` knows the tool.
 */
export function publicPrefixOf(
  name: string,
  dependsOn?: (pkg: string) => boolean | undefined,
): { prefix: string; tool: string } | undefined {
  const found = publicPrefixes.find(
    (row) => name.startsWith(row.prefix) && name.length > row.prefix.length && isPublishedBy(row, dependsOn),
  );
  return found && { prefix: found.prefix, tool: found.tool };
}

const isPublishedBy = (row: PublicPrefix, dependsOn: ((pkg: string) => boolean | undefined) | undefined): boolean =>
  row.onlyWith === undefined || row.onlyWith.some((pkg) => dependsOn?.(pkg) === true);

/** Made to be seen: site keys, publishable keys, client ids, addresses. */
export const isPublishableName = (name: string): boolean =>
  publishableNames.some((tail) => name === tail || name.endsWith(`_${tail}`));
