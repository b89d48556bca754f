// Names and trees → the stretches of code that only show what something looks like: examples of an interface's description,
// placeholders of form fields.

import type { Bindings } from './bindings.ts';
import type { Stretch } from './node-index.ts';
import { keyName } from './plain-nodes.ts';

/** Names of what is there to be seen: OpenAPI's `example`, the `placeholder` of an input. */
export const isShown = (name: string | number): boolean => name === 'example' || name === 'examples' || name === 'placeholder';

/** `@ApiProperty({ example: … })`, `<input placeholder=…>`, `{ placeholder: … }`. */
export function samplesInCode(bindings: Bindings): readonly Stretch[] {
  const properties = bindings.all('Property').filter(({ key, computed }) => !computed && isShown(keyName(key)));
  const attributes = bindings.all('JSXOpeningElement').flatMap((element) => element.attributes)
    .filter((one) => one.type === 'JSXAttribute' && one.name.type === 'JSXIdentifier' && isShown(one.name.name));
  return [...properties, ...attributes].map(({ start, end }) => ({ start, end }));
}
