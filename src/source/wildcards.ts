// A pattern of path segments (`*`, `?`, `[a-z]`, `**`) → does a path fit it? By hand, not by regular expression: of several
// stars only the last one is ever taken back, so a comparison costs at most pattern × path, whatever a stranger writes.

/** What one segment is made of. A set is a test of one character. */
type Piece = string | ((character: string) => boolean);
/** `head` and `tail` are the plain characters before the first star and after the last: most names fail there at once. */
interface Name { readonly pieces: readonly Piece[]; readonly isPlain: boolean; readonly head: string; readonly tail: string }
type Segment = 'any-depth' | Name;

export interface Wildcards {
  readonly segments: readonly Segment[];
  /** It ends in a star. */
  readonly isOpen: boolean;
}

/** Undefined for a pattern that can fit nothing (a bracket that is never closed, a backslash at the end). */
export function wildcardsOf(pattern: string): Wildcards | undefined {
  const segments: Segment[] = [];
  for (const written of pattern.split('/')) {
    const segment = written === '**' ? 'any-depth' : nameOf(written);
    if (segment === undefined) return undefined;
    // Two in a row say no more than one.
    if (segment !== 'any-depth' || segments.at(-1) !== 'any-depth') segments.push(segment);
  }
  return { segments, isOpen: pattern.endsWith('*') };
}

/** No character is two of them. */
const star = '**';
const anything = (): boolean => true;

function nameOf(written: string): Name | undefined {
  const pieces = piecesOf(written);
  if (pieces === undefined) return undefined;
  const isText = (piece: Piece): boolean => typeof piece === 'string' && piece !== star;
  const first = pieces.findIndex((piece) => !isText(piece));
  const head = pieces.slice(0, first < 0 ? undefined : first).join('');
  const tail = first < 0 ? '' : pieces.slice(pieces.findLastIndex((piece) => !isText(piece)) + 1).join('');
  return { pieces, isPlain: first < 0, head, tail };
}

function piecesOf(written: string): readonly Piece[] | undefined {
  const pieces: Piece[] = [];
  const characters = Array.from(written);
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at]!;
    if (character === '*') {
      if (pieces.at(-1) !== star) pieces.push(star);
    } else if (character === '?') pieces.push(anything);
    else if (character === '\\') {
      if (++at >= characters.length) return undefined;
      pieces.push(characters[at]!);
    } else if (character === '[') {
      const set = setAt(characters, at);
      if (set === undefined) return undefined;
      pieces.push(set.test);
      at = set.end;
    } else pieces.push(character);
  }
  return pieces;
}

const classes: Readonly<Record<string, RegExp>> = {
  alpha: /[A-Za-z]/, digit: /\d/, alnum: /[A-Za-z\d]/, upper: /[A-Z]/, lower: /[a-z]/, space: /\s/, punct: /[!-/:-@[-`{-~]/, xdigit: /[A-Fa-f\d]/,
};

/** `[a-z]`, `[!a]`, `[^a]`, `[[:alpha:]]`, `[]a]`. */
function setAt(
  characters: readonly string[],
  start: number,
): { readonly test: (character: string) => boolean; readonly end: number } | undefined {
  let at = start + 1;
  const negated = characters[at] === '!' || characters[at] === '^';
  if (negated) at++;
  const singles = new Set<string>();
  const ranges: (readonly [string, string])[] = [];
  const kinds: RegExp[] = [];
  for (let first = true; first || characters[at] !== ']'; first = false) {
    if (at >= characters.length) return undefined;
    const isNamed = characters[at] === '[' && characters[at + 1] === ':';
    const named = isNamed ? /^\[:(\w{1,10}):\]/.exec(characters.slice(at, at + 14).join('')) : null;
    if (named) {
      const kind = classes[named[1]!];
      if (kind === undefined) return undefined;
      kinds.push(kind);
      at += named[0].length;
      continue;
    }
    if (characters[at] === '\\') at++;
    const from = characters[at++];
    if (from === undefined) return undefined;
    if (characters[at] !== '-' || characters[at + 1] === ']' || characters[at + 1] === undefined) {
      singles.add(from);
      continue;
    }
    at += characters[at + 1] === '\\' ? 2 : 1;
    const to = characters[at++];
    if (to === undefined) return undefined;
    ranges.push([from, to]);
  }
  const holds = (character: string): boolean =>
    singles.has(character)
    || ranges.some(([from, to]) => character >= from && character <= to)
    || kinds.some((kind) => kind.test(character));
  return { test: (character) => holds(character) !== negated, end: at };
}

/** `count` is told the steps of each comparison. */
export function fits({ segments }: Wildcards, path: readonly string[], count: (steps: number) => void = () => undefined): boolean {
  let at = 0;
  let step = 0;
  // Where to go on when the last `**` must take one more.
  let back = -1;
  let backStep = 0;
  while (step < path.length) {
    const segment = segments[at];
    if (segment === 'any-depth') {
      // At the end it takes all that is left, but not nothing.
      if (at === segments.length - 1) return true;
      back = at++;
      backStep = step;
    } else if (segment !== undefined && fitsName(segment, path[step]!, count)) {
      at++;
      step++;
    } else if (back >= 0) {
      at = back + 1;
      step = ++backStep;
    } else return false;
  }
  return at === segments.length;
}

/** What a comparison costs before its first character, in steps. */
const perName = 4;

function fitsName({ pieces, isPlain, head, tail }: Name, name: string, count: (steps: number) => void): boolean {
  count(perName);
  if (isPlain) return name === head;
  if (!name.startsWith(head) || !name.endsWith(tail)) return false;
  let at = 0;
  let step = 0;
  let back = -1;
  let backStep = 0;
  let steps = 0;
  let goesOn = true;
  while (goesOn && step < name.length) {
    steps++;
    const piece = pieces[at];
    if (piece === star) {
      // At the end it takes all that is left.
      if (at === pieces.length - 1) step = name.length;
      else {
        back = at++;
        backStep = step;
      }
    } else if (piece !== undefined && isAt(piece, name, step)) {
      at++;
      step += name.codePointAt(step)! > 0xffff ? 2 : 1;
    } else if (back >= 0) {
      at = back + 1;
      step = ++backStep;
    } else goesOn = false;
  }
  count(steps);
  if (pieces[at] === star) at++;
  return step >= name.length && at === pieces.length;
}

const isAt = (piece: Piece, name: string, at: number): boolean =>
  typeof piece === 'string' ? name.startsWith(piece, at) : piece(name.codePointAt(at)! > 0xffff ? name.slice(at, at + 2) : name[at]!);
