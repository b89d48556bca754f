// Bytes → could any fact be in here? A cheap no for most files, before they are decoded. The words come from the models,
// so a new library widens the gate by itself. A word of secrecy counts where the whole name says key by the same table
// that judges names later, and a text follows. Says yes too often rather than too seldom.

import { libraries } from '../models/libraries/all.ts';
import { parseCall } from '../models/signature.ts';
import type { LibraryModel } from '../models/model.ts';
import { platforms } from '../models/platforms/all.ts';
import { bundlerSettings, publicPrefixes, publishedSections } from '../models/places/public-prefixes.ts';
import { pipelineModels } from '../models/places/pipelines.ts';
import { vulnerableVersions } from '../models/vulnerable-versions.ts';
import { copiedPackageIn, packageIn } from '../source/specifiers.ts';
import { latin1 as slice, makeGate } from '../source/gate.ts';
import type { Gate, GateWord } from '../source/gate.ts';
import { isCode } from '../source/language.ts';
import { isTranslation } from '../source/role.ts';
import type { Language } from '../source/language.ts';
import { exposureWords, switchWords } from './exposure-words.ts';
import { isNameByte, LONGEST_NAME, nameAround } from './name-around.ts';
import { describesInterface, settingWords } from './setting-words.ts';
import { derWords, namedKeyWords, startsLikeDer } from '../secrets/keys/bare-keys.ts';
import { nameSays, wordsOf } from '../secrets/words/names.ts';
import type { Names } from '../secrets/words/names.ts';
import { startsRun } from '../values/joined-text.ts';
import { lastWordsOf } from '../values/own-models.ts';
import { encodedKeyAt } from '../secrets/keys/private-keys.ts';
import { builtInTokens, tokenMargin, tokenWords, type TokenSearch, type TokenWord } from '../secrets/tokens/provider-tokens.ts';

/** By the models of the run. */
const codeGates = new WeakMap<readonly LibraryModel[], Gate>();
let configGate: Gate | undefined;
let jsonGate: Gate | undefined;
let textGate: Gate | undefined;
let interfaceGate: Gate | undefined;
let lockGate: Gate | undefined;

export function mayHoldFacts(
  bytes: Uint8Array,
  language: Language,
  models: readonly LibraryModel[] = libraries,
  tokens?: TokenSearch,
  names?: Names,
): boolean {
  if (tokens && tokens.own.length > 0 && ownGateFor(tokens)(bytes)) return true;
  if (names && names.words.length > 0 && ownNamesGateFor(names)(bytes)) return true;
  if (language === 'env') return true;
  if (isCode(language)) return codeGateFor(models)(bytes);
  if (language === 'lock') return (lockGate ??= makeGate([...lockedWords(), ...literalWords()]))(bytes);
  if (language === 'text') return (textGate ??= makeGate([...literalWords(), ...switchWords]))(bytes);
  if (describesInterface(bytes)) return (interfaceGate ??= makeGate([...platformWords(), ...literalWords(), ...switchWords]))(bytes);
  if (language === 'json')
    return (jsonGate ??= makeGate([...secretWords(), ...platformWords(), ...manifestWords(), ...literalWords(), ...switchWords]))(bytes);
  return (configGate ??= makeGate([...settingWords, ...platformWords(), ...manifestWords(), ...literalWords(), ...switchWords]))(bytes);
}

/** The same of a file: its path may say more than its words, or make them say less. */
export const mayMatter = (
  path: string, bytes: Uint8Array, language: Language, models?: readonly LibraryModel[], tokens?: TokenSearch, names?: Names,
): boolean =>
  isReadWhole(path) || mayHoldFacts(bytes, !isCode(language) && isTranslation(path) ? 'text' : language, models, tokens, names);

/** Settings of bundlers are few, and what they publish may be called anything; so are pipelines, which only tell of secrets. */
const isReadWhole = (path: string): boolean =>
  bundlerSettings.test(path) || pipelineModels.some((model) => model.path.test(path)) ||
  publishedSections.some(({ file, onlyBeside }) => onlyBeside === undefined && file.test(path));

