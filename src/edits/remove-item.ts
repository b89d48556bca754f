// Takes an item out of a list literal, or a property out of an object literal.

import type { Place } from '../source/file.ts';
import type { Suggestion } from './edit.ts';
import { withoutPart } from './separators.ts';

export const removeItem = ({ at }: { readonly at: Place }, title: string): Suggestion => ({
  title,
  kind: 'suggestion',
  edits: [withoutPart(at)],
});
