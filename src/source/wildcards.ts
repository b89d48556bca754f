// A pattern of path segments (`*`, `?`, `[a-z]`, `**`) → does a path fit it? By hand, not by regular expression: of several
// stars only the last one is ever taken back, so a comparison costs at most pattern × path, whatever a stranger writes.

/** What one segment is made of. A set is a test of one character. */
type Piece = string | ((character: string) => boolean);
type Segment = 'any-depth' | readonly Piece[];

export interface Wildcards {
  readonly segments: readonly Segment[];
  /** It ends in a star. */
  readonly isOpen: boolean;
}

/** Undefined for a pattern that can fit nothing (a bracket that is never closed, a backslash at the end). */
export function wildcardsOf(pattern: string): Wildcards | undefined {
  const segments: Segment[] = [];
  for (const written of pattern.split('/')) {
    const segment = written === '**' ? 'any-depth' : piecesOf(written);
    if (segment === undefined) return undefined;
    // Two in a row say no more than one.
    if (segment !== 'any-depth' || segments.at(-1) !== 'any-depth') segments.push(segment);
  }
  return { segments, isOpen: pattern.endsWith('*') };
}

/** No character is two of them. */
const star = '**';
const anything = (): boolean => true;

function piecesOf(written: string): readonly Piece[] | undefined {
  const pieces: Piece[] = [];
  const characters = [...written];
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
function setAt(characters: readonly string[], start: number): { readonly test: (character: string) => boolean; readonly end: number } | undefined {
  let at = start + 1;
  const negated = characters[at] === '!' || characters[at] === '^';
  if (negated) at++;
  const singles = new Set<string>();
  const ranges: (readonly [string, string])[] = [];
  const kinds: RegExp[] = [];
  for (let first = true; first || characters[at] !== ']'; first = false) {
    if (at >= characters.length) return undefined;
    const named = characters[at] === '[' && characters[at + 1] === ':' ? /^\[:(\w{1,10}):\]/.exec(characters.slice(at, at + 14).join('')) : null;
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
    singles.has(character) || ranges.some(([from, to]) => character >= from && character <= to) || kinds.some((kind) => kind.test(character));
  return { test: (character) => holds(character) !== negated, end: at };
}

/** `count` is told the steps of each comparison. */
export function fits({ segments }: Wildcards, path: readonly string[], count: (steps: number) => void = () => undefined): boolean {
  let [at, step, back, backStep] = [0, 0, -1, 0];
  while (step < path.length) {
    const segment = segments[at];
    if (segment === 'any-depth') {
      // At the end it takes all that is left, but not nothing.
      if (at === segments.length - 1) return true;
      [back, backStep] = [at++, step];
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

function fitsName(pieces: readonly Piece[], name: string, count: (steps: number) => void): boolean {
  let [at, step, back, backStep, steps] = [0, 0, -1, 0, 1];
  let goesOn = true;
  while (goesOn && step < name.length) {
    steps++;
    const piece = pieces[at];
    const character = characterAt(name, step);
    if (piece === star) {
      // At the end it takes all that is left.
      if (at === pieces.length - 1) step = name.length;
      else [back, backStep] = [at++, step];
    } else if (piece !== undefined && (typeof piece === 'string' ? piece === character : piece(character))) {
      at++;
      step += character.length;
    } else if (back >= 0) {
      at = back + 1;
      step = ++backStep;
    } else goesOn = false;
  }
  count(steps);
  if (pieces[at] === star) at++;
  return step >= name.length && at === pieces.length;
}

/** Of two code units, where it has two. */
const characterAt = (text: string, at: number): string => (text.codePointAt(at)! > 0xffff ? text.slice(at, at + 2) : text[at]!);