/** Names of variables → is one of them in settings that were cleared by their words? Undefined where none of them could be. */
export function variablesGate(names: Iterable<string>): Gate | undefined {
  const words = [...new Set([...names].map((name) => name.slice(name.lastIndexOf('.') + 1)))].filter(isOverlooked);
  return words.length === 0 ? undefined : makeGate(words.slice(0, MOST_VARIABLES).map((word) => ({ word, context: isWhole })));
}

/** Names of functions → is one of them in a file? Those without a name may be called anything. */
export const namesGate = (names: ReadonlySet<string>): Gate =>
  (names.has('') ? () => true : makeGate([...names].map((word) => ({ word, context: isWhole }))));

const MOST_VARIABLES = 1000;

/** A line with it would be cleared. */
const isOverlooked = (name: string): boolean =>
  /^\w{2,80}$/.test(name) &&
  !(mayHoldFacts(Buffer.from(`${name}: value`), 'yaml') && mayHoldFacts(Buffer.from(`{"${name}": "value"}`), 'json'));

const isWhole = (bytes: Uint8Array, start: number, end: number): boolean => !isNameByte(bytes[start - 1]) && !isNameByte(bytes[end]);

let literalGate: Gate | undefined;

/** Text → could a key or a token stand in it, recognised by its form? Asked of what was let through, mostly for another reason. */
export function mayHoldLiterals(text: string, tokens?: TokenSearch): boolean {
  // One byte for each code unit; what lies beyond is no part of a word.
  const bytes = Buffer.from(text, 'latin1');
  return (literalGate ??= makeGate(literalWords()))(bytes) || (tokens !== undefined && tokens.own.length > 0 && ownGateFor(tokens)(bytes));
}

const callGates = new WeakMap<readonly LibraryModel[], Gate>();

/** Of code: could a call in it take a key or make a token, of the models or by hand? Names and literals alone are none. */
export function mayHoldCalls(bytes: Uint8Array, models: readonly LibraryModel[]): boolean {
  const gate = callGates.get(models) ?? makeGate(callWords(models));
  callGates.set(models, gate);
  return gate(bytes);
}

/** By the user's own forms of tokens. */
const ownGates = new WeakMap<TokenSearch, Gate>();

function ownGateFor(tokens: TokenSearch): Gate {
  const gate = ownGates.get(tokens) ?? makeGate(tokens.own.map(aroundWord));
  ownGates.set(tokens, gate);
  return gate;
}

/** By the ends of the user's own names. */
const ownNameGates = new WeakMap<Names, Gate>();

function ownNamesGateFor(names: Names): Gate {
  const gate = ownNameGates.get(names) ?? makeGate(names.words);
  ownNameGates.set(names, gate);
  return gate;
}

function codeGateFor(models: readonly LibraryModel[]): Gate {
  const gate = codeGates.get(models) ?? makeGate(codeWords(models));
  codeGates.set(models, gate);
  return gate;
}

// ---- products whose configuration verifies tokens ----

const platformWords = (): GateWord[] => platforms.flatMap(({ words }) => words.map((word) => ({ word })));

// ---- packages with published flaws: a key of a manifest, an entry of a lockfile ----

const vulnerableNames = (): string[] => [...new Set(vulnerableVersions.map(({ package: name }) => name))];
const manifestWords = (): GateWord[] => vulnerableNames().map((word) => ({ word, context: isQuoted }));
const lockedWords = (): GateWord[] => vulnerableNames().map((word) => ({ word, context: isEntry }));

const isQuoted = (bytes: Uint8Array, start: number, end: number): boolean => isQuote(bytes[start - 1]) && isQuote(bytes[end]);

/** `"node_modules/jws": {`, `/jws/3.2.2:`, `jws@^3.2.2:`: the whole name. */
function isEntry(bytes: Uint8Array, start: number, end: number): boolean {
  const [before, after] = [bytes[start - 1], bytes[end]];
  const begins = before === undefined || before === 0x0a || before === 0x20 || before === 0x2f || isQuote(before);
  return begins && (after === 0x40 || after === 0x2f || isQuote(after));
}

const modelledWords = (models: readonly LibraryModel[]): readonly GateWord[] => [
  ...libraryWords(models),
  ...wrapperWords,
  ...signingWords,
  ...comparedWords,
  ...addressWords,
  ...handRolledWords,
];
const callWords = (models: readonly LibraryModel[]): readonly GateWord[] => [
  ...modelledWords(models), ...['kty', 'passphrase'].map((word) => ({ word })),
];

