// A text, another text of its kind and a stream of choices → the text after a few changes: of characters, tokens, lines and
// bracketed parts. It need not stay valid; most of the changes leave most of it so.

import type { Random } from './random.ts';

type Change = (text: string, donor: string, random: Random) => string;

export function mutated(text: string, donor: string, random: Random): string {
  let result = text;
  for (let left = random.size(6); left > 0; left--) result = random.pick(changes)(result, donor, random);
  return result.slice(0, LARGEST);
}

/** Copies of copies grow quickly. */
const LARGEST = 100_000;

/** Characters that end lines, hide, combine, come in halves, or mean something to one reader and nothing to another. */
export const oddCharacters = [
  '\0', '\x01', '\b', '\x1b[2J', '\x7f', '\u0085', '\u00a0', '\u00ad', '\u0301', '\u061c', '\u180e', '\u200b', '\u200d', '\u200f', '\u2028', '\u2029',
  '\u202e', '\u2066', '\u3000', '\ufeff', '\uffff', '\ufffd', '\ud800', '\udc00', '\udfff', '😀', '𝒳', '𠮷', '\u{10ffff}', 'é', 'ﬁ', 'İ', 'ß',
  '\r', '\r\n', '\n', '\t', '\v', '\f', '\\', '\\u{', '\\x', '\\0', '"', "'", '`', '${', '}', '/*', '*/', '//', '<!--', '-->', '#', '---\n', '...\n',
  '<script>', '</script>', '{{', '}}', '%', '&a ', '*a', '<<: ', '!!', '? ', '- ', '|', '>', '=', ':', ';', ',', '(', ')', '[', ']', '{', '<', '@',
];

/** What objects have without being asked, what is empty, and what rules look for. */
const words = [
  '__proto__', 'constructor', 'toString', 'valueOf', 'hasOwnProperty', 'prototype', 'length', 'then', 'undefined', 'null', 'NaN', 'true', 'arguments', 'this',
  'super', 'await', 'async', 'yield', 'let', 'static', 'new', 'class', 'function', 'import', 'export', 'default', 'require', 'module', 'globalThis', 'eval',
  "''", '""', '``', '0', '-1', '1e999', '0x', '1_000', '9007199254740993n', "'none'", "'HS256'", "'RS256'", "'secret'", "'100y'", '[]', '{}', '()', '...x',
  'jwt', 'sign', 'verify', 'decode', 'key', 'secret', 'token', 'algorithms', 'process.env.JWT_SECRET', "'__proto__'", "['constructor']", '?.', '#x', '@a',
  '// jwtlint-disable-next-line', '/* eslint-disable */', '# jwtlint-disable-line no-weak-secret -- x until=2020-99-99',
];

const at = (text: string, random: Random): number => random.below(text.length + 1);
const spliced = (text: string, from: number, to: number, inserted: string): string => text.slice(0, from) + inserted + text.slice(to);

function insertOdd(text: string, _donor: string, random: Random): string {
  const where = at(text, random);
  return spliced(text, where, where, random.pick(oddCharacters).repeat(random.chance(0.1) ? random.size(40) : 1));
}

function dropCharacter(text: string, _donor: string, random: Random): string {
  const where = at(text, random);
  return spliced(text, where, where + random.size(8), '');
}

function repeatCharacter(text: string, _donor: string, random: Random): string {
  const where = at(text, random);
  return spliced(text, where, where, text.slice(where, where + 1).repeat(random.size(30)));
}

function flipCharacter(text: string, _donor: string, random: Random): string {
  const where = at(text, random);
  const bit = 1 << random.below(random.chance(0.9) ? 7 : 16);
  return spliced(text, where, where + 1, String.fromCharCode((text.charCodeAt(where) || 0) ^ bit));
}

// --- tokens ---

interface Stretch { readonly start: number; readonly end: number }

const TOKEN = /[\w$]+|"[^"\n]{0,200}"|'[^'\n]{0,200}'|\s+|[^\w\s]/g;

/** A token that starts near a random place: the whole text need not be read for it. */
function tokenIn(text: string, random: Random): Stretch {
  TOKEN.lastIndex = at(text, random);
  const found = TOKEN.exec(text) ?? /$/.exec(text)!;
  return { start: found.index, end: found.index + found[0].length };
}

function dropToken(text: string, _donor: string, random: Random): string {
  const { start, end } = tokenIn(text, random);
  return spliced(text, start, end, '');
}

function repeatToken(text: string, _donor: string, random: Random): string {
  const { start, end } = tokenIn(text, random);
  return spliced(text, start, start, text.slice(start, end).repeat(random.size(20)));
}

const swapTokens: Change = (text, _donor, random) => swapped(text, tokenIn(text, random), tokenIn(text, random));

function wordForToken(text: string, _donor: string, random: Random): string {
  const { start, end } = tokenIn(text, random);
  return spliced(text, start, end, random.pick(words));
}

function tokenOfDonor(text: string, donor: string, random: Random): string {
  const { start, end } = tokenIn(text, random);
  const other = tokenIn(donor, random);
  return spliced(text, start, end, donor.slice(other.start, other.end));
}

function swapped(text: string, one: Stretch, other: Stretch): string {
  const [first, second] = one.start <= other.start ? [one, other] : [other, one];
  if (second.start < first.end) return text;
  return text.slice(0, first.start) + text.slice(second.start, second.end) + text.slice(first.end, second.start)
    + text.slice(first.start, first.end) + text.slice(second.end);
}

// --- lines ---

function lineIn(text: string, random: Random): Stretch {
  const where = at(text, random);
  const start = text.lastIndexOf('\n', where - 1) + 1;
  const end = text.indexOf('\n', where);
  return { start, end: end < 0 ? text.length : end + 1 };
}

