// What a function does once a token has turned out bad → does the request go on, and was the client told otherwise before?
// Statements are followed from where the failure is caught to the end of the function. Unknown is an answer: any call that is not
// understood may throw or end the request its own way.

import { refusalMakers } from '../../models/places/requests.ts';
import type { Node } from '../../syntax/code.ts';
import { lastName, nodesAfter, unwrapped } from '../../values/plain-nodes.ts';
import { isLog, isNext, letsOn, statementsOf } from '../../values/conditions/ways-on.ts';
import { spend } from '../../values/work.ts';
import { isAnswering, isPrepared, isSending, isNext as handsAnythingOn } from './client-answers.ts';

export interface Way {
  readonly ends: 'goes on' | 'falls' | 'leaves' | 'unknown';
  /** The client is told, or an error is made, though nothing leaves the function. */
  readonly isAnswered: boolean;
  /** And that ends the response. */
  readonly isSent: boolean;
  /** Where it goes on, or leaves. */
  readonly at: number;
  /** What is returned there. */
  readonly given?: Node;
}

/** Is this condition known on the failing way? */
export type Ask = (test: Node) => boolean | undefined;

interface Walk { isAnswered: boolean; isSent: boolean; isBehind: boolean; readonly ask: Ask; readonly isLiberal: boolean }
type End = Omit<Way, 'isAnswered' | 'isSent'> | undefined;

/**
 * `handled`: what runs first; `around`: the statement behind which the function goes on. `isLiberal`: what is not understood does
 * not stop it, as on the way of good tokens.
 */
export function wayFrom(handled: readonly Node[], around: Node, ask: Ask = () => undefined, isLiberal = false): Way {
  const walk: Walk = { isAnswered: false, isSent: false, isBehind: false, ask, isLiberal };
  let end = through(handled, walk);
  for (let at: Node | null | undefined = around; !end && at; at = at.parent) {
    const { parent }: Node = at;
    if (!parent || /Function/.test(parent.type)) break;
    walk.isBehind = true;
    end = behind(at, parent, walk);
  }
  const { isAnswered, isSent } = walk;
  return { ...(end ?? { ends: 'falls', at: around.end }), isAnswered, isSent };
}

/** What a function does that is handed the failure. */
export function wayThrough(fn: Node, ask: Ask = () => undefined, isLiberal = false): Way {
  const body = fn.type === 'ArrowFunctionExpression' || fn.type === 'FunctionExpression' ? fn.body : null;
  const walk: Walk = { isAnswered: false, isSent: false, isBehind: false, ask, isLiberal };
  const end: End = !body ? { ends: 'unknown', at: fn.start }
    : body.type === 'BlockStatement' ? through(statementsOf(body), walk) : (expressed(body, walk) ?? returned(body, body.start));
  const { isAnswered, isSent } = walk;
  return { ...(end ?? { ends: 'falls', at: fn.end }), isAnswered, isSent };
}

function behind(at: Node, parent: Node, walk: Walk): End {
  switch (parent.type) {
    case 'BlockStatement': {
      const body = parent.body;
      return through(nodesAfter(body, at), walk);
    }
    case 'TryStatement': {
      const last = parent.finalizer;
      return last && last !== at ? through(statementsOf(last), walk) : undefined;
    }
    case 'IfStatement': case 'CatchClause': return undefined;
    default: return { ends: 'unknown', at: at.end };
  }
}

function through(statements: readonly Node[], walk: Walk): End {
  for (const statement of statements) {
    spend();
    const end = step(statement, walk);
    if (end) return end;
  }
  return undefined;
}

function step(statement: Node, walk: Walk): End {
  const lost: End = walk.isLiberal || walk.isAnswered ? undefined : { ends: 'unknown', at: statement.start };
  switch (statement.type) {
    case 'ThrowStatement': return { ends: 'leaves', at: statement.start };
    case 'ReturnStatement':
      return statement.argument
        ? returned(statement.argument, statement.start, walk)
        : { ends: 'falls', at: statement.start, given: statement };
    case 'BlockStatement': return through(statementsOf(statement), walk);
    case 'ExpressionStatement':
      return isLog(statement) || isPrepared(statement) ? undefined : expressed(statement.expression, walk, lost);
    case 'IfStatement': {
      const known = walk.ask(statement.test);
      if (known === true) return step(statement.consequent, walk);
      if (known === false) return statement.alternate ? step(statement.alternate, walk) : undefined;
      return walk.isLiberal ? undefined : lost;
    }
    case 'VariableDeclaration':
      return statement.declarations.every(({ init }) => isPlain(init))
        ? undefined : lost;
    case 'EmptyStatement': case 'FunctionDeclaration': return undefined;
    default: return lost;
  }
}

const isPlain = (init: Node | null): boolean =>
  init === null || /^(?:Literal|Identifier|MemberExpression|ArrowFunctionExpression|FunctionExpression)$/.test(init.type);

function expressed(given: Node, walk: Walk, lost?: End): End {
  const expression = unwrapped(given);
  const hands = expression.type === 'CallExpression' && handsAnythingOn(expression);
  if (isNext(expression) || (hands && expression.arguments.length === 0)) return { ends: 'goes on', at: expression.start };
  // A second answer: what good tokens are given.
  if (walk.isSent && walk.isBehind && isSending(expression)) return { ends: 'goes on', at: expression.start };
  if (isAnswering(expression)) {
    walk.isAnswered = true;
    walk.isSent ||= isSending(expression) || hands;
    return undefined;
  }
  if (expression.type === 'AssignmentExpression') return undefined;
  return lost;
}

function returned(argument: Node, at: number, walk?: Walk): End {
  const given = unwrapped(argument);
  if (letsOn(given)) return { ends: 'goes on', at, given };
  if (walk?.isSent && walk.isBehind && isSending(given)) return { ends: 'goes on', at, given };
  return { ends: 'leaves', at, given };
}

/** Refuses a request that brings no token: throws, or gives back an answer. */
export function isRefusing(branch: Node): boolean {
  const last = statementsOf(branch).at(-1);
  if (last?.type === 'ThrowStatement') return true;
  if (last?.type !== 'ReturnStatement' || !last.argument) return false;
  const given = unwrapped(last.argument);
  if (letsOn(given)) return false;
  if (given.type === 'NewExpression') return /Response|Error|Exception/.test(lastName(given.callee));
  return isAnswering(given) || (given.type === 'CallExpression' && refusalMakers.has(lastName(given.callee)));
}
