// A text that stands beside a finding → which stretches of it a reader may not see. Shown is what is plainly ordinary:
// words of programs and settings, small numbers, well-known values, names, addresses without their passwords. All else
// could be a secret, and nothing about its form need say so. Every judgement looks at a character a bounded number of
// times. Leaves alone: what the facts know to be secret, see excerpt.ts.

import { everydayWords } from '../models/everyday-words.ts';
import { libraries } from '../models/libraries/all.ts';
import { ordinaryValues, ordinaryWords, roundTimes, secretTails, secretiveWords } from '../models/ordinary-words.ts';

export interface Stretch { readonly start: number; readonly end: number }

export const mask = '••••••';

/** The text with its hidden stretches masked, which are sorted. */
export function masked(text: string, hidden: readonly Stretch[]): string {
  const parts = hidden.map(({ start }, index) => text.slice(hidden[index - 1]?.end ?? 0, start));
  return [...parts, text.slice(hidden.at(-1)?.end ?? 0)].join(mask);
}

/** The text without such characters at its ends. Character by character: an expression for the end would start anew at each. */
export function withoutEdges(text: string, outside: RegExp): string {
  let [start, end] = [0, text.length];
  while (start < end && outside.test(text[start]!)) start++;
  while (end > start && outside.test(text[end - 1]!)) end--;
  return text.slice(start, end);
}

/** A longer literal is masked unread: nobody reads it in an excerpt. */
export const MAX_JUDGED = 400;
/** Numbers below it are ports, sizes and years. */
const SMALLEST_HIDDEN = 10_000;
const LONGEST_NAME = 60;

const whole = (text: string): Stretch[] => (text.length === 0 ? [] : [{ start: 0, end: text.length }]);
export const shifted = (stretches: readonly Stretch[], by: number): Stretch[] =>
  stretches.map(({ start, end }) => ({ start: start + by, end: end + by }));

// --- words, names, numbers ---

/** `jwtSecret`, `JWT_SECRET`, `access-token` → their words; undefined: no name at all. */
function wordsIn(name: string): readonly string[] | undefined {
  if (name.length > LONGEST_NAME || !/^[A-Za-z$_@.:-][\w$@.:-]*$/.test(name)) return undefined;
  const found = name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? [];
  return found.map((word) => word.toLowerCase());
}

const valuesInAnyCase: ReadonlySet<string> = new Set([...ordinaryValues].map((value) => value.toLowerCase()));
const isKnownValue = (text: string): boolean => valuesInAnyCase.has(text.toLowerCase());

const isNumberWord = (word: string): boolean => /^\d{1,3}$/.test(word);
const isKnown = (word: string): boolean => ordinaryWords.has(word) || ordinaryWords.has(word.replace(/s$/, ''));

/** Every word of it is one of ours. */
export function isOrdinaryName(name: string): boolean {
  if (/^[\w$]{1,2}$/.test(name)) return true;
  const words = wordsIn(name);
  if (words === undefined || words.length === 0) return false;
  return words.every((word) => isKnown(word) || isNumberWord(word)) || isKnown(words.join(''));
}

/** Where only a name can stand, one word of ours vouches for the others: `MINIO_SECRET_KEY`. Letters drawn at random hold short ones. */
export function isSettingName(name: string): boolean {
  if (isOrdinaryName(name) || isPackage(name)) return true;
  const words = wordsIn(name);
  return words !== undefined && !isTokenLike(name) && /^[A-Za-z_$][\w.$-]*$/.test(name) && words.some((word) => word.length > 2 && isKnown(word))
    && words.every((word) => word.length <= 16 && (!/\d/.test(word) || isNumberWord(word)));
}

/** What the name holds is a secret. */
export function isSecretName(name: string): boolean {
  if (name.length > LONGEST_NAME * 4) return true;
  const last = (name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g) ?? []).at(-1)?.toLowerCase() ?? '';
  return secretTails.has(last);
}

let packages: ReadonlySet<string> | undefined;
const isPackage = (name: string): boolean => {
  packages ??= new Set(libraries.map((library) => library.package));
  return packages.has(name.replace(/^(?:npm:|node_modules\/)/, '').replace(/^(.[^@]*)@.*$/, '$1'));
};

