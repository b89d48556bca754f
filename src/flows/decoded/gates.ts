// A test of whether the claims of a token could be read → does a guard take it for a test of the token? `if (!decode(token)) return
// res.sendStatus(401); next();` lets every token pass that anyone writes.
// Leaves alone: pages that ask whether to show the way to the login, which the server behind them asks again.

import type { CallContext } from '../../calls/call-project.ts';
import { isRefusing, wayFrom } from '../../calls/outcome/failing-way.ts';
import type { Node } from '../../syntax/code.ts';
import { unwrapped } from '../../values/plain-nodes.ts';
import { holdsWhenUnset } from '../../values/conditions/when-unset.ts';

export function isGate(claims: Node, context: CallContext): boolean {
  const statement = statementAsking(claims);
  if (!statement || holdsWhenUnset(statement.test, (node) => node === claims, context) !== true) return false;
  if (!isRefusing(statement.consequent)) return false;
  const { ends, given } = wayFrom([], statement, undefined, true);
  const passed = given && unwrapped(given);
  return ends === 'goes on' && !(passed?.type === 'CallExpression' && passed.callee.type === 'MemberExpression');
}

function statementAsking(claims: Node): Extract<Node, { type: 'IfStatement' }> | undefined {
  for (let at: Node = claims; at.parent; at = at.parent) {
    const { parent } = at;
    if (parent.type === 'IfStatement') return parent.test === at ? parent : undefined;
    if (!/^(?:Unary|Logical|Binary|Parenthesized|TS\w*)Expression$/.test(parent.type)) return undefined;
  }
  return undefined;
}
