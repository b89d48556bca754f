// `options.algorithms = […]`, `config.jwt.secret = …`, `list.push(x)`, `Object.assign(options, …)` after a declaration → the
// object or list with what was written into it; a computed write leaves it open.

import type { AssignmentExpression, CallExpression, Node } from '../../syntax/code.ts';
import type { Binding } from '../bindings.ts';
import { grouped } from '../once.ts';
import { chainText } from '../plain-nodes.ts';
import type { ListValue, Property, Value } from '../value.ts';
import { spend } from '../work.ts';
import { MAX_ITEMS } from './built-ins.ts';
import type { Reader } from './reader.ts';
import { lazyProperty, MAX_ALTERNATIVES } from './value-maker.ts';

/** `a.b.c.d.e = …`: names behind the first. */
const MAX_NESTED = 4;

interface WriteWithin { readonly names: readonly string[]; readonly target: Extract<Node, { type: 'MemberExpression' }>; readonly assignment: AssignmentExpression }

export function memberWritesOf({ valueOf, placeOf, unknown, choice, memberName, spreadInto }: Reader) {
  // `options.algorithms = […]` after `const options = {…}` adds to the object; a computed write makes it open.
  function withMemberWrites(value: Value, binding: Binding): Value {
    if (value.kind === 'list') return withPushes(value, binding);
    if (value.kind !== 'object' || binding.kind === 'import') return value;
    const properties = new Map(value.properties);
    const within: WriteWithin[] = [];
    let { whole } = value;
    for (const read of binding.reads) {
      const target = read.parent;
      if (target?.type === 'CallExpression') whole = assignedInto(properties, target, read) && whole;
      if (target?.type !== 'MemberExpression' || target.object !== read) continue;
      const assignment = target.parent;
      const inner = assignment?.type === 'MemberExpression' && assignment.object === target ? writeWithin(target) : undefined;
      if (inner) within.push(inner);
      if (assignment?.type === 'UnaryExpression' && assignment.operator === 'delete') whole = false;
      if (assignment?.type !== 'AssignmentExpression' || assignment.left !== target) continue;
      const name = memberName(target);
      if (name === undefined) whole = false;
      else {
        const before = properties.get(name);
        const right = valueOf(assignment.right);
        properties.set(name, {
          key: placeOf(target.property),
          at: placeOf(assignment),
          value: before ? choice(assignment, 'assigned', [before.value, right]) : right,
        });
      }
    }
    fillWithin(properties, within, 0);
    return { ...value, properties, whole };
  }

  /** `algorithms.push('none')` adds to the list. */
  function withPushes(value: ListValue, { kind, reads }: Binding): ListValue {
    const pushed = kind === 'import' ? [] : reads.flatMap((read) => {
      const { parent } = read;
      if (
        parent?.type !== 'MemberExpression' ||
        parent.object !== read ||
        parent.parent?.type !== 'CallExpression' ||
        parent.parent.callee !== parent
      )
        return [];
      return /^(?:push|unshift)$/.test(memberName(parent) ?? '') ? parent.parent.arguments : [];
    });
    const items = pushed.filter(({ type }) => type !== 'SpreadElement').map(valueOf);
    return pushed.length === 0
      ? value
      : { ...value, items: [...value.items, ...items].slice(0, MAX_ITEMS), whole: value.whole && items.length === pushed.length };
  }

  /** `Object.assign(options, { … })`: as good as one assignment after the other. */
  function assignedInto(properties: Map<string, Property>, call: CallExpression, target: Node): boolean {
    if (call.arguments[0] !== target || chainText(call.callee) !== 'Object.assign') return true;
    return call.arguments.slice(1)
      .map((one) => spreadInto(properties, one.type === 'SpreadElement' ? unknown(one) : valueOf(one))).every(Boolean);
  }

  /** `config.jwt.secret = …`, by the names behind `config`. */
  function writeWithin(first: Extract<Node, { type: 'MemberExpression' }>): WriteWithin | undefined {
    const names: string[] = [];
    for (let at = first; names.length <= MAX_NESTED; ) {
      const name = memberName(at);
      if (name === undefined) return undefined;
      names.push(name);
      const { parent } = at;
      if (parent?.type !== 'MemberExpression' || parent.object !== at)
        return parent?.type === 'AssignmentExpression' && parent.operator === '=' && parent.left === at
          ? { names, target: at, assignment: parent } : undefined;
      at = parent;
    }
    return undefined;
  }

  /** The objects under these names have some members more. */
  function fillWithin(properties: Map<string, Property>, writes: readonly WriteWithin[], depth: number): void {
    spend(writes.length);
    for (const [name, all] of grouped(writes, ({ names }) => names[depth])) {
      const before = properties.get(name);
      const own = all.filter(({ names }) => names.length === depth + 1).slice(0, MAX_ALTERNATIVES);
      const [first] = own;
      const deeper = all.filter(({ names }) => names.length > depth + 1);
      if (first)
        properties.set(name, lazyProperty({ key: placeOf(first.target.property), at: placeOf(first.assignment) }, () => {
          const values = own.map(({ assignment }) => valueOf(assignment.right));
          return before || values.length > 1 ? choice(first.assignment, 'assigned', [...(before ? [before.value] : []), ...values]) : values[0]!;
        }));
      else if (before && deeper.length > 0)
        properties.set(name, lazyProperty(before, () => {
          const { value } = before;
          if (value.kind !== 'object') return value;
          const filled = new Map(value.properties);
          fillWithin(filled, deeper, depth + 1);
          return { ...value, properties: filled };
        }));
    }
  }

  return { withMemberWrites };
}
