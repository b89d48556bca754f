// The form of a token as data → its parts. A shape is a regular expression of the plainest kind: characters, classes,
// and counts (`{36}`, `{20,80}`, `?`) behind one of them. No group, no alternative, no open repetition: so what a match
// costs is bounded by the shape itself, whoever wrote it, and words for the gate and samples for tests follow from it.

/** One character or class, and how many of it. */
export interface ShapePart {
  readonly chars: string;
  readonly least: number;
  readonly most: number;
}

export interface TokenShape {
  /** As written: the source of a regular expression. */
  readonly source: string;
  readonly parts: readonly ShapePart[];
  /** The longest run of fixed characters; '' when there is none. */
  readonly word: string;
  /** How many characters stand before the word, at least and at most. */
  readonly before: readonly [least: number, most: number];
  /** Length of the whole. */
  readonly length: readonly [least: number, most: number];
}

/** Longer than any token but JWTs and certificates. */
const longest = 2000;
/** Ways to divide a text between the counts that vary: what one attempt at a match may cost at worst. */
const mostWays = 20_000;

const part = /(\[(?:[^\]\\]|\\[\\\]^-])+\]|\\[.^$*+?()[\]{}|\\/-]|[\w ~:=@,;#%&!<>'"/-])(?:\{(\d{1,4})(?:,(\d{1,4}))?\}|(\?))?/y;

/** Undefined for what is no such shape: a group, an open count, a class turned round. */
export function parseShape(source: string): TokenShape | undefined {
  const parts: ShapePart[] = [];
  for (let at = 0; at < source.length; at = part.lastIndex) {
    part.lastIndex = at;
    const match = part.exec(source);
    const chars = match && charsOf(match[1]!);
    if (!match || !chars) return undefined;
    const least = match[4] ? 0 : Number(match[2] ?? 1);
    const most = match[4] ? 1 : Number(match[3] ?? match[2] ?? 1);
    if (most < least || most === 0) return undefined;
    parts.push({ chars, least, most });
  }
  const length = lengthOf(parts);
  const ways = parts.reduce((product, { least, most }) => product * (most - least + 1), 1);
  return parts.length === 0 || length[1] > longest || ways > mostWays ? undefined : { source, parts, length, ...wordOf(parts) };
}

const lengthOf = (parts: readonly ShapePart[]): readonly [number, number] =>
  [parts.reduce((sum, { least }) => sum + least, 0), parts.reduce((sum, { most }) => sum + most, 0)];

/** All characters that a class or a lone character stands for. */
function charsOf(written: string): string | undefined {
  if (!written.startsWith('[')) return written.replace(/^\\/, '');
  const inside = [...written.slice(1, -1).matchAll(/\\?([^])/g)].map(([whole, char]) => ({ char: char!, escaped: whole.length > 1 }));
  if (inside[0]?.char === '^' && !inside[0].escaped) return undefined;
  let chars = '';
  for (let at = 0; at < inside.length; at++) {
    const to = inside[at + 1]?.char === '-' && !inside[at + 1]!.escaped ? inside[at + 2] : undefined;
    if (!to) { chars += inside[at]!.char; continue; }
    const [first, last] = [inside[at]!.char.charCodeAt(0), to.char.charCodeAt(0)];
    if (last < first) return undefined;
    for (let code = first; code <= last; code++) chars += String.fromCharCode(code);
    at += 2;
  }
  return chars;
}

function wordOf(parts: readonly ShapePart[]): Pick<TokenShape, 'word' | 'before'> {
  let best: { word: string; from: number } = { word: '', from: 0 };
  for (let from = 0; from < parts.length; from++) {
    let word = '';
    for (let at = from; isFixed(parts[at]); at++) word += parts[at]!.chars.repeat(parts[at]!.least);
    if (word.length > best.word.length) best = { word, from };
  }
  return { word: best.word, before: lengthOf(parts.slice(0, best.from)) };
}

const isFixed = (one: ShapePart | undefined): boolean => one?.chars.length === 1 && one.least === one.most;
