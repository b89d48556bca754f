// A place in code → does the program only get there when a value is set? Branches of tests around it, and statements before it that
// leave when the value is missing: `s ? verify(t, encode(s)) : null`, `if (s) { … }`, `s && encode(s)`, `if (!s) return null;`.

import { forEachChild } from '../../syntax/code.ts';
import type { Node } from '../../syntax/code.ts';
import type { CodeContext } from '../code-context.ts';
import { lastName } from '../plain-nodes.ts';
import type { Value } from '../value.ts';
import { holdsWhenUnset, readsOf } from './when-unset.ts';
import { spend } from '../work.ts';

interface Stretch { readonly start: number; readonly end: number }

export function isSetWhere(value: Value, place: Stretch, body: readonly Node[], context: CodeContext): boolean {
  const isUnset = readsOf(value, context);
  const path = pathTo(place, body);
  return path.some((node, at) => {
    const around = path[at - 1];
    const list = around ? statementsIn(around) : body;
    return (around !== undefined && needsIt(around, node)) || (list ? list.slice(0, list.indexOf(node)).some(leavesWithoutIt) : false);
  });

  /** A branch that is not taken while the value is missing. */
  function needsIt(around: Node, branch: Node): boolean {
    const condition = conditionOf(around, branch);
    return condition !== undefined && holdsWhenUnset(condition.test, isUnset, context) === !condition.holds;
  }

  function leavesWithoutIt(statement: Node): boolean {
    if (statement.type !== 'IfStatement') return false;
    const holds = leaves(statement.consequent) || (statement.alternate !== null && leaves(statement.alternate))
      ? holdsWhenUnset(statement.test, isUnset, context) : undefined;
    if (holds === undefined) return false;
    const taken = holds ? statement.consequent : statement.alternate;
    return taken !== null && leaves(taken);
  }
}

/** From the outermost statement to the innermost node that holds the place. */
function pathTo({ start, end }: Stretch, body: readonly Node[]): readonly Node[] {
  const path: Node[] = [];
  const covers = (node: Node): boolean => node.start <= start && node.end >= end;
  let next = body.find(covers);
  while (next) {
    const node: Node = next;
    path.push(node);
    next = undefined;
    forEachChild(node, (child) => {
      spend();
      if (!next && covers(child)) next = child;
    });
  }
  return path;
}

/** The test that a branch stands under, and what it must be for the branch to run. */
function conditionOf(around: Node, branch: Node): { readonly test: Node; readonly holds: boolean } | undefined {
  switch (around.type) {
    case 'IfStatement': case 'ConditionalExpression':
      return around.test === branch ? undefined
        : { test: around.test, holds: around.consequent === branch };
    case 'WhileStatement': return around.test === branch ? undefined : { test: around.test, holds: true };
    case 'LogicalExpression':
      return around.right === branch && around.operator !== '??'
        ? { test: around.left, holds: around.operator === '&&' } : undefined;
    default: return undefined;
  }
}

function statementsIn(node: Node): readonly Node[] | undefined {
  switch (node.type) {
    case 'BlockStatement': case 'StaticBlock': return node.body;
    case 'SwitchCase': return node.consequent;
    default: return undefined;
  }
}

/** Nothing behind it runs: `return`, `throw`, `continue`, `process.exit()`. */
function leaves(node: Node): boolean {
  switch (node.type) {
    case 'ReturnStatement': case 'ThrowStatement': case 'ContinueStatement': case 'BreakStatement': return true;
    case 'BlockStatement': return node.body.some((one) => leaves(one));
    case 'IfStatement': return node.alternate !== null && leaves(node.consequent) && leaves(node.alternate);
    case 'ExpressionStatement':
      return node.expression.type === 'CallExpression' && /^(?:exit|abort|notFound|redirect)$/.test(lastName(node.expression.callee));
    default: return false;
  }
}
