// What all files of a run say → which tokens are signed with what. Every HMAC token is tried with the secrets of the
// project, with published and common words and with the user's lists, every other one with the keys of the project.
// The order of the files decides nothing: tokens and secrets are tried in the order of their places. Work is bounded,
// and what the bound left out is said. Nothing here is written anywhere: proofs are places.

import type { Place, SourceFile } from '../source/file.ts';
import { commonWords } from '../secrets/words/common-words.ts';
import type { Facts } from './facts.ts';
import { keyTrustsOf } from './key-trust.ts';
import type { KeyTrust } from './key-trust.ts';
import type { TokenLiteral } from '../secrets/literals.ts';
import { isPublishedSecret, secretsToTry } from '../secrets/secrets.ts';
import type { SecretText } from './secret-texts.ts';
import { costOf, isMadeBy, keysOf, macOf, tokenText, type TokenMac } from '../secrets/tokens/token-macs.ts';
import { checks, isAsymmetric, mayHoldKeys, verificationKeysIn, costOfCheck } from '../secrets/keys/verification-keys.ts';
import type { VerificationKey } from '../secrets/keys/verification-keys.ts';

export interface Proof {
  /** Secrets and keys are those of the project, at `places`; the others can be guessed by anyone. */
  readonly by: 'secret' | 'private key' | 'public key' | 'empty key' | 'published word' | 'common word' | 'listed word';
  /** Where the secret or key is written, in the order of the paths. */
  readonly places: readonly Place[];
}

export interface Proofs {
  of(token: TokenLiteral): Proof | undefined;
  /** Tokens that the secret or private key at this place has signed. */
  signedAt(place: Place): readonly TokenLiteral[];
  /** Where production code relies on the private key at this place, or on its public half. */
  trustedAt(place: Place): readonly KeyTrust[];
  /** What the bounds left out, in words. */
  readonly skipped: readonly string[];
}

/** What a proof needs of one file. It holds the text of the file, but no tree. */
export interface Witness {
  readonly path: string;
  readonly tokens: readonly TokenLiteral[];
  readonly secrets: readonly SecretText[];
  readonly keyFile?: SourceFile;
  readonly trusts?: readonly KeyTrust[];
}

export interface Words {
  /** False in an editor, which has no time for a hundred thousand words. */
  readonly common: boolean;
  /** The user's lists, line by line. */
  readonly lists: readonly (() => Iterable<Uint8Array>)[];
}

/**
 * For a whole run, in tries of two microseconds: 8 seconds for secrets of the project, 2 for published words, 4 for common ones, some
 * minutes for what the user asked for. `checks`: of signatures of two halves, by keys of 2048 bits.
 */
export const bounds = {
  secrets: 4_000_000, published: 1_000_000, common: 2_000_000, lists: 100_000_000, tokens: 1000, checks: 20_000,
} as const;

/** None for a file that has nothing to say. */
export function witnessesOf(facts: Facts): readonly Witness[] {
  const { file, tokens, secretTexts } = facts;
  const holdsKeys = mayHoldKeys(file);
  const trusts = keyTrustsOf(facts);
  if (tokens.length === 0 && secretTexts.length === 0 && trusts.length === 0 && !holdsKeys) return [];
  return [{ path: file.path, tokens, secrets: secretTexts, ...(holdsKeys && { keyFile: file }), trusts }];
}

export function proofsOf(witnesses: readonly Witness[], words: Words): Proofs {
  const ordered = [...witnesses].sort((a, b) => compareText(a.path, b.path));
  const skipped: string[] = [];
  const keys = lazily(() => ordered.flatMap(({ keyFile }) => (keyFile ? verificationKeysIn(keyFile) : [])));
  const trusted = lazily(() => trustedKeys(ordered, keys()));
  const proofs = new Map<string, Proof>();
  const byText = firstOf(grouped(ordered.flatMap(({ tokens }) => tokens), tokenText), bounds.tokens, skipped);
  proveMacs(byText, ordered, words, proofs, skipped);
  proveSignatures(byText, keys, proofs, skipped);
  // That two places hold the same word of a list says nothing about either.
  const signed = lazily(() => grouped(signedBy(proofs, byText), ({ place }) => place.file.path));
  const trustedIn = lazily(() => grouped(trusted(), ({ key }) => key.at.file.path));
  return {
    of: (token) => proofs.get(tokenText(token)),
    signedAt: (place) =>
      (signed().get(place.file.path) ?? []).filter((one) => isSamePlace(one.place, place)).flatMap(({ tokens }) => tokens),
    trustedAt: (place) =>
      (trustedIn().get(place.file.path) ?? []).filter(({ key }) => isSamePlace(key.at, place)).flatMap(({ trusts }) => trusts),
    skipped,
  };
}

interface Signed { readonly place: Place; readonly tokens: readonly TokenLiteral[] }

