// Bytes → could any fact be in here? A cheap no for most files, before they are decoded. The words come from the models,
// so a new library widens the gate by itself. A word of secrecy counts where the whole name says key by the same table
// that judges names later, and a text follows. Says yes too often rather than too seldom.

import { libraries } from '../models/libraries/all.ts';
import type { LibraryModel } from '../models/model.ts';
import { agentGuards } from '../models/places/agents.ts';
import { platforms } from '../models/platforms/all.ts';
import { bundlerSettings, publishedSections } from '../models/places/public-prefixes.ts';
import { pipelineModels } from '../models/places/pipelines.ts';
import { vulnerableVersions } from '../models/vulnerable-versions.ts';
import { latin1, makeGate } from '../source/gate.ts';
import type { Gate, GateWord } from '../source/gate.ts';
import { isCode } from '../source/language.ts';
import { isTranslation } from '../source/role.ts';
import type { Language } from '../source/language.ts';
import { exposureWords, switchWords } from './exposure-words.ts';
import { isNameByte } from './name-around.ts';
import { describesInterface, settingWords, xmlWords } from './setting-words.ts';
import type { Names } from '../secrets/words/names.ts';
import { type TokenSearch } from '../secrets/tokens/provider-tokens.ts';
import { addressWords, aroundWord, handRolledWords, literalWords } from './gate/literals.ts';
import { isKeyBeforeText, nameWords, prefixWords, publishingWords, secretWords } from './gate/names.ts';
import { comparedWords, isQuote, libraryWords, signingWords, wrapperWords } from './gate/libraries.ts';

/** By the models of the run. */
const codeGates = new WeakMap<readonly LibraryModel[], Gate>();
let configGate: Gate | undefined;
let jsonGate: Gate | undefined;
let xmlGate: Gate | undefined;
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
  if (language === 'env' || language === 'nginx') return true;
  if (isCode(language)) return codeGateFor(models)(bytes);
  if (language === 'lock') return (lockGate ??= makeGate([...lockedWords(), ...literalWords()]))(bytes);
  if (language === 'text') return (textGate ??= makeGate([...literalWords(), ...switchWords]))(bytes);
  if (describesInterface(bytes)) return (interfaceGate ??= makeGate([...platformWords(), ...literalWords(), ...switchWords]))(bytes);
  if (language === 'xml') return (xmlGate ??= makeGate([...xmlWords, ...platformWords(), ...literalWords(), ...switchWords]))(bytes);
  if (language === 'json')
    return (jsonGate ??= makeGate([...secretWords(), ...platformWords(), ...manifestWords(), ...literalWords(), ...switchWords]))(bytes);
  return (configGate ??= makeGate([...settingWords, ...platformWords(), ...manifestWords(), ...literalWords(), ...switchWords]))(bytes);
}

/** The same of a file: its path may say more than its words, or make them say less. */
export const mayMatter = (
  path: string, bytes: Uint8Array, language: Language, models?: readonly LibraryModel[], tokens?: TokenSearch, names?: Names,
): boolean =>
  isReadWhole(path) || ((!path.endsWith('.map') || carriesSources(bytes)) &&
    mayHoldFacts(bytes, !isCode(language) && isTranslation(path) ? 'text' : language, models, tokens, names));

/** A source map without the sources holds positions and names. */
const carriesSources = makeGate(['"sourcesContent"']);

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
/** What only a server for agents hands to its tools, with the caller's token in it. */
const agentWords: readonly GateWord[] = ['authInfo', 'requestInfo', ...agentGuards].map((word) => ({
  // `RequestInfo` is what `fetch` takes.
  word, context: (bytes, start, end) => latin1(bytes, start, end) === word && isWhole(bytes, start, end),
}));
const callWords = (models: readonly LibraryModel[]): readonly GateWord[] => [
  ...modelledWords(models), ...['kty', 'passphrase'].map((word) => ({ word })),
];

const codeWords = (models: readonly LibraryModel[]): readonly GateWord[] => [
  ...modelledWords(models),
  ...agentWords,
  ...nameWords(isKeyBeforeText),
  ...prefixWords(),
  ...publishingWords,
  ...exposureWords,
  ...switchWords,
  ...literalWords(),
];
