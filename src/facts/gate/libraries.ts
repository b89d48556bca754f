// Words that open the gate for a library: a specifier that is imported; of built-ins, which every file has, the names of their calls.

import { parseCall } from '../../models/signature.ts';
import type { LibraryModel } from '../../models/model.ts';
import { copiedPackageIn, packageIn } from '../../source/specifiers.ts';
import { latin1 as slice } from '../../source/gate.ts';
import type { GateWord } from '../../source/gate.ts';
import { isNameByte, LONGEST_NAME, nameAround } from '../name-around.ts';
import { wordsOf } from '../../secrets/words/names.ts';
import { lastWordsOf } from '../../values/own-models.ts';

// ---- libraries: a specifier that is imported; built-ins, which every file has, by the names of their calls ----

export function libraryWords(models: readonly LibraryModel[]): GateWord[] {
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
export const wrapperWords: readonly GateWord[] = ['jwt', 'jws', 'token'].map((word) => ({ word, context: isOwnWrapper }));

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
export const comparedWords: readonly GateWord[] = ['signature', 'hmac'].map((word) => ({ word, context: isCompared }));

export const signingWords: readonly GateWord[] = [{ word: 'jwt', context: isSigningCall }, { word: 'token', context: isSigningCall }];

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

export const isQuote = (byte: number | undefined): boolean => byte === 0x22 || byte === 0x27 || byte === 0x60;

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
