// Commas around list items and properties, found in the text: comments between them are left where they are.

import type { Place } from '../source/file.ts';
import type { Edit } from './edit.ts';

/** Deletes an item or property together with the comma that belongs to it. */
export function withoutPart({ file, start, end }: Place): Edit {
  const after = /^\s*,[^\S\r\n]*/.exec(file.text.slice(end, end + 200));
  if (after) return { file, start, end: end + after[0].length, text: '' };
  const before = /,\s*$/.exec(file.text.slice(Math.max(0, start - 200), start));
  return { file, start: before ? start - before[0].length : start, end, text: '' };
}

/** Adds a property at the end of an object literal whose place is known. */
export function withProperty(object: Place, lastProperty: Place | undefined, property: string): Edit {
  const { file } = object;
  if (!lastProperty) return { file, start: object.start, end: object.end, text: `{ ${property} }` };
  return { file, start: lastProperty.end, end: lastProperty.end, text: `, ${property}` };
}
