// An expression that counts from the clock → in which unit it counts, and how far ahead of now it lies.
// `Math.floor(Date.now() / 1000) + 3600` is a line over the clock: every step keeps its rate and its offset, names and
// dates included. What is no such line (a library's date, a lookup) is nothing.

import type { CallExpression, NewExpression, Node } from '../../syntax/code.ts';
import type { CodeContext } from '../../values/code-context.ts';
import type { Value } from '../../values/value.ts';
import { nodeAtPlace } from '../../values/node-index.ts';
import { once } from '../../values/once.ts';

export interface Moment {
  /** `date`: a Date object, which libraries read rightly. */
  readonly unit: 'seconds' | 'milliseconds' | 'date';
  /** Seconds from now; absent when some part of the sum is unknown. */
  readonly ahead?: number;
}

/** value = rate × (milliseconds since the epoch) + offset */
interface Line { readonly rate: number; readonly offset: number | undefined; readonly isDate?: true }

const MAX_DEPTH = 30;
const SOMETHING: Line = { rate: 0, offset: undefined };
const CLOCK: Line = { rate: 1, offset: 0 };

export function momentOf(value: Value, context: CodeContext): Moment | undefined {
  const node = nodeOf(value, context);
  const line = node && lineOf(node, context, 0);
  if (!line) return undefined;
  const unit = line.isDate ? 'date' : isNear(line.rate, 1) ? 'milliseconds' : isNear(line.rate, 0.001) ? 'seconds' : undefined;
  if (unit === undefined) return undefined;
  return {
    unit,
    ...(line.offset !== undefined && Number.isFinite(line.offset) && { ahead: unit === 'seconds' ? line.offset : line.offset / 1000 }),
  };
}

const isNear = (a: number, b: number): boolean => Math.abs(a - b) < b / 1e6;

/** The expression that a value was read from, when it stands in this file. */
function nodeOf({ at }: Value, { file, bindings }: CodeContext): Node | undefined {
  if (at.file !== file) return undefined;
  for (const type of ['BinaryExpression', 'CallExpression', 'NewExpression'] as const) {
    const found = nodeAtPlace(bindings, type, at);
    if (found) return found;
  }
  return undefined;
}

/** Names of sums of names come to the same sum again and again. */
const lineOf = once((node: Node, context: CodeContext, depth: number): Line => {
  if (depth > MAX_DEPTH) return SOMETHING;
  const inner = (one: Node): Line => lineOf(one, context, depth + 1);
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'number' ? { rate: 0, offset: node.value } : SOMETHING;
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
    case 'ParenthesizedExpression':
      return inner(node.expression);
    case 'UnaryExpression':
      return node.operator === '+' || node.operator === '~'
        ? undated(inner(node.argument))
        : node.operator === '-'
          ? scaled(inner(node.argument), -1)
          : SOMETHING;
    case 'BinaryExpression':
      return combined(node.operator, inner(node.left), inner(node.right));
    case 'CallExpression':
      return ofCall(node, inner);
    case 'NewExpression':
      return isNamed(node, 'Date') ? { ...(node.arguments[0] ? inner(node.arguments[0]) : CLOCK), isDate: true } : SOMETHING;
    case 'Identifier':
    case 'MemberExpression':
      return ofName(node, context, depth);
    default:
      return SOMETHING;
  }
});

/** A constant, or what the name was declared with. */
function ofName(node: Node, context: CodeContext, depth: number): Line {
  const value = context.expressions.valueOf(node);
  if (value.kind === 'plain' && typeof value.value === 'number') return { rate: 0, offset: value.value };
  const declared = nodeOf(value, context);
  return declared && declared !== node ? lineOf(declared, context, depth + 1) : SOMETHING;
}

const ROUNDING = /^(?:floor|round|ceil|trunc)$/;

function ofCall(node: CallExpression, inner: (one: Node) => Line): Line {
  const { callee } = node;
  const first = node.arguments[0];
  if (callee.type === 'Identifier')
    return (callee.name === 'parseInt' || callee.name === 'Number') && first ? undated(inner(first)) : SOMETHING;
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return SOMETHING;
  const { object, property: { name } } = callee;
  if (object.type === 'Identifier' && object.name === 'Date' && name === 'now') return CLOCK;
  if (object.type === 'Identifier' && object.name === 'Math' && ROUNDING.test(name) && first) return undated(inner(first));
  if (name === 'unix' && isClockLibrary(object)) return { rate: 0.001, offset: undefined };
  if (name !== 'getTime' && name !== 'valueOf') return SOMETHING;
  const line = inner(object);
  return line.isDate ? undated(line) : SOMETHING;
}

/** `dayjs().add(1, 'day')`, `moment()`. */
function isClockLibrary(node: Node): boolean {
  let at = node;
  while (at.type === 'CallExpression' || at.type === 'MemberExpression')
    at = (at.type === 'CallExpression' ? at.callee : at.object);
  return at.type === 'Identifier' && /^(?:moment|dayjs)$/i.test(at.name);
}

const isNamed = ({ callee }: NewExpression, name: string): boolean => callee.type === 'Identifier' && callee.name === name;
const undated = ({ rate, offset }: Line): Line => ({ rate, offset });
const scaled = ({ rate, offset }: Line, by: number): Line => ({ rate: rate * by, offset: offset === undefined ? undefined : offset * by });

function combined(operator: string, left: Line, right: Line): Line {
  switch (operator) {
    case '+': case '-': {
      const added = operator === '-' ? scaled(right, -1) : right;
      return {
        rate: left.rate + added.rate,
        offset: left.offset === undefined || added.offset === undefined ? undefined : left.offset + added.offset,
      };
    }
    case '*':
      return right.rate === 0 && right.offset !== undefined
        ? scaled(left, right.offset)
        : left.rate === 0 && left.offset !== undefined
          ? scaled(right, left.offset)
          : SOMETHING;
    case '/': return right.rate === 0 && right.offset ? scaled(left, 1 / right.offset) : SOMETHING;
    // `x | 0`, `x >> 0`: rounding.
    case '|': case '>>': case '>>>': return right.offset === 0 ? undated(left) : SOMETHING;
    default: return SOMETHING;
  }
}
