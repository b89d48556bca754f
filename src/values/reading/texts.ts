// Literals, templates, `+` and the other operators → texts and numbers, as far as every part is known.

import type { Node } from '../../syntax/code.ts';
import { numberOf } from '../plain-nodes.ts';
import type { Value } from '../value.ts';
import { spend } from '../work.ts';
import { isGuessable, MAX_ITEMS, MAX_TEXT } from './built-ins.ts';
import type { Reader } from './reader.ts';

export function textsOf({ valueOf, placeOf, unknown, textAt, wrapped }: Reader) {
  function literal(node: Extract<Node, { type: 'Literal' }>): Value {
    if (typeof node.value === 'string') return textAt(node, node.value);
    const value = 'regex' in node ? node.value : node.value;
    return { kind: 'plain', value, at: placeOf(node), via: [] };
  }

  function templateParts(node: Extract<Node, { type: 'TemplateLiteral' }>): Value[] {
    return node.quasis.flatMap((quasi, at) => {
      const text = textAt(quasi, quasi.value.cooked ?? quasi.value.raw);
      const expression = node.expressions[at];
      return expression ? [text, valueOf(expression)] : [text];
    });
  }

  /** Folds to one text when every part is known; otherwise keeps the parts. */
  function template(node: Node, parts: readonly Value[]): Value {
    const flat = parts.flatMap((part) => (part.kind === 'template' ? part.parts : [part])).slice(0, MAX_ITEMS);
    if (flat.every(({ kind }) => kind === 'plain')) return arithmetic(node);
    spend(flat.length);
    let text = '';
    for (const part of flat) {
      const piece = constantText(part);
      if (piece === undefined || text.length + piece.length > MAX_TEXT)
        return { kind: 'template', parts: flat.filter((one) => one.kind !== 'text' || one.text !== ''), at: placeOf(node), via: [] };
      text += piece;
    }
    return textAt(node, text);
  }

  function unary(node: Extract<Node, { type: 'UnaryExpression' }>): Value {
    if (node.operator === 'void') return { kind: 'plain', value: undefined, at: placeOf(node), via: [] };
    const operand = valueOf(node.argument);
    if (node.operator === '+' && operand.kind === 'env') return wrapped(node, 'number', operand);
    if ((node.operator === '+' || node.operator === '-' || node.operator === '~') && isGuessable(operand)) return operand;
    if (operand.kind !== 'plain') return unknown(node);
    if (node.operator === '!') return { ...operand, value: !operand.value, at: placeOf(node) };
    if (node.operator === '-' && typeof operand.value === 'number') return { ...operand, value: -operand.value, at: placeOf(node) };
    return unknown(node);
  }

  function arithmetic(node: Node): Value {
    if (node.type !== 'BinaryExpression') return unknown(node);
    const [left, right] = [valueOf(node.left), valueOf(node.right)];
    const number = calculate(node.operator, numberOf(left), numberOf(right));
    if (number === undefined && ARITHMETIC.has(node.operator) && [left, right].some(isGuessable) &&
      [left, right].every((one) => one.kind === 'plain' || isGuessable(one)))
      return wrapped(node, 'guessable', unknown(node));
    return number === undefined ? unknown(node) : { kind: 'plain', value: number, at: placeOf(node), via: [] };
  }

  return { literal, templateParts, template, unary, arithmetic };
}

const constantText = (value: Value): string | undefined =>
  value.kind === 'text'
    ? value.text
    : value.kind === 'plain' && (typeof value.value === 'number' || typeof value.value === 'boolean')
      ? String(value.value)
      : undefined;

const ARITHMETIC: ReadonlySet<string> = new Set(['+', '-', '*', '/', '**', '%', '|', '&', '^', '>>', '>>>', '<<']);

function calculate(operator: string, left: number | undefined, right: number | undefined): number | undefined {
  if (left === undefined || right === undefined) return undefined;
  switch (operator) {
    case '+': return left + right;
    case '-': return left - right;
    case '*': return left * right;
    case '/': return left / right;
    case '**': return left ** right;
    case '%': return left % right;
    default: return undefined;
  }
}
