// Tokens and keys found by their form, and what is known of the text around them → those that stand in a comment, or
// that a description of an interface or a form field gives as an example. A place decides, never the look of the literal.

import type { Place } from '../source/file.ts';
import type { Node } from '../syntax/code.ts';
import type { Bindings } from './bindings.ts';
import { overlapsOf, type Overlaps, type Stretch } from './node-index.ts';
import { keyName } from './plain-nodes.ts';

export type { Stretch } from './node-index.ts';

export interface Surroundings {
  readonly comments: readonly Stretch[];
  /** Values that document something: examples in descriptions of interfaces, placeholders of form fields. */
  readonly samples: readonly Stretch[];
  readonly in: 'code' | 'config';
}

interface Literal { readonly at: Place; readonly sample: boolean; readonly inComment?: 'code' | 'config' }

export function placed<T extends Literal>(literals: readonly T[], { comments, samples, in: where }: Surroundings): readonly T[] {
  if (literals.length === 0 || (comments.length === 0 && samples.length === 0)) return literals;
  const [inComments, inSamples] = [overlapsOf(comments), overlapsOf(samples)];
  return literals.map((literal) => ({
    ...literal,
    ...(isWithin(literal.at, inComments) && { inComment: where }),
    ...(isWithin(literal.at, inSamples) && { sample: true }),
  }));
}

/** A literal may run over several line comments: where it begins decides. */
const isWithin = ({ start }: Place, stretches: Overlaps<Stretch>): boolean => stretches.first({ start, end: start + 1 }) !== undefined;

/** Names of what is there to be seen: OpenAPI's `example`, the `placeholder` of an input. */
export const isShown = (name: string | number): boolean => name === 'example' || name === 'examples' || name === 'placeholder';

/** `@ApiProperty({ example: … })`, `<input placeholder=…>`, `{ placeholder: … }`. */
export function samplesInCode(bindings: Bindings): readonly Stretch[] {
  const properties = bindings.all('Property').filter(({ key, computed }) => !computed && isShown(keyName(key as Node)));
  const attributes = bindings.all('JSXOpeningElement').flatMap((element) => element.attributes)
    .filter((one) => one.type === 'JSXAttribute' && one.name.type === 'JSXIdentifier' && isShown(one.name.name));
  return [...properties, ...attributes].map(({ start, end }) => ({ start, end }));
}
