// Text → the tokens of providers written in it: as they are, split over string literals, or encoded in base64 once more.
// Fillers and what is cut short are none. A form that only names its owner gives way to the secret beside it.

import type { TokenForm } from '../../models/secrets/provider-tokens.ts';
import type { SourceFile } from '../../source/file.ts';
import { wordSearch } from '../../source/gate.ts';
import { joinedRunAt, startsRun } from '../../values/joined-text.ts';
import type { ProviderToken } from '../literals.ts';
import { checksumFits, formsOf, isDrawn, isDrawnSecret, tokenForms } from './token-forms.ts';
import type { Form } from './token-forms.ts';

/** A file with more tokens than this is a list of samples. */
export const mostProviderTokens = 1000;
/** How far apart a token and the word that it needs, or a name and its secret, may stand. */
const reach = 400;

interface Found { readonly form: Form; readonly text: string; readonly start: number; readonly end: number }

/** `left`: what was too much to be looked at, in words. */
export function providerTokensIn(file: SourceFile, search: TokenSearch = builtInTokens(), left: string[] = []): ProviderToken[] {
  const found = new Map<number, Found>();
  for (const one of candidatesIn(file.text, search)) {
    if (found.size >= mostProviderTokens) {
      left.push(`More than ${String(mostProviderTokens)} texts like tokens of providers: the rest is not looked at.`);
      break;
    }
    if (!found.has(one.start)) found.set(one.start, one);
  }
  return [...found.values()].sort((a, b) => a.start - b.start).flatMap((one) => literalOf(file, one) ?? []);
}

function literalOf(file: SourceFile, { form, text, start, end }: Found): ProviderToken | undefined {
  const { provider, kind, use = 'live', checksum } = form;
  const sample = form.samples?.some((beginning) => text.startsWith(beginning)) ?? false;
  const secret = sample ? undefined : secretBeside(file.text, { form, start, end });
  if (secret) return { at: { file, ...secret }, provider, kind: form.secret!.kind, use: 'live', sample, named: kind };
  const fits = checksum === undefined ? undefined : checksumFits(text, checksum);
  if (!sample && fits !== true && !isDrawn(text, form)) return undefined;
  return { at: { file, start, end }, provider, kind, use, sample, ...(fits !== undefined && { checksum: fits ? 'fits' : 'fails' }) };
}

function* candidatesIn(text: string, { find, words, near }: TokenSearch): Generator<Found> {
  const { hits, mentions } = find(text);
  for (const { word, at } of hits)
    for (const look of words.get(word)!) {
      const found = look(text, at);
      if (found) yield found;
    }
  for (const { word, mentioned, forms } of near) if (mentions.has(word)) for (const form of forms) yield* sweep(text, form, mentioned);
}

// ---- what to look for ----

type Look = (text: string, at: number) => Found | undefined;
export interface TokenSearch {
  /** All words at once: hits in the order of the text, and which of the words are mentioned that tokens need nearby. */
  readonly find: (text: string) => {
    readonly hits: readonly { readonly word: string; readonly at: number }[];
    readonly mentions: ReadonlySet<string>;
  };
  readonly words: ReadonlyMap<string, readonly Look[]>;
  readonly near: readonly { readonly word: string; readonly mentioned: RegExp; readonly forms: readonly Form[] }[];
  /** For the gate: the words of the user's own forms. */
  readonly own: readonly TokenWord[];
}
let builtIn: TokenSearch | undefined;

export const builtInTokens = (): TokenSearch => (builtIn ??= searchFor(tokenForms()));

const extended = new WeakMap<readonly OwnToken[], TokenSearch>();

/** A row of a user's own table: one form, with the name of who gives such tokens. */
export interface OwnToken extends TokenForm { readonly provider: string }

/** With the forms that the user describes, which come first; made once for each list. */
export function tokensWith(own: readonly OwnToken[] = []): TokenSearch {
  if (own.length === 0) return builtInTokens();
  const forms = formsOf(own.map(({ provider, ...token }) => ({ name: provider, tokens: [token] })), true);
  const known = extended.get(own) ?? { ...searchFor([...forms, ...tokenForms()]), own: tokenWords(searchFor(forms)) };
  extended.set(own, known);
  return known;
}

/** Shorter beginnings, once encoded, are found in every picture. */
const shortestEncoded = 5;

function searchFor(forms: readonly Form[]): TokenSearch {
  const words = new Map<string, Look[]>();
  const add = (word: string, look: Look): void => void words.set(word, [...(words.get(word) ?? []), look]);
  for (const form of forms.filter(({ near }) => near === undefined)) {
    const { word, before } = form.shape;
    add(word, (text, at) => plainAt(text, at, form));
    const encoded = Buffer.from(word).toString('base64').slice(0, Math.floor((word.length * 8) / 6));
    if (before[1] === 0 && encoded.length >= shortestEncoded) add(encoded, (text, at) => encodedAt(text, at, form));
  }
  const near = [...new Set(forms.flatMap((form) => form.near ?? []))];
  return {
    words, find: finderOf([...words.keys()], near),
    near: near.map((word) => ({ word, mentioned: new RegExp(literally(word), 'i'), forms: forms.filter((form) => form.near === word) })),
    own: [],
  };
}