const codeWords = (models: readonly LibraryModel[]): readonly GateWord[] => [
  ...modelledWords(models),
  ...nameWords(isKeyBeforeText),
  ...prefixWords(),
  ...publishingWords,
  ...exposureWords,
  ...switchWords,
  ...literalWords(),
];

// ---- libraries: a specifier that is imported; built-ins, which every file has, by the names of their calls ----

function libraryWords(models: readonly LibraryModel[]): GateWord[] {
  const specifiers = new Map(
    models.filter((library) => !isBuiltIn(library)).flatMap((library) =>
      [library.package, ...(library.aliases ?? [])].map((word) => [word, hasMethods(library) ? isImported : isImportedValue] as const)),
  );
  const calls = new Set([...models.filter(isBuiltIn).flatMap(callNames), 'generateKeyPair']);
  return [
    ...[...specifiers].map(([word, context]) => ({ word, context })),
    ...[...calls].map((word) => ({ word, context: isWholeName })),
    ...models.flatMap(({ unimported = [] }) => unimported).map((word) => ({ word, context: isCalled })),
    ...lastWordsOf(models).map((word) => ({ word, context: endsSpecifier })),
  ];
}

/** `jwt.sign(`, `jwt.verify<Claims>(`, in a text that may show no import. */
const isCalled = (bytes: Uint8Array, start: number, end: number): boolean =>
  (bytes[end] === 0x28 || bytes[end] === 0x3c) && !isNameByte(bytes[start - 1]);

