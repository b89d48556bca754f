// A stretch of broken text → where its statements seem to begin: at the lines of the lowest indentation that begin as one can.
// Every start is behind the one before, and the first is the start of the stretch.

export interface Stretch { readonly start: number; readonly end: number }

/** The least indentation may be that of a whole script inside a page, or of a block. */
export function statementsIn(text: string, { start, end }: Stretch): number[] {
  const lines = linesIn(text, start, end);
  const least = lines.reduce((lowest, { indentation, opens }) => (opens ? Math.min(lowest, indentation) : lowest), Infinity);
  // What closes a block around the stretch belongs to none of its statements.
  const starts = lines.filter(({ indentation, opens }) => (opens ? indentation === least : indentation < least)).map(({ at }) => at);
  return starts[0] === start ? starts : [start, ...starts];
}

/** A word, a text, a bracket, a comment, the semicolon that some put before one, or a character that belongs to nothing. */
const OPENS = /[\w$@;!~"'`([{<\\/#\0-\x08\x0e-\x1f\u0080-\uffff]/;

interface Line { readonly at: number; readonly indentation: number; readonly opens: boolean }

/** The lines that begin as a statement can, or with a closing bracket. */
function linesIn(text: string, start: number, end: number): Line[] {
  const lines: Line[] = [];
  for (let at = start; at < end;) {
    let first = at;
    while (first < end && (text[first] === ' ' || text[first] === '\t')) first++;
    const opens = OPENS.test(text[first] ?? '');
    if (first < end && (opens || /[)\]}]/.test(text[first] ?? ''))) lines.push({ at, indentation: first - at, opens });
    const newline = text.indexOf('\n', first);
    at = newline < 0 ? end : newline + 1;
  }
  return lines;
}