/** One pass over the text, as in the gate: an alternative of three hundred words would try each at every place. */
function finderOf(words: readonly string[], near: readonly string[]): TokenSearch['find'] {
  const search = wordSearch([...words, ...near]);
  return (text) => {
    const hits: { word: string; at: number }[] = [];
    const mentions = new Set<string>();
    // One byte for each code unit; what lies beyond is no part of a word, which `startsWith` sees.
    search(Buffer.from(text, 'latin1'), (index, end) => {
      const word = words[index];
      if (word === undefined) mentions.add(near[index - words.length]!);
      else if (text.startsWith(word, end - word.length)) hits.push({ word, at: end - word.length });
      return false;
    });
    return { hits, mentions };
  };
}

const literally = (word: string): string => word.replace(/[.^$*+?()[\]{}|\\/]/g, '\\$&');

export interface TokenWord {
  readonly word: string;
  /** Does a token stand around the word that begins at `at`? */
  readonly isIn: (text: string, at: number) => boolean;
}

/** For the gate. */
export function tokenWords({ words, near }: TokenSearch): readonly TokenWord[] {
  return [
    ...[...words].map(([word, looks]) => ({
      word,
      isIn: (text: string, at: number) => text.startsWith(word, at) && looks.some((look) => look(text, at)),
    })),
    ...near.map(({ word, mentioned, forms }) => ({
      word,
      isIn: (text: string) => forms.some((form) => !sweep(text, form, mentioned).next().done),
    })),
  ];
}

/** How much of the text around a word `isIn` wants to see. */
export const tokenMargin = reach + 100;

// ---- how to look for it ----

/** The word stands at `at`; the token may begin before it. */
function plainAt(text: string, at: number, form: Form): Found | undefined {
  const [least, furthest] = form.shape.before;
  for (let start = at - furthest; start <= at - least; start++) {
    if (start < 0 || !startsRun(text, start)) continue;
    form.at.lastIndex = start;
    const match = form.at.exec(text);
    const end = start + (match?.[0].length ?? 0);
    if (match && isEnd(text, end)) return { form, text: match[0], start, end };
  }
  return furthest === 0 && startsRun(text, at) ? joinedAt(text, at, form) : undefined;
}

const isEnd = (text: string, at: number): boolean => !/^(?:[A-Za-z0-9_-]|\.\.|…|\*|<(?!\/)|\$\{)/.test(text.slice(at, at + 2));

const tokenRun = /[\w.~:=+/$-]+/y;

/** Split over string literals. */
function joinedAt(text: string, start: number, form: Form): Found | undefined {
  const { text: whole, end } = joinedRunAt(text, start, tokenRun, form.shape.length[1] + 1);
  return end - start !== whole.length && form.whole.test(whole) ? { form, text: whole, start, end } : undefined;
}

const encodedRun = /[A-Za-z0-9+/]+={0,2}/y;

function encodedAt(text: string, start: number, form: Form): Found | undefined {
  if (/[A-Za-z0-9+/]/.test(text[start - 1] ?? '')) return undefined;
  encodedRun.lastIndex = start;
  const run = encodedRun.exec(text)?.[0] ?? '';
  const decoded = run.length > 2 * form.shape.length[1] ? '' : Buffer.from(run, 'base64').toString('latin1').trimEnd();
  return form.whole.test(decoded) ? { form, text: decoded, start, end: start + run.length } : undefined;
}

function* sweep(text: string, form: Form, mentioned: RegExp): Generator<Found> {
  for (const { 0: token, index } of text.matchAll(form.anywhere)) {
    const end = index + token.length;
    if (mentioned.test(text.slice(Math.max(0, index - reach), index)) || mentioned.test(text.slice(end, end + reach)))
      yield { form, text: token, start: index, end };
  }
}

/** The nearest drawn text of the secret's shape, behind the name rather than before it. */
function secretBeside(
  text: string,
  { form, start, end }: Pick<Found, 'form' | 'start' | 'end'>,
): { start: number; end: number } | undefined {
  if (!form.secret) return undefined;
  const from = Math.max(0, start - reach);
  const around = [...text.slice(from, end + reach).matchAll(form.secret.anywhere)]
    .map(({ 0: secret, index }) => ({ secret, start: from + index, end: from + index + secret.length }))
    .filter((one) => (one.end <= start || one.start >= end) && isDrawnSecret(one.secret, form.secret!.shape));
  const nearest = around.find((one) => one.start >= end) ?? around.at(-1);
  return nearest && { start: nearest.start, end: nearest.end };
}
