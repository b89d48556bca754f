// Text → the tokens of providers written in it: as they are, split over string literals, or encoded in base64 once more.
// Fillers and what is cut short are none. A form that only names its owner gives way to the secret beside it.

import type { TokenForm } from '../../models/secrets/provider-tokens.ts';
import type { SourceFile } from '../../source/file.ts';
import { wordSearch } from '../../source/gate.ts';
import { joinedRunAt, startsRun } from '../../values/joined-text.ts';
import type { ProviderToken } from '../literals.ts';
import { wordsOf } from '../words/names.ts';
import { checksumFits, formsOf, isDrawn, isDrawnSecret, nearOf, tokenForms } from './token-forms.ts';
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
  const inOrder = [...found.values()].sort((a, b) => a.start - b.start);
  const literals = inOrder.flatMap((one) => literalOf(file, one) ?? []);
  // The same secret by its name, and by what names its owner. Beside a sample it is one.
  const places = new Map(literals.map((one) => [one.at.start, one]));
  for (const one of literals) if (one.named !== undefined) places.set(one.at.start, one);
  for (const one of inOrder) if (isSample(one)) places.delete(secretBeside(file.text, one)?.start ?? -1);
  return [...places.values()];
}

const isSample = ({ form, text }: Found): boolean => form.samples?.some((beginning) => text.startsWith(beginning)) ?? false;

function literalOf(file: SourceFile, one: Found): ProviderToken | undefined {
  const { form, text, start, end } = one;
  const { provider, kind, checksum } = form;
  const use = isOfServer(file.text, { form, start }) ? 'server' : form.use ?? 'live';
  const sample = isSample(one);
  const secret = sample ? undefined : secretBeside(file.text, one);
  if (secret) return { at: { file, ...secret }, provider, kind: form.secret!.kind, use: 'live', sample, named: kind };
  const fits = checksum === undefined ? undefined : checksumFits(text, checksum);
  if (!sample && fits !== true && !(form.isNamed ? isDrawnSecret(text, form.shape) : isDrawn(text, form))) return undefined;
  const expires = form.endsBy === undefined ? undefined : endOf(file.text, one, form.endsBy);
  return { at: { file, start, end }, provider, kind, use, sample, ...(expires !== undefined && { expires }), ...(fits !== undefined && { checksum: fits ? 'fits' : 'fails' }) };
}

const betweenAddresses = /[^\w%.:&?=+/~-]/;

/** What a parameter of the same address says of its end, as `se=2025-01-31T08%3A00%3A00Z`. */
function endOf(text: string, { start, end }: Found, parameter: string): number | undefined {
  const before = text.slice(Math.max(0, start - reach), start).split(betweenAddresses).at(-1)!;
  const after = text.slice(end, end + reach).split(betweenAddresses, 1)[0]!;
  const said = new RegExp(`(?:^|[?&;])${parameter}=([\\w%:.+-]{10,40})`).exec(`${before}&${after}`)?.[1];
  const time = said === undefined ? NaN : Date.parse(said.replace(/%3a/gi, ':').replace(/%2b/gi, '+'));
  return Number.isNaN(time) ? undefined : time / 1000;
}

/** Words before it in its line: the name it is given to, the function it is handed to, the address it is sent to. */
function isOfServer(text: string, { form: { server }, start }: Pick<Found, 'form' | 'start'>): boolean {
  if (!server) return false;
  const before = wordsOf(text.slice(Math.max(0, start - lineReach), start).split('\n').at(-1)!);
  const [own, others] = [server.words, server.butNot].map((words) => before.filter((word) => words.includes(word)));
  return own!.length > 0 && (others!.length === 0 || own!.some((word) => word !== 'server' && word !== 'backend'));
}
const lineReach = 200;

function* candidatesIn(text: string, search: TokenSearch): Generator<Found> {
  yield* tokensIn(text, search);
  for (const { start, end, opened } of openedIn(text))
    for (const found of tokensIn(opened, search)) yield { ...found, start, end };
}

function* tokensIn(text: string, { find, words, near }: TokenSearch): Generator<Found> {
  const { hits, mentions } = find(text);
  for (const { word, at } of hits)
    for (const look of words.get(word)!) {
      const found = look(text, at);
      if (found) yield found;
    }
  for (const one of near) if (mentions.has(one.word)) for (const form of one.forms) yield* sweep(text, form, one);
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
  readonly near: readonly NearWord[];
  /** For the gate: the words of the user's own forms. */
  readonly own: readonly TokenWord[];
}

interface NearWord {
  readonly word: string;
  readonly mentioned: RegExp;
  /** As the name of what follows. */
  readonly naming: RegExp;
  readonly forms: readonly Form[];
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
  const near = [...new Set(forms.flatMap(nearOf))];
  return {
    words, find: finderOf([...words.keys()], near),
    near: near.map((word) => ({
      word, mentioned: new RegExp(literally(word), 'i'), naming: new RegExp(`${literally(word)}${given}$`, 'i'),
      forms: forms.filter((form) => nearOf(form).includes(word)),
    })),
    own: [],
  };
}

/** Between a name and its value, in code, configuration and mark-up. */
const given = '[\\w\\]"\'`]{0,20}\\s{0,8}[:=>,]{0,2}\\s{0,8}["\'`]?';

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
export function tokenWords(search: TokenSearch): readonly TokenWord[] {
  const { words, near } = search;
  return [
    ...[...words].map(([word, looks]) => ({
      word,
      isIn: (text: string, at: number) => text.startsWith(word, at) && looks.some((look) => look(text, at)),
    })),
    ...near.map((one) => ({
      word: one.word,
      isIn: (text: string) => one.forms.some((form) => !sweep(text, form, one).next().done),
    })),
    ...openers.map((word) => ({
      word,
      isIn: (text: string) => openedIn(text).some(({ opened }) => !tokensIn(opened, search).next().done),
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

function* sweep(text: string, form: Form, { mentioned, naming }: NearWord): Generator<Found> {
  for (const { 0: token, index } of text.matchAll(form.anywhere)) {
    const end = index + token.length;
    const isNear = form.isNamed
      ? naming.test(text.slice(Math.max(0, index - nameReach), index))
      : mentioned.test(text.slice(Math.max(0, index - reach), index)) || mentioned.test(text.slice(end, end + reach));
    if (isNear) yield { form, text: token, start: index, end };
  }
}
const nameReach = 80;

/** Who asks and the token, in base64: behind `Basic` in a header, `_auth` of npm and `auth` of Docker. */
const openers = ['Basic ', '_auth', '"auth"'] as const;
const opener = /(?:\bBasic\s{1,2}|\b_auth\s{0,2}=\s{0,2}"?|"auth"\s{0,2}:\s{0,2}")([A-Za-z0-9+/_-]{16,400}={0,2})/g;

interface Opened { readonly start: number; readonly end: number; readonly opened: string }

function openedIn(text: string): readonly Opened[] {
  return openers.some((word) => text.includes(word)) ? [...text.matchAll(opener)].flatMap(({ 0: whole, 1: run = '', index }): Opened[] => {
    const opened = Buffer.from(run, 'base64').toString('latin1');
    const start = index + whole.length - run.length;
    return /^[\x20-\x7e]{0,200}:[\x20-\x7e]+$/.test(opened) ? [{ start, end: start + run.length, opened: `${opened}\n` }] : [];
  }) : [];
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