/** A file of the project that is modelled, by the end of the specifier: `../auth/tokens`, `@/auth/tokens.js`. */
function endsSpecifier(bytes: Uint8Array, start: number, end: number): boolean {
  return (
    /^(?:\/index)?(?:\.[cm]?[jt]sx?)?["'`]/.test(slice(bytes, end, end + 12)) &&
    /["'`](?:[^"'`\s]{0,150}\/)?$/.test(slice(bytes, start - 152, start))
  );
}

/** Own modules with such names wrap the libraries, and what is handed to them is a key all the same. */
const wrapperNames = new Set(['jwt', 'jwts', 'jws', 'token', 'tokens']);
const wrapperWords: readonly GateWord[] = ['jwt', 'jws', 'token'].map((word) => ({ word, context: isOwnWrapper }));

const RELATIVE = /(?:from|import|require)\s*(?:\(\s*)?["'`](?:\.|[@~#]\/|~)(?:[^"'`\s]{0,100}\/)?([\w.-]{0,40})$/;

/** An import of `lib/jwt` or `token.service` by a relative path or an alias: a word of the last segment. */
function isOwnWrapper(bytes: Uint8Array, start: number, end: number): boolean {
  const after = /^([\w.-]{0,40})["'`]/.exec(slice(bytes, end, end + 42));
  const before = after && RELATIVE.exec(slice(bytes, start - 160, start));
  return before ? wordsOf(`${before[1] ?? ''}${slice(bytes, start, end)}${after[1] ?? ''}`).some((word) => wrapperNames.has(word)) : false;
}

/** `createSign`, not `createSignal`; `generateKeyPairSync` is as good as without its ending. */
const isWholeName = (bytes: Uint8Array, _start: number, end: number): boolean =>
  !isNameByte(bytes[end]) || slice(bytes, end, end + 4) === 'Sync';

/** `signJWT(…)`, `this.tokens.generateToken(…)`: whatever module it is from, what it is given becomes a token. */
const isSigningCall = (bytes: Uint8Array, start: number, end: number): boolean => {
  const [from, to] = nameAround(bytes, start, end);
  return bytes[to] === 0x28 && to - from <= LONGEST_NAME && SIGNING_NAME.test(slice(bytes, from, to));
};
const SIGNING_NAME = /^_?(?:get)?(?:sign|generate|create|issue|make|encode|mint)\w{0,30}(?:jwt|token)s?\w{0,10}$/i;
/** `req.headers['x-signature'] !== sign(body)`: the MAC may be made in another file. */
const isCompared = (bytes: Uint8Array, start: number, end: number): boolean =>
  /[!=]==? ?[\w.]{1,60}\(|\)\s?[!=]==?/.test(slice(bytes, start - 80, end + 80));
const comparedWords: readonly GateWord[] = ['signature', 'hmac'].map((word) => ({ word, context: isCompared }));

const signingWords: readonly GateWord[] = [{ word: 'jwt', context: isSigningCall }, { word: 'token', context: isSigningCall }];

const isBuiltIn = ({ package: name, aliases }: LibraryModel): boolean =>
  name.startsWith('node:') || [name, ...(aliases ?? [])].includes('global:');

/** By its last name; where that is a word of every day, with what stands before it: `subtle.sign`, `crypto.sign`. */
function callNames(library: LibraryModel): readonly string[] {
  const keyed = (library.secretUses ?? []).map(({ call }) => parseCall(call).path.at(-1) ?? '').filter((name) => name.length > 3);
  const module = library.package.slice(library.package.indexOf(':') + 1);
  const signing = (library.signatures ?? []).map(({ call }) => parseCall(call).path).map((path) =>
    (path.length > 1 ? path.slice(-2).join('.') : everyday.has(path[0] ?? '') ? `${module}.${path[0]}` : path[0] ?? ''));
  return [...keyed, ...signing];
}

const everyday = new Set(['sign', 'verify']);

const isQuote = (byte: number | undefined): boolean => byte === 0x22 || byte === 0x27 || byte === 0x60;

// The models know the subpaths of a package one by one.
/** The whole specifier, behind `from`, `import`, `require(`. Addresses and copies have more around. */
const isImported = (bytes: Uint8Array, start: number, end: number): boolean =>
  (isQuote(bytes[start - 1]) &&
    isQuote(bytes[end]) &&
    /(?:from|import|require)\s*(?:\(\s*)?(?:\/\*.{0,40}\*\/\s*)?$/.test(slice(bytes, start - 60, start - 1))) ||
  isInAddress(bytes, start, end);

/** Methods of a class may be called on a parameter of its type. */
const hasMethods = ({ operations = [], keys = [], secretUses = [], signatures = [], guards = [] }: LibraryModel): boolean =>
  [...operations, ...keys, ...secretUses, ...signatures, ...guards].some(({ call }) => call.includes('#') || call.includes('*.'));

/** What is imported for its type is not called. */
const isImportedValue = (bytes: Uint8Array, start: number, end: number): boolean =>
  isImported(bytes, start, end) && !ONLY_TYPES.test(slice(bytes, start - 600, start - 1));
const ONLY_TYPES =
  /\b(?:im|ex)port\s{1,20}(?:type\s{1,20}(?!from\b)[\w$*{][^'"`;]{0,500}|\{\s{0,20}(?:type\s[\w$\s]{1,120},\s{0,20}){0,20}(?:type\s[\w$\s]{1,120})?\}\s{0,20})\bfrom\s{0,20}$/;

/** `npm:jose@5`, `https://esm.sh/jose@5`, `../vendor/jose/index.js`. */
function isInAddress(bytes: Uint8Array, start: number, end: number): boolean {
  const before = bytes[start - 1];
  if (before !== 0x2f && before !== 0x3a && before !== 0x2a) return false;
  const specifier = /["'`]([^"'`\s]{0,200})$/.exec(slice(bytes, start - 201, start))?.[1];
  const rest = /^([^"'`\s]{0,200})["'`]/.exec(slice(bytes, end, end + 201))?.[1];
  if (specifier === undefined || rest === undefined) return false;
  const whole = `${specifier}${slice(bytes, start, end)}${rest}`;
  return packageIn(whole) !== undefined || copiedPackageIn(whole, () => true) !== undefined;
}

// ---- names: one that says key, and a text that becomes its value ----

const nameWords = (context: NonNullable<GateWord['context']>): GateWord[] =>
  [
    'secret', 'private', 'signing', 'sign_key', 'signkey', 'signature', 'encryption', 'jwt', 'jws', 'jwe', 'jwk', 'hmac', 'cookie',
    'session', 'salt', 'app_keys', 'appkeys', 'key_base', 'token_key', 'tokenkey', 'passphrase', 'key_material', 'keymaterial',
    'credentials_json',
  ].map((word) => ({ word, context }));

/** In JSON a secret may also stand under these, or under a name that only what stands around it explains. */
const secretWords = (): GateWord[] => [
  ...nameWords(isJsonName),
  ...['token', 'password', 'service_role'].map((word) => ({ word, context: isJsonName })),
  { word: '"key"', context: isKeyOfSomething },
];

/**
 * A member of an object that says key and has a text or a list, `"name": "JWT_SECRET"` beside a value, `JWT_SECRET=x` in a text.
 * Snapshots of databases and translations are full of such words and hold none of these, and there are megabytes of them.
 */
function isJsonName(bytes: Uint8Array, start: number, end: number): boolean {
  const [from, to] = nameIn(bytes, start, end);
  if (to - from > LONGEST_NAME || nameSays([slice(bytes, from, to)]) === undefined) return false;
  const after = slice(bytes, to, to + 60);
  return /^["']?\s{0,40}:\s{0,40}[^\s{]/.test(after) || after.startsWith('=') || /["']value["']/.test(slice(bytes, from - 200, to + 200));
}

/** `"key": "…"` means what it stands under. */
const isKeyOfSomething = (bytes: Uint8Array, start: number, end: number): boolean =>
  /^\s{0,40}:\s{0,40}["']/.test(slice(bytes, end, end + 90)) &&
  /jw[tse]|hmac|sign|encryption|cookie|jose/i.test(slice(bytes, start - 400, start));

/** From quote to quote; the name itself where none stands around it. */
function nameIn(bytes: Uint8Array, start: number, end: number): readonly [number, number] {
  const [from, to] = nameAround(bytes, start, end);
  let [left, right] = [from, to];
  while (isNamePart(bytes[left - 1]) && end - left <= LONGEST_NAME) left--;
  while (isNamePart(bytes[right]) && right - start <= LONGEST_NAME) right++;
  return isQuote(bytes[left - 1]) && isQuote(bytes[right]) ? [left, right] : [from, to];
}

const isNamePart = (byte: number | undefined): boolean => isNameByte(byte) || byte === 0x2d || byte === 0x2e || byte === 0x3a;

/** `name = `, and a call or two before the text. */
const LOOK_AHEAD = 160;

type Verdict = 'key' | 'owner' | 'nothing';
const verdicts = new Map<string, Verdict>();
const MOST_VERDICTS = 5000;

function isKeyBeforeText(bytes: Uint8Array, start: number, end: number): boolean {
  const [from, to] = nameAround(bytes, start, end);
  if (to - from > LONGEST_NAME) return false;
  switch (verdictOn(slice(bytes, from, to))) {
    case 'key': return isBeforeText(bytes, to);
    case 'owner': return KEY_INSIDE.test(slice(bytes, to, to + 300));
    case 'nothing': return false;
  }
}

function verdictOn(name: string): Verdict {
  const known = verdicts.get(name);
  if (known !== undefined) return known;
  if (verdicts.size > MOST_VERDICTS) verdicts.clear();
  const verdict = judged(name);
  verdicts.set(name, verdict);
  return verdict;
}

function judged(name: string): Verdict {
  const says = nameSays([name]);
  if (says === 'signing secret' || says === 'private key') return 'key';
  const words = wordsOf(name);
  // A lone `secret` is what it stands under, which only the tree shows.
  if (says === 'other secret') return /secret/i.test(name) ? 'key' : 'nothing';
  return owners.has(words.at(-1) ?? '') ? 'owner' : 'nothing';
}

/** `jwt: { key: 'x' }`, `cookie: { password: 'x' }`. */
const owners = new Set(['jwt', 'jws', 'jwe', 'hmac', 'signing', 'signature', 'encryption', 'cookie', 'session']);
const KEY_INSIDE = /^['"]?\s{0,4}[:=]\s{0,4}\{[^}]{0,280}?\b(?:key|password|passphrase)['"]?\s{0,4}[:=][^,;}\n]{0,80}["'`]/;

/** Between a name and its operator: the end of a call or an index, marks of TypeScript, an operator on a new line. */
const isBetween = (byte: number): boolean =>
  byte === 0x20 || byte === 0x09 || byte === 0x0d || byte === 0x29 || byte === 0x5d || byte === 0x21 || byte === 0x3f || isQuote(byte);

/** `name = "`, `name: z.string().default('`, `env('NAME', '`, `env.NAME ||\n  '`: a text within reach, over at most one line end. */
function isBeforeText(bytes: Uint8Array, from: number): boolean {
  const operator = operatorAt(bytes, from);
  if (operator === undefined) return false;
  if (CONSTANT.test(slice(bytes, operator, operator + 120))) return true;
  let lines = 0;
  let depth = 0;
  for (let at = operator + 1; at < Math.min(bytes.length, operator + LOOK_AHEAD); at++) {
    const byte = bytes[at]!;
    if (isQuote(byte)) return true;
    // ( [ {  and  ) ] }
    if (byte === 0x28 || byte === 0x5b || byte === 0x7b) depth++;
    else if (byte === 0x29 || byte === 0x5d || byte === 0x7d) depth--;
    if (depth < 0 || (depth === 0 && (byte === 0x2c || byte === 0x3b)) || (byte === 0x0a && ++lines > 1)) return false;
  }
  return false;
}

/** `|| DEFAULT_KEY`, `?? defaults.secret`: a name that may hold a text; of plain assignments only one that says default. */
const CONSTANT =
  /^(?:(?:\|\||\?\?)=?\s{0,40}(?!undefined|null|true|false|await|new|throw|process|import)[A-Za-z_$][\w$]{0,60}(?:\.[A-Za-z_$][\w$]{0,60}){0,3}(?![\w$.([])|[=:]\s{0,20}[A-Z0-9_]{0,40}(?:DEFAULT|FALLBACK|INSECURE)[A-Z0-9_]{0,40}\b)/;

function operatorAt(bytes: Uint8Array, from: number): number | undefined {
  const quoted = isQuote(bytes[from]);
  for (let at = from, lines = 0; at < Math.min(bytes.length, from + 40); at++) {
    const byte = bytes[at]!;
    const next = bytes[at + 1];
    // = but not == or =>, : and ||, ??
    if (byte === 0x3d) return next === 0x3d || next === 0x3e ? undefined : at;
    if (byte === 0x3a || byte === 0x7c || (byte === 0x3f && next === 0x3f)) return at;
    if (byte === 0x2c) return quoted ? at : undefined;
    if (byte === 0x61 && next === 0x73 && bytes[at - 1] === 0x20) { at += typeAfter(bytes, at + 2); continue; }
    if (byte === 0x0a ? ++lines > 1 : !isBetween(byte)) return undefined;
  }
  return undefined;
}

/** `as string`: as long as a word of type. */
const typeAfter = (bytes: Uint8Array, from: number): number =>
  (/^ {1,4}[\w.]{1,40}/.exec(slice(bytes, from, from + 44))?.[0].length ?? 0) + 1;

const prefixWords = (): GateWord[] => publicPrefixes.map(({ prefix }) => ({ word: prefix, context: saysSecret }));

function saysSecret(bytes: Uint8Array, start: number, end: number): boolean {
  const [from, to] = nameAround(bytes, start, end);
  return from === start && nameSays([slice(bytes, from, to)]) !== undefined;
}

const publishingWords: readonly GateWord[] = [{ word: 'DefinePlugin' }, { word: 'EnvironmentPlugin' }, { word: 'stringify(process.env)' }];

// ---- addresses of keys that are fetched without encryption ----

const nearPlainAddress = (bytes: Uint8Array, start: number, end: number): boolean => slice(bytes, start - 200, end + 200).includes('http:');

const addressWords: readonly GateWord[] = [
  'jwks', 'jwkset', '.well-known', 'wellknown', 'well_known', 'discovery', 'openid_configuration', 'openidconfiguration',
  'openid-connect/certs',
].map((word) => ({ word, context: nearPlainAddress }));

// ---- literals recognised by their own form ----

const isBase64Url = (byte: number | undefined): boolean =>
  byte !== undefined &&
  ((byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a) || byte === 0x2d || byte === 0x5f);

/** A run of base64url characters that a dot ends: the first part of a compact JWS. Or the end of a literal that goes on in another. */
function isTokenHeader(bytes: Uint8Array, start: number, end: number): boolean {
  if (!/^e(?:y[JA]|w[0ok])$/.test(slice(bytes, start, end)) || !startsRun(slice(bytes, start - 3, start), Math.min(3, start))) return false;
  let at = end;
  while (at < end + 4096 && isBase64Url(bytes[at])) at++;
  if (at - end < 12) return false;
  return (
    bytes[at] === 0x2e ||
    bytes[at] === 0x25 ||
    (isQuote(bytes[at]) && /^.[ \t]{0,8}(?:[,+]|\r?\n[ \t]{0,80}\+)/.test(slice(bytes, at, at + 100)))
  );
}

/** The same in base64 once more: long, and of its characters. */
function isWrappedToken(bytes: Uint8Array, start: number, end: number): boolean {
  if (!slice(bytes, start, end).startsWith('ZX') || isBase64Url(bytes[start - 1])) return false;
  let at = end;
  while (at < end + 60 && (isBase64Url(bytes[at]) || bytes[at] === 0x2b || bytes[at] === 0x2f)) at++;
  return at - end >= 40;
}

/** The last run of base64 that held no key: what begins within it holds none, and need not be decoded again. */
let keyless: { readonly bytes: WeakRef<Uint8Array>; readonly start: number; readonly end: number } | undefined;

function isEncodedKey(bytes: Uint8Array, start: number, end: number): boolean {
  if (isBase64Url(bytes[start - 1])) return false;
  if (keyless?.bytes.deref() === bytes && start > keyless.start && start < keyless.end) return false;
  const run = encodedKeyAt(slice(bytes, start, end + 30_000), 0);
  if (!run.holds) keyless = { bytes: new WeakRef(bytes), start, end: start + run.end };
  return run.holds;
}

const isDer = (before: number) => (bytes: Uint8Array, start: number): boolean =>
  !isBase64Url(bytes[start - before - 1]) && startsLikeDer(slice(bytes, start - before, start + 24), 0);

/** Base64 near a split: the parts of a token read by hand. */
const nearSplit = (bytes: Uint8Array, start: number, end: number): boolean => slice(bytes, start - 300, end + 300).includes('split(');

/** `alg: 'none'`, `"alg":"none"`, also inside another text. */
const isUnsecured = (bytes: Uint8Array, start: number, end: number): boolean =>
  !isNameByte(bytes[start - 1]) && /^\\*["']?\s{0,4}:\s{0,4}\\*["'`]?none/i.test(slice(bytes, end, end + 24));

const handRolledWords: readonly GateWord[] = [
  { word: 'atob', context: nearSplit }, { word: 'base64', context: nearSplit }, { word: 'alg', context: isUnsecured },
];

const literalWords = (): readonly GateWord[] => [
  ...['eyJ', 'eyA', 'ewo', 'ew0', 'ewk'].map((word) => ({ word, context: isTokenHeader })),
  ...['ZXlK', 'ZXlB', 'ZXdv'].map((word) => ({ word, context: isWrappedToken })),
  ...['eyJ', 'ewo'].map((word) => ({ word, context: isEncodedKey })),
  ...derWords.map(([word, before]) => ({ word, context: isDer(before) })),
  ...namedKeyWords.map((word) => ({ word })),
  { word: 'PRIVATE KEY-----' },
  { word: 'PUBLIC KEY-----' },
  { word: 'BEGIN CERTIFICATE-----' },
  { word: 'PRIVATE KEY BLOCK' },
  { word: 'LS0tLS1CRUdJTi' },
  { word: 'kty', context: isKeyType },
  ...tokenWords(builtInTokens()).map(aroundWord),
];

/** A word of a provider's token, with what stands around it. */
const aroundWord = ({ word, isIn }: TokenWord): GateWord => ({
  word,
  context: (bytes, start, end) => {
    const from = Math.max(0, start - tokenMargin);
    return isIn(slice(bytes, from, end + tokenMargin), start - from);
  },
});

/** `"kty": "RSA"`, `kty=oct`: a word of its own before a value. */
function isKeyType(bytes: Uint8Array, start: number, end: number): boolean {
  return !isNameByte(bytes[start - 1]) && /^\\*["']?\s{0,20}[:=]\s{0,20}\\*["'`]?(?:RSA|EC|OKP|oct|AKP)/.test(slice(bytes, end, end + 60));
}