/** `15m`, `7 days`, `100kb`, `3600`. */
const isSmallNumber = (text: string): boolean => {
  const [, digits, rest] = /^[-+]?(\d{1,12}(?:[._]\d{1,3})?)([a-z]{0,2}|%)$/i.exec(text) ?? [];
  if (digits === undefined) return false;
  const value = Number(digits.replace('_', ''));
  return (digits.length < 5 || roundTimes.has(value)) && (value < SMALLEST_HIDDEN || roundTimes.has(value)) && rest !== undefined;
};
export const isShownNumber = (raw: string): boolean => {
  const value = Number(raw.replaceAll('_', ''));
  return (/^[\d_.]{1,6}$/.test(raw) && value < SMALLEST_HIDDEN) || /^0x[\da-f]{1,4}$/i.test(raw) || roundTimes.has(value);
};
/** Where a workspace says which version: `workspace:^`, `catalog:`. */
const isSpace = (text: string): boolean => /^(?:workspace:[~^*]?|catalog:)$/.test(text);
/** `^8.5.1`, `>=18`, `20.x`, `@types/node@20.1.0` is none. */
const isVersion = (text: string): boolean => isSpace(text) || /^(?:[~^v]|[<>]=?)?\d{1,4}(?:\.(?:\d{1,4}|x|\*)){0,3}(?:-(?:alpha|beta|rc|next|alpine|slim)(?:\.\d{1,3})?)?$/.test(text)
  && (/[.~^v<>]/.test(text) || isSmallNumber(text));

/** `3000:3000`, `8080:80/tcp`: four digits at most, as for any number. */
const isPortPair = (text: string): boolean => /^\d{2,4}(?::\d{2,4}){1,2}(?:\/(?:tcp|udp))?$/.test(text) && text.length <= 13;

/** `localhost:9099`, `db:5432`. */
const isHostAndPort = (text: string): boolean => /^[a-z][a-z0-9.-]{1,60}:\d{2,5}$/i.test(text) && isHost(text);

const isDay = (text: string): boolean => /^(?:19|20)\d\d-\d\d-\d\d$/.test(text);

/** Long runs of an encoding's letters with digits among them: keys and tokens of whatever kind. */
const isTokenLike = (run: string): boolean =>
  run.length >= 20 && (run.match(/\d/g)?.length ?? 0) >= (run.length >= 32 ? 1 : 2) && /[A-Za-z]/.test(run);

export const tokenLikeIn = (text: string): Stretch[] =>
  [...text.matchAll(/[A-Za-z0-9+_-]{20,}={0,2}/g), ...text.matchAll(/[A-Za-z0-9+/]{32,}={0,2}/g)]
    .filter(([run]) => isTokenLike(run))
    .map((match) => ({ start: match.index, end: match.index + match[0].length }));

/**
 * What a message names, without what no name looks like: long runs that change between letters and digits again and again.
 * In a broken text a key may stand where a name is read: `secret: <key> other_secret: x`.
 */
export const withoutDrawn = (named: string): string => (named.length < 20 ? named
  : named.replace(/[A-Za-z0-9]{20,}/g, (run) => ((run.match(/[A-Za-z](?=\d)|\d(?=[A-Za-z])/g) ?? []).length >= 5 ? mask : run)));

/** It names another place or is no value at all, so it tells nothing whatever it stands for. */
const isReference = (text: string): boolean =>
  /^(?:\$\{[A-Za-z_]\w{0,60}(?::?[-?])?\}|\$[A-Z_]{1,60}|\$\{\{[\w .]{1,80}\}\}|\{\{[\w .$]{1,80}\}\}|%[A-Z_]{1,60}%)$/.test(text);
const isNoText = (text: string): boolean => /^(?:|true|false|null|undefined|\W{1,5}|.)$/.test(text);

// --- whole literals ---

