// Commas around list items and properties, found in the text: comments between them are left where they are.

import type { Place } from '../source/file.ts';
import type { Edit } from './edit.ts';

/** Deletes an item or property together with the comma that belongs to it, and its line when it stands alone there. */
export function withoutPart({ file, start, end }: Place): Edit {
  const { text } = file;
  const after = /^\s*,[^\S\r\n]*/.exec(text.slice(end, end + 200));
  if (after) return { file, ...withoutEmptyLine(text, start, end + after[0].length), text: '' };
  const before = /,\s*$/.exec(text.slice(Math.max(0, start - 200), start));
  if (before) return { file, start: start - before[0].length, end, text: '' };
  // The last one goes with the blanks around it: `{ exp: false }` becomes `{}`.
  const [lead, trail] = [/(?<![ \t])[ \t]*$/.exec(text.slice(Math.max(0, start - 20), start)), /^[ \t]*/.exec(text.slice(end, end + 20))];
  const alone = /[{[]/.test(text[start - (lead?.[0].length ?? 0) - 1] ?? '') && /[}\]]/.test(text[end + (trail?.[0].length ?? 0)] ?? '');
  return alone
    ? { file, start: start - (lead?.[0].length ?? 0), end: end + (trail?.[0].length ?? 0), text: '' }
    : { file, start, end, text: '' };
}

/** The stretch with its indentation and line break, where nothing else stands on the line. */
function withoutEmptyLine(text: string, start: number, end: number): { start: number; end: number } {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const rest = /^\r?\n/.exec(text.slice(end, end + 2));
  return rest && text.slice(lineStart, start).trim() === '' ? { start: lineStart, end: end + rest[0].length } : { start, end };
}

/** Adds a property at the end of an object literal whose place is known: on a line of its own where the last one has one. */
export function withProperty(object: Place, lastProperty: Place | undefined, property: string): Edit {
  const { file } = object;
  if (!lastProperty) return { file, start: object.start, end: object.end, text: `{ ${property} }` };
  const indent = /\n([ \t]*)$/.exec(file.text.slice(Math.max(0, lastProperty.start - 120), lastProperty.start))?.[1];
  const separator = indent === undefined ? ', ' : `,\n${indent}`;
  return { file, start: lastProperty.end, end: lastProperty.end, text: separator + property };
}
