// A place in code → the constant whose data stands there, and who reads it: what is changed there changes for all of them.
// Leaves alone: what a function or a call makes; to change how it is made changes no data.

import { forEachChild, type Node } from '../syntax/code.ts';
import type { Place } from '../source/file.ts';
import type { NodeOf } from './bindings.ts';
import type { CodeContext } from './code-context.ts';
import { firstFrom, holdersAmong } from './node-index.ts';
import { once, oncePerFile } from './once.ts';

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

export function heldDataAt({ start, end }: Pick<Place, 'start' | 'end'>, context: CodeContext): HeldData | undefined {
  const declaration = holders(context)({ start, end }).find((one) => isData(one.init, start, end))?.declaration;
  return declaration && heldBy(declaration, context);
}

type Declaration = NodeOf<'VariableDeclarator'>;

const holders = oncePerFile(({ bindings }: CodeContext) => {
  const named = bindings.all('VariableDeclarator').flatMap((declaration) =>
    (declaration.init && declaration.id.type === 'Identifier' ? [{ declaration, init: declaration.init }] : []));
  return holdersAmong(named.map((one) => ({ ...one, start: one.init.start, end: one.init.end })));
});

const heldBy = once(({ id, init, parent }: Declaration, { bindings, expressions }: CodeContext): HeldData | undefined => {
  const binding = bindings.of(id);
  return binding && {
    reads: binding.reads.map((read) => expressions.placeOf(read)),
    isExported: parent?.parent?.type === 'ExportNamedDeclaration',
    isMember: init?.type === 'ObjectExpression',
  };
});

function isData(node: Node, start: number, end: number): boolean {
  if (!DATA.has(node.type)) return LEAVES.has(node.type) || (node.start === start && node.end === end);
  const children = childrenOf(node);
  const inner = children[firstFrom(children, start + 1) - 1];
  return inner === undefined || inner.end < end || isData(inner, start, end);
}

const childrenOf = once((node: Node): readonly Node[] => {
  const children: Node[] = [];
  forEachChild(node, (child) => { children.push(child); });
  return children;
});