/** Tokens of one key share its places, so that a key in many places with many tokens costs their sum. */
function signedBy(proofs: ReadonlyMap<string, Proof>, byText: ReadonlyMap<string, readonly TokenLiteral[]>): readonly Signed[] {
  const tokens = new Map<readonly Place[], TokenLiteral[]>();
  for (const [text, { by, places }] of proofs) {
    if (by !== 'secret' && by !== 'private key') continue;
    const own = tokens.get(places) ?? [];
    own.push(...(byText.get(text) ?? []));
    tokens.set(places, own);
  }
  return [...tokens].flatMap(([places, all]) => places.map((place) => ({ place, tokens: all })));
}

const byPlace = (a: Place, b: Place): number => compareText(a.file.path, b.file.path) || a.start - b.start;
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const isSamePlace = (one: Place, other: Place): boolean =>
  one.file.path === other.file.path && one.start < other.end && one.end > other.start;

function grouped<T>(all: readonly T[], textOf: (one: T) => string): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(textOf(one));
    if (group) group.push(one);
    else groups.set(textOf(one), [one]);
  }
  return groups;
}

function firstOf(groups: ReadonlyMap<string, TokenLiteral[]>, most: number, skipped: string[]): ReadonlyMap<string, TokenLiteral[]> {
  const left = [...groups.values()].slice(most).flat().length;
  if (left > 0) skipped.push(`${counted(left, 'token')} beyond the first ${String(most)}: signatures not tried`);
  return left > 0 ? new Map([...groups].slice(0, most)) : groups;
}

// --- HMAC ---

interface Open { readonly text: string; readonly mac: TokenMac; readonly tokens: readonly TokenLiteral[] }

function proveMacs(
  byText: ReadonlyMap<string, TokenLiteral[]>,
  witnesses: readonly Witness[],
  words: Words,
  proofs: Map<string, Proof>,
  skipped: string[],
): void {
  const open = new Set(
    [...byText].flatMap(([text, tokens]): Open[] => {
      const mac = macOf(tokens[0]!);
      return mac ? [{ text, mac, tokens }] : [];
    }),
  );
  const attempt = (key: string | Uint8Array, proof: () => Proof, among: Iterable<Open> = open): void => {
    for (const one of among)
      if (open.has(one) && isMadeBy(one.mac, key)) {
        proofs.set(one.text, proof());
        open.delete(one);
      }
  };
  if (open.size === 0) return;
  trySecrets(open, placesOfSecrets(witnesses), attempt, skipped);
  tryPublished(open, attempt, skipped);
  if (words.common)
    tryCommonWords(
      [...open].filter(({ tokens }) => tokens.some(isWorthWords)),
      attempt,
      skipped,
    );
  for (const list of words.lists) tryList(open, list(), attempt, skipped);
}

type Attempt = (key: string | Uint8Array, proof: () => Proof, among?: Iterable<Open>) => void;

/** One text may stand in many places; each is tried once and all are named. A place may be seen from several files. */
function placesOfSecrets(witnesses: readonly Witness[]): ReadonlyMap<string, Place[]> {
  const byFile = new Map<string, Map<string, Place[]>>();
  for (const { at, text } of witnesses.flatMap(({ secrets }) => secrets)) {
    const files = byFile.get(text) ?? new Map<string, Place[]>();
    byFile.set(text, files);
    const known = files.get(at.file.path);
    if (!known) files.set(at.file.path, [at]);
    else if (!known.some((place) => isSamePlace(place, at))) known.push(at);
  }
  return new Map([...byFile].map(([text, files]) => [text, [...files.values()].flat().sort(byPlace)]));
}

function trySecrets(open: ReadonlySet<Open>, secrets: ReadonlyMap<string, Place[]>, attempt: Attempt, skipped: string[]): void {
  let left: number = bounds.secrets;
  let untried = 0;
  for (const [text, places] of secrets) {
    if (open.size === 0) return;
    const keys = keysOf(text);
    left -= keys.length * costOfAll(open);
    if (left < 0) untried++;
    else for (const key of keys) attempt(key, () => ({ by: isPublishedSecret(text) ? 'published word' : 'secret', places }));
  }
  if (untried > 0) skipped.push(`${counted(untried, 'secret')} of the project not tried on ${counted(open.size, 'token')}: too many`);
}

function tryPublished(open: ReadonlySet<Open>, attempt: Attempt, skipped: string[]): void {
  const all = secretsToTry();
  const words = all.slice(0, Math.floor(bounds.published / Math.max(1, costOfAll(open))));
  for (const word of words) attempt(word, () => ({ by: word === '' ? 'empty key' : 'published word', places: [] }));
  if (words.length < all.length && open.size > 0)
    skipped.push(`${counted(open.size, 'token')} tried with ${String(words.length)} of ${String(all.length)} published secrets: too many or too long`);
}

