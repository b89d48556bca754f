// A text and changes of it → the text afterwards. Changes that stand in each other's way are told apart here, once.

export interface Change { readonly start: number; readonly end: number; readonly text: string }

/** They must not overlap. What is put in at one place stands there in the order given. */
export function changedText(text: string, changes: readonly Change[]): string {
  const inOrder = [...changes].sort((a, b) => a.start - b.start || a.end - b.end);
  let at = 0;
  const parts: string[] = [];
  for (const { start, end, text: added } of inOrder) {
    parts.push(text.slice(at, start), added);
    at = end;
  }
  return parts.join('') + text.slice(at);
}

/** They share a character, or both put something in at the same place: who comes first is not said. */
export const areApart = (a: Change, b: Change): boolean =>
  a.end < b.start || b.end < a.start || ((a.end === b.start || b.end === a.start) && a.start !== b.start && a.end !== b.end);
