// Puts other code where a value stands.

import type { Place } from '../source/file.ts';
import type { Suggestion } from './edit.ts';

export const replaceValue = ({ file, start, end }: Place, text: string, title: string): Suggestion => ({
  title,
  kind: 'suggestion',
  edits: [{ file, start, end, text }],
});

/** Writes something in front of an expression: `await `. */
export const insertBefore = ({ file, start }: Place, text: string, title: string): Suggestion => ({
  title,
  kind: 'suggestion',
  edits: [{ file, start, end: start, text }],
});
