// A run of characters that source code may have split over several string literals: 'abc' + 'def'.

/** From the end of one literal to the start of the next: the operator stands before or after a line break. */
const joint = /["'`][ \t]{0,8}(?:\+[ \t]{0,8}(?:\r?\n)?|\r?\n[ \t]{0,200}\+)[ \t]{0,200}["'`]/y;

/** Nobody splits one text over more literals than this; what does is not one text, and would cost time. */
const mostPieces = 200;

export interface Run { readonly text: string; readonly end: number }

/** `run` is sticky and matches one or more characters of the run; `longest` bounds what is collected. */
export function joinedRunAt(text: string, start: number, run: RegExp, longest: number): Run {
  let collected = '';
  let end = start;
  for (let at = start, pieces = 0; collected.length < longest && pieces < mostPieces; at = joint.lastIndex, pieces++) {
    run.lastIndex = at;
    const match = run.exec(text);
    if (!match || match[0] === '') break;
    collected += match[0];
    end = run.lastIndex;
    if (nextLiteralAt(text, end) === undefined) break;
  }
  return { text: collected, end };
}

/** Where the next literal of a concatenation begins, when one ends here. */
export function nextLiteralAt(text: string, from: number): number | undefined {
  joint.lastIndex = from;
  return joint.test(text) ? joint.lastIndex : undefined;
}

/** A start inside a longer run is no start, which keeps searches linear; an escape or `%20` ends a run. */
export const startsRun = (text: string, at: number): boolean =>
  !/[A-Za-z0-9_-]/.test(text[at - 1] ?? '') || /\\[nrt]$|%20$|%3D$|%22$/.test(text.slice(Math.max(0, at - 3), at));