/** Samples, and tokens of tests and pages of documentation, are tried with what is published only. */
const isWorthWords = ({ at: { file }, sample }: TokenLiteral): boolean =>
  !sample && (file.role === 'production' || file.role === 'development');

function tryCommonWords(open: readonly Open[], attempt: Attempt, skipped: string[]): void {
  if (open.length === 0) return;
  const all = [...commonWords()];
  const words = all.slice(0, Math.floor(bounds.common / costOfAll(open)));
  for (const word of words) attempt(word, () => ({ by: 'common word', places: [] }), open);
  if (words.length < all.length)
    skipped.push(
      `${counted(open.length, 'token')} tried with the ${String(words.length)} commonest of ${String(all.length)} words: too many or too long`,
    );
}

function tryList(open: ReadonlySet<Open>, list: Iterable<Uint8Array>, attempt: Attempt, skipped: string[]): void {
  let left: number = bounds.lists;
  for (const word of list) {
    if (open.size === 0) return;
    left -= costOfAll(open);
    if (left < 0) {
      skipped.push(`the rest of a word list not tried on ${counted(open.size, 'token')}: too many words for so many tokens`);
      return;
    }
    attempt(word, () => ({ by: 'listed word', places: [] }));
  }
}

function costOfAll(open: Iterable<Open>): number {
  let cost = 0;
  for (const { mac } of open) cost += costOf(mac);
  return cost;
}

// --- keys of two halves ---

function proveSignatures(
  byText: ReadonlyMap<string, TokenLiteral[]>,
  keysOfAll: () => readonly VerificationKey[],
  proofs: Map<string, Proof>,
  skipped: string[],
): void {
  const tokens = [...byText].filter(([, [token]]) => token && isAsymmetric(token));
  if (tokens.length === 0) return;
  const keys = keysOfAll();
  const cost = keys.reduce((sum, key) => sum + costOfCheck(key), 0);
  let left: number = bounds.checks;
  for (const [text, [token]] of tokens) {
    left -= cost;
    if (left < 0) {
      skipped.push(`${counted(tokens.length, 'token')} not all tried with ${counted(keys.length, 'key')} of the project: too many`);
      return;
    }
    const fitting = keys.filter((key) => checks(key, token!));
    const secret = fitting.filter(({ isPrivate }) => isPrivate);
    const told = secret.length > 0 ? secret : fitting;
    if (told.length > 0) proofs.set(text, { by: secret.length > 0 ? 'private key' : 'public key', places: told.map(({ at }) => at) });
  }
}

interface Trusted { readonly key: VerificationKey; readonly trusts: readonly KeyTrust[] }

/** Private keys that are trusted by what is known of either half. */
function trustedKeys(witnesses: readonly Witness[], keys: readonly VerificationKey[]): readonly Trusted[] {
  const trusts = witnesses.flatMap((witness) => witness.trusts ?? []);
  if (trusts.length === 0 || !keys.some(({ isPrivate }) => isPrivate)) return [];
  const byFile = grouped(keys, ({ at }) => at.file.path);
  const named = grouped(witnesses.flatMap(({ secrets }) => secrets.filter(({ name }) => name !== undefined)), ({ name }) => name!);
  const byKey = new Map<string, KeyTrust[]>();
  for (const trust of trusts)
    for (const key of filesOf(trust, named).flatMap((path) => byFile.get(path) ?? []))
      if (key.isPrivate === (trust.half === 'private') && isWrittenAt(trust, key, named)) {
        const text = spkiOf(key);
        const known = byKey.get(text);
        if (known) known.push(trust);
        else byKey.set(text, [trust]);
      }
  return keys.filter(({ isPrivate }) => isPrivate).flatMap((key) => {
    const own = byKey.get(spkiOf(key));
    return own ? [{ key, trusts: own }] : [];
  });
}

/** The files in which the key may stand. */
const filesOf = ({ written }: KeyTrust, named: ReadonlyMap<string, readonly SecretText[]>): readonly string[] =>
  'place' in written
    ? [written.place.file.path]
    : 'files' in written
      ? [...new Set(written.files)]
      : [...new Set((named.get(written.variable) ?? []).map(({ at }) => at.file.path))];

function isWrittenAt({ written }: KeyTrust, { at }: VerificationKey, named: ReadonlyMap<string, readonly SecretText[]>): boolean {
  if ('place' in written) return isSamePlace(written.place, at);
  if ('files' in written) return written.files.includes(at.file.path);
  // What a sample gives to a variable is what nobody should run with: no-private-key judges it as that.
  return at.file.role === 'production' && (named.get(written.variable) ?? []).some((text) => isSamePlace(text.at, at));
}

const spkiOf = ({ key }: VerificationKey): string => key.export({ type: 'spki', format: 'der' }).toString('base64');

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

const counted = (count: number, noun: string): string => `${String(count)} ${noun}${count === 1 ? '' : 's'}`;
