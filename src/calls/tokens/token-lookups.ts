// A verify call → is its token also asked for in a store, or compared with one that was kept? Then the store says what
// the token is for. Asking a list of revoked tokens says nothing of the kind.

import type { Node } from '../../syntax/code.ts';
import type { CodeContext } from '../../values/code-context.ts';
import type { Parts } from '../jwt-call.ts';
import { nodeAt } from '../arguments/payloads.ts';
import { membersWritten } from '../../values/written-members.ts';
import { once } from '../../values/once.ts';

const ASKS = /find|get|exist|where|query|compare|match|lookup|select|first|count|consume|delete|remove|destroy|update|redis|hash/i;
const ASKS_OTHERWISE = /black_?list|revok|deny|verif|decode|header|cookie|log|payload|split|replace/i;

export function isLookedUp({ token }: Parts, calls: readonly Node[], context: CodeContext): boolean {
  const { bindings, file } = context;
  if (token?.at.file !== file) return false;
  const written = calls.map((call) => nodeAt(call, token.at)).find(Boolean);
  if (!written) return false;
  const binding = written.type === 'Identifier' ? bindings.of(written) : undefined;
  const others = binding ? binding.reads : membersWritten(context).get(file.text.slice(written.start, written.end));
  return others !== undefined && asked(others, file.text).some((read) => read !== written);
}

const asked = once((reads: readonly Node[], text: string) => reads.filter((read) => isAsked(read, text)));

function isAsked(read: Node, text: string): boolean {
  let at = read;
  while (
    at.parent &&
    (at.parent.type === 'Property' ||
      at.parent.type === 'ObjectExpression' ||
      at.parent.type === 'AwaitExpression' ||
      at.parent.type === 'TSAsExpression' ||
      at.parent.type === 'TSNonNullExpression' ||
      at.parent.type === 'TemplateLiteral')
  )
    at = at.parent;
  const { parent } = at;
  if (parent?.type === 'BinaryExpression')
    return /^[!=]==?$/.test(parent.operator) && isKept((parent.left === at ? parent.right : parent.left));
  if (parent?.type !== 'CallExpression' || parent.callee === at) return false;
  const callee = text.slice(parent.callee.start, parent.callee.end).slice(-60);
  return ASKS.test(callee) && !ASKS_OTHERWISE.test(callee);
}

/** `user.refreshToken`, `stored`; not a literal, `undefined` or `null`. */
const isKept = (node: Node): boolean => node.type === 'MemberExpression' || (node.type === 'Identifier' && node.name !== 'undefined');
