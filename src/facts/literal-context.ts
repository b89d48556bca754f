// Tokens and keys found by their form, and what is known of the text around them → those that stand in a comment, or
// that a description of an interface or a form field gives as an example. A place decides, never the look of the literal.

import type { Place } from '../source/file.ts';
import { overlapsOf, type Overlaps, type Stretch } from '../values/node-index.ts';
export type { Stretch } from '../values/node-index.ts';

export interface Surroundings {
  readonly comments: readonly Stretch[];
  /** Values that document something: examples in descriptions of interfaces, placeholders of form fields. */
  readonly samples: readonly Stretch[];
  readonly in: 'code' | 'config';
}

interface Literal { readonly at: Place; readonly sample: boolean; readonly checksum?: 'fits' | 'fails'; readonly inComment?: 'code' | 'config' }

export function withContext<T extends Literal>(literals: readonly T[], { comments, samples, in: where }: Surroundings): readonly T[] {
  if (literals.length === 0 || (comments.length === 0 && samples.length === 0)) return literals;
  const [inComments, inSamples] = [overlapsOf(comments), overlapsOf(samples)];
  return literals.map((literal) => ({
    ...literal,
    ...(isWithin(literal.at, inComments) && { inComment: where }),
    ...(isWithin(literal.at, inSamples) && (literal.checksum === 'fits' ? { isShown: true } : { sample: true })),
  }));
}

/** A literal may run over several line comments: where it begins decides. */
const isWithin = ({ start }: Place, stretches: Overlaps<Stretch>): boolean => stretches.first({ start, end: start + 1 }) !== undefined;
