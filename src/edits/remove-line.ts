// Deletes a statement or setting, and its line when nothing else stands there.

import type { Place } from '../source/file.ts';
import type { Suggestion } from './edit.ts';

/** Undefined where other code shares the line, or a bracket of it would stay behind. */
export function removeLine({ file, start, end }: Place, title: string): Suggestion | undefined {
  const { text } = file;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = text.indexOf('\n', end);
  const around = text.slice(lineStart, start) + text.slice(end, lineEnd < 0 ? text.length : lineEnd);
  if (around.trim() !== '' || /[{}[\],\\]\s*$/.test(text.slice(start, end)) || /^\s*"/.test(text.slice(start, end))) return undefined;
  return { title, kind: 'suggestion', edits: [{ file, start: lineStart, end: lineEnd < 0 ? text.length : lineEnd + 1, text: '' }] };
}
