// A place in code → the constant whose data stands there, and who reads it: what is changed there changes for all of them.
// Leaves alone: what a function or a call makes; to change how it is made changes no data.

import { forEachChild, type Node } from '../syntax/code.ts';
import type { Place } from '../source/file.ts';
import type { CodeContext } from './code-context.ts';

export interface HeldData {
  readonly reads: readonly Place[];
  readonly isExported: boolean;
  /** A member of an object, whose name says what it is for. */
  readonly isMember: boolean;
}

/** `Object.freeze(…)` is not looked through: few are shared, and nothing is offered for a shared one. */
const DATA: ReadonlySet<string> = new Set([
  'ObjectExpression', 'ArrayExpression', 'Property', 'SpreadElement', 'TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression',
  'ParenthesizedExpression', 'LogicalExpression', 'ConditionalExpression',
]);
const LEAVES: ReadonlySet<string> = new Set(['Literal', 'TemplateLiteral', 'Identifier', 'MemberExpression']);

export function heldDataAt({ start, end }: Pick<Place, 'start' | 'end'>, { bindings, expressions }: CodeContext): HeldData | undefined {
  for (const { id, init, parent } of bindings.all('VariableDeclarator')) {
    if (!init || id.type !== 'Identifier' || start < init.start || end > init.end || !isData(init as Node, start, end)) continue;
    const binding = bindings.of(id as Node);
    return binding && {
      reads: binding.reads.map((read) => expressions.placeOf(read)),
      isExported: (parent?.parent as Node | undefined)?.type === 'ExportNamedDeclaration',
      isMember: init.type === 'ObjectExpression',
    };
  }
  return undefined;
}

function isData(node: Node, start: number, end: number): boolean {
  if (!DATA.has(node.type)) return LEAVES.has(node.type) || (node.start === start && node.end === end);
  let inner: Node | undefined;
  forEachChild(node, (child) => {
    if (child.start <= start && child.end >= end) inner = child;
  });
  return inner === undefined || isData(inner, start, end);
}
