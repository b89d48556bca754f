// Objects, lists and enumerations, their spreads followed; whole only where every member is in view.

import type { Node, ObjectExpression } from '../../syntax/code.ts';
import type { ListValue, ObjectValue, Property, Value } from '../value.ts';
import { spend } from '../work.ts';
import { MAX_ITEMS } from './built-ins.ts';
import type { Reader } from './reader.ts';
import { lazyProperty } from './value-maker.ts';

export function objectsOf({ valueOf, placeOf, returned }: Reader) {
  function list(node: Node, elements: readonly (Node | null)[]): ListValue {
    const items: Value[] = [];
    let whole = elements.length <= MAX_ITEMS;
    for (const element of elements.slice(0, MAX_ITEMS)) {
      if (element?.type !== 'SpreadElement') {
        if (element) items.push(valueOf(element));
        continue;
      }
      const spread = valueOf(element.argument);
      if (spread.kind === 'list') items.push(...spread.items.slice(0, MAX_ITEMS - items.length));
      whole &&= spread.kind === 'list' && spread.whole && items.length < MAX_ITEMS;
    }
    spend(items.length);
    return { kind: 'list', items, whole, at: placeOf(node), via: [] };
  }

  const keyName = (key: Node, computed: boolean): string | undefined => {
    if (!computed && key.type === 'Identifier') return key.name;
    if (key.type === 'PrivateIdentifier') return `#${key.name}`;
    const value = valueOf(key);
    return value.kind === 'text' ? value.text : value.kind === 'plain' && typeof value.value === 'number' ? String(value.value) : undefined;
  };

  function object(node: ObjectExpression): ObjectValue {
    const properties = new Map<string, Property>();
    let whole = true;
    for (const property of node.properties) {
      if (property.type === 'SpreadElement') {
        whole = spreadInto(properties, valueOf(property.argument)) && whole;
        continue;
      }
      const name = keyName(property.key, property.computed);
      if (name === undefined) whole = false;
      else
        properties.set(
          name,
          lazyProperty({ key: placeOf(property.key), at: placeOf(property) }, () =>
            propertyValue(property),
          ),
        );
    }
    return { kind: 'object', properties, whole, at: placeOf(node), via: [] };
  }

  function propertyValue(property: Extract<Node, { type: 'Property' }>): Value {
    const value = valueOf(property.value);
    return property.kind === 'get' ? returned(property, value) : value;
  }

  /** False when the spread value is not wholly known. */
  function spreadInto(properties: Map<string, Property>, value: Value): boolean {
    if (value.kind === 'plain') return true;
    spend(value.kind === 'object' ? value.properties.size : properties.size);
    if (value.kind === 'object') {
      for (const [name, property] of value.properties) properties.set(name, property);
      return value.whole;
    }
    // `...(ttl ? { expiresIn: ttl } : {})`, `...(a && { b })`: what may be there is kept, the object stays open.
    if (value.kind === 'choice') spreadBranches(properties, value.alternatives);
    // `{ ...defaults, ...options }`: what stands before is what remains when the options don't give it.
    else
      for (const [name, property] of properties)
        properties.set(
          name,
          lazyProperty(property, () => ({
            kind: 'choice',
            how: 'default',
            alternatives: [{ kind: 'unknown', at: value.at, via: [] }, property.value],
            at: property.value.at,
            via: [],
          })),
        );
    return false;
  }

  function spreadBranches(properties: Map<string, Property>, branches: readonly Value[]): void {
    const given = branches.map((one) => { const own = new Map<string, Property>(); return { own, whole: spreadInto(own, one) }; });
    for (const { own } of given)
      for (const [name, property] of own)
        properties.set(
          name,
          properties.has(name) || given.every((other) => !other.whole || other.own.has(name)) ? property : maybe(property),
        );
  }

  function enumeration(node: Extract<Node, { type: 'TSEnumDeclaration' }>): ObjectValue {
    const properties = new Map<string, Property>();
    for (const one of node.body.members) {
      const name = keyName(one.id, one.computed);
      if (name !== undefined && one.initializer)
        properties.set(name, { key: placeOf(one.id), at: placeOf(one), value: valueOf(one.initializer) });
    }
    return { kind: 'object', properties, whole: false, at: placeOf(node), via: [] };
  }

  return { list, object, keyName, spreadInto, enumeration };
}

/** Read when asked for, like the property itself. */
const maybe = (property: Property): Property => ({
  key: property.key,
  at: property.at,
  maybe: true,
  get value() {
    return property.value;
  },
});