/** A literal, or a value without quotes. `isSecret`: its name says so, and an ordinary word is the worst of secrets. */
export function hiddenInValue(text: string, isSecret: boolean): Stretch[] {
  if (text.length > MAX_JUDGED) return whole(text);
  const inner = text.trim();
  const start = text.indexOf(inner);
  if (isNoText(inner) || isReference(inner)) return [];
  const fallback = /^(\$\{([A-Za-z_]\w{0,60}):?[-=?+])([^{}]*)\}$/.exec(inner);
  if (fallback && isSettingName(fallback[2]!))
    return shifted(hiddenInValue(fallback[3]!, isSecret || isSecretName(fallback[2]!)), start + fallback[1]!.length);
  if (isSecret) return isHeaderOrAlgorithm(inner) || isPackageVersion(inner) ? [] : [{ start, end: start + inner.length }];
  if (isKnownValue(inner) || isSmallNumber(inner) || isVersion(inner) || isDay(inner)) return [];
  if (isPortPair(inner) || isHostAndPort(inner) || isPackage(inner)) return [];
  const hidden = isAddress(inner) ? hiddenInAddress(inner) : hiddenInWords(inner);
  return shifted(hidden, start);
}

export const isHeaderOrAlgorithm = (text: string): boolean => isKnownValue(text) && /[A-Z\d-]/.test(text);
const isPackageVersion = (text: string): boolean => /^[~^]?\d{1,4}(?:\.\d{1,4}){1,2}$/.test(text);

function hiddenInWords(text: string): Stretch[] {
  // A sentence or a list is shown when all of it may be: what is left of a passphrase without its rare words is too much.
  if (/\s/.test(text)) return hiddenInProse(text).length === 0 && !areAllSecretive(text) ? [] : whole(text);
  const option = /^(--?[A-Za-z][\w-]{0,60}=)(.*)$/s.exec(text);
  if (option) {
    const [, name = '', value = ''] = option;
    const before = isOrdinaryName(name.replace(/[-=]+/g, ' ').trim().replaceAll(' ', '-')) ? [] : [{ start: 0, end: name.length - 1 }];
    return [...before, ...shifted(hiddenInValue(value, isSecretName(name)), name.length)];
  }
  return isOrdinaryLiteral(text) ? [] : whole(text);
}

const areAllSecretive = (text: string): boolean =>
  text.toLowerCase().split(/\W+/).every((word) => word.length <= 2 || secretiveWords.has(word));

