// The calls on a builder (`new SignJWT(p).setIssuer(i).sign(key)`) or of a returned function (`createSigner(o)(p)`),
// in the same expression or through the variable that holds it.

import type { CallSignature } from '../models/signature.ts';
import type { CallExpression, Node } from '../syntax/code.ts';
import type { AnyCall, CodeContext } from './code-context.ts';
import { isTransparent } from './plain-nodes.ts';

export interface Chain {
  readonly calls: readonly { readonly call: CallExpression; readonly row: CallSignature }[];
  readonly escapes: boolean;
}


/** The last row of a model ends the chain, and so does any that takes the token: `verify` and `verifySync` of one verifier. */
export const isEnd = (row: CallSignature, rows: readonly CallSignature[]): boolean =>
  row === rows.at(-1) || row.path.length === 0 || row.parameters.some(({ roles }) => roles.includes('token'));

export function chainOf(start: AnyCall, rows: readonly CallSignature[], { bindings }: CodeContext): Chain {
  const calls: { call: CallExpression; row: CallSignature }[] = [];
  let escapes = false;
  const seen = new Set<Node>();
  const follow = (node: Node): void => {
    if (seen.has(node)) return;
    seen.add(node);
    const { parent } = node;
    if (!parent || parent.type === 'ExpressionStatement') return;
    if (isTransparent(parent)) { follow(parent); return; }
    if (parent.type === 'MemberExpression' && parent.object === node) {
      const name = parent.property.type === 'Identifier' ? parent.property.name : undefined;
      if (parent.parent?.type === 'CallExpression' && parent.parent.callee === parent) link(parent.parent, name);
      else escapes = true;
    } else if (parent.type === 'CallExpression' && parent.callee === node) link(parent, undefined);
    else if (parent.type === 'VariableDeclarator' && parent.init === node && parent.id.type === 'Identifier')
      variable(parent.id, parent);
    else if (parent.type === 'AssignmentExpression' && parent.right === node && parent.left.type === 'Identifier')
      variable(parent.left, parent);
    else escapes = true;
  };
  const link = (call: CallExpression, name: string | undefined): void => {
    const row = rows.find(({ path }) => path.at(-1) === name);
    if (!row) { escapes ||= name === undefined; return; }
    calls.push({ call, row });
    if (!isEnd(row, rows)) follow(call);
  };
  const variable = (id: Node, declarator: Node): void => {
    const binding = bindings.of(id);
    if (!binding || declarator.parent?.parent?.type === 'ExportNamedDeclaration') escapes = true;
    for (const read of binding?.reads ?? []) follow(read);
  };
  follow(start);
  return { calls, escapes };
}
