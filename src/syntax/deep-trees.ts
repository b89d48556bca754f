// Statements as the parser gives them → those that recursive readers can follow. Runs without recursion of its own.
// Long chains of one operator and of `else if`, as generators write them, are folded: what they say stays. What is still
// too deep is left out, and told.

import type { BinaryExpression, Expression, IfStatement, LogicalExpression, Node } from '@oxc-project/types';

export type EachChild = (node: Node, visit: (child: Node) => void) => void;

/**
 * Depth of a statement's tree that our own readers follow. At this depth the most wasteful of them, interpreted, takes
 * less than a quarter of the stack that V8 gives (see test/syntax/nesting.test.ts). Hand-written code stays below 60, bundles below 200.
 */
export const MAX_TREE_DEPTH = 640;
/** Longer chains are read as if they were bracketed in the middle, or written one below the other. */
export const MAX_CHAIN = 100;

export interface Bounded<T> { readonly body: T[]; readonly tooDeep: readonly T[] }

export function boundedTrees<T extends Node>(body: readonly T[], eachChild: EachChild): Bounded<T> {
  for (const statement of body) fold(statement, eachChild);
  const tooDeep = body.filter((statement) => isTooDeep(statement, eachChild));
  return { body: tooDeep.length === 0 ? [...body] : body.filter((statement) => !tooDeep.includes(statement)), tooDeep };
}

function isTooDeep(root: Node, eachChild: EachChild): boolean {
  let level: Node[] = [root];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_TREE_DEPTH) return true;
    const next: Node[] = [];
    for (const node of level) eachChild(node, (child) => { next.push(child); });
    level = next;
  }
  return false;
}

function fold(root: Node, eachChild: EachChild): void {
  const open: Node[] = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    if (isAssociative(node)) foldOperators(node);
    else if (node.type === 'IfStatement') foldElses(node);
    eachChild(node, (child) => { open.push(child); });
  }
}

/** Where brackets make no difference to what the value may be. */
const ASSOCIATIVE: ReadonlySet<string> = new Set(['+', '||', '&&', '??', '|', '&', '*']);
type Operation = BinaryExpression | LogicalExpression;

const isAssociative = (node: Node): node is Operation =>
  (node.type === 'BinaryExpression' || node.type === 'LogicalExpression') && ASSOCIATIVE.has(node.operator);

/** `a + b + c + …` → `(a + …) + (… + z)`. */
function foldOperators(root: Operation): void {
  const operands: Expression[] = [];
  let at: Expression = root;
  while (isAssociative(at) && at.operator === root.operator) {
    operands.push(at.right);
    at = at.left;
  }
  if (operands.length < MAX_CHAIN) return;
  operands.push(at);
  operands.reverse();
  const joined = (from: number, to: number): Expression => {
    if (to - from === 1) return operands[from]!;
    const middle = (from + to) >> 1;
    const [left, right] = [joined(from, middle), joined(middle, to)];
    return { ...root, start: left.start, end: right.end, left, right };
  };
  const middle = operands.length >> 1;
  Object.assign(root, { left: joined(0, middle), right: joined(middle, operands.length) });
}

/** `if (a) … else if (b) … else if (c) …` → from the hundredth on they stand one below the other in the last `else`. */
function foldElses(root: IfStatement): void {
  const chain = [root];
  let last = root.alternate;
  for (; last?.type === 'IfStatement'; last = last.alternate) chain.push(last);
  const [holder, ...rest] = chain.slice(MAX_CHAIN - 1);
  if (!holder || rest.length === 0) return;
  const body = last ? [...rest, last] : rest;
  for (const one of rest) one.alternate = null;
  holder.alternate = { type: 'BlockStatement', start: rest[0]!.start, end: body.at(-1)!.end, body };
}
