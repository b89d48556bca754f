// Destructuring → which part of a value a name stands for.

import type { Node } from '../../syntax/code.ts';
import { boundNames } from '../bindings.ts';
import { once } from '../once.ts';
import { indexIn } from '../plain-nodes.ts';
import type { Value } from '../value.ts';
import { isEnvironment } from './members.ts';
import type { Reader } from './reader.ts';

export function patternsOf({ valueOf, placeOf, unknown, choice, keyName, memberOf, orStandIn }: Reader) {
  /** The part of `source` that a pattern binds to `id`; undefined when `id` is not in the pattern. */
  function inPattern(pattern: Node, id: Node, source: Value): Value | undefined {
    switch (pattern.type) {
      case 'Identifier': return pattern === id ? source : undefined;
      case 'AssignmentPattern': {
        if (!partsBinding(pattern).has(id)) return undefined;
        const fallback = valueOf(pattern.right);
        return inPattern(pattern.left, id, choice(pattern, 'default', [source, fallback]));
      }
      case 'ObjectPattern': {
        const property = partsBinding(pattern).get(id);
        if (property?.type === 'RestElement') return restOf(source, pattern, property);
        if (property?.type !== 'Property') return undefined;
        const name = keyName(property.key, property.computed);
        return inPattern(
          property.value,
          id,
          name === undefined ? unknown(pattern)
            : orStandIn(memberOf(source, name, placeOf(property.key)), name, source, property.key),
        );
      }
      case 'ArrayPattern': {
        const element = partsBinding(pattern).get(id);
        if (!element || element.type === 'RestElement') return element && unknown(element);
        const at = String(indexIn(pattern.elements, element));
        return inPattern(element, id, memberOf(source, at, placeOf(element)));
      }
      default: return undefined;
    }
  }

  function restOf(source: Value, pattern: Extract<Node, { type: 'ObjectPattern' }>, rest: Node): Value {
    if (source.kind !== 'object') return source.kind === 'instance' && isEnvironment(source.path) ? source : unknown(rest);
    const properties = new Map(source.properties);
    for (const property of pattern.properties)
      if (property.type === 'Property') properties.delete(keyName(property.key, property.computed) ?? '');
    return { ...source, properties };
  }

  return { inPattern };
}

/** The names that a pattern binds, each with the property or element that does. */
const partsBinding = once((pattern: Node): ReadonlyMap<Node, Node> => {
  const parts = pattern.type === 'ObjectPattern' ? pattern.properties : pattern.type === 'ArrayPattern' ? pattern.elements
    : pattern.type === 'AssignmentPattern' ? [pattern.left] : [];
  return new Map(parts.flatMap((part) =>
    (part === null ? [] : boundNames(part.type === 'Property' ? part.value : part).map((id) => [id, part] as const))));
});
