// A run of characters that is split: over string literals of code ('abc' + 'def'), or over lines of text (MIME, folded YAML).

/** From the end of one literal to the start of the next: the operator stands before or after a line break. */
const joint = /["'`][ \t]{0,8}(?:\+[ \t]{0,8}(?:\r?\n)?|\r?\n[ \t]{0,200}\+)[ \t]{0,200}["'`]/y;

/** Nobody splits one text over more literals than this; what does is not one text, and would cost time. */
const mostPieces = 200;

/** Where the next piece begins, when one ends here. */
export type NextPiece = (text: string, from: number) => number | undefined;

export interface Run { readonly text: string; readonly end: number }

/** `run` is sticky and matches one or more characters of the run; `longest` bounds what is collected. */
export function joinedRunAt(text: string, start: number, run: RegExp, longest: number, next: NextPiece = nextLiteralAt): Run {
  let collected = '';
  let end = start;
  for (
    let at: number | undefined = start, pieces = 0;
    at !== undefined && collected.length < longest && pieces < mostPieces;
    at = next(text, end), pieces++
  ) {
    run.lastIndex = at;
    const match = run.exec(text);
    if (!match || match[0] === '') break;
    collected += match[0];
    end = run.lastIndex;
  }
  return { text: collected, end };
}

/** Where the next literal of a concatenation begins, when one ends here. */
export function nextLiteralAt(text: string, from: number): number | undefined {
  joint.lastIndex = from;
  return joint.test(text) ? joint.lastIndex : undefined;
}

/** To the next line, over an indent or the sign of a comment, when that line holds nothing but one run. */
const lineJoint =
  /[ \t]{0,8}\\?\r?\n[ \t]{0,200}(?:(?:\/\/|[#*])[ \t]{0,8})?(?=[A-Za-z0-9_.%-]{1,400}[ \t]{0,8}["'`\\,;)<]{0,3}[ \t]{0,8}(?:\r?\n|$))/y;
/** Nobody wraps at less. */
const shortestLine = 40;

/** Where a wrapped text goes on. */
export function nextLineAt(text: string, from: number): number | undefined {
  lineJoint.lastIndex = from;
  return lineJoint.test(text) && from - text.lastIndexOf('\n', from - 1) > shortestLine ? lineJoint.lastIndex : undefined;
}

/** A start inside a longer run is no start, which keeps searches linear; an escape or `%20` ends a run. */
export const startsRun = (text: string, at: number): boolean =>
  !/[A-Za-z0-9_-]/.test(text[at - 1] ?? '') || /\\[nrt]$|%20$|%3D$|%22$/.test(text.slice(Math.max(0, at - 3), at));

/** Lines that a literal, an escape or an attribute of XML keeps together, as lines again. */
export const asLines = (written: string): string =>
  written
    .replace(/(?<!\\)\\+(?:[nrt]|u000[ad])|&#(?:10|13|x0?[ad]);/gi, '\n')
    // The end of one string literal and the start of the next, with the operator between.
    .replace(/["'`][ \t]{0,200}(?:[+,.][ \t]{0,200})?(?:\\?\r?\n[ \t]{0,200}(?:[+,.][ \t]{0,200})?)?["'`]/g, '\n')
    .replace(/["'`\\,]/g, '\n');
