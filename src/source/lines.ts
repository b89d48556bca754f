// Text → its lines, as people count them: from 1, ended by LF, CR LF or a lone CR, columns in UTF-16 code units.
// The table is made at the first question, since most files are never asked. Keep the answer per file.
// Leaves alone: U+2028 and U+2029. ESLint counts them as line ends in code; editors, SARIF viewers and git do not.

export interface Lines {
  readonly count: number;
  /** Offsets outside the text count as its start or its end. */
  positionAt(offset: number): { readonly line: number; readonly column: number; readonly offset: number };
  /** Offset of the first character of line `n`; the text's length behind the last line. */
  lineStart(n: number): number;
  /** Line `n` without its end; '' for a line that is not there. */
  lineText(n: number): string;
}

const CR = 13;

export function linesOf(text: string): Lines {
  let known: readonly number[] | undefined;
  const starts = (): readonly number[] => (known ??= startsOf(text));
  const lineStart = (n: number): number => starts()[Math.max(n, 1) - 1] ?? text.length;
  return {
    get count() {
      return starts().length;
    },
    positionAt(asked) {
      const offset = Math.min(Math.max(asked, 0), text.length);
      const line = lineWith(starts(), offset);
      return { line, column: offset - lineStart(line) + 1, offset };
    },
    lineStart,
    lineText: (n) => (n < 1 || n > starts().length ? '' : withoutEnd(text, lineStart(n), lineStart(n + 1))),
  };
}

function startsOf(text: string): number[] {
  const starts = [0];
  // Two native searches; the lone CR is so rare that most texts pay for one.
  let lf = text.indexOf('\n');
  let cr = text.indexOf('\r');
  while (lf >= 0 || cr >= 0) {
    const lone = cr >= 0 && (lf < 0 || cr < lf - 1);
    const start = (lone ? cr : lf) + 1;
    starts.push(start);
    if (lf >= 0 && lf < start) lf = text.indexOf('\n', start);
    if (cr >= 0 && cr < start) cr = text.indexOf('\r', start);
  }
  return starts;
}

/** The last line that starts at or before the offset. */
function lineWith(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle;
  }
  return low + 1;
}

function withoutEnd(text: string, start: number, end: number): string {
  const last = end > start && text[end - 1] === '\n' ? end - 1 : end;
  return text.slice(start, last > start && text.charCodeAt(last - 1) === CR ? last - 1 : last);
}

/** Where the line of an offset ends, before its line break. */
export function endOfLine(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  if (newline < 0) return text.length;
  return text[newline - 1] === '\r' && newline > from ? newline - 1 : newline;
}