function dropLine(text: string, _donor: string, random: Random): string {
  const { start, end } = lineIn(text, random);
  return spliced(text, start, end, '');
}

function repeatLine(text: string, _donor: string, random: Random): string {
  const { start, end } = lineIn(text, random);
  return spliced(text, start, start, text.slice(start, end).repeat(random.size(12)));
}

const moveLine: Change = (text, _donor, random) => swapped(text, lineIn(text, random), lineIn(text, random));

function lineOfDonor(text: string, donor: string, random: Random): string {
  const { start } = lineIn(text, random);
  const other = lineIn(donor, random);
  return spliced(text, start, start, donor.slice(other.start, other.end));
}

function stretchOfDonor(text: string, donor: string, random: Random): string {
  const where = at(text, random);
  const from = at(donor, random);
  return spliced(text, where, where + random.size(200), donor.slice(from, from + random.size(400)));
}

function joinLines(text: string, _donor: string, random: Random): string {
  return random.chance(0.2) ? text.replaceAll('\n', ' ') : ((line) => spliced(text, line.end - 1, line.end, ''))(lineIn(text, random));
}

// --- bracketed parts: what trees of all these formats are made of ---

const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** From a bracket near a random place to the one that closes it; strings are not known, so it may go wrong. */
function partIn(text: string, random: Random): Stretch | undefined {
  const open = /[([{]/g;
  open.lastIndex = at(text, random);
  const found = open.exec(text) ?? /[([{]/.exec(text);
  if (!found) return undefined;
  let depth = 0;
  for (let index = found.index; index < text.length; index++) {
    if (closers[text[index]!] !== undefined) depth++;
    else if (text[index] === ')' || text[index] === ']' || text[index] === '}') depth--;
    if (depth === 0) return { start: found.index, end: index + 1 };
  }
  return undefined;
}

function withPart(text: string, random: Random, change: (part: Stretch, inner: string) => string): string {
  const part = partIn(text, random);
  return part === undefined ? text : change(part, text.slice(part.start, part.end));
}

function partOfDonor(text: string, donor: string, random: Random): string {
  return withPart(text, random, ({ start, end }) => withPart(donor, random, (_other, inner) => spliced(text, start, end, inner)));
}

function repeatPart(text: string, _donor: string, random: Random): string {
  return withPart(text, random, ({ start }, inner) => spliced(text, start, start, random.pick(['', ',', ';', '\n']) + inner.repeat(random.size(6))));
}

const dropPart: Change = (text, _donor, random) =>
  withPart(text, random, ({ start, end }, inner) => spliced(text, start, end, random.chance(0.5) ? '' : inner[0]! + closers[inner[0]!]!));

const swapParts: Change = (text, _donor, random) =>
  withPart(text, random, (one) => ((other) => (other === undefined ? text : swapped(text, one, other)))(partIn(text, random)));

const nestPart: Change = (text, _donor, random) => withPart(text, random, ({ start, end }, inner) => {
  const [before, after] = random.pick([['(', ')'], ['[', ']'], ['{ a: ', ' }'], ['f(', ')'], ['`${', '}`'], ['() => ', ''], ['await ', ''], ['!', ''], ['new ', ''], ['...', '']]);
  const depth = random.size(60);
  return spliced(text, start, end, before.repeat(depth) + inner + after.repeat(depth));
});

const otherBrackets: Change = (text, _donor, random) => withPart(text, random, ({ start, end }, inner) => {
  const [open, close] = random.pick([['(', ')'], ['[', ']'], ['{', '}'], ['<', '>'], ['', '']]);
  return spliced(text, start, end, open + inner.slice(1, -1) + close);
});

// --- the whole text ---

const otherLineEnds: Change = (text, _donor, random) => {
  const ends = random.pick([['\r\n'], ['\r'], ['\r\n', '\n'], ['\r', '\n', '\r\n'], ['\u2028', '\n'], ['\n\r']]);
  return text.replace(/\n/g, () => random.pick(ends));
};

const truncated: Change = (text, _donor, random) => text.slice(0, at(text, random));
const beheaded: Change = (text, _donor, random) => random.pick(['', '\n', '\r', '\ufeff', '\n  ', '#!']) + text.slice(random.chance(0.5) ? 0 : random.size(80));
const indent: Change = (text, _donor, random) => ((space) => text.replace(/^/gm, space))(random.pick([' ', '\t', '  ', '\u00a0']));
const otherQuotes: Change = (text, _donor, random) => ((quote) => text.replace(/['"`]/g, quote))(random.pick(["'", '"', '`', '']));

/** As a string, a comment, an element or a block of something else. */
const inAnother: Change = (text, _donor, random) => random.pick<(inner: string) => string>([
  (inner) => `/* ${inner} */`, (inner) => JSON.stringify(inner), (inner) => `\`${inner}\``, (inner) => `<script>${inner}</script>`, (inner) => `{\n${inner}\n}`,
  (inner) => `key: |\n  ${inner.replaceAll('\n', '\n  ')}`, (inner) => `A="${inner}"`, (inner) => `export default (${inner})`, (inner) => `async function f() {\n${inner}\n}`,
])(text);

const changes: readonly Change[] = [
  insertOdd, insertOdd, dropCharacter, repeatCharacter, flipCharacter,
  dropToken, swapTokens, repeatToken, wordForToken, wordForToken, tokenOfDonor,
  dropLine, repeatLine, moveLine, lineOfDonor, stretchOfDonor, joinLines,
  partOfDonor, partOfDonor, repeatPart, dropPart, swapParts, nestPart, otherBrackets,
  otherLineEnds, truncated, beheaded, indent, otherQuotes, inAnother,
];
