// A function of the project → what it gives back, with what a call hands over in place of its parameters.

import type { AnyFunction, Node } from '../../syntax/code.ts';
import { forEachChild } from '../../syntax/code.ts';
import { once } from '../once.ts';
import type { Value, WrappedValue } from '../value.ts';
import { spend } from '../work.ts';
import { MAX_ITEMS } from './built-ins.ts';
import type { Reader } from './reader.ts';
import { lazyProperty } from './value-maker.ts';

export function functionsOf({ self, homeOf, valueOf, isRead, memberOf, placeOf, unknown, choice, template }: Reader) {
  const known = new Map<AnyFunction, readonly Value[]>();

  function returnsOf(fn: AnyFunction): readonly Value[] {
    const home = homeOf(fn);
    if (home && home !== self) return home.returnsOf(fn);
    if (fn.body && fn.body.type !== 'BlockStatement') return [valueOf(fn.body)];
    const before = known.get(fn);
    if (before) return before;
    const returns = returnStatements(fn);
    spend(returns.length);
    const values = returns.map((node): Value =>
      (node.argument ? valueOf(node.argument) : { kind: 'plain', value: undefined, at: placeOf(node), via: [] }));
    // Not what is cut short because it is being read just now.
    if (returns.every(({ argument }) => !argument || isRead(argument))) known.set(fn, values);
    return values;
  }

  function returned(node: Node, value: Value, passed: readonly Node[] = []): Value {
    const fn = functionOf(value);
    if (!fn || ('generator' in fn && fn.generator)) return unknown(node);
    const values = returnsOf(fn);
    const [first] = values;
    if (!first) return unknown(node);
    const answer = values.length === 1 ? first : choice(node, '?:', values);
    return passed.length > 0 || fn.params.length > 0 ? substituted(answer, fn, passed) : answer;
  }

  /** `process.env[name]` whose name a call passes; a function that can throw is taken to refuse what is unset. */
  const namedVariable = (value: WrappedValue, fn: AnyFunction): Value => {
    if (value.by !== 'variable' || value.of.kind !== 'text') return value;
    return {
      kind: 'env',
      name: value.of.text,
      by: `process.env.${value.of.text}`,
      at: value.at,
      via: value.via,
      ...(throws(fn) && { checked: true }),
    };
  };

  /** `secretOf('JWT_KEY')` with `name => process.env[name]`: parameters stand for what the call passes. */
  function substituted(value: Value, fn: AnyFunction, passed: readonly Node[]): Value {
    const argument = (one: Extract<Value, { kind: 'parameter' }>): Value | undefined => {
      const node = one.of === fn && one.index !== undefined ? passed[one.index] : undefined;
      return node && node.type !== 'SpreadElement'
        ? (one.path ?? []).reduce((of, name) => memberOf(of, name, placeOf(node)), valueOf(node))
        : undefined;
    };
    // Functions that call each other twice would double the answer at every step: what becomes too large is unknown as a
    // whole, for of a part of it the next function would make a large one again.
    let left = 2 * MAX_ITEMS;
    const all = (values: readonly Value[]): readonly Value[] => {
      const inner = values.map(inside);
      return inner.some((one, index) => one !== values[index]) ? inner : values;
    };
    const inside = (one: Value): Value => {
      if (left-- <= 0) return one;
      spend();
      switch (one.kind) {
        case 'parameter': return argument(one) ?? one;
        case 'instance': return (one.parameter && argument(one.parameter)) ?? one;
        case 'choice': {
          const alternatives = all(one.alternatives);
          return alternatives === one.alternatives ? one : { ...one, alternatives };
        }
        case 'template': {
          const parts = all(one.parts);
          return parts === one.parts ? one : { ...template({ ...fn, start: one.at.start, end: one.at.end }, parts), at: one.at };
        }
        case 'wrapped': {
          const of = inside(one.of);
          return namedVariable(of === one.of ? one : { ...one, of }, fn);
        }
        case 'list': {
          const items = all(one.items);
          return items === one.items ? one : { ...one, items };
        }
        case 'object':
          spend(one.properties.size);
          return {
            ...one,
            properties: new Map(
              [...one.properties].map(([name, property]) => [name, lazyProperty(property, () => bounded(property.value))]),
            ),
          };
        default: return one;
      }
    };
    const bounded = (one: Value): Value => {
      const answer = inside(one);
      return left < 0 ? { kind: 'unknown', at: one.at, via: [] } : answer;
    };
    return bounded(value);
  }

  return { returnsOf, returned };
}

export function functionOf(value: Value): AnyFunction | undefined {
  return value.kind === 'function' ? value.code : undefined;
}

const returnStatements = once((fn: AnyFunction): readonly Extract<Node, { type: 'ReturnStatement' }>[] => {
  const found: Extract<Node, { type: 'ReturnStatement' }>[] = [];
  const visit = (node: Node): void => {
    if (/Function/.test(node.type) || node.type === 'ClassDeclaration') return;
    if (node.type === 'ReturnStatement') found.push(node);
    else forEachChild(node, visit);
  };
  if (fn.body) forEachChild(fn.body, visit);
  return found;
});

const throws = once((node: Node): boolean => {
  if (node.type === 'ThrowStatement') return true;
  let found = false;
  forEachChild(node, (child) => { found ||= throws(child); });
  return found;
});