/** A word or a name of ours. Names of variables say what they are; other names that are made of secretive words are often keys. */
function isOrdinaryLiteral(text: string): boolean {
  const bare = withoutEdges(text, /[#*!?:.,;&|=+%~^-]/);
  if (bare === '') return text.length < 6;
  if (/^[\w$]{1,2}$/.test(bare)) return true;
  if (!isOrdinaryName(bare)) return /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+){1,8}$/.test(bare) && isSettingName(bare);
  const words = wordsIn(bare) ?? [];
  const isVariable = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(bare) || /^[a-z]+(?:\.[a-zA-Z]+)+$/.test(bare);
  return isVariable || words.some((word) => !secretiveWords.has(word)) && !words.some((word) => loudest.has(word));
}

/** In a compound these make a made-up key likely: `my-secret-key`, `dev-only-example`. */
const loudest: ReadonlySet<string> = new Set([
  'secret', 'secrets', 'password', 'passwd', 'pwd', 'pass', 'passphrase', 'my', 'super', 'change', 'me', 'dev', 'test', 'admin', 'root',
  'example', 'demo', 'default',
]);

// --- addresses and paths ---

const isAddress = (text: string): boolean => /^(?:[a-z][a-z0-9+.-]{1,20}:\/\/|\.{0,2}\/|~\/|@\/|[a-z]:\\)/i.test(text) && !/\s/.test(text);

/** Its password, and what of its path, query and host is not plainly a name. */
export function hiddenInAddress(text: string): Stretch[] {
  const hidden: Stretch[] = [];
  const hide = (start: number, end: number): void => {
    if (end > start) hidden.push({ start, end });
  };
  const scheme = /^[a-z][a-z0-9+.-]{1,20}:\/\//i.exec(text)?.[0] ?? '';
  let at = scheme.length;
  if (scheme !== '') {
    if (!/^(?:https?|wss?|ftp|file|data|redis|rediss|postgres|postgresql|mysql|mongodb(?:\+srv)?|amqps?|smtps?|nats|git(?:\+ssh|\+https)?|ssh|npm|node|urn|s3|ldaps?|mqtt|kafka|vault|op|env|jdbc)(?:):\/\/$/i.test(scheme)) hide(0, at - 3);
    // The last @ before the path: passwords hold others.
    const authorityEnd = indexAfter(text, /[/?#\s]/g, at);
    const sign = text.lastIndexOf('@', authorityEnd - 1);
    const anySign = text.lastIndexOf('@');
    const isPackagePath = /^[/?#]?[\w./-]*\/@/.test(text.slice(authorityEnd, anySign + 1));
    const from = sign >= at ? sign : anySign > authorityEnd && !isPackagePath ? anySign : -1;
    if (from >= at) {
      hide(at, from);
      at = from + 1;
    }
    const hostEnd = indexAfter(text, /[/?#\s]/g, at);
    const host = text.slice(at, hostEnd);
    if (!isHost(host)) hide(at, hostEnd);
    at = hostEnd;
  }
  for (const match of text.slice(at).matchAll(/[^/?#&=;,@]+/g)) {
    const [part] = match;
    const before = text[at + match.index - 1];
    const start = at + match.index;
    const name = before === '=' ? (/([\w.-]{1,60})=$/.exec(text.slice(Math.max(0, start - 62), start))?.[1] ?? '') : '';
    if (before === '=' ? hiddenInValue(part, isSecretName(name)).length > 0 : !isSegment(part)) hide(start, start + part.length);
  }
  return hidden;
}

function indexAfter(text: string, pattern: RegExp, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? text.length;
}

const isHost = (host: string): boolean => {
  if (/^(?:localhost|\d{1,3}(?:\.\d{1,3}){3}|\[[\da-f:]{2,40}\]|)(?::\d{1,5})?$/i.test(host)) return true;
  const name = host.replace(/:\d{1,5}$/, '');
  if (isReference(name) || isOrdinaryName(name)) return true;
  return /^[a-z0-9-]{1,40}(?:\.[a-z0-9-]{1,40}){0,5}\.(?:com|org|net|io|dev|app|local|test|example|internal|cloud|co|ai|me|de|uk|eu|us|sh|so|invalid|localhost)$/i.test(name)
    && name.split('.').every((label) => !isTokenLike(label) && !/\d[a-z]+\d/i.test(label));
};

/** `users`, `:id`, `*`, `.well-known`, `jwks.json`, `v1`, `{id}`. */
const isSegment = (part: string): boolean => {
  const bare = withoutEdges(part, /[:*.~@{}[\]$?+]/);
  return bare === '' || isOrdinaryName(bare) || isPackage(bare) || isSmallNumber(bare) || isVersion(bare) || isKnownValue(bare)
    || bare === 'well-known' || bare === 'node_modules' || isEveryday(bare);
};

// --- prose: comments, text files, commands ---

/** Word by word; hidden ones that stand close to each other are hidden together. */
export function hiddenInProse(text: string): Stretch[] {
  const hidden: Stretch[] = [];
  let isSecret = false;
  for (const match of text.matchAll(wordsOfProse)) {
    const [chunk] = match;
    hidden.push(...shifted(hiddenInChunk(chunk, isSecret), match.index));
    isSecret = leadsToSecret(chunk, isSecret);
  }
  return closed(hidden, text);
}

export const wordsOfProse = /[^\s"'`()[\]{}<>,;]+/g;

/** One word of plain English, or two joined. */
export const isEveryday = (chunk: string): boolean => {
  const pieces = withoutEdges(chunk, /[.:!?*~-]/).split(/[-/’]/);
  return pieces.length <= 2
    && pieces.every((piece) => /^[A-Z]?[a-z]+$/.test(piece) && (isOrdinaryName(piece) || isCommon(piece.toLowerCase())));
};
const isCommon = (word: string): boolean => everydayWords.has(word) || everydayWords.has(word.replace(/(?:s|ed|ing|ly|d)$/, ''));

/** `password:`, `--jwt-secret`, and the sign that stands alone behind such a name. */
export const leadsToSecret = (chunk: string, before: boolean): boolean =>
  (/[:=]$/.test(chunk) || chunk.startsWith('-')) && chunk.length > 1 ? isSecretName(chunk) : before && /^(?:[:=]{1,2}|is|was)$/.test(chunk);

export function hiddenInChunk(chunk: string, isSecret: boolean): Stretch[] {
  if (isAddress(chunk)) return isSecret ? whole(chunk) : hiddenInAddress(chunk);
  const pair = /^([A-Za-z_$-][\w.$-]{0,60})([:=]{1,2})(.+)$/s.exec(chunk);
  if (pair) {
    const [, name = '', sign = '', value = ''] = pair;
    const before = isSettingName(name.replace(/^-+/, '')) ? [] : [{ start: 0, end: name.length }];
    const hidden = isSecretName(name) ? hiddenInValue(value, true) : hiddenInChunk(value, false);
    return [...before, ...shifted(hidden, name.length + sign.length)];
  }
  const bare = withoutEdges(chunk, /[^\p{L}\p{N}\uD800-\uDFFF$_-]/u);
  if (!/[\p{L}\p{N}]/u.test(bare)) return chunk.length < 6 || /^(.)\1*$/.test(chunk) ? [] : whole(chunk);
  if (isSecret) return isReference(chunk) || isNoText(chunk) || /^(?:is|was|the|a|of|for|in)$/.test(bare) ? [] : whole(chunk);
  if (isKnownValue(bare) || isSmallNumber(bare) || isVersion(chunk) || isDay(bare) || isReference(chunk) || isPackage(bare)) return [];
  return isOrdinaryName(bare.replace(/^-+/, '')) || isOrdinaryPieces(bare) ? [] : whole(chunk);
}

/** `jwt.verify`, `read/write`, `it's`. */
const isOrdinaryPieces = (chunk: string): boolean => {
  const pieces = chunk.split(/[/|\\&+*?!=:.#@%’-]+/).filter(Boolean);
  return pieces.length > 0 && pieces.length <= 12
    && pieces.every((piece) => isOrdinaryName(piece) || isSmallNumber(piece) || isKnownValue(piece));
};

/** Between two hidden words of one thought only short words may stand: they are part of it. */
export function closed(hidden: readonly Stretch[], text: string): Stretch[] {
  const joined: { start: number; end: number }[] = [];
  for (const { start, end } of hidden) {
    const last = joined.at(-1);
    if (last && start - last.end < 8 && /^[\w\s-]*$/.test(text.slice(last.end, start))) last.end = Math.max(last.end, end);
    else joined.push({ start, end });
  }
  return joined;
}

// --- lines whose shape nobody has read: settings, texts, broken source ---

/**
 * A line with no tree. Texts in quotes are judged whole, values behind a name by that name, the rest word by word.
 * `isSettings`: a name, a sign and a value without quotes that runs to the end of the line.
 */
export function hiddenInLine(line: string, isSettings: boolean): Stretch[] {
  const lead = /^\s*(?:(?:[-+*>|#]|export|set|ENV|ARG|const|let|var)\s+){0,4}/.exec(line)![0].length;
  const head = /^("[^"\\]{0,120}"|'[^'\\]{0,120}'|[A-Za-z_$][\w.$-]{0,120})(\s{0,20}(?:[:=](?!\/)|(?<=[A-Z0-9_])\s)\s{0,20})(?=\S)/.exec(line.slice(lead, lead + 400));
  const isVariable = /^\s*(?:ENV|ARG)\s/.test(line);
  if (head && isSettings && (isVariable || /[:=]/.test(head[2]!))) {
    const [all, name = ''] = head;
    const bare = name.replace(/^["']|["']$/g, '');
    const at = lead + all.length;
    const rest = line.slice(at);
    const before = isSettingName(bare) || isVersionBehind(rest) && isPackageName(bare) ? [] : [nameStretch(lead, name)];
    if (/^["'`{[]/.test(rest)) return [...before, ...shifted(hiddenInMixed(rest, isSecretName(bare)), at)];
    const value = rest.replace(/\s[#;].*$|,\s*$/, '');
    const isBlock = /^[|>][-+\d]{0,2}\s*$/.test(value);
    const judge = isVariable && !/[:=]/.test(head[2]!) ? hiddenInValue : hiddenInSetting;
    const hidden = isBlock ? [] : judge(value, isSecretName(bare));
    return [...before, ...shifted(hidden, at), ...shifted(hiddenInMixed(rest.slice(value.length), false), at + value.length)];
  }
  return hiddenInMixed(line, false);
}

const hiddenInSetting = (value: string, isSecret: boolean): Stretch[] =>
  /^[&*!]\S/.test(value) || !/\s/.test(value) || isSecret
    ? hiddenInValue(value, isSecret)
    : (hiddenInProse(value).length === 0 ? [] : /\s--?\w|["']|\$\{/.test(value) ? hiddenInMixed(value, false) : whole(value));

const nameStretch = (at: number, name: string): Stretch =>
  (/^["']/.test(name) ? { start: at + 1, end: at + name.length - 1 } : { start: at, end: at + name.length });
const isVersionBehind = (rest: string): boolean => {
  const value = /^["']?([^"',\s]{1,40})/.exec(rest)?.[1] ?? '';
  return isVersion(value) && (isSpace(value) || /\d\.\d/.test(value));
};
const isPackageName = (name: string): boolean => /^(?:@[a-z0-9-]{1,40}\/)?[a-z][a-z0-9.-]{0,60}$/.test(name) && !isTokenLike(name);

const secretBefore = /(?:key|secret|token|password|passphrase|pwd|salt)\w{0,10}\s{0,3}(?:[:=]|\?\?|\|\|)\s{0,3}$/i;

/** Quoted texts and bare words; a text before `:` or `=` names the next. */
function hiddenInMixed(line: string, startsSecret: boolean): Stretch[] {
  const hidden: Stretch[] = [];
  let isSecret = startsSecret;
  let at = 0;
  while (at < line.length) {
    const quote = indexAfter(line, /["'`]/g, at);
    const bare = line.slice(at, quote);
    for (const match of bare.matchAll(/[^\s"'`()[\]{}<>,;]+/g)) {
      hidden.push(...shifted(hiddenInChunk(match[0], isSecret), at + match.index));
      isSecret = leadsToSecret(match[0], isSecret);
    }
    if (quote >= line.length) break;
    const end = endOfQuote(line, quote);
    const inner = line.slice(quote + 1, end);
    const after = /^["'`]\]?\s{0,10}[:=](?!=)/.test(line.slice(end, end + 14));
    if (after) {
      const isPackageOf = isVersionBehind(line.slice(end + 1).replace(/^\s{0,10}:\s{0,10}/, ''));
      if (!isSettingName(inner) && !isPackageOf) hidden.push({ start: quote + 1, end });
      isSecret = isSecretName(inner);
    } else {
      const isNamed = secretBefore.test(line.slice(Math.max(0, quote - 40), quote));
      hidden.push(...shifted(hiddenInValue(inner, isSecret || isNamed), quote + 1));
      isSecret = false;
    }
    at = end + 1;
  }
  return closed(hidden, line);
}

/** A literal that is not closed runs to the end of its line. */
function endOfQuote(line: string, start: number): number {
  for (let at = start + 1; at < line.length; at++) {
    if (line[at] === '\\') at++;
    else if (line[at] === line[start]) return at;
  }
  return line.length;
}

/** A regular expression: its words. */
export const hiddenInPattern = (text: string): Stretch[] =>
  text.length <= MAX_JUDGED && (text.match(/[\p{L}\p{N}_-]{3,}/gu) ?? [])
    .every((word) => isOrdinaryName(word.replace(/^[bBdDsSwWnrtu](?=[A-Z])/, '')))
    ? [] : whole(text);
