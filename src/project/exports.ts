// One module's tree → the Value of each name it exports: ESM in every spelling, CommonJS assignments, re-exports, JSON.

import type { Bindings } from '../values/bindings.ts';
import type { Expressions } from '../values/reading/reader.ts';
import type { Value } from '../values/value.ts';
import { boundNames } from '../values/bindings.ts';
import { grouped, once } from '../values/once.ts';
import { chainText } from '../values/plain-nodes.ts';
import { spend } from '../values/work.ts';
import type { AssignmentExpression, Node } from '../syntax/code.ts';

export interface Exporting {
  readonly bindings: Bindings;
  readonly expressions: Expressions;
  /** What another module exports, for re-exports. */
  elsewhere(specifier: string, path: readonly string[]): Value | undefined;
}

export function exportOf(name: string, module: Exporting): Value | undefined {
  return named(name, module) ?? (name === 'default' ? defaultOf(module) : undefined) ?? assigned(name, module) ?? starred(name, module);
}

/** What `require` gives: `module.exports`, when it is assigned as a whole. */
export function wholeOf({ bindings, expressions }: Exporting): Value | undefined {
  const assignment = assignmentsOf(bindings).get('module.exports')?.at(-1);
  if (assignment) return filledLater(expressions.valueOf(nameOf(assignment) ?? assignment.right), bindings, expressions);
  const exported = bindings.all('TSExportAssignment')[0];
  return exported && expressions.valueOf(exported.expression);
}

/** `const settings = module.exports = {}`: what is written to the name is exported, too. */
function nameOf(assignment: AssignmentExpression): Node | undefined {
  let at: Node = assignment;
  while (at.parent?.type === 'AssignmentExpression' && at.parent.right === at) at = at.parent;
  const { parent } = at;
  return parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? parent.id : undefined;
}

/** `module.exports = {}`, and its members one by one behind it. */
function filledLater(whole: Value, bindings: Bindings, expressions: Expressions): Value {
  const later = whole.kind === 'object' ? memberWritesOf(bindings) : [];
  if (whole.kind !== 'object' || later.length === 0) return whole;
  const properties = new Map(whole.properties);
  for (const [name, { left, right, start, end }] of later)
    properties.set(name, {
      key: expressions.placeOf(left), at: expressions.placeOf({ start, end }),
      get value() { return expressions.valueOf(right); },
    });
  return { ...whole, properties };
}

/** `exports.name = …` and `module.exports.name = …`, the last of each; `exports` is the module's where one of them became the other. */
const memberWritesOf = once((bindings: Bindings): readonly (readonly [string, AssignmentExpression])[] => {
  const isSame = assignmentsOf(bindings).get('module.exports')?.some(({ right, parent }) =>
    (right.type === 'AssignmentExpression' && chainText(right.left) === 'exports') ||
    (parent?.type === 'AssignmentExpression' && chainText(parent.left) === 'exports')) ?? false;
  return [...assignmentsOf(bindings)].flatMap(([target, all]) => {
    const name = (isSame ? /^(?:module\.)?exports\.([\w$]+)$/ : /^module\.exports\.([\w$]+)$/).exec(target)?.[1];
    return name === undefined ? [] : [[name, all.at(-1)!] as const];
  });
});

/** By what is assigned to, as far as it is a chain of plain names. */
const assignmentsOf = once((bindings: Bindings) => grouped(bindings.all('AssignmentExpression'), ({ left }) => chainText(left)));

type Named = { readonly binding: string } | { readonly from: string; readonly local: string; readonly specifier: Node };

/** What each name is exported as; the first to say so counts. */
const namedExports = once((bindings: Bindings): ReadonlyMap<string, Named> => {
  const found = new Map<string, Named>();
  const add = (name: string, is: Named): void => { if (!found.has(name)) found.set(name, is); };
  for (const node of bindings.all('ExportNamedDeclaration')) {
    for (const name of node.declaration ? declaredBy(node.declaration) : []) add(name, { binding: name });
    for (const specifier of node.specifiers) {
      const local = textOf(specifier.local);
      add(textOf(specifier.exported), node.source
        ? { from: node.source.value, local, specifier } : { binding: local });
    }
  }
  return found;
});

function named(name: string, { bindings, expressions, elsewhere }: Exporting): Value | undefined {
  const is = namedExports(bindings).get(name);
  if (is && 'from' in is) return handedOn(elsewhere(is.from, [is.local]) ?? outside(is, expressions), is.specifier, expressions);
  const binding = is && bindings.top(is.binding);
  return binding && expressions.valueOf(binding.id);
}

/** `export { sign } from 'jsonwebtoken'`: what is outside the project stays what it is. */
const outside = ({ from, local, specifier }: Extract<Named, { from: string }>, { placeOf }: Expressions): Value | undefined =>
  (/^[./#~]/.test(from) ? undefined
    : { kind: 'imported', module: from, path: local === 'default' ? [] : [local], at: placeOf(specifier), via: [] });

function declaredBy(declaration: Node): readonly string[] {
  if (declaration.type === 'VariableDeclaration')
    return declaration.declarations.flatMap(({ id }) => boundNames(id).map((one) => one.name));
  return 'id' in declaration && declaration.id?.type === 'Identifier' ? [declaration.id.name] : [];
}

function defaultOf({ bindings, expressions }: Exporting): Value | undefined {
  const node = bindings.all('ExportDefaultDeclaration')[0];
  return node && expressions.valueOf(node.declaration);
}

/** `exports.name = …`, `module.exports.name = …`, or a property of the assigned object. */
function assigned(name: string, module: Exporting): Value | undefined {
  const { bindings, expressions } = module;
  const all = assignmentsOf(bindings);
  const [node] = [...(all.get(`exports.${name}`) ?? []), ...(all.get(`module.exports.${name}`) ?? [])]
    .filter(({ right }) => !isDeclaring(right))
    .sort((a, b) => a.start - b.start);
  if (node) return expressions.valueOf(node.right);
  const whole = wholeOf(module);
  if (!whole) return undefined;
  if (name === 'default') return whole;
  const member = expressions.memberOf(whole, name, whole.at);
  return member.kind === 'unknown' || (member.kind === 'plain' && member.value === undefined) ? undefined : member;
}

/** `exports.a = exports.b = void 0`: how compilers declare what they fill later. */
function isDeclaring(node: Node): boolean {
  let at = node;
  while (at.type === 'AssignmentExpression') at = at.right;
  return at.type === 'UnaryExpression' && at.operator === 'void';
}

function starred(name: string, { bindings, expressions, elsewhere }: Exporting): Value | undefined {
  for (const node of bindings.all('ExportAllDeclaration')) {
    spend();
    if (node.exported) {
      if (textOf(node.exported) === name) return handedOn(elsewhere(node.source.value, []), node, expressions);
      continue;
    }
    const found = name === 'default' ? undefined : elsewhere(node.source.value, [name]);
    if (found) return handedOn(found, node, expressions);
  }
  return undefined;
}

/** A barrel is a step of the way. */
const handedOn = (value: Value | undefined, at: Node, { placeOf }: Expressions): Value | undefined =>
  value && { ...value, via: [...value.via, { place: placeOf(at), note: 'a re-export' }] };

const textOf = (node: Node): string => (node.type === 'Identifier' ? node.name : node.type === 'Literal' ? String(node.value) : '');
